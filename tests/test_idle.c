/* Inputs and steps that the audited headline does not need, and what is said where something is
 * missing: names, shares, the most frequent culprit. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

#define N(m, s) "{'type': 'normal', 'mean': " #m ", 'sd': " #s "}"
#define BOTH(published, audited)                                                                   \
    "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '" published                           \
    "', 'audited_formula': '" audited "', 'reason': 'r'}"

static ra_result *audit_numbers(const char *steps, const char *assumptions, bool reverse,
                                ra_claim **claim)
{
    ra_plan plan = plan_of(20000);

    plan.reverse = reverse;
    *claim = number_claim("", steps, assumptions);
    return audit_claim(*claim, &plan);
}

static void free_all(ra_result *result, ra_claim *claim)
{
    ra_result_free(result);
    ra_claim_free(claim);
}

static const char *id_of(const ra_claim *claim, const ra_result *r, uint32_t input)
{
    return claim->quantities[r->inputs[input].quantity].id;
}

/* The method is corrected last, so that a rung of the ladder needs what the headline does not: b
 * explains nothing of it, and to know b narrows nothing. */
START_TEST(idle_input)
{
    ra_claim *claim;
    ra_result *r = audit_numbers(
        BOTH("a * b", "a"),
        CHANGED("a", 8, 4, LAW(N(4, 1))) ", " CHANGED("b", 1, 2, LAW(N(2, 0.1))), true, &claim);
    const ra_sensitivity_result *s = &r->sensitivity;

    ck_assert_uint_eq(r->input_count, 2);
    ck_assert_uint_eq(s->count, 2);
    ck_assert_uint_eq(s->causes, 1);
    ck_assert_str_eq(id_of(claim, r, s->rows[0].input), "a");
    ck_assert_double_eq_tol(s->rows[0].total, 1, 0.01);
    ck_assert_double_eq_tol(s->rows[0].width_removed, 1, 1e-12);
    const ra_sensitivity *b = &s->rows[1];
    ck_assert_str_eq(id_of(claim, r, b->input), "b");
    ck_assert(b->first == 0 && b->total == 0 && b->shapley == 0 && b->total_se == 0);
    ck_assert(b->width_removed == 0 && b->tornado_low == 4 && b->tornado_high == 4);
    ck_assert(b->if_exact_p5 == s->p5 && b->if_exact_p95 == s->p95);
    ck_assert_uint_eq(r->reverse.input, s->rows[0].input);
    free_all(r, claim);
}
END_TEST

/* Nothing that the headline needs is uncertain: there is nothing to share out. */
START_TEST(only_idle_inputs)
{
    ra_claim *claim;
    ra_result *r =
        audit_numbers(BOTH("a * b", "a"),
                      CHANGED("a", 8, 4, "") ", " CHANGED("b", 1, 2, LAW(N(2, 0.1))), true, &claim);

    ck_assert_uint_eq(r->input_count, 1);
    ck_assert_uint_eq(r->sensitivity.count, 0);
    ck_assert(isnan(r->sensitivity.p5) && r->audited.p5 == 4 && r->audited.p95 == 4);
    ck_assert_uint_eq(r->reverse.input, UINT32_MAX);
    free_all(r, claim);
}
END_TEST

/* A step that one side alone uses is listed, with a number on that side alone. */
START_TEST(steps_of_one_side)
{
    ra_claim *claim;
    ra_result *r = audit_numbers(STEP("old", "2 * a") STEP("new", "3 * a") BOTH("old", "new"),
                                 CHANGED("a", 4, 2, LAW(N(2, 0.1))), false, &claim);

    ck_assert_uint_eq(r->step_count, 3);
    ck_assert_str_eq(claim->quantities[r->steps[0].quantity].id, "old");
    ck_assert(r->steps[0].published == 8);
    ck_assert_str_eq(claim->quantities[r->steps[1].quantity].id, "new");
    ck_assert(isnan(r->steps[1].published));
    ck_assert_double_eq_tol(r->steps[1].audited.p50, 6, 0.01);
    ck_assert_double_eq_tol(r->steps[2].audited.p50, 6, 0.01);
    free_all(r, claim);
}
END_TEST

/* --- What is missing --- */

static const struct {
    const char *steps, *missing;
} divisors[] = {
    {RESULT("1 / (a + b)"), "divided by a number made of 'a' and 'b', which may be zero"},
    {RESULT("1 / (a + b + c)"), "divided by a number made of 'a', 'b' and 'c', which may be zero"},
    {RESULT("1 / (a + b + c + d)"), "divided by a number made of 'a', 'b', 'c' and others, which"},
    {STEP("gap", "a + b - 1") RESULT("1 / gap"),
     "divided by 'gap', which may be zero or of either sign (50 % of the trials)"},
    {STEP("gap", "a + 5.6") RESULT("1 / gap"), /* below zero with probability 1e-8 */
     "divided by 'gap', which may be zero or of either sign"},
};

START_TEST(divisors_are_named)
{
    ra_claim *claim;
    ra_result *r = audit_numbers(divisors[_i].steps,
                                 KEPT("a", 0.5, N(0, 1)) ", " KEPT("b", 1, N(1, 1)) ", " KEPT(
                                     "c", 1, N(1, 1)) ", " KEPT("d", 1, N(1, 1)),
                                 false, &claim);

    ck_assert_ptr_nonnull(r->audited.missing);
    ck_assert_msg(strstr(r->audited.missing, divisors[_i].missing) != NULL, "%s",
                  r->audited.missing);
    ck_assert((strstr(r->audited.missing, "of the trials") != NULL) ==
              (strstr(divisors[_i].missing, "of the trials") != NULL));
    free_all(r, claim);
}
END_TEST

/* a is below zero in 2.3 % of the trials, b in 16 %: the logarithm is what fails most often, also
 * where both fail in one trial. */
static const char *const both_orders[] = {"sqrt(a) + log(b)", "log(b) + sqrt(a)"};

START_TEST(worst_culprit)
{
    ra_claim *claim;
    ra_text step = {0};

    ra_text_format(&step, RESULT("%s"), both_orders[_i]);
    ra_result *r =
        audit_numbers(step.data, KEPT("a", 1, N(1, 0.5)) ", " KEPT("b", 1, N(1, 1)), false, &claim);
    ck_assert_double_eq_tol((double)r->audited.nan / 20000, 1 - 0.97725 * 0.84134, 0.01);
    ck_assert_str_eq(r->valueless, "because of 'log' with 'b'");
    ra_text_free(&step);
    free_all(r, claim);
}
END_TEST

/* Seldom enough that all trials of the search are looked at. */
START_TEST(rare_culprit)
{
    ra_claim *claim;
    ra_result *r = audit_numbers(
        RESULT("sqrt(a) + b"), KEPT("a", 1, N(1, 0.35)) ", " KEPT("b", 1, N(1, 1)), false, &claim);

    ck_assert_uint_gt(r->audited.nan, 0);
    ck_assert_uint_lt(r->audited.nan, 100);
    ck_assert_str_eq(r->valueless, "because of 'sqrt' with 'a'");
    free_all(r, claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("idle");
    TCase *tests = tcase_create("idle");

    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, idle_input);
    tcase_add_test(tests, only_idle_inputs);
    tcase_add_test(tests, steps_of_one_side);
    tcase_add_loop_test(tests, divisors_are_named, 0, sizeof divisors / sizeof divisors[0]);
    tcase_add_loop_test(tests, worst_culprit, 0, 2);
    tcase_add_test(tests, rare_culprit);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
