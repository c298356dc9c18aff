/* Points of the unit cube that fill it evenly.
 *
 * Up to 40 dimensions they are Sobol' points [sobol1967] in base 2, moved by a random digital shift
 * [owen1995]: the digits of coordinate j are those of the sequence, exclusive or those of one
 * uniform number of 53 digits. So every point is uniform by itself, a power of two of them still
 * has one in each cell that a net promises, and replicates with other shifts are independent. With
 * more dimensions the points are numbers of keyed streams. */
#ifndef RA_POINTS_H
#define RA_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_POINTS_QUASI 40 /* dimensions of the sequence; beyond, GSL returns zeros */

typedef struct ra_points ra_points;

/* Starts a sequence. Given: dimension, the seed of the run, which replicate. Free with
 * ra_points_free. */
ra_status ra_points_new(ra_points **out, uint32_t dimension, uint64_t seed, uint32_t replicate);
void ra_points_free(ra_points *points);

/* Returns whether the points are quasi-random. */
bool ra_points_quasi(uint32_t dimension);

/* The next n <= RA_BLOCK points: coordinate j of point i in u[j * RA_BLOCK + i], 0 < u < 1. */
void ra_points_fill(ra_points *points, size_t n, double *u);

#ifdef __cplusplus
}
#endif
#endif
