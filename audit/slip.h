/* What would make a printed figure follow.
 *
 * Of a figure that does not follow from its inputs, every printed input x is asked alone: for which
 * x does the chain f(x) give the stated figure? The root nearest to the printed x is found on a
 * logarithmic scale (root.h), and then the number with the fewest digits, at least as many places
 * as were printed, that reproduces the figure. Before that, every number that one slip of a hand
 * makes of the printed digits (digits.h) is tried; so is the checked figure itself.
 *
 * Slips of a hand come first, then the others, within them the smallest relative change. This is a
 * hint where to look and no proof: it cannot know which of the figures was read wrongly.
 *
 * A figure that reproduces only within the rounding of its inputs gets those inputs that, within
 * their own rounding, give it to the digit. */
#ifndef RA_SLIP_H
#define RA_SLIP_H

#include "audit/box.h"
#include "audit/result.h"
#include "models/arena.h"

/* What counts as reproducing the figure, in the unit of the check. */
typedef struct {
    double low, high;
    double factor; /* the unit in which the figure was printed, in that of the check */
} ra_slip_wanted;

/* Given: a check that is judged, how it is computed. Returned: RA_OK with its slips, in the arena;
 * none where the figure reproduces. Inputs of which no value helps come last, with NaN. RA_NOMEM. */
ra_status ra_slip_find(ra_arena *arena, ra_check *check, const ra_box_target *target,
                       const ra_slip_wanted *wanted);

#endif
