/* Points of the unit cube: direction numbers, nets, scrambling, replicates, many dimensions. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/directions.h"
#include "audit/points.h"
#include "audit/stream.h"
#include "tests/support/nets.h"
#include "tests/support/run.h"

enum { MOST = RA_DIRECTIONS + 10 };

static double u[MOST * RA_BLOCK];

/* The points of one block of a replicate. */
static void fill_block(uint32_t dimension, uint32_t replicate, uint64_t block)
{
    uint64_t keys[MOST];
    ra_points *points;

    for (uint32_t j = 0; j < dimension; j++) {
        char name[20];
        snprintf(name, sizeof name, "point %u", (unsigned)j);
        keys[j] = ra_stream_key(name);
    }
    ck_assert_int_eq(ra_points_new(&points, keys, dimension, 7, replicate, 1), RA_OK);
    for (uint32_t j = 0; j < dimension; j++) {
        ra_points_fill(points, j, 0, block, u + (size_t)j * RA_BLOCK);
    }
    ra_points_free(points);
}

static void expand(net_sequence *out, uint32_t dimension)
{
    const ra_direction_row *row = ra_direction_row_at(dimension);
    uint32_t m[RA_DIRECTION_DEGREE];

    for (uint32_t k = 0; row != NULL && k < RA_DIRECTION_DEGREE; k++) {
        m[k] = row->m[k];
    }
    net_expand(out, row != NULL ? row->polynomial : 0, m);
}

/* Polynomials are primitive and follow one another, first numbers are odd and small enough. */
START_TEST(rows_are_what_sobol_asks_for)
{
    uint32_t before = 2;

    ck_assert_ptr_null(ra_direction_row_at(0));
    ck_assert_ptr_null(ra_direction_row_at(RA_DIRECTIONS));
    for (uint32_t j = 1; j < RA_DIRECTIONS; j++) {
        const ra_direction_row *row = ra_direction_row_at(j);
        uint32_t degree = net_degree(row->polynomial);
        ck_assert_uint_le(degree, RA_DIRECTION_DEGREE);
        ck_assert_uint_gt(row->polynomial, before);
        ck_assert_msg(net_primitive(row->polynomial), "dimension %u", j);
        for (uint32_t k = 0; k < RA_DIRECTION_DEGREE; k++) {
            ck_assert_uint_eq(row->m[k] & 1, k < degree);
            ck_assert_uint_eq(row->m[k] >> (k + 1), 0);
        }
        before = row->polynomial;
    }
}
END_TEST

/* x^4 + x^3 + x^2 + x + 1 divides x^5 - 1: irreducible, not primitive. */
START_TEST(primitive_is_told_from_irreducible)
{
    static const uint32_t primitive[] = {3, 7, 11, 13, 19, 25, 37, 67, 131, 285};
    static const uint32_t other[] = {2, 5, 6, 15, 21, 31, 73, 283};

    for (size_t i = 0; i < sizeof primitive / sizeof *primitive; i++) {
        ck_assert_msg(net_primitive(primitive[i]), "%u", primitive[i]);
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        ck_assert_msg(!net_primitive(other[i]), "%u", other[i]);
    }
}
END_TEST

START_TEST(numbers_follow_the_recurrence)
{
    for (uint32_t j = 0; j < RA_DIRECTIONS; j++) {
        net_sequence wanted;
        uint64_t v[RA_DIRECTION_BITS];
        expand(&wanted, j);
        ra_directions_fill(j, v, RA_DIRECTION_BITS);
        for (uint32_t k = 0; k < RA_DIRECTION_BITS; k++) {
            ck_assert_uint_eq(v[k], wanted.v[k] >> (64 - RA_DIRECTION_BITS));
        }
    }
}
END_TEST

