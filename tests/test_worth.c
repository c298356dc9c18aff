/* What a measurement would buy, beside closed forms: y = a + b of two normal inputs with standard
 * deviations 4 and 3. Knowing a leaves 3/5 of the width, knowing b 4/5. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "audit/worth.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define NORMAL(id, sd)                                                                             \
    "{'id': '" id "', 'label': 'A', 'published': {'value': 103, 'unit': '1'}, 'audited': "         \
    "{'value': 100, 'unit': '1', 'reason': 'r', 'distribution': {'type': 'normal', 'mean': 100, "  \
    "'sd': " sd "}}}"

static ra_result *audit_sum(ra_claim **claim, uint64_t trials)
{
    char *text = claim_with("", "{'step': 'result', 'value': 206, 'unit': '1'}",
                            "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': 'a + b'}",
                            NORMAL("a", "4") ", " NORMAL("b", "3"));
    ra_plan plan = plan_of(trials);

    *claim = good_claim(text);
    free(text);
    return audit_claim(*claim, &plan);
}

START_TEST(sum_of_two)
{
    ra_claim *claim;
    ra_result *result = audit_sum(&claim, 200000);
    ra_worth_result worth;
    double z = gsl_cdf_ugaussian_Pinv(0.95);

    ck_assert_int_eq(result->verdict, RA_STANDS);
    ck_assert_int_eq(ra_worth_eval(&worth, result), RA_OK);
    ck_assert_uint_eq(worth.count, 2);
    ck_assert_str_eq(claim->quantities[result->inputs[worth.rows[0].input].quantity].id, "a");
    ck_assert_double_eq_tol(worth.width, 2 * z * 5, 0.1);
    ck_assert_double_eq_tol(worth.rows[0].removed, 0.4, 0.03);
    ck_assert_double_eq_tol(worth.rows[1].removed, 0.2, 0.03);
    ck_assert_double_eq_tol(worth.rows[0].width, 2 * z * 3, 0.4);
    /* It stands where |6 - a| <= z 3, a being normal with sd 4. */
    double stands = gsl_cdf_gaussian_P(6 + 3 * z, 4) - gsl_cdf_gaussian_P(6 - 3 * z, 4);
    ck_assert_double_eq_tol(worth.rows[0].change, 1 - stands, 0.03);
    ck_assert(worth.rows[0].removed_se > 0 && worth.rows[0].removed_se < 0.01);
    ra_worth_free(&worth);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

/* Knowing what widens the interval by next to nothing changes no verdict, however near to an end of
 * the interval the headline is: a has an sd of 1, and the headline lies 0.2 beyond its 95 % point. */
START_TEST(what_tells_nothing_changes_nothing)
{
    char *text = claim_with("", "{'step': 'result', 'value': 201.845, 'unit': '1'}",
                            "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': 'a + b'}",
                            NORMAL("a", "1") ", " NORMAL("b", "0.001"));
    ra_plan plan = plan_of(200000);
    ra_claim *claim = good_claim(text);
    ra_result *result = audit_claim(claim, &plan);
    ra_worth_result worth;

    ck_assert_int_ne(result->verdict, RA_STANDS);
    ck_assert_int_eq(ra_worth_eval(&worth, result), RA_OK);
    ck_assert_uint_eq(worth.count, 2);
    ck_assert_double_eq(worth.rows[1].change, 0);
    ck_assert_double_eq_tol(worth.rows[1].removed, 0, 0.01);
    ra_worth_free(&worth);
    ra_result_free(result);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* The same claim has the same numbers. */
START_TEST(repeatable)
{
    ra_claim *claims[2];
    ra_result *results[2] = {audit_sum(&claims[0], 200000), audit_sum(&claims[1], 200000)};
    ra_worth_result worth[2];

    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(ra_worth_eval(&worth[i], results[i]), RA_OK);
    for (uint32_t k = 0; k < 2; k++) {
        ck_assert(worth[0].rows[k].width == worth[1].rows[k].width);
        ck_assert(worth[0].rows[k].change == worth[1].rows[k].change);
    }
    for (int i = 0; i < 2; i++) {
        ra_worth_free(&worth[i]);
        ra_result_free(results[i]);
        ra_claim_free(claims[i]);
    }
}
END_TEST

/* Audits a formula of a normal a (100, 4) and a normal b (100, 3), and asks what is worth it. */
static ra_worth_result ask(const char *formula, const char *assumptions, double level)
{
    ra_text step = {0};
    ra_worth_result worth;
    ra_plan plan = plan_of(20000);

    ra_text_format(&step, "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '%s'}", formula);
    char *text = claim_with("", "{'step': 'result', 'value': 206, 'unit': '1'}", step.data,
                            assumptions);
    ra_claim *claim = good_claim(text);
    plan.level = level;
    ra_result *result = audit_claim(claim, &plan);
    ck_assert_int_eq(ra_worth_eval(&worth, result), RA_OK);
    ra_result_free(result);
    ra_claim_free(claim);
    ra_text_free(&step);
    free(text);
    return worth;
}

/* Where some trials have no finite value, nothing has a width. */
START_TEST(infinite_headline)
{
    ra_worth_result worth =
        ask("a / max(b - 99, 0)", NORMAL("a", "4") ", " NORMAL("b", "3"), 0.9);

    ck_assert_uint_eq(worth.count, 0);
    ck_assert(isnan(worth.width));
    ra_worth_free(&worth);
}
END_TEST

START_TEST(nothing_uncertain)
{
    ra_worth_result worth =
        ask("2 * a", "{'id': 'a', 'label': 'A', 'published': {'value': 103, 'unit': '1'}}", 0.9);

    ck_assert_uint_eq(worth.count, 0);
    ck_assert(isnan(worth.width));
    ra_worth_free(&worth);
}
END_TEST

/* Of y = a, uniform over 1, the whole is wide 1 and each of 32 strata 1/32 at a level so near 1 that
 * the interval ends at the outermost trials; of a level of a half both are half as wide. */
START_TEST(uniform_at_levels)
{
    const double level[] = {0.9999999999999999, 0.5}, width[] = {1, 0.5};
    ra_worth_result worth =
        ask("a", "{'id': 'a', 'label': 'A', 'published': {'value': 103, 'unit': '1'}, 'audited': "
                 "{'reason': 'r', 'distribution': {'type': 'uniform', 'min': 102.5, 'max': 103.5}}}",
            level[_i]);

    ck_assert_uint_eq(worth.count, 1);
    ck_assert_double_eq_tol(worth.width, width[_i], 0.01);
    ck_assert_double_eq_tol(worth.rows[0].width, width[_i] / 32, 0.001);
    ck_assert_double_eq_tol(worth.rows[0].removed, 31 / 32.0, 0.001);
    ra_worth_free(&worth);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("worth");
    TCase *tcase = tcase_create("worth");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, sum_of_two);
    tcase_add_test(tcase, what_tells_nothing_changes_nothing);
    tcase_add_test(tcase, repeatable);
    tcase_add_test(tcase, infinite_headline);
    tcase_add_test(tcase, nothing_uncertain);
    tcase_add_loop_test(tcase, uniform_at_levels, 0, 2);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
