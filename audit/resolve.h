/* Quantiles without the error of the histogram, by further passes over the regenerated trials.
 *
 * The histogram says in which bin a rank lies. A pass looks at the numbers of the few bins in
 * question alone: few numbers are kept and sorted; of many, the bin is divided, and the part that
 * holds the rank goes into the next pass, unless all numbers of it are one and the same (an atom).
 * Memory depends on the number of outputs, not on that of the trials. */
#ifndef RA_RESOLVE_H
#define RA_RESOLVE_H

#include "audit/run.h"

/* A bin with a larger share of the trials is looked into even where exactness was not asked for. */
#define RA_RESOLVE_DENSE 0.01

/* Resolves the ranks behind the quantiles that are reported. Given: the sealed program with its draws
 * and the pooled tallies of the run; `all` outputs, or those with a dense bin. Returned: RA_OK with
 * the histograms giving these ranks exactly (ra_histogram_know), RA_NOMEM or RA_INTERRUPTED. */
ra_status ra_resolve(ra_tally *tallies, const ra_program *program, const ra_draws *draws,
                     const ra_plan *plan, bool all);

#endif
