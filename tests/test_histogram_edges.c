/* Histograms at their limits: numbers far from the first block's, the ends of the range of doubles.
 * Expected numbers follow from how the samples are made. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "audit/histogram.h"
#include "audit/order.h"
#include "audit/stream.h"
#include "tests/support/histograms.h"
#include "tests/support/run.h"

/* The first block holds numbers far below and above its window, and none in between. */
START_TEST(far_from_the_window)
{
    double x[RA_BLOCK];

    fill_spread(x, 1e-9);
    for (int i = 0; i < 10; i++) {
        x[i] = -1e9 - i;
        x[20 + i] = 1e9 + i;
    }
    ra_histogram_scale scale = ra_histogram_choose(x, RA_BLOCK);
    ck_assert(scale.linear);
    ra_histogram *histogram = histogram_of(x, RA_BLOCK, scale);
    ck_assert(ra_histogram_share(histogram, -1) == 10.0 / RA_BLOCK);
    ck_assert(ra_histogram_share(histogram, 0.5) == 10.0 / RA_BLOCK);
    ck_assert(ra_histogram_share(histogram, 2) == 1014.0 / RA_BLOCK);
    ck_assert_double_eq_tol(ra_histogram_quantile(histogram, 0.5), 1, 1e-9);
    ck_assert_double_eq_tol(ra_histogram_quantile(histogram, 5 / 1023.0), -1e9, 1e6);
    ck_assert_double_eq_tol(ra_histogram_quantile(histogram, 1018 / 1023.0), 1e9, 1e6);
    ra_histogram_free(histogram);
}
END_TEST

/* Numbers 2^k (1 + i / 1024), one to a bin, over octaves at the ends of what doubles can be: every
 * quantile is its number to a bin, and every share is exact at the edges. */
static const struct {
    int from, to;
    double sign;
} ends[] = {{1010, 1023, 1}, {1010, 1023, -1}, {-1021, -1010, 1}, {-1021, -1010, -1}};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

START_TEST(ends_of_the_range)
{
    static double x[16 * 64];
    size_t n = 0;

    for (int k = ends[_i].from; k <= ends[_i].to; k++) {
        for (int i = 0; i < 64; i++) {
            x[n++] = ends[_i].sign * ldexp(1 + i / 64.0, k);
        }
    }
    ra_histogram_scale scale = ra_histogram_choose(x, n);
    ck_assert(!scale.linear && scale.count > 0);
    ra_histogram *histogram = histogram_of(x, n, scale);
    qsort(x, n, sizeof *x, ascending);
    for (size_t i = 0; i < n; i++) {
        double got = ra_histogram_quantile(histogram, (double)i / (double)(n - 1));
        ck_assert_double_eq_tol(got / x[i], 1, 1.0 / 1024);
    }
    ck_assert(ra_histogram_quantile(histogram, 0) == x[0]);
    ck_assert(ra_histogram_quantile(histogram, 1) == x[n - 1]);
    ra_histogram_free(histogram);
}
END_TEST

/* Narrow numbers so small that no window can resolve them are counted in octaves. */
START_TEST(too_small_for_a_window)
{
    double x[RA_BLOCK];

    for (int i = 0; i < RA_BLOCK; i++) {
        x[i] = 3e-308 * (1 + i / 4096.0);
    }
    ra_histogram_scale scale = ra_histogram_choose(x, RA_BLOCK);
    ck_assert(!scale.linear);
    ra_histogram *histogram = histogram_of(x, RA_BLOCK, scale);
    ck_assert_double_eq_tol(ra_histogram_quantile(histogram, 0.5) / 3e-308, 1.125, 1e-3);
    ra_histogram_free(histogram);
}
END_TEST

/* Mostly infinite: the others span more octaves than are counted in one array, and the median of
 * all says nothing of where to look. */
START_TEST(mostly_infinite)
{
    double x[RA_BLOCK];

    for (int i = 0; i < RA_BLOCK; i++) {
        x[i] = i % 4 == 0 ? ldexp(i % 8 == 0 ? 1.0 : -1.0, i - 512) : INFINITY;
    }
    ra_histogram_scale scale = ra_histogram_choose(x, RA_BLOCK);
    ra_histogram *histogram = histogram_of(x, RA_BLOCK, scale);
    ck_assert(ra_histogram_quantile(histogram, 0.5) == INFINITY);
    ck_assert(ra_histogram_share(histogram, 0) == 0.125);
    ck_assert(ra_histogram_share(histogram, ldexp(1, 600)) == 0.25);
    ck_assert_double_eq_tol(ra_histogram_quantile(histogram, 255 / 1023.0) / ldexp(1, 504), 1,
                            1e-3);
    ra_histogram_free(histogram);
}
END_TEST

