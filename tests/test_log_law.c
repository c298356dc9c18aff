/* Laws of products by convolution, against closed forms. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <gsl/gsl_cdf.h>

#include "audit/log_law.h"
#include "audit/power_moment.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

#define MAX_FACTORS 3

/* The product of the laws, each to its power. */
typedef struct {
    const char *name;
    double coefficient;
    const char *laws[MAX_FACTORS];
    double exponents[MAX_FACTORS];
} product;

typedef struct {
    test_law laws[MAX_FACTORS];
    uint32_t count;
    ra_log_law law;
} opened;

static opened open_product(const product *p)
{
    opened o = {.count = 0};
    ra_power powers[MAX_FACTORS];

    for (; o.count < MAX_FACTORS && p->laws[o.count] != NULL; o.count++) {
        o.laws[o.count] = good_law(p->laws[o.count]);
        powers[o.count] = (ra_power){o.laws[o.count].dist, 1, p->exponents[o.count]};
    }
    ck_assert_int_eq(ra_log_law_open(&o.law, p->coefficient, powers, o.count), RA_OK);
    return o;
}

static void close_product(opened *o)
{
    for (uint32_t i = 0; i < o->count; i++)
        free_law(&o->laws[i]);
    ra_log_law_free(&o->law);
}

/* Distribution functions of the products below. */
static double lognormal_15(double x)
{
    return gsl_cdf_ugaussian_P((log(x) - 15) / sqrt(8));
}
static double lognormal_ratio(double x)
{
    return gsl_cdf_ugaussian_P((log(x) + 5) / sqrt(8));
}
static double lognormal_square(double x) /* 3 X^2 of lognormal (1, 0.5) */
{
    return gsl_cdf_ugaussian_P((log(x / 3) - 2) / 1);
}
static double two_uniforms(double x) /* x (1 - ln x) */
{
    return x * (1 - log(x));
}
static double three_uniforms(double x) /* x (1 - ln x + ln^2 x / 2) */
{
    return x * (1 - log(x) + log(x) * log(x) / 2);
}
static double exponential_ratio(double x)
{
    return x / (1 + x);
}
static double uniform_root(double x) /* sqrt(U), U on [1, 4] */
{
    return (x * x - 1) / 3;
}
static double uniform_inverse(double x) /* -1 / U, U on [1, 4] */
{
    return (-1 / x - 1) / 3;
}
/* ln X of two loguniform laws on [1, e] is triangular on [0, 2]. */
static double two_loguniforms(double x)
{
    double t = log(x);
    return t < 1 ? t * t / 2 : 1 - (2 - t) * (2 - t) / 2;
}
/* Lognormal (0, 0.3) times 1 (probability 0.25) or 10. */
static double two_lumps(double x)
{
    return 0.25 * gsl_cdf_ugaussian_P(log(x) / 0.3) + 0.75 * gsl_cdf_ugaussian_P(log(x / 10) / 0.3);
}
/* Three normal laws of relative standard deviation 1e-6: to first order normal. */
static double narrow(double x)
{
    return gsl_cdf_ugaussian_P((x - 6) / 6 / (1e-6 * sqrt(3)));
}
/* A gamma law of 2.5 times a lognormal one of no width to speak of. */
static double gamma_alone(double x)
{
    return gsl_cdf_gamma_P(x, 2.5, 3);
}

/* Moments NAN where they do not exist. */
typedef struct {
    product product;
    double (*cdf)(double x);
    double mean, sd;
} row;

#define UNIT_UNIFORM         "{\"type\": \"uniform\", \"min\": 0, \"max\": 1}"
#define CUT_ABOVE            "{\"type\": \"normal\", \"mean\": 5, \"sd\": 0.1, \"clip\": {\"max\": 5}}"
#define TINY_GAMMA           "{\"type\": \"gamma\", \"shape\": 0.01, \"scale\": 1}"
#define UNIT_EXPONENTIAL     "{\"type\": \"exponential\", \"mean\": 1}"
#define LOGUNIFORM           "{\"type\": \"loguniform\", \"min\": 1, \"max\": 2.718281828459045}"
#define LOGNORMAL(mu, sigma) "{\"type\": \"lognormal\", \"mu\": " mu ", \"sigma\": " sigma "}"
#define NORMAL(mean, sd)     "{\"type\": \"normal\", \"mean\": " mean ", \"sd\": " sd "}"
#define ONE_TO_FOUR          "{\"type\": \"uniform\", \"min\": 1, \"max\": 4}"
#define LUMPS                "{\"type\": \"discrete\", \"values\": [1, 10], \"weights\": [1, 3]}"
#define GAMMA                "{\"type\": \"gamma\", \"shape\": 2.5, \"scale\": 3}"

