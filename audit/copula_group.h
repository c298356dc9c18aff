/* One group of correlated streams: its eigenvalues and its decomposition. */
#ifndef RA_COPULA_GROUP_H
#define RA_COPULA_GROUP_H

#include "audit/copula.h"

/* Decomposes the matrix of a group. Given: its size and members in the order of the streams, the
 * matrix of all `count` streams. Returned: RA_OK with the members in the order of the pivots; or as
 * ra_copula_open. */
ra_status ra_copula_group_open(ra_copula_group *group, const double *matrix, uint32_t count,
                               ra_copula_fault *fault);

#endif
