/* Measured runs in place of assumptions: --measured FILE, --map column=ID. */
#ifndef RA_CLI_MEASURED_H
#define RA_CLI_MEASURED_H

#include "audit/cli/options.h"
#include "audit/result.h"
#include "models/claim.h"
#include "models/measured.h"

/* The audit before anything was measured: what is said of it, and the 5 % and 95 % points of every
 * step, in the order of the claim. */
typedef struct {
    ra_measured_result audit;
    ra_measured_figure *steps;
} ra_before;

/* Copies from a result, which may be freed then. Returned: RA_OK with *out, whose steps the caller
 * frees with ra_free in any case; RA_NOMEM. */
ra_status ra_before_read(ra_before *out, const ra_result *result);

/* What was replaced; owns its texts. */
typedef struct {
    ra_replacement *items;
    uint32_t count;
    uint32_t shown; /* the first so many count; a later measurement stands for the others */
    size_t capacity;
} ra_replacements;

void ra_replacements_free(ra_replacements *replacements);

/* Reads every file that was named and puts what it says in the place of figures of the audited
 * side.
 *
 * A quantity goes to the assumption or step that --map names; to none where that is '-'. Without a
 * map, energies, emissions, water and device-hours go to the step of that name, unless the file
 * tells every assumption that the step is computed from; of several such steps to the one that is
 * nearest to the headline. Everything else goes to the assumption with its role (grid, pue), or its
 * usual name and a unit of its kind, or that alone has a unit of its kind. What a tracker only took
 * from a list or derived (its PUE, the intensity that it implies) replaces nothing unless --map says
 * so. Every replacement and everything that is left out is said in a note; a figure that seems to be
 * of another run in a warning.
 *
 * Returned: RA_OK with *out, whose texts the caller frees with ra_replacements_free in any case;
 * RA_USAGE where a map names nothing, RA_INVALID where nothing of a file fits, or what reading
 * failed with. */
ra_status ra_measured_apply(ra_replacements *out, ra_claim *claim, const ra_before *before,
                            const ra_options *options, ra_diag *diag);

/* Returns which measure an assumption is by itself; RA_MEASURES: none. */
ra_measure ra_measured_kind(const ra_claim *claim, uint32_t quantity);

#endif
