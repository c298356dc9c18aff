/* Inverse and cdf undo each other in both tails; the special functions against closed forms and
 * GSL. */
#include <check.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "models/dist_types.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

static const char *const laws[] = {
    "{\"type\":\"uniform\",\"min\":0,\"max\":1}",
    "{\"type\":\"uniform\",\"min\":-7,\"max\":1e5}",
    "{\"type\":\"loguniform\",\"min\":1e-9,\"max\":1e9}",
    "{\"type\":\"triangular\",\"min\":0,\"mode\":0,\"max\":1}",
    "{\"type\":\"triangular\",\"min\":0,\"mode\":0.3,\"max\":1}",
    "{\"type\":\"triangular\",\"min\":-1,\"mode\":0,\"max\":0}",
    "{\"type\":\"trapezoid\",\"min\":0,\"low\":0,\"high\":0,\"max\":1}",
    "{\"type\":\"trapezoid\",\"min\":0,\"low\":0.1,\"high\":0.4,\"max\":1}",
    "{\"type\":\"trapezoid\",\"min\":-1,\"low\":-1,\"high\":0,\"max\":0}",
    "{\"type\":\"arcsine\",\"min\":0,\"max\":1}",
    "{\"type\":\"normal\",\"mean\":0,\"sd\":1}",
    "{\"type\":\"normal\",\"mean\":1e6,\"sd\":1e-3}",
    "{\"type\":\"lognormal\",\"median\":1,\"gsd\":3}",
    "{\"type\":\"lognormal\",\"mu\":0,\"sigma\":0.001}",
    "{\"type\":\"exponential\",\"mean\":3}",
    "{\"type\":\"beta\",\"alpha\":0.05,\"beta\":40}",
    "{\"type\":\"beta\",\"alpha\":40,\"beta\":0.05}",
    "{\"type\":\"beta\",\"alpha\":0.05,\"beta\":0.05}",
    "{\"type\":\"beta\",\"alpha\":0.5,\"beta\":1e6}",
    "{\"type\":\"beta\",\"alpha\":1e6,\"beta\":1e6}",
    "{\"type\":\"beta\",\"alpha\":3,\"beta\":2,\"min\":-4,\"max\":12}",
    "{\"type\":\"pert\",\"min\":1.08,\"mode\":1.1,\"max\":1.12}",
    "{\"type\":\"pert\",\"min\":0,\"mode\":1,\"max\":1,\"lambda\":1e5}",
    "{\"type\":\"gamma\",\"shape\":0.05,\"scale\":1}",
    "{\"type\":\"gamma\",\"shape\":0.5,\"scale\":1e-9}",
    "{\"type\":\"gamma\",\"shape\":1,\"scale\":1}",
    "{\"type\":\"gamma\",\"shape\":1e4,\"scale\":1}",
    "{\"type\":\"gamma\",\"shape\":1e6,\"scale\":1}",
    "{\"type\":\"student_t\",\"df\":0.5,\"location\":0,\"scale\":1}",
    "{\"type\":\"student_t\",\"df\":1,\"location\":0,\"scale\":1}",
    "{\"type\":\"student_t\",\"df\":2.5,\"location\":0,\"scale\":1}",
    "{\"type\":\"student_t\",\"df\":30,\"location\":5,\"scale\":0.1}",
    "{\"type\":\"student_t\",\"df\":1e6,\"location\":0,\"scale\":1}",
    "{\"type\":\"mixture\",\"weights\":[0.4,0.6],\"components\":["
    "{\"type\":\"normal\",\"mean\":0,\"sd\":1},{\"type\":\"normal\",\"mean\":100,\"sd\":0.01}]}",
    "{\"type\":\"mixture\",\"weights\":[0.7,0.3],\"components\":["
    "{\"type\":\"lognormal\",\"median\":10,\"gsd\":2},"
    "{\"type\":\"beta\",\"alpha\":2,\"beta\":0.5}]}",
    "{\"type\":\"normal\",\"mean\":0,\"sd\":1,\"truncate\":{\"min\":-33,\"max\":-32}}",
    "{\"type\":\"lognormal\",\"mu\":0,\"sigma\":2,\"truncate\":{\"max\":0.5}}",
    "{\"type\":\"empirical\",\"values\":[1,2,5,7,9],\"interpolate\":true}",
};

/* The tail at x must be p to 1e-12; where doubles are too coarse for that (1 - 1e-20, or a mean of
 * 1e6 with an sd of 1e-3), p must lie between the tails a few doubles beside x. */
static void check_tail(const ra_dist *dist, double p, bool upper, const char *name)
{
    double x = ra_dist_quantile(dist, p, upper), room = 2e-15 * fabs(x);
    double a = ra_dist_cdf(dist, x - room, upper), b = ra_dist_cdf(dist, x + room, upper);
    ck_assert_msg(fmin(a, b) * (1 - 1e-12) <= p && p <= fmax(a, b) * (1 + 1e-12),
                  "%s: %s tail %g at %.17g gives %.17g", name, upper ? "upper" : "lower", p, x,
                  ra_dist_cdf(dist, x, upper));
}

