/* A number as its printed digits, and the slips that hands make in them. */
#ifndef RA_DIGITS_H
#define RA_DIGITS_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/result.h"
#include "models/text.h"

/* (-1)^negative * mantissa * 10^exponent: "0.423" is 423 * 10^-3. */
typedef struct {
    bool negative;
    uint64_t mantissa;
    int exponent;
} ra_digits;

/* Reads a printed figure from its value and its rounding interval, which is as wide as a unit of
 * its last digit. Returned: false where it is exact, zero, or longer than 15 digits. */
bool ra_digits_read(double value, double low, double high, ra_digits *out);

/* Rounds to a unit of 10^exponent. Returned: false where nothing or over 15 digits are left. */
bool ra_digits_round(double value, int exponent, ra_digits *out);

double ra_digits_value(const ra_digits *digits);

/* Returned: the i-th slip of a hand - one digit for another, two neighbours transposed, the point
 * moved by one place - in *out with its kind; RA_SLIP_NONE where the i-th is no different number or
 * would begin with a zero. *more is whether there is an i-th. */
ra_slip_kind ra_digits_slip(const ra_digits *digits, uint32_t i, ra_digits *out, bool *more);

/* Appends the digits, in groups of three with commas where `commas`. */
void ra_digits_emit(const ra_digits *digits, bool commas, ra_text *out);

#endif
