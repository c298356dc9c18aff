/* Reference cases that are wrong, one by one: what is said of each, and where. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/audit.h"
#include "tests/support/cases.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define NUMBER(rest)   "'expected': [{" rest "}]}]}"
#define MEAN           NUMBER("'quantity': 'mean', 'value': 1")
#define NORMAL         "{'law': {'type': 'normal', 'mean': 2, 'sd': 1}}"
#define LAW            "'kind': 'law', 'inputs': {'x': " NORMAL "}, "
#define FILE_OF(cases) "{'title': 'T', 'cases': " cases "}"
#define CASE           "{'title': 'T', 'cases': [{'kind': 'law', 'inputs': {'x': " NORMAL "}, "
#define SOURCED        "'sources': [{'key': 's'}], "

/* Files that cannot be read, and what is said. */
static const struct {
    const char *text, *message;
} files[] = {
    {"[1]", "group.json:1:1: error: a file of cases is an object with 'cases'"},
    {"{'title': 'T', 'casse': []}", "error: unknown key 'casse'; did you mean 'cases'?"},
    {"{'title': 'T'}", "error: missing 'cases'"},
    {"{'title': 'T', 'cases': {}}", "error: 'cases' must be an array"},
    {"{'title': 'T', 'cases': [}", "group.json:1:26: error: expected a value, not '}'"},
    {FILE_OF("[1]"), "group.json:1:26: error: a case must be an object"},
    {FILE_OF("[{'id': 'c', 'title': 'C', " SOURCED "'expected': []}]"), "error: missing 'kind'"},
    {CASE "'title': 'C', " SOURCED MEAN, "error: missing 'id'"},
    {CASE "'id': '', 'title': 'C', " SOURCED MEAN, "error: '' cannot be the id of a case"},
    {CASE "'id': '-c', 'title': 'C', " SOURCED MEAN, "error: '-c' cannot be the id of a case"},
    {CASE "'id': 'Case', 'title': 'C', " SOURCED MEAN, "error: 'Case' cannot be the id of a case"},
    {CASE "'id': 'a123456789b123456789c123456789d123456789e123456789f123456789g1234', "
          "'title': 'C', " SOURCED MEAN,
     "g1234' cannot be the id of a case: lower-case letters, digits and '-'"},
    {CASE "'id': 'c', " SOURCED MEAN, "error: missing 'title'"},
    {CASE "'id': 'c', 'title': 'C', " MEAN, "error: missing 'sources'"},
    {CASE "'id': 'c', 'title': 'C', 'sources': [], " MEAN, "error: a case needs a source"},
    {CASE "'id': 'c', 'title': 'C', 'sources': ['s'], " MEAN,
     "error: a source must be an object with 'key'"},
    {CASE "'id': 'c', 'title': 'C', 'sources': [{'kye': 's'}], " MEAN,
     "error: unknown key 'kye'; did you mean 'key'?"},
    {CASE "'id': 'c', 'title': 'C', 'sources': [{'locator': 'p. 1'}], " MEAN,
     "error: missing 'key'"},
    {CASE "'id': 'c', 'title': 'C', 'sources': [{'key': 'elsewhere'}], " MEAN,
     "error: unknown source 'elsewhere' (/cases/0/sources/0/key)"},
    {CASE "'id': 'c', 'title': 'C', 'sources': [{'key': 'jgcm101'}], " MEAN,
     "error: unknown source 'jgcm101'; did you mean 'jcgm101'?"},
    {CASE_HEAD LAW "'expected': [1]}]}", "error: must be an object with 'quantity'"},
    {CASE_HEAD LAW NUMBER("'value': 1"), "error: missing 'quantity'"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'of': 1, 'value': 1"),
     "error: 'of' must be an input, or a list of two inputs"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'of': ['x'], 'value': 1"),
     "error: 'of' must be an input, or a list of two inputs"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'of': ['x', 1], 'value': 1"),
     "error: 'of' must be an input, or a list of two inputs"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'of': [1, 'x'], 'value': 1"),
     "error: 'of' must be an input, or a list of two inputs"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'of': ['x', 'y', 'z'], 'value': 1"),
     "error: 'of' must be an input, or a list of two inputs"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'of': {'a': 'x', 'b': 'y'}, 'value': 1"),
     "error: 'of' must be an input, or a list of two inputs"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'value': 1, 'tolerance': 1, 'relative': 1"),
     "error: one of 'tolerance', 'relative' and 'sampling' may be given"},
    {CASE_HEAD LAW NUMBER("'quantity': 'mean', 'value': 1, 'published': '2'"),
     "error: a number that differs from a published one needs a 'reason'"},
};

