/* How a law behaves far out and near zero, which decides what moments it and its reciprocal have.
 *
 * E |X|^k is finite for k < `far` alone, E |X|^-k for k < `near` alone: P(|X - median| > x) falls
 * like x^-far, P(|X| < x) like x^near. Both are read from the quantiles at 1e-6, 1e-9 and 1e-12: in
 * a power law the slope of ln x over ln p is the same between them, in a lighter tail it grows. */
#ifndef RA_TAILS_H
#define RA_TAILS_H

#include <stdbool.h>

#include "models/dist.h"

/* What has a smaller probability does not happen in a run of any length. */
#define RA_NEVER 1e-9

typedef struct {
    double low, high; /* all values but for RA_NEVER on either side; ends of a bounded law as such */
    double far, near; /* infinite: all moments exist */
    bool bounded;     /* no value lies beyond low and high */
    bool sure;        /* the higher moments do not exist, for certain */
} ra_tails;

ra_tails ra_tails_of(const ra_dist *dist);

#endif
