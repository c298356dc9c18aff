#include "tests/support/histograms.h"

#include <check.h>
#include <math.h>

#include "audit/stream.h"

ra_histogram *histogram_of(const double *x, size_t n, ra_histogram_scale scale)
{
    ra_histogram *histogram;

    ck_assert_int_eq(ra_histogram_new(&histogram, scale), RA_OK);
    ck_assert_int_eq(ra_histogram_add(histogram, x, n), RA_OK);
    return histogram;
}

void histogram_merge_copy(ra_histogram *into, const ra_histogram *from)
{
    ra_histogram *copy;

    ck_assert_int_eq(ra_histogram_copy(&copy, from), RA_OK);
    ck_assert_int_eq(ra_histogram_merge(into, copy), RA_OK);
    ra_histogram_free(copy);
}

void fill_spread(double *x, double spread)
{
    ra_stream_fill(1, ra_stream_key("edges"), 0, x);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        x[i] = exp(spread * (2 * x[i] - 1));
    }
}
