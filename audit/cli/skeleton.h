/* A claim ready to be filled in, made of a chain. */
#ifndef RA_CLI_SKELETON_H
#define RA_CLI_SKELETON_H

#include "models/chain.h"
#include "models/claim.h"
#include "models/text.h"

/* What is known already of the assumptions, in the chain's units. */
typedef struct {
    const char *id;
    double value;
    double half_width; /* relative; 0: not stated */
    ra_origin origin;
    ra_text reason;
    bool ask; /* nobody measured it: the audited side is to be filled in */
} ra_known_item;
typedef struct {
    ra_known_item items[8];
    size_t count;
    ra_text title;
    ra_text file, maker, locator; /* of the log: its name, what wrote it, where in it */
    double headline; /* NaN: not known */
} ra_known;

/* Appends the text of a claim that uses the chain: the assumptions that its usual result needs,
 * with usual values from the tables. What must be written is marked with RA_CLAIM_BLANK. Given: the
 * id of the claim, or NULL, which is then to be filled in too; what is known already, or NULL.
 * Returned: RA_OK with how many places there are; RA_INVALID with messages where a usual value is
 * no row of the tables; RA_NOMEM. */
ra_status ra_skeleton_emit(ra_text *out, size_t *blanks, const ra_chain *chain, ra_data *data,
                           const char *id, const ra_known *known, ra_diag *diag);

#endif
