/* The reference cases: that all are there, that all pass, and that a wrong number is seen. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/selftest.h"
#include "tests/support/audit.h"
#include "tests/support/cases.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define FOLDER REAUDIT_SOURCE_DATA "/tests/cases"

/* Few enough for the sanitizers; the program itself runs them with a million (tests/selftest). */
#define TRIALS 16384

/* Every case of the list of published examples that the program has to reproduce. */
static const char *const wanted[] = {
    "jcgm101-normal",
    "jcgm101-uniform",
    "jcgm101-loss-0",
    "jcgm101-loss-10",
    "jcgm101-loss-50",
    "jcgm101-loss-50-r",
    "gum-h1",
    "jcgm102-rice-1",
    "jcgm102-rice-100",
    "nist-e3",
    "nist-e13",
    "npl-log",
    "ln-ci-5-10-90",
    "ln-ci-2-5-90",
    "ln-ci-2-5-50",
    "ln-ci-1-2-90",
    "ln-sq-1-2",
    "ln-meansd-100-30",
    "ln-prod2",
    "ln-ratio2",
    "ln-scale",
    "ln-ratio-corr",
    "ln-self",
    "dakota-log-ratio",
    "corr-map",
    "corr-lincomb",
    "corr-nonpsd",
    "corr-singular",
    "corr-meas",
    "tri-1-3-4",
    "pert-1-2-3-l4",
    "pert-0-0-1-l4",
    "pert-mean-param",
    "beta-mean-39",
    "beta-mean-08",
    "n-ci-80",
    "truncn-5-2-3-8",
    "truncn-0-1-2-inf",
    "clipn-3-5-0-inf",
    "clipn-0-1-2-inf",
    "mix-ln-u",
    "zero-inflated",
    "arcsine",
    "t4",
    "loguniform",
    "gsl-abort",
    "ratio-cauchy",
    "exp-ratio",
    "degenerate",
    "parse-thousands",
    "sobol-ishigami",
    "sobol-g-uqpy",
    "sobol-g-ot",
    "sobol-g-dakota",
    "shapley-2-corr",
    "stratified-points",
    "qrng-dim",
    "ped-ciroth13-11111",
    "ped-ei2-23123",
    "ped-ei3-23123",
    "ped-ei2-45554",
    "ped-ei3-45554",
    "lmdi-lmdir-7273",
    "lmdi-ang",
    "lmdi-single",
    "lmdi-zero",
    "lmdi-time-reversal",
    "delta-3",
    "delta-4",
    "nmin-95",
    "nmin-99",
    "mcse-quant",
    "dist-free-ci",
    "quantile-def",
    "philox-kat",
    "seed-alias",
    "threads-invariant",
    "prefix-stable",
};
enum { WANTED = sizeof wanted / sizeof wanted[0] };

START_TEST(every_case_is_there)
{
    ra_selftest *selftest = cases_load(FOLDER);
    uint32_t found = 0;

    for (int i = 0; i < WANTED; i++) {
        uint32_t k = 0;
        while (k < selftest->count && strcmp(selftest->cases[k].id, wanted[i]) != 0) {
            k++;
        }
        ck_assert_msg(k < selftest->count, "there is no case %s", wanted[i]);
        ck_assert_uint_ge(selftest->cases[k].number_count, 1);
        ck_assert_uint_ge(selftest->cases[k].source_count, 1);
        found++;
    }
    ck_assert_uint_eq(found, selftest->count);
    ra_selftest_free(selftest);
}
END_TEST

/* Every case and its source is in the documentation. */
START_TEST(every_case_is_documented)
{
    ra_selftest *selftest = cases_load(FOLDER);
    size_t length;
    char *page = get_file(REAUDIT_SOURCE_DATA "/docs/selftest.md", &length);

    for (uint32_t i = 0; i < selftest->count; i++) {
        ra_text name = {0};
        ra_text_format(&name, "`%s`", selftest->cases[i].id);
        ck_assert_msg(strstr(page, name.data) != NULL, "docs/selftest.md lacks %s", name.data);
        ra_text_free(&name);
    }
    free(page);
    ra_selftest_free(selftest);
}
END_TEST