/* Infinities are numbers that lie at the ends. */
START_TEST(infinite_ends)
{
    const double x[] = {-INFINITY, -INFINITY, -1, 0, 1, DBL_MAX, INFINITY, INFINITY};
    ra_histogram *histogram = histogram_of(x, 8, ra_histogram_choose(x, 8));

    ck_assert(ra_histogram_share(histogram, -INFINITY) == 0.25);
    ck_assert(ra_histogram_share(histogram, -DBL_MAX) == 0.25);
    ck_assert(ra_histogram_share(histogram, DBL_MAX) == 0.75);
    ck_assert(ra_histogram_share(histogram, INFINITY) == 1);
    ck_assert(ra_histogram_quantile(histogram, 1 / 7.0) == -INFINITY);
    ck_assert(ra_histogram_quantile(histogram, 6 / 7.0) == INFINITY);
    ck_assert_double_eq_tol(ra_histogram_quantile(histogram, 5 / 7.0) / DBL_MAX, 1, 1e-3);
    ck_assert(ra_histogram_min(histogram) == -INFINITY);
    ra_histogram_free(histogram);
}
END_TEST

START_TEST(nothing_counted)
{
    const double none[] = {NAN, NAN};
    ra_histogram *histogram = histogram_of(none, 2, ra_histogram_choose(none, 2));
    const double p[] = {0, 0.5};
    uint64_t ranks[2 * RA_ORDER_RANKS];

    ck_assert_uint_eq(ra_histogram_nan(histogram), 2);
    ck_assert(isnan(ra_histogram_densest(histogram)));
    ck_assert(isnan(ra_histogram_min(histogram)) && isnan(ra_histogram_max(histogram)));
    ck_assert(ra_histogram_log_moments(histogram).count == 0);
    ck_assert_uint_eq(ra_order_all_ranks(0, p, 2, ranks), 0);
    ra_histogram_free(histogram);
}
END_TEST

/* Ranks that are known are what quantiles read; a rank that is told twice keeps its first number.
 */
START_TEST(known_ranks)
{
    double x[RA_BLOCK];

    fill_spread(x, 4);
    ra_histogram *histogram = histogram_of(x, RA_BLOCK, ra_histogram_choose(x, RA_BLOCK));
    qsort(x, RA_BLOCK, sizeof *x, ascending);
    for (int i = RA_BLOCK - 1; i >= 0; i -= 3) {
        ck_assert_int_eq(ra_histogram_know(histogram, (uint64_t)i + 1, x[i]), RA_OK);
    }
    ck_assert_int_eq(ra_histogram_know(histogram, RA_BLOCK - 3, -1), RA_OK);
    for (int i = RA_BLOCK - 1; i >= 0; i -= 3) {
        ck_assert(ra_histogram_quantile(histogram, i / 1023.0) == x[i]);
    }
    ra_histogram_free(histogram);
}
END_TEST

/* Samples of few numbers: positive, of both signs with zeros, narrow enough for equal bins with some far
 * from them, with infinities, in one bin. */
static void fill_few(double *x, int kind)
{
    fill_spread(x, kind == 2 ? 0.01 : 4);
    for (size_t i = 0; i < RA_BLOCK && kind > 0; i++) {
        bool odd = i % 16 == 5;
        x[i] = kind == 1 ? (i % 3 == 0 ? -x[i] : i % 3 == 1 ? 0 : x[i]) : x[i];
        x[i] = kind == 2 && odd ? (i % 32 == 5 ? -1e9 : 1e9) * x[i] : x[i];
        x[i] = kind == 3 && odd ? (i % 32 == 5 ? -INFINITY : INFINITY) : x[i];
        x[i] = kind == 4 ? 1 + 1e-9 * x[i] : x[i];
    }
}

/* Equal, or both not numbers. */
static void expect_same(double a, double b)
{
    ck_assert_msg(a == b || (isnan(a) && isnan(b)), "%.17g is not %.17g", a, b);
}

