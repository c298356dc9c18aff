/* Attribution over random orders, where there are too many corrections for all subsets. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/attribution.h"
#include "audit/shapley.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/orders.h"
#include "tests/support/run.h"

/* A headline that is the sum of corrected terms of two kinds; those of the first share one draw.
 * Terms of one kind are alike, so that their Shapley values are equal and a sum over pairs of
 * counts gives them. */
enum { FIRST = 10, SECOND = 9, PLAYERS = FIRST + SECOND };
#define FIRST_BEFORE  3.0
#define SECOND_BEFORE 1.0
#define SECOND_AFTER  4.0

static void append_term(ra_text *steps, ra_text *assumptions, char kind, int i)
{
    const char *law = kind == 'a' ? ", 'draw': 'same', 'distribution':"
                                    " {'type': 'normal', 'relative_sd': 0.2}"
                                  : "";
    ra_text_format(steps, "%s%c%d", steps->length > 0 ? " + " : "", kind, i);
    ra_text_format(assumptions,
                   "%s{'id': '%c%d', 'label': 'L', 'published': {'value': %d, 'unit': '1'},"
                   " 'audited': {'value': %d, 'unit': '1', 'reason': 'r'%s}}",
                   assumptions->length > 0 ? ", " : "", kind, i, kind == 'a' ? 3 : 1,
                   kind == 'a' ? 1 : 4, law);
}

static ra_claim *sum_claim(void)
{
    ra_text formula = {0}, steps = {0}, assumptions = {0};

    for (int i = 0; i < FIRST; i++)
        append_term(&formula, &assumptions, 'a', i);
    for (int i = 0; i < SECOND; i++)
        append_term(&formula, &assumptions, 'b', i);
    ra_text_format(&steps, "{'id': 'total', 'label': 'T', 'unit': '1', 'formula': '%s'}",
                   formula.data);
    char *text = claim_with("", "{'step': 'total', 'printed': '39', 'unit': '1'}", steps.data,
                            assumptions.data);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&formula);
    ra_text_free(&steps);
    ra_text_free(&assumptions);
    return claim;
}

static double choose(int n, int k)
{
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1));
}

static double sum_of(double after, int a, int b)
{
    return log(FIRST_BEFORE * (FIRST - a) + after * a + SECOND_BEFORE * (SECOND - b) +
               SECOND_AFTER * b);
}

/* Share of one term of the first kind, its audited value being `after`: over all sets of a others
 * of its kind and b of the second. */
static double exact_share(double after)
{
    double phi = 0;
    for (int a = 0; a < FIRST; a++) {
        for (int b = 0; b <= SECOND; b++) {
            double weight =
                choose(FIRST - 1, a) * choose(SECOND, b) / (PLAYERS * choose(PLAYERS - 1, a + b));
            phi += weight * (sum_of(after, a, b) - sum_of(after, a + 1, b));
        }
    }
    return phi / (sum_of(after, 0, 0) - sum_of(after, FIRST, SECOND));
}

/* Over a few seeds the errors are as large as the standard errors say: the mean of their squared
 * ratios is about 1, although the errors of one seed go together. */
START_TEST(as_the_exact_values)
{
    enum { SEEDS = 12 };
    ra_claim *claim = sum_claim();
    ra_plan plan = plan_of(1);
    double first = exact_share(1), second = (1 - FIRST * first) / SECOND, squares = 0;

    for (plan.seed = 1; plan.seed <= SEEDS; plan.seed++) {
        ra_result *r = audit_claim(claim, &plan);
        double sum = 0;
        ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_SAMPLED);
        ck_assert_uint_eq(r->attribution.share_count, PLAYERS);
        ck_assert_uint_eq(r->attribution.orders, RA_ORDERS_MOST);
        for (int k = 0; k < PLAYERS; k++) {
            const ra_share *share = &r->attribution.shares[k];
            double exact = k < FIRST ? first : second;
            ck_assert(share->se > 0 && share->se < 0.001 * fabs(exact));
            ck_assert_double_eq_tol(share->share, exact, 6 * share->se);
            ck_assert(share->order_min < exact && exact < share->order_max);
            squares += pow((share->share - exact) / share->se, 2);
            sum += share->share;
        }
        ck_assert_double_eq_tol(sum, 1, 1e-12);
        ra_result_free(r);
    }
    ck_assert_double_eq_tol(squares / (SEEDS * PLAYERS), 1, 0.5);
    ra_claim_free(claim);
}
END_TEST

/* Intervals against the exact share in every trial. Those of single terms are off by the error that
 * the few orders leave; what the terms of one kind sum to is hardly. */
