/* The workbook: a book of sheets, each one constant struct in the list below.
 *
 * Internal to the workbook writer (report_workbook.c, workbook*.c, sheet_*.c, chart_*.c), which is
 * the only part that knows libxlsxwriter. Rows and columns count from 0. Every write goes through
 * the functions of workbook_cell.h: they clean text, choose the number format from the value's
 * magnitude, keep track of column widths and remember the first error, so that a sheet reads like
 * its own table of contents and the errors are looked at once, when the book is closed.
 *
 * The sheets keep to the FAST standard of modelling [fast]: inputs, workings, presentation and
 * control are told apart by the colour of the tab; one formula a row, copied across; units in a
 * column of their own; nothing hidden; and every sheet shows in its third row whether all checks
 * hold.
 *
 * To add a sheet: a file sheet_x.c that ends in its struct, and a row in RA_SHEET_LIST. */
#ifndef RA_WORKBOOK_H
#define RA_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/result.h"
#include "models/text.h"
#include "reports/format.h"
#include "reports/workbook_cell.h"
#include "reports/workbook_library.h"
#include "reports/workbook_name.h"
#include "reports/workbook_style.h"

/* The sheets in their order: X(kind, struct). */
#define RA_SHEET_LIST(X)                                                                           \
    X(VERDICT, verdict)                                                                            \
    X(CHAIN, chain)                                                                                \
    X(LADDER, ladder)                                                                              \
    X(MEASURED, measured)                                                                          \
    X(SCENARIOS, scenarios)                                                                        \
    X(UNCERTAINTY, uncertainty)                                                                    \
    X(ATTRIBUTION, attribution)                                                                    \
    X(SENSITIVITY, sensitivity)                                                                    \
    X(METHOD, method)                                                                              \
    X(INVENTORY, inventory)                                                                        \
    X(SOURCES, sources)                                                                            \
    X(TABLES, tables)                                                                              \
    X(PARTS, parts)                                                                                \
    X(CLASSROOM, classroom)                                                                        \
    X(TRIALS, trials)                                                                              \
    X(CHECKS, checks)                                                                              \
    X(ANSWERS, answers)

typedef enum {
#define X(kind, name) RA_SHEET_##kind,
    RA_SHEET_LIST(X)
#undef X
        RA_SHEETS
} ra_sheet_kind;

/* What a sheet is for; its tab has the colour of that. */
typedef enum {
    RA_PART_PRESENTATION, /* to be read */
    RA_PART_INPUTS,       /* figures and switches to change, with the formulas over them */
    RA_PART_WORKINGS,     /* formulas and tables that others look into */
    RA_PART_CONTROL,      /* whether all is well */
    RA_PARTS
} ra_sheet_part;

/* A kind of sheet. Sheets that point to cells of others are `late`: written behind them. */
typedef struct {
    const char *name;  /* on its tab */
    const char *about; /* in the contents of the workbook */
    ra_sheet_part part;
    bool late;
    bool (*wanted)(const ra_book *book); /* NULL: in every workbook */
    void (*write)(ra_book *book, ra_sheet *sheet);
} ra_sheet_type;

/* The sheets of a workbook of one claim, in their order (RA_SHEETS of them), and of one that
 * compares several. */
extern const ra_sheet_type *const ra_sheets_claim[RA_SHEETS];
#define RA_SHEETS_COMPARE 4
extern const ra_sheet_type *const ra_sheets_compare[RA_SHEETS_COMPARE];

/* The first rows of every sheet. */
enum { RA_TITLE_ROW, RA_LEAD_ROW, RA_FLAG_ROW, RA_HEAD_ROW };

/* Where Chain has the headline: published, audited and (behind the switches) used. */
#define RA_CHAIN_RESULT_ROW 4

#define RA_SHEET_COLUMNS      32   /* whose widths are fitted */
#define RA_FORMULA_CHARACTERS 8192 /* that a cell can hold */

/* A text that may take several lines. */
typedef struct {
    lxw_row_t row;
    lxw_col_t column;
    char *text;
} ra_wrapped;

struct ra_sheet {
    const ra_sheet_type *type;
    lxw_worksheet *file; /* NULL: not in this workbook */
    ra_book *book;
    double width[RA_SHEET_COLUMNS]; /* characters seen so far; what was set, once it was */
    ra_wrapped *wrapped;
    size_t wrapped_count, wrapped_capacity;
};

