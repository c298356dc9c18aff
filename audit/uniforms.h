/* The uniform numbers behind all draws, by the name of the draw.
 *
 * `random`: the keyed streams of audit/stream.h. `sobol`: scrambled points (audit/points.h) in
 * RA_UNIFORMS_REPLICATES independent replicates: block b of the run is block b / 8 of replicate
 * b % 8, so that the first trials of a longer run are the shorter one. */
#ifndef RA_UNIFORMS_H
#define RA_UNIFORMS_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/points.h"
#include "audit/sampling.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_uniforms ra_uniforms;

/* Given: the keys of all draws of a claim, in the order in which they take the coordinates of the
 * points; equal ones count once. Returned: RA_OK or RA_NOMEM. Free with ra_uniforms_free. */
ra_status ra_uniforms_new(ra_uniforms **out, ra_sampling sampling, uint64_t seed,
                          const uint64_t *keys, uint32_t count);
void ra_uniforms_free(ra_uniforms *uniforms);

/* The numbers of one draw in the trials of a block: u[0..RA_BLOCK), 0 < u < 1. A draw that was not
 * named has its keyed stream. */
void ra_uniforms_fill(const ra_uniforms *uniforms, uint64_t key, uint64_t block, double *u);

#ifdef __cplusplus
}
#endif
#endif
