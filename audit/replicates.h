/* Replicates of a run: what they add up to, and the error that their spread shows.
 *
 * The r = 8 replicates are independent and have one law each, so that the mean of what they give,
 * and what all of their trials together give, has the standard error
 *
 *     s / sqrt(r),   s^2 = sum of (q_k - mean of q)^2 / (r - 1),
 *
 * and an interval of 95 % reaches t(r - 1, 0.975) = 2.365 of them to either side [owen2023]. */
#ifndef RA_REPLICATES_H
#define RA_REPLICATES_H

#include "audit/run.h"

/* The replicates of all outputs of a run. */
typedef struct {
    ra_tally *tallies; /* of all outputs in replicate 0, then of all in replicate 1, ... */
    uint32_t outputs, count;
} ra_replicates;
void ra_replicates_free(ra_replicates *replicates);

/* Adds them up. Returned: RA_OK with one tally for every output in *out, to be freed with
 * ra_tallies_free also where this fails, or RA_NOMEM. */
ra_status ra_replicates_pool(const ra_replicates *replicates, ra_tally **out);

/* Standard error of the mean, of the standard deviation, of that of the logarithm (out of the
 * histograms), of `count` <= RA_ORDER_MOST quantiles of one output. */
double ra_replicates_mean_error(const ra_replicates *replicates, uint32_t output);
double ra_replicates_sd_error(const ra_replicates *replicates, uint32_t output);
double ra_replicates_log_sd_error(const ra_replicates *replicates, uint32_t output);
void ra_replicates_quantile_errors(const ra_replicates *replicates, uint32_t output,
                                   const double *p, size_t count, double *errors);

/* Standard errors to either side that hold 95 %, for as many replicates as there are. */
#define RA_REPLICATES_REACH 2.3646242515927849

#endif
