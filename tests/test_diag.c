/* Messages: their places, what they show of hostile text, how many are kept. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "models/diag.h"
#include "tests/support/run.h"

/* Writes all messages into `buffer`. */
static const char *written(const ra_diag *diag, char *buffer, size_t size)
{
    FILE *file = fmemopen(buffer, size, "w");
    ck_assert_ptr_nonnull(file);
    ra_diag_write(diag, file);
    fclose(file);
    return buffer;
}

/* A text, the place in it, and what is printed for it. */
static const struct {
    const char *text;
    size_t offset;
    const char *expected;
} places[] = {
    {"abc", 1, "f:1:2: error: m (/p)\n    1 | abc\n      |  ^\n"},
    {"ab\ncd\nef", 4, "f:2:2: error: m (/p)\n    2 | cd\n      |  ^\n"},
    {"ab\r\ncd\r\n", 1, "f:1:2: error: m (/p)\n    1 | ab\n      |  ^\n"},
    {"", 0, "f:1:1: error: m (/p)\n    1 | \n      | ^\n"},
    {"ab", 99, "f:1:3: error: m (/p)\n    1 | ab\n      |   ^\n"},
    {"ab\n", 2, "f:1:3: error: m (/p)\n    1 | ab\n      |   ^\n"},
    {"\t\tx", 2, "f:1:3: error: m (/p)\n    1 |   x\n      |   ^\n"},
    {"\xC3\xA9t\xC3\xA9", 3, "f:1:3: error: m (/p)\n    1 | \xC3\xA9t\xC3\xA9\n      |   ^\n"},
    {"\xC3\xA9t", 1, "f:1:1: error: m (/p)\n    1 | \xC3\xA9t\n      | ^\n"},
    {"t\xA9t", 1, "f:1:2: error: m (/p)\n    1 | t\\xA9t\n      |  ^\n"},
    {"\xE4\xB8\xAD!", 3, "f:1:2: error: m (/p)\n    1 | \xE4\xB8\xAD!\n      |   ^\n"},
    {"a\xCC\x81!", 3, "f:1:3: error: m (/p)\n    1 | a\xCC\x81!\n      |  ^\n"},
    {"\x1B[31m!", 5, "f:1:6: error: m (/p)\n    1 | \\x1B[31m!\n      |         ^\n"},
    {"\xFF!", 1, "f:1:2: error: m (/p)\n    1 | \\xFF!\n      |     ^\n"},
    {"\xE2\x80\xAE!", 3, "f:1:2: error: m (/p)\n    1 | \\u202E!\n      |       ^\n"},
    {"\xEF\xBB\xBF{", 0, "f:1:1: error: m (/p)\n    1 | \\uFEFF{\n      | ^\n"},
};

START_TEST(test_place)
{
    char buffer[1000];
    ra_diag *diag = ra_diag_new();
    ra_locus at = {"f", places[_i].text, strlen(places[_i].text), places[_i].offset, 0, "/p"};
    ra_diag_report(diag, RA_ERROR, &at, "m");
    ck_assert_str_eq(written(diag, buffer, sizeof buffer), places[_i].expected);
    ra_diag_free(diag);
}
END_TEST

START_TEST(test_no_place)
{
    char buffer[1000];
    ra_diag *diag = ra_diag_new();
    ra_locus at = {.file = "x.json"};
    ra_diag_report(diag, RA_WARNING, &at, "%s is %d", "it", 7);
    ra_diag_report(diag, RA_ERROR, NULL, "a\nb\x1B[0m\xE2\x80\xAE");
    ck_assert_str_eq(written(diag, buffer, sizeof buffer),
                     "error: a\\x0Ab\\x1B[0m\\u202E\nx.json: warning: it is 7\n");
    ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 1);
    ck_assert_uint_eq(ra_diag_count(diag, RA_NOTE), 0);
    ra_diag_report(NULL, RA_ERROR, NULL, "nobody listens");
    ra_diag_free(diag);
    ra_diag_free(NULL);
}
END_TEST

/* A long line is cut on both sides; the caret still stands under the place. */
START_TEST(test_long_line)
{
    static char text[100000];
    memset(text, 'x', sizeof text);
    for (size_t offset = 0; offset < sizeof text; offset += 4999) {
        text[offset] = '!';
        ra_diag *diag = ra_diag_new();
        ra_locus at = {"f", text, sizeof text, offset, 0, NULL};
        ra_diag_report(diag, RA_ERROR, &at, "m");
        const ra_message *m = ra_diag_message(diag, 0);
        ck_assert_uint_le(strlen(m->excerpt), 78);
        ck_assert_int_eq(m->excerpt[m->caret], '!');
        ck_assert_uint_eq(m->column, offset + 1);
        if (offset > 100)
            ck_assert_int_eq(strncmp(m->excerpt, "...", 3), 0);
        if (offset + 100 < sizeof text)
            ck_assert_ptr_nonnull(strstr(m->excerpt + m->caret, "..."));
        ra_diag_free(diag);
        text[offset] = 'x';
    }
}
END_TEST