START_TEST(every_number_passes)
{
    ra_selftest *selftest = cases_load(FOLDER);
    ra_plan plan = plan_of(TRIALS);

    ck_assert_int_eq(ra_selftest_eval(selftest, claim_data, &plan, claim_diag), RA_OK);
    for (uint32_t i = 0; i < selftest->count; i++) {
        for (uint32_t k = 0; k < selftest->cases[i].number_count; k++) {
            const ra_case_number *n = &selftest->cases[i].numbers[k];
            ck_assert_msg(n->evaluated && n->pass, "%s, %s: %.17g, not %.17g within %g",
                          selftest->cases[i].id, n->label, n->got, n->value, n->allowed);
        }
    }
    ra_selftest_free(selftest);
}
END_TEST

/* --- Cases that are wrong --- */

#define LAW "'kind': 'law', 'inputs': {'x': {'law': {'type': 'normal', 'mean': 2, 'sd': 1}}}, "

/* Files that are refused: the case after its head, and the message with its place. */
static const struct {
    const char *rest, *message;
} refusals[] = {
    {LAW "'expected': []}]}", "group.json:1:172: error: a case expects at least one number"},
    {LAW "'expected': [{'quantity': 'mean'}]}]}",
     "group.json:1:173: error: an expected number has one of 'value'"},
    {LAW "'expected': [{'quantity': 'mean', 'value': 1, 'is_not': 2, 'reason': 'r'}]}]}",
     "error: an expected number has one of 'value'"},
    {LAW "'expected': [{'quantity': 'mean', 'is_not': 2}]}]}",
     "error: a number that differs from a published one needs a 'reason'"},
    {LAW "'expected': [{'quantity': 'mean', 'value': 1, 'tolerance': -1}]}]}",
     "error: one of 'tolerance', 'relative' and 'sampling' may be given, and it is not negative"},
    {LAW "'expected': [{'quantity': 'mean', 'value': 1, 'tolerence': 1}]}]}",
     "group.json:1:206: error: unknown key 'tolerence'; did you mean 'tolerance'?"},
    {LAW "'expected': [{'quantity': 'mean', 'value': 1, 'basis': 'closed form'}]}]}",
     "error: unknown basis 'closed form'; did you mean 'closed-form'?"},
    {LAW "'formula': 'x', 'expected': [{'quantity': 'mean', 'value': 1}]}]}",
     "error: unknown key 'formula'"},
    {"'kind': 'laws', 'expected': []}]}", "error: unknown kind 'laws'; did you mean 'law'?"},
    {"'kind': 'law'}]}", "error: missing 'expected'"},
};

START_TEST(a_file_is_refused)
{
    ra_text cases = {0};
    ra_selftest *selftest;

    ra_text_format(&cases, CASE_HEAD "%s", refusals[_i].rest);
    char *folder = cases_folder(cases.data, CASE_SOURCES);
    ck_assert_int_eq(ra_selftest_load(&selftest, folder, claim_diag), RA_INVALID);
    ck_assert_ptr_null(selftest);
    expect_message(refusals[_i].message);
    free_folder(folder);
    ra_text_free(&cases);
}
END_TEST

#define ASKED "'expected': [{'quantity': 'mean', 'value': 1}]}]}"
#define X     "'inputs': {'x': {'law': {'type': 'normal', 'mean': 0, 'sd': 1}}}, "

