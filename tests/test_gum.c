/* Propagation by the GUM against published examples. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/example.h"
#include "tests/support/run.h"

START_TEST(first_order_as_published)
{
    const example *e = &examples[_i];
    ra_claim *claim;
    ra_result *result = audit_example(_i, 1000, 0.95, &claim);
    const ra_gum *gum = &result->gum;

    ck_assert_msg(gum->applies, "%s: %s", e->name, gum->why_not);
    ck_assert_msg(fabs(gum->estimate - e->estimate) <= fmax(e->tolerance, 1e-9 * e->estimate),
                  "%s: estimate %.17g", e->name, gum->estimate);
    ck_assert_msg(fabs(gum->u - e->u) <= e->tolerance, "%s: u %.17g", e->name, gum->u);
    double shares = 0;
    for (uint32_t i = 0; i < gum->budget_count; i++) {
        const ra_budget_row *row = &gum->budget[i];
        shares += row->share;
        ck_assert(i == 0 || row->contribution <= gum->budget[i - 1].contribution);
        ck_assert(fabs(row->contribution - fabs(row->coefficient) * row->u) <=
                  1e-14 * row->contribution);
    }
    ck_assert(gum->u == 0 ? isnan(shares) : fabs(shares - 1) < 1e-12);
    free_audit(result, claim);
}
END_TEST

static const char *id_of(const ra_result *result, uint32_t row)
{
    return result->claim->quantities[result->inputs[result->gum.budget[row].input].quantity].id;
}

/* The end gauge of annex H.1: u = 32 nm, 34 nm with second order, 16 degrees of freedom, U99 = 93.
 */
START_TEST(end_gauge)
{
    static const struct {
        const char *id;
        double contribution;
    } budget[] = {{"ls", 25}, {"dt", 16.675207770500002}, {"d", 9.7}};
    ra_claim *claim;
    ra_result *result = audit_example(GAUGE, 1000, 0.99, &claim);
    const ra_gum *gum = &result->gum;

    ck_assert_double_eq_tol(gum->u2, 33.9111495268266, 1e-4);
    ck_assert_double_eq_tol(gum->df, 16.656062703003922, 1e-6);
    ck_assert_double_eq_tol(gum->k * gum->u, 92.619765871288, 1e-3);
    ck_assert_double_eq_tol(gum->high - gum->low, 2 * gum->k * gum->u, 1e-6);
    ck_assert_double_eq_tol(gum->shift, 0, 1e-9);
    for (uint32_t i = 0; i < 3; i++) {
        ck_assert_str_eq(id_of(result, i), budget[i].id);
        ck_assert_double_eq_tol(gum->budget[i].contribution, budget[i].contribution, 1e-3);
    }
    free_audit(result, claim);
}
END_TEST

/* Second order is exact for the mean and variance of a quadratic form of normal inputs. */
START_TEST(second_order_of_squares)
{
    static const struct {
        int example;
        double mean, sd;
    } exact[] = {{LOSS_0, 5e-5, 5e-5},
                 {LOSS_1, 1.5e-4, 0.00011180339887498949},
                 {LOSS_5, 0.00255, 0.0005024937810560445}};

    for (int i = 0; i < 3; i++) {
        ra_claim *claim;
        ra_result *result = audit_example(exact[i].example, 1000, 0.95, &claim);
        const ra_gum *gum = &result->gum;
        ck_assert_double_eq_tol(gum->estimate + gum->shift, exact[i].mean, 1e-12);
        ck_assert_double_eq_tol(gum->u2, exact[i].sd, 1e-12);
        free_audit(result, claim);
    }
}
END_TEST

/* The chain of the architecture search is linear in every uncertain input: no shift, not even one
 * of rounding, and the standard deviation of second order is the exact one but for a little. */
START_TEST(architecture_search)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-nas.json");
    ra_plan plan = plan_of(1000);
    ra_result *result = audit_claim(claim, &plan);

    ck_assert(result->gum.u2 > result->gum.u);
    ck_assert_double_eq_tol(result->gum.u2, result->convolution.sd, 1e-4 * result->gum.u);
    ck_assert_double_eq(result->gum.shift, 0);
    free_audit(result, claim);
}
END_TEST

/* Terms of second order are known for independent inputs alone. */
START_TEST(no_second_order_with_correlations)
{
    ra_claim *claim;
    ra_result *result = audit_example(LOSS_R, 1000, 0.95, &claim);

    ck_assert(isnan(result->gum.u2));
    ck_assert(isnan(result->gum.shift));
    free_audit(result, claim);
}
END_TEST

/* Why there is no budget. */
static const struct {
    example example;
    const char *why;
} obstacles[] = {
    {{"exact", "2 * x", {{"x", "1", "{'type': 'point'}"}}, NULL, 0, 0, 0}, "nothing is uncertain"},
    {{"heavy",
      "2 * x",
      {{"x", "1", "{'type': 'student_t', 'df': 1.5, 'location': 1, 'scale': 1}"}},
      NULL,
      0,
      0,
      0},
     "'x' has no standard deviation"},
    {{"tiny", "2 * x", {{"x", "1e-200", NORMAL("1e-201")}}, NULL, 0, 0, 0},
     "'x' has no standard deviation"},
    {{"kink", "sqrt(x)", {{"x", "0", NORMAL("1")}}, NULL, 0, 0, 0},
     "the headline has no derivative by 'x' at the point estimates"},
};
enum { OBSTACLES = sizeof obstacles / sizeof obstacles[0] };

