/* Findings as the titles and alternative texts of charts. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_FINDING_H
#define RA_WORKBOOK_FINDING_H

#include "reports/finding.h"
#include "reports/workbook.h"

/* Gives the chart a finding as its title, cleaned; without one it has none. */
void ra_chart_title(lxw_chart *chart, ra_book *book, const ra_text *finding);

/* Appends a description and the finding: the text for those who cannot see the chart. At most 250
 * characters. */
void ra_chart_about(ra_book *book, const char *what, const ra_text *finding, ra_text *out);

#endif
