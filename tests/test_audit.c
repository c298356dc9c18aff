/* The numbers of an audit beside closed forms and published ones. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "models/text.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

#define NAS "datasets/claims/strubell-2019-nas.json"

static void close_to(double got, double expected, double tolerance, const char *what)
{
    ck_assert_msg(fabs(got - expected) <= tolerance, "%s is %.12g, expected %.12g within %g", what,
                  got, expected, tolerance);
}

START_TEST(architecture_search)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(20000);
    ra_result *r = audit_claim(claim, &plan);
    double product = 1;

    close_to(r->recomputed, 626155.31, 0.01, "recomputed");
    close_to(r->audited.point / 7096, 1, 1e-3, "audited");
    close_to(r->factor.point, 88.24, 0.05, "factor");
    close_to(r->groups[0].factor, 18.667, 0.01, "search proxy");
    close_to(r->groups[1].factor, 4.727, 0.005, "the rest");
    close_to(r->groups[0].share, 0.653, 0.001, "share of the search proxy");
    close_to(r->groups[0].share + r->groups[1].share, 1, 1e-12, "sum of shares");
    ck_assert_uint_eq(r->rung_count, 7);
    for (uint32_t k = 1; k < r->rung_count; k++) {
        product *= r->ladder[k].factor;
        close_to(r->ladder[k].cumulative / product, 1, 1e-12, "cumulative factor");
    }
    close_to(product / (r->recomputed / r->audited.point), 1, 1e-12, "product of factors");
    ck_assert(r->ladder[6].result == r->audited.point);
    ck_assert(r->ladder[6].spread.p50 == r->audited.p50);
    ck_assert_int_eq(r->verdict, RA_OVERSTATED);
    ck_assert_int_eq(r->consistency, RA_REPRODUCES);
    ck_assert_int_eq(r->corrected_consistency, RA_REPRODUCES);
    ck_assert(r->exceedance == 0 && r->percentile == 100);
    ck_assert(isnan(r->factor_narrow));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* What a plan of the headline alone finds is the same to the bit, and the rest is left out. */
START_TEST(headline_alone)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(20000);
    ra_result *whole = audit_claim(claim, &plan);

    plan.headline = true;
    ra_result *headline = audit_claim(claim, &plan);
    ck_assert(headline->audited.p50 == whole->audited.p50);
    ck_assert(headline->audited.low == whole->audited.low);
    ck_assert(headline->factor.high == whole->factor.high);
    ck_assert(headline->ladder[3].spread.p95 == whole->ladder[3].spread.p95);
    ck_assert_str_eq(headline->sentence, whole->sentence);
    ck_assert_uint_eq(headline->check_count, whole->check_count);
    ck_assert_int_eq(headline->attribution.method, RA_ATTRIBUTION_NONE);
    ck_assert_int_eq(headline->sensitivity.method, RA_SENSITIVITY_NONE);
    ck_assert(!headline->gum.applies && whole->gum.applies);
    ra_result_free(headline);
    ra_result_free(whole);
    ra_claim_free(claim);
}
END_TEST

/* On rung 0 nothing is uncertain; a kept assumption is from rung 1 on. */
/* A part that is left out changes no other. */
START_TEST(without_a_part)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(20000);
    ra_result *whole = audit_claim(claim, &plan);

    for (int extra = 0; extra < RA_EXTRAS; extra++) {
        plan.without = RA_EXTRA_BIT(extra);
        ra_result *r = audit_claim(claim, &plan);
        ck_assert_uint_eq(r->without, plan.without);
        ck_assert(r->audited.mean == whole->audited.mean && r->factor.p95 == whole->factor.p95);
        ck_assert((r->attribution.share_count == 0) == (extra == RA_EXTRA_ATTRIBUTION));
        ck_assert((r->sensitivity.count == 0) == (extra == RA_EXTRA_SENSITIVITY));
        ck_assert(r->gum.applies == (extra != RA_EXTRA_GUM));
        ck_assert(r->convolution.applies == (extra != RA_EXTRA_CONVOLUTION));
        ck_assert(extra == RA_EXTRA_SENSITIVITY ||
                  r->sensitivity.rows[0].total == whole->sensitivity.rows[0].total);
        ck_assert(isnan(r->groups[0].share) == (extra == RA_EXTRA_ATTRIBUTION));
        ra_result_free(r);
    }
    ra_result_free(whole);
    ra_claim_free(claim);
}
END_TEST

