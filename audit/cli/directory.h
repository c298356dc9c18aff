/* A directory of reports: a file for every claim, and for several workbooks one that lists them. */
#ifndef RA_CLI_DIRECTORY_H
#define RA_CLI_DIRECTORY_H

#include "audit/cli/targets.h"

/* Writes one file per claim, named by the claim, and, of workbooks of several claims, corpus.xlsx
 * with a row and a link for each. Makes the directory where there is none. Returned: RA_OK;
 * RA_USAGE where two files would have one name; RA_IO or RA_NOMEM. An interruption ends it between
 * two files. */
ra_status ra_directory_write(const ra_target *target, const ra_result *const *results, size_t count,
                             const ra_target_look *look, ra_diag *diag);

#endif