static const char two_sources[] =
    "[{'id': 's', 'type': 'book', 'title': 'S', 'URL': 'https://example.org'}, "
    "{'id': 'jcgm101', 'type': 'book', 'title': 'J', 'URL': 'https://example.org'}]";

/* Adds to `out` what is wrong with how a file of cases is refused; nothing where all is right. */
static void note_refusal(const char *text, const char *sources, const char *message, ra_text *out)
{
    char *said;
    ra_plan plan = plan_of(1024);
    ra_status status = cases_try(text, sources, &plan, &said);

    if (status != RA_INVALID || strstr(said, message) == NULL) {
        ra_text_format(out, "\n%s\nwanted: %s\nstatus %d, said: %s", text, message, (int)status,
                       said);
    }
    free(said);
}

START_TEST(files_are_refused)
{
    ra_text wrong = {0};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        note_refusal(files[i].text, two_sources, files[i].message, &wrong);
    }
    ck_assert_msg(wrong.length == 0, "%s", wrong.data);
    ra_text_free(&wrong);
}
END_TEST

/* One fault does not hide the others, and good cases beside them are no fault. */
START_TEST(all_faults_are_said)
{
    char *said;
    ra_status status = cases_try(FILE_OF("[{'id': 'a', 'title': 'A', " SOURCED LAW
                                         "'expected': [{'quantity': 'mean'}, {'value': 1}]}, "
                                         "{'id': 'b', 'title': 'B', " SOURCED LAW
                                         "'expected': [{'quantity': 'mean', 'value': 2}]}, "
                                         "{'id': 'b', 'title': 'B again', " SOURCED LAW
                                         "'expected': [{'quantity': 'sd', 'value': 1}]}]"),
                                 CASE_SOURCES, NULL, &said);

    ck_assert_int_eq(status, RA_INVALID);
    ck_assert_msg(strstr(said, "an expected number has one of 'value'") != NULL, "%s", said);
    ck_assert_msg(strstr(said, "missing 'quantity'") != NULL, "%s", said);
    ck_assert_msg(strstr(said, "error: there is another case 'b' (/cases/2/id)") != NULL, "%s",
                  said);
    free(said);
}
END_TEST

START_TEST(sources_are_refused)
{
    char *said;

    ck_assert_int_eq(cases_try(CASE_HEAD LAW MEAN, "[{'id': 's'}]", NULL, &said), RA_INVALID);
    ck_assert_msg(strstr(said, "sources.json:1:") != NULL, "%s", said);
    free(said);
}
END_TEST

/* --- Cases that cannot run --- */

#define CLAIM                                                                                      \
    "'kind': 'claim', 'formula': 'x * k', 'inputs': {'x': " NORMAL ", 'k': {'value': 3}}, "
#define ASKED(by, rest) NUMBER("'by': '" by "', " rest ", 'value': 1")
#define COPULA          "'kind': 'copula', 'matrix': [[1, 0], [0, 1]], "
#define TOLERANCE(u, d) "'kind': 'tolerance', 'u': " u ", 'digits': " d ", "
#define SEVENTEEN       "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]"
#define CHANGE          "'before': [[1, 2]], 'after': [[2, 3]], "
#define RUNS            "'formula': 'x', 'inputs': {'x': " NORMAL "}, "
#define PHILOX(c)       "'kind': 'philox', 'counters': [" c "], 'keys': ['00000000 00000000'], "
#define ZERO            "'00000000 00000000 00000000 00000000'"
#define POINTS(d, n)                                                                               \
    "'kind': 'points', 'law': {'type': 'uniform', 'min': 0, 'max': 1}, 'dimension': " d            \
    ", 'points': " n ", "
#define OUTPUT(at) NUMBER("'quantity': 'output', 'at': " at ", 'text': 'a'")

