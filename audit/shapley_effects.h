/* Shapley effects: the variance of the headline shared out between inputs that may be correlated
 * [owen2014; song2016].
 *
 * The cost of a set S of inputs is what remains uncertain when all others are known,
 *
 *     c(S) = E[V(y | all but S)],     c(none) = 0,     c(all) = V(y),
 *
 * and the effect of an input is its Shapley value, over V(y) [owen2014; song2016]. Effects are
 * never negative (but for chance) and sum to 1, whatever the correlations. Along an order of the
 * inputs, let the first k be known: y' has them as y does, and the others drawn anew given them.
 * Then c(others) = E[(y - y')^2] / 2, the variance of two inner trials [song2016].
 *
 * Given the others is exact for a Gaussian copula: with the correlations of the normal scores
 * R = L L' taken in that order, z = L e has the same first k scores as z' = L e' where the first k
 * of e' are those of e. A pivot of zero (correlation 1) leaves a column of zeros. Orders come from
 * a keyed stream, every one of them in all its rotations, so that each input is at each place as
 * often. */
#ifndef RA_SHAPLEY_EFFECTS_H
#define RA_SHAPLEY_EFFECTS_H

#include "audit/study.h"

/* Given: a response whose correlations were asked for. Returned: effect[cause] and its standard
 * error; NaN where the headline does not vary. */
ra_status ra_shapley_effects_eval(const ra_study *study, double *effect, double *se);

#endif
