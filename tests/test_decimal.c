/* Fifteen to seventeen digits: what printf says, number by number. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/decimal.h"
#include "tests/support/run.h"

/* The short form is that of 15 digits where this reads back, or nothing. */
static void compare_short(double value)
{
    char ours[RA_DECIMAL_ROOM], expected[64];
    size_t length = ra_decimal_write_short(ours, value);

    snprintf(expected, sizeof expected, "%.15g", value);
    if (length > 0 && (strcmp(ours, expected) != 0 || length != strlen(expected) ||
                       strtod(expected, NULL) != value))
        ck_abort_msg("%a is %s and not %s", value, expected, ours);
    if (length == 0 && fabs(value) > 1e-7 && fabs(value) < 1e15 && strtod(expected, NULL) == value)
        ck_abort_msg("%s has a short form", expected);
}

/* Seventeen digits, which always read back. */
static void compare_exact(double value)
{
    char ours[RA_DECIMAL_ROOM], expected[64];
    size_t length = ra_decimal_write_exact(ours, value);

    snprintf(expected, sizeof expected, "%.17g", value);
    if (strcmp(ours, expected) != 0 || length != strlen(expected))
        ck_abort_msg("%a is %s and not %s", value, expected, ours);
}

static void compare(double value)
{
    char ours[RA_DECIMAL_ROOM], expected[64];
    size_t length = ra_decimal_write(ours, value);

    snprintf(expected, sizeof expected, "%.16G", value);
    if (strcmp(ours, expected) != 0 || length != strlen(expected))
        ck_abort_msg("%a is %s and not %s", value, expected, ours);
    compare_short(value);
    compare_exact(value);
}

START_TEST(edges)
{
    static const double list[] = {0,
                                  -0.0,
                                  INFINITY,
                                  -INFINITY,
                                  NAN,
                                  DBL_MAX,
                                  DBL_MIN,
                                  5e-324,
                                  1,
                                  10,
                                  0.5,
                                  1e-4,
                                  1e-5,
                                  9.9999999999999995e-5,
                                  999999999999999.0,
                                  999999999999999.5,
                                  999999999999999.9,
                                  999999999999999.94,
                                  9007199254740993.0,
                                  0.1,
                                  0.3,
                                  2.0 / 3,
                                  1e15,
                                  1e16,
                                  1e17,
                                  123456789012345680.0};

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        compare(list[i]);
        compare(-list[i]);
    }
}
END_TEST

/* Around every power of ten and of two: where the number of digits changes, and where ties are. */
START_TEST(powers)
{
    for (int k = -330; k <= 308; k++) {
        double ten = pow(10, k), below = nextafter(ten, 0), above = nextafter(ten, INFINITY);
        compare(ten);
        compare(below);
        compare(above);
        compare(nextafter(below, 0));
        compare(nextafter(above, INFINITY));
        compare(ten * 9.9999999999999995);
    }
    for (int e = -1074; e < 1024; e++)
        for (int m = 1; m < 64; m += 2)
            compare(ldexp(m, e));
}
END_TEST

/* A generator of numbers [G. Marsaglia: Xorshift RNGs. J. Stat. Softw. 8(14), 2003]. */
static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

START_TEST(many)
{
    uint64_t state = 88172645463325252U;

    for (int i = 0; i < 100000; i++) {
        uint64_t bits = next(&state);
        double any, uniform = (double)(next(&state) >> 11) * 0x1p-53;
        memcpy(&any, &bits, sizeof any);
        compare(any);
        compare(uniform);
        compare(exp(uniform * 70 - 28));
        compare((double)(next(&state) % 1000000000000) / 1000);
        compare((double)(next(&state) % 2000000));
        /* Half of a unit of the seventeenth and of the sixteenth digit: ties. */
        compare((double)(next(&state) % 90000000000000 + 10000000000000) + 0.0625);
        compare((double)(next(&state) % 900000000000000 + 100000000000000) + 0.0625);
        compare(ldexp((double)(next(&state) % 4096), (int)(next(&state) % 100) - 50));
    }
}
END_TEST

/* Texts, and how many of their bytes are read; 0: they are left to strtod. */
static const struct {
    const char *text;
    int read;
} texts[] = {
    {"0", 1},
    {"-0", 2},
    {"1", 1},
    {"12.5", 4},
    {"-12.5x", 5},
    {"0.1", 3},
    {"1e5", 3},
    {"1E-5,", 4},
    {"1e+22", 5},
    {"1.5e23", 6},
    {"1e23", 0},
    {"1e-22", 5},
    {"1e-23", 0},
    {"100000000000000", 15},
    {"999999999999999", 15},
    {"1000000000000000", 0},
    {"123456789012345.6", 0},
    {"0.000000000000001", 17},
    {"0000000000000000000001", 22},
    {"0x10", 0},
    {"0X1p3", 0},
    {"1.", 0},
    {"1.e5", 0},
    {".5", 0},
    {"-", 0},
    {"", 0},
    {"nan", 0},
    {"inf", 0},
    {"-inf", 0},
    {" 1", 0},
    {"+1", 0},
    {"1e", 0},
    {"1e+", 0},
    {"1ex", 0},
    {"1e1001", 0},
    {"1e99999999999999999999", 0},
    {"1 2", 1},
    {"7,096", 1},
};

START_TEST(reading)
{
    const char *text = texts[_i].text;
    double value = 0;
    const char *end = ra_decimal_read(text, &value);

    if (texts[_i].read == 0) {
        ck_assert_ptr_null(end);
        return;
    }
    char *expected_end;
    double expected = strtod(text, &expected_end);
    ck_assert_int_eq(end - text, texts[_i].read);
    ck_assert_ptr_eq(end, expected_end);
    ck_assert_mem_eq(&value, &expected, sizeof value);
}
END_TEST

START_TEST(reading_many)
{
    uint64_t state = 2463534242U;

    for (int i = 0; i < 300000; i++) {
        char text[80];
        int digits = (int)(next(&state) % 17);
        snprintf(text, sizeof text, "%s%.*f%s", next(&state) % 4 ? "" : "-", digits % 8,
                 (double)(next(&state) % UINT64_C(10000000000000000)) / pow(10, digits),
                 next(&state) % 4 ? "" : "e-3");
        double value = 0, expected = strtod(text, NULL);
        const char *end = ra_decimal_read(text, &value);
        if (end != NULL && (*end != '\0' || memcmp(&value, &expected, sizeof value) != 0))
            ck_abort_msg("%s is %a and not %a", text, expected, value);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("decimal");
    TCase *tests = tcase_create("decimal");

    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, edges);
    tcase_add_test(tests, powers);
    tcase_add_test(tests, many);
    tcase_add_loop_test(tests, reading, 0, sizeof texts / sizeof *texts);
    tcase_add_test(tests, reading_many);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
