/* Histogram quantiles beside the exact quantiles of the sorted sample. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/histogram.h"
#include "audit/stream.h"
#include "tests/support/histograms.h"
#include "tests/support/run.h"

enum { BLOCKS = 120, N = BLOCKS * RA_BLOCK };

static double sample[N], sorted[N];

/* Sum of four uniform numbers less its mean, over its sd: near enough to a normal number. */
static double bell(const double *u)
{
    return (u[0] + u[1] + u[2] + u[3] - 2) * sqrt(3);
}

static double narrow(const double *u)
{
    return 50000623 + 30 * bell(u);
}
static double narrowest(const double *u)
{
    return 1 + 1e-9 * bell(u);
}
static double wide(const double *u)
{
    return exp(2 * bell(u));
}
static double around_zero(const double *u)
{
    return bell(u);
}
static double negative(const double *u)
{
    return -exp(bell(u));
}
static double two_humps(const double *u)
{
    return u[0] < 0.5 ? 10 + u[1] : 1e6 * (1 + u[2]);
}
static double tiny(const double *u)
{
    return 1e-300 * exp(bell(u));
}
static double octave(const double *u)
{
    return 1 + u[0];
}
/* Far outliers that the first block may not hold, on both sides of a narrow window. */
static double outliers(const double *u)
{
    return u[0] < 2e-4 ? -1e9 * u[1] : u[0] > 0.9998 ? 1e9 * u[1] : 7 + 1e-6 * bell(u);
}

