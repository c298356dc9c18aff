/* A printed number is D 10^e: an integer D of up to 30 digits and the place e of its last digit.
 * The ends of its intervals are decimals too,
 *     low = (10 D - 5) 10^(e-1),  high = (10 D + 5) 10^(e-1),  cut = (D + 1) 10^e,
 * made as texts and read as such: 0.5 units added in binary would miss them by a rounding. */
#include "models/figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "models/text.h"

#define MOST_DIGITS   30
#define MOST_EXPONENT 300

typedef struct {
    char digits[MOST_DIGITS + 1]; /* D without leading zeros, at least "0" */
    int count;
    int exponent; /* e */
    bool negative;
    bool point;
} decimal;

typedef struct {
    const char *text, *at;
    char *reason;
    size_t reason_size;
    size_t *position;
} reader;

RA_PRINTF(3, 4)
static bool refuse(reader *r, const char *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (r->reason_size)
        vsnprintf(r->reason, r->reason_size, format, args);
    va_end(args);
    *r->position = (size_t)(at - r->text);
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool add_digit(reader *r, decimal *d)
{
    if (d->count == 1 && d->digits[0] == '0')
        d->count = 0;
    if (d->count == MOST_DIGITS)
        return refuse(r, r->at, "more than %d digits", MOST_DIGITS);
    d->digits[d->count++] = *r->at++;
    d->digits[d->count] = '\0';
    return true;
}

static size_t digits_ahead(const char *at)
{
    size_t count = 0;
    while (is_digit(at[count]))
        count++;
    return count;
}

/* Digits before the point; with commas every group but the first has three, the first one to
 * three and no leading zero. */
static bool read_whole(reader *r, decimal *d, size_t *read)
{
    const char *start = r->at;
    size_t first = digits_ahead(r->at);
    bool grouped = r->at[first] == ',';
    if (grouped && (first < 1 || first > 3 || *start == '0'))
        return refuse(r, start + first,
                      "a comma stands between groups of three digits; "
                      "write a decimal point");
    *read = first;
    for (size_t i = 0; i < first; i++)
        if (!add_digit(r, d))
            return false;
    while (*r->at == ',') {
        if (digits_ahead(r->at + 1) != 3)
            return refuse(r, r->at,
                          "a comma stands between groups of three digits; "
                          "write a decimal point");
        r->at++;
        for (int i = 0; i < 3; i++)
            if (!add_digit(r, d))
                return false;
    }
    return true;
}

static bool read_fraction(reader *r, decimal *d, size_t *read)
{
    if (*r->at != '.')
        return true;
    d->point = true;
    r->at++;
    for (; is_digit(*r->at); ++*read) {
        if (!add_digit(r, d))
            return false;
        d->exponent--;
    }
    return true;
}

static bool read_exponent(reader *r, decimal *d)
{
    const char *start = r->at, *digits = start + 1;
    if (*start != 'e' && *start != 'E')
        return true;
    bool negative = *digits == '-';
    if (*digits == '-' || *digits == '+')
        digits++;
    if (!is_digit(*digits))
        return true; /* not an exponent but a word; it is refused as such */
    int exponent = 0;
    for (r->at = digits; is_digit(*r->at); r->at++)
        if (exponent <= MOST_EXPONENT)
            exponent = 10 * exponent + (*r->at - '0');
    if (exponent > MOST_EXPONENT)
        return refuse(r, start, "exponent beyond %d", MOST_EXPONENT);
    d->exponent += negative ? -exponent : exponent;
    return true;
}

/* Refuses what follows the number, with what should be written. */
static bool refuse_rest(reader *r)
{
    const char *at = r->at;
    if (*at == ' ' && is_digit(at[1]))
        return refuse(r, at, "a space in a number; write 1,000");
    while (*at == ' ')
        at++;
    if (*at == '\0')
        return refuse(r, r->at, "a space behind the number");
    if (*at == '.')
        return refuse(r, at, "a second decimal point");
    if (*at == ',')
        return refuse(r, at, "a comma behind the decimal point");
    if (*at == '-' || strncmp(at, "\xE2\x80\x93", 3) == 0)
        return refuse(r, at, "a range is not one figure");
    return refuse(r, at, "'%.40s' does not belong to the digits; put scale and unit into \"unit\"",
                  at);
}

static bool read_decimal(reader *r, decimal *d)
{
    size_t whole = 0, fraction = 0;
    d->negative = *r->at == '-';
    if (*r->at == '-' || *r->at == '+')
        r->at++;
    if (*r->text == '\0')
        return refuse(r, r->text, "no digits");
    if (!read_whole(r, d, &whole) || !read_fraction(r, d, &fraction))
        return false;
    if (whole + fraction == 0)
        return refuse(r, r->text, "not a number; give its value and digits beside it");
    if (!read_exponent(r, d))
        return false;
    return *r->at == '\0' || refuse_rest(r);
}

/* Adds one to the last digit of a decimal text. */
static void step_up(char *digits)
{
    size_t i = strlen(digits);
    while (i-- > 0) {
        if (digits[i] != '9') {
            digits[i]++;
            return;
        }
        digits[i] = '0';
    }
    memmove(digits + 1, digits, strlen(digits) + 1);
    digits[0] = '1';
}

/* Subtracts one; the text is not zero. */
static void step_down(char *digits)
{
    size_t i = strlen(digits);
    while (digits[--i] == '0')
        digits[i] = '9';
    digits[i]--;
}

static double read_back(const char *sign, const char *digits, const char *more, int exponent)
{
    char text[MOST_DIGITS + 30];
    snprintf(text, sizeof text, "%s%s%se%d", sign, digits, more, exponent);
    return ra_text_parse_number(text, NULL);
}

static void set_interval(const decimal *d, ra_printed *out)
{
    char up[MOST_DIGITS + 2], down[MOST_DIGITS + 2];
    const char *sign = d->negative ? "-" : "", *other = d->negative ? "" : "-";
    bool zero = strcmp(d->digits, "0") == 0;
    strcpy(up, d->digits);
    strcpy(down, d->digits);
    step_up(up);
    if (!zero)
        step_down(down);
    double far = read_back(sign, d->digits, "5", d->exponent - 1);
    double near = zero ? read_back(other, "5", "", d->exponent - 1)
                       : read_back(sign, down, "5", d->exponent - 1);
    out->value = read_back(sign, d->digits, "", d->exponent);
    out->low = d->negative ? far : near;
    out->high = d->negative ? near : far;
    out->cut_high = read_back(sign, up, "", d->exponent);
    out->digits = d->count;
    out->trailing = !d->point && d->count > 1 && d->digits[d->count - 1] == '0';
}

bool ra_printed_parse(const char *text, ra_printed *out, char *reason, size_t reason_size,
                      size_t *position)
{
    size_t unused;
    reader r = {text, text, reason, reason_size, position ? position : &unused};
    decimal d = {.digits = "0", .count = 1};
    ra_printed own;
    if (!read_decimal(&r, &d))
        return false;
    /* Who asks for nothing but the form is spared the ends of the interval. */
    if (!out && d.count + d.exponent < MOST_EXPONENT)
        return true;
    out = out ? out : &own;
    set_interval(&d, out);
    if (!isfinite(out->low) || !isfinite(out->high) || !isfinite(out->cut_high))
        return refuse(&r, text, "number too large");
    return true;
}

bool ra_printed_round(double value, int digits, ra_printed *out)
{
    char text[64], reason[64];
    if (!isfinite(value) || digits < 1 || digits > 17)
        return false;
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    for (char *c = text; *c; c++)
        if (*c == ',')
            *c = '.'; /* the decimal point of some locales */
    if (!ra_printed_parse(text, out, reason, sizeof reason, NULL))
        return false;
    /* A value with more digits than count ("two thirds" to one digit) keeps its own place. */
    double shift = value - out->value;
    out->value = value;
    out->low += shift;
    out->high += shift;
    out->cut_high += shift;
    out->digits = digits;
    out->trailing = false;
    return true;
}
