/* Where the points of a run come from: independent random numbers, or points that fill the space of
 * the inputs evenly (audit/points.h).
 *
 * Units: none. Errors: none. Source: docs/method.md, [sobol1967], [owen1995]. */
#ifndef RA_SAMPLING_H
#define RA_SAMPLING_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Independent replicates of a net of points; the spread of what they give is its error. */
#define RA_UNIFORMS_REPLICATES 8

/* Where the points come from. X(code, name, summary) */
#define RA_SAMPLING_LIST(X)                                                                        \
    X(RA_SAMPLING_RANDOM, "random",                                                                \
      "Independent random numbers. The error falls with the square root of the number of trials.") \
    X(RA_SAMPLING_SOBOL, "sobol",                                                                  \
      "Scrambled Sobol points, in 8 replicates that give the error. They fill the space of the "   \
      "inputs evenly: far smaller an error of means, a few times smaller one of quantiles. The "   \
      "number of trials is rounded up to 8,192 times a power of two.")

typedef enum {
#define X(code, name, summary) code,
    RA_SAMPLING_LIST(X)
#undef X
} ra_sampling;
#define RA_SAMPLINGS (RA_SAMPLING_SOBOL + 1)

/* Given: a `sampling`. Returned: its name on the command line. */
const char *ra_sampling_name(ra_sampling sampling);

/* Given: a `sampling`. Returned: what it does, in words. */
const char *ra_sampling_summary(ra_sampling sampling);

/* Given: a `sampling`; the `trials` that are asked for. Returned: the number that is run: the
 * same, or the next one above that replicates of whole nets have. */
uint64_t ra_sampling_trials(ra_sampling sampling, uint64_t trials);

/* Given: a `sampling`. Returned: the replicates that a run consists of; 1 of random numbers. */
uint32_t ra_sampling_replicates(ra_sampling sampling);

#ifdef __cplusplus
}
#endif
#endif
