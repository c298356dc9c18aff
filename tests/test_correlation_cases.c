/* Correlated inputs: published reference cases, and the three readings of one number. */
#include <check.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "audit/correlation.h"
#include "tests/support/claim.h"
#include "tests/support/correlated.h"
#include "tests/support/run.h"

/* Mean, sd and 90 % interval of published cases with correlated inputs; NaN: not given. Tolerances
 * are four standard errors at this number of trials. */
#define NORMAL_05 "'type': 'normal', 'mean': 0.05, 'sd': 0.005"
#define NORMAL_00 "'type': 'normal', 'mean': 0, 'sd': 0.005"
static const struct {
    const char *name, *assumptions, *formula, *correlations;
    double mean, mean_tolerance, sd, sd_tolerance, p5, p95, quantile_tolerance;
} cases[] = {
    {"3X - 2Y + 1 of normal X, Y, closed form",
     LAW("x", "'type': 'normal', 'mean': 10, 'sd': 2") ", " LAW(
         "v", "'type': 'normal', 'mean': 5, 'sd': 1"),
     "3 * x - 2 * v + 1", BETWEEN("x", "v", "pearson", "0.6"), 21, 0.042, 5.059644256269407, 0.03,
     NAN, NAN, 0},
    {"JCGM 101 9.4.3, comparison loss, x1 = 0.05, r = 0.9",
     LAW("x", NORMAL_05) ", " LAW("v", NORMAL_00), "x^2 + v^2", BETWEEN("x", "v", "pearson", "0.9"),
     0.00255, 4.1e-6, 0.0005045047076093543, 5.8e-6, NAN, NAN, 0},
    {"ratio of lognormals with logarithms correlated by 0.8, closed form",
     LAW("a", "'type': 'lognormal', 'mu': 1, 'sigma': 0.5") ", " LAW(
         "b", "'type': 'lognormal', 'mu': 0, 'sigma': 0.5"),
     "a / b", BETWEEN("a", "b", "normal", "0.8"), 2.857651118063164, 0.0075, 0.9267381436341501,
     0.012, 1.6158346141368691, 4.572903708265751, 0.025},
    {"fit parameters with a covariance matrix: intercept + 10 slope",
     LAW("a", "'type': 'normal', 'mean': 2, 'sd': 0.5") ", " LAW(
         "b", "'type': 'normal', 'mean': 3, 'sd': 0.04"),
     "a + 10 * b",
     "{'between': ['a', 'b'], 'kind': 'covariance', 'matrix': [[0.25, -0.019], [-0.019, 0.0016]]}",
     32, 0.0015, 0.17320508075688773, 0.001, NAN, NAN, 0},
};

START_TEST(reference_case)
{
    ra_result *r =
        correlated_audit(cases[_i].assumptions, cases[_i].formula, cases[_i].correlations);

    ck_assert_double_eq_tol(r->audited.mean, cases[_i].mean, cases[_i].mean_tolerance);
    ck_assert_double_eq_tol(r->audited.sd, cases[_i].sd, cases[_i].sd_tolerance);
    if (!isnan(cases[_i].p5)) {
        ck_assert_double_eq_tol(r->audited.p5, cases[_i].p5, cases[_i].quantile_tolerance);
        ck_assert_double_eq_tol(r->audited.p95, cases[_i].p95, cases[_i].quantile_tolerance);
    }
    free_correlated(r);
}
END_TEST

/* B - 2A of A ~ N(1, 0.1) and B ~ N(2, 0.2) with rho = 1: zero in every trial. */
START_TEST(singular)
{
    static const char *const kinds[] = {"pearson", "spearman", "normal"};
    for (int k = 0; k < 3; k++) {
        ra_text pair = {0};
        ra_text_format(&pair, "{'between': ['a', 'b'], 'kind': '%s', 'rho': 1}", kinds[k]);
        ra_result *r = correlated_audit(LAW("a", "'type': 'normal', 'mean': 1, 'sd': 0.1") ", " LAW(
                                            "b", "'type': 'normal', 'mean': 2, 'sd': 0.2"),
                                        "b - 2 * a", pair.data);
        ck_assert(r->audited.mean == 0 && r->audited.sd == 0);
        ck_assert(r->audited.p5 == 0 && r->audited.p95 == 0);
        free_correlated(r);
        ra_text_free(&pair);
    }
}
END_TEST

