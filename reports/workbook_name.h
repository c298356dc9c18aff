/* Names, formulas, and what they give. Internal to the workbook writer; workbook.h includes it. */
#ifndef RA_WORKBOOK_NAME_H
#define RA_WORKBOOK_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "models/claim.h"
#include "models/text.h"
#include "reports/workbook_style.h"

/* The three values that Chain has of a quantity. RA_USED follows the switches. */
typedef enum { RA_USED = RA_SIDES, RA_CELLS } ra_cell_side;

/* What stands in a quantity's cell of one side. */
typedef enum {
    RA_CONTENT_NONE,   /* this side does not have it */
    RA_CONTENT_NUMBER, /* a figure: an input of the workbook */
    RA_CONTENT_SAME,   /* kept by the audit: a formula that points to the published cell */
    RA_CONTENT_FORMULA /* a step, or a figure derived from others */
} ra_content;

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
    const uint32_t *row; /* or, where set, cells of a column: their rows by quantity, 0 for those
                            that stay names, */
    lxw_row_t offset;    /* counted from this one */
    lxw_col_t column;
    const uint32_t *across; /* or, where set, cells of the row that ra_cell_fill is given: one more
                               than their columns, likewise */
    /* For formulas that are too long for a cell: the sheet that these cells are on, what the
     * quantities give here, and where parts may be written. NULL: such a formula stays whole. */
    const char *sheet;
    const double *values;
    ra_book *book_mutable;
    bool outside; /* a part is being written, on another sheet */
    ra_text text; /* what was last returned */
} ra_names;

/* Returns what stands for the i-th name of the formula that `names` are bound to. */
const char *ra_book_namer(void *names, uint32_t name);

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

/* The same with every switch on audited, and with other values for the assumptions whose given[q] is
 * a number. */
bool ra_book_follow(const ra_book *book, const double *given, double *values);

/* The value of a quantity's formula on a side over `values`, by quantity. */
double ra_book_formula(const ra_book *book, uint32_t quantity, ra_side side, const double *values);

/* Appends "IF(<switch says audited>,": the row's own switch on Chain unless the scenario overrules
 * it. `sheet` is "" on Chain and "Chain!" elsewhere. */
void ra_book_switch(const ra_book *book, uint32_t quantity, const char *sheet, ra_text *out);

/* Appends the formula of a step behind its switch, over `names`. */
void ra_book_emit_switched(ra_names *names, uint32_t step, ra_text *out);

/* Marks the steps that depend on an assumption of `marks` (by quantity), whatever the sides. */
void ra_book_depend(const ra_book *book, bool *marks);

/* Returns whether a quantity has a switch: both sides have it, and a step differs between them. */
bool ra_book_switched(const ra_book *book, uint32_t quantity);

#endif
