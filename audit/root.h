/* The nearest place where a function of one positive or negative number vanishes. */
#ifndef RA_ROOT_H
#define RA_ROOT_H

#include "models/status.h"

typedef double (*ra_root_function)(double x, void *context);

/* Given: a function, where to start. The search moves away from the start on both sides by factors
 * that grow geometrically, to a millionth and a million times it, until the function changes its
 * sign; then Brent's method [brent1973] closes in. It keeps the sign of the start. A change of sign
 * at a pole, or across a gap where the function has no value, is no root: the search goes on; a jump
 * is one.
 * Returned: RA_OK with the root nearest to the start by its logarithm, NaN where there is none
 * (also where the start is zero); or RA_NOMEM. */
ra_status ra_root_find(double *root, ra_root_function function, void *context, double start);

#endif
