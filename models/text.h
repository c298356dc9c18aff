/* A string that grows, and the few things that the project does with strings.
 *
 * Units: lengths are in bytes, widths in columns of a terminal. Errors: what appends sets
 * `failed` where there is no memory, and nothing is appended from then on; the caller looks
 * once, at the end. Source: C11, 7.21.6 and 7.22.1, but for what a function names itself. */
#ifndef RA_TEXT_H
#define RA_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RA_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define RA_PRINTF(text, first)
#endif

/* Start with {0}. Once an allocation failed, `failed` stays set and the functions do nothing, so
 * that a writer checks once at its end. */
typedef struct {
    char *data; /* NUL-terminated, or NULL while empty */
    size_t length;
    size_t capacity;
    bool failed;
} ra_text;

/* Appends. Given: the `text`; `bytes` up to a NUL. */
void ra_text_append(ra_text *text, const char *bytes);

/* Appends. Given: the `text`; `length` bytes. */
void ra_text_append_bytes(ra_text *text, const char *bytes, size_t length);

/* Appends as printf writes. Given: the `text`, the `format` and what it asks for. */
void ra_text_format(ra_text *text, const char *format, ...) RA_PRINTF(2, 3);

/* Appends as vprintf writes. Given: the `text`, the `format`, its `args`. */
void ra_text_format_list(ra_text *text, const char *format, va_list args) RA_PRINTF(2, 0);

/* Gives the memory back. Given: a `text`, which is empty afterwards and may be used again. */
void ra_text_free(ra_text *text);

/* Writes a text to a stream and gives the memory back. Given: a `text`, which is empty afterwards;
 * the stream `out`. Returned: RA_OK; RA_NOMEM where the text `failed`, and nothing is written;
 * RA_IO where not all of it could be. */
ra_status ra_text_finish(ra_text *text, FILE *out);

/* Appends a number with the fewest digits (at most 17) that read back to the same double, and with
 * a point whatever the locale is. Given: the `text`, the `value`. */
void ra_text_number(ra_text *text, double value);

/* Reads the number at the start of a text as strtod does, with a point whatever the locale is.
 * Given: the `text`; `end`, or NULL. Returned: the number, infinite where it is too large; *end is
 * where it stops, `text` itself where there is none. */
double ra_text_parse_number(const char *text, const char **end);

/* Finds what was probably meant. Given: a `word`, and `count` `names`. Returned: the one of them
 * that is nearest (Damerau-Levenshtein, without case), borrowed, or NULL where none is near
 * enough. */
const char *ra_text_nearest(const char *word, const char *const *names, size_t count);

/* Given: a `text` in UTF-8. Returned: the columns that it takes on a terminal. */
int ra_text_width(const char *text);

/* Given: `length` `bytes`. Returned: whether they are UTF-8 (no overlong form, no surrogate, no
 * NUL). Source: RFC 3629. */
bool ra_text_valid(const char *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif
