/* Numbers as people read them. */
#ifndef RA_NUMBER_H
#define RA_NUMBER_H

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends `value` with `digits` significant digits (1 to 17), commas in groups of three, no
 * exponent from 1e-4 up to 1e9: "7,096", "3.219", "0.00012", "9.79e+09". Trailing zeros that carry
 * a digit stay. A number that does not exist is "n/a", one without end "infinite". */
void ra_number_write(ra_text *out, double value, int digits);

/* The same with at most `digits` significant digits: zeros at the end of a fraction are dropped, so
 * that a count of 8 chips is "8" and not "8.000". */
void ra_number_trim(ra_text *out, double value, int digits);

/* Appends a share (0 to 1) as a percentage: "90 %", "99.87 %". At most `digits` digits. */
void ra_number_percent(ra_text *out, double share, int digits);

/* Appends both ends of an interval with as many digits as tell them apart, at least `digits`:
 * "6,290 to 7,960". Equal ends are written once. */
void ra_number_interval(ra_text *out, double low, double high, int digits);

#ifdef __cplusplus
}
#endif
#endif