#define DAKOTA                                                                                     \
    LAW("a", "'type': 'lognormal', 'mean': 1, 'sd': 0.5")                                          \
    ", " LAW("b", "'type': 'lognormal', 'mean': 1, 'sd': 0.5")

static double share_below(const ra_claim *claim, double x)
{
    static double y[TRIALS];
    size_t below = 0;

    ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_RANDOM, 1, claim->result, 0, TRIALS, y), RA_OK);
    for (size_t i = 0; i < TRIALS; i++) {
        below += y[i] <= x;
    }
    return (double)below / TRIALS;
}

/* Dakota's log-ratio verification: x1 / x2, Pearson's correlation 0.3. */
START_TEST(dakota)
{
    static const double rows[][2] = {{0.4, 0.04762408596205283},
                                     {0.5, 0.1034652547546942},
                                     {1, 0.5},
                                     {1.5, 0.7698194535451279},
                                     {1.75, 0.8458802193761104}};
    ra_claim *claim = correlated_claim(DAKOTA, "a / b", BETWEEN("a", "b", "pearson", "0.3"));

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double p = rows[i][1];
        ck_assert_double_eq_tol(share_below(claim, rows[i][0]), p, 4 * sqrt(p * (1 - p) / TRIALS));
    }
    ra_claim_free(claim);
}
END_TEST

/* One number read in three ways gives three answers: P(x1 / x2 <= 0.4) = Phi(ln 0.4 / s), s^2 =
 * 2 ln(1.25) (1 - r) with r = 0.3241, 2 sin(0.05 pi) = 0.3129 and 0.3. */
START_TEST(three_readings)
{
    static const struct {
        const char *pair;
        double scores, pearson;
    } rows[] = {
        {BETWEEN("a", "b", "pearson", "0.3"), 0.3240992677300852, 0.3},
        {BETWEEN("a", "b", "spearman", "0.3"), 0.31286893008046174, 0.2892377876327184},
        {BETWEEN("a", "b", "normal", "0.3"), 0.3, 0.2769383999647521},
    };
    double before = 0;

    for (size_t i = 0; i < 3; i++) {
        ra_correlations *c;
        ra_claim *claim = correlated_claim(DAKOTA, "a / b", rows[i].pair);
        ck_assert_int_eq(ra_correlations_new(&c, claim, claim_diag), RA_OK);
        uint32_t a = ra_claim_find(claim, "a"), b = ra_claim_find(claim, "b");
        ck_assert_double_eq_tol(ra_correlation_scores(c, a, b), rows[i].scores, 1e-12);
        ck_assert_double_eq_tol(ra_correlation_pearson(c, b, a), rows[i].pearson, 1e-12);
        double sigma = sqrt(2 * log(1.25) * (1 - rows[i].scores));
        double p = gsl_cdf_ugaussian_P(log(0.4) / sigma), share = share_below(claim, 0.4);
        ck_assert_double_eq_tol(share, p, 4 * sqrt(p * (1 - p) / TRIALS));
        ck_assert_double_gt(share, before);
        before = share;
        ra_correlations_free(c);
        ra_claim_free(claim);
    }
}
END_TEST

/* Spearman's rho and the normal scores: rho = (6 / pi) asin(r / 2). */
START_TEST(spearman)
{
    static const struct {
        const char *pair;
        double scores;
    } rows[] = {
        {BETWEEN("a", "b", "spearman", "0.4825837395309974"), 0.5},
        {BETWEEN("a", "b", "spearman", "0.8914561316801003"), 0.9},
        {BETWEEN("a", "b", "spearman", "0.65"), 0.6676137184675418},
        {BETWEEN("a", "b", "spearman", "-1"), -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ra_correlations *c;
        ra_claim *claim = correlated_claim(DAKOTA, "a / b", rows[i].pair);
        ck_assert_int_eq(ra_correlations_new(&c, claim, claim_diag), RA_OK);
        ck_assert_double_eq_tol(ra_correlation_scores(c, 0, 1), rows[i].scores, 1e-9);
        ra_correlations_free(c);
        ra_claim_free(claim);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("correlation cases");
    TCase *tcase = tcase_create("correlation cases");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, reference_case, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tcase, singular);
    tcase_add_test(tcase, dakota);
    tcase_add_test(tcase, three_readings);
    tcase_add_test(tcase, spearman);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
