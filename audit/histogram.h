/* Quantiles of any number of trials in bounded memory.
 *
 * An integer histogram of 1,024 bins an octave over the bits of the double. Where the central nine
 * tenths of block 0 span less than an octave, bins of equal width resolve their neighbourhood
 * instead: 256 to 512 of them to a standard deviation, within 2,000 deviations or more of the
 * median; what lies outside that window is counted in octaves on either side. Integer counts merge
 * in any order to the same result; pages of 1,024 bins are allocated when first used. Quantiles are
 * interpolated inside their bin. */
#ifndef RA_HISTOGRAM_H
#define RA_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/moments.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_histogram ra_histogram;

/* Scale of the bins, decided from block 0 so that every thread has the same. */
typedef struct {
    bool linear;
    double centre; /* the median of a few numbers; 0 where none is finite */
    double width;  /* linear: bin = floor((x - centre) / width); a power of two, so that the edges
                      are exact */
    uint32_t first, count; /* whole pages of bins where block 0 lies, which are counted in one
                              array; what lies elsewhere takes longer and gives the same numbers */
} ra_histogram_scale;
ra_histogram_scale ra_histogram_choose(const double *x, size_t n);

ra_status ra_histogram_new(ra_histogram **out, ra_histogram_scale scale);
void ra_histogram_free(ra_histogram *histogram);

/* Makes one with the scale and the counts of another. */
ra_status ra_histogram_copy(ra_histogram **out, const ra_histogram *from);

/* Counts n <= 2^31 numbers. Infinities go to the ends; NaN are counted apart. RA_NOMEM: a page
 * failed. */
ra_status ra_histogram_add(ra_histogram *histogram, const double *x, size_t n);

/* Adds the counts of another histogram of the same scale. */
ra_status ra_histogram_merge(ra_histogram *into, const ra_histogram *from);

/* Lists the bins that are not empty, where the numbers are so few that a list is shorter than the
 * bins: whatever is read from then on is read from there. To be called when all numbers are counted.
 * RA_NOMEM. */
ra_status ra_histogram_list(ra_histogram *histogram);

uint64_t ra_histogram_count(const ra_histogram *histogram); /* without NaN */
uint64_t ra_histogram_nan(const ra_histogram *histogram);
double ra_histogram_min(const ra_histogram *histogram); /* NaN where the histogram is empty */
double ra_histogram_max(const ra_histogram *histogram);

/* Makes the number at a rank known, 1 to the count; quantiles are exact where they read known ranks.
 * RA_NOMEM. */
ra_status ra_histogram_know(ra_histogram *histogram, uint64_t rank, double value);

/* The p-quantile, 0 <= p <= 1; NaN where the histogram is empty. Of n sorted numbers it is the one
 * at rank 1 + (n - 1) p, interpolated between neighbours. */
double ra_histogram_quantile(const ra_histogram *histogram, double p);

/* The shortest interval that holds `level` of the trials [jcgm101, 5.3.4]. */
void ra_histogram_shortest(const ra_histogram *histogram, double level, double *low, double *high);

/* Share of trials at or below x; NaN where the histogram is empty. */
double ra_histogram_share(const ra_histogram *histogram, double x);

/* The same of n ascending numbers, in one walk over the pages. */
void ra_histogram_shares(const ra_histogram *histogram, const double *x, size_t n, double *share);

/* Moments of the natural logarithm, of smooth laws: each bin's numbers are taken to lie evenly over
 * it, so that its width adds nothing to the variance [sheppard1898]; within 1e-7 of what the trials
 * themselves have. Count 0 where some number is not positive and finite. */
ra_moments ra_histogram_log_moments(const ra_histogram *histogram);

/* The sum of the fourth powers of the distances from `centre`, of numbers that stand in the middle of
 * their bins: within 1e-3 of that of the trials, for the standard error of a standard deviation. NaN
 * where some number is infinite. */
double ra_histogram_fourth(const ra_histogram *histogram, double centre);

/* Both at once, in one walk over the bins. */
typedef struct {
    ra_moments logarithm;
    double fourth;
} ra_histogram_powers;
ra_histogram_powers ra_histogram_powers_of(const ra_histogram *histogram, double centre);

/* The largest share of the trials in one bin: above 1 % there is an atom. */
double ra_histogram_densest(const ra_histogram *histogram);

#ifdef __cplusplus
}
#endif
#endif
