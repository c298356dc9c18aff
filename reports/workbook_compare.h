/* The workbook that puts claims side by side. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_COMPARE_H
#define RA_WORKBOOK_COMPARE_H

#include "reports/workbook.h"

/* Columns of the sheet Comparison; one row a claim from RA_COMPARE_FIRST on. */
enum {
    RA_COMPARE_CLAIM,
    RA_COMPARE_ID,
    RA_COMPARE_DATE,
    RA_COMPARE_PUBLISHED,
    RA_COMPARE_RECOMPUTED,
    RA_COMPARE_AUDITED,
    RA_COMPARE_LOW,
    RA_COMPARE_HIGH,
    RA_COMPARE_UNIT,
    RA_COMPARE_FACTOR,
    RA_COMPARE_FACTOR_LOW,
    RA_COMPARE_FACTOR_HIGH,
    RA_COMPARE_VERDICT,
    RA_COMPARE_FOLLOWS,
    RA_COMPARE_CAUSE,
    RA_COMPARE_CAUSE_FACTOR,
    RA_COMPARE_SOURCE,
    RA_COMPARE_PLACE,
    RA_COMPARE_COLUMNS
};
enum { RA_COMPARE_FIRST = RA_HEAD_ROW + 1 };

/* Returns the factor by which the published chain lies above the audited one, or NaN where there is
 * no such number: nothing was audited, or a value is not positive. */
double ra_compare_factor(const ra_result *result);

/* Returns whether that factor has an interval. */
bool ra_compare_spreads(const ra_result *result);

/* Returns the claim's title, or its id. */
const char *ra_compare_title(const ra_result *result);

#endif
