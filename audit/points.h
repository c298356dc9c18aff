/* Points of the unit cube that fill it evenly.
 *
 * They are Sobol' points in base 2 [sobol1967] (audit/directions.h), scrambled: with digits x of a
 * coordinate and random L and e,
 *
 *     x' = L x + e   over the field of two elements,
 *
 * L a lower triangular matrix with ones on its diagonal [matousek1998], e a digital shift. So every
 * point is uniform by itself, 2^m of them still have one in each cell that a net promises, and
 * replicates with other L and e are independent: the spread of what they give is its error
 * [owen1995]. L and e of a coordinate come from a keyed stream, so that they depend on seed, name
 * and replicate alone.
 *
 * Any block of 1,024 points can be made by itself. Beyond RA_DIRECTIONS dimensions, the coordinates
 * that are left are numbers of their keyed streams. */
#ifndef RA_POINTS_H
#define RA_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_points ra_points;

/* Given: the key of every coordinate, the seed of the run; replicates `first` to
 * first + replicates - 1 are made. Returned: RA_OK or RA_NOMEM. Free with ra_points_free. */
ra_status ra_points_new(ra_points **out, const uint64_t *keys, uint32_t dimension, uint64_t seed,
                        uint32_t first, uint32_t replicates);
void ra_points_free(ra_points *points);

/* Returns whether all coordinates of so many are quasi-random. */
bool ra_points_quasi(uint32_t dimension);

/* One coordinate of points block * RA_BLOCK to block * RA_BLOCK + RA_BLOCK - 1 of a replicate, that
 * counts from 0 for the first one that was made; 0 < u < 1, block < 2^30. */
void ra_points_fill(const ra_points *points, uint32_t coordinate, uint32_t replicate,
                    uint64_t block, double *u);

#ifdef __cplusplus
}
#endif
#endif
