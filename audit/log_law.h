/* The law of a product of powers of independent positive quantities.
 *
 *     Y = c X_1^e_1 X_2^e_2 ...,   ln |Y| = ln |c| + sum of e_i ln X_i,
 *
 * so that on the logarithmic axis laws are convolved. Powers of lognormal laws are one normal law
 * there, mu = sum of e_i mu_i, sigma^2 = sum of e_i^2 sigma_i^2. Every other e_i ln X_i, and that,
 * is put on one grid of step h, each centred on its own median, so that a narrow law is not moved
 * to the next point; a point has the probability of its bin, a difference of the distribution
 * function. Single values (of discrete laws) are split between their two neighbours so that their
 * mean stays. The discrete convolution is a product of Fourier transforms, without wrapping around
 * since the grid holds the whole range.
 *
 * Rounding to the grid moves the mean of a law whose density jumps and adds to the variance of every
 * law, h^2 / 12 of smooth ones [sheppard1898]. Both are known, from the moments of the masses and
 * those of the law itself, and taken back of the product: the mean by moving the grid, the variance
 * by subtracting half of its second difference, times what was added, from the masses. h^2 / 12 is
 * left, which makes masses of the bins of the product. Between their ends the distribution function
 * is a cubic.
 *
 * Error. What is left is in the third moments, 0.1 h^3 for each law at most, and the cubic's; with the
 * spread s of the widest continuous law the relative error of a quantile is about
 * (0.03 n + h / s) h^3 / s^2 for n laws. The grid is doubled until that is below 1e-5. Where laws end
 * with a jump and nothing smooth is as wide, it may be ten times more.
 */
#ifndef RA_LOG_LAW_H
#define RA_LOG_LAW_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/power_moment.h"
#include "models/dist.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The quantity `scale` X, X from the law, to the power `exponent`. */
typedef struct {
    const ra_dist *dist;
    double scale;    /* > 0 */
    double exponent; /* not 0 */
} ra_power;

/* Why there is no such law. */
typedef enum {
    RA_LOG_LAW_FITS,
    RA_LOG_LAW_NO_NUMBER,     /* c is zero or has no value */
    RA_LOG_LAW_NOT_POSITIVE,  /* a law has values <= 0 with more than 1e-12 of its probability */
    RA_LOG_LAW_SINGLE_VALUES, /* a law has single values among others: clipped ones, mixtures */
    RA_LOG_LAW_DISCRETE,      /* no law is continuous */
    RA_LOG_LAW_TOO_WIDE       /* the largest grid is too coarse */
} ra_log_law_fit;

typedef struct {
    ra_log_law_fit fit;
    uint32_t culprit;   /* NOT_POSITIVE, SINGLE_VALUES: which power */
    double coefficient; /* c */
    double sign;        /* of c */
    uint32_t points;    /* of the grid, a power of two */
    double step;        /* h */
    double start;       /* ln |Y| at the left end of bin 0 */
    double *cumulative; /* by bin: probability up to its right end */
    double error;       /* estimated relative error of the quantiles */
    double mean, sd;    /* exact by power_moment.h; NaN where they do not exist */
    ra_tail_points *tails; /* by power: what its moments have in common */
} ra_log_law;

/* Returned: RA_OK, whether or not it fits, or RA_NOMEM. Free with ra_log_law_free also where this
 * fails. Given: count > 0 powers. */
ra_status ra_log_law_open(ra_log_law *law, double coefficient, const ra_power *powers,
                          uint32_t count);

/* The law of numerator / Y, Y of a law that fits: the same masses in the opposite order. Given also
 * the powers of Y with their exponents negated, for its moments. Returned as by ra_log_law_open. */
ra_status ra_log_law_invert(ra_log_law *out, const ra_log_law *law, double numerator,
                            const ra_power *inverted, uint32_t count);
void ra_log_law_free(ra_log_law *law);

/* The p-quantile, 0 < p < 1, of a law that fits. */
double ra_log_law_quantile(const ra_log_law *law, double p);

/* P(Y <= y) of a law that fits. */
double ra_log_law_cdf(const ra_log_law *law, double y);

/* Variance of ln |Y| of a law that fits, to the error of the grid. */
double ra_log_law_variance(const ra_log_law *law);

/* The shortest interval that holds `level` of the law, with its left end on the grid. */
void ra_log_law_shortest(const ra_log_law *law, double level, double *low, double *high);

#ifdef __cplusplus
}
#endif
#endif
