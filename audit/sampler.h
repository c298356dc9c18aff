/* Turning uniform numbers into values by the inverse distribution function.
 *
 * Uniform and triangular laws are computed in closed form. Other laws are read from a table made
 * once per run: cubic pieces over 64 cells an octave of the tail probability min(u, 1 - u), down to
 * 2^-16. A cell whose cubic misses the exact inverse by more than 1e-9 (relative to the distance
 * from the median, or to the spread of the law where that is larger) is marked and computed exactly
 * instead, as is everything beyond 2^-16. The spread is the interquartile range over that of the
 * unit normal law. Normal laws, truncated or not, and wide lognormal ones read the unit normal law,
 * of which all samplers share one table. The few laws whose inverse is cheap but has branches are
 * computed one by one. */
#ifndef RA_SAMPLER_H
#define RA_SAMPLER_H

#include <stdbool.h>
#include <stddef.h>

#include "models/dist.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_sampler ra_sampler;

/* What samplers of normal and lognormal laws share. Free with ra_normal_free. */
typedef struct ra_normal ra_normal;
ra_status ra_normal_new(ra_normal **out);
void ra_normal_free(ra_normal *normal);

/* Returns whether the sampler of a law needs the unit normal law. */
bool ra_sampler_reads_normal(const ra_dist *dist);

/* Makes a sampler. It borrows the distribution, and the unit normal law; where that is NULL, it
 * makes its own if it needs it. Free with ra_sampler_free. */
ra_status ra_sampler_new(ra_sampler **out, const ra_dist *dist, const ra_normal *normal);
void ra_sampler_free(ra_sampler *sampler);

/* x[i] = inverse(u[i]), i < n; x may be u. Pure: the same u gives the same x wherever it stands. */
void ra_sampler_draw(const ra_sampler *sampler, const double *u, double *x, size_t n);

/* The same for *tails*: t = u below one half and u - 1 from there on, which is the distance to the
 * nearer end, negative in the upper tail. A number far out in the upper tail keeps its digits so.
 */
void ra_sampler_draw_tails(const ra_sampler *sampler, const double *t, double *x, size_t n);

/* t[i] as above; t may be u. */
void ra_sampler_tails(const double *u, double *t, size_t n);

/* Largest relative error that was found inside the cells in use when the table was made (0: no
 * table). */
double ra_sampler_error(const ra_sampler *sampler);

/* Share of the trials that are computed exactly (1: no table). */
double ra_sampler_exact(const ra_sampler *sampler);

#ifdef __cplusplus
}
#endif
#endif
