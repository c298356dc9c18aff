/* Mean and variance of a power of a positive quantity. */
#ifndef RA_POWER_MOMENT_H
#define RA_POWER_MOMENT_H

#include "models/dist.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    double mean;     /* of X^e; NaN where it does not exist */
    double variance; /* of X^e over the square of that mean; NaN likewise */
} ra_power_moment;

/* Given: a law with no more than 1e-12 of its probability at or below zero, which is left out; an
 * exponent. In closed form for e = 1 and lognormal laws, a sum for discrete laws, else by
 * quadrature of the quantile function over both tails to a relative error below 1e-9. A moment to
 * which tail probabilities below 1e-16 still contribute noticeably is taken for one that does not
 * exist. */
ra_power_moment ra_power_moment_eval(const ra_dist *dist, double exponent);

typedef struct {
    double mean; /* of e ln(X / median) */
    double variance;
} ra_log_moment;

/* Given: the same. In closed form for lognormal laws, else as above to a relative error of 1e-8. */
ra_log_moment ra_log_moment_eval(const ra_dist *dist, double exponent);

#ifdef __cplusplus
}
#endif
#endif
