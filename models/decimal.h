/* Decimal digits of numbers, exactly as printf and strtod have them, in a fifth of the time.
 *
 * Units: none. Errors: none. Source: ISO C11, 7.21.6.1 and 7.22.1.3. */
#ifndef RA_DECIMAL_H
#define RA_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RA_DECIMAL_ROOM 32 /* characters, with the one that ends the text */

/* Writes a number as printf does with "%.16G" in the locale of the language: as spreadsheets keep
 * it. Given: room `out` for RA_DECIMAL_ROOM characters; the number `value`. Returned: how many
 * characters it has. */
size_t ra_decimal_write(char *out, double value);

/* Writes a number as printf does with "%.15g", where that reads back to the same number. Given:
 * room `out` for RA_DECIMAL_ROOM characters; the number `value`. Returned: how many characters it
 * has; 0 where it does not read back, or is too large or small for this function. */
size_t ra_decimal_write_short(char *out, double value);

/* Writes a number as printf does with "%.17g", which always reads back. Given: room `out` for
 * RA_DECIMAL_ROOM characters; the number `value`. Returned: how many characters it has. */
size_t ra_decimal_write_exact(char *out, double value);

/* Given: the number `value`. Returned: its first sixteen digits, rounded, with the power of ten of
 * the first one in `power`; 0 where it is too large or small for this function. */
uint64_t ra_decimal_digits(double value, int *power);

/* Reads a number as strtod does, in the locale of the language. Given: the `text`, which starts
 * with a digit or a minus and a digit. Returned: what follows the number, with it in `value`; NULL
 * where it has too many digits, or another form, for this function. */
const char *ra_decimal_read(const char *text, double *value);

#ifdef __cplusplus
}
#endif
#endif
