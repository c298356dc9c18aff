/* The sheet Chain: its columns, and the rows of its two tables. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_CHAIN_H
#define RA_WORKBOOK_CHAIN_H

#include "reports/workbook.h"

enum {
    RA_CHAIN_NAME,
    RA_CHAIN_SYMBOL,
    RA_CHAIN_UNIT,
    RA_CHAIN_PUBLISHED,
    RA_CHAIN_AUDITED,
    RA_CHAIN_SWITCH,
    RA_CHAIN_USED,
    RA_CHAIN_FACTOR,
    RA_CHAIN_STATUS,
    RA_CHAIN_EVIDENCE,
    RA_CHAIN_REASON,
    RA_CHAIN_SOURCE,
    RA_CHAIN_PLACE,
    RA_CHAIN_GIVEN,
    RA_CHAIN_PUBLISHED_SOURCE,
    RA_CHAIN_PUBLISHED_PLACE,
    RA_CHAIN_PRINTED,
    RA_CHAIN_COLUMNS
};

/* Writes the row of an assumption, or of a figure that one is derived from. The rows of all
 * quantities are known. */
void ra_chain_assumption(ra_sheet *sheet, uint32_t quantity);

/* Writes the row of a step. */
void ra_chain_step(ra_sheet *sheet, uint32_t quantity);

/* Writes published over audited, where both are numbers. */
void ra_chain_factor(ra_sheet *sheet, lxw_row_t row, ra_style style, double published,
                     double audited);

/* Returns the column of a side's cells. */
lxw_col_t ra_chain_column(int side);

#endif
