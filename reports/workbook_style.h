/* How the cells of the workbook look: styles, colours, number formats. Internal to the workbook
 * writer; workbook.h includes it. */
#ifndef RA_WORKBOOK_STYLE_H
#define RA_WORKBOOK_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/colours.h"
#include "reports/workbook_library.h"

typedef struct ra_book ra_book;

/* How a cell looks. The rows are in workbook_style.c. */
typedef enum {
    RA_STYLE_TITLE,      /* the sheet's title */
    RA_STYLE_LEAD,       /* the line under it */
    RA_STYLE_PARAGRAPH,  /* the same over several lines */
    RA_STYLE_SECTION,    /* a heading over a table */
    RA_STYLE_HEAD,       /* column headings */
    RA_STYLE_TEXT,       /* text on one line */
    RA_STYLE_WRAP,       /* text that may take several lines */
    RA_STYLE_LOCAL,      /* a figure that another one is made of: indented */
    RA_STYLE_MUTED,      /* remarks */
    RA_STYLE_STRONG,     /* names that stand out */
    RA_STYLE_LINK,       /* a source */
    RA_STYLE_INPUT,      /* a figure that may be changed: blue on yellow */
    RA_STYLE_SWITCH,     /* a switch that may be changed */
    RA_STYLE_PICK,       /* a text to pick from a list */
    RA_STYLE_FORMULA,    /* computed in the sheet: black */
    RA_STYLE_COUNT,      /* a number that counts rows */
    RA_STYLE_TOTAL,      /* the headline's own figures */
    RA_STYLE_TOTAL_TEXT, /* and the text beside them */
    RA_STYLE_RUN,        /* taken over from the Monte Carlo run: grey */
    RA_STYLE_QUOTE,      /* the headline as printed */
    RA_STYLE_VERDICT,    /* the sentence */
    RA_STYLE_FLAG,       /* whether all checks hold */
    RA_STYLE_CONTENTS,   /* a way to another sheet */
    RA_STYLES
} ra_style;

/* Text in cells and charts is set in a face that has metric twins on every system, so that columns
 * that fit here fit elsewhere. */
#define RA_WORKBOOK_FACE "Arial"

/* --- workbook_style.c: formats --- */

/* Returns the format of a style with a number format; NULL (the default one) where memory ran out.
 */
lxw_format *ra_book_style(ra_book *book, ra_style style, int number);

/* Returns whether text in this style may take several lines. */
bool ra_style_wraps(ra_style style);

#define RA_NUMBER_NONE (-1)

/* Chooses a number format that shows `digits` significant digits of `value`: its decimals, or a
 * power of ten where it is below 1e-4 or at least 1e12. ra_number_code_exact shows all digits that
 * the shortest decimal text of the value has, up to ten. */
int ra_number_code(double value, int digits);
int ra_number_code_exact(double value);

/* The same by how many digits are to be shown: `digits`, 0 for all that the value has, or a
 * negative number for at most so many. */
int ra_number_code_shown(double value, int digits);

/* Writes the spreadsheet's text for a number code into `out`. */
void ra_number_code_text(int code, char *out, size_t size);

#endif
