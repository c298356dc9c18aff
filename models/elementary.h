/* Exponential and logarithm of our own.
 *
 * Those of the C library differ in the last bit between processors, since it picks code by what the
 * processor can do. These are a fixed sequence of IEEE operations without a branch: the same bits
 * everywhere, and a loop over them turns into vector code on every instruction set.
 *
 * Relative errors, measured by the tests against MPFR: exponential below 4e-16 (results below
 * 2.3e-308 have fewer digits, as all such numbers do), logarithm below 2.3e-16. */
#ifndef RA_ELEMENTARY_H
#define RA_ELEMENTARY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t ra_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double ra_from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Added to a number of less than 2^51, rounds it to a whole one, which then stands in the low bits.
 */
#define RA_ROUNDER 0x1.8p52

/* ln 2 in two parts: the first has few enough bits for its multiples to be exact. */
#define RA_LN2_HIGH 0x1.62e42feep-1
#define RA_LN2_LOW  0x1.a39ef35793c76p-33

/* e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln(2) / 2. The polynomial goes through
 * (e^r - 1 - r) / r^2 at the Chebyshev nodes; its part of the error is 2e-17. The power of two is
 * multiplied in two halves, so that neither leaves the range of a double before the result does. */
static inline double ra_exp(double x)
{
    double y = x < -746.0 ? -746.0 : x;
    y = y > 710.0 ? 710.0 : y; /* a NaN stays one */
    double n = (y * 0x1.71547652b82fep0 + RA_ROUNDER) - RA_ROUNDER;
    double r = (y - n * RA_LN2_HIGH) - n * RA_LN2_LOW;
    double r2 = r * r, r4 = r2 * r2;
    double low = (0x1.0000000000001p-1 + r * 0x1.5555555555556p-3) +
                 r2 * (0x1.5555555553d64p-5 + r * 0x1.11111111109b4p-7);
    double high = (0x1.6c16c1788b646p-10 + r * 0x1.a01a01a7c3d59p-13) +
                  r2 * (0x1.a019b90eefe8ep-16 + r * 0x1.71de0daf7a6ccp-19) +
                  r4 * (0x1.2891834686c7ep-22 + r * 0x1.af38a71a18cb9p-26);
    double value = 1.0 + (r + r2 * (low + r4 * high));
    double half = n * 0.5 + RA_ROUNDER;
    double rest = (n - (half - RA_ROUNDER)) + RA_ROUNDER;
    double scale_1 = ra_from_bits((ra_bits(half) + 1023) << 52);
    double scale_2 = ra_from_bits((ra_bits(rest) + 1023) << 52);
    return value * scale_1 * scale_2;
}

/* ln x = k ln 2 + ln(1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); with s = f / (2 + f),
 * ln(1 + f) = 2 artanh s = f - (f^2/2 - s (f^2/2 + R(s^2))), R the polynomial of [fdlibm]. */
static inline double ra_log(double x)
{
    double y = x < 0x1p-1022 ? x * 0x1p54 : x;
    double bias = x < 0x1p-1022 ? 0x1p52 + 1023 + 54 : 0x1p52 + 1023;
    uint64_t moved = ra_bits(y) + (0x3FF0000000000000u - 0x3FE6A09E00000000u);
    double k = ra_from_bits(moved >> 52 | 0x4330000000000000u) - bias;
    double f = ra_from_bits((moved & 0x000FFFFFFFFFFFFFu) + 0x3FE6A09E00000000u) - 1.0;
    double s = f / (2.0 + f), z = s * s, w = z * z;
    double odd = w * (0x1.999999997fa04p-2 + w * (0x1.c71c51d8e78afp-3 + w * 0x1.39a09d078c69fp-3));
    double even = z * (0x1.5555555555593p-1 +
                       w * (0x1.2492494229359p-2 + w * (0x1.7466496cb03dep-3 + w * 0x1.2f112df3e5244p-3)));
    double square = 0.5 * f * f;
    double value = k * RA_LN2_HIGH - ((square - (s * (square + (even + odd)) + k * RA_LN2_LOW)) - f);
    value = x > 0x1.fffffffffffffp1023 ? x : value;
    value = x >= 0 ? value : (double)NAN;
    return x == 0 ? -(double)INFINITY : value;
}

#endif
