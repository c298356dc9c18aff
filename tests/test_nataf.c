/* Pearson's correlation under a Gaussian copula beside closed forms and a direct double integral.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "audit/nataf.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

/* A law from its JSON, single quotes standing for double ones. */
static test_law law_of(const char *text)
{
    char json[400];

    snprintf(json, sizeof json, "%s", text);
    for (char *c = json; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return good_law(json);
}

/* A pair of laws with what it lives in. */
typedef struct {
    test_law text[2];
    ra_nataf_law law[2];
    ra_nataf nataf;
} pair;

static void open_pair(pair *p, const char *x, const char *y)
{
    p->text[0] = law_of(x);
    p->text[1] = law_of(y);
    for (int k = 0; k < 2; k++) {
        ck_assert_int_eq(ra_nataf_law_open(&p->law[k], p->text[k].dist), RA_OK);
    }
    ra_nataf_open(&p->nataf, &p->law[0], &p->law[1]);
}

static void free_pair(pair *p)
{
    free_law(&p->text[0]);
    free_law(&p->text[1]);
}

#define NORMAL      "{'type':'normal','mean':208,'sd':10.4}"
#define STANDARD    "{'type':'normal','mean':0,'sd':1}"
#define UNIFORM     "{'type':'uniform','min':3,'max':7}"
#define COIN        "{'type':'discrete','values':[-1,1],'weights':[1,1]}"
#define CLIPPED     "{'type':'normal','mean':0,'sd':1,'clip':{'min':0}}"
#define EXPONENTIAL "{'type':'exponential','mean':2.5}"
#define TRIANGULAR  "{'type':'triangular','min':1,'mode':1.5,'max':4}"
#define STUDENT     "{'type':'student_t','df':3,'location':1,'scale':2}"
#define SAMPLE      "{'type':'empirical','values':[1,1.5,2,2.25,4,4.5,9]}"
#define LOGNORMAL   "{'type':'lognormal','mu':1,'sigma':0.8}"

/* Closed forms of rho(r) for laws of which at least one is not smooth or not normal. */
static double normal_uniform(double r) /* sqrt(3 / pi) r */
{
    return sqrt(3 / M_PI) * r;
}

static double uniform_uniform(double r) /* Pearson 1907 */
{
    return 6 / M_PI * asin(r / 2);
}

static double coin_coin(double r) /* Sheppard 1899 */
{
    return 2 / M_PI * asin(r);
}

static double coin_uniform(double r) /* E[sign(Z1) Phi(Z2)] = asin(r / sqrt(2)) / pi */
{
    return sqrt(12) / M_PI * asin(r * M_SQRT1_2);
}

static double clipped_clipped(double r) /* E[max(Z1, 0) max(Z2, 0)], Cho and Saul 2009 */
{
    double product = (sqrt(1 - r * r) + r * (M_PI - acos(r))) / (2 * M_PI);
    double square = 1 / (2 * M_PI);
    return (product - square) / (0.5 - square);
}

static double normal_lognormal(double r)
{
    return r * 0.8 / sqrt(expm1(0.64));
}

static double lognormal_lognormal(double r)
{
    return expm1(0.64 * r) / expm1(0.64);
}

static const struct {
    const char *x, *y;
    double (*rho)(double r);
    double tolerance;
} closed_forms[] = {
    {NORMAL, UNIFORM, normal_uniform, 1e-11},
    {UNIFORM, UNIFORM, uniform_uniform, 1e-10},
    {COIN, COIN, coin_coin, 1e-13},
    {COIN, UNIFORM, coin_uniform, 1e-10},
    {CLIPPED, CLIPPED, clipped_clipped, 1e-7},
    {NORMAL, LOGNORMAL, normal_lognormal, 1e-14},
    {LOGNORMAL, LOGNORMAL, lognormal_lognormal, 1e-14},
    /* Limits that cut nothing away, and mixtures of one law, change no more than the way. */
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'max':60}}", UNIFORM, normal_uniform, 1e-10},
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'min':-60}}", UNIFORM, normal_uniform, 1e-10},
    {"{'type':'normal','mean':0,'sd':1,'clip':{'max':60}}", UNIFORM, normal_uniform, 1e-10},
    {"{'type':'normal','mean':0,'sd':1,'clip':{'min':-60}}", UNIFORM, normal_uniform, 1e-10},
    {"{'type':'mixture','weights':[1,2],'components':[" STANDARD "," STANDARD "]}", UNIFORM,
     normal_uniform, 1e-10},
    {NORMAL, "{'type':'lognormal','mu':1,'sigma':0.8,'clip':{'max':1e9}}", normal_lognormal, 1e-9},
    {"{'type':'discrete','values':[-1,1],'weights':[1,1],'clip':{'max':50}}", UNIFORM,
     coin_uniform, 1e-9},
};

