/* Numbers as people read them. */
#include "models/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DIGITS 17

/* Digits that survive a few roundings in binary: a width of 0.1 is 0.1 with so many. */
#define SURE_DIGITS 14

/* Powers of ten between which a number is written without an exponent. */
#define FIXED_FROM  (-4)
#define FIXED_BELOW 12

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
    if (digits <= RA_NO_DIGIT && isfinite(value) && value != 0)
        ra_text_append(out, "~");
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

int ra_number_magnitude(double value)
{
    return decimal_round(value, SURE_DIGITS).exponent;
}

int ra_number_earned(double value, double half_width, int most)
{
    if (!(half_width > 0) || !isfinite(value) || value == 0)
        return most;
    if (isinf(half_width))
        return RA_NO_DIGIT;
    /* The smallest place with 10^place >= 2 half_width; a power of ten itself is found exactly. */
    decimal width = decimal_round(2 * half_width, SURE_DIGITS);
    drop_zeros(&width);
    bool power = width.count == 1 && width.digit[0] == '1';
    int place = power ? width.exponent : width.exponent + 1;
    int digits = ra_number_magnitude(value) - place + 1;
    if (digits > most)
        return most;
    return digits > RA_NO_DIGIT ? digits : RA_NO_DIGIT;
}

/* Digits of the distance between the ends of an interval that they show. */
#define DISTANCE_DIGITS 2

/* How many digits an end needs for that, at least `least`. */
static int end_digits(double end, double distance, int least)
{
    if (!(distance > 0) || !isfinite(distance) || end == 0)
        return least;
    int digits = ra_number_magnitude(end) - decimal_round(distance, DISTANCE_DIGITS).exponent +
                 DISTANCE_DIGITS;
    return digits > least ? digits : least;
}

void ra_number_range(ra_text *out, double low, double low_half, double high, double high_half,
                     int digits)
{
    int low_digits = ra_number_earned(low, low_half, end_digits(low, high - low, digits));
    int high_digits = ra_number_earned(high, high_half, end_digits(high, high - low, digits));

    ra_number_write(out, low, low_digits);
    if (low == high || (isnan(low) && isnan(high)))
        return;
    ra_text_append(out, " to ");
    ra_number_write(out, high, high_digits);
}

void ra_number_interval(ra_text *out, double low, double high, int digits)
{
    ra_number_range(out, low, NAN, high, NAN, digits);
}
