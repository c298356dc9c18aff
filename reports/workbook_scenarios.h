/* The sheet Scenarios: its columns, and the two parts below its table. Internal to the workbook
 * writer. */
#ifndef RA_WORKBOOK_SCENARIOS_H
#define RA_WORKBOOK_SCENARIOS_H

#include "reports/workbook.h"

enum {
    RA_SCENARIOS_NAME,
    RA_SCENARIOS_SYMBOL,
    RA_SCENARIOS_UNIT,
    RA_SCENARIOS_PUBLISHED,
    RA_SCENARIOS_AUDITED,
    RA_SCENARIOS_PICK,
    RA_SCENARIOS_OWN,
    RA_SCENARIOS_YOURS,
    RA_SCENARIOS_RUNGS
};

/* The headline and its factor stand above the table. */
enum { RA_SCENARIOS_RESULT = RA_HEAD_ROW + 1, RA_SCENARIOS_FACTOR, RA_SCENARIOS_FIRST };

#define RA_SCENARIOS_RUNGS_MOST 12 /* that have a column here */

/* Writes the grid over two assumptions with its workings. Returned: the row behind it. */
lxw_row_t ra_scenarios_grid(ra_book *book, ra_sheet *sheet, lxw_row_t row);

#endif