static const row rows[] = {
    {{"LN-PROD2", 1, {LOGNORMAL("5", "2"), LOGNORMAL("10", "2")}, {1, 1}},
     lognormal_15,
     178482300.96318725,
     9743168800.460533},
    {{"LN-RATIO2", 1, {LOGNORMAL("5", "2"), LOGNORMAL("10", "2")}, {1, -1}},
     lognormal_ratio,
     0.36787944117144267,
     20.082167667099586},
    {{"square", 3, {LOGNORMAL("1", "0.5")}, {2}},
     lognormal_square,
     36.54748188211042,
     47.907626840738274},
    {{"two uniforms", 1, {UNIT_UNIFORM, UNIT_UNIFORM}, {1, 1}},
     two_uniforms,
     0.25,
     0.2204792759220492},
    {{"three uniforms", 1, {UNIT_UNIFORM, UNIT_UNIFORM, UNIT_UNIFORM}, {1, 1, 1}},
     three_uniforms,
     0.125,
     0.14632852434517693},
    {{"EXP-RATIO", 1, {UNIT_EXPONENTIAL, UNIT_EXPONENTIAL}, {1, -1}}, exponential_ratio, NAN, NAN},
    {{"root", 1, {ONE_TO_FOUR}, {0.5}}, uniform_root, 14.0 / 9, 0.28327886186626566},
    {{"negative inverse", -1, {ONE_TO_FOUR}, {-1}},
     uniform_inverse,
     -0.46209812037329684,
     0.19095896718265434},
    {{"two loguniforms", 1, {LOGUNIFORM, LOGUNIFORM}, {1, 1}},
     two_loguniforms,
     2.9524924420125593,
     1.2197531876078236},
    {{"two lumps", 1, {LOGNORMAL("0", "0.3"), LUMPS}, {1, 1}},
     two_lumps,
     8.106715914292556,
     4.936776646747553},
    {{"narrow", 1, {NORMAL("1", "1e-6"), NORMAL("2", "2e-6"), NORMAL("3", "3e-6")}, {1, 1, 1}},
     narrow,
     6,
     6e-6 * 1.7320508075688772},
    {{"gamma", 1, {GAMMA, NORMAL("1", "1e-9")}, {1, 1}}, gamma_alone, 7.5, 4.743416490252569},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* Between the points to which a quantile may be off, F passes p. In the middle the error is below
 * 2e-5 of the quantile, in the tails below 1e-4; narrow laws are as exact within their own width.
 */
START_TEST(quantiles_are_exact)
{
    static const double at[] = {0.001, 0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975, 0.999};
    const row *r = &rows[_i];
    opened o = open_product(&r->product);

    ck_assert_int_eq(o.law.fit, RA_LOG_LAW_FITS);
    ck_assert_double_lt(o.law.error, 1e-5);
    double width = ra_log_law_quantile(&o.law, 0.95) - ra_log_law_quantile(&o.law, 0.05);
    bool wide = width > 0.1 * fabs(ra_log_law_quantile(&o.law, 0.5));
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        double q = ra_log_law_quantile(&o.law, at[i]);
        double scale = wide ? fabs(q) : width;
        double slack = scale * (at[i] < 0.01 || at[i] > 0.99 ? 1e-4 : 2e-5);
        ck_assert_msg(r->cdf(q - slack) <= at[i] && at[i] <= r->cdf(q + slack),
                      "%s: the %g quantile is %.12g where F is %.9g", r->product.name, at[i], q,
                      r->cdf(q));
    }
    close_product(&o);
}
END_TEST

static void expect_moment(const row *r, const char *what, double value, double expected)
{
    bool same = isnan(expected) ? isnan(value) : fabs(value - expected) <= 1e-8 * fabs(expected);

    ck_assert_msg(same, "%s: the %s is %.12g, not %.12g", r->product.name, what, value, expected);
}

START_TEST(moments_are_exact)
{
    const row *r = &rows[_i];
    opened o = open_product(&r->product);

    expect_moment(r, "mean", o.law.mean, r->mean);
    expect_moment(r, "standard deviation", o.law.sd, r->sd);
    close_product(&o);
}
END_TEST