static const struct {
    const char *rest, *message;
} runs[] = {
    /* Laws. */
    {"'kind': 'law', " MEAN, "error: missing 'inputs'"},
    {"'kind': 'law', 'inputs': {'x': 1}, " MEAN, "error: an input is an object with 'law'"},
    {"'kind': 'law', 'inputs': {'x': [1]}, " MEAN, "error: an input is an object with 'law'"},
    {"'kind': 'law', 'inputs': {'x': {'value': 1}}, " MEAN, "error: missing 'law'"},
    {"'kind': 'law', 'inputs': {'x': {'vlaue': 1, 'law': {'type': 'normal', 'mean': 1, 'sd': "
     "1}}}, " MEAN,
     "error: unknown key 'vlaue'; did you mean 'value'?"},
    {"'kind': 'law', 'inputs': {'x': " NORMAL ", 'y': " NORMAL "}, " MEAN,
     "error: 'of' must say of which input (/cases/0/expected/0)"},
    {LAW NUMBER("'quantity': 'quantile', 'value': 1"),
     "error: 'quantile' needs an 'at' from 0 to 1 (/cases/0/expected/0)"},
    {LAW NUMBER("'quantity': 'quantile', 'at': 2, 'value': 1"),
     "error: 'quantile' needs an 'at' from 0 to 1 (/cases/0/expected/0/at)"},
    {"'kind': 'law', 'inputs': {'x': {'law': {'type': 'lognormal', 'mu': 1, 'sigma': 1}}}, " NUMBER(
         "'quantity': 'gsd3', 'value': 1"),
     "error: unknown quantity 'gsd3'; did you mean 'gsd'?"},
    {LAW NUMBER("'quantity': 'p101', 'value': 1"), "error: unknown quantity 'p101'"},
    {LAW NUMBER("'quantity': 'p50x', 'value': 1"), "error: unknown quantity 'p50x'"},
    /* Claims. */
    {"'kind': 'claim', 'formula': 'x', " MEAN, "error: missing 'inputs'"},
    {"'kind': 'claim', 'inputs': {'x': " NORMAL "}, " MEAN, "error: missing 'formula'"},
    {"'kind': 'claim', 'formula': 'x', 'inputs': {'x': 1}, " MEAN,
     "error: an input is an object with 'law' or 'value'"},
    {"'kind': 'claim', 'formula': 'x', 'inputs': {'x': {'law': {'type': 'norml'}}}, " MEAN,
     "error: unknown type 'norml'; did you mean 'normal'?"},
    {"'kind': 'claim', 'level': 2, " RUNS MEAN, "error: 'level' must lie between 0 and 1"},
    {"'kind': 'claim', 'effort': 17, " RUNS MEAN,
     "error: 'effort' must be a whole number from 1 to 16"},
    {"'kind': 'claim', 'effort': 0, " RUNS MEAN,
     "error: 'effort' must be a whole number from 1 to 16"},
    {"'kind': 'claim', 'effort': 1.5, " RUNS MEAN,
     "error: 'effort' must be a whole number from 1 to 16"},
    {CLAIM ASKED("trials", "'quantity': 'medain'"), "error: unknown quantity 'medain'"},
    {CLAIM ASKED("trials", "'quantity': 'se_median'"), "error: unknown quantity 'se_median'"},
    {CLAIM ASKED("law", "'quantity': 'mean'"), "error: 'of' must say of which input ("},
    {CLAIM ASKED("law", "'of': 'k', 'quantity': 'mean'"), "error: 'k' is not uncertain"},
    {CLAIM ASKED("law", "'of': 'y', 'quantity': 'mean'"), "error: there is no input 'y'"},
    {CLAIM ASKED("law", "'of': 'z', 'quantity': 'mean'"), "error: there is no input 'z'"},
    {CLAIM ASKED("budget", "'of': 'k', 'quantity': 'u'"), "error: 'k' is not uncertain"},
    {CLAIM ASKED("budget", "'of': 'z', 'quantity': 'u'"), "error: there is no input 'z'"},
    {CLAIM ASKED("budget", "'of': 'x', 'quantity': 'coefficent'"),
     "error: unknown quantity 'coefficent'; did you mean 'coefficient'?"},
    {"'kind': 'claim', 'formula': 'x', 'inputs': {'x': {'law': {'type': 'student_t', 'location': "
     "0, "
     "'scale': 1, 'df': 1}}}, " ASKED("budget", "'of': 'x', 'quantity': 'u'"),
     "error: there is no budget: 'x' has no standard deviation"},
    {CLAIM ASKED("sensitivity", "'of': 'k', 'quantity': 'first'"), "error: 'k' is not uncertain"},
    {CLAIM ASKED("sensitivity", "'of': 'x', 'quantity': 'frist'"),
     "error: unknown quantity 'frist'; did you mean 'first'?"},
    {CLAIM ASKED("sensitivity", "'of': 'z', 'quantity': 'interaction'"),
     "error: there is no input 'z'"},
    {CLAIM ASKED("sensitivity", "'of': 'x', 'quantity': 'interaction'"),
     "error: 'of' must say of which inputs ("},
    {CLAIM ASKED("sensitivity", "'of': ['x', 'k'], 'quantity': 'interaction'"),
     "error: 'k' is not uncertain"},
    {CLAIM ASKED("sensitivity", "'of': ['k', 'x'], 'quantity': 'interaction'"),
     "error: 'k' is not uncertain"},
    {"'kind': 'claim', 'formula': 'k', 'inputs': {'k': {'value': 3}}, " ASKED(
         "sensitivity", "'of': ['k', 'k'], 'quantity': 'interaction'"),
     "error: 'k' is not uncertain"},
    {CLAIM ASKED("correlation", "'of': ['x', 'k'], 'quantity': 'pearson'"),
     "error: 'x' and 'k' are not correlated"},
    {CLAIM ASKED("correlation", "'of': ['z', 'k'], 'quantity': 'pearson'"),
     "error: there is no input 'z'"},
    {CLAIM ASKED("convolution", "'quantity': 'men'"),
     "error: unknown quantity 'men'; did you mean 'mean'?"},
    /* Matrices of correlations. */
    {"'kind': 'copula', " MEAN, "error: missing 'matrix'"},
    {COPULA MEAN, "error: unknown quantity 'mean'; known are refused, eigenvalue, pair"},
    /* Changes shared out. */
    {"'kind': 'decomposition', " CHANGE MEAN, "error: missing 'factors'"},
    {"'kind': 'decomposition', 'factors': [1, 'b'], " CHANGE MEAN,
     "error: 'factors' must name the 2 columns"},
    {"'kind': 'decomposition', 'factors': ['a', 'b', 'c'], " CHANGE MEAN,
     "error: 'factors' must name the 2 columns"},
    {"'kind': 'decomposition', 'factors': ['a', 'b'], 'before': [[1, 2]], " MEAN,
     "error: missing 'after'"},
    {"'kind': 'decomposition', 'factors': ['a', 'b'], 'before': [[1, 2]], 'after': [[1, 2, "
     "3]], " MEAN,
     "error: 'after' must have the shape of 'before', and at most 16 columns"},
    {"'kind': 'decomposition', 'factors': ['a'], 'before': [" SEVENTEEN "], 'after': [" SEVENTEEN
     "], " MEAN,
     "error: 'after' must have the shape of 'before', and at most 16 columns"},
    {"'kind': 'decomposition', 'factors': ['a', 'b'], " CHANGE MEAN,
     "error: unknown quantity 'mean'"},
    {"'kind': 'decomposition', 'factors': ['a', 'b'], " CHANGE NUMBER(
         "'quantity': 'shapley', 'value': 1"),
     "error: 'of' must name one of the factors"},
    {"'kind': 'decomposition', 'factors': ['a', 'b'], " CHANGE NUMBER(
         "'of': 'c', 'quantity': 'additive', 'value': 1"),
     "error: 'of' must name one of the factors"},
    {"'kind': 'limits', 'after': [[1]], " MEAN, "error: missing 'before'"},
    {"'kind': 'limits', 'before': [[1]], " MEAN, "error: missing 'after'"},
    {"'kind': 'limits', " CHANGE MEAN, "error: unknown quantity 'mean'; known are effect"},
    {"'kind': 'limits', " CHANGE NUMBER("'quantity': 'effect', 'at': 2, 'value': 1"),
     "error: 'at' must be a row, 1 to 1 (/cases/0/expected/0/at)"},
    {"'kind': 'limits', 'before': [[1]], 'after': [[1], [2]], " NUMBER(
         "'quantity': 'effect', 'at': 1, 'value': 1"),
     "error: 'after' must have the shape of 'before'"},
    /* How many trials are enough. */
    {"'kind': 'batch', " MEAN, "error: missing 'level'"},
    {"'kind': 'batch', 'level': 1, " MEAN, "error: 'level' must lie between 0 and 1"},
    {"'kind': 'batch', 'level': 0.9, " MEAN, "error: unknown quantity 'mean'; known are trials"},
    {"'kind': 'ranks', 'confidence': 0.9, " MEAN, "error: missing 'share'"},
    {"'kind': 'ranks', 'share': 0.9, " MEAN, "error: missing 'confidence'"},
    {"'kind': 'ranks', 'share': 0.9, 'confidence': 0.9, " MEAN, "error: unknown quantity 'mean'"},
    {"'kind': 'ranks', 'share': 0.9, 'confidence': 0.9, " NUMBER(
         "'quantity': 'confidence', 'value': 1"),
     "error: 'confidence' needs an 'at' from 1 to 100000"},
    {"'kind': 'ranks', 'share': 0.999999, 'confidence': 0.9, " NUMBER(
         "'quantity': 'one_sided', 'value': 100000"),
     "error: 'one_sided' is 100000 trials or more, which is beyond what is tried"},
    {"'kind': 'tolerance', 'digits': 1, " MEAN, "error: missing 'u'"},
    {"'kind': 'tolerance', 'u': 1, " MEAN, "error: missing 'digits'"},
    {TOLERANCE("0", "1") MEAN, "error: 'u' must be above 0"},
    {TOLERANCE("1", "1.5") MEAN, "error: 'digits' must be 1 to 15"},
    {TOLERANCE("1", "16") MEAN, "error: 'digits' must be 1 to 15"},
    {TOLERANCE("1", "2") MEAN, "error: unknown quantity 'mean'; known are delta, c, l"},
    {"'kind': 'quantile', " MEAN, "error: missing 'data'"},
    {"'kind': 'quantile', 'data': [1], " MEAN, "error: unknown quantity 'mean'"},
    {"'kind': 'quantile', 'data': [1, '2'], " MEAN, "error: must be a number"},
    {"'kind': 'quantile', 'data': [1, 2], " NUMBER("'quantity': 'quantile', 'value': 1"),
     "error: 'quantile' needs an 'at' from 0 to 1"},
    {POINTS("2", "0") MEAN, "error: 'dimension' must be 1 to 1000 and 'points' 1 to 1048576"},
    {POINTS("2", "2e6") MEAN, "error: 'dimension' must be 1 to 1000 and 'points' 1 to 1048576"},
    {POINTS("2000", "2") MEAN, "error: 'dimension' must be 1 to 1000 and 'points' 1 to 1048576"},
    {POINTS("2", "2") NUMBER("'quantity': 'zero', 'value': 0"),
     "error: unknown quantity 'zero'; did you mean 'zeros'?"},
    {"'kind': 'points', 'dimension': 1, 'points': 1, " MEAN, "error: missing 'law'"},
    {"'kind': 'points', 'law': {'type': 'uniform', 'min': 0, 'max': 1}, 'points': 1, " MEAN,
     "error: missing 'dimension'"},
    {"'kind': 'points', 'law': {'type': 'uniform', 'min': 0, 'max': 1}, 'dimension': 1, " MEAN,
     "error: missing 'points'"},
    /* Random numbers. */
    {"'kind': 'philox', 'keys': ['a'], " OUTPUT("1"), "error: missing 'counters'"},
    {PHILOX(ZERO) OUTPUT("2"), "error: 'at' must be a row, 1 to 1"},
    {PHILOX(ZERO ", " ZERO) OUTPUT("1.5"), "error: 'at' must be a row, 1 to 2"},
    {PHILOX(ZERO ", " ZERO) OUTPUT("2"), "error: 'at' must be a row, 1 to 1"},
    {PHILOX(ZERO ", 1") OUTPUT("2"), "error: 'counters' must be a list of texts"},
    {PHILOX("'00000000-00000000 00000000 00000000'") OUTPUT("1"),
     "error: must be 4 words of eight hexadecimal digits"},
    {PHILOX("'00000000 00000000 00000000 00000000 '") OUTPUT("1"),
     "error: must be 4 words of eight hexadecimal digits"},
    {PHILOX("'00000000 00000000 00000000 0000000g'") OUTPUT("1"),
     "error: must be 4 words of eight hexadecimal digits"},
    {PHILOX(ZERO) NUMBER("'quantity': 'ouput', 'at': 1, 'text': 'a'"),
     "error: unknown quantity 'ouput'; did you mean 'output'?"},
    {"'kind': 'seeds', " MEAN, "error: missing 'pairs'"},
    {"'kind': 'seeds', 'pairs': [[1, 2]], " MEAN,
     "error: unknown quantity 'mean'; known are equal"},
    {"'kind': 'seeds', 'pairs': [[1, 2, 3]], " NUMBER("'quantity': 'equal', 'at': 1, 'value': 0"),
     "error: 'pairs' must be rows of two whole numbers from 0 to 2^53"},
    {"'kind': 'seeds', 'pairs': [[1, -2]], " NUMBER("'quantity': 'equal', 'at': 1, 'value': 0"),
     "error: 'pairs' must be rows of two whole numbers from 0 to 2^53"},
    {"'kind': 'seeds', 'pairs': [[1e16, 2]], " NUMBER("'quantity': 'equal', 'at': 1, 'value': 0"),
     "error: 'pairs' must be rows of two whole numbers from 0 to 2^53"},
    {"'kind': 'seeds', 'pairs': [[1.5, 2]], " NUMBER("'quantity': 'equal', 'at': 1, 'value': 0"),
     "error: 'pairs' must be rows of two whole numbers from 0 to 2^53"},
    /* Runs that must agree. */
    {"'kind': 'replay', " RUNS MEAN, "error: missing 'wider'"},
    {"'kind': 'replay', 'formula': 'z', 'inputs': {'x': " NORMAL "}, 'wider': {" RUNS
     "'a': 1}, " MEAN,
     "error: case 'c' is no claim: "},
    {"'kind': 'threads', 'formula': 'z', 'inputs': {'x': " NORMAL "}, " MEAN,
     "error: case 'c' is no claim: "},
    {"'kind': 'threads', " RUNS MEAN, "error: unknown quantity 'mean'; known are different"},
    {"'kind': 'threads', " RUNS NUMBER("'quantity': 'different', 'at': 65, 'value': 0"),
     "error: 'different' needs an 'at' from 1 to 64"},
};

