/* Texts: growing, numbers that read back, UTF-8, the name that was probably meant. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/text.h"
#include "tests/support/locale.h"
#include "tests/support/run.h"

START_TEST(test_append)
{
    ra_text text = {0};
    ra_text_append(&text, "");
    ck_assert_str_eq(text.data, "");
    for (int i = 0; i < 1000; i++)
        ra_text_format(&text, "%03d", i);
    ra_text_append_bytes(&text, "a\0b", 3);
    ra_text_append(&text, "end");
    ck_assert(!text.failed);
    ck_assert_uint_eq(text.length, 3006);
    ck_assert_int_eq(memcmp(text.data, "000001002", 9), 0);
    ck_assert_int_eq(memcmp(text.data + 2997, "999a\0bend", 10), 0);
    ra_text_free(&text);
    ck_assert_ptr_null(text.data);
    ra_text_free(&text);
}
END_TEST

/* A text that failed once stays as it is. */
START_TEST(test_failed)
{
    ra_text text = {0};
    ra_text_append(&text, "kept");
    ra_text_append_bytes(&text, "x", SIZE_MAX / 2);
    ck_assert(text.failed);
    ra_text_append(&text, "more");
    ra_text_format(&text, "%d", 1);
    ra_text_number(&text, 1);
    ck_assert_str_eq(text.data, "kept");
    ra_text_free(&text);
}
END_TEST

static const struct {
    double value;
    const char *expected;
} numbers[] = {
    {0, "0"},
    {-0.0, "-0"},
    {1, "1"},
    {-2.5, "-2.5"},
    {0.1, "0.1"},
    {1.0 / 3, "0.3333333333333333"},
    {0.1 + 0.2, "0.30000000000000004"},
    {626155, "626155"},
    {1e15, "1e+15"},
    {1.2345678901234568e17, "1.2345678901234568e+17"},
    {1e300, "1e+300"},
    {5e-324, "5e-324"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {INFINITY, "inf"},
    {-INFINITY, "-inf"},
    {NAN, "nan"},
};

START_TEST(test_number)
{
    ra_text text = {0};
    ra_text_number(&text, numbers[_i].value);
    ck_assert_str_eq(text.data, numbers[_i].expected);
    ra_text_free(&text);
}
END_TEST

/* Counts the digits of a number between its zeros in front and its zeros behind. */
static int significant(const char *text)
{
    int digits = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text == '0')
            zeros += digits > 0;
        else if (*text > '0' && *text <= '9') {
            digits += zeros + 1;
            zeros = 0;
        }
    }
    return digits > 0 ? digits : 1;
}

/* Doubles of every magnitude read back to themselves, and no precision below does as well. */
START_TEST(test_number_reads_back)
{
    uint64_t state = 2385;
    for (int i = 0; i < 5000; i++) {
        double value;
        state = state * 6364136223846793005u + 1442695040888963407u;
        uint64_t bits = i % 2 ? state : state & 0xFFFFFFFF00000000u;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        ra_text text = {0};
        ra_text_number(&text, value);
        const char *end;
        ck_assert(ra_text_parse_number(text.data, &end) == value && *end == '\0');
        char shorter[40];
        int digits = significant(text.data);
        snprintf(shorter, sizeof shorter, "%.*e", digits > 1 ? digits - 2 : 0, value);
        ck_assert(digits == 1 || strtod(shorter, NULL) != value);
        ra_text_free(&text);
    }
}
END_TEST

/* A decimal comma in the program around changes neither writing nor reading. */
START_TEST(test_locale)
{
    if (!enter_comma_locale())
        return;
    ra_text text = {0};
    const char *end;
    char by_hand[20];
    snprintf(by_hand, sizeof by_hand, "%.1f", 0.1);
    ra_text_number(&text, 0.1);
    double value = ra_text_parse_number("1.5,", &end);
    leave_comma_locale();
    ck_assert_str_eq(by_hand, "0,1");
    ck_assert_str_eq(text.data, "0.1");
    ck_assert(value == 1.5 && *end == ',');
    ra_text_free(&text);
}
END_TEST

