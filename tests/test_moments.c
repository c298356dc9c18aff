/* Moments: accuracy against extended precision, and the same bits for every split over threads. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/moments.h"
#include "audit/stream.h"
#include "tests/support/run.h"

enum { BLOCKS = 37, LAST = 411 };

static double numbers[BLOCKS][RA_BLOCK];

static size_t size_of(unsigned block)
{
    return block == BLOCKS - 1 ? LAST : RA_BLOCK;
}

/* Exponential numbers moved by `shift`: skewed, with a mean far from zero where shift is large. */
static void fill(double shift)
{
    for (unsigned b = 0; b < BLOCKS; b++) {
        ra_stream_fill(1, ra_stream_key("moments"), b, numbers[b]);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            numbers[b][i] = shift - log(numbers[b][i]);
        }
    }
}

/* Moments about 0, which may be far from the numbers. */
static ra_moments block_moments(const double *x, size_t n)
{
    return ra_moments_block(x, n, 0);
}

static void push_range(ra_moments_tree *tree, unsigned first, unsigned end)
{
    memset(tree, 0, sizeof *tree);
    for (unsigned b = first; b < end; b++) {
        ra_moments_push(tree, b, block_moments(numbers[b], size_of(b)));
    }
}

static ra_moments whole(void)
{
    ra_moments_tree tree;

    push_range(&tree, 0, BLOCKS);
    return ra_moments_total(&tree);
}

static const double shifts[] = {0, 1, 1e6, -1e9};

START_TEST(accuracy)
{
    long double n = 0, mean = 0, m[5] = {0};

    fill(shifts[_i]);
    for (unsigned b = 0; b < BLOCKS; b++) {
        for (size_t i = 0; i < size_of(b); i++) {
            mean += numbers[b][i];
            n++;
        }
    }
    mean /= n;
    for (unsigned b = 0; b < BLOCKS; b++) {
        for (size_t i = 0; i < size_of(b); i++) {
            long double d = numbers[b][i] - mean, power = d;
            for (int k = 2; k <= 4; k++) {
                power *= d;
                m[k] += power;
            }
        }
    }
    ra_moments got = whole();
    /* A mean far from zero is known to fewer digits of the sd, and so are the moments about it. */
    long double far = 1e-15L * fabsl(mean);
    ck_assert(got.count == (double)n);
    ck_assert(fabsl(got.mean - mean) <= 4e-16L * fabsl(mean));
    ck_assert(fabsl(got.m2 - m[2]) <= (1e-13L + far) * m[2]);
    ck_assert(fabsl(got.m3 - m[3]) <= (1e-12L + far) * m[3]);
    ck_assert(fabsl(got.m4 - m[4]) <= (1e-12L + far) * m[4]);
}
END_TEST

/* Cuts the blocks at three places, gives each range to a tree of its own and joins them. */
START_TEST(same_bits_for_every_split)
{
    fill(3);
    ra_moments expected = whole();
    for (uint64_t t = 0; t < 200; t++) {
        unsigned cut[5] = {0};
        for (unsigned k = 1; k < 4; k++) {
            cut[k] = (unsigned)(ra_stream_at(1, ra_stream_key("cut"), 3 * t + k) * (BLOCKS + 1));
        }
        cut[4] = BLOCKS;
        for (unsigned i = 1; i < 4; i++) {
            for (unsigned k = 1; k < 3; k++) {
                if (cut[k] > cut[k + 1]) {
                    unsigned swap = cut[k];
                    cut[k] = cut[k + 1];
                    cut[k + 1] = swap;
                }
            }
        }
        ra_moments_tree trees[4];
        for (unsigned k = 0; k < 4; k++) {
            push_range(&trees[k], cut[k], cut[k + 1]);
        }
        /* Joined from the left, and pairwise. */
        if (t % 2 == 0) {
            ra_moments_join(&trees[0], &trees[1]);
            ra_moments_join(&trees[0], &trees[2]);
            ra_moments_join(&trees[0], &trees[3]);
        } else {
            ra_moments_join(&trees[2], &trees[3]);
            ra_moments_join(&trees[0], &trees[1]);
            ra_moments_join(&trees[0], &trees[2]);
        }
        ra_moments got = ra_moments_total(&trees[0]);
        ck_assert_mem_eq(&got, &expected, sizeof got);
    }
}
END_TEST

START_TEST(what_is_not_finite_is_left_out)
{
    const double x[] = {1, NAN, 2, INFINITY, 6, -INFINITY, 3, NAN, NAN, NAN, NAN};
    ra_moments got = block_moments(x, sizeof x / sizeof x[0]);
    const double nothing[] = {NAN, INFINITY};

    ck_assert(got.count == 4 && got.mean == 3 && got.m2 == 14);
    ck_assert(block_moments(nothing, 2).count == 0);
    ck_assert(block_moments(NULL, 0).count == 0);
    ck_assert(ra_moments_merge(block_moments(nothing, 2), got).mean == 3);
    ck_assert(ra_moments_merge(got, block_moments(nothing, 2)).mean == 3);
}
END_TEST

START_TEST(equal_numbers_have_no_variance)
{
    double x[RA_BLOCK];

    for (size_t i = 0; i < RA_BLOCK; i++) {
        x[i] = 0.1;
    }
    ra_moments got = block_moments(x, RA_BLOCK);
    ck_assert(fabs(got.mean - 0.1) < 2e-17);
    ck_assert(got.m2 >= 0 && got.m2 < 1e-30);
}
END_TEST

/* Numbers whose fourth powers are too large or too small: their spread is known, its error is not.
 */
START_TEST(fourth_powers_out_of_range)
{
    static const double scales[] = {1e100, 1e-100};
    double x[RA_BLOCK];

    ra_stream_fill(1, ra_stream_key("scale"), 0, x);
    for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
        double scaled[RA_BLOCK];
        for (size_t i = 0; i < RA_BLOCK; i++) {
            scaled[i] = x[i] * scales[k];
        }
        ra_moments moments = block_moments(scaled, RA_BLOCK);
        double sd = sqrt(moments.m2 / (RA_BLOCK - 1));
        ck_assert_double_eq_tol(sd / scales[k], sqrt(1 / 12.0), 0.02);
        ck_assert(ra_moments_sd_error(moments, sd) == INFINITY);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("moments");
    TCase *tcase = tcase_create("moments");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, accuracy, 0, sizeof shifts / sizeof shifts[0]);
    tcase_add_test(tcase, same_bits_for_every_split);
    tcase_add_test(tcase, what_is_not_finite_is_left_out);
    tcase_add_test(tcase, equal_numbers_have_no_variance);
    tcase_add_test(tcase, fourth_powers_out_of_range);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
