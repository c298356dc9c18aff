/* A page of text for a terminal: columns, wrapping, colour.
 *
 * Everything that is written goes through one filter. Text from a claim is data: control
 * characters, invisible ones and those that turn the direction of writing appear as escapes
 * ("\x1b",
 * "\u{202e}"), so that no claim can move the cursor or hide a word. Where the terminal shows ASCII
 * alone, characters beyond it are spelled out. */
#ifndef RA_PAGE_H
#define RA_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "models/status.h"
#include "models/text.h"
#include "reports/format.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    RA_STYLE_PLAIN,
    RA_STYLE_STRONG, /* headings, the verdict */
    RA_STYLE_QUIET,  /* axes, remarks */
    RA_STYLE_GOOD,   /* stands, reproduces */
    RA_STYLE_BAD,    /* overstated, does not follow */
    RA_STYLE_CARE,   /* understated, unverified */
    RA_STYLES
} ra_style;

typedef struct {
    ra_text text; /* the page so far */
    int width;    /* columns */
    bool colour, utf8;
    int column;  /* where the next character goes, from 0 */
    int pending; /* spaces not written yet; those at the end of a line never are */
    ra_style style;
    unsigned long failures; /* of allocations, before the page was begun */
} ra_page;

/* Returns an empty page. ra_page_finish writes it to `out`, frees it, and says whether that
 * succeeded; a page that is not wanted any more is freed with ra_page_free. */
ra_page ra_page_new(const ra_report_options *options);
ra_status ra_page_finish(ra_page *page, FILE *out);
void ra_page_free(ra_page *page);

/* Appends text in the line. */
void ra_page_put(ra_page *page, const char *text);
void ra_page_format(ra_page *page, const char *format, ...) RA_PRINTF(2, 3);
void ra_page_style(ra_page *page, ra_style style);

/* Moves on to a column with spaces (nothing where it is passed already). */
void ra_page_pad(ra_page *page, int column);

/* Ends the line; ra_page_gap then leaves one line empty. */
void ra_page_line(ra_page *page);
void ra_page_gap(ra_page *page);

/* A heading on a line of its own, after an empty line. */
void ra_page_heading(ra_page *page, const char *text);

/* Appends words from the current column on; later lines of it start at `indent`. The line is not
 * ended. A word that is longer than a line is broken. */
void ra_page_wrap(ra_page *page, int indent, const char *text);

/* A cell of a table: `width` columns, to the left (what is too long ends in an ellipsis) or to the
 * right (numbers: never cut, and at least one space after what stands before them). */
void ra_page_left(ra_page *page, int width, const char *text);
void ra_page_right(ra_page *page, int width, const char *text);

/* Returns the columns that a text takes on this page. */
int ra_page_measure(const ra_page *page, const char *text);

/* The filter by itself: appends `text` as a terminal may show it. */
void ra_page_clean(ra_text *out, const char *text, bool utf8);

#ifdef __cplusplus
}
#endif
#endif
