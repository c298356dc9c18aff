/* Runs on scrambled Sobol points: what is run, what does not change, how large the error is and
 * whether the replicates know it. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/stream.h"
#include "audit/uniforms.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/correlated.h"
#include "tests/support/run.h"

#define CHAIN "tests/bench/chain10.json"
#define NAS   "datasets/claims/strubell-2019-nas.json"

/* The last product of the chain, from a convolution (tests/bench/truth.py). */
#define TRUE_MEAN 109.714218
#define TRUE_P5   14.113535
#define TRUE_P50  73.205935
#define TRUE_P95  324.658119

static ra_plan sobol_plan(uint64_t trials)
{
    ra_plan plan = plan_of(trials);

    plan.sampling = RA_SAMPLING_SOBOL;
    return plan;
}

START_TEST(trials_are_rounded_up)
{
    static const uint64_t pairs[][2] = {{1, 8192},
                                        {8192, 8192},
                                        {8193, 16384},
                                        {1000000, 1048576},
                                        {1048576, 1048576},
                                        {UINT64_C(1000000000000), UINT64_C(1) << 40}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ck_assert_uint_eq(ra_sampling_trials(RA_SAMPLING_SOBOL, pairs[i][0]), pairs[i][1]);
        ck_assert_uint_eq(ra_sampling_trials(RA_SAMPLING_RANDOM, pairs[i][0]), pairs[i][0]);
    }
}
END_TEST

START_TEST(same_numbers_for_any_number_of_threads)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = sobol_plan(50000);
    size_t count, other_count;

    plan.threads = 1;
    ra_result *one = audit_claim(claim, &plan);
    double *numbers = numbers_of(one, &count);
    ck_assert_uint_eq(one->trials, 65536);
    ck_assert_uint_eq(one->asked, 50000);
    ck_assert_uint_eq(one->replicates, RA_UNIFORMS_REPLICATES);
    static const int threads[] = {2, 3, 8, 100};
    for (size_t t = 0; t < 4; t++) {
        plan.threads = threads[t];
        ra_result *many = audit_claim(claim, &plan);
        double *others = numbers_of(many, &other_count);
        ck_assert_uint_eq(other_count, count);
        ck_assert_mem_eq(others, numbers, count * sizeof *numbers);
        free(others);
        ra_result_free(many);
    }
    free(numbers);
    ra_result_free(one);
    ra_claim_free(claim);
}
END_TEST

/* The draws of the shorter run are the first ones of any longer one, by replay. */
START_TEST(replays_are_the_run)
{
    enum { COUNT = 8192 };
    static double x[COUNT];
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = sobol_plan(COUNT);
    ra_result *result = audit_claim(claim, &plan);
    double sum = 0;

    ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_SOBOL, plan.seed, claim->result, 0, COUNT, x),
                     RA_OK);
    for (size_t i = 0; i < COUNT; i++) {
        sum += x[i];
    }
    ck_assert(fabs(sum / COUNT / result->audited.mean - 1) < 1e-13);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

/* Draws take coordinates in the order of the claim: what is added behind changes nothing before. */
START_TEST(an_added_draw_changes_no_other)
{
    const uint64_t keys[] = {ra_stream_key("a"), ra_stream_key("b"), ra_stream_key("a"),
                             ra_stream_key("c")};
    double u[RA_BLOCK], v[RA_BLOCK];
    ra_uniforms *two, *three;

    ck_assert_int_eq(ra_uniforms_new(&two, RA_SAMPLING_SOBOL, 5, keys, 2), RA_OK);
    ck_assert_int_eq(ra_uniforms_new(&three, RA_SAMPLING_SOBOL, 5, keys, 4), RA_OK);
    for (uint64_t block = 0; block < 20; block++) {
        for (int k = 0; k < 2; k++) {
            ra_uniforms_fill(two, keys[k], block, u);
            ra_uniforms_fill(three, keys[k], block, v);
            ck_assert_mem_eq(u, v, sizeof u);
        }
        /* A draw that was not named has its stream, wherever its key would stand among the others. */
        const uint64_t unknown[] = {keys[3], 0, UINT64_MAX};
        for (int k = 0; k < 3; k++) {
            ra_uniforms_fill(two, unknown[k], block, u);
            ra_stream_fill(5, unknown[k], block, v);
            ck_assert_mem_eq(u, v, sizeof u);
        }
    }
    ra_uniforms_free(two);
    ra_uniforms_free(three);
}
END_TEST

