/* Numbers as people read them: the one way in which texts, sentences and labels write them. */
#ifndef RA_NUMBER_H
#define RA_NUMBER_H

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends `value` with `digits` significant digits (1 to 17), commas in groups of three, no
 * exponent from 1e-4 up to 1e12: "7,096", "3.219", "0.00012", "9.79e+12". Trailing zeros that carry
 * a digit stay. With digits = RA_NO_DIGIT not even the first one is certain: "~7,000". A number that
 * does not exist is "n/a", one without end "infinite". */
#define RA_NO_DIGIT 0
void ra_number_write(ra_text *out, double value, int digits);

/* The same with at most `digits` significant digits: zeros at the end of a fraction are dropped, so
 * that a count of 8 chips is "8" and not "8.000". */
void ra_number_trim(ra_text *out, double value, int digits);

/* Appends a share (0 to 1) as a percentage: "90 %", "99.87 %". At most `digits` digits. */
void ra_number_percent(ra_text *out, double share, int digits);

/* Appends both ends of an interval: "6,290 to 7,960". Each has at least `digits` digits, or more
 * where they are near each other: two of their distance. Equal ends are written once. */
void ra_number_interval(ra_text *out, double low, double high, int digits);

/* The same with no more digits than either end has earned (ra_number_earned). */
void ra_number_range(ra_text *out, double low, double low_half, double high, double high_half,
                     int digits);

/* Returns how many significant digits of a number have been earned, RA_NO_DIGIT to `most`: those
 * whose place is at least as wide as the 95 % interval of the number, value -/+ half_width, so that
 * the error is at most half a unit of the last digit [jcgm101, 7.9.2 and 7.9.4]. Where there is no
 * half-width (0, NaN) the number is exact: `most`. */
int ra_number_earned(double value, double half_width, int most);

/* Returns the power of ten of the first digit of a number that is neither 0 nor without end. */
int ra_number_magnitude(double value);

#ifdef __cplusplus
}
#endif
#endif
