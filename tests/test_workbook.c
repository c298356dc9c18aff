/* The parts of the workbook writer that can be seen without an office program: number formats,
 * cleaned text, addresses of cells. What the sheets hold is tested in tests/office. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook_finding.h"
#include "reports/workbook_trials.h"

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

typedef struct {
    double share;
    bool capital;
    const char *words;
} share_case;

static const share_case shares[] = {
    {0.8, true, "Four fifths"}, {0.81, false, "four fifths"}, {0.46, true, "46 %"},
    {0.49, true, "Half"},       {1.0 / 3, false, "a third"},  {0.7, false, "70 %"},
    {0.999, true, "All"},       {1.4, false, "140 %"},        {0.02, false, "2 %"},
    {-0.3, false, "-30 %"},
};

START_TEST(share_words)
{
    const share_case *c = &shares[_i];
    ra_text text = {0};
    ra_finding_share(c->share, c->capital, &text);
    ck_assert_str_eq(text.data, c->words);
    ra_text_free(&text);
}
END_TEST

/* The quantile of spreadsheets, by hand: at p (n - 1) counted from 0. */
START_TEST(trial_statistics)
{
    const double x[] = {1, 2, 3, 4}, y[] = {2, 4, 4, 4, 5, 5, 7, 9}, z[] = {7, 5, 3, 1};
    ck_assert_double_eq(ra_trials_quantile(x, 4, 0), 1);
    ck_assert_double_eq(ra_trials_quantile(x, 4, 0.25), 1.75);
    ck_assert_double_eq(ra_trials_quantile(x, 4, 0.5), 2.5);
    ck_assert_double_eq(ra_trials_quantile(x, 4, 1), 4);
    ck_assert_double_eq(ra_trials_mean(y, 8), 5);
    ck_assert_double_eq_tol(ra_trials_sd(y, 8), sqrt(32.0 / 7), 1e-15);
    ck_assert_double_eq_tol(ra_trials_rsq(x, z, 4), 1, 1e-15);
    ck_assert_double_eq_tol(ra_trials_rsq(x, y, 4), 0.6, 1e-15);
}
END_TEST

/* Luminance of a colour, 0 to 1 (WCAG 2, relative luminance). */
static double luminance(uint32_t colour)
{
    static const double weight[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (colour >> (8 * i) & 0xFF) / 255.0;
        sum += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Two fills of one chart can be told apart in grey print and by every kind of colour blindness, which
 * leave the luminance: a contrast of 2 at least. */
START_TEST(fills_differ_in_grey)
{
    static const uint32_t pairs[][2] = {{RA_COLOUR_STEP, RA_COLOUR_PALE},
                                        {RA_COLOUR_DARK, RA_COLOUR_PALE}};
    for (int i = 0; i < 2; i++) {
        double a = luminance(pairs[i][0]) + 0.05, b = luminance(pairs[i][1]) + 0.05;
        ck_assert_double_ge(fmax(a, b) / fmin(a, b), 2);
    }
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
    tcase_add_loop_test(tests, share_words, 0, COUNT(shares));
    tcase_add_test(tests, trial_statistics);
    tcase_add_test(tests, fills_differ_in_grey);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