/* Figures that share a draw share its points, and correlations are those that were stated. */
START_TEST(shared_and_correlated_draws)
{
    enum { COUNT = 65536 };
    static double x[COUNT], y[COUNT];
    ra_claim *shared = correlated_claim(SHARED LAW("c", "'type': 'normal', 'mean': 0, 'sd': 1"),
                                        "a + b + c", "");
    ra_claim *claim = correlated_claim(
        LAW("a", "'type': 'normal', 'mean': 0, 'sd': 1") ", " LAW(
            "b", "'type': 'normal', 'mean': 0, 'sd': 1"),
        "a + b", BETWEEN("a", "b", "pearson", "0.8"));
    double sum = 0;

    ck_assert_int_eq(ra_audit_replay(shared, RA_SAMPLING_SOBOL, 1, ra_claim_find(shared, "a"), 0,
                                     COUNT, x),
                     RA_OK);
    ck_assert_int_eq(ra_audit_replay(shared, RA_SAMPLING_SOBOL, 1, ra_claim_find(shared, "b"), 0,
                                     COUNT, y),
                     RA_OK);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert(fabs(log(y[i]) / 0.5 - (x[i] - 5)) < 1e-7);
    }
    ck_assert_int_eq(
        ra_audit_replay(claim, RA_SAMPLING_SOBOL, 1, ra_claim_find(claim, "a"), 0, COUNT, x), RA_OK);
    ck_assert_int_eq(
        ra_audit_replay(claim, RA_SAMPLING_SOBOL, 1, ra_claim_find(claim, "b"), 0, COUNT, y), RA_OK);
    for (size_t i = 0; i < COUNT; i++) {
        sum += x[i] * y[i];
    }
    /* Independent trials would leave an error of sqrt(1 + 0.8^2) / 256 = 0.005. */
    ck_assert(fabs(sum / COUNT - 0.8) < 0.001);
    ra_claim_free(shared);
    ra_claim_free(claim);
}
END_TEST

/* The error of 2^15 points against that of as many random numbers, over 20 seeds: the mean is at
 * least five times nearer, quantiles are nearer too. The replicates' own errors are right: the
 * deviations in units of them have a mean square of about 7 / 5, that of Student's t with 7 degrees
 * of freedom (its standard error over 20 seeds is 0.7). */
START_TEST(errors_are_small_and_known)
{
    enum { SEEDS = 20, COUNT = 32768 };
    ra_claim *claim = load_claim(CHAIN);
    double mean = 0, quantiles[3] = {0}, ratio = 0, median_hits = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ra_plan plan = sobol_plan(COUNT);
        plan.seed = seed;
        ra_result *result = audit_claim(claim, &plan);
        const ra_summary *s = &result->audited;
        double off = s->mean - TRUE_MEAN;
        mean += off * off / SEEDS;
        ratio += off * off / (s->mcse * s->mcse) / SEEDS;
        quantiles[0] += pow(s->p5 / TRUE_P5 - 1, 2) / SEEDS;
        quantiles[1] += pow(s->p50 / TRUE_P50 - 1, 2) / SEEDS;
        quantiles[2] += pow(s->p95 / TRUE_P95 - 1, 2) / SEEDS;
        median_hits += s->bounds[RA_Q50].low <= TRUE_P50 && TRUE_P50 <= s->bounds[RA_Q50].high;
        ra_result_free(result);
    }
    ra_claim_free(claim);
    ck_assert_msg(sqrt(mean) < 122.394 / sqrt(COUNT) / 5, "mean: %g", sqrt(mean));
    /* Of random numbers: sqrt(p (1 - p) / n) over the density in ln x. */
    static const double random_error[] = {2.3934, 1.1674, 1.8745};
    for (int k = 0; k < 3; k++) {
        ck_assert_msg(sqrt(quantiles[k]) < random_error[k] / sqrt(COUNT) / 1.4, "quantile %d: %g", k,
                      sqrt(quantiles[k]));
    }
    ck_assert_msg(ratio > 0.4 && ratio < 4, "squared error over its estimate: %g", ratio);
    ck_assert_msg(median_hits >= 15, "the interval of the median holds in %g of %d", median_hits,
                  SEEDS);
}
END_TEST

/* Nothing is drawn: nothing to sample. */
START_TEST(certain_claims_have_one_value)
{
    char *text = small_claim("", "{'id': 'energy', 'label': 'E', 'published': {'value': 19, 'unit': "
                                 "'kWh'}}, {'id': 'grid', 'label': 'G', 'published': {'value': 0.5, "
                                 "'unit': 'kgCO2e/kWh'}}");
    ra_claim *claim = good_claim(text);
    ra_plan plan = sobol_plan(10000);
    ra_result *result = audit_claim(claim, &plan);

    ck_assert(result->audited.constant);
    ck_assert_double_eq_tol(result->audited.mean, 9.5, 1e-12);
    ra_result_free(result);
    ra_claim_free(claim);
    free(text);
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(ra_sampling_name(RA_SAMPLING_RANDOM), "random");
    ck_assert_str_eq(ra_sampling_name(RA_SAMPLING_SOBOL), "sobol");
    ck_assert_ptr_nonnull(strstr(ra_sampling_summary(RA_SAMPLING_SOBOL), "replicates"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sobol_points");
    TCase *tests = tcase_create("sobol_points");
    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_set_timeout(tests, 240);
    tcase_add_test(tests, trials_are_rounded_up);
    tcase_add_test(tests, same_numbers_for_any_number_of_threads);
    tcase_add_test(tests, replays_are_the_run);
    tcase_add_test(tests, an_added_draw_changes_no_other);
    tcase_add_test(tests, shared_and_correlated_draws);
    tcase_add_test(tests, errors_are_small_and_known);
    tcase_add_test(tests, certain_claims_have_one_value);
    tcase_add_test(tests, names);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
