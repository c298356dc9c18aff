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
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_UNIFORMS_REPLICATES 8

/* Where the points of a run come from. X(code, name, summary) */
#define RA_SAMPLING_LIST(X)                                                    \
    X(RA_SAMPLING_RANDOM, "random",                                            \
      "Independent random numbers. The error falls with the square root of the number of trials.") \
    X(RA_SAMPLING_SOBOL, "sobol",                                              \
      "Scrambled Sobol points, in 8 replicates that give the error. They fill the space of the " \
      "inputs evenly: far smaller an error of means, a few times smaller one of quantiles. The "  \
      "number of trials is rounded up to 8,192 times a power of two.")

typedef enum {
#define X(code, name, summary) code,
    RA_SAMPLING_LIST(X)
#undef X
} ra_sampling;
#define RA_SAMPLINGS (RA_SAMPLING_SOBOL + 1)
const char *ra_sampling_name(ra_sampling sampling);
const char *ra_sampling_summary(ra_sampling sampling);

/* The number of trials that is run where so many are asked for: the same, or the next one above
 * that replicates of whole nets have. */
uint64_t ra_sampling_trials(ra_sampling sampling, uint64_t trials);

/* Replicates that a run consists of: 1 of random numbers. */
uint32_t ra_sampling_replicates(ra_sampling sampling);

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
