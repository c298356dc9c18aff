/* Printed figures beside their recomputation, and the box of rounding behind the answers. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/box.h"
#include "models/text.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

/* An assumption with a printed figure, one with an exact one. */
#define PRINTED(id, text, unit)                                                                    \
    "{'id': '" id "', 'label': 'A', 'published': {'printed': '" text "', 'unit': '" unit "'}}"
#define EXACT(id, value, unit)                                                                     \
    "{'id': '" id "', 'label': 'A', 'published': {'value': " value ", 'unit': '" unit "'}}"
#define RESULT(formula, unit)                                                                      \
    "{'id': 'result', 'label': 'R', 'unit': '" unit "', 'formula': '" formula "'}"

/* The headline as printed, the chain, and what is found. */
static const struct {
    const char *published, *steps, *assumptions;
    ra_consistency consistency;
    double recomputed, low, high;
} cases[] = {
    /* Exact inputs: the printed digits alone decide, rounded or cut off. */
    {"'printed': '2.4'", RESULT("a * b", "1"), EXACT("a", "4", "1") ", " EXACT("b", "0.6", "1"),
     RA_REPRODUCES, 2.4, 2.4, 2.4},
    {"'printed': '2.4'", RESULT("a", "1"), EXACT("a", "2.449", "1"), RA_REPRODUCES, 2.449, 2.449,
     2.449},
    {"'printed': '2.4'", RESULT("a", "1"), EXACT("a", "2.499", "1"), RA_REPRODUCES, 2.499, 2.499,
     2.499},
    {"'printed': '2.4'", RESULT("a", "1"), EXACT("a", "2.51", "1"), RA_DOES_NOT_FOLLOW, 2.51, 2.51,
     2.51},
    {"'printed': '2.4'", RESULT("a", "1"), EXACT("a", "2.349", "1"), RA_DOES_NOT_FOLLOW, 2.349,
     2.349, 2.349},
    /* Rounded inputs: a product, a quotient, a difference. */
    {"'printed': '10.4'", RESULT("a * b", "1"),
     PRINTED("a", "2.5", "1") ", " PRINTED("b", "4.1", "1"), RA_REPRODUCES_ROUNDED, 10.25,
     2.45 * 4.05, 2.55 * 4.15},
    {"'printed': '0.65'", RESULT("a / b", "1"),
     PRINTED("a", "2.5", "1") ", " PRINTED("b", "4.1", "1"), RA_DOES_NOT_FOLLOW, 2.5 / 4.1,
     2.45 / 4.15, 2.55 / 4.05},
    {"'printed': '1.65'", RESULT("b - a", "1"),
     PRINTED("a", "2.5", "1") ", " PRINTED("b", "4.1", "1"), RA_REPRODUCES_ROUNDED, 1.6, 1.5, 1.7},
    /* An input that stands in the formula twice, with opposite signs. */
    {"'printed': '2.0'", RESULT("a * (1 - a)", "1"), PRINTED("a", "2.5", "1"), RA_DOES_NOT_FOLLOW,
     -3.75, 2.55 * -1.55, 2.45 * -1.45},
    /* A derived figure that is taken away: its input pulls the other way. */
    {"'printed': '2.0'", RESULT("a - b", "1"),
     PRINTED("a", "2.5", "1") ", {'id': 'b', 'label': 'B', 'published': {'formula': '1 / x',"
                              " 'unit': '1', 'where': {'x': {'printed': '2.1', 'unit': '1'}}}}",
     RA_REPRODUCES, 2.5 - 1 / 2.1, 2.45 - 1 / 2.05, 2.55 - 1 / 2.15},
    /* Large slopes and small ones. */
    {"'printed': '0.250'", RESULT("a * (1 - a)", "1"),
     "{'id': 'a', 'label': 'A', 'published': {'printed': '0.4', 'unit': '1'}}", RA_DOES_NOT_FOLLOW,
     0.24, 0.35 * 0.65, 0.45 * 0.55},
    {"'printed': '0.2494'", RESULT("a * (1 - a)", "1"),
     "{'id': 'a', 'label': 'A', 'published': {'printed': '0.52', 'unit': '1'}}",
     RA_REPRODUCES_ROUNDED, 0.2496, 0.525 * 0.475, 0.515 * 0.485},
};

static ra_claim *checked_claim(int i)
{
    ra_text published = {0};

    ra_text_format(&published, "{'step': 'result', %s, 'unit': '1'}", cases[i].published);
    char *text = claim_with("", published.data, cases[i].steps, cases[i].assumptions);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&published);
    return claim;
}

static void near(double got, double expected, double tolerance, const char *what)
{
    ck_assert_msg(fabs(got - expected) <= tolerance, "%s is %.12g, expected %.12g", what, got,
                  expected);
}