/* The distribution function is the inverse of the quantiles, and ends where they end. */
START_TEST(functions_are_inverse)
{
    const row *r = &rows[_i];
    opened o = open_product(&r->product);

    for (int i = 1; i < 20; i++) {
        double q = ra_log_law_quantile(&o.law, i / 20.0);
        ck_assert_double_eq_tol(ra_log_law_cdf(&o.law, q), i / 20.0, 1e-9);
    }
    bool negative = o.law.sign < 0;
    ck_assert_double_eq(ra_log_law_cdf(&o.law, 0), negative ? 1 : 0);
    ck_assert_double_eq(ra_log_law_cdf(&o.law, -INFINITY), 0);
    ck_assert_double_eq(ra_log_law_cdf(&o.law, INFINITY), 1);
    ck_assert(isnan(ra_log_law_cdf(&o.law, NAN)));
    close_product(&o);
}
END_TEST

/* Shortest 90 % intervals: of a lognormal law by the equal densities at its ends, of a uniform one
 * on the axis of a root the upper end. */
START_TEST(shortest_intervals)
{
    opened square = open_product(&rows[2].product), root = open_product(&rows[6].product);
    double low = 0, high = 0;

    /* ln(x / 3) = 2 + z: the ends have the same density where z_low + z_high = -2. */
    ra_log_law_shortest(&square.law, 0.9, &low, &high);
    ck_assert_double_eq_tol(lognormal_square(high) - lognormal_square(low), 0.9, 1e-6);
    ck_assert_double_eq_tol(log(low / 3) - 2 + log(high / 3) - 2, -2, 0.02);
    ra_log_law_shortest(&root.law, 0.9, &low, &high);
    ck_assert_double_eq_tol(high, 2, 1e-3);
    ck_assert_double_eq_tol(low, sqrt(1.3), 1e-3);
    close_product(&square);
    close_product(&root);
}
END_TEST

START_TEST(variance_of_the_logarithm)
{
    static const struct {
        int row;
        double variance, error;
    } known[] = {{0, 8, 1e-5}, {1, 8, 1e-5},       {2, 1, 1e-5},
                 {3, 2, 1e-4}, {8, 1.0 / 6, 1e-6}, {10, 3e-12, 1e-16}};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        opened o = open_product(&rows[known[i].row].product);
        ck_assert_double_eq_tol(ra_log_law_variance(&o.law), known[i].variance, known[i].error);
        close_product(&o);
    }
}
END_TEST

typedef struct {
    product product;
    ra_log_law_fit fit;
    uint32_t culprit;
} refusal;

static const refusal refusals[] = {
    {{"no number", 0, {UNIT_UNIFORM}, {1}}, RA_LOG_LAW_NO_NUMBER, 0},
    {{"not a number", NAN, {UNIT_UNIFORM}, {1}}, RA_LOG_LAW_NO_NUMBER, 0},
    {{"below zero", 1, {UNIT_UNIFORM, NORMAL("1", "0.2")}, {1, 1}}, RA_LOG_LAW_NOT_POSITIVE, 1},
    {{"at zero", 1, {"{\"type\": \"discrete\", \"values\": [0, 10], \"weights\": [1, 3]}"}, {1}},
     RA_LOG_LAW_NOT_POSITIVE,
     0},
    {{"clipped",
      1,
      {UNIT_UNIFORM, UNIT_UNIFORM,
       "{\"type\": \"normal\", \"mean\": 5, \"sd\": 1, \"clip\": {\"min\": 3}}"},
      {1, 1, 1}},
     RA_LOG_LAW_SINGLE_VALUES,
     2},
    {{"discrete", 1, {LUMPS, LUMPS}, {1, 1}}, RA_LOG_LAW_DISCRETE, 0},
    /* No grid resolves the lumps, a factor of ten apart. */
    {{"beyond all numbers", INFINITY, {UNIT_UNIFORM}, {1}}, RA_LOG_LAW_NO_NUMBER, 0},
    {{"clipped above", 1, {UNIT_UNIFORM, CUT_ABOVE}, {1, 1}}, RA_LOG_LAW_SINGLE_VALUES, 1},
    {{"near zero", 1, {UNIT_UNIFORM, TINY_GAMMA}, {1, 1}}, RA_LOG_LAW_NOT_POSITIVE, 1},
    {{"endless", 1, {UNIT_UNIFORM}, {1e308}}, RA_LOG_LAW_TOO_WIDE, 0},
    {{"wide", 1, {LUMPS, NORMAL("1", "1e-9")}, {1, 1}}, RA_LOG_LAW_TOO_WIDE, 0},
};
enum { REFUSALS = sizeof refusals / sizeof refusals[0] };

START_TEST(others_are_refused)
{
    const refusal *r = &refusals[_i];
    opened o = open_product(&r->product);

    ck_assert_msg(o.law.fit == r->fit, "%s: %d", r->product.name, (int)o.law.fit);
    ck_assert_uint_eq(o.law.culprit, r->culprit);
    close_product(&o);
}
END_TEST

