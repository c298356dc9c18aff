/* The exponential and the logarithm beside MPFR, over a million numbers each: half of them
 * near where the result is one or zero. */
#include <check.h>
#include <float.h>
#include <math.h>

#include <mpfr.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "models/elementary.h"
#include "tests/support/run.h"

enum { BLOCKS = 500, BITS = 120 };

typedef int mpfr_function(mpfr_t result, const mpfr_t x, mpfr_rnd_t rounding);

/* |y - f(x)| / |f(x)|. */
static double error_of(mpfr_function *function, double x, double y)
{
    MPFR_DECL_INIT(exact, BITS);
    MPFR_DECL_INIT(difference, BITS);

    mpfr_set_d(difference, x, MPFR_RNDN);
    function(exact, difference, MPFR_RNDN);
    mpfr_sub_d(difference, exact, y, MPFR_RNDN);
    mpfr_div(difference, difference, exact, MPFR_RNDN);
    return fabs(mpfr_get_d(difference, MPFR_RNDN));
}

/* The worst relative error over x = low + u (high - low), or its exponential. */
static double worst_error(mpfr_function *function, bool exponential, double low, double high)
{
    const ra_kernels *kernels = ra_kernels_get();
    double x[RA_BLOCK], y[RA_BLOCK], worst = 0;

    for (uint64_t block = 0; block < BLOCKS; block++) {
        ra_stream_fill(1, ra_stream_key("elementary"), block, x);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            x[i] = low + x[i] * (high - low);
            x[i] = exponential ? exp(x[i]) : x[i];
        }
        (function == mpfr_exp ? kernels->exp : kernels->log)(x, y, RA_BLOCK);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            worst = fmax(worst, error_of(function, x[i], y[i]));
        }
    }
    return worst;
}

START_TEST(exponential)
{
    double small = worst_error(mpfr_exp, false, -1, 1);
    double whole = worst_error(mpfr_exp, false, -708, 709);

    ck_assert_msg(small <= 4e-16 && whole <= 4e-16, "%g %g", small, whole);
}
END_TEST

START_TEST(logarithm)
{
    double near = worst_error(mpfr_log, false, 0.9, 1.1);
    double whole = worst_error(mpfr_log, true, -708, 709);

    ck_assert_msg(near <= 2.3e-16 && whole <= 2.3e-16, "%g %g", near, whole);
}
END_TEST

START_TEST(edges)
{
    ck_assert(ra_exp(0) == 1 && ra_exp(-0.0) == 1);
    ck_assert(ra_exp(INFINITY) == INFINITY && ra_exp(-INFINITY) == 0 && isnan(ra_exp(NAN)));
    ck_assert(ra_exp(709.8) == INFINITY && isfinite(ra_exp(709.78)) && ra_exp(1e300) == INFINITY);
    ck_assert(ra_exp(-745.2) == 0 && ra_exp(-745.1) == 0x1p-1074 && ra_exp(-1e300) == 0);
    ck_assert(ra_exp(5e-324) == 1);
    ck_assert(ra_log(1) == 0 && ra_log(INFINITY) == INFINITY);
    ck_assert(ra_log(0) == -INFINITY && ra_log(-0.0) == -INFINITY);
    ck_assert(isnan(ra_log(-1)) && isnan(ra_log(-INFINITY)) && isnan(ra_log(NAN)));
    ck_assert(error_of(mpfr_log, 0x1p-1074, ra_log(0x1p-1074)) <= 2.3e-16);
    ck_assert(error_of(mpfr_log, DBL_MAX, ra_log(DBL_MAX)) <= 2.3e-16);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("elementary");
    TCase *tests = tcase_create("elementary");

    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, exponential);
    tcase_add_test(tests, logarithm);
    tcase_add_test(tests, edges);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