/* Cases that are well formed, but that their kind cannot run. */
static const struct {
    const char *rest, *message;
} impossible[] = {
    {LAW "'expected': [{'quantity': 'median', 'value': 1}]}]}", "error: unknown quantity 'median'"},
    {LAW "'expected': [{'of': 'z', 'quantity': 'mean', 'value': 1}]}]}",
     "group.json:1:173: error: there is no input 'z'"},
    {"'kind': 'law', 'inputs': {'x': {'law': {'type': 'normal', 'sd': -1}}}, " ASKED,
     "group.json:1:118: error: 'normal' needs 'mean' here"},
    {"'kind': 'claim', " X "'formula': 'x + z', " ASKED, "error: case 'c' is no claim: "},
    {"'kind': 'claim', " X "'formula': 'x', 'expected': [{'by': 'gums', 'quantity': 'u', 'value': "
     "1}]}]}",
     "error: unknown by 'gums'; did you mean 'gum'?"},
    {"'kind': 'claim', " X "'formula': 'x', 'expected': [{'by': 'gum', 'quantity': 'U', 'value': "
     "1}]}]}",
     "error: unknown quantity 'U'; did you mean 'u'?"},
    {"'kind': 'claim', 'inputs': {}, 'formula': '1', " ASKED, "error: a claim needs inputs"},
    {"'kind': 'claim', 'inputs': {'x': {'lwa': 1}}, 'formula': 'x', " ASKED,
     "error: unknown key 'lwa'; did you mean 'law'?"},
    {"'kind': 'copula', 'matrix': [[1, 0]], " ASKED, "error: 'matrix' must be square"},
    {"'kind': 'copula', 'matrix': [[1, 0], [0]], " ASKED,
     "error: the rows of 'matrix' must be lists of equally many numbers"},
    {"'kind': 'copula', 'matrix': [[1, 0], [0, 'a']], " ASKED, "error: must be a number"},
    {"'kind': 'tolerance', 'u': 1, 'digits': 0, " ASKED, "error: 'digits' must be 1 to 15"},
    {"'kind': 'quantile', 'data': [], 'expected': [{'quantity': 'quantile', 'at': 0.5, 'value': "
     "1}]}]}",
     "error: 'data' must not be empty"},
    {"'kind': 'philox', 'counters': ['12'], 'keys': ['a'], 'expected': [{'quantity': 'output', "
     "'at': 1, 'text': 'a'}]}]}",
     "error: must be 4 words of eight hexadecimal digits"},
    {"'kind': 'seeds', 'pairs': [[1, 2]], 'expected': [{'quantity': 'equal', 'at': 2, 'value': "
     "0}]}]}",
     "error: 'at' must be a row, 1 to 1"},
    {"'kind': 'decomposition', 'factors': ['a'], 'before': [[1, 2]], 'after': [[1, 2]], " ASKED,
     "error: 'factors' must name the 2 columns"},
    {"'kind': 'points', 'law': {'type': 'uniform', 'min': 0, 'max': 1}, 'dimension': 0, 'points': "
     "9, " ASKED,
     "error: 'dimension' must be 1 to 1000"},
};

START_TEST(a_case_cannot_run)
{
    ra_text cases = {0};
    ra_plan plan = plan_of(1024);

    ra_text_format(&cases, CASE_HEAD "%s", impossible[_i].rest);
    char *folder = cases_folder(cases.data, CASE_SOURCES);
    ra_selftest *selftest = cases_load(folder);
    ck_assert_int_eq(ra_selftest_eval(selftest, claim_data, &plan, claim_diag), RA_INVALID);
    ck_assert(!selftest->cases[0].numbers[0].evaluated && !selftest->cases[0].numbers[0].pass);
    expect_message(impossible[_i].message);
    ra_selftest_free(selftest);
    free_folder(folder);
    ra_text_free(&cases);
}
END_TEST

START_TEST(choosing)
{
    ra_selftest *selftest = cases_load(FOLDER);
    uint32_t chosen = 0;

    ck_assert(ra_selftest_chosen(selftest, 0));
    ck_assert_int_eq(ra_selftest_choose(selftest, "t4", claim_diag), RA_OK);
    ck_assert_int_eq(ra_selftest_choose(selftest, "pedigree", claim_diag), RA_OK);
    for (uint32_t i = 0; i < selftest->count; i++) {
        chosen += ra_selftest_chosen(selftest, i);
    }
    ck_assert_uint_eq(chosen, 6);
    ck_assert_int_eq(ra_selftest_choose(selftest, "gum-h2", claim_diag), RA_USAGE);
    expect_message("unknown case 'gum-h2'; did you mean 'gum-h1'?");
    ra_selftest_free(selftest);
}
END_TEST

START_TEST(no_cases)
{
    char *folder = make_folder();
    ra_selftest *selftest;

    ck_assert_int_eq(ra_selftest_load(&selftest, folder, claim_diag), RA_IO);
    expect_message("there are no reference cases in '");
    free_folder(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selftest");
    TCase *tcase = tcase_create("selftest");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 240);
    tcase_add_test(tcase, every_case_is_there);
    tcase_add_test(tcase, every_case_is_documented);
    tcase_add_test(tcase, every_number_passes);
    tcase_add_loop_test(tcase, a_file_is_refused, 0, sizeof refusals / sizeof refusals[0]);
    tcase_add_loop_test(tcase, a_case_cannot_run, 0, sizeof impossible / sizeof impossible[0]);
    tcase_add_test(tcase, choosing);
    tcase_add_test(tcase, no_cases);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