START_TEST(headlines)
{
    ra_claim *claim = checked_claim(_i);
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);
    const ra_check *check = check_of(r, "result");

    ck_assert_str_eq(ra_consistency_name(check->consistency),
                     ra_consistency_name(cases[_i].consistency));
    ck_assert_int_eq(r->consistency, check->consistency);
    near(check->recomputed, cases[_i].recomputed, 1e-12, "recomputed");
    near(check->low, cases[_i].low, 1e-12, "low");
    near(check->high, cases[_i].high, 1e-12, "high");
    ck_assert(check->low == r->recomputed_low && check->high == r->recomputed_high);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Inside the box a (1 - a) reaches 0.25, which no corner does: the samples find it. */
START_TEST(extreme_inside_the_box)
{
    char *text = claim_with("", "{'step': 'result', 'printed': '0.250', 'unit': '1'}",
                            RESULT("a * (1 - a) + b", "1"),
                            PRINTED("a", "0.5", "1") ", " PRINTED("b", "0.10", "1"));
    ra_claim *claim = good_claim(text);
    uint8_t *choice = calloc(claim->quantity_count, 1);
    const uint8_t *const choices[] = {choice};
    const double power[] = {1};
    const ra_box_target target = {claim, claim->result, 1, 1, choices, power, false};
    ra_box_range range;

    ck_assert_int_eq(ra_box_eval(&target, &range), RA_OK);
    near(range.low, 0.45 * 0.55 + 0.095, 1e-12, "low");
    near(range.high, 0.25 + 0.105, 1e-12, "high");
    free(choice);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* The other printed figures: a step, a group's factor, the corrected total. Derived figures pass
 * their rounding on; a kept figure is the same number on both sides, so that it cancels in the
 * factor of a group. */
START_TEST(steps_groups_and_corrected)
{
    char *text = claim_with(
        "'groups': [{'id': 'g', 'label': 'G', 'printed': '1.9'}],"
        " 'corrected': {'printed': '61', 'unit': '1', 'source': {'key': 'patterson2021',"
        " 'evidence': 'primary'}}, ",
        "{'step': 'result', 'printed': '112.5', 'unit': '1'}",
        "{'id': 'inner', 'label': 'I', 'unit': '1', 'formula': 'a * b',"
        " 'published': {'printed': '11.3'}}, " RESULT("inner * c", "1"),
        PRINTED("a", "2.5",
                "1") ", "
                     "{'id': 'b', 'label': 'B', 'published': {'formula': 'x / 2', 'unit': '1',"
                     " 'where': {'x': {'printed': '9', 'unit': '1'}}}}, "
                     "{'id': 'c', 'label': 'C', 'group': 'g', 'published': {'printed': '10', "
                     "'digits': 2,"
                     " 'unit': '1'}, 'audited': {'printed': '5.4', 'unit': '1', 'reason': 'r'}}");
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);

    const ra_check *inner = check_of(r, "inner");
    ck_assert_int_eq(inner->consistency, RA_REPRODUCES);
    near(inner->low, 2.45 * 4.25, 1e-12, "low of the step");
    near(inner->high, 2.55 * 4.75, 1e-12, "high of the step");
    const ra_check *group = check_of(r, "group g");
    ck_assert_int_eq(group->consistency, RA_REPRODUCES);
    near(group->recomputed, 10 / 5.4, 1e-12, "factor");
    near(group->low, 9.5 / 5.45, 1e-12, "low of the factor");
    near(group->high, 10.5 / 5.35, 1e-12, "high of the factor");
    ck_assert(group->unit == NULL && group->quantity == UINT32_MAX && group->group == 0);
    const ra_check *corrected = check_of(r, "corrected");
    near(corrected->recomputed, 2.5 * 4.5 * 5.4, 1e-12, "corrected");
    near(corrected->low, 2.45 * 4.25 * 5.35, 1e-12, "low of the corrected");
    near(corrected->high, 2.55 * 4.75 * 5.45, 1e-12, "high of the corrected");
    ck_assert_int_eq(r->corrected_consistency, RA_REPRODUCES);
    ck_assert_uint_eq(r->check_count, 4);
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

START_TEST(implied_and_not_stated)
{
    char *text =
        claim_with("", "{'step': 'result', 'printed': '12.5', 'unit': '1'}", RESULT("a * b", "1"),
                   PRINTED("a", "2.5", "1") ", {'id': 'b', 'label': 'B', 'published':"
                                            " {'solve': true, 'unit': '1'}}");
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->consistency, RA_IMPLIED);
    near(r->recomputed, 12.5, 1e-9, "recomputed");
    ck_assert_int_eq(r->corrected_consistency, RA_NOT_STATED);
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* BERT: 79 hours were printed, which give the printed emissions only within their rounding. */
START_TEST(a_slip_in_print)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-bert.json");
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->consistency, RA_REPRODUCES_ROUNDED);
    near(r->recomputed, 1433.88, 0.01, "recomputed");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("checks");
    TCase *tcase = tcase_create("checks");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, headlines, 0, (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(tcase, extreme_inside_the_box);
    tcase_add_test(tcase, steps_groups_and_corrected);
    tcase_add_test(tcase, implied_and_not_stated);
    tcase_add_test(tcase, a_slip_in_print);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
