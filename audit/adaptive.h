/* As many trials as the digits need that were asked for: the adaptive procedure of JCGM 101
 * [jcgm101, 7.9] in two stages [wuebbeler2010, after stein1945].
 *
 * The first stage runs h1 = 10 batches of M trials and has from each the mean, the standard
 * deviation, the median and both ends of the interval. Their standard uncertainty u with n
 * significant digits has the tolerance delta (tolerance.h). A number whose batches differ with the
 * standard deviation S is within delta of its true value with probability 95 % once there are
 *
 *     h = max(h1, ceil((t S / delta)^2))
 *
 * batches, t being the 97.5 % point of Student's t with h1 - 1 degrees of freedom. S of ten batches
 * may be small by chance; so there are never fewer than the bounds of the number (order.h) say, as
 * they are in a batch. The number that needs most decides. The run then has h M trials, and is to the bit the run that had been
 * given that number. */
#ifndef RA_ADAPTIVE_H
#define RA_ADAPTIVE_H

#include "audit/builder.h"

#define RA_ADAPTIVE_BATCHES 10

/* The fewest trials of a batch: max(J, 10^4), J the smallest whole number >= 100 / (1 - level)
 * [jcgm101, 7.9.4 b]. Batches of a run are rounded up to whole blocks. */
uint64_t ra_adaptive_batch(double level);

/* Batches that a number needs, at least RA_ADAPTIVE_BATCHES. Given: the standard deviation of its
 * RA_ADAPTIVE_BATCHES batches, the tolerance. */
double ra_adaptive_need(double deviation, double tolerance);

/* Where the plan asks for digits: finds the number of trials and sets it in builder->plan and in
 * the result. Comes after the draws were opened. */
ra_status ra_adaptive_plan(ra_builder *builder);

/* After the headline: whether the digits were reached, in words. */
ra_status ra_adaptive_eval(ra_builder *builder);

#endif
