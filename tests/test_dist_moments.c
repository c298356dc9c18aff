/* Means and standard deviations under truncation and clipping. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>

#include "models/dist_types.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

/* The limits that a test puts on a law. */
static ra_dist limited(const ra_dist_type *type, double a, double b, double low, double high,
                       bool truncate)
{
    return (ra_dist){.type = type,
                     .parameter = {a, b},
                     .truncate_low = truncate ? low : -INFINITY,
                     .truncate_high = truncate ? high : INFINITY,
                     .clip_low = truncate ? -INFINITY : low,
                     .clip_high = truncate ? INFINITY : high};
}

static void check_moments(const ra_dist *dist, double mean, double sd, double tolerance)
{
    double m, s;
    ra_dist_moments(dist, &m, &s);
    ck_assert_msg(fabs(m - mean) <= tolerance * fmax(fabs(mean), sd), "mean %.17g, not %.17g", m,
                  mean);
    ck_assert_msg(fabs(s - sd) <= tolerance * sd, "sd %.17g, not %.17g", s, sd);
}

static double density(double z)
{
    return isfinite(z) ? gsl_ran_ugaussian_pdf(z) : 0;
}

static double weighted(double z)
{
    return isfinite(z) ? z * gsl_ran_ugaussian_pdf(z) : 0;
}

static const struct {
    double low, high;
} limits[] = {{-1, 1.5}, {-INFINITY, 0.3}, {2, INFINITY}, {-8, 8},
              {4, 5},    {-6, -5.5},       {6, INFINITY}};

/* A standard normal law between two points: with h = (phi(low) - phi(high)) / mass, mean = h and
 * variance = 1 + (low phi(low) - high phi(high)) / mass - h^2. The closed form itself loses digits
 * in the tail, which the tolerance allows for. */
START_TEST(test_truncated_normal)
{
    double low = limits[_i].low, high = limits[_i].high;
    double mass = low > 0 ? gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(high)
                          : gsl_cdf_ugaussian_P(high) - gsl_cdf_ugaussian_P(low);
    double h = (density(low) - density(high)) / mass;
    double variance = 1 + (weighted(low) - weighted(high)) / mass - h * h;
    ra_dist dist = limited(&ra_dist_normal, 0, 1, low, high, true);
    check_moments(&dist, h, sqrt(variance), 1e-11);
}
END_TEST

/* The same law clipped. About an origin o, with d = phi(low) - phi(high), the part between gives
 *   E1 = d - o mass, E2 = (1 + o^2) mass + low phi(low) - high phi(high) - 2 o d,
 * to which the atoms are added. The origin is the atom that holds most. */
START_TEST(test_clipped_normal)
{
    double low = limits[_i].low, high = limits[_i].high;
    double below = gsl_cdf_ugaussian_P(low), above = gsl_cdf_ugaussian_Q(high);
    double mass = low > 0 ? gsl_cdf_ugaussian_Q(low) - above : gsl_cdf_ugaussian_P(high) - below;
    double o = below > 0.5 ? low : above > 0.5 ? high : 0;
    double d = density(low) - density(high);
    double first = d - o * mass;
    double second = (1 + o * o) * mass + weighted(low) - weighted(high) - 2 * o * d;
    first += (below > 0 ? below * (low - o) : 0) + (above > 0 ? above * (high - o) : 0);
    second += below > 0 ? below * (low - o) * (low - o) : 0;
    second += above > 0 ? above * (high - o) * (high - o) : 0;
    ra_dist dist = limited(&ra_dist_normal, 0, 1, low, high, false);
    check_moments(&dist, o + first, sqrt(second - first * first), o != 0 ? 1e-9 : 1e-11);
}
END_TEST

/* Far out, a truncated normal law is exponential: mean = a + 1/a - 2/a^3 + 10/a^5 - 74/a^7 and
 * variance = 1/a^2 - 6/a^4 + 50/a^6 - 518/a^8, from the asymptotic series of Mills' ratio. */
