/* Quantiles that are those of the sorted trials. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The trials of the headline, sorted. Free with free(). */
static double *sorted_trials(const ra_claim *claim, uint64_t n)
{
    double *x = malloc(n * sizeof *x);

    ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_RANDOM, 1, claim->result, 0, n, x), RA_OK);
    qsort(x, n, sizeof *x, by_value);
    return x;
}

static double quantile_of(const double *sorted, uint64_t n, double p)
{
    double place = (double)(n - 1) * p;
    uint64_t low = (uint64_t)place;

    if (low + 1 < n && sorted[low] == sorted[low + 1]) {
        return sorted[low];
    }
    return low + 1 < n ? sorted[low] + (place - (double)low) * (sorted[low + 1] - sorted[low])
                       : sorted[low];
}

/* Laws of many shapes: wide and narrow, with atoms of all sizes, of one sign and both. */
static const struct {
    const char *formula, *a, *b;
    bool alone; /* exact even where it was not asked for */
} laws[] = {
    {"a * b", "{'type': 'lognormal', 'mu': 1, 'sigma': 1.5}",
     "{'type': 'lognormal', 'mu': 1, 'sigma': 0.5}", false},
    {"a + b", "{'type': 'normal', 'mean': 8, 'sd': 0.000008}",
     "{'type': 'normal', 'mean': 1, 'sd': 0.000001}", false},
    {"a - b", "{'type': 'normal', 'mean': 8, 'sd': 2}", "{'type': 'normal', 'mean': 8, 'sd': 2}",
     false},
    {"a * b", "{'type': 'discrete', 'values': [7.3, 8, 9.1], 'weights': [1, 2, 1]}",
     "{'type': 'discrete', 'values': [1, 2], 'weights': [0.7, 0.3]}", true},
    {"a + 0 * b",
     "{'type': 'mixture', 'weights': [0.6, 0.4], 'components': [{'type': 'point', 'value': 8}, "
     "{'type': 'normal', 'mean': 8, 'sd': 0.5}]}",
     "{'type': 'normal', 'mean': 1, 'sd': 0.1}", true},
    /* An eighth of the trials is infinite, on either side; the atoms make it exact by itself. */
    {"if(a < 7, a / max(0, 0) * (0 - 1), if(a > 9, a / max(0, 0), a + b))",
     "{'type': 'uniform', 'min': 6.6, 'max': 9.8}", "{'type': 'normal', 'mean': 1, 'sd': 0.1}",
     true},
    {"max(a, 8) + 0 * b", "{'type': 'normal', 'mean': 8, 'sd': 3}",
     "{'type': 'normal', 'mean': 1, 'sd': 0.1}", true},
};

static ra_claim *law_claim(int i)
{
    ra_text step = {0}, assumptions = {0};

    ra_text_format(&step, "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '%s'}",
                   laws[i].formula);
    ra_text_format(&assumptions,
                   "{'id': 'a', 'label': 'A', 'published': {'value': 8, 'unit': '1'}, 'audited': "
                   "{'reason': 'r', 'distribution': %s}}, {'id': 'b', 'label': 'B', 'published': "
                   "{'value': 1, 'unit': '1'}, 'audited': {'reason': 'r', 'distribution': %s}}",
                   laws[i].a, laws[i].b);
    ra_claim *claim = number_claim("", step.data, assumptions.data);
    ra_text_free(&step);
    ra_text_free(&assumptions);
    return claim;
}

static void check_exact(const ra_result *r, const double *x, uint64_t n)
{
    static const double p[RA_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95, 0.1, 0.9};
    const double got[RA_QUANTILES] = {r->audited.p5,  r->audited.p25, r->audited.p50,
                                      r->audited.p75, r->audited.p95, r->audited.low,
                                      r->audited.high};

    for (int k = 0; k < RA_QUANTILES; k++) {
        uint64_t low = 0, high = 0;
        double truth = quantile_of(x, n, p[k]);
        /* Interpolating between two trials rounds. */
        ck_assert_msg(got[k] == truth || fabs(got[k] - truth) <= 1e-15 * fabs(truth),
                      "%.17g is not %.17g", got[k], truth);
        /* Bounds are trials too. */
        while (low < n && x[low] < r->audited.bounds[k].low)
            low++;
        while (high < n && x[high] < r->audited.bounds[k].high)
            high++;
        ck_assert(x[low] == r->audited.bounds[k].low && x[high] == r->audited.bounds[k].high);
    }
}