typedef struct {
    int style;
    int number; /* as ra_number_code returns */
    lxw_format *format;
} ra_book_format;

/* A check says whether the workbook holds together, whether it still is what was run, or whether a
 * printed figure follows. */
typedef enum { RA_CHECK_SUM, RA_CHECK_RUN, RA_CHECK_PRINT, RA_CHECK_KINDS } ra_check_kind;

/* A line of the sheet Checks: two formulas that have to agree. */
typedef struct {
    ra_check_kind kind;
    char *label, *formula, *expected;
    double value, wanted; /* what the two give */
    double tolerance;     /* of their difference, relative */
} ra_check_line;

struct ra_book {
    lxw_workbook *file;
    const ra_result *result; /* NULL in a comparison */
    const ra_claim *claim;
    const ra_result *const *results; /* of a comparison */
    size_t result_count;
    const ra_report_options *options;
    ra_sheet sheet[RA_SHEETS]; /* by kind; in a comparison by its own list */
    int sheet_count;
    lxw_error error; /* the first one */
    bool nomem;

    ra_book_format *formats;
    size_t format_count, format_capacity;
    ra_check_line *checks;
    size_t check_count, check_capacity;
    uint32_t part_count; /* rows of Parts */

    char **symbol; /* of every quantity; unique on a side */
    ra_content *content[RA_SIDES];
    double *merged[RA_SIDES]; /* of every quantity: its side's value, or where that has none the
                                 other's */
    double *value[RA_CELLS]; /* of every quantity's cells on Chain, with every switch on audited */
    uint32_t *chain_row;     /* of every quantity on Chain */
    uint32_t *rung;          /* 1.. for what a correction changes; 0 for the others */
    double *scratch;         /* for formulas: names and nodes */

    struct ra_book_trials *trials; /* of the classroom; NULL: there is none */
    struct ra_book_tables *tables; /* what can be picked from Tables; NULL: nothing */

    /* Places on Ladder that the charts and Verdict refer to. */
    lxw_row_t ladder_first;     /* row of rung 0 in the table */
    lxw_row_t ladder_groups;    /* row of the first group */
    lxw_row_t ladder_points;    /* first row of the points of the chart */
    double *ladder_result;      /* headline on rung 0 .. rungs */
    uint32_t *ladder_row;       /* of every quantity in the block of rungs; 0: none */
    lxw_row_t ladder_headline;  /* and of its last row */
    double axis_low, axis_high; /* of the chart */
    bool axis_log;
};

/* --- workbook.c: life --- */

/* Builds the whole workbook of one result at `path`. Returned: LXW_NO_ERROR or the first error. */
lxw_error ra_book_write(const ra_result *result, const char *path,
                        const ra_report_options *options);

/* Builds the workbook that puts several results side by side. */
lxw_error ra_book_compare(const ra_result *const *results, size_t count, const char *path,
                          const ra_report_options *options);

/* Remembers an error of libxlsxwriter. */
void ra_book_keep(ra_book *book, lxw_error error);

/* Returns whether the workbook has a sheet. */
bool ra_book_has(const ra_book *book, ra_sheet_kind kind);

/* Writes a table of all other sheets, each with a link, what it is for and what stands on it: from
 * `column` on, the last text over all columns up to `last`, `width` characters a line. Returned: the
 * row behind it. */
lxw_row_t ra_book_contents(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_col_t last,
                           double width);

/* --- workbook_check.c: checks, and the line on every sheet that tells of them --- */

/* Adds a line to Checks. Given: formulas (without "="), and what they give; `expected` may be NULL,
 * then `wanted` stands there as a number. Relative tolerance. */
void ra_book_check(ra_book *book, ra_check_kind kind, const char *label, const char *formula,
                   double value, const char *expected, double wanted, double tolerance);

/* Adds the lines that hold the workbook against the run. */
void ra_book_check_run(ra_book *book);

/* Writes the line that shows whether all checks hold, with a link to the contents in front. */
void ra_cell_flag(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, bool link);

/* --- charts --- */

/* Puts the fan at a cell, and its points at the row `points` to the right of the tables. */
void ra_chart_fan(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                  lxw_row_t points);

/* Puts the chart of the histogram at a cell. Given: the rows of its bins on Uncertainty, and the
 * column of their labels, behind which stand the shares within and outside the interval. */
void ra_chart_histogram(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                        lxw_row_t first, lxw_row_t last, lxw_col_t label);

#endif
