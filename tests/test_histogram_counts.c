/* Counters of a histogram that would overflow, and its extremes. Expected numbers follow from how the
 * samples are made. */
#include <check.h>
#include <math.h>

#include "audit/histogram.h"
#include "audit/stream.h"
#include "tests/support/histograms.h"
#include "tests/support/run.h"

/* The law of many copies of a sample is that of the sample. */
static void expect_copies(const ra_histogram *many, const ra_histogram *one, double copies)
{
    ra_moments a = ra_histogram_log_moments(many), b = ra_histogram_log_moments(one);

    ck_assert(ra_histogram_count(many) == copies * RA_BLOCK);
    ck_assert(ra_histogram_densest(many) == ra_histogram_densest(one));
    for (double x = 0.5; x < 2; x += 1.0 / 64) {
        ck_assert(ra_histogram_share(many, x) == ra_histogram_share(one, x));
    }
    ck_assert(ra_histogram_quantile(many, 0) == ra_histogram_quantile(one, 0));
    ck_assert(ra_histogram_quantile(many, 1) == ra_histogram_quantile(one, 1));
    ck_assert(a.count == copies * b.count);
    ck_assert_double_eq_tol(a.mean, b.mean, 1e-13);
    ck_assert_double_eq_tol(a.m2 / copies / b.m2, 1, 1e-12);
}

/* Counters near block 0 have 16 bits. Doubling a histogram passes that, and 32 bits too; so does adding
 * to one that is nearly full. */
START_TEST(counters_do_not_overflow)
{
    const double spread = _i == 0 ? 4 : 0.1; /* octaves, equal bins */
    double x[RA_BLOCK];

    fill_spread(x, spread);
    ra_histogram_scale scale = ra_histogram_choose(x, RA_BLOCK);
    ck_assert(scale.linear == (_i == 1));
    ra_histogram *one = histogram_of(x, RA_BLOCK, scale), *many = histogram_of(x, RA_BLOCK, scale);
    ra_histogram *full = histogram_of(x, RA_BLOCK, scale);
    for (int k = 0; k < 23; k++) {
        if (k < 22) {
            histogram_merge_copy(full, many); /* 1 + 1 + 2 + 4 ... */
        }
        histogram_merge_copy(many, many);
    }
    expect_copies(many, one, 0x1p23);
    expect_copies(full, one, 0x1p22);
    for (int k = 0; k < 3; k++) {
        ck_assert_int_eq(ra_histogram_add(full, x, RA_BLOCK), RA_OK);
    }
    expect_copies(full, one, 0x1p22 + 3);
    ra_histogram_free(one);
    ra_histogram_free(many);
    ra_histogram_free(full);
}
END_TEST

/* One bin gets more numbers than 16 bits hold, a block at a time, and its neighbours few; then, by
 * doubling, more than 32 bits. */
START_TEST(short_counters_do_not_overflow)
{
    enum { BLOCKS = 200 };
    const double spread = _i == 0 ? 4 : 0.1;
    double x[RA_BLOCK], same[RA_BLOCK];

    fill_spread(x, spread);
    ra_histogram *histogram = histogram_of(x, RA_BLOCK, ra_histogram_choose(x, RA_BLOCK));
    double below = ra_histogram_share(histogram, 0.999) * RA_BLOCK;
    for (int i = 0; i < RA_BLOCK; i++) {
        same[i] = 1;
    }
    for (int k = 0; k < BLOCKS; k++) {
        ck_assert_int_eq(ra_histogram_add(histogram, same, RA_BLOCK), RA_OK);
    }
    double all = (BLOCKS + 1) * RA_BLOCK;
    ck_assert(ra_histogram_count(histogram) == all);
    ck_assert_double_eq_tol(ra_histogram_densest(histogram) * all, BLOCKS * RA_BLOCK, 20);
    ck_assert_double_eq_tol(ra_histogram_share(histogram, 0.999) * all, below, 1e-6);
    double densest = ra_histogram_densest(histogram), share = ra_histogram_share(histogram, 0.999);
    for (int k = 0; k < 26; k++) {
        histogram_merge_copy(histogram, histogram);
        ck_assert(ra_histogram_densest(histogram) == densest);
        ck_assert(ra_histogram_share(histogram, 0.999) == share);
    }
    ck_assert(ra_histogram_count(histogram) == all * 0x1p26);
    ck_assert_int_eq(ra_histogram_add(histogram, same, RA_BLOCK), RA_OK);
    double more = all * 0x1p26 + RA_BLOCK;
    ck_assert_double_eq_tol(ra_histogram_densest(histogram) * more,
                            densest * all * 0x1p26 + RA_BLOCK, 1);
    ra_histogram_free(histogram);
}
END_TEST

/* The smallest and the largest number are exact, whichever block they come in: beyond block 0, within
 * it, far from it, or between numbers without a value. */
START_TEST(extremes_are_exact)
{
    const double spread = _i % 2 == 0 ? 4 : 0.1;
    const double far = _i < 2 ? 1.01 : 1e30;
    double x[RA_BLOCK], y[RA_BLOCK], low = INFINITY, high = -INFINITY;

    fill_spread(x, spread);
    ra_histogram *histogram = histogram_of(x, 0, ra_histogram_choose(x, RA_BLOCK));
    for (int k = 0; k < 64; k++) {
        ra_stream_fill(2, ra_stream_key("edges"), (uint64_t)k, y);
        for (int i = 0; i < RA_BLOCK; i++) {
            y[i] = exp(spread * (1 + 1e-4 * k) * (2 * y[i] - 1));
        }
        y[k] = k % 8 == 3 ? y[k] * far : k % 8 == 5 ? y[k] / far : y[k];
        y[k + 1] = k % 8 == 7 ? NAN : y[k + 1];
        for (int i = 0; i < RA_BLOCK; i++) {
            low = fmin(low, y[i]);
            high = fmax(high, y[i]);
        }
        ck_assert_int_eq(ra_histogram_add(histogram, y, RA_BLOCK), RA_OK);
        ck_assert(ra_histogram_min(histogram) == low && ra_histogram_max(histogram) == high);
    }
    ra_histogram_free(histogram);
}
END_TEST

/* Adding is what overflows: 2^32 - 2^10 numbers are there. */
START_TEST(adding_does_not_overflow)
{
    double x[RA_BLOCK];

    fill_spread(x, 0.1);
    ra_histogram_scale scale = ra_histogram_choose(x, RA_BLOCK);
    ra_histogram *one = histogram_of(x, RA_BLOCK, scale), *many = histogram_of(x, RA_BLOCK, scale);
    ra_histogram *full = histogram_of(x, 0, scale);
    for (int k = 0; k < 22; k++) {
        histogram_merge_copy(full, many);
        histogram_merge_copy(many, many);
    }
    expect_copies(full, one, 0x1p22 - 1);
    for (int k = 0; k < 5; k++) {
        ck_assert_int_eq(ra_histogram_add(full, x, RA_BLOCK), RA_OK);
    }
    expect_copies(full, one, 0x1p22 + 4);
    ra_histogram_free(one);
    ra_histogram_free(many);
    ra_histogram_free(full);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("histogram_counts");
    TCase *tests = tcase_create("counts");

    tcase_add_loop_test(tests, counters_do_not_overflow, 0, 2);
    tcase_add_test(tests, adding_does_not_overflow);
    tcase_add_loop_test(tests, short_counters_do_not_overflow, 0, 2);
    tcase_add_loop_test(tests, extremes_are_exact, 0, 4);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
