/* Numbers as people read them, against tables of what they must look like. */
#include <check.h>
#include <math.h>

#include "models/number.h"
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
    {9.79e9, 3, "9,790,000,000"},
    {1e12, 2, "1.0e+12"},
    {9.79e12, 3, "9.79e+12"},
    {999999999999.6, 12, "1.00000000000e+12"},
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
    {7096.2, RA_NO_DIGIT, "~7,000"},
    {-0.0312, RA_NO_DIGIT, "~-0.03"},
    {0, RA_NO_DIGIT, "0"},
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
    {1.1, 3, "1.1"}, {1.00004, 4, "1"}, {2.5e12, 4, "2.5e+12"},
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
    {1.0001, 1.0002, 3, "1.00010 to 1.00020"},
    {50000785.4, 50000871.3, 3, "50,000,785 to 50,000,871"},
    {0.5612, 5.6123, 1, "0.6 to 5.6"},
    {3, 3, 2, "3.0"},
    {NAN, NAN, 2, "n/a"},
    {-2, 5, 2, "-2.0 to 5.0"},
    {0, INFINITY, 2, "0 to infinite"},
    {10, 50, 1, "10 to 50"},
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

/* The error is at most half a unit of the last digit: half-widths just below, at and just above. */
static const struct {
    double value, half_width;
    int most, digits;
} earned[] = {
    {7096.2, 0.49, 6, 4},
    {7096.2, 0.5, 6, 4},
    {7096.2, 0.51, 6, 3},
    {7096.2, 4.9, 6, 3},
    {7096.2, 49, 6, 2},
    {7096.2, 490, 6, 1},
    {7096.2, 4900, 6, RA_NO_DIGIT},
    {7096.2, 0.0001, 4, 4},
    {7096.2, 0, 4, 4},
    {7096.2, NAN, 4, 4},
    {7096.2, INFINITY, 4, RA_NO_DIGIT},
    {0.00123, 0.000005, 4, 3},
    {-0.00123, 0.0000051, 4, 2},
    {1e-300, 1e-303, 4, 3},
    {0, 1, 4, 4},
    {NAN, 1, 3, 3},
};

START_TEST(digits_are_earned_by_half_a_unit)
{
    ck_assert_int_eq(ra_number_earned(earned[_i].value, earned[_i].half_width, earned[_i].most),
                     earned[_i].digits);
}
END_TEST

START_TEST(an_interval_shows_what_its_ends_have_earned)
{
    ra_text text = {0};

    ra_number_range(&text, 6316.4, 0.9, 7909.6, 60, 3);
    ck_assert_str_eq(text.data, "6,320 to 8,000");
    ra_text_free(&text);
    ra_number_range(&text, 50000785.4, 0.2, 50000868.3, 4, 3);
    ck_assert_str_eq(text.data, "50,000,785 to 50,000,870");
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
    tcase_add_loop_test(tables, digits_are_earned_by_half_a_unit, 0, ROWS(earned));
    tcase_add_test(tables, an_interval_shows_what_its_ends_have_earned);
    suite_add_tcase(suite, tables);
    return run_suite(suite);
}