START_TEST(obstacles_are_said)
{
    ra_plan plan = plan_of(1000);
    ra_claim *claim = claim_of(&obstacles[_i].example);
    ra_result *result = audit_claim(claim, &plan);

    ck_assert(!result->gum.applies);
    ck_assert_str_eq(result->gum.why_not, obstacles[_i].why);
    ck_assert(isnan(result->gum.u));
    ck_assert_ptr_null(result->gum.text);
    ck_assert_uint_eq(result->gum.budget_count, 0);
    free_audit(result, claim);
}
END_TEST

/* Uncertainties whose squares are no numbers any more: 2e-161 = 2 x u(x), at 1e-80 -/+ 1e-81. The
 * trials have quantiles, and say that there is no standard deviation. */
START_TEST(small_numbers)
{
    static const example tiny = {"tiny", "x * x", {{"x", "1e-80", NORMAL("1e-81")}}, NULL, 0, 0, 0};
    ra_plan plan = plan_of(2000);
    ra_claim *claim = claim_of(&tiny);
    ra_result *result = audit_claim(claim, &plan);

    ck_assert(result->gum.applies);
    ck_assert_double_eq_tol(result->gum.u / 2e-161, 1, 1e-12);
    ck_assert_double_eq_tol(result->gum.budget[0].share, 1, 1e-12);
    ck_assert(isnan(result->audited.sd) && isnan(result->audited.mcse));
    ck_assert(result->audited.p5 > 0 && result->audited.p5 < result->audited.p95);
    free_audit(result, claim);
}
END_TEST

/* What cancels leaves nothing, whatever rounding makes of it: never the root of less than nothing.
 */
START_TEST(inputs_that_cancel)
{
    static const double sds[][3] = {{0.3, 0.1, 0.2},   {0.7, 0.1, 0.6}, {1.1, 0.4, 0.7},
                                    {0.1, 0.03, 0.07}, {2.3, 1.6, 0.7}, {0.9, 0.2, 0.7}};

    for (size_t i = 0; i < sizeof sds / sizeof sds[0]; i++) {
        ra_text assumptions = {0};
        ra_plan plan = plan_of(1000);
        for (int k = 0; k < 3; k++) {
            ra_text_format(&assumptions,
                           "%s{'id': '%c', 'label': 'L', 'published': {'value': 10, 'unit': '1'}, "
                           "'audited': {'reason': 'r', 'draw': 'd', 'distribution': {'type': "
                           "'normal', 'sd': %g}}}",
                           k > 0 ? ", " : "", 'a' + k, sds[i][k]);
        }
        char *text = claim_with("", "{'step': 'y', 'value': -10, 'unit': '1'}",
                                "{'id': 'y', 'label': 'Y', 'formula': 'a - b - c', 'unit': '1'}",
                                assumptions.data);
        ra_claim *claim = good_claim(text);
        ra_result *result = audit_claim(claim, &plan);
        ck_assert_msg(result->gum.u >= 0 && result->gum.u < 1e-7, "%g", result->gum.u);
        free(text);
        ra_text_free(&assumptions);
        free_audit(result, claim);
    }
}
END_TEST

/* Two inputs of one draw rise together: the sum of both has the sum of their uncertainties, and
 * their difference has none. */
START_TEST(shared_draws_are_correlated)
{
    static const char law[] = "{'type': 'normal', 'sd': 0.1}";
    static const double expected[] = {0.2, 0};
    static const char *const formulas[] = {"a + b", "a - b"};

    for (int i = 0; i < 2; i++) {
        ra_text steps = {0}, assumptions = {0};
        ra_plan plan = plan_of(1000);
        ra_text_format(&steps, "{'id': 'y', 'label': 'Y', 'formula': '%s', 'unit': '1'}",
                       formulas[i]);
        for (int k = 0; k < 2; k++)
            ra_text_format(&assumptions,
                           "%s{'id': '%c', 'label': 'L', 'published': {'value': %d, 'unit': '1'}, "
                           "'audited': {'reason': 'r', 'draw': 'both', 'distribution': %s}}",
                           k > 0 ? ", " : "", 'a' + k, k + 2, law);
        char *text = claim_with("", "{'step': 'y', 'printed': '1.5', 'unit': '1'}", steps.data,
                                assumptions.data);
        ra_claim *claim = good_claim(text);
        ra_result *result = audit_claim(claim, &plan);
        ck_assert_double_eq_tol(result->gum.u, expected[i], 1e-7);
        ck_assert(!result->convolution.applies);
        free_audit(result, claim);
        free(text);
        ra_text_free(&steps);
        ra_text_free(&assumptions);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("gum");
    TCase *group = tcase_create("published examples");

    tcase_set_timeout(group, 60);
    tcase_add_checked_fixture(group, claim_set_up, claim_tear_down);
    tcase_add_loop_test(group, first_order_as_published, 0, EXAMPLES);
    tcase_add_test(group, end_gauge);
    tcase_add_test(group, second_order_of_squares);
    tcase_add_test(group, architecture_search);
    tcase_add_test(group, no_second_order_with_correlations);
    tcase_add_loop_test(group, obstacles_are_said, 0, OBSTACLES);
    tcase_add_test(group, small_numbers);
    tcase_add_test(group, inputs_that_cancel);
    tcase_add_test(group, shared_draws_are_correlated);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
