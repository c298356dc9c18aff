/* Adding up what the processes of a cluster counted. */
#ifndef RA_GATHER_H
#define RA_GATHER_H

#include "audit/run.h"

/* Given: the tallies of this process, over ranges of blocks that follow one another as the ranks do.
 * Returned: RA_OK with those of all processes together, the same in each; RA_NOMEM or RA_IO. Where
 * there is one process nothing is done. */
ra_status ra_gather(ra_tally *tallies, uint32_t count);

/* Appends the tally of the range to the right. One without a histogram takes over that of the
 * other. RA_NOMEM. */
ra_status ra_tally_join(ra_tally *into, ra_tally *right);

#endif