START_TEST(closed_form)
{
    static const double r[] = {-1, -0.999, -0.9, -0.6, -0.3, 0, 0.123, 0.5, 0.8, 0.95, 0.99, 1};
    pair p;
    double worst = 0;

    open_pair(&p, closed_forms[_i].x, closed_forms[_i].y);
    for (size_t k = 0; k < sizeof r / sizeof r[0]; k++) {
        worst = fmax(worst, fabs(ra_nataf_eval(&p.nataf, r[k]) - closed_forms[_i].rho(r[k])));
    }
    ck_assert_msg(worst <= closed_forms[_i].tolerance, "%s with %s: %g", closed_forms[_i].x,
                  closed_forms[_i].y, worst);
    free_pair(&p);
}
END_TEST

/* What can be reached at the two ends, r = -1 and r = 1. */
static const struct {
    const char *x, *y;
    double low, high;
} ends[] = {
    {NORMAL, NORMAL, -1, 1},
    /* ln(1 - U) and ln U: 1 - pi^2 / 6 */
    {EXPONENTIAL, EXPONENTIAL, 1 - M_PI *M_PI / 6, 1},
    /* U and -ln(1 - U): covariance 1/4 */
    {UNIFORM, EXPONENTIAL, -0.86602540378443865, 0.86602540378443865},
    /* E|Z| = sqrt(2 / pi) */
    {COIN, NORMAL, -0.79788456080286536, 0.79788456080286536},
    {SAMPLE, SAMPLE, NAN, 1},
    {TRIANGULAR, TRIANGULAR, NAN, 1},
    {STUDENT, STUDENT, -1, 1},
};

START_TEST(reachable_range)
{
    pair p;

    open_pair(&p, ends[_i].x, ends[_i].y);
    ck_assert_double_eq_tol(p.nataf.high, ends[_i].high, 2e-8);
    if (!isnan(ends[_i].low)) {
        ck_assert_double_eq_tol(p.nataf.low, ends[_i].low, 2e-8);
    }
    free_pair(&p);
}
END_TEST

/* E[XY] = integral of x(z) y(r z + sqrt(1 - r^2) w) phi(z) phi(w) by the rectangle rule, whose
 * error falls with the square of the step even where there is a kink. */
static double double_integral(const pair *p, double r)
{
    const double step = 0.06, rest = sqrt(1 - r * r);
    double sum = 0;

    for (double z = -8; z < 8; z += step) {
        double x = ra_nataf_law_eval(&p->law[0], z) * exp(-z * z / 2);
        for (double w = -8; w < 8; w += step) {
            sum += x * ra_nataf_law_eval(&p->law[1], r * z + rest * w) * exp(-w * w / 2);
        }
    }
    return sum * step * step / (2 * M_PI);
}

static const struct {
    const char *x, *y;
    double r;
} integrals[] = {
    {EXPONENTIAL, LOGNORMAL, 0.7},
    {EXPONENTIAL, EXPONENTIAL, -0.5},
    {TRIANGULAR, EXPONENTIAL, 0.6},
    {"{'type':'pert','min':1,'mode':2,'max':7}", UNIFORM, -0.8},
    {"{'type':'gamma','shape':2,'scale':3}", "{'type':'beta','alpha':2,'beta':5}", 0.4},
};

START_TEST(double_integrals)
{
    pair p;

    open_pair(&p, integrals[_i].x, integrals[_i].y);
    double direct = double_integral(&p, integrals[_i].r);
    ck_assert_double_eq_tol(ra_nataf_eval(&p.nataf, integrals[_i].r), direct, 2e-5);
    free_pair(&p);
}
END_TEST

/* For every pair of these laws find undoes eval, and rho never falls. */
START_TEST(find_undoes_eval)
{
    enum { LAWS = 9 };
    static const char *const texts[LAWS] = {NORMAL,     UNIFORM, COIN,      CLIPPED, EXPONENTIAL,
                                            TRIANGULAR, STUDENT, LOGNORMAL, SAMPLE};
    static ra_nataf_law laws[LAWS];
    test_law text[LAWS];
    ra_nataf nataf;

    for (int x = 0; x < LAWS; x++) {
        text[x] = law_of(texts[x]);
        ck_assert_int_eq(ra_nataf_law_open(&laws[x], text[x].dist), RA_OK);
        for (int y = 0; y <= x; y++) {
            ra_nataf_open(&nataf, &laws[x], &laws[y]);
            double before = nataf.low, r = 0;
            for (double want = -0.995; want < 1; want += 0.01) {
                double rho = ra_nataf_eval(&nataf, want);
                ck_assert_msg(rho > before, "%s with %s falls at %g", texts[x], texts[y], want);
                ck_assert_int_eq(ra_nataf_find(&nataf, rho, &r), RA_OK);
                ck_assert_double_eq_tol(r, want, 1e-12);
                before = rho;
            }
            ck_assert(before < nataf.high);
        }
    }
    for (int x = 0; x < LAWS; x++) {
        free_law(&text[x]);
    }
}
END_TEST

/* Lists that are too long, or clipped, for the formula of their own go through the series, which is
 * as good inside and a little worse where r is near 1. A clip that cuts nothing tells. */
