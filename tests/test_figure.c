/* Printed figures: value, rounding interval, digits; what is refused and why. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/figure.h"
#include "tests/support/run.h"

static const struct {
    const char *text;
    double value, low, high, cut_high;
    int digits;
    bool trailing;
} read_cases[] = {
    {"626,155", 626155, 626154.5, 626155.5, 626156, 6, false},
    {"3.2", 3.2, 3.15, 3.25, 3.3, 2, false},
    {"5", 5, 4.5, 5.5, 6, 1, false},
    {"1.10", 1.10, 1.095, 1.105, 1.11, 3, false},
    {"0", 0, -0.5, 0.5, 1, 1, false},
    {"0.000", 0, -0.0005, 0.0005, 0.001, 1, false},
    {"-0.0", 0, -0.05, 0.05, -0.1, 1, false},
    {"-3.5", -3.5, -3.55, -3.45, -3.6, 2, false},
    {"+2", 2, 1.5, 2.5, 3, 1, false},
    {"1e6", 1e6, 5e5, 1.5e6, 2e6, 1, false},
    {"1E+6", 1e6, 5e5, 1.5e6, 2e6, 1, false},
    {"1.2e-3", 1.2e-3, 1.15e-3, 1.25e-3, 1.3e-3, 2, false},
    {"1,000.5", 1000.5, 1000.45, 1000.55, 1000.6, 5, false},
    {"1,234,567", 1234567, 1234566.5, 1234567.5, 1234568, 7, false},
    {"10,000", 10000, 9999.5, 10000.5, 10001, 5, true},
    {"10000", 10000, 9999.5, 10000.5, 10001, 5, true},
    {"10", 10, 9.5, 10.5, 11, 2, true},
    {"10e6", 10e6, 9.5e6, 10.5e6, 11e6, 2, true},
    {"100.", 100, 99.5, 100.5, 101, 3, false},
    {".5", 0.5, 0.45, 0.55, 0.6, 1, false},
    {"5.", 5, 4.5, 5.5, 6, 1, false},
    {"0.0058", 0.0058, 0.00575, 0.00585, 0.0059, 2, false},
    {"007", 7, 6.5, 7.5, 8, 1, false},
    {"9", 9, 8.5, 9.5, 10, 1, false},
    {"999.9", 999.9, 999.85, 999.95, 1000.0, 4, false},
    {"99.998", 99.998, 99.9975, 99.9985, 99.999, 5, false},
    {"0.3", 0.3, 0.25, 0.35, 0.4, 1, false},
    {"0.1", 0.1, 0.05, 0.15, 0.2, 1, false},
    {"123456789012345678901234567890", 123456789012345678901234567890.0,
     123456789012345678901234567889.5, 123456789012345678901234567890.5,
     123456789012345678901234567891.0, 30, true},
};

/* The doubles are equal, not near: the ends of an interval are decimals too. */
START_TEST(test_read)
{
    ra_printed p;
    char reason[200] = "";
    size_t position = 99;
    ck_assert_msg(ra_printed_parse(read_cases[_i].text, &p, reason, sizeof reason, &position),
                  "%s: %s", read_cases[_i].text, reason);
    ck_assert(p.value == read_cases[_i].value);
    ck_assert(p.low == read_cases[_i].low);
    ck_assert(p.high == read_cases[_i].high);
    ck_assert(p.cut_high == read_cases[_i].cut_high);
    ck_assert_int_eq(p.digits, read_cases[_i].digits);
    ck_assert_int_eq(p.trailing, read_cases[_i].trailing);
}
END_TEST

#define GROUPS "a comma stands between groups of three digits; write a decimal point"
#define UNIT(rest) "'" rest "' does not belong to the digits; put scale and unit into \"unit\""

static const struct {
    const char *text;
    size_t position;
    const char *reason;
} refused[] = {
    {"", 0, "no digits"},
    {"12,34", 2, GROUPS},
    {"1234,567", 4, GROUPS},
    {"0,123", 1, GROUPS},
    {"1,0000", 1, GROUPS},
    {"1,000,00", 5, GROUPS},
    {",123", 0, GROUPS},
    {"1,", 1, GROUPS},
    {"1.5,000", 3, "a comma behind the decimal point"},
    {"1 000", 1, "a space in a number; write 1,000"},
    {"88x", 2, UNIT("x")},
    {"979M", 3, UNIT("M")},
    {"1e", 1, UNIT("e")},
    {"5 eggs", 2, UNIT("eggs")},
    {"99.998 %", 7, UNIT("%")},
    {"3 ", 1, "a space behind the number"},
    {" 3", 0, "not a number; give its value and digits beside it"},
    {"1.2.3", 3, "a second decimal point"},
    {"10-50", 2, "a range is not one figure"},
    {"10\xE2\x80\x93" "50", 2, "a range is not one figure"},
    {"five", 0, "not a number; give its value and digits beside it"},
    {".", 0, "not a number; give its value and digits beside it"},
    {"-", 0, "not a number; give its value and digits beside it"},
    {"~5", 0, "not a number; give its value and digits beside it"},
    {"nan", 0, "not a number; give its value and digits beside it"},
    {"inf", 0, "not a number; give its value and digits beside it"},
    {"0x10", 1, UNIT("x10")},
    {"1e999999999999999999999", 1, "exponent beyond 300"},
    {"999999999999e299", 0, "number too large"},
    {"1234567890123456789012345678901", 30, "more than 30 digits"},
};

START_TEST(test_refused)
{
    ra_printed p;
    char reason[200] = "";
    size_t position = 99;
    ck_assert(!ra_printed_parse(refused[_i].text, &p, reason, sizeof reason, &position));
    ck_assert_str_eq(reason, refused[_i].reason);
    ck_assert_uint_eq(position, refused[_i].position);
    ck_assert(!ra_printed_parse(refused[_i].text, &p, NULL, 0, NULL));
}
END_TEST

START_TEST(test_round)
{
    ra_printed p;
    ck_assert(ra_printed_round(5, 1, &p));
    ck_assert(p.value == 5 && p.low == 4.5 && p.high == 5.5 && p.cut_high == 6);
    ck_assert(ra_printed_round(979e6, 3, &p));
    ck_assert(p.value == 979e6 && p.low == 978.5e6 && p.high == 979.5e6 && p.cut_high == 980e6);
    ck_assert(p.digits == 3 && !p.trailing);
    ck_assert(ra_printed_round(500000, 1, &p));
    ck_assert(p.low == 450000 && p.high == 550000 && p.digits == 1 && !p.trailing);
    ck_assert(ra_printed_round(0.625, 1, &p));
    ck_assert(p.value == 0.625);
    ck_assert_double_eq_tol(p.low, 0.575, 1e-15);
    ck_assert_double_eq_tol(p.high, 0.675, 1e-15);
    ck_assert(ra_printed_round(0, 1, &p) && p.low == -0.5 && p.high == 0.5);
    ck_assert(!ra_printed_round(5, 0, &p) && !ra_printed_round(5, 18, &p));
    ck_assert(!ra_printed_round(NAN, 1, &p) && !ra_printed_round(INFINITY, 1, &p));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("figure");
    TCase *tests = tcase_create("figure");
    tcase_add_loop_test(tests, test_read, 0, sizeof read_cases / sizeof *read_cases);
    tcase_add_loop_test(tests, test_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(tests, test_round);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
