/* Points of the unit cube: nets, replicates, many dimensions. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/points.h"
#include "audit/stream.h"
#include "tests/support/run.h"

static double u[50 * RA_BLOCK];

static void fill(uint32_t dimension, uint32_t replicate, size_t n)
{
    ra_points *points;

    ck_assert_int_eq(ra_points_new(&points, dimension, 7, replicate), RA_OK);
    ra_points_fill(points, n, u);
    ra_points_free(points);
}

/* Every coordinate of the first 1,024 points has one in each of 1,024 equal cells. */
START_TEST(coordinates_are_nets)
{
    fill(40, 3, RA_BLOCK);
    for (uint32_t j = 0; j < 40; j++) {
        bool taken[RA_BLOCK] = {false};
        for (size_t i = 0; i < RA_BLOCK; i++) {
            double x = u[(size_t)j * RA_BLOCK + i];
            ck_assert(x > 0 && x < 1);
            size_t cell = (size_t)(x * RA_BLOCK);
            ck_assert_msg(!taken[cell], "coordinate %u: two points in cell %zu", j, cell);
            taken[cell] = true;
        }
    }
}
END_TEST

/* The first two coordinates have one point in each of 32 x 32 squares. */
START_TEST(planes_are_nets)
{
    bool taken[32][32] = {{false}};

    fill(2, 0, RA_BLOCK);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        size_t x = (size_t)(u[i] * 32), y = (size_t)(u[RA_BLOCK + i] * 32);
        ck_assert(!taken[x][y]);
        taken[x][y] = true;
    }
}
END_TEST

START_TEST(replicates_differ)
{
    fill(3, 0, 4);
    double first[3] = {u[0], u[RA_BLOCK], u[2 * RA_BLOCK]};
    fill(3, 1, 4);
    for (size_t j = 0; j < 3; j++) {
        ck_assert(fabs(u[j * RA_BLOCK] - first[j]) > 1e-9);
    }
    fill(3, 0, 4);
    for (size_t j = 0; j < 3; j++) {
        ck_assert(u[j * RA_BLOCK] == first[j]);
    }
}
END_TEST

/* GSL accepts 41 dimensions and gives zeros. */
START_TEST(many_dimensions_are_streams)
{
    ck_assert(ra_points_quasi(40));
    ck_assert(!ra_points_quasi(41));
    fill(50, 2, RA_BLOCK);
    for (size_t j = 0; j < 50; j++) {
        double sum = 0, product = 0;
        for (size_t i = 0; i < RA_BLOCK; i++) {
            sum += u[j * RA_BLOCK + i] - 0.5;
            product += (u[j * RA_BLOCK + i] - 0.5) * (u[((j + 1) % 50) * RA_BLOCK + i] - 0.5);
        }
        /* Five standard deviations of a mean of 1,024 uniform numbers, and of their products. */
        ck_assert(fabs(sum / RA_BLOCK) < 5 * sqrt(1.0 / 12 / RA_BLOCK));
        ck_assert(fabs(product / RA_BLOCK) < 5.0 / 12 / sqrt(RA_BLOCK));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("points");
    TCase *tests = tcase_create("points");
    tcase_add_test(tests, coordinates_are_nets);
    tcase_add_test(tests, planes_are_nets);
    tcase_add_test(tests, replicates_differ);
    tcase_add_test(tests, many_dimensions_are_streams);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
