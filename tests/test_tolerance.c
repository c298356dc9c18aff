/* The numerical tolerance of JCGM 101, 7.9.2. */
#include <check.h>
#include <math.h>

#include "audit/tolerance.h"
#include "tests/support/run.h"

static const struct {
    double u;
    int digits;
    double c, delta;
    int l;
} tolerances[] = {
    {2, 1, 2, 0.5, 0},          /* JCGM 101, 7.9.2, example 3 */
    {0.0996, 2, 10, 0.005, -2}, /* the rounding carries */
    {0.00035, 2, 35, 5e-6, -5}, /* example 1: 35 x 10^-5 */
    {2, 3, 200, 0.005, -2},     {1, 1, 1, 0.5, 0},       {9.96, 2, 10, 0.5, 0},
    {9.94, 2, 99, 0.05, -1},    {1e15, 2, 10, 5e13, 14}, {1e-15, 1, 1, 5e-16, -15},
    {123456, 2, 12, 5000, 4},
    /* The logarithm is 300 in a double, though the number is below 10^300. */
    {1e300 * (1 - 2e-14), 15, 999999999999980, 0.5e285, 285},
};
enum { TOLERANCES = sizeof tolerances / sizeof tolerances[0] };

START_TEST(tolerance_of_digits)
{
    double c = 0;
    int l = 0;
    double delta = ra_tolerance(tolerances[_i].u, tolerances[_i].digits, &c, &l);

    ck_assert_double_eq(c, tolerances[_i].c);
    ck_assert_int_eq(l, tolerances[_i].l);
    ck_assert_double_eq_tol(delta, tolerances[_i].delta, 1e-15 * delta);
}
END_TEST

START_TEST(no_tolerance_of_nothing)
{
    ck_assert(isnan(ra_tolerance(0, 2, NULL, NULL)));
    ck_assert(isnan(ra_tolerance(-1, 2, NULL, NULL)));
    ck_assert(isnan(ra_tolerance(INFINITY, 2, NULL, NULL)));
    ck_assert(isnan(ra_tolerance(NAN, 2, NULL, NULL)));
    ck_assert(ra_tolerance(5e-324, 2, NULL, NULL) >= 0);
    ck_assert(ra_tolerance(1.7e308, 2, NULL, NULL) > 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tolerance");
    TCase *group = tcase_create("digits");

    tcase_add_loop_test(group, tolerance_of_digits, 0, TOLERANCES);
    tcase_add_test(group, no_tolerance_of_nothing);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
