/* A measurement in the place of a step. */
#include <check.h>

#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

#define REASON "read from a meter"

static ra_status measure(ra_claim *claim, const char *id, const char *text)
{
    return ra_claim_measure(claim, id, text, RA_MEASURED, REASON, claim_diag);
}

static bool is_retired(const ra_claim *claim, const char *id)
{
    return quantity_of(claim, id)->retired;
}

/* 8 = 2 * 4 published; audited 3 * 4, or 10 measured. */
static ra_claim *small(const char *head)
{
    return number_claim(
        head, STEP("part", "a * b") RESULT("part * c"),
        CHANGED("a", 2, 3, "") ", " KEPT("b", 4, LOGNORMAL(1.38, 0.1)) ", " CHANGED("c", 1, 5, ""));
}

START_TEST(a_step_becomes_an_input)
{
    ra_claim *claim = small("");
    ck_assert_int_eq(measure(claim, "part", "10"), RA_OK);
    ck_assert_double_eq(result_of(claim, RA_PUBLISHED), 8);
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 50);
    const ra_quantity *part = quantity_of(claim, "part");
    const ra_quantity *held = quantity_of(claim, "part_measured");
    ck_assert(part->measured && part->changed && held->measured && !held->changed);
    ck_assert_str_eq(part->formula[RA_AUDITED]->text, "part_measured");
    ck_assert_str_eq(held->label, "S, measured");
    ck_assert_ptr_eq(held->unit, part->unit);
    ck_assert_int_eq(held->figure[RA_PUBLISHED].kind, RA_FIGURE_NONE);
    ck_assert_int_eq(held->figure[RA_AUDITED].origin, RA_MEASURED);
    ck_assert_int_eq(held->figure[RA_AUDITED].citation.evidence, RA_PRIMARY);
    ck_assert_str_eq(held->figure[RA_AUDITED].reason, REASON);
    ra_claim_free(claim);
}
END_TEST

/* What only the step needed is off, its law too; what others need is not. */
START_TEST(what_it_was_made_of_is_retired)
{
    ra_claim *claim = small("");
    ck_assert_uint_eq(claim->changed_count, 2);
    ck_assert_int_eq(measure(claim, "part", "10"), RA_OK);
    ck_assert(is_retired(claim, "a") && is_retired(claim, "b") && !is_retired(claim, "c"));
    ck_assert_uint_eq(quantity_of(claim, "a")->retired_by, ra_claim_find(claim, "part"));
    ck_assert_int_eq(quantity_of(claim, "a")->figure[RA_AUDITED].kind, RA_FIGURE_NONE);
    ck_assert_ptr_null(quantity_of(claim, "b")->figure[RA_AUDITED].dist);
    ck_assert_uint_eq(claim->changed_count, 2);
    ck_assert_str_eq(claim->quantities[claim->changed[0]].id, "c");
    ck_assert_str_eq(claim->quantities[claim->changed[1]].id, "part");
    ra_claim_free(claim);
}
END_TEST

START_TEST(what_another_step_needs_stays)
{
    ra_claim *claim = number_claim("", STEP("part", "a * b") RESULT("part * a"),
                                   CHANGED("a", 2, 3, "") ", " CHANGED("b", 2, 7, ""));
    ck_assert_int_eq(measure(claim, "part", "10"), RA_OK);
    ck_assert(!is_retired(claim, "a") && is_retired(claim, "b"));
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 30);
    ra_claim_free(claim);
}
END_TEST

/* Of two measured steps the one nearer to the headline counts; measured again, the last does. */
START_TEST(the_nearest_and_the_last_count)
{
    ra_claim *claim = small("");
    ck_assert_int_eq(measure(claim, "part", "10"), RA_OK);
    ck_assert_int_eq(measure(claim, "part", "11"), RA_OK);
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 55);
    ck_assert_int_eq(measure(claim, "result", "7"), RA_OK);
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 7);
    ck_assert(is_retired(claim, "part") && is_retired(claim, "part_measured"));
    ck_assert(is_retired(claim, "c"));
    ck_assert_uint_eq(claim->changed_count, 1);
    ck_assert_uint_eq(quantity_of(claim, "a")->retired_by, ra_claim_find(claim, "result"));
    ra_claim_free(claim);
}
END_TEST

/* An audited formula is replaced too, with what it alone needed. */
START_TEST(a_method_is_replaced)
{
    ra_claim *claim = number_claim(
        "",
        "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': 'a', 'audited_formula': "
        "'a * extra', 'reason': 'r'}",
        "{'id': 'a', 'label': 'A', 'published': {'value': 8, 'unit': '1'}}, "
        "{'id': 'extra', 'label': 'E', 'audited': {'value': 2, 'unit': '1', 'reason': 'r'}}");
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 16);
    ck_assert_int_eq(measure(claim, "result", "{\"type\": \"uniform\", \"min\": 9, \"max\": 11}"),
                     RA_OK);
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 10);
    ck_assert(is_retired(claim, "extra") && is_retired(claim, "a"));
    ck_assert_double_eq(result_of(claim, RA_PUBLISHED), 8);
    ra_claim_free(claim);
}
END_TEST

START_TEST(its_name_is_one_that_is_free)
{
    ra_claim *claim = number_claim("", STEP("part", "a * part_measured") RESULT("part"),
                                   CHANGED("a", 2, 3, "") ", " CHANGED("part_measured", 4, 5, ""));
    ck_assert_int_eq(measure(claim, "part", "10"), RA_OK);
    ck_assert_str_eq(quantity_of(claim, "part")->formula[RA_AUDITED]->text, "part_measured_2");
    ck_assert_double_eq(result_of(claim, RA_AUDITED), 10);
    ra_claim_free(claim);
}
END_TEST

START_TEST(correlations_of_the_retired_are_left_out)
{
    ra_claim *claim =
        number_claim("'correlations': [{'between': ['a', 'b'], 'kind': 'spearman', 'rho': 0.5}], ",
                     STEP("part", "a * b") RESULT("part"),
                     KEPT("a", 2, LOGNORMAL(0.69, 0.1)) ", " KEPT("b", 4, LOGNORMAL(1.38, 0.1)));
    ck_assert_uint_eq(claim->correlation_count, 1);
    ck_assert_int_eq(measure(claim, "part", "10"), RA_OK);
    ck_assert_uint_eq(claim->correlation_count, 0);
    expect_message("'a' is replaced by the measured 'part': its correlations are left out");
    ra_claim_free(claim);
}
END_TEST

START_TEST(a_step_is_not_set_by_hand)
{
    ra_claim *claim = small("");
    ck_assert_int_eq(ra_claim_set(claim, "part", "10", claim_diag), RA_USAGE);
    expect_message("'part' of 'small' is a step: it is computed and cannot be set");
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim measured");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_add_test(all, a_step_becomes_an_input);
    tcase_add_test(all, what_it_was_made_of_is_retired);
    tcase_add_test(all, what_another_step_needs_stays);
    tcase_add_test(all, the_nearest_and_the_last_count);
    tcase_add_test(all, a_method_is_replaced);
    tcase_add_test(all, its_name_is_one_that_is_free);
    tcase_add_test(all, correlations_of_the_retired_are_left_out);
    tcase_add_test(all, a_step_is_not_set_by_hand);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
