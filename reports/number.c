/* Numbers as people read them. */
#include "reports/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DIGITS 17

/* Powers of ten between which a number is written without an exponent. */
#define FIXED_FROM  (-4)
#define FIXED_BELOW 9

/* A number rounded to decimal digits: 0.d1 d2 d3 ... times 10^(exponent + 1). */
typedef struct {
    char digit[MAX_DIGITS + 1];
    int count;
    int exponent; /* of the first digit */
} decimal;

/* Rounds |value| to `digits` digits. The digits are picked out of the C library's text one by one,
 * so that no locale's decimal point matters. */
static decimal decimal_round(double value, int digits)
{
    decimal result = {.count = 0};
    char text[64];
    const char *p = text;

    snprintf(text, sizeof text, "%.*e", digits - 1, fabs(value));
    for (; *p != '\0' && *p != 'e'; p++) {
        if (*p >= '0' && *p <= '9')
            result.digit[result.count++] = *p;
    }
    result.exponent = *p == 'e' ? atoi(p + 1) : 0;
    return result;
}

static void drop_zeros(decimal *number)
{
    while (number->count > 1 && number->digit[number->count - 1] == '0')
        number->count--;
}

/* Returns the digit that stands for 10^power. */
static char digit_at(const decimal *number, int power)
{
    int i = number->exponent - power;

    return i >= 0 && i < number->count ? number->digit[i] : '0';
}

static void write_fixed(ra_text *out, const decimal *number)
{
    int first = number->exponent > 0 ? number->exponent : 0;
    int last = number->exponent - number->count + 1; /* power of the last digit */
    int power;

    for (power = first; power >= 0; power--) {
        char digit = digit_at(number, power);
        ra_text_append_bytes(out, &digit, 1);
        if (power > 0 && power % 3 == 0)
            ra_text_append(out, ",");
    }
    if (last < 0)
        ra_text_append(out, ".");
    for (power = -1; power >= last; power--) {
        char digit = digit_at(number, power);
        ra_text_append_bytes(out, &digit, 1);
    }
}

static void write_scientific(ra_text *out, const decimal *number)
{
    ra_text_append_bytes(out, number->digit, 1);
    if (number->count > 1) {
        ra_text_append(out, ".");
        ra_text_append_bytes(out, number->digit + 1, (size_t)number->count - 1);
    }
    ra_text_format(out, "e%+03d", number->exponent);
}

static void write_number(ra_text *out, double value, int digits, bool trim)
{
    decimal number;

    if (isnan(value)) {
        ra_text_append(out, "n/a");
        return;
    }
    if (value < 0)
        ra_text_append(out, "-");
    if (isinf(value)) {
        ra_text_append(out, "infinite");
        return;
    }
    digits = digits < 1 ? 1 : digits > MAX_DIGITS ? MAX_DIGITS : digits;
    number = decimal_round(value, digits);
    if (trim || value == 0)
        drop_zeros(&number);
    if (number.exponent >= FIXED_FROM && number.exponent < FIXED_BELOW)
        write_fixed(out, &number);
    else
        write_scientific(out, &number);
}

void ra_number_write(ra_text *out, double value, int digits)
{
    write_number(out, value, digits, false);
}

void ra_number_trim(ra_text *out, double value, int digits)
{
    write_number(out, value, digits, true);
}

void ra_number_percent(ra_text *out, double share, int digits)
{
    write_number(out, 100 * share, digits, true);
    ra_text_append(out, " %");
}

void ra_number_interval(ra_text *out, double low, double high, int digits)
{
    ra_text ends[2] = {{0}, {0}};

    for (; digits <= MAX_DIGITS; digits++) {
        ra_text_free(&ends[0]);
        ra_text_free(&ends[1]);
        ra_number_write(&ends[0], low, digits);
        ra_number_write(&ends[1], high, digits);
        if (ends[0].failed || ends[1].failed || !(low < high) ||
            strcmp(ends[0].data, ends[1].data) != 0)
            break;
    }
    if (ends[0].failed || ends[1].failed) {
        out->failed = true;
    } else if (low == high || (isnan(low) && isnan(high))) {
        ra_text_append(out, ends[0].data);
    } else {
        ra_text_format(out, "%s to %s", ends[0].data, ends[1].data);
    }
    ra_text_free(&ends[0]);
    ra_text_free(&ends[1]);
}
