/* Measured runs in place of assumptions: --measured FILE, --map column=assumption. */
#ifndef RA_CLI_MEASURED_H
#define RA_CLI_MEASURED_H

#include "audit/cli/options.h"
#include "audit/result.h"
#include "models/claim.h"
#include "models/measured.h"

/* What was replaced; owns its texts. */
typedef struct {
    ra_replacement *items;
    uint32_t count;
    size_t capacity;
} ra_replacements;

/* Reads every file that was named and puts what it says in the place of the audited side's
 * assumptions.
 *
 * A quantity goes to the assumption that --map names. Without one it goes to the assumption with its
 * role (grid, pue), or its usual name and a unit of its kind, or that alone has a unit of its kind.
 * What a tracker only took from a list or derived (its PUE, the intensity that it implies) replaces
 * nothing unless --map says so. Every replacement and everything that is left out is said in a note.
 *
 * Returned: RA_OK with *out, whose texts the caller frees with ra_replacements_free in any case;
 * RA_USAGE where a map names nothing, RA_INVALID where nothing of a file fits, or what reading
 * failed with. */
ra_status ra_measured_apply(ra_replacements *out, ra_claim *claim, const ra_options *options,
                            ra_diag *diag);
/* Returns which measure an assumption is by itself; RA_MEASURES: none. */
ra_measure ra_measured_kind(const ra_claim *claim, uint32_t quantity);

void ra_replacements_free(ra_replacements *replacements);

#endif
