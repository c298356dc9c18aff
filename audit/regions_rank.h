/* Trials of regions: their quantiles, and which can be told apart; shared by regions.c and
 * regions_rank.c. */
#ifndef RA_REGIONS_RANK_H
#define RA_REGIONS_RANK_H

#include "audit/regions.h"
#include "models/arena.h"

/* Enough that the ends of a 90 % interval stand to two digits; of 120 regions 10 MB. */
#define RA_REGION_TRIALS       ((uint64_t)10240)

struct ra_regions_private {
    ra_arena *arena;
    const double **trials; /* of every region, by rank */
};

/* Median and the central interval of trials, which are left as they are. Returned: RA_OK, RA_NOMEM. */
ra_status ra_region_summarise(const double *trials, double level, double *low, double *median,
                              double *high);

/* Fills in the ranks that cannot be told apart from each. Given: the regions with their trials in
 * order. */
void ra_regions_tie(const ra_regions *regions, ra_region *items);

/* Fills in the factor from the greenest to the dirtiest, with its interval. */
ra_status ra_regions_find_factor(ra_regions *regions);

#endif