static const struct {
    const char *word, *expected;
} nearest_cases[] = {
    {"power", "power"},   {"Power", "power"},     {"pover", "power"},    {"powr", "power"},
    {"powwer", "power"},  {"opwer", "power"},     {"poxyr", NULL},       {"pu", "pue"},
    {"puf", "pue"},       {"up", NULL},           {"x", NULL},           {"", NULL},
    {"hours_", "hours"},  {"huors", "hours"},     {"energy_sti", "energy_site"},
    {"enregysite", "energy_site"},                {"energie_site", "energy_site"},
    {"distribution", NULL},
};

START_TEST(test_nearest)
{
    static const char *const names[] = {"", "power", "pue", "hours", "energy_site", "k"};
    const char *nearest = ra_text_nearest(nearest_cases[_i].word, names, 6);
    ck_assert_pstr_eq(nearest, nearest_cases[_i].expected);
}
END_TEST

/* The first of equally near names; never a comparison of absurdly long ones. */
START_TEST(test_nearest_edges)
{
    static const char *const names[] = {"abcx", "abcy"};
    static char word[100001];
    memset(word, 'x', sizeof word - 1);
    const char *const one = word;
    ck_assert_ptr_eq(ra_text_nearest("abcz", names, 2), names[0]);
    ck_assert_ptr_eq(ra_text_nearest("abcy", names, 2), names[1]);
    ck_assert_ptr_null(ra_text_nearest("abcz", names, 0));
    ck_assert_ptr_null(ra_text_nearest(word, &one, 1));
}
END_TEST

static const struct {
    const char *text;
    int width;
    bool valid;
} encoded[] = {
    {"", 0, true},
    {"abc", 3, true},
    {"\xC3\xA9", 1, true},
    {"e\xCC\x81", 1, true},
    {"\xE4\xB8\xAD\xE6\x96\x87", 4, true},
    {"\xF0\x9F\x98\x80", 2, true},
    {"CO\xE2\x82\x82", 3, true},
    {"\xF4\x8F\xBF\xBF", 1, true},
    {"\xC0\xAF", 2, false},
    {"\xC1\xBF", 2, false},
    {"\xE0\x9F\xBF", 3, false},
    {"\xF0\x8F\xBF\xBF", 4, false},
    {"\xED\xA0\x80", 3, false},
    {"\xED\xBF\xBF", 3, false},
    {"\xF4\x90\x80\x80", 4, false},
    {"\xF5\x80\x80\x80", 4, false},
    {"\x80", 1, false},
    {"\xE2\x82", 2, false},
    {"\xE2\x28\xA1", 3, false},
    {"a\xFF", 2, false},
};

START_TEST(test_utf8)
{
    ck_assert_int_eq(ra_text_width(encoded[_i].text), encoded[_i].width);
    ck_assert_int_eq(ra_text_valid(encoded[_i].text, strlen(encoded[_i].text)),
                     encoded[_i].valid);
}
END_TEST

START_TEST(test_utf8_nul)
{
    ck_assert(!ra_text_valid("a\0b", 3));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("text");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, test_append);
    tcase_add_test(tests, test_failed);
    tcase_add_loop_test(tests, test_number, 0, sizeof numbers / sizeof *numbers);
    tcase_add_test(tests, test_number_reads_back);
    tcase_add_test(tests, test_locale);
    tcase_add_loop_test(tests, test_nearest, 0, sizeof nearest_cases / sizeof *nearest_cases);
    tcase_add_test(tests, test_nearest_edges);
    tcase_add_loop_test(tests, test_utf8, 0, sizeof encoded / sizeof *encoded);
    tcase_add_test(tests, test_utf8_nul);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
