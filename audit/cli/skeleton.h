/* A claim ready to be filled in, made of a chain. */
#ifndef RA_CLI_SKELETON_H
#define RA_CLI_SKELETON_H

#include "models/chain.h"

/* Appends the text of a claim that uses the chain: the assumptions that its usual result needs, with
 * usual values from the tables. What must be written is marked with RA_CLAIM_BLANK. Given: the id of
 * the claim, or NULL, which is then to be filled in too. Returned: RA_OK with how many places there
 * are; RA_INVALID with messages where a usual value is no row of the tables; RA_NOMEM. */
ra_status ra_skeleton_emit(ra_text *out, size_t *blanks, const ra_chain *chain, ra_data *data,
                           const char *id, ra_diag *diag);

#endif
