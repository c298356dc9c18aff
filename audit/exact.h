/* What one exact input would be worth: the headline's 90 % interval were a cause known to be at its
 * point value, and the share of the interval's width that this removes. All variants share their
 * draws, so that their differences are the effect of the cause and not of chance.
 *
 * A measurement also tells something about what is correlated with the cause. With normal scores z
 * correlated by r, z_j - r_ij z_i is independent of z_i, so that
 *
 *     z_j + r_ij (z* - z_i)
 *
 * has the law of z_j given z_i = z*: the score of the point value, Phi^-1(F(point)). */
#ifndef RA_EXACT_H
#define RA_EXACT_H

#include "audit/response.h"
#include "audit/summary.h"

typedef struct {
    double p5, p95;
    ra_bounds low, high; /* of p5 and p95 */
    double removed; /* 1 - width / width with nothing exact; NaN where that is 0 or infinite */
} ra_exact;

/* Given: a response whose correlations were asked for; the number of trials, from trial 0 of the
 * run on; the threads. Returned: exact[cause], and in exact[cause_count] the interval with nothing
 * exact. */
ra_status ra_exact_eval(const ra_response *response, uint64_t trials, int threads, ra_exact *exact);

#endif