/* A line of 72 columns is whole, one of 73 is cut. */
START_TEST(test_just_fits)
{
    char text[73];
    memset(text, 'x', sizeof text);
    for (size_t length = 72; length <= 73; length++) {
        ra_diag *diag = ra_diag_new();
        ra_locus at = {"f", text, length, 70, 0, NULL};
        ra_diag_report(diag, RA_ERROR, &at, "m");
        const ra_message *m = ra_diag_message(diag, 0);
        ck_assert_int_eq(strstr(m->excerpt, "...") != NULL, length == 73);
        ra_diag_free(diag);
    }
}
END_TEST

START_TEST(test_sorted_and_once)
{
    char buffer[1000];
    ra_diag *diag = ra_diag_new();
    ra_locus late = {"f", "ab\ncd", 5, 4, 0, NULL}, early = {"f", "ab\ncd", 5, 1, 0, NULL};
    ra_diag_report(diag, RA_ERROR, &late, "second");
    ra_diag_report(diag, RA_ERROR, &late, "second");
    ra_diag_report(diag, RA_WARNING, &late, "third");
    ra_diag_report(diag, RA_ERROR, &early, "first");
    ck_assert_uint_eq(ra_diag_kept(diag), 3);
    ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 2);
    ck_assert_str_eq(written(diag, buffer, sizeof buffer),
                     "f:1:2: error: first\n    1 | ab\n      |  ^\n"
                     "f:2:2: error: second\n    2 | cd\n      |  ^\n"
                     "f:2:2: warning: third\n    2 | cd\n      |  ^\n");
    ck_assert_ptr_null(ra_diag_message(diag, 3));
    ra_diag_free(diag);
}
END_TEST

/* Over the cap errors push warnings out, and what is not shown is counted. */
START_TEST(test_cap)
{
    char buffer[4000];
    ra_diag *diag = ra_diag_new();
    for (int i = 0; i < 25; i++)
        ra_diag_report(diag, RA_WARNING, NULL, "w%d", i);
    for (int i = 0; i < 21; i++)
        ra_diag_report(diag, RA_ERROR, NULL, "e%d", i);
    ck_assert_uint_eq(ra_diag_kept(diag), RA_DIAG_CAP);
    ck_assert_uint_eq(ra_diag_count(diag, RA_WARNING), 25);
    ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 21);
    written(diag, buffer, sizeof buffer);
    ck_assert_ptr_nonnull(strstr(buffer, "error: e0\nerror: e1\n"));
    ck_assert_ptr_nonnull(strstr(buffer, "error: e19\n1 more error not shown\n"
                                         "25 more warnings not shown\n"));
    ra_diag_free(diag);
}
END_TEST

/* A message that quotes a stranger's file is bounded. */
START_TEST(test_long_message)
{
    static char word[50001];
    memset(word, 'x', sizeof word - 1);
    ra_diag *diag = ra_diag_new();
    ra_locus at = {word, "", 0, 0, 0, word};
    ra_diag_report(diag, RA_ERROR, &at, "%s", word);
    const ra_message *m = ra_diag_message(diag, 0);
    ck_assert_uint_eq(strlen(m->text), 1003);
    ck_assert_uint_eq(strlen(m->pointer), 303);
    ck_assert_uint_eq(strlen(m->file), 303);
    ra_diag_free(diag);
}
END_TEST

/* What is moved looks as if it had been reported there: once, and the last of too many counted. */
START_TEST(test_moved)
{
    char buffer[4096];
    ra_diag *diag = ra_diag_new(), *from = ra_diag_new();
    ra_locus at = {"f", "abc", 3, 1, 0, "/p"};

    ra_diag_report(diag, RA_ERROR, NULL, "known");
    ra_diag_report(from, RA_ERROR, NULL, "known");
    ra_diag_report(from, RA_WARNING, &at, "placed");
    ra_diag_move(diag, from);
    ck_assert_uint_eq(ra_diag_kept(from), 0);
    ck_assert_uint_eq(ra_diag_count(from, RA_ERROR) + ra_diag_count(from, RA_WARNING), 0);
    ck_assert_str_eq(written(diag, buffer, sizeof buffer),
                     "error: known\nf:1:2: warning: placed (/p)\n    1 | abc\n      |  ^\n");
    for (int i = 0; i < 25; i++)
        ra_diag_report(from, RA_ERROR, NULL, "e%d", i);
    ra_diag_move(diag, from);
    ck_assert_uint_eq(ra_diag_kept(diag), RA_DIAG_CAP);
    ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 26);
    ck_assert_uint_eq(ra_diag_count(diag, RA_WARNING), 1);
    ck_assert_ptr_nonnull(
        strstr(written(diag, buffer, sizeof buffer),
               "error: e18\n6 more errors not shown\n1 more warning not shown\n"));
    ra_diag_report(from, RA_NOTE, NULL, "dropped");
    ra_diag_move(NULL, from);
    ck_assert_uint_eq(ra_diag_kept(from), 0);
    ra_diag_free(from);
    ra_diag_free(diag);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("diag");
    TCase *tests = tcase_create("diag");
    tcase_add_loop_test(tests, test_place, 0, sizeof places / sizeof *places);
    tcase_add_test(tests, test_no_place);
    tcase_add_test(tests, test_long_line);
    tcase_add_test(tests, test_just_fits);
    tcase_add_test(tests, test_sorted_and_once);
    tcase_add_test(tests, test_cap);
    tcase_add_test(tests, test_long_message);
    tcase_add_test(tests, test_moved);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
