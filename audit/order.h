/* Order statistics: what ranks say of a quantile, whatever the law [david2003, 7.1].
 *
 * Of n independent trials the number B below the true p-quantile of a continuous law is binomial
 * (n, p). The r-th and the s-th smallest trial therefore hold the quantile between them with
 * probability P(r <= B < s), at least that where the law has atoms. */
#ifndef RA_ORDER_H
#define RA_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "audit/histogram.h"
#include "audit/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The probability of the intervals that are reported beside quantiles. */
#define RA_ORDER_CONFIDENCE 0.95

/* P(r <= B < s), 0 <= r < s <= n + 1. */
double ra_order_confidence(uint64_t n, double p, uint64_t r, uint64_t s);

/* The ranks whose trials hold the p-quantile between them with at least `confidence`, as little as
 * possible beyond it on either side. *low = 0: no trial is low enough; *high = n + 1: none is high
 * enough. */
void ra_order_ranks(uint64_t n, double p, double confidence, uint64_t *low, uint64_t *high);

/* A quantile of the trials, and the interval that holds the true one. */
typedef struct {
    double value;
    ra_bounds bounds;
} ra_quantile;

/* Probabilities, and the ranks that bound their quantiles among n trials (ra_order_ranks, of
 * RA_ORDER_CONFIDENCE): of few trials they take longer to find than to read, and all outputs of a run
 * have the same. */
#define RA_ORDER_MOST 8
typedef struct {
    uint64_t n;
    size_t count;
    double p[RA_ORDER_MOST];
    uint64_t low[RA_ORDER_MOST], high[RA_ORDER_MOST];
} ra_order_plan;

/* Finds the ranks. Given: `count` <= RA_ORDER_MOST probabilities. Returned: the plan of n trials. */
ra_order_plan ra_order_plan_of(uint64_t n, const double *p, size_t count);

/* Reads quantiles. Given: a plan for as many trials as the histogram has. Returned: of n sorted
 * trials the one at rank 1 + (n - 1) p, interpolated between neighbours [hyndman1996, definition 7],
 * with its bounds, which are infinite where there are too few trials; all NaN where there are none.
 */
void ra_order_plan_read(const ra_order_plan *plan, const ra_histogram *histogram, ra_quantile *out);

/* The ranks behind these numbers: RA_ORDER_RANKS for each probability at most. Returned: how many. */
#define RA_ORDER_RANKS 4
size_t ra_order_all_ranks(uint64_t n, const double *p, size_t count, uint64_t *ranks);

/* Both together: the quantiles of `count` <= RA_ORDER_MOST probabilities. */
void ra_order_read(const ra_histogram *histogram, const double *p, size_t count, ra_quantile *out);

#ifdef __cplusplus
}
#endif
#endif
