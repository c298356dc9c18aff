/* Auditing several claims of a command line, one after another. */
#ifndef RA_CLI_BATCH_H
#define RA_CLI_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "audit/audit.h"
#include "audit/cli/commands.h"
#include "audit/cli/progress.h"
#include "audit/cli/targets.h"

/* Claims that failed are left out of the results; `exit_status` is the largest of all. */
typedef struct {
    const ra_invocation *invocation; /* borrowed, as are data and targets */
    ra_data *data;
    const ra_targets *targets; /* that no claim may be overwritten by; NULL: none */
    bool headline;             /* the verdicts alone are wanted */
    unsigned unread;           /* parts of the audits that no report reads, as bits */
    bool terse;                /* only errors are said, no warnings or notes */
    char **names; /* addresses of all results, `count` of them: a claim with rows has several */
    size_t count;
    ra_progress progress;
    ra_claim **loaded; /* those that were audited, `done` of them, and their results */
    ra_result **results;
    size_t done;
    int exit_status;
} ra_batch;

/* Finds the claims. Given: the words of the command, or `all`, every claim of the data. A claim with
 * rows that is named without one stands for all of them. Returned: RA_OK, RA_IO or RA_NOMEM. Free with ra_batch_free in any case. */
ra_status ra_batch_open(ra_batch *batch, const ra_invocation *invocation, ra_data *data, bool all);
void ra_batch_free(ra_batch *batch);

/* Audits them, as the options say. The messages of each claim are printed at once; its failure does
 * not stop the others. Returned: RA_OK, RA_INTERRUPTED or RA_NOMEM. */
ra_status ra_batch_run(ra_batch *batch);

#endif