START_TEST(test_far_tail)
{
    double a = 30, i = 1 / a, j = i * i;
    ra_dist dist = limited(&ra_dist_normal, 0, 1, a, INFINITY, true);
    double excess = i * (1 + j * (-2 + j * (10 + j * (-74 + j * 706))));
    double variance = j * (1 + j * (-6 + j * (50 + j * (-518 + j * 6354))));
    double mean, sd;
    ra_dist_moments(&dist, &mean, &sd);
    ck_assert_double_eq_tol(mean - a, excess, 1e-9 * excess);
    ck_assert_double_eq_tol(sd, sqrt(variance), 1e-9 * sd);
}
END_TEST

/* Truncated, these stay in their family: uniform to uniform, exponential shifts, and a slice so
 * narrow that any smooth law is uniform on it. */
START_TEST(test_families)
{
    ra_dist uniform = limited(&ra_dist_uniform, 0, 10, 2, 3, true);
    check_moments(&uniform, 2.5, sqrt(1 / 12.), 1e-13);
    ra_dist shifted = limited(&ra_dist_exponential, 2, 0, 7, INFINITY, true);
    check_moments(&shifted, 9, 2, 1e-12);
    ra_dist slice = limited(&ra_dist_normal, 0, 1, 0.5, 0.5 + 1e-7, true);
    check_moments(&slice, 0.5 + 5e-8, 1e-7 / sqrt(12.), 1e-7);
}
END_TEST

/* X > a of a lognormal law: E X^k = exp(k mu + k^2 sigma^2 / 2) Q(alpha - k sigma) / Q(alpha). */
START_TEST(test_truncated_lognormal)
{
    double sigma = 2;
    ra_dist dist = limited(&ra_dist_lognormal, 0, sigma, 1, INFINITY, true);
    double first = exp(sigma * sigma / 2) * gsl_cdf_ugaussian_Q(-sigma) / 0.5;
    double second = exp(2 * sigma * sigma) * gsl_cdf_ugaussian_Q(-2 * sigma) / 0.5;
    check_moments(&dist, first, sqrt(second - first * first), 1e-9);
}
END_TEST

/* The upper half of Student's t: E = 2 df / (df - 1) f(0), E X^2 = df / (df - 2). */
START_TEST(test_half_student)
{
    static const double dfs[] = {2.05, 2.5, 4, 30};
    for (size_t i = 0; i < sizeof dfs / sizeof dfs[0]; i++) {
        double n = dfs[i], mean = 2 * n / (n - 1) * gsl_ran_tdist_pdf(0, n);
        ra_dist dist = limited(&ra_dist_student_t, n, 0, 0, INFINITY, true);
        dist.parameter[2] = 1;
        check_moments(&dist, mean, sqrt(n / (n - 2) - mean * mean), 1e-9);
    }
}
END_TEST

/* Moments exist where the heavy tail is cut off, and only there. */
START_TEST(test_existence)
{
    static const struct {
        double df, low, high;
        bool mean, sd;
    } cases[] = {
        {1, -INFINITY, 5, false, false}, {1, -1, 1, true, true},    {1.5, 0, INFINITY, true, false},
        {3, 0, INFINITY, true, true},    {0.5, 0, 1e6, true, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int truncate = 0; truncate < 2; truncate++) {
            ra_dist dist = limited(&ra_dist_student_t, cases[i].df, 0, cases[i].low, cases[i].high,
                                   truncate != 0);
            dist.parameter[2] = 1;
            double mean, sd;
            ra_dist_moments(&dist, &mean, &sd);
            ck_assert_msg(isfinite(mean) == cases[i].mean && isnan(mean) != cases[i].mean,
                          "case %zu", i);
            ck_assert_msg(isfinite(sd) == cases[i].sd && isnan(sd) != cases[i].sd, "case %zu", i);
        }
    }
}
END_TEST

