/* Shortest intervals of laws of products: every other one is longer. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "audit/log_law.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

#define LEVEL 0.8

/* Laws with the mode inside, at the lower end, at the upper end, with two modes, and a negative
 * one. */
static const struct {
    const char *json;
    double coefficient, exponent;
} laws[] = {
    {"{\"type\": \"lognormal\", \"mu\": 1, \"sigma\": 1.5}", 3, 1},
    {"{\"type\": \"lognormal\", \"mu\": 5, \"sigma\": 0.001}", 1, 1},
    {"{\"type\": \"exponential\", \"mean\": 2}", 1, 1},
    {"{\"type\": \"uniform\", \"min\": 1, \"max\": 4}", 1, 0.5},
    {"{\"type\": \"mixture\", \"weights\": [0.4, 0.6], \"components\": [{\"type\": \"lognormal\", "
     "\"mu\": 0, "
     "\"sigma\": 0.1}, {\"type\": \"lognormal\", \"mu\": 2, \"sigma\": 0.2}]}",
     1, 1},
    {"{\"type\": \"lognormal\", \"mu\": 1, \"sigma\": 0.7}", -2, -1},
};
enum { LAWS = sizeof laws / sizeof laws[0] };

/* The interval of the same probability that begins at a number is not shorter. */
static void expect_longer(const ra_log_law *law, double from, double shortest)
{
    double p = ra_log_law_cdf(law, from), q = law->sign < 0 ? p - LEVEL : p + LEVEL;

    if (p > 1e-9 && p < 1 - 1e-9 && q > 1e-9 && q < 1 - 1e-9) {
        double length = fabs(ra_log_law_quantile(law, q) - from);
        ck_assert_double_ge(length, shortest * (1 - 1e-9));
    }
}

START_TEST(others_are_longer)
{
    test_law own = good_law(laws[_i].json);
    ra_power power = {own.dist, 1, laws[_i].exponent};
    double low = 0, high = 0;
    ra_log_law law;

    ck_assert_int_eq(ra_log_law_open(&law, laws[_i].coefficient, &power, 1), RA_OK);
    ck_assert_int_eq(law.fit, RA_LOG_LAW_FITS);
    ra_log_law_shortest(&law, LEVEL, &low, &high);
    ck_assert_double_lt(low, high);
    ck_assert_double_eq_tol(ra_log_law_cdf(&law, high) - ra_log_law_cdf(&law, low), LEVEL, 1e-9);
    for (uint32_t bin = 1; bin < law.points; bin++) {
        expect_longer(&law, law.sign * exp(law.start + bin * law.step), high - low);
    }
    ra_log_law_free(&law);
    free_law(&own);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("log_law_shortest");
    TCase *group = tcase_create("log_law_shortest");

    tcase_add_loop_test(group, others_are_longer, 0, LAWS);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
