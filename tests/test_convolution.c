/* The headline's distribution by convolution beside the Monte Carlo run. */
#include <check.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "audit/convolution.h"
#include "models/alloc.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define NAS "datasets/claims/strubell-2019-nas.json"

/* An assumption that is corrected from 1 to 2 with a law. */
#define UNCERTAIN(id, law)                                                                         \
    "{'id': '" id "', 'label': 'L', 'published': {'value': 1, 'unit': '1'}, "                      \
    "'audited': {'value': 2, 'unit': '1', 'reason': 'r', 'distribution': " law "}}"
#define NORMAL   "{'type': 'normal', 'relative_sd': 0.1}"
#define WIDE     "{'type': 'lognormal', 'median': 2, 'gsd': 3}"
#define TRIANGLE "{'type': 'triangular', 'min': 1, 'mode': 2, 'max': 4}"
#define COIN     "{'type': 'discrete', 'values': [1.5, 2.5], 'weights': [1, 1]}"

static ra_claim *claim_of(const char *head, const char *formula, const char *assumptions)
{
    ra_text steps = {0};

    ra_text_format(&steps, "{'id': 'y', 'label': 'Y', 'formula': '%s', 'unit': '1'}", formula);
    char *text =
        claim_with(head, "{'step': 'y', 'printed': '1.5', 'unit': '1'}", steps.data, assumptions);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&steps);
    return claim;
}

typedef struct {
    const char *formula, *assumptions;
    double median; /* exact; NAN: not known in closed form */
} chain;

