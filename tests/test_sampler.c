/* Tables beside the exact inverse, for every law that is read from a table. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/sampler.h"
#include "audit/stream.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

/* A law and the largest share of trials that may miss its table. Every kind that is tabulated must
 * stand here. */
static const struct {
    const char *json;
    double exact; /* share */
} cases[] = {
    {"{'type':'normal','mean':208,'sd':10.4}", 1e-4},
    {"{'type':'normal','mean':0,'sd':1}", 1e-4},
    {"{'type':'normal','mean':1e9,'sd':1}", 1e-4},
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'min':-1}}", 1e-4},
    {"{'type':'normal','mean':3,'sd':5,'clip':{'min':0}}", 0.02},
    {"{'type':'normal','mean':3,'sd':5,'clip':{'max':6}}", 0.02},
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'max':1}}", 1e-4},
    {"{'type':'lognormal','mu':0,'sigma':0.5,'truncate':{'max':3}}", 1e-3},
    {"{'type':'truncated_normal','mean':5,'sd':2,'min':3,'max':8}", 1e-4},
    {"{'type':'lognormal','mu':0,'sigma':0.1}", 1e-4},
    {"{'type':'lognormal','mu':4,'sigma':2}", 0.04},
    {"{'type':'beta','alpha':2,'beta':5}", 1e-4},
    {"{'type':'beta','alpha':0.5,'beta':0.5}", 1e-4},
    {"{'type':'pert','min':1,'mode':2,'max':7}", 1e-4},
    {"{'type':'gamma','shape':0.7,'scale':3}", 1e-4},
    {"{'type':'gamma','shape':40,'scale':1}", 1e-4},
    {"{'type':'student_t','df':4,'location':2,'scale':3}", 1e-4},
    {"{'type':'student_t','df':1,'location':0,'scale':1}", 1e-4},
    {"{'type':'mixture','weights':[0.4,0.6],'components':["
     "{'type':'normal','mean':0,'sd':1},{'type':'uniform','min':5,'max':6}]}",
     0.1},
};
static const int case_count = (int)(sizeof cases / sizeof cases[0]);

/* A million numbers of each law; fewer where every access to memory is checked. */
#if defined(__SANITIZE_ADDRESS__)
enum { BLOCKS = 12 };
#else
enum { BLOCKS = 977 };
#endif

/* Single quotes stand for double ones. */
static test_law quoted_law(const char *text)
{
    char json[400];

    snprintf(json, sizeof json, "%s", text);
    for (char *c = json; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return good_law(json);
}

static bool tabulated_kind_is_tested(const ra_dist_type *type)
{
    char name[80];

    snprintf(name, sizeof name, "'type':'%s'", type->name);
    for (int i = 0; i < case_count; i++) {
        if (strncmp(cases[i].json + 1, name, strlen(name)) == 0) {
            return true;
        }
    }
    return false;
}

START_TEST(every_tabulated_kind)
{
    for (size_t i = 0; ra_dist_type_at(i) != NULL; i++) {
        const ra_dist_type *type = ra_dist_type_at(i);
        ck_assert_msg(!type->tabulated || tabulated_kind_is_tested(type), "%s", type->name);
    }
}
END_TEST

static double exact_value(const ra_dist *dist, double u)
{
    return u < 0.5 ? ra_dist_quantile(dist, u, false) : ra_dist_quantile(dist, 1 - u, true);
}

/* The table is within 1e-9 of the exact inverse where it was probed. Between the probes a little
 * more is allowed: relative to the distance from the median, or to the spread. */
START_TEST(accuracy)
{
    static double u[RA_BLOCK], x[RA_BLOCK];
    test_law sample = quoted_law(cases[_i].json);
    const ra_dist *dist = sample.dist;
    ra_sampler *sampler;
    double worst = 0, worst_u = 0;

    ck_assert_int_eq(ra_sampler_new(&sampler, dist, NULL), RA_OK);
    double median = ra_dist_quantile(dist, 0.5, false);
    double spread =
        (ra_dist_quantile(dist, 0.25, true) - ra_dist_quantile(dist, 0.25, false)) / 1.3489795;
    for (uint64_t block = 0; block < BLOCKS; block++) {
        ra_stream_fill(1, ra_stream_key("sampler"), block, u);
        /* Some blocks reach far into the tails. */
        for (size_t i = 0; block % 3 > 0 && i < RA_BLOCK; i++) {
            double tail = exp2(-20 * u[i] - 1);
            u[i] = block % 3 == 1 ? tail : 1 - tail;
        }
        ra_sampler_draw(sampler, u, x, RA_BLOCK);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            double exact = exact_value(dist, u[i]);
            double rounding = 4 * DBL_EPSILON * fabs(exact);
            double error = (fabs(x[i] - exact) - rounding) / fmax(spread, fabs(exact - median));
            if (!(error <= worst)) {
                worst = error;
                worst_u = u[i];
            }
        }
    }
    ck_assert_msg(worst <= 1.5e-9, "%s: %g at %.17g", cases[_i].json, worst, worst_u);
    ck_assert_msg(ra_sampler_exact(sampler) <= cases[_i].exact, "%s: %g are computed",
                  cases[_i].json, ra_sampler_exact(sampler));
    ck_assert(ra_sampler_error(sampler) <= 1e-9);
    ra_sampler_free(sampler);
    free_law(&sample);
}
END_TEST

