/* Numbers as people read them. */
#ifndef RA_NUMBER_H
#define RA_NUMBER_H

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends `value` with `digits` significant digits, commas in groups of three, no exponent between
 * 1e-4 and 1e9: "7,096", "3.219", "0.00012", "9.79e+08". Trailing zeros that carry a digit stay. */
void ra_number_write(ra_text *out, double value, int digits);

/* Appends a factor in words: "88 times too high", "6.8 times too low", "the same". */
void ra_number_factor(ra_text *out, double factor, int digits);

/* Appends both ends of an interval with as many digits as tell them apart, at least `digits`:
 * "6,290 to 7,960". */
void ra_number_interval(ra_text *out, double low, double high, int digits);

#ifdef __cplusplus
}
#endif
#endif
