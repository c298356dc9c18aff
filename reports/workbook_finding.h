/* What the charts show, in a sentence: their titles and their alternative texts. Internal to the
 * workbook writer. */
#ifndef RA_WORKBOOK_FINDING_H
#define RA_WORKBOOK_FINDING_H

#include "reports/workbook.h"

/* Each appends one sentence about the run, or nothing where there is nothing to say. */
void ra_finding_ladder(const ra_book *book, ra_text *out);
void ra_finding_attribution(const ra_book *book, ra_text *out);
void ra_finding_fan(const ra_book *book, ra_text *out);
void ra_finding_histogram(const ra_book *book, ra_text *out);
void ra_finding_tornado(const ra_book *book, ra_text *out);
void ra_finding_variance(const ra_book *book, ra_text *out);

/* Appends a share in words where it is near a simple fraction ("four fifths"), else in per cent. */
void ra_finding_share(double share, bool capital, ra_text *out);

/* Gives the chart a finding as its title, cleaned; without one it has none. */
void ra_chart_title(lxw_chart *chart, ra_book *book, const ra_text *finding);

/* Appends a description and the finding: the text for those who cannot see the chart. At most 250
 * characters. */
void ra_chart_about(ra_book *book, const char *what, const ra_text *finding, ra_text *out);

#endif