START_TEST(test_round_trip)
{
    test_law law = good_law(laws[_i]);
    double before = INFINITY, after = -INFINITY;
    for (int k = 4; k <= 4 * 32; k++) {
        double p = exp2(-k / 4.);
        check_tail(law.dist, p, false, laws[_i]);
        check_tail(law.dist, p, true, laws[_i]);
        double low = ra_dist_quantile(law.dist, p, false);
        double high = ra_dist_quantile(law.dist, p, true);
        ck_assert_msg(low <= before && high >= after, "%s turns round at p = %g", laws[_i], p);
        before = low;
        after = high;
    }
    double median = ra_dist_quantile(law.dist, 0.5, false);
    double other = ra_dist_quantile(law.dist, 0.5, true), low, high;
    ra_dist_support(law.dist, &low, &high);
    ck_assert(fabs(median - other) <= 1e-12 * fmax(fabs(median), 1));
    ck_assert(ra_dist_quantile(law.dist, 0x1p-40, false) >= low);
    ck_assert(ra_dist_quantile(law.dist, 0x1p-40, true) <= high);
    ck_assert(!ra_dist_is_point(law.dist));
    free_law(&law);
}
END_TEST

/* For a whole b, I_x(a, b) = x^a (1 + a y + a (a+1) y^2 / 2! + ... up to y^(b-1)): exact. */
START_TEST(test_beta_sums)
{
    static const double as[] = {0.05, 0.5, 3, 40, 1e4, 1e6};
    for (size_t i = 0; i < sizeof as / sizeof as[0]; i++) {
        for (int b = 1; b <= 12; b++) {
            for (double y = 0.9; y > 1e-7; y *= 0.6) {
                double a = as[i], term = 1, sum = 1;
                for (int k = 1; k < b; k++)
                    sum += term *= (a + k - 1) * y / k;
                double exact = exp(a * log1p(-y)) * sum;
                double found = ra_beta_lower(a, b, (1 - y) / y);
                ck_assert_msg(exact < 1e-280 || fabs(found / exact - 1) < 2e-11,
                              "I(%g, %d) at 1 - %g: %.17g, not %.17g", a, b, y, found, exact);
            }
        }
    }
}
END_TEST

/* GSL where it is good: moderate shapes. */
START_TEST(test_beta_gsl)
{
    static const double shapes[] = {0.05, 0.5, 1, 1.5, 3, 40};
    for (size_t i = 0; i < 36; i++) {
        double a = shapes[i / 6], b = shapes[i % 6];
        for (double x = 1e-6; x < 1; x *= 1.3) {
            double gsl = gsl_cdf_beta_P(x, a, b), own = ra_beta_lower(a, b, x / (1 - x));
            ck_assert_msg(fabs(own - gsl) <= 1e-12 * gsl, "I(%g, %g) at %g: %.17g, GSL %.17g", a, b,
                          x, own, gsl);
        }
    }
}
END_TEST

START_TEST(test_gamma_gsl)
{
    static const double shapes[] = {0.01, 0.05, 0.5, 1, 2.5, 40, 1000};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        ra_dist dist = {.type = &ra_dist_gamma, .parameter = {shapes[i], 1}};
        for (double x = 1e-30; x < 2000; x *= 1.7) {
            double lower = gsl_cdf_gamma_P(x, shapes[i], 1),
                   upper = gsl_cdf_gamma_Q(x, shapes[i], 1);
            double own = ra_dist_gamma.cdf(&dist, x, false),
                   other = ra_dist_gamma.cdf(&dist, x, true);
            ck_assert_msg(lower < 1e-280 || fabs(own / lower - 1) < 1e-12,
                          "P(%g, %g): %.17g, GSL %.17g", shapes[i], x, own, lower);
            ck_assert_msg(upper < 1e-280 || fabs(other / upper - 1) < 1e-12,
                          "Q(%g, %g): %.17g, GSL %.17g", shapes[i], x, other, upper);
        }
    }
}
END_TEST

/* For many degrees of freedom, t = z + (z^3 + z)/4n + (5z^5 + 16z^3 + 3z)/96n^2 + ...
 * [as64, 26.7.5] with the standard normal quantile z. */
START_TEST(test_student_expansion)
{
    static const double dfs[] = {1e5, 1e6};
    for (size_t i = 0; i < 2; i++) {
        double n = dfs[i];
        ra_dist dist = {.type = &ra_dist_student_t, .parameter = {n, 0, 1}};
        for (double p = 0.45; p > 1e-10; p /= 3) {
            double z = gsl_cdf_ugaussian_Qinv(p), s = z * z;
            double exact = z * (1 + (s + 1) / (4 * n) + (5 * s * s + 16 * s + 3) / (96 * n * n));
            double t = ra_dist_student_t.quantile(&dist, p, true);
            ck_assert_msg(fabs(t / exact - 1) < 1e-11, "t(%g) at %g: %.17g, not %.17g", n, p, t,
                          exact);
        }
    }
}
END_TEST