/* Sobol's property A, of all dimensions together. */
START_TEST(halves_of_all_sides)
{
    static net_halves state;

    for (uint32_t j = 0; j < RA_DIRECTIONS; j++) {
        net_sequence next;
        expand(&next, j);
        ck_assert_msg(net_halve(&state, &next), "dimension %u", j);
    }
    ck_assert_uint_eq(state.count, RA_DIRECTIONS);
}
END_TEST

/* Pairs of the first 20 dimensions: the largest t, and the mean of 2^t, of 2^8 to 2^20 points. The
 * limits are what the table of Joe and Kuo reaches [joe2008]: 5.53, 6.47, 7.88, 8.83; t up to 6. */
START_TEST(pairs_fill_the_square)
{
    static const uint32_t powers[] = {8, 12, 16, 20};
    static const double limits[] = {5.53, 6.47, 7.88, 8.83};
    static net_sequence all[20];

    for (uint32_t j = 0; j < 20; j++) {
        expand(&all[j], j);
    }
    for (size_t k = 0; k < 4; k++) {
        double sum = 0;
        for (uint32_t i = 0; i < 20; i++) {
            for (uint32_t j = 0; j < i; j++) {
                uint32_t t = net_t(&all[j], &all[i], powers[k]);
                ck_assert_uint_le(t, 6);
                sum += (double)(1u << t);
            }
        }
        ck_assert_msg(sum / 190 < limits[k], "2^%u points: %g", powers[k], sum / 190);
    }
}
END_TEST

/* t as it is defined, by counting the points in all boxes. */
START_TEST(t_counts_points_in_boxes)
{
    enum { M = 7 };
    static net_sequence a, b;
    expand(&a, 4);
    expand(&b, 9);
    uint32_t most = 0;

    for (uint32_t area = 0; area <= M; area++) {
        for (uint32_t d = 0; d <= area; d++) {
            uint32_t count[1 << M] = {0};
            for (uint32_t i = 0; i < 1u << M; i++) {
                uint64_t x = 0, y = 0;
                for (uint32_t k = 0; k < M; k++) {
                    x ^= (i >> k & 1) != 0 ? a.v[k] : 0;
                    y ^= (i >> k & 1) != 0 ? b.v[k] : 0;
                }
                uint32_t column = d > 0 ? (uint32_t)(x >> (64 - d)) : 0;
                uint32_t row = area > d ? (uint32_t)(y >> (64 - (area - d))) : 0;
                count[column << (area - d) | row]++;
            }
            for (uint32_t box = 0; box < 1u << area; box++) {
                bool fair = count[box] == 1u << (M - area);
                most = fair || M - area + 1 < most ? most : M - area + 1;
            }
        }
    }
    ck_assert_uint_eq(net_t(&a, &b, M), most);
}
END_TEST

/* Every coordinate of an aligned block has one point in each of 1,024 equal cells, scrambled. */
START_TEST(coordinates_are_nets)
{
    static const uint64_t blocks[] = {0, 1, (1 << 30) - 1};

    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
        fill_block(RA_DIRECTIONS, 3, blocks[b]);
        for (uint32_t j = 0; j < RA_DIRECTIONS; j++) {
            bool taken[RA_BLOCK] = {false};
            size_t count = 0;
            for (size_t i = 0; i < RA_BLOCK; i++) {
                double x = u[(size_t)j * RA_BLOCK + i];
                size_t cell = x > 0 && x < 1 ? (size_t)(x * RA_BLOCK) : 0;
                count += !taken[cell];
                taken[cell] = true;
            }
            ck_assert_msg(count == RA_BLOCK, "coordinate %u: %zu cells have a point", j, count);
        }
    }
}
END_TEST

/* The first two coordinates have one point in each of 32 x 32 squares. */
START_TEST(planes_are_nets)
{
    bool taken[32][32] = {{false}};

    fill_block(2, 0, 0);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        size_t x = (size_t)(u[i] * 32), y = (size_t)(u[RA_BLOCK + i] * 32);
        ck_assert(!taken[x][y]);
        taken[x][y] = true;
    }
}
END_TEST

