/* Numbers as people read them, against tables of what they must look like. */
#include <check.h>
#include <math.h>

#include "reports/number.h"
#include "tests/support/run.h"

typedef struct {
    double value;
    int digits;
    const char *text;
} row;

static void check_row(void (*write)(ra_text *, double, int), const row *expected)
{
    ra_text text = {0};

    write(&text, expected->value, expected->digits);
    ck_assert(!text.failed);
    ck_assert_str_eq(text.data, expected->text);
    ra_text_free(&text);
}

static const row written[] = {
    {7096.2, 4, "7,096"},
    {3.21875, 4, "3.219"},
    {0.00012, 2, "0.00012"},
    {626155.3, 6, "626,155"},
    {626155.3, 4, "626,200"},
    {626155.3, 8, "626,155.30"},
    {9.79e8, 3, "979,000,000"},
    {9.79e9, 3, "9.79e+09"},
    {1e9, 2, "1.0e+09"},
    {999999999.6, 9, "1.00000000e+09"},
    {1e-4, 1, "0.0001"},
    {9.4e-5, 2, "9.4e-05"},
    {1.1, 3, "1.10"},
    {0, 4, "0"},
    {-0.0, 4, "0"},
    {-1234.5, 5, "-1,234.5"},
    {999.96, 4, "1,000"},
    {0.99996, 4, "1.000"},
    {1e-300, 3, "1.00e-300"},
    {1e300, 1, "1e+300"},
    {123, 1, "100"},
    {5, 0, "5"},
    {0.1, 99, "0.10000000000000001"},
    {NAN, 3, "n/a"},
    {INFINITY, 3, "infinite"},
    {-INFINITY, 3, "-infinite"},
};

START_TEST(digits_are_significant_and_grouped)
{
    check_row(ra_number_write, &written[_i]);
}
END_TEST

static const row trimmed[] = {
    {8, 4, "8"},     {8.5, 4, "8.5"},   {100, 4, "100"},        {1000000, 4, "1,000,000"},
    {1.1, 3, "1.1"}, {1.00004, 4, "1"}, {2.5e10, 4, "2.5e+10"},
};

START_TEST(trimmed_numbers_drop_zeros_of_the_fraction)
{
    check_row(ra_number_trim, &trimmed[_i]);
}
END_TEST

static const row shares[] = {
    {0.9, 3, "90 %"}, {0.95, 3, "95 %"}, {0.99866, 5, "99.866 %"}, {0, 2, "0 %"}, {1, 2, "100 %"},
};

START_TEST(shares_are_per_cent)
{
    check_row(ra_number_percent, &shares[_i]);
}
END_TEST

static const struct {
    double low, high;
    int digits;
    const char *text;
} intervals[] = {
    {6290.4, 7960.1, 3, "6,290 to 7,960"},
    {1.0001, 1.0002, 3, "1.0001 to 1.0002"},
    {50.00001, 50.00002, 2, "50.00001 to 50.00002"},
    {3, 3, 2, "3.0"},
    {NAN, NAN, 2, "n/a"},
    {-2, 5, 2, "-2.0 to 5.0"},
    {0, INFINITY, 2, "0 to infinite"},
};

START_TEST(ends_of_an_interval_can_be_told_apart)
{
    ra_text text = {0};

    ra_number_interval(&text, intervals[_i].low, intervals[_i].high, intervals[_i].digits);
    ck_assert(!text.failed);
    ck_assert_str_eq(text.data, intervals[_i].text);
    ra_text_free(&text);
}
END_TEST

#define ROWS(table) (int)(sizeof table / sizeof *table)

int main(void)
{
    Suite *suite = suite_create("number");
    TCase *tables = tcase_create("tables");

    tcase_add_loop_test(tables, digits_are_significant_and_grouped, 0, ROWS(written));
    tcase_add_loop_test(tables, trimmed_numbers_drop_zeros_of_the_fraction, 0, ROWS(trimmed));
    tcase_add_loop_test(tables, shares_are_per_cent, 0, ROWS(shares));
    tcase_add_loop_test(tables, ends_of_an_interval_can_be_told_apart, 0, ROWS(intervals));
    suite_add_tcase(suite, tables);
    return run_suite(suite);
}