/* Limits of lists, mixtures and mixtures of limited laws, by hand. */
static const struct {
    const char *json;
    double mean, variance;
} composed[] = {
    /* 1, 2, 9 clipped to 3: (1 + 2 + 3) / 3. */
    {"{\"type\":\"empirical\",\"values\":[9,1,2],\"clip\":{\"max\":3}}", 2, 2. / 3},
    /* A mixture of two uniform laws, clipped at 1: the second becomes the atom. */
    {"{\"type\":\"mixture\",\"weights\":[0.5,0.5],\"clip\":{\"max\":1},\"components\":["
     "{\"type\":\"uniform\",\"min\":0,\"max\":1},{\"type\":\"uniform\",\"min\":2,\"max\":3}]}",
     0.75, 0.5 / 3 + 0.5 - 0.5625},
    /* Truncated to [0.5, 2.5]: two uniform halves. */
    {"{\"type\":\"mixture\",\"weights\":[0.5,0.5],\"truncate\":{\"min\":0.5,\"max\":2.5},"
     "\"components\":[{\"type\":\"uniform\",\"min\":0,\"max\":1},"
     "{\"type\":\"uniform\",\"min\":2,\"max\":3}]}",
     1.5, 0.25 / 12 + 0.75 * 0.75},
    /* Limited components: an atom of 1/2 at 0.5 with a half uniform, and a quarter uniform. */
    {"{\"type\":\"mixture\",\"weights\":[0.5,0.5],\"components\":["
     "{\"type\":\"uniform\",\"min\":0,\"max\":1,\"clip\":{\"min\":0.5}},"
     "{\"type\":\"uniform\",\"min\":0,\"max\":4,\"truncate\":{\"max\":1}}]}",
     (0.625 + 0.5) / 2, ((0.125 + 7. / 24) + 1. / 3) / 2 - 0.5625 * 0.5625},
    /* The first one again, clipped once more as a whole: min(x, 0.75). */
    {"{\"type\":\"mixture\",\"weights\":[1],\"clip\":{\"max\":0.75},\"components\":["
     "{\"type\":\"uniform\",\"min\":0,\"max\":1,\"clip\":{\"min\":0.5}}]}",
     0.25 + 0.25 * 0.625 + 0.25 * 0.75,
     0.5 * 0.25 + (0.421875 - 0.125) / 3 + 0.25 * 0.5625 - 0.59375 * 0.59375},
    {"{\"type\":\"empirical\",\"values\":[0,1,4],\"interpolate\":true,\"truncate\":{\"max\":1}}",
     0.5, 1. / 12},
    /* Lines of a third each, cut: 1/6 on [1.5, 2], 1/3 on [2, 4], 1/6 on [4, 6], of 2/3 in all. */
    {"{\"type\":\"empirical\",\"values\":[8,2,4,1],\"interpolate\":true,"
     "\"truncate\":{\"min\":1.5,\"max\":6}}",
     51. / 16, 565. / 48 - 51. / 16 * (51. / 16)},
    /* One value, within the limits of the clip. */
    {"{\"type\":\"point\",\"value\":5,\"clip\":{\"min\":0}}", 5, 0},
    /* A jump at 2 between straight lines, clipped below it: atoms of 1/8 at 1.5 and of 1/2 at
     * 2. */
    {"{\"type\":\"empirical\",\"values\":[1,2,2,2,3],\"interpolate\":true,"
     "\"clip\":{\"min\":1.5}}",
     2.03125, 4.25 - 2.03125 * 2.03125},
    /* Clipped above the jump: 7/8 at 2.5. */
    {"{\"type\":\"empirical\",\"values\":[1,2,2,2,3],\"interpolate\":true,"
     "\"clip\":{\"min\":2.5}}",
     2.53125, 77. / 12 - 2.53125 * 2.53125},
    /* Clipped before it: 7/8 at 1.5. */
    {"{\"type\":\"empirical\",\"values\":[1,2,2,2,3],\"interpolate\":true,"
     "\"clip\":{\"max\":1.5}}", 1.46875, 13. / 6 - 1.46875 * 1.46875},
    /* 1, 2, 3 clipped on both sides: (1.5 + 2 + 2.5) / 3. */
    {"{\"type\":\"discrete\",\"values\":[1,2,3],\"weights\":[1,1,1],\"clip\":{\"min\":1.5,"
     "\"max\":2.5}}", 2, 1. / 6},
    /* A component that ends below the limit of the whole has no part: uniform from 2 to 10. */
    {"{\"type\":\"mixture\",\"weights\":[1,1],\"truncate\":{\"min\":2},"
     "\"components\":[{\"type\":\"uniform\",\"min\":0,\"max\":10,\"truncate\":{\"max\":1}},"
     "{\"type\":\"uniform\",\"min\":0,\"max\":10}]}", 6, 64. / 12},
    /* Nor has one of which less than the smallest probability lies there: uniform from 38 to
     * 100. */
    {"{\"type\":\"mixture\",\"weights\":[1,1],\"truncate\":{\"min\":38},"
     "\"components\":[{\"type\":\"normal\",\"mean\":0,\"sd\":1},{\"type\":\"uniform\","
     "\"min\":0,\"max\":100}]}", 69, 62. * 62 / 12},
    /* The atom of a component at 5 is beyond the clip of the whole, at 3. */
    {"{\"type\":\"mixture\",\"weights\":[1,1],\"clip\":{\"max\":3},"
     "\"components\":[{\"type\":\"uniform\",\"min\":0,\"max\":10,\"clip\":{\"min\":5}},"
     "{\"type\":\"uniform\",\"min\":0,\"max\":10}]}", 2.775, 8.1 - 2.775 * 2.775},
    /* The same with an atom at 8 from above. */
    {"{\"type\":\"mixture\",\"weights\":[1],\"clip\":{\"max\":3},"
     "\"components\":[{\"type\":\"uniform\",\"min\":0,\"max\":10,\"clip\":{\"max\":8}}]}",
     2.55, 7.2 - 2.55 * 2.55},
    /* Single values as components, one of them cut off by the clip: (2 + 3) / 2. */
    {"{\"type\":\"mixture\",\"weights\":[1,1],\"clip\":{\"max\":3},"
     "\"components\":[{\"type\":\"point\",\"value\":2},{\"type\":\"point\",\"value\":5}]}",
     2.5, 0.25},
};

