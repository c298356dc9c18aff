/* Fifteen to seventeen significant digits of a double, rounded correctly, and the way back.
 *
 * A double is m 2^e with a whole number m below 2^53. Its digits are the whole number nearest to
 * m 2^e 10^j, where j is such that this has so many digits. For 0 <= j <= 27 the product m 5^j is
 * exact in 128 bits (53 and 63 of them), and 2^(e + j) shifts it to the right: what is shifted out
 * says how to round, ties going to the even neighbour. Other numbers, which are rare in a
 * spreadsheet, are left to printf. */
#include "models/decimal.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Products are rounded once, to a double. */
_Static_assert(FLT_EVAL_METHOD == 0, "doubles are kept longer than they are");

#define MOST_POWER 27
#define LOWEST     1e-11 /* below it j would be over MOST_POWER */
#define HIGHEST    1e15  /* from there on nothing would be shifted to the right */
#define TEN_TO_15  UINT64_C(1000000000000000)

__extension__ typedef unsigned __int128 wide;

/* 5^j for j up to MOST_POWER, 5^27 < 2^63. */
static const uint64_t fives[MOST_POWER + 1] = {
    1,
    5,
    25,
    125,
    625,
    3125,
    15625,
    78125,
    390625,
    1953125,
    9765625,
    48828125,
    244140625,
    1220703125,
    6103515625,
    30517578125,
    152587890625,
    762939453125,
    3814697265625,
    19073486328125,
    95367431640625,
    476837158203125,
    2384185791015625,
    11920928955078125,
    59604644775390625,
    298023223876953125,
    1490116119384765625,
    7450580596923828125,
};

/* Returns m 2^e 10^j rounded to a whole number. Given: m below 2^53, e + j below 0. */
static uint64_t scale(uint64_t m, int e, int j)
{
    wide product = (wide)m * fives[j];
    int shift = -(e + j);
    if (shift > 120)
        return 0; /* the product has 116 bits */
    wide whole = product >> shift, rest = product - (whole << shift), half = (wide)1 << (shift - 1);
    bool up = rest > half || (rest == half && (whole & 1));
    return (uint64_t)whole + up;
}

/* Returns the first `count` digits (15 to 17) of a number from LOWEST up to HIGHEST, for seventeen
 * of them a power of ten further inside, rounded, and the power of ten of the first one. */
static uint64_t find_digits(double value, int count, int *power)
{
    static const uint64_t tens_over[] = {TEN_TO_15, 10 * TEN_TO_15, 100 * TEN_TO_15};
    const uint64_t over = tens_over[count - 15];
    int e;
    uint64_t m = (uint64_t)ldexp(frexp(value, &e), 53);
    /* 2^(e-1) <= value < 2^e, and 0.3010299 < log10(2): the power or one less. */
    int k = (int)floor((e - 1) * 0.3010299);
    uint64_t digits = scale(m, e - 53, count - 1 - k);
    /* One more digit was rounded, and a rounded number is not rounded again. */
    if (digits >= over)
        digits = scale(m, e - 53, count - 1 - ++k);
    if (digits >= over) {
        digits /= 10; /* 9.99...9 was rounded up to the next power */
        k++;
    }
    *power = k;
    return digits;
}

static bool in_range(double size)
{
    return size >= LOWEST && size < HIGHEST;
}

uint64_t ra_decimal_digits(double value, int *power)
{
    double size = fabs(value);
    return in_range(size) ? find_digits(size, 16, power) : 0;
}

/* Writes so many digits without zeros at their end. Returned: how many. */
static int print_digits(char *out, uint64_t digits, int count)
{
    for (int i = count; i-- > 0; digits /= 10)
        out[i] = (char)('0' + digits % 10);
    while (count > 1 && out[count - 1] == '0')
        count--;
    return count;
}

/* Puts the point where `power` says. Returned: the end of the text. */
static char *print_fixed(char *out, const char *digits, int count, int power)
{
    if (power < 0) {
        memset(out, '0', 6);
        out[1] = '.';
        memcpy(out + 1 - power, digits, (size_t)count);
        return out + 1 - power + count;
    }
    int whole = power + 1, given = count < whole ? count : whole;
    memcpy(out, digits, (size_t)given);
    memset(out + given, '0', (size_t)(whole - given));
    out += whole;
    if (count > whole) {
        *out++ = '.';
        memcpy(out, digits + whole, (size_t)(count - whole));
        out += count - whole;
    }
    return out;
}

/* The same with an exponent, of two digits here. */
static char *print_scientific(char *out, const char *digits, int count, int power, char letter)
{
    *out++ = digits[0];
    if (count > 1) {
        *out++ = '.';
        memcpy(out, digits + 1, (size_t)(count - 1));
        out += count - 1;
    }
    *out++ = letter;
    *out++ = '-';
    *out++ = (char)('0' - power / 10);
    *out++ = (char)('0' - power % 10);
    return out;
}

/* As the conversions g and G do for a number of this range. Returned: how many characters. */
static size_t print(char *out, bool negative, uint64_t number, int count, int power, char letter)
{
    char digits[17], *end = out;
    count = print_digits(digits, number, count);
    if (negative)
        *end++ = '-';
    end = power < -4 ? print_scientific(end, digits, count, power, letter)
                     : print_fixed(end, digits, count, power);
    *end = '\0';
    return (size_t)(end - out);
}

size_t ra_decimal_write(char *out, double value)
{
    int power;
    uint64_t digits = ra_decimal_digits(value, &power);
    return digits ? print(out, value < 0, digits, 16, power, 'E')
                  : (size_t)snprintf(out, RA_DECIMAL_ROOM, "%.16G", value);
}

size_t ra_decimal_write_exact(char *out, double value)
{
    double size = fabs(value);
    int power;
    if (size < 10 * LOWEST || !(size < HIGHEST / 10))
        return (size_t)snprintf(out, RA_DECIMAL_ROOM, "%.17g", value);
    uint64_t digits = find_digits(size, 17, &power);
    return print(out, value < 0, digits, 17, power, 'e');
}

/* 10^22 is the highest power of ten that is a double. */
#define MOST_EXACT 22
static const double tens[MOST_EXACT + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                            1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* A whole number and a power of ten that are doubles: one operation rounds their product, or their
 * quotient, correctly [W. D. Clinger: How to read floating point numbers accurately. PLDI 1990]. */
static double join(uint64_t digits, int power)
{
    return power < 0 ? (double)digits / tens[-power] : (double)digits * tens[power];
}

size_t ra_decimal_write_short(char *out, double value)
{
    double size = fabs(value);
    int power;
    /* What is above is rounded to sixteen digits. */
    if (!in_range(size) || size > (double)(TEN_TO_15 - 1))
        return 0;
    uint64_t digits = find_digits(size, 15, &power);
    if (14 - power > MOST_EXACT || join(digits, power - 14) != size)
        return 0;
    return print(out, value < 0, digits, 15, power, 'e');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads digits as long as what they make is below 10^15. Returned: what follows them. */
static const char *read_digits(const char *at, uint64_t *number, int *count)
{
    for (; is_digit(*at) && *number < TEN_TO_15 / 10; at++, ++*count)
        *number = 10 * *number + (uint64_t)(*at - '0');
    return at;
}

const char *ra_decimal_read(const char *text, double *value)
{
    const char *at = text + (*text == '-');
    uint64_t digits = 0, size = 0;
    int whole = 0, fraction = 0, exponent = 0, power = 0;
    at = read_digits(at, &digits, &whole);
    if (whole == 0 || is_digit(*at) || *at == 'x' || *at == 'X')
        return NULL;
    if (*at == '.') {
        at = read_digits(at + 1, &digits, &fraction);
        if (fraction == 0 || is_digit(*at))
            return NULL;
    }
    if (*at == 'e' || *at == 'E') {
        bool negative = at[1] == '-';
        at = read_digits(at + 1 + (at[1] == '-' || at[1] == '+'), &size, &exponent);
        if (exponent == 0 || size > 1000)
            return NULL;
        power = negative ? -(int)size : (int)size;
    }
    power -= fraction;
    if (power < -MOST_EXACT || power > MOST_EXACT)
        return NULL;
    *value = *text == '-' ? -join(digits, power) : join(digits, power);
    return at;
}
