/* Order-free decompositions against closed forms and published tables. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "audit/lmdi.h"
#include "audit/shapley.h"

/* Two categories (rows) of three factors; expected values as the LMDI literature prints them
 * [ang2005] and as the R package LMDIR tests them. */
typedef struct {
    const char *name;
    double x0[6], x1[6];
    double additive[3], multiplicative[3], shapley[3];
} decomposition;

static const decomposition decompositions[] = {
    {"three factors, 1972 to 1973",
     {4, 5, 3, 5, 6, 4},
     {8, 2, 4, 5, 7, 5},
     {42.96021466512526, -34.31902656447438, 50.358811899349135},
     {1.2292845720892265, 0.8479702478523782, 1.2737739122298064},
     {48, -41.5, 52.5}},
    {"activity, structure, intensity",
     {50, 0.2, 3.0, 50, 0.8, 0.5},
     {80, 0.5, 2.0, 80, 0.5, 0.4},
     {32.38463791091676, 38.284867350225625, -24.66950526114238},
     {1.582880007253689, 1.7210198074841587, 0.7048023870020796},
     {34.35, 39.3, -27.65}},
};
enum { DECOMPOSITIONS = sizeof decompositions / sizeof decompositions[0] };

/* v(S): the sum of products with the factors of S after the change. */
static void set_values(const decomposition *d, double *value)
{
    for (unsigned set = 0; set < 8; set++) {
        value[set] = 0;
        for (int i = 0; i < 2; i++) {
            double v = 1;
            for (int k = 0; k < 3; k++)
                v *= (set >> k & 1 ? d->x1 : d->x0)[3 * i + k];
            value[set] += v;
        }
    }
}

START_TEST(lmdi_as_published)
{
    const decomposition *d = &decompositions[_i];
    double additive[3], multiplicative[3];
    ra_lmdi(d->x0, d->x1, 2, 3, additive, multiplicative);
    for (int k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(additive[k], d->additive[k], 1e-8);
        ck_assert_double_eq_tol(multiplicative[k], d->multiplicative[k], 1e-9);
    }
    /* Time reversal: the way back undoes the way there. */
    double back[3], back_multiplicative[3];
    ra_lmdi(d->x1, d->x0, 2, 3, back, back_multiplicative);
    for (int k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(back[k], -additive[k], 1e-12 * fabs(additive[k]));
        ck_assert_double_eq_tol(back_multiplicative[k] * multiplicative[k], 1, 1e-12);
    }
}
END_TEST

START_TEST(shapley_as_published)
{
    const decomposition *d = &decompositions[_i];
    double value[8], phi[3], least[3], most[3];
    set_values(d, value);
    ra_shapley(3, value, phi);
    ra_shapley_range(3, value, least, most);
    double sum = 0;
    for (int k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(phi[k], d->shapley[k], 1e-8);
        ck_assert(least[k] <= phi[k] && phi[k] <= most[k]);
        sum += phi[k];
    }
    ck_assert_double_eq_tol(sum, value[7] - value[0], 1e-12 * fabs(value[7]));
}
END_TEST

START_TEST(orders_from_either_end)
{
    static const double forward[][3] = {{60, -52, 51}, {30, 60, -44}};
    static const double backward[][3] = {{32, -23, 50}, {36, 24, -14}};
    double value[8], phi[3];

    set_values(&decompositions[_i], value);
    ra_shapley_order(3, value, (const uint32_t[]){0, 1, 2}, phi);
    for (int k = 0; k < 3; k++)
        ck_assert_double_eq_tol(phi[k], forward[_i][k], 1e-10);
    ra_shapley_order(3, value, (const uint32_t[]){2, 1, 0}, phi);
    for (int k = 0; k < 3; k++)
        ck_assert_double_eq_tol(phi[k], backward[_i][k], 1e-10);
}
END_TEST

/* One category: D_k = x1_k / x0_k exactly, whatever the other factors do; Shapley values of the
 * difference depend on them. */
