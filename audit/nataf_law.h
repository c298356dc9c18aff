/* A law expanded in Hermite polynomials of the normal score.
 *
 * With X = Q(Phi(Z)), Q the quantile function, and the orthonormal Hermite polynomials h_n,
 *
 *     a_n = E[(X - mean) / sd * h_n(Z)],     sum of a_n^2 over n >= 1 = 1   [dlmf, 18.18(i)].
 *
 * A normal law has a_1 = 1 and nothing else, a lognormal one a_n = s^n / sqrt(n! (exp(s^2) - 1));
 * of other laws a_n comes from Gauss-Legendre quadrature over z in panels, which begin and end
 * where a list of values jumps and are halved until other kinks and jumps do not matter. */
#ifndef RA_NATAF_LAW_H
#define RA_NATAF_LAW_H

#include <stdbool.h>
#include <stddef.h>

#include "models/dist.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_NATAF_TERMS 200

/* Scores run from -RA_NATAF_REACH to it: tail probabilities down to 5e-300. */
#define RA_NATAF_REACH 37.0

/* Borrows the distribution. */
typedef struct {
    const ra_dist *dist;
    double mean, sd;
    double a[RA_NATAF_TERMS + 1]; /* a[0] is 0 */
    double rest;                  /* 1 - sum of a_n^2: what the series leaves out */
    double sigma;                 /* of a lognormal law, else 0 */
} ra_nataf_law;

/* Expands a law. Returned: RA_OK; RA_INVALID where it has no standard deviation, or one of zero, or
 * one that rests on values too rare to be drawn; RA_NOMEM. */
ra_status ra_nataf_law_open(ra_nataf_law *law, const ra_dist *dist);

/* (Q(Phi(z)) - mean) / sd, computed from the tail in which z lies. */
double ra_nataf_law_eval(const ra_nataf_law *law, double z);

/* The score at which a lower tail probability is reached: Phi^-1(p). */
double ra_nataf_score(double p);

/* The end of the panel that begins at z: at most 1/2 further, at the next jump of a list of values,
 * or at the end of the reach. *place, 0 at first, remembers the place in the list. */
double ra_nataf_law_find(const ra_nataf_law *law, double z, size_t *place);

#ifdef __cplusplus
}
#endif
#endif
