/* Text from a claim in markup languages: always text, never markup. */
#ifndef RA_MARKUP_H
#define RA_MARKUP_H

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends text as it must stand in CommonMark [commonmark], in a paragraph or a cell of a table:
 * characters that could start markup have a backslash, control characters, marks of direction and
 * invisible characters are spelled out as on a terminal. NULL: nothing. */
void ra_markdown_text(ra_text *out, const char *text);

/* Appends text as it must stand in LaTeX [latex2e]: the ten special characters as commands; common
 * punctuation and signs beyond ASCII as commands; Latin letters as they are; everything else as its
 * number, "[U+1F600]", so that every engine can set it. NULL: nothing. */
void ra_latex_text(ra_text *out, const char *text);

#ifdef __cplusplus
}
#endif
#endif