START_TEST(what_is_uncertain_on_which_rung)
{
    ra_claim *claim =
        number_claim("", RESULT("a * b * c"),
                     CHANGED("a", 2, 1, "") ", " KEPT("b", 2, LOGNORMAL(0.69, 0.1)) ", " CHANGED(
                         "c", 2, 4, LAW(LOGNORMAL(1.38, 0.2))));
    ra_plan plan = plan_of(50000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_uint_eq(r->rung_count, 3);
    ck_assert(r->ladder[0].spread.constant && r->ladder[0].spread.sd == 0);
    ck_assert(r->ladder[0].spread.p5 == 8 && r->ladder[0].result == 8);
    ck_assert(!r->ladder[1].spread.constant);
    close_to(r->ladder[1].spread.log_variance, 0.01, 4e-4, "log variance on rung 1");
    close_to(r->ladder[2].spread.log_variance, 0.05, 2e-3, "log variance on rung 2");
    /* b cancels in the factor of c, not in that of a, which starts from the constant. */
    close_to(log(r->ladder[2].factor_p95 / r->ladder[2].factor_p5), 2 * 1.6449 * 0.2, 0.02, "c");
    close_to(log(r->ladder[1].factor_p95 / r->ladder[1].factor_p5), 2 * 1.6449 * 0.1, 0.01, "a");
    close_to(r->ladder[1].alone, 2, 1e-15, "a alone");
    close_to(r->ladder[2].alone, 0.5, 1e-15, "c alone");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A product of lognormal numbers is lognormal: the variances of the logarithms add up. */
START_TEST(lognormal_chain)
{
    ra_claim *claim = number_claim(
        "", STEP("first", "a * b") RESULT("first * c"),
        KEPT("a", 2, LOGNORMAL(0.69, 0.1)) ", " KEPT("b", 2, LOGNORMAL(0.69, 0.2)) ", " CHANGED(
            "c", 2, 4, LAW(LOGNORMAL(1.38, 0.3))));
    ra_plan plan = plan_of(200000);
    ra_result *r = audit_claim(claim, &plan);
    const ra_summary *s = &r->audited;
    const double variance = 0.14, sigma = sqrt(variance), mu = 2.76, n = 200000;
    const double mean = exp(mu + variance / 2), sd = mean * sqrt(expm1(variance));

    close_to(s->mean, mean, 5 * sd / sqrt(n), "mean");
    close_to(s->sd, sd, 0.01 * sd, "sd");
    close_to(s->mcse, s->sd / sqrt(n), 1e-15, "standard error");
    close_to(s->log_variance, variance, 5 * variance * sqrt(2 / n), "log variance");
    close_to(s->gsd, exp(sqrt(s->log_variance)), 1e-15, "geometric sd");
    close_to(log(s->p5), mu - 1.6448536 * sigma, 0.005, "p5");
    close_to(log(s->p25), mu - 0.6744898 * sigma, 0.005, "p25");
    close_to(log(s->p50), mu, 0.005, "median");
    close_to(log(s->p95), mu + 1.6448536 * sigma, 0.005, "p95");
    ck_assert(s->low == s->p5 && s->high == s->p95);
    ck_assert(s->short_high - s->short_low < s->p95 - s->p5);
    close_to(log(s->bounds[RA_Q50].high / s->bounds[RA_Q50].low),
             2 * 1.96 * sigma * sqrt(1.5707963267948966 / n), 0.001,
             "width of the median's interval");
    close_to(s->point, 16, 1e-12, "point");
    ck_assert_uint_eq(r->step_count, 2);
    close_to(r->steps[0].log_variance_added, 0.05, 0.001, "added by the first step");
    close_to(r->steps[1].log_variance_added, 0.09, 0.002, "added by the result");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* The interval of the median holds the true one in 95 % of the runs. */
START_TEST(median_interval_covers)
{
    ra_claim *claim = number_claim("", RESULT("a"), CHANGED("a", 8, 4, LAW(LOGNORMAL(1.4, 1))));
    int covered = 0;

    for (uint64_t seed = 1; seed <= 100; seed++) {
        ra_plan plan = plan_of(1000);
        plan.seed = seed;
        ra_result *r = audit_claim(claim, &plan);
        covered +=
            log(r->audited.bounds[RA_Q50].low) < 1.4 && 1.4 < log(r->audited.bounds[RA_Q50].high);
        ra_result_free(r);
    }
    ck_assert_msg(88 <= covered && covered <= 100, "%d of 100 runs", covered);
    ra_claim_free(claim);
}
END_TEST

START_TEST(interval_follows_the_level)
{
    ra_claim *claim = number_claim("", RESULT("a"),
                                   CHANGED("a", 8, 4,
                                           LAW("{'type': 'uniform',"
                                               " 'min': 0, 'max': 10}")));
    ra_plan plan = plan_of(100000);

    plan.level = 0.5;
    ra_result *r = audit_claim(claim, &plan);
    close_to(r->audited.low, 2.5, 0.03, "low");
    close_to(r->audited.high, 7.5, 0.03, "high");
    close_to(r->audited.p5, 0.5, 0.03, "p5");
    close_to(r->audited.short_high - r->audited.short_low, 5, 0.05, "shortest");
    close_to(r->exceedance, 0.2, 0.005, "exceedance");
    close_to(r->percentile, 80, 0.5, "percentile");
    double share = 0;
    ck_assert_uint_eq(r->bin_count, RA_RESULT_BINS);
    for (uint32_t i = 0; i < r->bin_count; i++) {
        share += r->bins[i].share;
        ck_assert(i == 0 || r->bins[i].low == r->bins[i - 1].high);
    }
    close_to(share, 0.998, 1e-4, "share of the bins");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(nothing_uncertain)
{
    ra_claim *claim = number_claim(
        "", RESULT("a * b"),
        CHANGED("a", 4, 1, "") ", "
                               "{'id': 'b', 'label': 'B', 'published': {'value': 2, 'unit':"
                               " '1'}}");
    ra_plan plan = plan_of(RA_MAX_TRIALS);
    ra_result *r = audit_claim(claim, &plan); /* would take hours if it drew anything */

    ck_assert(r->audited.constant && r->audited.p5 == 2 && r->audited.sd == 0);
    ck_assert(r->audited.gsd == 1 && r->audited.log_variance == 0);
    ck_assert(r->factor.point == 4 && r->factor.p95 == 4);
    ck_assert_uint_eq(r->bin_count, 0);
    ck_assert(r->exceedance == 0);
    ck_assert_uint_eq(r->input_count, 0);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* The square root of a number that is negative in half of the trials. */
START_TEST(trials_without_a_value)
{
    ra_claim *claim = number_claim("", RESULT("sqrt(a)"),
                                   CHANGED("a", 64, 1,
                                           LAW("{'type': 'uniform', 'min': -1,"
                                               " 'max': 3}")));
    ra_plan plan = plan_of(40000);
    ra_result *r = audit_claim(claim, &plan);

    close_to((double)r->audited.nan / 40000, 0.25, 0.02, "share without a value");
    close_to(r->audited.p50, sqrt(1.5), 0.02, "median of the others");
    ck_assert(isfinite(r->audited.mean));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A denominator that is zero in some trials: quantiles exist, moments do not. */
START_TEST(moments_that_do_not_exist)
{
    ra_claim *claim = number_claim("", RESULT("8 / a"),
                                   CHANGED("a", 1, 2,
                                           LAW("{'type': 'discrete', 'values':"
                                               " [0, 2], 'weights': [1, 9]}")));
    ra_plan plan = plan_of(10000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert(isnan(r->audited.mean) && isnan(r->audited.sd) && isnan(r->audited.mcse));
    ck_assert(isnan(r->audited.gsd));
    close_to(r->audited.p50, 4, 0.01, "median");
    ck_assert(r->audited.p95 == INFINITY);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A change of method is a rung like any other, without values. */
START_TEST(change_of_method)
{
    ra_claim *claim = number_claim(
        "",
        "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': 'a * b',"
        " 'audited_formula': 'a * b * loss', 'reason': 'r'}",
        CHANGED("a", 4, 2,
                "") ", {'id': 'b', 'label': 'B', 'published': {'value': 2, 'unit':"
                    " '1'}}, {'id': 'loss', 'label': 'L', 'audited': {'value': 0.5, 'unit': '1', "
                    "'reason':"
                    " 'r', 'distribution': {'type': 'uniform', 'min': 0.4, 'max': 0.6}}}");
    ra_plan plan = plan_of(10000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_uint_eq(r->rung_count, 3);
    ck_assert_str_eq(r->ladder[2].id, "result");
    ck_assert(isnan(r->ladder[2].published) && isnan(r->ladder[2].audited));
    ck_assert(r->ladder[1].result == 4 && r->ladder[1].spread.constant);
    ck_assert(r->ladder[2].result == 2 && !r->ladder[2].spread.constant);
    ck_assert(r->ladder[2].alone == 2);
    close_to(r->ladder[2].factor_p50, 2, 0.02, "factor of the method");
    ck_assert(isnan(r->values[RA_PUBLISHED][ra_claim_find(claim, "loss")]));
    ck_assert(r->values[RA_AUDITED][ra_claim_find(claim, "loss")] == 0.5);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A group's factor is the product of its rungs in every trial: for one group of all rungs it is the
 * cumulative factor of the last. */
START_TEST(groups)
{
    ra_claim *claim = number_claim(
        "'groups': [{'id': 'all', 'label': 'All', 'printed': '4'}], ", RESULT("a * b"),
        "{'id': 'a', 'label': 'A', 'group': 'all', 'published': {'value': 2, 'unit': '1'},"
        " 'audited': {'value': 1, 'unit': '1', 'reason': 'r', 'distribution': " LOGNORMAL(
            0, 0.1) "}}, {'id': 'b', 'label': 'B', 'group': 'all', 'published': {'value': 4, "
                    "'unit': '1'},"
                    " 'audited': {'value': 2, 'unit': '1', 'reason': 'r'}}");
    ra_plan plan = plan_of(10000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_uint_eq(r->group_count, 1);
    close_to(r->groups[0].factor, 4, 1e-14, "factor");
    close_to(r->groups[0].share, 1, 1e-14, "share");
    close_to(r->groups[0].p5 / r->ladder[2].cumulative_p5, 1, 1e-12, "p5");
    close_to(r->groups[0].p95 / r->ladder[2].cumulative_p95, 1, 1e-12, "p95");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(inputs_and_texts)
{
    const char *const overrides[] = {"a=3", NULL};
    ra_claim *claim = number_claim(
        "", RESULT("a * b"),
        CHANGED("a", 4, 2, LAW("{'type': 'normal', 'sd': 0.5}")) ", "
                                                                 "{'id': 'b', 'label': 'B', "
                                                                 "'published': {'value': 2, 'unit':"
                                                                 " '1'}}");
    ra_plan plan = plan_of(1000);

    plan.version = "9.8.7";
    plan.command = "reaudit run small";
    plan.overrides = overrides;
    ra_result *r = audit_claim(claim, &plan);
    ck_assert_uint_eq(r->input_count, 1);
    ck_assert_str_eq(r->inputs[0].law, "normal(mean 2, sd 0.5)");
    close_to(r->inputs[0].p5, 2 - 1.6448536 * 0.5, 1e-6, "p5");
    close_to(r->inputs[0].p95, 2 + 1.6448536 * 0.5, 1e-6, "p95");
    ck_assert_str_eq(r->version, "9.8.7");
    ck_assert_str_eq(r->command, "reaudit run small");
    ck_assert_str_eq(r->overrides[0], "a=3");
    ck_assert_ptr_null(r->overrides[1]);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(steps_of_a_chain_that_nobody_uses_are_left_out)
{
    ra_claim *claim = load_claim("datasets/claims/devries-2023-servers-2027.json");
    ra_plan plan = plan_of(1000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_uint_gt(claim->step_count, 2);
    ck_assert_uint_eq(r->step_count, 2);
    ck_assert_str_eq(claim->quantities[r->steps[0].quantity].id, "energy_it");
    ck_assert_str_eq(claim->quantities[r->steps[1].quantity].id, "energy");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("audit");
    TCase *tcase = tcase_create("audit");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, architecture_search);
    tcase_add_test(tcase, headline_alone);
    tcase_add_test(tcase, what_is_uncertain_on_which_rung);
    tcase_add_test(tcase, lognormal_chain);
    tcase_add_test(tcase, median_interval_covers);
    tcase_add_test(tcase, interval_follows_the_level);
    tcase_add_test(tcase, nothing_uncertain);
    tcase_add_test(tcase, trials_without_a_value);
    tcase_add_test(tcase, without_a_part);
    tcase_add_test(tcase, moments_that_do_not_exist);
    tcase_add_test(tcase, change_of_method);
    tcase_add_test(tcase, groups);
    tcase_add_test(tcase, inputs_and_texts);
    tcase_add_test(tcase, steps_of_a_chain_that_nobody_uses_are_left_out);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
