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

/* Reads quantiles. Given: `count` <= RA_ORDER_MOST probabilities. Returned: of n sorted trials the
 * one at rank 1 + (n - 1) p, interpolated between neighbours [hyndman1996, definition 7], with its
 * bounds, which are infinite where there are too few trials; all NaN where there are none. */
#define RA_ORDER_MOST 8

/* The ranks behind these numbers: RA_ORDER_RANKS for each probability at most. Returned: how many. */
#define RA_ORDER_RANKS 4
size_t ra_order_all_ranks(uint64_t n, const double *p, size_t count, uint64_t *ranks);
void ra_order_read(const ra_histogram *histogram, const double *p, size_t count, ra_quantile *out);

#ifdef __cplusplus
}
#endif
#endif