START_TEST(single_product)
{
    const double x0[] = {1000, 0.35, 2000, 1.2, 0.4}, x1[] = {1400, 0.3, 2600, 1.1, 0.2};
    const double parts[] = {96045.30530664008, -44001.993317215434, 74891.33764905576,
                            -24837.217929300237, -197857.43170918012};
    const double shapley[] = {102612, -1392340.0 / 30, 79862, -787340.0 / 30, -205578};
    double additive[5], multiplicative[5], value[32], phi[5];

    ra_lmdi(x0, x1, 1, 5, additive, multiplicative);
    for (unsigned set = 0; set < 32; set++) {
        value[set] = 1;
        for (int k = 0; k < 5; k++)
            value[set] *= set >> k & 1 ? x1[k] : x0[k];
    }
    ra_shapley(5, value, phi);
    for (int k = 0; k < 5; k++) {
        ck_assert_double_eq_tol(multiplicative[k], x1[k] / x0[k], 1e-12);
        ck_assert_double_eq_tol(additive[k], parts[k], 1e-8);
        ck_assert_double_eq_tol(phi[k], shapley[k], 1e-8);
    }
}
END_TEST

/* Decomposing parts of the categories and adding up is decomposing all of them [ang2004]. */
START_TEST(categories_add_up)
{
    const decomposition *d = &decompositions[_i];
    double whole[3], first[3], second[3], unused[3];

    ra_lmdi(d->x0, d->x1, 2, 3, whole, unused);
    ra_lmdi(d->x0, d->x1, 1, 3, first, unused);
    ra_lmdi(d->x0 + 3, d->x1 + 3, 1, 3, second, unused);
    for (int k = 0; k < 3; k++)
        ck_assert_double_eq_tol(first[k] + second[k], whole[k], 1e-12 * fabs(whole[k]));
}
END_TEST

/* The eight limits of a factor x beside a factor that makes up v = x * rest [ang1998, table 2]. */
START_TEST(zeros_take_their_limits)
{
    static const struct {
        double x0[2], x1[2], effect;
    } limits[] = {
        {{0, 1}, {2, 2.5}, 5}, {{2, 2.5}, {0, 1}, -5}, {{2, 0}, {3, 5.0 / 3}, 0},
        {{2, 2.5}, {3, 0}, 0}, {{2, 0}, {3, 0}, 0},    {{0, 0}, {0, 0}, 0},
        {{2, 0}, {0, 0}, 0},   {{0, 0}, {2, 0}, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        double additive[2], multiplicative[2];
        ra_lmdi(limits[i].x0, limits[i].x1, 1, 2, additive, multiplicative);
        ck_assert_double_eq_tol(additive[0], limits[i].effect, 1e-12);
        ck_assert(isfinite(additive[1]));
    }
}
END_TEST

START_TEST(logarithmic_mean)
{
    ck_assert_double_eq(ra_log_mean(3, 3), 3);
    ck_assert_double_eq(ra_log_mean(0, 3), 0);
    ck_assert_double_eq_tol(ra_log_mean(8, 2), 6 / log(4), 1e-15 * 8);
    /* Nearly equal: the mean of both to second order. */
    ck_assert_double_eq_tol(ra_log_mean(1 + 1e-9, 1), 1 + 0.5e-9, 1e-15);
}
END_TEST

/* A product game: the logarithms add, so every order gives the same. */
START_TEST(products_do_not_depend_on_order)
{
    double ratio[10], value[1 << 10], phi[10], least[10], most[10];
    for (int k = 0; k < 10; k++)
        ratio[k] = 0.5 + 0.37 * k;
    for (unsigned set = 0; set < 1u << 10; set++) {
        value[set] = 0;
        for (int k = 0; k < 10; k++)
            value[set] += set >> k & 1 ? log(ratio[k]) : 0;
    }
    ra_shapley(10, value, phi);
    ra_shapley_range(10, value, least, most);
    for (int k = 0; k < 10; k++) {
        ck_assert_double_eq_tol(phi[k], log(ratio[k]), 1e-12);
        ck_assert_double_eq_tol(most[k] - least[k], 0, 1e-12);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("decomposition");
    TCase *cases = tcase_create("closed forms");
    tcase_add_loop_test(cases, lmdi_as_published, 0, DECOMPOSITIONS);
    tcase_add_loop_test(cases, shapley_as_published, 0, DECOMPOSITIONS);
    tcase_add_loop_test(cases, orders_from_either_end, 0, DECOMPOSITIONS);
    tcase_add_test(cases, single_product);
    tcase_add_loop_test(cases, categories_add_up, 0, DECOMPOSITIONS);
    tcase_add_test(cases, zeros_take_their_limits);
    tcase_add_test(cases, logarithmic_mean);
    tcase_add_test(cases, products_do_not_depend_on_order);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
