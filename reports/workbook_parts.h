/* Formulas that are too long for a cell. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_PARTS_H
#define RA_WORKBOOK_PARTS_H

#include "reports/workbook.h"

/* Appends a formula over `names`, whose `bind` is set; where it is too long, and the names have
 * values and a book to write to, over cells of Parts that are written here. */
void ra_parts_emit(ra_names *names, const ra_expr *formula, const char *label, ra_text *out);

#endif