/* Cauchy's law, t = tan(pi (1/2 - p)), keeps its digits around its median too. */
START_TEST(test_around_median)
{
    ra_dist dist = {.type = &ra_dist_student_t, .parameter = {1, 0, 1}};
    for (double d = 0.24; d > 1e-15; d /= 3) {
        double p = 0.5 - d, exact = tan(acos(-1) * (0.5 - p));
        double t = ra_dist_student_t.quantile(&dist, p, true);
        ck_assert_msg(fabs(t / exact - 1) < 1e-13, "%.17g, not %.17g, at 1/2 - %g", t, exact, d);
    }
}
END_TEST

/* What is clipped is an atom at either end. */
START_TEST(test_clipped_cdf)
{
    test_law law = good_law("{\"type\":\"normal\",\"mean\":3,\"sd\":5,"
                            "\"clip\":{\"min\":0,\"max\":8}}");
    ck_assert_double_eq_tol(ra_dist_cdf(law.dist, 0, false), 0.2742531177500736, 1e-15);
    ck_assert_double_eq_tol(ra_dist_cdf(law.dist, 0, true), 1 - 0.2742531177500736, 1e-15);
    ck_assert(ra_dist_cdf(law.dist, -1e-9, false) == 0);
    ck_assert(ra_dist_cdf(law.dist, -1e-9, true) == 1);
    ck_assert_double_eq_tol(ra_dist_cdf(law.dist, 7.999999999, true), 0.15865525393145705, 1e-9);
    ck_assert(ra_dist_cdf(law.dist, 8, false) == 1);
    ck_assert(ra_dist_cdf(law.dist, 8, true) == 0);
    free_law(&law);
}
END_TEST

/* A row without an inverse is solved from its cdf: here x^2 on [0, 1], beside a jump at 1/2. */
static double square_cdf(const ra_dist *dist, double x, bool upper)
{
    (void)dist;
    double lower = x < 0 ? 0 : x >= 1 ? 1 : x < 0.5 ? x * x / 2 : 0.5 + x * x / 2;
    return upper ? 1 - lower : lower;
}

static void square_support(const ra_dist *dist, double *low, double *high)
{
    (void)dist;
    *low = -INFINITY;
    *high = INFINITY;
}

START_TEST(test_inverse_from_cdf)
{
    const ra_dist_type type = {.name = "square", .cdf = square_cdf, .support = square_support};
    ra_dist dist = {.type = &type,
                    .truncate_low = -INFINITY,
                    .truncate_high = INFINITY,
                    .clip_low = -INFINITY,
                    .clip_high = INFINITY};
    ck_assert_double_eq_tol(ra_dist_quantile(&dist, 0.02, false), 0.2, 1e-15);
    ck_assert_double_eq_tol(ra_dist_quantile(&dist, 0x1p-41, false), 0x1p-20, 1e-20);
    ck_assert(ra_dist_quantile(&dist, 0.2, false) == 0.5);
    ck_assert(ra_dist_quantile(&dist, 0.5, false) == 0.5);
    ck_assert(ra_dist_quantile(&dist, 0.5, true) == 0.5);
    ck_assert_double_eq_tol(ra_dist_quantile(&dist, 0.18, true), 0.8, 1e-15);
}
END_TEST

/* Atoms of a mixture: at 0, tiny, and a gap that no value lies in. */
START_TEST(test_mixture_atoms)
{
    test_law law =
        good_law("{\"type\":\"mixture\",\"weights\":[0.25,0.25,0.5],\"components\":["
                 "{\"type\":\"point\",\"value\":0},{\"type\":\"point\",\"value\":1e-300},"
                 "{\"type\":\"uniform\",\"min\":5,\"max\":6}]}");
    ck_assert(ra_dist_quantile(law.dist, 0.1, false) == 0);
    ck_assert(ra_dist_quantile(law.dist, 0.25, false) == 0);
    ck_assert(ra_dist_quantile(law.dist, 0.26, false) == 1e-300);
    ck_assert(ra_dist_quantile(law.dist, 0.5, false) == 1e-300);
    ck_assert_double_eq_tol(ra_dist_quantile(law.dist, 0.25, true), 5.5, 1e-14);
    ck_assert(ra_dist_cdf(law.dist, 2, false) == 0.5);
    free_law(&law);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *suite = suite_create("dist_tails");
    TCase *tcase = tcase_create("tails");
    tcase_add_loop_test(tcase, test_round_trip, 0, sizeof laws / sizeof laws[0]);
    tcase_add_test(tcase, test_beta_sums);
    tcase_add_test(tcase, test_beta_gsl);
    tcase_add_test(tcase, test_gamma_gsl);
    tcase_add_test(tcase, test_student_expansion);
    tcase_add_test(tcase, test_around_median);
    tcase_add_test(tcase, test_clipped_cdf);
    tcase_add_test(tcase, test_inverse_from_cdf);
    tcase_add_test(tcase, test_mixture_atoms);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
