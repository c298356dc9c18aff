/* What the sheets of the workbook share: cells, formats, names, formulas and their values.
 *
 * Internal to the workbook writer (report_workbook.c, workbook*.c, sheet_*.c, chart_*.c), which is
 * the only part that knows libxlsxwriter. Rows and columns count from 0. Every write goes through
 * the functions below: they clean text, choose the number format from the value's magnitude, keep
 * track of column widths and remember the first error, so that a sheet reads like its own table of
 * contents and the errors are looked at once, when the book is closed. */
#ifndef RA_WORKBOOK_H
#define RA_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xlsxwriter.h>

#include "audit/result.h"
#include "models/text.h"
#include "reports/format.h"

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
    RA_STYLE_FORMULA,    /* computed in the sheet: black */
    RA_STYLE_COUNT,      /* a number that counts rows */
    RA_STYLE_TOTAL,      /* the headline's own figures */
    RA_STYLE_TOTAL_TEXT, /* and the text beside them */
    RA_STYLE_RUN,        /* taken over from the Monte Carlo run: grey */
    RA_STYLE_QUOTE,      /* the headline as printed */
    RA_STYLE_VERDICT,    /* the sentence */
    RA_STYLE_FLAG,       /* a warning */
    RA_STYLES
} ra_style;

/* Colours that stay apart for every kind of colour blindness and in grey print. */
#define RA_COLOUR_DARK     0x1F3A5F
#define RA_COLOUR_STEP     0x0072B2
#define RA_COLOUR_INTERVAL 0xD55E00
#define RA_COLOUR_PALE     0xA9C8E0
#define RA_COLOUR_GRID     0xD9D9D9
#define RA_COLOUR_GREY     0x7F7F7F
#define RA_COLOUR_CHANGED  0xFDE9D0

/* Text in cells and charts is set in a face that has metric twins on every system, so that columns
 * that fit here fit elsewhere. */
#define RA_WORKBOOK_FACE "Arial"

typedef enum {
    RA_SHEET_VERDICT,
    RA_SHEET_CHAIN,
    RA_SHEET_LADDER,
    RA_SHEET_UNCERTAINTY,
    RA_SHEET_ATTRIBUTION,
    RA_SHEET_SENSITIVITY,
    RA_SHEET_METHOD,
    RA_SHEET_SOURCES,
    RA_SHEETS
} ra_sheet_kind;

/* Where Chain has the headline: published, audited and (behind the switches) used. */
#define RA_CHAIN_RESULT_ROW 3

#define RA_SHEET_COLUMNS      32   /* whose widths are fitted */
#define RA_FORMULA_CHARACTERS 8192 /* that a cell can hold */

/* The three values that Chain has of a quantity. RA_USED follows the switches. */
typedef enum { RA_USED = RA_SIDES, RA_CELLS } ra_cell_side;

/* What stands in a quantity's cell of one side. */
typedef enum {
    RA_CONTENT_NONE,   /* this side does not have it */
    RA_CONTENT_NUMBER, /* a figure: an input of the workbook */
    RA_CONTENT_SAME,   /* kept by the audit: a formula that points to the published cell */
    RA_CONTENT_FORMULA /* a step, or a figure derived from others */
} ra_content;

typedef struct ra_book ra_book;

/* A text that may take several lines. */
typedef struct {
    lxw_row_t row;
    lxw_col_t column;
    char *text;
} ra_wrapped;

typedef struct {
    lxw_worksheet *file;
    ra_book *book;
    double width[RA_SHEET_COLUMNS]; /* characters seen so far; what was set, once it was */
    ra_wrapped *wrapped;
    size_t wrapped_count, wrapped_capacity;
} ra_sheet;

typedef struct {
    int style;
    int number; /* as ra_number_code returns */
    lxw_format *format;
} ra_book_format;

struct ra_book {
    lxw_workbook *file;
    const ra_result *result;
    const ra_claim *claim;
    ra_sheet sheet[RA_SHEETS];
    lxw_error error; /* the first one */
    bool nomem;

    ra_book_format *formats;
    size_t format_count, format_capacity;

    char **symbol; /* of every quantity; unique on a side */
    ra_content *content[RA_SIDES];
    double *value[RA_CELLS]; /* of every quantity's cells on Chain, with every switch on audited */
    uint32_t *chain_row;     /* of every quantity on Chain */
    uint32_t *rung;          /* 1.. for what a correction changes; 0 for the others */
    double *scratch;         /* for formulas: names and nodes */

    /* Places on Ladder that the charts and Verdict refer to. */
    lxw_row_t ladder_first;     /* row of rung 0 in the table */
    lxw_row_t ladder_points;    /* first row of the points of the chart */
    double axis_low, axis_high; /* of the chart */
    bool axis_log;
};

/* --- workbook.c: life --- */

/* Builds the whole workbook of one result at `path`. Given: seconds since 1970 that the file
 * carries as its creation time. Returned: LXW_NO_ERROR or the first error. */
lxw_error ra_book_write(const ra_result *result, const char *path, int64_t created);

/* Remembers an error of libxlsxwriter. */
void ra_book_keep(ra_book *book, lxw_error error);

/* --- workbook_fit.c: widths and heights --- */

/* Sets the column widths from what was written, between `least` and `most` characters. */
void ra_sheet_fit(ra_sheet *sheet, int first, int last, double least, double most);
void ra_sheet_width(ra_sheet *sheet, int column, double width);

