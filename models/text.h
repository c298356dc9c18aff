/* A string that grows, and the few things that the project does with strings. */
#ifndef RA_TEXT_H
#define RA_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

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

void ra_text_append(ra_text *text, const char *bytes);
void ra_text_append_bytes(ra_text *text, const char *bytes, size_t length);
void ra_text_format(ra_text *text, const char *format, ...) RA_PRINTF(2, 3);
void ra_text_format_list(ra_text *text, const char *format, va_list args) RA_PRINTF(2, 0);
void ra_text_free(ra_text *text);

/* Appends `value` with the fewest digits (at most 17) that read back to the same double. */
void ra_text_number(ra_text *text, double value);

/* Returns the number at the start of `text` as strtod does, with a decimal point whatever the locale
 * is; *end (may be NULL) is where it stops. Infinite where it is too large. */
double ra_text_parse_number(const char *text, const char **end);

/* Returns the one of `count` names that is nearest to `word` (Damerau-Levenshtein, without case),
 * or NULL where none is near enough to be meant. The result is borrowed from `names`. */
const char *ra_text_nearest(const char *word, const char *const *names, size_t count);

/* Returns the number of terminal columns of a UTF-8 text. */
int ra_text_width(const char *text);

/* Returns whether `length` bytes are valid UTF-8 (no overlong form, no surrogate, no NUL). */
bool ra_text_valid(const char *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif
