/* Figures that were looked up in the reference tables. */
#ifndef RA_REPORT_DATA_H
#define RA_REPORT_DATA_H

#include "models/claim.h"
#include "models/lookup.h"
#include "reports/format.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the row's own words say of it, for all writers. */
typedef struct {
    const char *figure; /* as printed; NULL: only a value */
    const char *basis, *note, *status;
    const char *locator;
    ra_evidence evidence;
    const ra_source *source;
    double value, low, high;
} ra_row_words;
ra_row_words ra_row_read_words(const ra_row *row, const ra_sources *sources);

/* Writers: for a terminal, and for machines. Given: what was found, and the sources that the rows
 * name. */
ra_status ra_data_text(const ra_lookup *found, const ra_sources *sources, FILE *out,
                       const ra_report_options *options);
ra_status ra_data_csv(const ra_lookup *found, const ra_sources *sources, FILE *out);
ra_status ra_data_json(const ra_lookup *found, const ra_sources *sources, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
