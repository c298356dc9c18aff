/* The same work in every region: writers. */
#ifndef RA_REPORT_REGIONS_H
#define RA_REPORT_REGIONS_H

#include "audit/regions.h"
#include "reports/format.h"

#ifdef __cplusplus
extern "C" {
#endif

ra_status ra_regions_text(const ra_regions *regions, FILE *out, const ra_report_options *options);
ra_status ra_regions_csv(const ra_regions *regions, FILE *out);
ra_status ra_regions_json(const ra_regions *regions, FILE *out);

/* Writes a workbook to a file that is there, empty and ours. */
ra_status ra_regions_workbook(const ra_regions *regions, const char *path, ra_diag *diag);

/* Writes one of the formats "csv", "json", "xlsx" or "text" to a file, as ra_report_write does. */
ra_status ra_regions_write(const ra_regions *regions, const char *format, const char *path,
                           const ra_report_options *options, ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
