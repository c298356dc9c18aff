/* Histograms of samples. */
#ifndef RA_TEST_HISTOGRAMS_H
#define RA_TEST_HISTOGRAMS_H

#include <stddef.h>

#include "audit/histogram.h"

/* Counts n numbers. */
ra_histogram *histogram_of(const double *x, size_t n, ra_histogram_scale scale);

/* Adds a copy of `from`, which may be `into`. */
void histogram_merge_copy(ra_histogram *into, const ra_histogram *from);

/* A block whose numbers are spread by a factor of e^(2 spread), around 1. */
void fill_spread(double *x, double spread);

#endif