/* Four blocks together have one point in each of 4,096 cells: blocks belong to one sequence. */
START_TEST(blocks_go_on)
{
    static bool taken[4 * RA_BLOCK];

    for (uint64_t block = 0; block < 4; block++) {
        fill_block(30, 1, block);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            size_t cell = (size_t)(u[29 * RA_BLOCK + i] * 4 * RA_BLOCK);
            ck_assert(!taken[cell]);
            taken[cell] = true;
        }
    }
}
END_TEST

/* Over many replicates a point is uniform in the square: what it gives on average is the integral. A
 * mean of so many has a standard error of sqrt(1 / 12 / count), that of the product of 1 / 12 of the
 * root of the count. */
START_TEST(points_are_uniform_over_replicates)
{
    enum { COUNT = 1000 };
    double sum = 0, product = 0;

    for (uint32_t r = 0; r < COUNT; r++) {
        fill_block(2, r, 3);
        sum += u[5] - 0.5;
        product += (u[5] - 0.5) * (u[RA_BLOCK + 5] - 0.5);
    }
    ck_assert(fabs(sum / COUNT) < 5 / sqrt(12.0 * COUNT));
    ck_assert(fabs(product / COUNT) < 5.0 / 12 / sqrt(COUNT));
}
END_TEST

START_TEST(replicates_differ)
{
    fill_block(3, 0, 0);
    double first[3] = {u[0], u[RA_BLOCK], u[2 * RA_BLOCK]};
    fill_block(3, 1, 0);
    for (size_t j = 0; j < 3; j++) {
        ck_assert(fabs(u[j * RA_BLOCK] - first[j]) > 1e-9);
    }
    fill_block(3, 0, 0);
    for (size_t j = 0; j < 3; j++) {
        ck_assert(u[j * RA_BLOCK] == first[j]);
    }
}
END_TEST

/* A replicate that was made with others is the one that is made alone; so is a coordinate. */
START_TEST(replicates_stand_alone)
{
    const uint64_t keys[2] = {ra_stream_key("point 0"), ra_stream_key("point 1")};
    double v[RA_BLOCK];
    ra_points *points;

    ck_assert_int_eq(ra_points_new(&points, keys, 2, 7, 0, 8), RA_OK);
    ra_points_fill(points, 1, 5, 2, v);
    ra_points_free(points);
    fill_block(40, 5, 2);
    ck_assert_mem_eq(v, u + RA_BLOCK, sizeof v);
}
END_TEST

/* What has no direction numbers is a stream, and independent of the others. */
START_TEST(many_dimensions_are_streams)
{
    ck_assert(ra_points_quasi(RA_DIRECTIONS));
    ck_assert(!ra_points_quasi(RA_DIRECTIONS + 1));
    fill_block(MOST, 2, 1);
    for (size_t j = 0; j < MOST; j++) {
        double sum = 0, product = 0;
        for (size_t i = 0; i < RA_BLOCK; i++) {
            sum += u[j * RA_BLOCK + i] - 0.5;
            product += (u[j * RA_BLOCK + i] - 0.5) * (u[((j + 1) % MOST) * RA_BLOCK + i] - 0.5);
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
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, rows_are_what_sobol_asks_for);
    tcase_add_test(tests, primitive_is_told_from_irreducible);
    tcase_add_test(tests, numbers_follow_the_recurrence);
    tcase_add_test(tests, halves_of_all_sides);
    tcase_add_test(tests, pairs_fill_the_square);
    tcase_add_test(tests, t_counts_points_in_boxes);
    tcase_add_test(tests, coordinates_are_nets);
    tcase_add_test(tests, planes_are_nets);
    tcase_add_test(tests, blocks_go_on);
    tcase_add_test(tests, points_are_uniform_over_replicates);
    tcase_add_test(tests, replicates_differ);
    tcase_add_test(tests, replicates_stand_alone);
    tcase_add_test(tests, many_dimensions_are_streams);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
