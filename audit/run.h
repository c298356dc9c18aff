/* Running a program over all trials, on all threads. */
#ifndef RA_RUN_H
#define RA_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/audit.h"
#include "audit/draws.h"
#include "audit/histogram.h"
#include "audit/moments.h"

/* What is wanted of an output, as bits. */
enum { RA_WANT_MOMENTS = 1, RA_WANT_QUANTILES = 2 };

/* What the trials of one output add up to. */
typedef struct {
    double centre; /* of block 0, about which all blocks are summed */
    ra_moments_tree tree;
    ra_histogram *histogram; /* NULL where no quantiles are wanted, or the output is constant */
} ra_tally;

/* Runs plan->trials trials. Given: the sealed program, its draws, what is wanted of every output.
 * Returned: RA_OK with the tallies of all outputs in the first replicate, then of all in the next
 * (ra_sampling_replicates of them), which the caller frees with ra_tallies_free (also where this
 * fails), RA_NOMEM or RA_INTERRUPTED. Constant outputs are not tallied. The tallies do not depend
 * on the number of threads. */
ra_status ra_run(ra_tally **tallies, const ra_program *program, const ra_draws *draws,
                 const uint8_t *wanted, const ra_plan *plan);
void ra_tallies_free(ra_tally *tallies, uint32_t count);

#endif
