/* Text in a page: always text, never markup.
 *
 * Everything that comes from a claim goes through ra_html_text. Control characters, marks of
 * direction and invisible characters are spelled out as on a terminal, and the characters that could
 * start markup are written as references. No text of a claim stands in a script. */
#ifndef RA_HTML_H
#define RA_HTML_H

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends text for the content of an element or a quoted attribute. NULL: nothing. */
void ra_html_text(ra_text *out, const char *text);

/* The same with a piece of text, which is freed. */
void ra_html_piece(ra_text *out, ra_text *piece);

/* Appends an element without attributes but a class, its kind (NULL: none), that holds a piece, which is
 * freed. */
void ra_html_element(ra_text *out, const char *name, const char *kind, ra_text *piece);
void ra_html_put(ra_text *out, const char *name, const char *kind, const char *text);

/* Appends a link whose text is `text`. An address that is not http or https is no link: the text
 * stands alone. */
void ra_html_link(ra_text *out, const char *url, const char *text);

/* Appends bytes in base 64 [rfc4648, 4]. */
void ra_html_base64(ra_text *out, const void *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif
