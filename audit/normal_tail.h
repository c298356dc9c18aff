/* Quantiles of the unit normal law, many at a time. */
#ifndef RA_NORMAL_TAIL_H
#define RA_NORMAL_TAIL_H

#include <stddef.h>

/* Given: n ascending probabilities, 2^-16 <= p <= 1/2. Returned: z[i] <= 0, the quantiles; they are
 * those of GSL's gsl_cdf_ugaussian_Pinv to the last bit where GSL is built for the same arithmetic.
 * Source: [wichura1988]. */
void ra_normal_tail(const double *p, double *z, size_t n);

#endif
