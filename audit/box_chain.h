/* The chain at any values of its figures, with its gradient. */
#ifndef RA_BOX_CHAIN_H
#define RA_BOX_CHAIN_H

#include "audit/box.h"

/* Leaf 2 q + side is the figure of quantity q on a side, in the unit of the quantity. */
typedef struct {
    const ra_box_target *target;
    uint32_t leaf_count;
    double *leaf;    /* figures: set them, then evaluate */
    uint32_t held;   /* a leaf that counts although its figure is derived; UINT32_MAX: none */
    double *figure;  /* by leaf: values of all figures, derived ones included */
    double *step;    /* by quantity, of the choice in hand: what steps read, and steps */
    double *adjoint; /* by quantity, of `step` */
    double *slope;   /* by leaf, of `figure` */
    double *names, *partials, *scratch;
} ra_box_chain;

/* Starts at the point estimates. Free with ra_box_chain_free also where this fails. */
ra_status ra_box_chain_open(ra_box_chain *chain, const ra_box_target *target);
void ra_box_chain_free(ra_box_chain *chain);

/* Returned: the target at chain->leaf, and its partial derivatives by every leaf in gradient (may
 * be NULL). */
double ra_box_chain_eval(ra_box_chain *chain, double *gradient);

/* Returns whether a leaf is a printed figure that stands for more than one number, and its rounding
 * interval in the unit of the quantity. An inherited figure is the published one. */
bool ra_box_chain_rounding(const ra_box_chain *chain, uint32_t leaf, double *low, double *high);

#endif