/* Sets the heights of the rows for their wrapped texts, once all widths are set: not every program
 * does so itself when it opens the file. */
void ra_sheet_heights(ra_sheet *sheet);

/* Remembers a text for ra_sheet_heights. */
void ra_sheet_wrap(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text);
void ra_sheet_free(ra_sheet *sheet);

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

/* --- workbook_cell.c: cells --- */

/* Writes text that is data whatever it looks like: never a formula, a link or broken XML. Control
 * characters and invalid bytes are replaced, overlong text is cut. NULL leaves the cell empty. */
void ra_cell_text(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                  const char *text);

/* The same in a cell whose text does not count for the width of its column. */
void ra_cell_title(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                   const char *text);

/* The same over several columns of a row, whose height is set for `width` characters a line. */
void ra_cell_merged(ra_sheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, ra_style style,
                    double width, const char *text);

/* Writes a number with so many significant digits shown (see ra_number_code_shown); NaN leaves the
 * cell empty but styled. */
void ra_cell_number(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style, double value,
                    int digits);

/* Writes a formula (without "=") with the value that C computed for it. Where there is no value the
 * cell is empty. */
void ra_cell_formula(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                     const char *formula, double value, int digits);

/* Writes where a figure can be read: the source as a link to its address (as text where that cannot
 * be a link), and in the next column the place in it. */
void ra_cell_source(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_citation *citation);
void ra_cell_address(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *url,
                     const char *text);

/* Writes the sheet's title and the line under it into its first rows. */
void ra_cell_banner(ra_sheet *sheet, lxw_col_t column, const char *title, const char *lead);

/* Writes the heading over a table. */
void ra_cell_section(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text);

/* Writes a row of column headings, NULL-terminated. */
void ra_cell_heads(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *const *heads);

/* Writes a unit; a pure number has none. */
void ra_cell_unit(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                  const ra_unit *unit);

/* Returns a cleaned copy of `text`, at most `most` characters long, or NULL. Free with ra_free. */
char *ra_cell_clean(const char *text, size_t most);

/* Appends a cell's address, "G$40": a dollar in front of what is fixed. */
void ra_cell_emit(ra_text *out, lxw_row_t row, bool row_fixed, lxw_col_t column, bool column_fixed);

/* --- workbook_figure.c: figures as their sources have them --- */

/* Appends a figure in the unit it was given in, or the formula that it was derived by. */
void ra_figure_emit(const ra_figure *figure, const ra_expr *formula, ra_text *out);
void ra_cell_figure(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_figure *figure,
                    const ra_expr *formula);

/* Writes the label of a quantity; with `owner`, that of the assumption it belongs to in front. */
void ra_cell_label(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                   uint32_t quantity, bool owner);

/* --- workbook_name.c: names, formulas --- */

/* Makes the symbols of all quantities. Returned: false where memory ran out. */
bool ra_book_symbols(ra_book *book);

/* Appends the defined name that stands for a quantity on a side: its own cell's, or that of the
 * side that has it. */
void ra_book_name(const ra_book *book, uint32_t quantity, int side, ra_text *out);

/* Defines the names of the cells of a quantity: its symbol with _published, _audited, _used. */
void ra_book_define(ra_book *book, uint32_t quantity, int side, lxw_row_t row, lxw_col_t column);

/* Where a formula finds its quantities. */
typedef struct {
    const ra_book *book;
    const uint32_t *bind;
    int side;            /* names of this side on Chain; */
    bool cells;          /* or the addresses of these cells, which are shorter; */
    const uint32_t *row; /* or, where set, cells of a column: their rows by quantity, */
    lxw_row_t offset;    /* counted from this one */
    lxw_col_t column;
    ra_text text; /* what was last returned */
} ra_names;

/* Appends the formula of a quantity on a side for a spreadsheet, over `names`. A step that takes
 * its printed figure gives the name of that cell. */
void ra_book_emit(ra_names *names, uint32_t quantity, ra_side side, ra_text *out);

/* --- workbook_value.c: what the formulas give --- */

/* Finds out what stands in every cell of Chain, and its value. */
bool ra_book_values(ra_book *book);

/* Evaluates the chain as a column of cells does: each assumption from its cell on the side chosen,
 * each step by the formula of the side chosen. Given: choice[quantity]. Returned: values[quantity],
 * NaN for what neither side has. */
void ra_book_eval(const ra_book *book, const uint8_t *choice, double *values);

/* Returns whether a quantity has a switch: both sides have it, and a step differs between them. */
bool ra_book_switched(const ra_book *book, uint32_t quantity);

/* --- the sheets and charts --- */
void ra_sheet_verdict(ra_book *book);
void ra_sheet_chain(ra_book *book);
void ra_sheet_ladder(ra_book *book);
void ra_sheet_uncertainty(ra_book *book);
void ra_sheet_attribution(ra_book *book);
void ra_sheet_sensitivity(ra_book *book);
void ra_sheet_method(ra_book *book);
void ra_sheet_sources(ra_book *book);

/* Puts the chart of the histogram at a cell. Given: the rows of its bins on Uncertainty, and the
 * column of their labels, behind which stand the shares within and outside the interval. */
void ra_chart_histogram(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                        lxw_row_t first, lxw_row_t last, lxw_col_t label);

#endif