/* The same u gives the same x wherever it stands, in place or not, and at every edge of a cell the
 * two cubics meet. */
START_TEST(pure_and_continuous)
{
    double u[RA_BLOCK], x[RA_BLOCK], one;
    test_law sample = quoted_law(cases[_i].json);
    ra_sampler *sampler;

    ck_assert_int_eq(ra_sampler_new(&sampler, sample.dist, NULL), RA_OK);
    ra_stream_fill(1, ra_stream_key("pure"), 0, u);
    u[5] = 0.5;
    u[6] = nextafter(0.5, 0);
    u[7] = 0x1p-16;
    u[8] = nextafter(0x1p-16, 0);
    u[9] = 1 - 0x1p-53;
    u[10] = 0x1p-54;
    ra_sampler_draw(sampler, u, x, RA_BLOCK);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        ra_sampler_draw(sampler, u + i, &one, 1);
        ck_assert(one == x[i]);
        ck_assert(isfinite(one));
    }
    ra_sampler_draw(sampler, u, u, RA_BLOCK);
    ck_assert_mem_eq(u, x, sizeof x);
    double before = -INFINITY;
    for (int i = 1; i < 4000; i++) {
        double point = i / 4000.0;
        ra_sampler_draw(sampler, &point, &one, 1);
        ck_assert_msg(one >= before, "%s falls at %g", cases[_i].json, point);
        before = one;
    }
    ra_sampler_free(sampler);
    free_law(&sample);
}
END_TEST

START_TEST(cheap_laws_are_computed)
{
    static const char *const laws[] = {
        "{'type':'uniform','min':1,'max':3}",
        "{'type':'triangular','min':1,'mode':1.5,'max':3}",
        "{'type':'discrete','values':[1,2,5],'weights':[1,2,1]}",
        "{'type':'point','value':7}",
        "{'type':'uniform','min':1,'max':3,'truncate':{'max':2.5}}",
        "{'type':'uniform','min':1,'max':3,'clip':{'max':2.5}}",
        "{'type':'triangular','min':1,'mode':1.5,'max':3,'clip':{'min':1.25}}",
    };
    double u[RA_BLOCK], x[RA_BLOCK];
    test_law sample = quoted_law(laws[_i]);
    ra_sampler *sampler;

    ck_assert_int_eq(ra_sampler_new(&sampler, sample.dist, NULL), RA_OK);
    ck_assert(ra_sampler_error(sampler) == 0);
    ra_stream_fill(1, 2, 3, u);
    ra_sampler_draw(sampler, u, x, RA_BLOCK);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        double exact = exact_value(sample.dist, u[i]);
        ck_assert(fabs(x[i] - exact) <= 2 * DBL_EPSILON * fabs(exact));
    }
    ra_sampler_free(sampler);
    free_law(&sample);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sampler");
    TCase *tcase = tcase_create("sampler");

    tcase_set_timeout(tcase, 200);
    tcase_add_test(tcase, every_tabulated_kind);
    tcase_add_loop_test(tcase, accuracy, 0, case_count);
    tcase_add_loop_test(tcase, pure_and_continuous, 0, case_count);
    tcase_add_loop_test(tcase, cheap_laws_are_computed, 0, 7);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
