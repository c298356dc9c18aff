/* The sheet Verdict: its columns and the tables on it. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_VERDICT_H
#define RA_WORKBOOK_VERDICT_H

#include "reports/workbook.h"

enum {
    RA_VERDICT_MARGIN,
    RA_VERDICT_LABEL,
    RA_VERDICT_VALUE,
    RA_VERDICT_LOW,
    RA_VERDICT_HIGH,
    RA_VERDICT_UNIT,
    RA_VERDICT_REMARK
};

/* Returns whether the audit changed a figure, or made one uncertain. */
bool ra_verdict_audited(const ra_book *book);

/* Appends the address of a side's headline on Chain. */
void ra_verdict_headline(int side, ra_text *out);

/* The tables, from `row` on: the headline's figures, the largest corrections, the headline in
 * things people know. Each returns the row that the next may start at. */
lxw_row_t ra_verdict_figures(ra_sheet *sheet, lxw_row_t row);
lxw_row_t ra_verdict_causes(ra_sheet *sheet, lxw_row_t row);
lxw_row_t ra_verdict_equivalences(ra_sheet *sheet, lxw_row_t row);

#endif