static void expect_same_reading(const ra_histogram *a, const ra_histogram *b, const double *x,
                                size_t n)
{
    ra_histogram_powers one = ra_histogram_powers_of(a, 1), other = ra_histogram_powers_of(b, 1);
    double both[4];

    for (size_t i = 0; i < n; i += 7) {
        double p = (double)i / RA_BLOCK, beside = nextafter(x[i], 0);
        expect_same(ra_histogram_quantile(a, p), ra_histogram_quantile(b, p));
        expect_same(ra_histogram_share(a, x[i]), ra_histogram_share(b, x[i]));
        expect_same(ra_histogram_share(a, beside), ra_histogram_share(b, beside));
    }
    expect_same(ra_histogram_share(a, 0), ra_histogram_share(b, 0));
    expect_same(ra_histogram_densest(a), ra_histogram_densest(b));
    expect_same(one.fourth, other.fourth);
    expect_same(one.logarithm.mean, other.logarithm.mean);
    expect_same(one.logarithm.m4, other.logarithm.m4);
    for (int i = 1; i < 10; i++) {
        ra_histogram_shortest(a, i / 10.0, &both[0], &both[1]);
        ra_histogram_shortest(b, i / 10.0, &both[2], &both[3]);
        expect_same(both[0], both[2]);
        expect_same(both[1], both[3]);
    }
}

/* Shares of ascending numbers, from before the smallest to behind the largest, are those of each. */
static void expect_same_shares(const ra_histogram *a, const ra_histogram *b)
{
    double x[101], shares[2][101];

    for (int i = 0; i <= 100; i++) {
        x[i] = (i < 50 ? -1 : 1) * exp(abs(i - 50) / 5.0 - 5);
    }
    x[0] = -INFINITY;
    x[100] = 1e10;
    ra_histogram_shares(a, x, 101, shares[0]);
    ra_histogram_shares(b, x, 101, shares[1]);
    for (int i = 0; i <= 100; i++) {
        expect_same(shares[0][i], ra_histogram_share(a, x[i]));
        expect_same(shares[1][i], shares[0][i]);
    }
}

/* A list of the bins says what the bins say; of a number more than a block there is none, and of no
 * number. */
START_TEST(listed_bins)
{
    const size_t sizes[] = {1, 2, 3, 50, 1000, RA_BLOCK};
    double x[RA_BLOCK];

    fill_few(x, _i);
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        ra_histogram_scale scale = ra_histogram_choose(x, sizes[k]);
        ra_histogram *bins = histogram_of(x, sizes[k], scale), *list = histogram_of(x, sizes[k], scale);
        ck_assert_int_eq(ra_histogram_list(list), RA_OK);
        ck_assert_int_eq(ra_histogram_list(list), RA_OK);
        expect_same_reading(bins, list, x, sizes[k]);
        expect_same_shares(bins, list);
        ra_histogram_free(bins);
        ra_histogram_free(list);
    }
}
END_TEST

/* The two moments that are read together are those that are read alone. */
START_TEST(powers_together)
{
    double x[RA_BLOCK];

    fill_few(x, _i);
    ra_histogram *histogram = histogram_of(x, RA_BLOCK, ra_histogram_choose(x, RA_BLOCK));
    for (int doubled = 0; doubled < 6; doubled++) {
        ra_histogram_powers both = ra_histogram_powers_of(histogram, 2);
        ra_moments logarithm = ra_histogram_log_moments(histogram);
        expect_same(both.fourth, ra_histogram_fourth(histogram, 2));
        expect_same(both.logarithm.count, logarithm.count);
        expect_same(both.logarithm.m2, logarithm.m2);
        expect_same(both.logarithm.m3, logarithm.m3);
        histogram_merge_copy(histogram, histogram);
    }
    ra_histogram_free(histogram);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("histogram_edges");
    TCase *tests = tcase_create("histogram_edges");

    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, far_from_the_window);
    tcase_add_loop_test(tests, ends_of_the_range, 0, sizeof ends / sizeof ends[0]);
    tcase_add_test(tests, too_small_for_a_window);
    tcase_add_test(tests, mostly_infinite);
    tcase_add_test(tests, infinite_ends);
    tcase_add_test(tests, nothing_counted);
    tcase_add_loop_test(tests, listed_bins, 0, 5);
    tcase_add_loop_test(tests, powers_together, 0, 5);
    tcase_add_test(tests, known_ranks);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
