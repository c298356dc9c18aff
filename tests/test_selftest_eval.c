/* Evaluating reference cases: what passes and what does not, and where it stops. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/audit.h"
#include "tests/support/cases.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define LAW "'kind': 'law', 'inputs': {'x': {'law': {'type': 'normal', 'mean': 2, 'sd': 1}}}, "

/* A law of which one number is asked, and whether it passes. */
static const struct {
    const char *number;
    bool pass;
} numbers[] = {
    {"'quantity': 'mean', 'value': 2", true},
    {"'quantity': 'mean', 'value': 2.001, 'tolerance': 0.01", true},
    {"'quantity': 'mean', 'value': 2.001, 'tolerance': 0.0001", false},
    {"'quantity': 'mean', 'value': 2.001, 'relative': 0.001", true},
    {"'quantity': 'mean', 'value': 2.001, 'relative': 0.0001", false},
    {"'quantity': 'mean', 'value': 2.001", false},
    {"'quantity': 'mean', 'is_not': 3, 'reason': 'r'", true},
    {"'quantity': 'mean', 'is_not': 2, 'reason': 'r'", false},
    {"'quantity': 'mean', 'is_not': 2.001, 'tolerance': 0.01, 'reason': 'r'", false},
    {"'quantity': 'mean', 'undefined': true", false},
    {"'quantity': 'mean', 'text': 'two'", false},
    /* At a quarter of a million trials a sampling tolerance is twice as wide. */
    {"'quantity': 'mean', 'value': 2.0015, 'sampling': 0.001", true},
    {"'quantity': 'mean', 'value': 2.0025, 'sampling': 0.001", false},
};

START_TEST(a_number_passes_or_not)
{
    ra_text cases = {0};
    ra_plan plan = plan_of(250000);

    ra_text_format(&cases,
                   CASE_HEAD "'kind': 'law', 'inputs': {'x': {'law': {'type': 'normal', 'mean': 2, "
                             "'sd': 1}}}, 'expected': [{%s}]}]}",
                   numbers[_i].number);
    char *folder = cases_folder(cases.data, CASE_SOURCES);
    ra_selftest *selftest = cases_load(folder);
    ck_assert_int_eq(ra_selftest_eval(selftest, claim_data, &plan, claim_diag), RA_OK);
    ck_assert_msg(selftest->cases[0].numbers[0].pass == numbers[_i].pass, "%s", numbers[_i].number);
    ra_selftest_free(selftest);
    free_folder(folder);
    ra_text_free(&cases);
}
END_TEST

/* Quantities of laws that have closed forms. */
START_TEST(quantities_of_a_law)
{
    static const char cases[] = CASE_HEAD
        "'kind': 'law', 'inputs': {'u': {'law': {'type': 'uniform', 'min': 1, 'max': 3}}, "
        "'l': {'value': 1, 'law': {'type': 'lognormal', 'mu': 0.25, 'sigma': 0.5}}}, 'expected': ["
        "{'of': 'u', 'quantity': 'low', 'value': 1}, {'of': 'u', 'quantity': 'high', 'value': 3}, "
        "{'of': 'u', 'quantity': 'share', 'at': 1.5, 'value': 0.25}, "
        "{'of': 'u', 'quantity': 'quantile', 'at': 0.25, 'value': 1.5}, "
        "{'of': 'u', 'quantity': 'quantile', 'at': 0, 'value': 1}, "
        "{'of': 'u', 'quantity': 'atom', 'at': 2, 'value': 0, 'tolerance': 1e-15}, "
        "{'of': 'l', 'quantity': 'variance_of_log', 'value': 0.25}, "
        "{'of': 'l', 'quantity': 'gsd2', 'value': 2.718281828459045, 'relative': 1e-15}]}]}";
    char *folder = cases_folder(cases, CASE_SOURCES);
    ra_selftest *selftest = cases_load(folder);
    ra_plan plan = plan_of(1024);

    ck_assert_int_eq(ra_selftest_eval(selftest, claim_data, &plan, claim_diag), RA_OK);
    for (uint32_t k = 0; k < selftest->cases[0].number_count; k++) {
        const ra_case_number *n = &selftest->cases[0].numbers[k];
        ck_assert_msg(n->pass, "%s: %.17g, not %.17g", n->label, n->got, n->value);
    }
    ra_selftest_free(selftest);
    free_folder(folder);
}
END_TEST

/* Is asked before every case; answers no at the second. */
static bool stop_at_second(void *context, double done)
{
    ck_assert(done == 0 || done == 0.5);
    return ++*(int *)context < 2;
}

START_TEST(interrupted)
{
    static const char cases[] =
        "{'title': 'T', 'cases': [{'id': 'a', 'title': 'A', 'sources': [{'key': 's'}], " LAW
        "'expected': [{'quantity': 'mean', 'value': 2}]}, "
        "{'id': 'b', 'title': 'B', 'sources': [{'key': 's'}], " LAW
        "'expected': [{'quantity': 'sd', 'value': 1}]}]}";
    char *folder = cases_folder(cases, CASE_SOURCES);
    ra_selftest *selftest = cases_load(folder);
    ra_plan plan = plan_of(1024);
    int asked = 0;

    plan.progress = stop_at_second;
    plan.context = &asked;
    ck_assert_int_eq(ra_selftest_eval(selftest, claim_data, &plan, claim_diag), RA_INTERRUPTED);
    ck_assert_int_eq(asked, 2);
    ck_assert(selftest->cases[0].numbers[0].pass && !selftest->cases[1].numbers[0].evaluated);
    ra_selftest_free(selftest);
    free_folder(folder);
}
END_TEST

/* A file without cases is no fault; but nothing can be chosen from it. */
START_TEST(empty_file)
{
    char *folder = cases_folder("{'title': 'T', 'cases': []}", CASE_SOURCES);
    ra_selftest *selftest = cases_load(folder);

    ck_assert_uint_eq(selftest->count, 0);
    ck_assert_int_eq(ra_selftest_choose(selftest, "c", claim_diag), RA_USAGE);
    expect_message("unknown case 'c': it is neither the id of a case nor of a group");
    ra_selftest_free(selftest);
    free_folder(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selftest_eval");
    TCase *tcase = tcase_create("selftest_eval");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_add_loop_test(tcase, a_number_passes_or_not, 0, sizeof numbers / sizeof numbers[0]);
    tcase_add_test(tcase, quantities_of_a_law);
    tcase_add_test(tcase, interrupted);
    tcase_add_test(tcase, empty_file);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