static const chain chains[] = {
    {"a * b", UNCERTAIN("a", WIDE) ", " UNCERTAIN("b", WIDE), 4},
    {"3 * a / b ^ 2", UNCERTAIN("a", WIDE) ", " UNCERTAIN("b", WIDE), 1.5},
    {"-a * b", UNCERTAIN("a", WIDE) ", " UNCERTAIN("b", WIDE), -4},
    {"a / b * sqrt(c)",
     UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", TRIANGLE) ", " UNCERTAIN("c", WIDE), NAN},
    {"a * b", UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", COIN), NAN},
    {"a", UNCERTAIN("a", TRIANGLE), 2.267949192431123},
    {"a * a / a", UNCERTAIN("a", NORMAL), 2},
};
enum { CHAINS = sizeof chains / sizeof chains[0] };

/* Where the headline is such a product the run agrees, whatever its seed and size. */
START_TEST(runs_agree)
{
    static const uint64_t trials[] = {1, 10, 1000, 50000};
    const chain *c = &chains[_i];
    ra_claim *claim = claim_of("", c->formula, c->assumptions);

    for (uint64_t seed = 1; seed <= 5; seed++) {
        ra_plan plan = plan_of(trials[seed % 4]);
        plan.seed = seed;
        ra_result *result = audit_claim(claim, &plan);
        const ra_convolution *law = &result->convolution;
        ck_assert_msg(law->applies, "%s: %s", c->formula, law->why_not);
        ck_assert_msg(law->agrees, "%s: %s", c->formula, law->text);
        ck_assert(law->p5 < law->p25 && law->p25 < law->p50 && law->p50 < law->p75 &&
                  law->p75 < law->p95);
        ck_assert(fabs(law->low - law->p5) <= 1e-9 * fabs(law->p5)); /* the level is 90 % */
        ck_assert(isnan(c->median) || fabs(law->p50 - c->median) < 1e-5 * fabs(c->median));
        ra_result_free(result);
    }
    ra_claim_free(claim);
}
END_TEST

START_TEST(architecture_search)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(200000);
    ra_result *result = audit_claim(claim, &plan);
    const ra_convolution *law = &result->convolution;

    ck_assert_msg(law->applies, "%s", law->why_not);
    ck_assert_msg(law->agrees, "%s", law->text);
    ck_assert_double_lt(law->error, 1e-5);
    ck_assert_double_eq_tol(law->mean, result->audited.mean, 5 * result->audited.mcse);
    ck_assert_double_eq_tol(law->sd, result->audited.sd, 0.01 * law->sd);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

/* By convolution alone the headline does not depend on the trials, and is where they are. */
START_TEST(convolution_alone)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(100000);
    ra_result *drawn = audit_claim(claim, &plan);
    plan.engine = RA_ENGINE_CONVOLUTION;
    ra_result *exact = audit_claim(claim, &plan);
    plan.seed = 99;
    plan.trials = 1000;
    ra_result *other = audit_claim(claim, &plan);
    const ra_summary *a = &drawn->audited, *b = &exact->audited, *f = &exact->factor;

    ck_assert_mem_eq(b, &other->audited, offsetof(ra_summary, mcse));
    ck_assert_double_eq(exact->exceedance, other->exceedance);
    ck_assert_double_eq(b->p5, exact->convolution.p5);
    double width = a->high - a->low;
    ck_assert_double_eq_tol(b->low, a->low, 0.01 * width);
    ck_assert_double_eq_tol(b->high, a->high, 0.01 * width);
    ck_assert_double_eq_tol(b->short_low, a->short_low, 0.05 * width);
    ck_assert_double_eq_tol(b->short_high - b->short_low, a->short_high - a->short_low,
                            0.02 * width);
    ck_assert_double_eq_tol(b->gsd, a->gsd, 1e-3);
    ck_assert(isnan(b->mcse));
    ck_assert_double_eq_tol(f->p5 * b->p95, exact->recomputed, 1e-5 * exact->recomputed);
    ck_assert_double_eq_tol(f->mean, drawn->factor.mean, 5 * drawn->factor.mcse);
    ra_result_free(drawn);
    ra_result_free(exact);
    ra_result_free(other);
    ra_claim_free(claim);
}
END_TEST

/* Of y = a b, the logarithm of y is normal with mean ln 4 and sd sqrt(2) ln 3; the share of y that
 * what was published allows. */
static double share_below(double y)
{
    return 0.5 * erfc(-log(y / 4) / (2 * log(3)));
}

static ra_result *audit_alone(const char *published, const char *formula, const char *assumptions,
                              ra_claim **claim)
{
    ra_text steps = {0};
    ra_plan plan = plan_of(1000);

    ra_text_format(&steps, "{'id': 'y', 'label': 'Y', 'formula': '%s', 'unit': '1'}", formula);
    char *text = claim_with("", published, steps.data, assumptions);
    *claim = good_claim(text);
    plan.engine = RA_ENGINE_CONVOLUTION;
    free(text);
    ra_text_free(&steps);
    return audit_claim(*claim, &plan);
}

START_TEST(ranges_by_convolution)
{
    static const struct {
        const char *published;
        double low, high;
    } ranges[] = {
        {"{'step': 'y', 'interval': [3, 6], 'unit': '1'}", 3, 6},
        {"{'step': 'y', 'value': 6, 'bound': 'at most', 'unit': '1'}", 0, 6},
        {"{'step': 'y', 'value': 3, 'bound': 'at least', 'unit': '1'}", 3, INFINITY},
    };
    ra_claim *claim;
    ra_result *r = audit_alone(ranges[_i].published, "a * b",
                               UNCERTAIN("a", WIDE) ", " UNCERTAIN("b", WIDE), &claim);
    double share = share_below(ranges[_i].high) - share_below(ranges[_i].low);

    ck_assert_double_eq_tol(r->holds, share, 1e-5);
    ck_assert_double_eq_tol(r->audited.p50, 4, 1e-4);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Negative numbers have no logarithm; an inverse may have a mean and no standard deviation; of a
 * published zero there is no factor. */
START_TEST(numbers_that_are_missing)
{
    ra_claim *claim;
    ra_result *r = audit_alone("{'step': 'y', 'value': -1, 'unit': '1'}", "-a * b",
                               UNCERTAIN("a", WIDE) ", " UNCERTAIN("b", WIDE), &claim);

    ck_assert_double_eq_tol(r->audited.p50, -4, 1e-4);
    ck_assert(isnan(r->audited.log_variance) && isnan(r->audited.gsd));
    ck_assert_ptr_null(r->audited.missing);
    ra_result_free(r);
    ra_claim_free(claim);

    r = audit_alone(
        "{'step': 'y', 'value': 1, 'unit': '1'}", "b / a",
        UNCERTAIN("a", "{'type': 'gamma', 'shape': 2, 'scale': 1}") ", " UNCERTAIN("b", WIDE),
        &claim);
    ck_assert(isnan(r->audited.sd));
    ck_assert_ptr_nonnull(r->audited.missing);
    ra_result_free(r);
    ra_claim_free(claim);

    r = audit_alone("{'step': 'y', 'value': 0, 'unit': '1'}", "a * b",
                    "{'id': 'a', 'label': 'L', 'published': {'value': 0, 'unit': '1'}, 'audited': "
                    "{'value': 2, 'unit': '1', 'reason': 'r', 'distribution': " WIDE
                    "}}, " UNCERTAIN("b", WIDE),
                    &claim);
    ck_assert_double_eq_tol(r->audited.p50, 4, 1e-4);
    ck_assert(r->factor.point == 0 && r->factor.p50 == 0);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(convolution_alone_is_refused)
{
    ra_claim *claim = claim_of("", "a + b", UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", NORMAL));
    ra_plan plan = plan_of(1000);
    ra_result *result;

    plan.engine = RA_ENGINE_CONVOLUTION;
    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INVALID);
    ck_assert_ptr_null(result);
    expect_message("the convolution does not apply: the formula of 'y' is not a product of powers");
    ra_claim_free(claim);
}
END_TEST

static const struct {
    const char *head, *formula, *assumptions, *why;
} refusals[] = {
    {"", "a + b", UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", NORMAL),
     "the formula of 'y' is not a product of powers"},
    {"", "a * b", UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", "{'type': 'normal', 'sd': 1}"),
     "'b' may be zero or negative"},
    {"", "a * b",
     UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", "{'type': 'normal', 'sd': 0.1, "
                                                "'clip': {'min': 1.9}}"),
     "'b' has single values beside a range"},
    {"", "a", UNCERTAIN("a", COIN), "no input is continuous"},
    {"", "a * b", UNCERTAIN("a", COIN) ", " UNCERTAIN("b", "{'type': 'normal', 'sd': 1e-9}"),
     "the distribution is too wide for the grid"},
    {"", "0 * a", UNCERTAIN("a", NORMAL), "the headline is zero or has no value"},
    {"", "3", "{'id': 'a', 'label': 'L', 'published': {'value': 1, 'unit': '1'}}",
     "nothing that the headline depends on is uncertain"},
    {"'correlations': [{'between': ['a', 'b'], 'kind': 'normal', 'rho': 0.5}], ", "a * b",
     UNCERTAIN("a", NORMAL) ", " UNCERTAIN("b", NORMAL), "'a' and 'b' are not independent"},
};
enum { REFUSALS = sizeof refusals / sizeof refusals[0] };

START_TEST(others_are_refused)
{
    ra_claim *claim = claim_of(refusals[_i].head, refusals[_i].formula, refusals[_i].assumptions);
    ra_plan plan = plan_of(1000);
    ra_result *result = audit_claim(claim, &plan);

    ck_assert(!result->convolution.applies);
    ck_assert_str_eq(result->convolution.why_not, refusals[_i].why);
    ck_assert(isnan(result->convolution.p50) && isnan(result->convolution.mean));
    ck_assert_ptr_null(result->convolution.text);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

/* Whether the run with one law agrees with the convolution of another. */
static bool agrees_beside(const char *law)
{
    ra_text assumption = {0};
    ra_plan plan = plan_of(100000);
    ra_claim *claim = claim_of("", "a ^ 2", UNCERTAIN("a", NORMAL));

    ra_text_format(&assumption, UNCERTAIN("a", "%s"), law);
    ra_claim *other = claim_of("", "a ^ 2", assumption.data);
    ra_builder builder = {.claim = claim, .plan = &plan};
    ck_assert_int_eq(ra_result_new(&builder.result, claim, &plan), RA_OK);
    builder.arena = builder.result->own->arena;
    ck_assert_int_eq(ra_layout_open(&builder.layout, claim), RA_OK);
    ck_assert_int_eq(ra_draws_open(&builder.draws, &builder.layout.model, 1, RA_SAMPLING_RANDOM,
                                   1, claim_diag), RA_OK);
    ra_program *program = builder.layout.model.program;
    ck_assert_int_eq(
        ra_run(&builder.tallies, program, &builder.draws, builder.layout.wanted, &plan), RA_OK);
    builder.layout.model.inputs[0].figure = &quantity_of(other, "a")->figure[RA_AUDITED];
    ck_assert_int_eq(ra_convolution_eval(&builder), RA_OK);
    bool agrees = builder.result->convolution.agrees;
    ck_assert(agrees || strstr(builder.result->convolution.text, "% point is ") != NULL);
    ra_tallies_free(builder.tallies, ra_program_outputs(program));
    ra_draws_free(&builder.draws);
    ra_layout_free(&builder.layout);
    ra_result_free(builder.result);
    ra_claim_free(claim);
    ra_claim_free(other);
    ra_text_free(&assumption);
    return agrees;
}

/* At 100,000 trials a quantile is known to about half a percent of the standard deviation. */
START_TEST(other_laws_do_not_agree)
{
    ck_assert(agrees_beside(NORMAL));
    ck_assert(!agrees_beside("{'type': 'normal', 'relative_sd': 0.105}"));
    ck_assert(!agrees_beside("{'type': 'normal', 'relative_sd': 0.095}"));
    ck_assert(!agrees_beside("{'type': 'normal', 'mean': 2.01, 'sd': 0.2}"));
    ck_assert(!agrees_beside("{'type': 'uniform', 'min': 1.6536, 'max': 2.3464}"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("convolution");
    TCase *group = tcase_create("beside Monte Carlo");

    tcase_set_timeout(group, 60);
    tcase_add_checked_fixture(group, claim_set_up, claim_tear_down);
    tcase_add_loop_test(group, runs_agree, 0, CHAINS);
    tcase_add_test(group, architecture_search);
    tcase_add_loop_test(group, others_are_refused, 0, REFUSALS);
    tcase_add_test(group, other_laws_do_not_agree);
    tcase_add_test(group, convolution_alone);
    tcase_add_loop_test(group, ranges_by_convolution, 0, 3);
    tcase_add_test(group, numbers_that_are_missing);
    tcase_add_test(group, convolution_alone_is_refused);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
