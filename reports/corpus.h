/* Several claims side by side, one row each: what was said, what the audit finds, the verdict. */
#ifndef RA_CORPUS_H
#define RA_CORPUS_H

#include <stddef.h>
#include <stdio.h>

#include "reports/format.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A column: exactly one of `text` and `number` is set. Numbers are in the claim's unit and NaN
 * where there is none; a text may be NULL. */
typedef struct {
    const char *name; /* "audited_low" */
    const char *(*text)(const ra_result *result);
    double (*number)(const ra_result *result);
} ra_corpus_column;

const ra_corpus_column *ra_corpus_column_at(size_t i); /* NULL behind the last */

/* Sorts by a key: "id"; "year", oldest first; "factor", most overstated first; "verdict" and
 * "topic", in the order of their names. Equal ones by id, so that the order is always the same.
 * Names: ra_corpus_key_at. An unknown key is a mistake of the caller. */
void ra_corpus_sort(const ra_result **results, size_t count, const char *key);
const char *ra_corpus_key_at(size_t i); /* NULL behind the last */

/* Writers: a table for a terminal, and for machines. */
ra_status ra_corpus_text(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag);
ra_status ra_corpus_csv(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
ra_status ra_corpus_json(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
