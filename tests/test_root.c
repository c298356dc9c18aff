/* The nearest root of a function: what is one, and what only looks like one. */
#include <check.h>
#include <math.h>

#include "audit/library.h"
#include "audit/root.h"
#include "tests/support/run.h"

/* A pole at 3, and -1 at 2. */
static double pole(double x, void *context)
{
    (void)context;
    return 1 / (x - 3) + 1;
}

/* Poles wherever it changes its sign. */
static double poles(double x, void *context)
{
    (void)context;
    return 1 / (x - 3) / (x - 4);
}

static double pole_above(double x, void *context)
{
    (void)context;
    return x < 6 ? 1 / (6 - x) : x - 7;
}

static double jump(double x, void *context)
{
    (void)context;
    return x < 4 ? -1 : 2;
}

/* No value where the sign changes. */
static double gap(double x, void *context)
{
    (void)context;
    return x < 1.00003 ? -1 : x > 1.00004 ? 1 : (double)NAN;
}

/* No value where the sign changes first, a root beyond. */
static double gap_and_root(double x, void *context)
{
    (void)context;
    return x > 1.00003 && x < 1.00004 ? (double)NAN : x <= 1.00003 ? -1 : 2 - x;
}

static double nowhere(double x, void *context)
{
    (void)context;
    return x == 1 ? 1 : (double)NAN;
}

static double nothing(double x, void *context)
{
    (void)context;
    return x - x;
}

/* So steep that it leaves the range of doubles on the way. */
static double steep(double x, void *context)
{
    (void)context;
    return exp(x) - 1e300;
}

static const struct {
    ra_root_function function;
    double start, root;
} roots[] = {
    {pole, 5, 2},
    {pole, 2.5, 2},
    {pole, 1, 2},
    {poles, 5, NAN},
    {poles, 3.5, NAN},
    {pole_above, 5, 7},
    {jump, 5, 4},
    {jump, 3, 4},
    {gap, 1, NAN},
    {gap_and_root, 1, 2},
    {nowhere, 1, NAN},
    {nothing, 42, 42},
    {nothing, -42, -42},
    {steep, 600, 690.7755278982137},
    {steep, 705, 690.7755278982137},
};

START_TEST(nearest_roots)
{
    double root;

    ck_assert_int_eq(ra_root_find(&root, roots[_i].function, NULL, roots[_i].start), RA_OK);
    if (isnan(roots[_i].root)) {
        ck_assert_msg(isnan(root), "%.17g", root);
    } else {
        ck_assert_msg(fabs(root / roots[_i].root - 1) < 1e-13, "%.17g", root);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("root");
    TCase *tests = tcase_create("root");

    tcase_add_checked_fixture(tests, ra_library_open, NULL);
    tcase_add_loop_test(tests, nearest_roots, 0, sizeof roots / sizeof roots[0]);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
