/* The parts of the workbook writer that can be seen without an office program: number formats,
 * cleaned text, addresses of cells. What the sheets hold is tested in tests/office. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook.h"

typedef struct {
    double value;
    int digits;
    const char *format;
} format_case;

static const format_case formats[] = {
    {626155, 4, "#,##0"},
    {7096.07, 4, "#,##0"},
    {7096.07, 6, "#,##0.00"},
    {88.239, 4, "#,##0.00"},
    {8, 4, "#,##0.000"},
    {8, -6, "#,##0"},
    {8, 0, "#,##0"},
    {0.00028, 0, "#,##0.00000"},
    {0.95019234, 4, "#,##0.0000"},
    {0.475, 0, "#,##0.000"},
    {0.47500000000000003, 0, "#,##0.000"},
    {1.0 / 3, 0, "#,##0.000000"},
    {1515.43, 0, "#,##0.00"},
    {-1515.43, 0, "#,##0.00"},
    {9.9996, 4, "#,##0.00"}, /* shown as 10.00 */
    {99999.6, 5, "#,##0"},   /* shown as 100,000 */
    {0.00009, 2, "0.0E+00"},
    {0.0001, 2, "#,##0.00000"},
    {123456789012.0, 3, "#,##0"},
    {2e12, 3, "0.00E+00"},
    {5e300, 1, "0E+00"},
    {1e-300, 4, "0.000E+00"},
    {0, 4, "#,##0"},
    {0, 0, "#,##0"},
    {INFINITY, 4, "#,##0"},
    {-INFINITY, 0, "#,##0"},
};

START_TEST(number_formats)
{
    const format_case *c = &formats[_i];
    char text[40];
    ra_number_code_text(ra_number_code_shown(c->value, c->digits), text, sizeof text);
    ck_assert_str_eq(text, c->format);
}
END_TEST

START_TEST(number_format_of_nan)
{
    char text[40];
    ra_number_code_text(ra_number_code_shown(NAN, 4), text, sizeof text);
    ck_assert_str_eq(text, "#,##0");
}
END_TEST

typedef struct {
    const char *text;
    size_t most;
    const char *clean;
} clean_case;

#define BAD  "\xEF\xBF\xBD"
#define MORE "\xE2\x80\xA6"

static const clean_case cleans[] = {
    {"plain", 100, "plain"},
    {"", 100, NULL},
    {"=1+1", 100, "=1+1"},
    {"a\tb\nc\r", 100, "a b c "},
    {"a\x01z\x1F\x7F", 100, "a" BAD "z" BAD BAD},
    {"\xC2\x85", 100, BAD},         /* a control character of two bytes */
    {"\xEF\xBF\xBE", 100, BAD},     /* U+FFFE, which XML forbids */
    {"\xF0\x9F\xBF\xBF", 100, BAD}, /* U+1FFFF, no character either */
    {"\xE2\x80\xAE"
     "abc",
     100, BAD "abc"},           /* turns the direction of what follows */
    {"\xFF\xC3", 100, BAD BAD}, /* no UTF-8 */
    {"\xC0\xAF", 100, BAD BAD}, /* overlong */
    {"\xC3\xA4\xF0\x9F\x98\x80", 100, "\xC3\xA4\xF0\x9F\x98\x80"},
    {"abcdef", 8, "abcdef"},
    {"abcdef", 7, "abcde" MORE},
    {"\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 4, "\xF0\x9F\x98\x80" MORE}, /* two units each */
};

START_TEST(clean_text)
{
    const clean_case *c = &cleans[_i];
    char *clean = ra_cell_clean(c->text, c->most);
    if (c->clean)
        ck_assert_str_eq(clean, c->clean);
    else
        ck_assert(!clean || !*clean);
    ra_free(clean);
}
END_TEST

typedef struct {
    lxw_row_t row;
    bool row_fixed;
    lxw_col_t column;
    bool column_fixed;
    const char *address;
} address_case;

static const address_case addresses[] = {
    {0, false, 0, false, "A1"},
    {3, true, 4, true, "$E$4"},
    {9, true, 25, false, "Z$10"},
    {9, false, 26, true, "$AA10"},
    {0, false, 51, false, "AZ1"},
    {0, false, 52, false, "BA1"},
    {0, false, 701, false, "ZZ1"},
    {0, false, 702, false, "AAA1"},
    {1048575, false, 16383, false, "XFD1048576"},
};

START_TEST(cell_addresses)
{
    const address_case *c = &addresses[_i];
    ra_text text = {0};
    ra_cell_emit(&text, c->row, c->row_fixed, c->column, c->column_fixed);
    ck_assert_str_eq(text.data, c->address);
    ra_text_free(&text);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("workbook");
    TCase *tests = tcase_create("parts");
    tcase_add_loop_test(tests, number_formats, 0, COUNT(formats));
    tcase_add_test(tests, number_format_of_nan);
    tcase_add_loop_test(tests, clean_text, 0, COUNT(cleans));
    tcase_add_loop_test(tests, cell_addresses, 0, COUNT(addresses));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