/* The variance of a law may be too small to be a number; a point has none. */
START_TEST(test_tiny)
{
    double mean, sd;
    ra_dist tiny = limited(&ra_dist_normal, 1e-200, 1e-201, -INFINITY, INFINITY, true);
    ra_dist point = limited(&ra_dist_point, 1e-200, 0, -INFINITY, INFINITY, true);
    ra_dist_moments(&tiny, &mean, &sd);
    ck_assert(mean == 1e-200 && isnan(sd));
    ra_dist_moments(&point, &mean, &sd);
    ck_assert(mean == 1e-200 && sd == 0);
}
END_TEST

START_TEST(test_composed)
{
    test_law law = good_law(composed[_i].json);
    check_moments(law.dist, composed[_i].mean, sqrt(composed[_i].variance), 1e-12);
    free_law(&law);
}
END_TEST

/* Lines between values have an atom where two values are one, be they the first or the last. */
START_TEST(test_atoms)
{
    static const struct {
        const char *values;
        bool atoms;
    } cases[] = {{"[2,2,5]", true}, {"[2,5,5]", true}, {"[1,2,5]", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[100];
        snprintf(json, sizeof json, "{\"type\":\"empirical\",\"values\":%s,\"interpolate\":true}",
                 cases[i].values);
        test_law law = good_law(json);
        ck_assert_msg(ra_dist_has_atoms(law.dist) == cases[i].atoms, "%s", cases[i].values);
        free_law(&law);
    }
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *suite = suite_create("dist_moments");
    TCase *tcase = tcase_create("moments");
    tcase_add_loop_test(tcase, test_truncated_normal, 0, sizeof limits / sizeof limits[0]);
    tcase_add_loop_test(tcase, test_clipped_normal, 0, sizeof limits / sizeof limits[0]);
    tcase_add_test(tcase, test_far_tail);
    tcase_add_test(tcase, test_families);
    tcase_add_test(tcase, test_truncated_lognormal);
    tcase_add_test(tcase, test_half_student);
    tcase_add_test(tcase, test_existence);
    tcase_add_test(tcase, test_tiny);
    tcase_add_test(tcase, test_atoms);
    tcase_add_loop_test(tcase, test_composed, 0, sizeof composed / sizeof composed[0]);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
