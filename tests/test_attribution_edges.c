/* Attribution where a product is none for logarithms, where corrections change nothing, and where
 * some sets of them have no value. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

static ra_result *audit_numbers(const char *head, const char *steps, const char *assumptions,
                                ra_claim **claim)
{
    ra_plan plan = plan_of(20000);

    *claim = number_claim(head, steps, assumptions);
    return audit_claim(*claim, &plan);
}

static void free_all(ra_result *result, ra_claim *claim)
{
    ra_result_free(result);
    ra_claim_free(claim);
}

/* y = a b with one sign that changes: the ratio has no logarithm, and the differences are shared:
 * (a0 - a1) (b0 + b1) / 2 and (b0 - b1) (a0 + a1) / 2. LMDI is for numbers above zero. */
static const struct {
    const char *assumptions;
    double a, b;
} signs[] = {
    {CHANGED("a", -2, 3, "") ", " CHANGED("b", 4, 5, ""), -22.5, -0.5},
    {CHANGED("a", 2, -3, "") ", " CHANGED("b", 4, 5, ""), 22.5, 0.5},
    {CHANGED("a", 4, 5, "") ", " CHANGED("b", -2, 3, ""), -0.5, -22.5},
};

START_TEST(signs_that_change)
{
    ra_claim *claim;
    ra_result *r = audit_numbers("", RESULT("a * b"), signs[_i].assumptions, &claim);
    const ra_attribution *out = &r->attribution;

    ck_assert_int_eq(out->basis, RA_BASIS_DIFFERENCE);
    ck_assert_double_eq_tol(out->shares[0].contribution, signs[_i].a, 1e-13);
    ck_assert_double_eq_tol(out->shares[1].contribution, signs[_i].b, 1e-13);
    ck_assert(isnan(out->shares[0].lmdi) && isnan(out->shares[1].lmdi_factor));
    free_all(r, claim);
}
END_TEST

/* a^2 is no double on one side, though a b a is one. */
static const struct {
    const char *a;
    double share;
} large[] = {
    {CHANGED("a", 1e200, 1e150, ""), 100},
    {CHANGED("a", 1e150, 1e200, ""), -100},
};

START_TEST(powers_out_of_range)
{
    ra_claim *claim;
    ra_text assumptions = {0};

    ra_text_format(&assumptions, "%s, " CHANGED("b", 1e-300, 2e-300, ""), large[_i].a);
    ra_result *r = audit_numbers("", RESULT("a * b * a"), assumptions.data, &claim);
    const ra_share *share = r->attribution.shares;
    ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_CLOSED);
    ck_assert_double_eq_tol(share[0].contribution, large[_i].share * log(10), 1e-10);
    ck_assert_double_eq_tol(share[1].contribution, -log(2), 1e-12);
    ck_assert(isnan(share[0].lmdi) && isnan(share[1].lmdi));
    ra_text_free(&assumptions);
    free_all(r, claim);
}
END_TEST

/* Corrections that change nothing leave nothing to share out. */
START_TEST(no_influence)
{
    ra_claim *claim;
    ra_result *r = audit_numbers(
        "", RESULT("0 * a + 8 + 0 * b"),
        CHANGED("a", 1, 2, LAW("{'type': 'normal', 'mean': 2, 'sd': 1}")) ", " CHANGED("b", 1, 2,
                                                                                       ""),
        &claim);

    ck_assert(r->audited.point == 8 && r->attribution.total == 0);
    ck_assert(r->attribution.shares[0].contribution == 0);
    ck_assert(isnan(r->attribution.shares[0].share));
    free_all(r, claim);
}
END_TEST

/* The corrections of x and y belong together: x alone leaves the root of -2. No set of them has a
 * share then, whatever the way: three corrections by all subsets, nineteen by orders. */
START_TEST(sets_without_a_value)
{
    ra_claim *claim;
    ra_text formula = {0}, assumptions = {0};

    ra_text_append(&formula, "sqrt(x - y) + z");
    ra_text_append(&assumptions,
                   CHANGED("x", 10, 3, "") ", " CHANGED("y", 5, 1, "") ", " CHANGED("z", 1, 2, ""));
    for (int i = 0; i < 16 * _i; i++) {
        ra_text_format(&formula, " + t%d", i);
        ra_text_format(&assumptions,
                       ", {'id': 't%d', 'label': 'T', 'published': {'value': 1, 'unit': '1'}, "
                       "'audited': {'value': 2, 'unit': '1', 'reason': 'r'}}",
                       i);
    }
    ra_text step = {0};
    ra_text_format(&step, RESULT("%s"), formula.data);
    ra_result *r = audit_numbers("", step.data, assumptions.data, &claim);
    ck_assert_uint_eq(r->attribution.share_count, 3 + 16 * (uint32_t)_i);
    ck_assert_int_eq(r->attribution.method,
                     _i == 0 ? RA_ATTRIBUTION_EXACT : RA_ATTRIBUTION_SAMPLED);
    for (uint32_t k = 0; k < r->attribution.share_count; k++) {
        ck_assert_msg(isnan(r->attribution.shares[k].share) &&
                          isnan(r->attribution.shares[k].contribution),
                      "%g", r->attribution.shares[k].share);
    }
    ra_text_free(&formula);
    ra_text_free(&assumptions);
    ra_text_free(&step);
    free_all(r, claim);
}
END_TEST

/* A group of two corrections, after each of which the headline may have either sign: its factor has
 * no interval, and neither have the shares. */
START_TEST(groups_around_zero)
{
    ra_claim *claim;
    ra_result *r = audit_numbers(
        "'groups': [{'id': 'g', 'label': 'G'}], ", RESULT("a * b * c"),
        "{'id': 'a', 'label': 'A', 'group': 'g', 'published': {'value': 4, 'unit': '1'}, "
        "'audited': "
        "{'value': 2, 'unit': '1', 'reason': 'r', 'distribution': {'type': 'normal', 'sd': 1}}}, "
        "{'id': 'b', 'label': 'B', 'group': 'g', 'published': {'value': 2, 'unit': '1'}, "
        "'audited': "
        "{'value': 1, 'unit': '1', 'reason': 'r'}}, " CHANGED("c", 1, 3, ""),
        &claim);

    ck_assert_uint_eq(r->group_count, 1);
    ck_assert(r->attribution.crosses);
    ck_assert_double_eq_tol(r->groups[0].factor, 4, 1e-14);
    ck_assert(isnan(r->groups[0].p5) && isnan(r->groups[0].p95));
    ck_assert(isfinite(r->groups[0].share) && isnan(r->groups[0].share_p5));
    free_all(r, claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("attribution_edges");
    TCase *tests = tcase_create("attribution_edges");

    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, signs_that_change, 0, sizeof signs / sizeof signs[0]);
    tcase_add_loop_test(tests, powers_out_of_range, 0, sizeof large / sizeof large[0]);
    tcase_add_test(tests, no_influence);
    tcase_add_loop_test(tests, sets_without_a_value, 0, 2);
    tcase_add_test(tests, groups_around_zero);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
