/* Quantiles of the unit normal law, many at a time, beside GSL's one by one. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include <gsl/gsl_cdf.h>

#include "audit/normal_tail.h"
#include "audit/stream.h"
#include "tests/support/run.h"

enum { BLOCKS = 64 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void expect_gsl(const double *p, const double *z, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double exact = gsl_cdf_ugaussian_Pinv(p[i]);
        ck_assert_msg(fabs(z[i] - exact) <= DBL_EPSILON * fabs(exact),
                      "p = %.17g: %.17g, not %.17g", p[i], z[i], exact);
    }
}

/* Over all octaves alike. */
START_TEST(random_tails)
{
    double p[RA_BLOCK], z[RA_BLOCK];

    for (uint64_t block = 0; block < BLOCKS; block++) {
        ra_stream_fill(1, ra_stream_key("normal_tail"), block, p);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            p[i] = exp2(-1 - 15 * p[i]);
        }
        qsort(p, RA_BLOCK, sizeof *p, ascending);
        ra_normal_tail(p, z, RA_BLOCK);
        expect_gsl(p, z, RA_BLOCK);
    }
}
END_TEST

/* The ends, and where the two ratios meet. */
START_TEST(ends_of_the_ratios)
{
    double p[5] = {0x1p-16, nextafter(0.075, 0), 0.075, nextafter(0.075, 1), 0.5}, z[5];

    ra_normal_tail(p, z, 5);
    expect_gsl(p, z, 5);
    ck_assert(z[4] == 0);
    ck_assert_double_eq_tol(z[2], -1.439531470938456, 1e-14); /* of tables */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("normal_tail");
    TCase *group = tcase_create("normal_tail");

    tcase_add_test(group, random_tails);
    tcase_add_test(group, ends_of_the_ratios);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