/* The plain claim, another of a subset of its inputs beside it. */
#define WIDER "'kind': 'replay', " RUNS "'wider': {'formula': 'w', 'inputs': {'w': " NORMAL "}}, "

static const struct {
    const char *rest, *message;
} replays[] = {
    {WIDER NUMBER("'quantity': 'changed', 'value': 0"), "error: unknown quantity 'changed'"},
    {WIDER NUMBER("'quantity': 'changed_by_length', 'value': 0"),
     "error: 'of' must say of which input ("},
    {WIDER NUMBER("'of': 'v', 'quantity': 'changed_by_length', 'value': 0"),
     "error: there is no input 'v'"},
    {WIDER NUMBER("'of': 'x', 'quantity': 'changed_by_input', 'value': 0"),
     "error: there is no input 'x'"},
};
enum { RUNS_COUNT = sizeof runs / sizeof runs[0], REPLAYS = sizeof replays / sizeof replays[0] };

static void note_run(const char *rest, const char *message, ra_text *out)
{
    ra_text text = {0};

    ra_text_format(&text, CASE_HEAD "%s", rest);
    note_refusal(text.data, CASE_SOURCES, message, out);
    ra_text_free(&text);
}

START_TEST(cases_cannot_run)
{
    ra_text wrong = {0};

    for (size_t i = 0; i < RUNS_COUNT; i++) {
        note_run(runs[i].rest, runs[i].message, &wrong);
    }
    for (size_t i = 0; i < REPLAYS; i++) {
        note_run(replays[i].rest, replays[i].message, &wrong);
    }
    ck_assert_msg(wrong.length == 0, "%s", wrong.data);
    ra_text_free(&wrong);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selftest_refused");
    TCase *tcase = tcase_create("selftest_refused");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, files_are_refused);
    tcase_add_test(tcase, all_faults_are_said);
    tcase_add_test(tcase, sources_are_refused);
    tcase_add_test(tcase, cases_cannot_run);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