/* A normal law has values below zero, but none that a run would meet. */
START_TEST(normal_laws_are_positive_far_from_zero)
{
    test_law law = good_law(NORMAL("10", "1"));
    ra_power_moment moment = ra_power_moment_eval(law.dist, -1, NULL);

    /* E 1/X = (1 + v + 3 v^2 + 15 v^3 + 105 v^4 + ...) / mean, v = 0.01, asymptotically. */
    ck_assert_double_eq_tol(moment.mean, 0.10103161564919, 1e-10);
    free_law(&law);
}
END_TEST

/* Of e ln(X / median): -ln U is exponential with mean 1; the closed form of a law on [1, 4]; a
 * normal law on the logarithmic axis; ln 10 times a coin of 3/4, whose median is 10. */
static const struct {
    const char *law;
    double exponent, mean, variance;
} logarithms[] = {
    {UNIT_UNIFORM, 1, -1 + 0.6931471805599453, 1},
    {UNIT_UNIFORM, -2, 2 - 2 * 0.6931471805599453, 4},
    {ONE_TO_FOUR, 1, -0.06789825038096764, 0.14586130858986412},
    {LOGNORMAL("5", "2"), -1.5, 0, 9},
    {LUMPS, 1, -0.25 * 2.302585092994046, 3.0 / 16 * 5.301898110478399},
};
enum { LOGARITHMS = sizeof logarithms / sizeof logarithms[0] };

START_TEST(moments_of_logarithms)
{
    test_law law = good_law(logarithms[_i].law);
    ra_log_moment moment = ra_log_moment_eval(law.dist, logarithms[_i].exponent, NULL);

    ck_assert_double_eq_tol(moment.mean, logarithms[_i].mean, 1e-8);
    ck_assert_double_eq_tol(moment.variance, logarithms[_i].variance, 1e-7);
    free_law(&law);
}
END_TEST

/* The quantiles of 3 / Y are 3 over those of Y at 1 - p. */
START_TEST(laws_are_inverted)
{
    const row *r = &rows[_i];
    opened o = open_product(&r->product);
    ra_power powers[MAX_FACTORS];
    ra_log_law inverse;

    for (uint32_t i = 0; i < o.count; i++)
        powers[i] = (ra_power){o.laws[i].dist, 1, -r->product.exponents[i]};
    ck_assert_int_eq(ra_log_law_invert(&inverse, &o.law, 3, powers, o.count), RA_OK);
    for (int i = 1; i < 20; i++) {
        double q = ra_log_law_quantile(&o.law, 1 - i / 20.0);
        double got = ra_log_law_quantile(&inverse, i / 20.0);
        ck_assert_double_eq_tol(got, 3 / q, 1e-9 * fabs(3 / q));
    }
    ra_log_law_free(&inverse);
    close_product(&o);
}
END_TEST

/* A density above zero at zero: the mean of 1/X is infinite, however slowly it grows. */
START_TEST(inverses_without_moments)
{
    test_law law =
        good_law("{\"type\": \"normal\", \"mean\": 1, \"sd\": 0.4, \"truncate\": {\"min\": 0}}");
    test_law away =
        good_law("{\"type\": \"normal\", \"mean\": 1, \"sd\": 0.4, \"truncate\": {\"min\": 0.2}}");
    ra_power_moment moment = ra_power_moment_eval(law.dist, -1, NULL);

    ck_assert(isnan(moment.mean) && isnan(moment.variance));
    ck_assert(isfinite(ra_power_moment_eval(law.dist, 2, NULL).mean));
    ck_assert(isfinite(ra_power_moment_eval(away.dist, -1, NULL).mean));
    free_law(&law);
    free_law(&away);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("log law");
    TCase *group = tcase_create("closed forms");

    tcase_add_loop_test(group, quantiles_are_exact, 0, ROWS);
    tcase_add_loop_test(group, moments_are_exact, 0, ROWS);
    tcase_add_loop_test(group, functions_are_inverse, 0, ROWS);
    tcase_add_test(group, shortest_intervals);
    tcase_add_test(group, variance_of_the_logarithm);
    tcase_add_loop_test(group, others_are_refused, 0, REFUSALS);
    tcase_add_test(group, normal_laws_are_positive_far_from_zero);
    tcase_add_test(group, inverses_without_moments);
    tcase_add_loop_test(group, moments_of_logarithms, 0, LOGARITHMS);
    tcase_add_loop_test(group, laws_are_inverted, 0, ROWS);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
