/* Mean and variance of a power of a positive quantity. */
#ifndef RA_POWER_MOMENT_H
#define RA_POWER_MOMENT_H

#include <stdint.h>

#include "models/dist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the integrals over one law have in common: quantiles, which take most of the time, where the
 * pieces of a tail of the law are looked at. Pieces grow as the integrand decays: so many reach
 * e^-1000. Start with known = {0, 0}. */
#define RA_TAIL_PIECES 12
#define RA_TAIL_RULE   31 /* points of a piece */
#define RA_TAIL_POINTS (RA_TAIL_PIECES * RA_TAIL_RULE)

typedef struct {
    double logarithm; /* ln(X / median) */
    double p;
} ra_tail_point;

typedef struct {
    uint32_t known[2]; /* by tail, the lower one first */
    ra_tail_point points[2][RA_TAIL_POINTS];
} ra_tail_points;

typedef struct {
    double mean;     /* of X^e; NaN where it does not exist */
    double variance; /* of X^e over the square of that mean; NaN likewise */
} ra_power_moment;

/* Given: a law with no more than 1e-12 of its probability at or below zero, which is left out; an
 * exponent. In closed form for e = 1 and lognormal laws, a sum for discrete laws, else by
 * quadrature of the quantile function over both tails to a relative error below 1e-9. A moment to
 * which tail probabilities below 1e-16 still contribute noticeably is taken for one that does not
 * exist. Given also: what other moments of this law left, or NULL. */
ra_power_moment ra_power_moment_eval(const ra_dist *dist, double exponent, ra_tail_points *points);

typedef struct {
    double mean; /* of e ln(X / median) */
    double variance;
} ra_log_moment;

/* Given: the same. In closed form for lognormal laws, else as above to a relative error of 1e-8. */
ra_log_moment ra_log_moment_eval(const ra_dist *dist, double exponent, ra_tail_points *points);

#ifdef __cplusplus
}
#endif
#endif
