/* The distribution of one quantity over the trials, and how well the trials know it.
 *
 * Units: those of the quantity. Errors: what does not exist is NaN. Source: docs/method.md,
 * [jcgm101]. */
#ifndef RA_SUMMARY_H
#define RA_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where the true value lies in 95 % of all runs, whatever the law; infinite where there are too few
 * trials to say. */
typedef struct {
    double low, high;
} ra_bounds;

/* Half a central interval of the unit normal law that holds 95 %, in standard deviations. */
#define RA_NORMAL_95 1.959963984540054

/* Given: the `bounds` of a number, its `value`. Returned: the largest distance of it from them; 0
 * where there are none, as of an exact number. */
double ra_bounds_half(ra_bounds bounds, double value);

/* The quantiles of a summary. X(code, field, probability): NaN follows the run's level */
#define RA_QUANTILE_LIST(X)                                                                        \
    X(RA_Q5, p5, 0.05)                                                                             \
    X(RA_Q25, p25, 0.25)                                                                           \
    X(RA_Q50, p50, 0.50)                                                                           \
    X(RA_Q75, p75, 0.75)                                                                           \
    X(RA_Q95, p95, 0.95)                                                                           \
    X(RA_QLOW, low, NAN)                                                                           \
    X(RA_QHIGH, high, NAN)

enum {
#define X(code, field, p) code,
    RA_QUANTILE_LIST(X)
#undef X
        RA_QUANTILES
};

/* The 5 %, 50 % and 95 % points of a number that has no summary. */
enum { RA_END_LOW, RA_END_MIDDLE, RA_END_HIGH, RA_ENDS };

/* Distribution of one quantity over the trials. Where nothing is uncertain, all quantiles are the
 * point and sd is 0. */
typedef struct {
    double point; /* value at the point estimates of all inputs */
    double mean, sd;
    double p5, p25, p50, p75, p95;
    double low, high;             /* central interval at the run's level */
    double short_low, short_high; /* shortest interval at the run's level */
    double mcse;                  /* Monte Carlo standard error of the mean */
    double gsd;                   /* geometric standard deviation; NaN unless all trials are > 0 */
    double log_variance;          /* variance of the natural logarithm; NaN likewise */
    uint64_t nan;                 /* trials without a value */
    bool constant;
    const char *missing;        /* why there is no mean and standard deviation, or no interval: a clause;
                                   NULL where there are */
    double sd_mcse, gsd_mcse;       /* Monte Carlo standard errors of sd and gsd */
    ra_bounds bounds[RA_QUANTILES]; /* of the quantiles; equal to them where they are exact */
} ra_summary;

#ifdef __cplusplus
}
#endif
#endif