START_TEST(lists_by_the_series)
{
    static const struct {
        double r, tolerance;
    } rows[] = {{0.3, 1e-9}, {-0.9, 1e-9}, {0.97, 1e-4}, {-0.995, 2e-3}, {1, 1e-8}, {-1, 1e-8}};
    pair exact, series;

    open_pair(&exact, SAMPLE, COIN);
    open_pair(&series, SAMPLE,
              "{'type':'discrete','values':[-1,1],'weights':[1,1],'clip':{'min':-50}}");
    ck_assert(exact.nataf.atoms && !series.nataf.atoms);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double r = rows[i].r;
        double error = ra_nataf_eval(&series.nataf, r) - ra_nataf_eval(&exact.nataf, r);
        ck_assert_msg(fabs(error) <= rows[i].tolerance, "%g at %g", error, r);
    }
    free_pair(&exact);
    free_pair(&series);
}
END_TEST

/* A hundred values at equal distances are nearly uniform: two of them as one coordinate have the
 * correlation 1, one of them with the uniform law sqrt(1 - 1 / 100^2). */
START_TEST(long_lists)
{
    static const double r[] = {-0.9, -0.4, 0.1, 0.7};
    char list[400] = "{'type':'empirical','values':[0";
    size_t length = strlen(list);
    pair both, one;

    for (int i = 1; i < 100; i++) {
        length += (size_t)snprintf(list + length, sizeof list - length, ",%d", i);
    }
    snprintf(list + length, sizeof list - length, "]}");
    open_pair(&both, list, list);
    open_pair(&one, list, UNIFORM);
    ck_assert(!both.nataf.atoms);
    ck_assert_double_eq_tol(both.nataf.high, 1, 1e-9);
    ck_assert_double_eq_tol(one.nataf.high, sqrt(1 - 1e-4), 1e-9);
    for (size_t i = 0; i < sizeof r / sizeof r[0]; i++) {
        ck_assert_double_eq_tol(ra_nataf_eval(&one.nataf, r[i]), uniform_uniform(r[i]), 1e-4);
    }
    free_pair(&both);
    free_pair(&one);
}
END_TEST

START_TEST(ends_are_exact)
{
    static const char *const laws[] = {NORMAL, UNIFORM, EXPONENTIAL, LOGNORMAL, SAMPLE, STUDENT};
    pair p;
    double r = 0;

    for (size_t i = 0; i < 6; i++) {
        open_pair(&p, laws[i], laws[i]);
        ck_assert_int_eq(ra_nataf_find(&p.nataf, 1, &r), RA_OK);
        ck_assert_double_eq_tol(r, 1, 1e-14);
        free_pair(&p);
    }
    open_pair(&p, NORMAL, NORMAL);
    ck_assert_int_eq(ra_nataf_find(&p.nataf, 0.2385, &r), RA_OK);
    ck_assert(r == 0.2385);
    ck_assert_int_eq(ra_nataf_find(&p.nataf, -1, &r), RA_OK);
    ck_assert(r == -1);
    free_pair(&p);
    open_pair(&p, EXPONENTIAL, EXPONENTIAL);
    ck_assert_int_eq(ra_nataf_find(&p.nataf, -0.65, &r), RA_INVALID);
    ck_assert_int_eq(ra_nataf_find(&p.nataf, -0.64, &r), RA_OK);
    free_pair(&p);
}
END_TEST

/* Dakota's log-ratio test: mean 1, sd 0.5, Pearson's 0.3 is 0.3241 between the logarithms. */
START_TEST(dakota)
{
    pair p;
    double r;

    open_pair(&p, "{'type':'lognormal','mean':1,'sd':0.5}",
              "{'type':'lognormal','mean':1,'sd':0.5}");
    ck_assert_int_eq(ra_nataf_find(&p.nataf, 0.3, &r), RA_OK);
    ck_assert_double_eq_tol(r, 0.3240992677300852, 1e-12);
    free_pair(&p);
}
END_TEST

START_TEST(without_standard_deviation)
{
    static const char *const laws[] = {"{'type':'student_t','df':2,'location':0,'scale':1}",
                                       "{'type':'student_t','df':1,'location':0,'scale':1}",
                                       /* Nearly all of this variance is beyond what is drawn. */
                                       "{'type':'student_t','df':2.01,'location':0,'scale':1}",
                                       "{'type':'point','value':3}"};
    ra_nataf_law law;

    for (size_t i = 0; i < 4; i++) {
        test_law text = law_of(laws[i]);
        ck_assert_int_eq(ra_nataf_law_open(&law, text.dist), RA_INVALID);
        free_law(&text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("nataf");
    TCase *tcase = tcase_create("nataf");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, closed_form, 0, sizeof closed_forms / sizeof closed_forms[0]);
    tcase_add_loop_test(tcase, reachable_range, 0, sizeof ends / sizeof ends[0]);
    tcase_add_loop_test(tcase, double_integrals, 0, sizeof integrals / sizeof integrals[0]);
    tcase_add_test(tcase, find_undoes_eval);
    tcase_add_test(tcase, lists_by_the_series);
    tcase_add_test(tcase, long_lists);
    tcase_add_test(tcase, ends_are_exact);
    tcase_add_test(tcase, dakota);
    tcase_add_test(tcase, without_standard_deviation);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