static const struct {
    const char *name;
    double (*law)(const double *u);
    bool linear;
    double scale; /* the error is relative to this, or (0) to the number itself */
} laws[] = {
    {"narrow", narrow, true, 30},     {"narrowest", narrowest, true, 1e-9},
    {"wide", wide, false, 0},         {"around zero", around_zero, false, 0},
    {"negative", negative, false, 0}, {"two humps", two_humps, false, 0},
    {"tiny", tiny, false, 0},         {"octave", octave, true, 1},
    {"outliers", outliers, true, 0},
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void fill(double (*law)(const double *u))
{
    static double u[4][RA_BLOCK];

    for (size_t b = 0; b < BLOCKS; b++) {
        for (size_t k = 0; k < 4; k++) {
            ra_stream_fill(1, k, b, u[k]);
        }
        for (size_t i = 0; i < RA_BLOCK; i++) {
            const double one[4] = {u[0][i], u[1][i], u[2][i], u[3][i]};
            sample[b * RA_BLOCK + i] = law(one);
        }
    }
    memcpy(sorted, sample, sizeof sorted);
    qsort(sorted, N, sizeof sorted[0], ascending);
}

static double exact_quantile(double p)
{
    double place = p * (N - 1);
    size_t i = (size_t)place;
    double next = i + 1 < N ? sorted[i + 1] : sorted[i];
    return sorted[i] + (place - (double)i) * (next - sorted[i]);
}

START_TEST(quantiles_of_the_sample)
{
    static const double ps[] = {0, 1e-5, 1e-4, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.9999, 1};

    fill(laws[_i].law);
    ra_histogram_scale scale = ra_histogram_choose(sample, RA_BLOCK);
    ck_assert_msg(scale.linear == laws[_i].linear, "%s", laws[_i].name);
    ra_histogram *histogram = histogram_of(sample, N, scale);
    ck_assert_uint_eq(ra_histogram_count(histogram), N);
    ck_assert(ra_histogram_min(histogram) == sorted[0]);
    ck_assert(ra_histogram_max(histogram) == sorted[N - 1]);
    for (size_t k = 0; k < sizeof ps / sizeof ps[0]; k++) {
        double exact = exact_quantile(ps[k]);
        double got = ra_histogram_quantile(histogram, ps[k]);
        double unit = laws[_i].scale > 0 ? laws[_i].scale : fabs(exact);
        /* One bin at the most anywhere; where there are many numbers, much less. */
        double bin = laws[_i].scale > 0 ? 1 / 256.0 : 1 / 1024.0;
        double allowed = ps[k] >= 0.05 && ps[k] <= 0.95 ? 0.3 * bin : bin;
        ck_assert_msg(fabs(got - exact) <= allowed * unit, "%s p=%g: %.17g, exact %.17g",
                      laws[_i].name, ps[k], got, exact);
    }
    ck_assert(ra_histogram_quantile(histogram, 0) == sorted[0]);
    ck_assert(ra_histogram_quantile(histogram, 1) == sorted[N - 1]);
    ra_histogram_free(histogram);
}
END_TEST

/* Where a bin holds two numbers only, a quantile is off by half a bin, but as often to the left as
 * to the right. */
START_TEST(quantiles_are_not_biased)
{
    enum { FEW = 2 * RA_BLOCK };
    double bias = 0;

    fill(octave);
    ra_histogram_scale scale = ra_histogram_choose(sample, RA_BLOCK);
    ra_histogram *histogram = histogram_of(sample, FEW, scale);
    qsort(sample, FEW, sizeof sample[0], ascending);
    for (size_t i = 1; i < FEW - 1; i++) {
        double p = (double)i / (FEW - 1);
        bias += (ra_histogram_quantile(histogram, p) - sample[i]) / scale.width / FEW;
    }
    ck_assert_msg(fabs(bias) < 0.03, "%g bins", bias);
    ra_histogram_free(histogram);
}
END_TEST

START_TEST(shares_of_the_sample)
{
    fill(laws[_i].law);
    ra_histogram *histogram = histogram_of(sample, N, ra_histogram_choose(sample, RA_BLOCK));
    for (size_t i = 1000; i < N; i += 1973) {
        double got = ra_histogram_share(histogram, sorted[i]);
        ck_assert_msg(fabs(got - (double)(i + 1) / N) <= 4e-4, "%s at %g: %g, exact %g",
                      laws[_i].name, sorted[i], got, (double)(i + 1) / N);
    }
    ck_assert(ra_histogram_share(histogram, sorted[0] - 1) == 0);
    ck_assert(ra_histogram_share(histogram, sorted[N - 1]) == 1);
    ra_histogram_free(histogram);
}
END_TEST

/* The shortest interval of the sorted sample, by trying all. */
START_TEST(shortest_interval)
{
    const size_t inner = (size_t)(0.9 * N);
    double best = INFINITY, low, high;

    fill(laws[_i].law);
    for (size_t i = 0; i + inner < N; i++) {
        double width = sorted[i + inner] - sorted[i];
        best = width < best ? width : best;
    }
    ra_histogram *histogram = histogram_of(sample, N, ra_histogram_choose(sample, RA_BLOCK));
    ra_histogram_shortest(histogram, 0.9, &low, &high);
    ck_assert_msg(fabs((high - low) - best) <= 4e-3 * best, "%s: %g, exact %g", laws[_i].name,
                  high - low, best);
    double inside = ra_histogram_share(histogram, high) - ra_histogram_share(histogram, low);
    ck_assert_msg(fabs(inside - 0.9) < 1e-3, "%s: holds %g", laws[_i].name, inside);
    ra_histogram_free(histogram);
}
END_TEST

START_TEST(merging_in_any_order)
{
    static const size_t cuts[][2] = {{1, 2}, {1000, 90000}, {50000, 50001}, {0, N}};

    fill(laws[_i].law);
    ra_histogram_scale scale = ra_histogram_choose(sample, RA_BLOCK);
    ra_histogram *whole = histogram_of(sample, N, scale);
    for (size_t c = 0; c < sizeof cuts / sizeof cuts[0]; c++) {
        const size_t a = cuts[c][0], b = cuts[c][1];
        ra_histogram *part[3] = {histogram_of(sample, a, scale),
                                 histogram_of(sample + a, b - a, scale),
                                 histogram_of(sample + b, N - b, scale)};
        ck_assert_int_eq(ra_histogram_merge(part[2], part[0]), RA_OK);
        ck_assert_int_eq(ra_histogram_merge(part[2], part[1]), RA_OK);
        for (double p = 0; p <= 1; p += 1.0 / 16) {
            ck_assert(ra_histogram_quantile(part[2], p) == ra_histogram_quantile(whole, p));
        }
        ck_assert(ra_histogram_densest(part[2]) == ra_histogram_densest(whole));
        for (int k = 0; k < 3; k++) {
            ra_histogram_free(part[k]);
        }
    }
    ra_histogram_free(whole);
}
END_TEST

START_TEST(strange_numbers)
{
    const double x[] = {NAN, -INFINITY, -1, -0.0, 0.0, 5e-324, 1, 1.7976931348623157e308, INFINITY};
    ra_histogram *histogram = histogram_of(x, 9, ra_histogram_choose(x, 9));

    ck_assert_uint_eq(ra_histogram_nan(histogram), 1);
    ck_assert_uint_eq(ra_histogram_count(histogram), 8);
    ck_assert(ra_histogram_quantile(histogram, 0) == -INFINITY);
    ck_assert(ra_histogram_quantile(histogram, 1) == INFINITY);
    ck_assert(fabs(ra_histogram_quantile(histogram, 1 / 7.0) + 1) < 1e-3);
    ck_assert(fabs(ra_histogram_quantile(histogram, 3 / 7.0)) < 1e-300);
    ck_assert(ra_histogram_share(histogram, -2) == 1 / 8.0);
    ra_histogram_free(histogram);
}
END_TEST

/* A probability at zero: it is the quantile, and the share at zero holds it. */
START_TEST(zero_is_exact)
{
    double x[1000];

    for (int i = 0; i < 1000; i++) {
        x[i] = i % 5 < 3 ? 0 : 1 + i / 1000.0;
    }
    ra_histogram *histogram = histogram_of(x, 1000, ra_histogram_choose(x, 1000));
    ck_assert(ra_histogram_quantile(histogram, 0.5) == 0);
    ck_assert(ra_histogram_share(histogram, 0) == 0.6);
    ck_assert(ra_histogram_share(histogram, -5e-324) == 0);
    ra_histogram_free(histogram);
}
END_TEST

START_TEST(few_numbers)
{
    const double one[] = {2.385}, two[] = {3, 1};
    double low, high;
    ra_histogram *empty = histogram_of(one, 0, ra_histogram_choose(one, 0));
    ra_histogram *single = histogram_of(one, 1, ra_histogram_choose(one, 1));
    ra_histogram *pair = histogram_of(two, 2, ra_histogram_choose(two, 2));

    ck_assert(isnan(ra_histogram_quantile(empty, 0.5)) && isnan(ra_histogram_share(empty, 1)));
    ra_histogram_shortest(empty, 0.9, &low, &high);
    ck_assert(isnan(low) && isnan(high));
    ck_assert(ra_histogram_quantile(single, 0.3) == 2.385);
    ck_assert(ra_histogram_densest(single) == 1);
    ra_histogram_shortest(single, 0.9, &low, &high);
    ck_assert(low == 2.385 && high == 2.385);
    ck_assert(ra_histogram_quantile(pair, 0.5) == 2);
    ra_histogram_free(empty);
    ra_histogram_free(single);
    ra_histogram_free(pair);
}
END_TEST

/* Moments of the logarithm beside those of the logarithms of all numbers. */
START_TEST(log_moments)
{
    fill(laws[_i].law);
    ra_histogram *histogram = histogram_of(sample, N, ra_histogram_choose(sample, RA_BLOCK));
    ra_moments got = ra_histogram_log_moments(histogram);
    long double mean = 0, m2 = 0, m4 = 0;

    if (sorted[0] <= 0) {
        ck_assert(got.count == 0);
        ra_histogram_free(histogram);
        return;
    }
    for (size_t i = 0; i < N; i++) {
        mean += logl(sample[i]) / N;
    }
    for (size_t i = 0; i < N; i++) {
        long double d = logl(sample[i]) - mean;
        m2 += d * d;
        m4 += d * d * d * d;
    }
    double sd = sqrt((double)m2 / N);
    ck_assert(got.count == N);
    ck_assert_msg(fabsl(got.mean - mean) < 1e-5 * sd + 1e-9, "%s: mean", laws[_i].name);
    ck_assert_msg(fabsl(got.m2 / m2 - 1) < 2e-5, "%s: %g", laws[_i].name, got.m2 / (double)m2 - 1);
    ck_assert_msg(fabsl(got.m4 / m4 - 1) < 2e-4, "%s: %g", laws[_i].name, got.m4 / (double)m4 - 1);
    ra_histogram_free(histogram);
}
END_TEST

/* The fourth power beside that of all numbers. */
START_TEST(fourth_power)
{
    fill(laws[_i].law);
    ra_histogram *histogram = histogram_of(sample, N, ra_histogram_choose(sample, RA_BLOCK));
    long double mean = 0, m4 = 0;

    for (size_t i = 0; i < N; i++) {
        mean += (long double)sample[i] / N;
    }
    for (size_t i = 0; i < N; i++) {
        long double d = sample[i] - mean;
        m4 += d * d * d * d;
    }
    double got = ra_histogram_fourth(histogram, (double)mean);
    if (m4 < DBL_MIN) {
        ck_assert(got < DBL_MIN);
    } else {
        ck_assert_msg(fabsl(got / m4 - 1) < 1e-3, "%s: %g", laws[_i].name, got / (double)m4 - 1);
    }
    ra_histogram_free(histogram);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("histogram");
    TCase *tcase = tcase_create("histogram");
    const int count_of_laws = (int)(sizeof laws / sizeof laws[0]);

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, quantiles_of_the_sample, 0, count_of_laws);
    tcase_add_test(tcase, quantiles_are_not_biased);
    tcase_add_loop_test(tcase, shares_of_the_sample, 0, count_of_laws);
    tcase_add_loop_test(tcase, shortest_interval, 0, count_of_laws);
    tcase_add_loop_test(tcase, merging_in_any_order, 0, count_of_laws);
    tcase_add_test(tcase, strange_numbers);
    tcase_add_test(tcase, zero_is_exact);
    tcase_add_test(tcase, few_numbers);
    tcase_add_loop_test(tcase, log_moments, 0, sizeof laws / sizeof laws[0]);
    tcase_add_loop_test(tcase, fourth_power, 0, sizeof laws / sizeof laws[0]);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
