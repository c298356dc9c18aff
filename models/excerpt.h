/* The line of a text around a place, made fit for a terminal; shared by diag.c. */
#ifndef RA_EXCERPT_H
#define RA_EXCERPT_H

#include <stddef.h>

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The line around a place is shortened to about this many columns. */
#define RA_EXCERPT_COLUMNS 72

/* Appends `length` bytes with everything made visible that is not plain text: "\x1B" for a byte
 * that is no UTF-8 or a control, "\u202E" for a character that changes what stands around it. A
 * tab becomes one space. At most `columns` columns, then "...". */
void ra_excerpt_visible(ra_text *out, const char *bytes, size_t length, int columns);

/* Appends the line that contains `offset`, shortened around it; *caret is the column of the place
 * in what was appended. */
void ra_excerpt_line(ra_text *out, const char *text, size_t length, size_t offset, size_t *caret);

/* Returns where the character starts that the byte at `offset` belongs to. */
size_t ra_excerpt_start(const char *text, size_t length, size_t offset);

/* Given: offset <= length. Returned: line and column of the place, both from 1; the column counts
 * characters. */
void ra_excerpt_place(const char *text, size_t length, size_t offset, size_t *line, size_t *column);

#ifdef __cplusplus
}
#endif
#endif
