/* Sixteen significant digits of a double, rounded correctly.
 *
 * A double is m 2^e with a whole number m below 2^53. Its digits are the whole number nearest to
 * m 2^e 10^j, where j is such that this has sixteen digits. For 0 <= j <= 27 the product m 5^j is
 * exact in 128 bits (53 and 63 of them), and 2^(e + j) shifts it to the right: what is shifted out
 * says how to round, ties going to the even neighbour. Other numbers, which are rare in a
 * spreadsheet, are left to printf. */
#include "models/decimal.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define DIGITS     16
#define MOST_POWER 27
#define LOWEST     1e-11 /* below it j would be over MOST_POWER */
#define HIGHEST    1e15  /* from there on nothing would be shifted to the right */
#define TEN_TO_16  UINT64_C(10000000000000000)

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

/* Returns the sixteen digits of a number from LOWEST up to HIGHEST, and the power of ten of the
 * first one. */
static uint64_t find_digits(double value, int *power)
{
    int e;
    uint64_t m = (uint64_t)ldexp(frexp(value, &e), 53);
    /* 2^(e-1) <= value < 2^e, and 0.3010299 < log10(2): at most the power, at least one less. */
    int k = (int)floor((e - 1) * 0.3010299);
    uint64_t digits = scale(m, e - 53, DIGITS - 1 - k);
    /* Seventeen digits were rounded, and are not rounded again. */
    if (digits >= TEN_TO_16)
        digits = scale(m, e - 53, DIGITS - 1 - ++k);
    if (digits >= TEN_TO_16) {
        digits /= 10; /* 9.99...9 was rounded up to the next power */
        k++;
    }
    *power = k;
    return digits;
}

/* Writes the digits without zeros at their end. Returned: how many. */
static int print_digits(char *out, uint64_t digits)
{
    int count = DIGITS;
    for (int i = DIGITS; i-- > 0; digits /= 10)
        out[i] = (char)('0' + digits % 10);
    while (count > 1 && out[count - 1] == '0')
        count--;
    return count;
}

/* Puts the point where `power` says. Returned: the end of the text. */
static char *print_fixed(char *out, const char *digits, int count, int power)
{
    if (power < 0) {
        memcpy(out, "0.0000", 6);
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
static char *print_scientific(char *out, const char *digits, int count, int power)
{
    *out++ = digits[0];
    if (count > 1) {
        *out++ = '.';
        memcpy(out, digits + 1, (size_t)(count - 1));
        out += count - 1;
    }
    *out++ = 'E';
    *out++ = '-';
    *out++ = (char)('0' - power / 10);
    *out++ = (char)('0' - power % 10);
    return out;
}

size_t ra_decimal_write(char *out, double value)
{
    char digits[DIGITS];
    char *end = out;
    double size = fabs(value);
    int power;
    if (!(size >= LOWEST && size < HIGHEST))
        return (size_t)snprintf(out, RA_DECIMAL_ROOM, "%.16G", value);
    if (value < 0)
        *end++ = '-';
    int count = print_digits(digits, find_digits(size, &power));
    end = power < -4 ? print_scientific(end, digits, count, power)
                     : print_fixed(end, digits, count, power);
    *end = '\0';
    return (size_t)(end - out);
}
