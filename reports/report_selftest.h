/* What the reference cases gave: a line for every number, or JSON. */
#ifndef RA_REPORT_SELFTEST_H
#define RA_REPORT_SELFTEST_H

#include <stdio.h>

#include "audit/selftest.h"
#include "reports/format.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many of the chosen cases and their numbers there are. */
typedef struct {
    uint32_t cases, numbers, passed, differ;
    uint32_t corrected; /* numbers whose published value differs, with a reason */
} ra_selftest_count;
ra_selftest_count ra_selftest_counts(const ra_selftest *selftest);

/* Writes a line for every number (`brief`: for those that differ), then how many passed. Returned:
 * RA_OK, RA_IO or RA_NOMEM. */
ra_status ra_report_selftest(const ra_selftest *selftest, FILE *out,
                             const ra_report_options *options);

/* Writes all of it as JSON (reports/selftest.schema.json). */
ra_status ra_report_selftest_json(const ra_selftest *selftest, const char *version, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
