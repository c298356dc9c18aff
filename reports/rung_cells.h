/* The ladder as cells of text, for the tables of markup languages. */
#ifndef RA_RUNG_CELLS_H
#define RA_RUNG_CELLS_H

#include "audit/result.h"
#include "models/text.h"

/* The columns. X(code, heading); the results have the claim's unit over them. */
#define RA_RUNG_CELL_LIST(X)                                                                       \
    X(RA_CELL_LABEL, "Correction")                                                                 \
    X(RA_CELL_PUBLISHED, "Published")                                                              \
    X(RA_CELL_AUDITED, "Audited")                                                                  \
    X(RA_CELL_RESULT, NULL)                                                                        \
    X(RA_CELL_CHANGE, "Change")                                                                    \
    X(RA_CELL_SHARE, "Share")

typedef enum {
#define X(code, heading) code,
    RA_RUNG_CELL_LIST(X)
#undef X
        RA_RUNG_CELLS
} ra_rung_cell;

/* Returns the heading of a column. */
const char *ra_rung_heading(const ra_result *result, ra_rung_cell cell);

/* Writes the cells of a rung, not escaped. Given: whether a method is shown by its formulas, or by
 * the word. Returned: cells[], each to be freed with ra_text_free. */
void ra_rung_cells(const ra_result *result, uint32_t k, bool formulas,
                   ra_text cells[RA_RUNG_CELLS]);

/* The columns of what was measured, a row for each figure. X(code, heading) */
#define RA_MEASURED_CELL_LIST(X)                                                                   \
    X(RA_CELL_FIGURE, "Measured")                                                                  \
    X(RA_CELL_WAS, "Before")                                                                       \
    X(RA_CELL_NOW, "Now")                                                                          \
    X(RA_CELL_FROM, "From")

typedef enum {
#define X(code, heading) code,
    RA_MEASURED_CELL_LIST(X)
#undef X
        RA_MEASURED_CELLS
} ra_measured_cell;

const char *ra_measured_heading(ra_measured_cell cell);

/* The same for the i-th figure that a measured run replaced. */
void ra_measured_cells(const ra_result *result, uint32_t i, ra_text cells[RA_MEASURED_CELLS]);

/* Appends "The audited value was 299.1 (246 to 357) before, understated; its interval, as a share
 * of the value, is 70 % narrower." */
void ra_measured_summary(const ra_result *result, ra_text *out);

#endif