START_TEST(intervals_as_in_every_trial)
{
    enum { TRIALS = 2000 };
    static double after[TRIALS], exact[TRIALS];
    ra_claim *claim = sum_claim();
    ra_plan plan = plan_of(TRIALS);
    ra_result *r = audit_claim(claim, &plan);
    double low = 0, middle = 0, high = 0;

    ck_assert_str_eq(ra_attribution_name(r->attribution.method), "sampled");
    ck_assert_uint_eq(r->attribution.trials, TRIALS);
    ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_RANDOM, 1, ra_claim_find(claim, "a0"), 0, TRIALS, after),
                     RA_OK);
    for (size_t t = 0; t < TRIALS; t++)
        exact[t] = exact_share(after[t]);
    for (int k = 0; k < FIRST; k++) {
        low += r->attribution.shares[k].p5 / FIRST;
        middle += r->attribution.shares[k].p50 / FIRST;
        high += r->attribution.shares[k].p95 / FIRST;
    }
    double p5 = sorted_quantile(exact, TRIALS, 0.05), p95 = sorted_quantile(exact, TRIALS, 0.95);
    ck_assert_double_eq_tol(low, p5, 0.02 * (p95 - p5));
    ck_assert_double_eq_tol(middle, sorted_quantile(exact, TRIALS, 0.5), 0.02 * (p95 - p5));
    ck_assert_double_eq_tol(high, p95, 0.02 * (p95 - p5));
    for (int k = 0; k < FIRST; k++) {
        ck_assert_double_eq_tol(r->attribution.shares[k].p5, p5, 0.1 * (p95 - p5));
        ck_assert_double_eq_tol(r->attribution.shares[k].p95, p95, 0.1 * (p95 - p5));
    }
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(same_numbers_for_any_number_of_threads)
{
    ra_claim *claim = sum_claim();
    ra_plan plan = plan_of(3000);
    size_t count, other_count;

    plan.threads = 1;
    ra_result *one = audit_claim(claim, &plan);
    double *numbers = numbers_of(one, &count);
    plan.threads = 3;
    ra_result *three = audit_claim(claim, &plan);
    double *others = numbers_of(three, &other_count);
    ck_assert_uint_eq(count, other_count);
    ck_assert_mem_eq(numbers, others, count * sizeof *numbers);
    free(numbers);
    free(others);
    ra_result_free(one);
    ra_result_free(three);
    ra_claim_free(claim);
}
END_TEST

/* As many trials as the budget of evaluations allows, whatever the run has. */
START_TEST(trials_of_intervals)
{
    ra_claim *claim = sum_claim();
    ra_split split;
    uint64_t budget = RA_SPLIT_EVALUATIONS / (RA_ORDERS_TRIAL * (PLAYERS + 1));

    ck_assert_int_eq(ra_split_open(&split, claim, NULL, 1), RA_OK);
    ck_assert_int_eq(ra_split_point(&split, 39, 46, 1), RA_OK);
    ck_assert_uint_eq(ra_split_trials(&split, 1000), 1000);
    ck_assert_uint_eq(ra_split_trials(&split, UINT64_MAX), budget);
    split.method = RA_ATTRIBUTION_EXACT;
    split.subsets = 4;
    ck_assert_uint_eq(ra_split_trials(&split, UINT64_MAX), RA_SPLIT_TRIALS);
    split.subsets = 1u << RA_SHAPLEY_MAX;
    ck_assert_uint_eq(ra_split_trials(&split, UINT64_MAX),
                      RA_SPLIT_EVALUATIONS_MOST >> RA_SHAPLEY_MAX);
    split.method = RA_ATTRIBUTION_CLOSED;
    ck_assert_uint_eq(ra_split_trials(&split, UINT64_MAX), RA_SPLIT_TRIALS_PRODUCT);
    split.game.player_varies = false;
    ck_assert_uint_eq(ra_split_trials(&split, UINT64_MAX), 0);
    ra_split_free(&split);
    ra_claim_free(claim);
}
END_TEST

/* Each order holds every player once, odd ones are mirrored, and every player stands in every place
 * about equally often: chi-squared with 16 degrees of freedom below its 0.1 % point. */
START_TEST(random_orders)
{
    enum { M = 17, COUNT = 2000 };
    static uint16_t orders[COUNT * M], again[COUNT * M];
    int first[M] = {0};
    double chi = 0, expected = COUNT / 2.0 / M;

    ck_assert_int_eq(ra_orders_draw(orders, M, COUNT, 7, "x"), RA_OK);
    ck_assert_int_eq(ra_orders_draw(again, M, COUNT, 7, "x"), RA_OK);
    ck_assert_mem_eq(orders, again, sizeof orders);
    ck_assert_int_eq(ra_orders_draw(again, M, COUNT, 7, "y"), RA_OK);
    ck_assert(memcmp(orders, again, sizeof orders) != 0);
    for (int r = 0; r < COUNT; r++) {
        const uint16_t *order = orders + r * M;
        unsigned seen = 0;
        for (int i = 0; i < M; i++) {
            seen |= 1u << order[i];
            ck_assert(r % 2 == 0 || order[i] == order[-1 - i]);
        }
        ck_assert_uint_eq(seen, (1u << M) - 1);
        first[order[0]] += r % 2 == 0;
    }
    for (int k = 0; k < M; k++)
        chi += (first[k] - expected) * (first[k] - expected) / expected;
    ck_assert(chi < 39.25);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("attribution_sampled");
    TCase *tcase = tcase_create("attribution_sampled");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, as_the_exact_values);
    tcase_add_test(tcase, intervals_as_in_every_trial);
    tcase_add_test(tcase, same_numbers_for_any_number_of_threads);
    tcase_add_test(tcase, trials_of_intervals);
    tcase_add_test(tcase, random_orders);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
