/* What one exact input would be worth: the headline's 90 % interval were a cause known to be at its
 * point value, and the share of the interval's width that this removes. All variants share their
 * draws, so that their differences are the effect of the cause and not of chance. The others keep
 * their laws, also those that are correlated with the cause. */
#ifndef RA_EXACT_H
#define RA_EXACT_H

#include "audit/response.h"

typedef struct {
    double p5, p95;
    double removed; /* 1 - width / width with nothing exact; NaN where that is 0 or infinite */
} ra_exact;

/* Given: the number of trials, from trial 0 of the run on; the threads. Returned: exact[cause], and
 * in exact[cause_count] the interval with nothing exact. */
ra_status ra_exact_eval(const ra_response *response, uint64_t trials, int threads, ra_exact *exact);

#endif
