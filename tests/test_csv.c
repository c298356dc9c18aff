/* Comma-separated values: what is quoted, and that no cell becomes a formula. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "reports/csv.h"
#include "tests/support/run.h"

static const struct {
    const char *text, *cell;
} texts[] = {
    {"plain", "plain"},
    {"", ""},
    {"a,b", "\"a,b\""},
    {"a \"word\"", "\"a \"\"word\"\"\""},
    {"two\nlines", "\"two\nlines\""},
    {"=1+1", "'=1+1"},
    {"@cmd", "'@cmd"},
    {"-1", "'-1"},
    {"+49", "'+49"},
    {"\t=1", "\"'\t=1\""},
    {"\x01=1", "'=1"},
    {"esc\x1b[31m", "esc[31m"},
    {"\u201cquote\u201d", "\u201cquote\u201d"},
};

START_TEST(test_text)
{
    ra_csv csv = {0};
    ra_csv_text(&csv, texts[_i].text);
    ck_assert_str_eq(csv.text.data != NULL ? csv.text.data : "", texts[_i].cell);
    ra_text_free(&csv.text);
}
END_TEST

START_TEST(test_lines)
{
    static const char *const names[] = {"id", "value", "note"};
    ra_csv csv = {0};

    ra_csv_header(&csv, names, 3);
    ra_csv_text(&csv, "a");
    ra_csv_number(&csv, 0.1);
    ra_csv_text(&csv, NULL);
    ra_csv_line(&csv);
    ra_csv_text(&csv, "b");
    ra_csv_number(&csv, NAN);
    ra_csv_number(&csv, -0.0);
    ra_csv_line(&csv);
    ck_assert_str_eq(csv.text.data, "id,value,note\na,0.1,\nb,,0\n");
    ra_text_free(&csv.text);
}
END_TEST

START_TEST(test_numbers_read_back)
{
    static const double values[] = {1.0 / 3, 626155.30638, 1e-300, -7.1e22, 0.1 + 0.2};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        ra_csv csv = {0};
        ra_csv_number(&csv, values[i]);
        ck_assert(strtod(csv.text.data, NULL) == values[i]);
        ra_text_free(&csv.text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("csv");
    TCase *cases = tcase_create("csv");
    tcase_add_loop_test(cases, test_text, 0, sizeof texts / sizeof texts[0]);
    tcase_add_test(cases, test_lines);
    tcase_add_test(cases, test_numbers_read_back);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