/* 300,000 trials: bins of few numbers and of thousands. */
START_TEST(quantiles_are_those_of_sorted_trials)
{
    const uint64_t n = 300000;
    ra_claim *claim = law_claim(_i);
    double *x = sorted_trials(claim, n);

    for (int exact = laws[_i].alone ? 0 : 1; exact <= 1; exact++) {
        for (int threads = 1; threads <= 3; threads += 2) {
            ra_plan plan = plan_of(n);
            plan.exact = exact != 0;
            plan.level = 0.8;
            plan.threads = threads;
            ra_result *r = audit_claim(claim, &plan);
            check_exact(r, x, n);
            ra_result_free(r);
        }
    }
    free(x);
    ra_claim_free(claim);
}
END_TEST

/* Where it was not asked for, quantiles are within a bin: 2^-10 of an octave, 1/256 of an sd. */
START_TEST(histograms_are_near)
{
    const uint64_t n = 300000;

    for (int i = 0; i < 2; i++) {
        ra_claim *claim = law_claim(i);
        double *x = sorted_trials(claim, n);
        ra_plan plan = plan_of(n);
        ra_result *r = audit_claim(claim, &plan);
        double spread = x[n * 3 / 4] - x[n / 4];
        ck_assert(fabs(r->audited.p5 / quantile_of(x, n, 0.05) - 1) < 0x1p-10);
        ck_assert(fabs(r->audited.p50 - quantile_of(x, n, 0.5)) < 3e-3 * spread);
        ra_result_free(r);
        free(x);
        ra_claim_free(claim);
    }
}
END_TEST

/* The gauge block of JCGM 100, H.1, a relative standard deviation of 7e-7: mean 50,000,838 nm, and
 * to second order u = 33.9 nm. Exact quantiles and those of the histogram agree to 0.05 nm. */
START_TEST(gauge_block)
{
    static const char assumptions[] =
        KEPT("ls", 50000623, "{'type': 'normal', 'mean': 50000623, 'sd': 25}") ", " KEPT("d", 215, "{'type': 'normal', 'mean': 215, 'sd': 9.7}") ", " KEPT(
            "da", 0,
            "{'type': 'normal', 'mean': 0, 'sd': 5.8e-7}") ", " KEPT("theta", -0.1,
                                                                     "{'type': 'normal', "
                                                                     "'mean': -0.1, 'sd': "
                                                                     "0.41}") ", " KEPT("as",
                                                                                        1.15e-5,
                                                                                        "{'"
                                                                                        "type':"
                                                                                        " '"
                                                                                        "normal"
                                                                                        "', "
                                                                                        "'mean'"
                                                                                        ": "
                                                                                        "1.15e-"
                                                                                        "5, "
                                                                                        "'sd': "
                                                                                        "1.2e-"
                                                                                        "6}") ","
                                                                                              " " KEPT("dt",
                                                                                                       0,
                                                                                                       "{'type': 'normal', 'mean': 0, 'sd': 0.029}");
    ra_claim *claim = number_claim("", RESULT("ls + d - ls * (da * theta + as * dt)"), assumptions);
    ra_plan plan = plan_of(200000);
    ra_result *near = audit_claim(claim, &plan);
    plan.exact = true;
    ra_result *exact = audit_claim(claim, &plan);
    double *x = sorted_trials(claim, 200000);

    ck_assert_double_eq_tol(exact->audited.mean, 50000838, 5 * 33.9 / sqrt(200000));
    ck_assert_double_eq_tol(exact->audited.sd, 33.9, 0.3);
    ck_assert(exact->audited.p5 == quantile_of(x, 200000, 0.05));
    ck_assert(exact->audited.p95 == quantile_of(x, 200000, 0.95));
    ck_assert_double_eq_tol(near->audited.p5, exact->audited.p5, 0.05);
    ck_assert_double_eq_tol(near->audited.p50, exact->audited.p50, 0.05);
    ck_assert_double_eq_tol(near->audited.p95, exact->audited.p95, 0.05);
    free(x);
    ra_result_free(near);
    ra_result_free(exact);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("resolve");
    TCase *tcase = tcase_create("resolve");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, quantiles_are_those_of_sorted_trials, 0,
                        (int)(sizeof laws / sizeof *laws));
    tcase_add_test(tcase, histograms_are_near);
    tcase_add_test(tcase, gauge_block);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
