/* The check of a log by itself. */
#ifndef RA_CLI_CHECK_LOG_H
#define RA_CLI_CHECK_LOG_H

#include <stdbool.h>

#include "models/diag.h"
#include "reports/page.h"

/* Whether a file is no claim: a regular file that is not called .json and does not start as a claim
 * does. Lines of JSON (.jsonl, .ndjson) are a log. */
bool ra_log_told(const char *path);

/* Reads a log, tests its figures against each other and prints what it gives. Given: the look of
 * the page, whether to print at all. Returned: RA_OK with *fits false where rows were refused or
 * figures contradict each other, which `diag` then has as warnings; RA_INVALID, RA_IO or RA_NOMEM.
 */
ra_status ra_log_check(const char *path, const ra_report_options *look, bool quiet, bool *fits,
                       ra_diag *diag);

#endif
