/* How far rounding can move a result: the chain over the box of all rounding intervals.
 *
 * A printed figure is any number in its rounding interval. The smallest and the largest value of
 * the chain over that box lie, where the chain is monotone in every figure, in two corners that
 * the signs of the gradient name. Where a sign at a corner differs from that at the point, or a
 * figure moves the result although its derivative is zero, points inside the box are sampled as
 * well and the extremes climbed to from the best of them. */
#ifndef RA_BOX_H
#define RA_BOX_H

#include "models/claim.h"
#include "models/status.h"

/* What is evaluated: the product of `count` values of a step, each for its own choice of sides and
 * to its own power. One choice to the power 1 is the step itself; the factor of a rung is the step
 * before to the power 1 and the step after to the power -1. */
typedef struct {
    const ra_claim *claim;
    uint32_t step;
    double scale; /* times this */
    uint32_t count;
    const uint8_t *const *choice; /* [count][quantity] */
    const double *power;          /* [count] */
    bool laws; /* an inherited figure with a law is a figure of its own, not the published one */
} ra_box_target;

typedef struct {
    double low, high;
    bool sampled; /* not monotone in some figure: the ends may lie a little farther out */
} ra_box_range;

/* Returned: RA_OK with the range, or RA_NOMEM. */
ra_status ra_box_eval(const ra_box_target *target, ra_box_range *range);

#endif
