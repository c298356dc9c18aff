/* The copula over streams: its decomposition, what it leaves alone, and what it draws. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "audit/copula.h"
#include "audit/stream.h"
#include "tests/support/formula.h"
#include "tests/support/run.h"

enum { MOST = 8, BLOCKS = 100 };

static const uint64_t keys[MOST] = {11, 22, 33, 44, 55, 66, 77, 88};
static const bool all[MOST] = {true, true, true, true, true, true, true, true};

static ra_copula good_copula(const double *matrix, uint32_t count)
{
    ra_copula copula;
    ra_copula_fault fault;
    ck_assert_int_eq(ra_copula_open(&copula, keys, matrix, count, &fault), RA_OK);
    return copula;
}

/* Draws the first n trials of a block. */
static void fill(const ra_copula *copula, const bool *wanted, uint64_t block, size_t n,
                 double *tails)
{
    double *room = malloc(ra_copula_room(copula) * sizeof *room);
    ra_uniforms *uniforms;
    ck_assert_int_eq(ra_uniforms_new(&uniforms, RA_SAMPLING_RANDOM, 1, NULL, 0), RA_OK);
    ra_copula_fill(copula, wanted, uniforms, block, n, room, tails);
    ra_uniforms_free(uniforms);
    free(room);
}

static double score(double t)
{
    return t < 0 ? -gsl_cdf_ugaussian_Pinv(-t) : gsl_cdf_ugaussian_Pinv(t);
}

/* L L^T has the entries of the matrix. */
static void check_product(const ra_copula *copula, const double *matrix)
{
    for (uint32_t g = 0; g < copula->group_count; g++) {
        const ra_copula_group *group = &copula->groups[g];
        for (uint32_t i = 0; i < group->size; i++) {
            for (uint32_t j = 0; j < group->size; j++) {
                double sum = 0;
                for (uint32_t k = 0; k < group->rank; k++) {
                    sum += group->factor[i * group->rank + k] * group->factor[j * group->rank + k];
                }
                double entry = matrix[group->members[i] * copula->count + group->members[j]];
                ck_assert_double_eq_tol(sum, entry, 1e-9);
            }
        }
    }
}

/* The correlation matrix of `count` random vectors in `rank` dimensions. */
static void random_matrix(uint64_t *state, uint32_t count, uint32_t rank, double *matrix)
{
    double v[MOST][MOST];

    for (uint32_t i = 0; i < count; i++) {
        double square = 0;
        for (uint32_t k = 0; k < rank; k++) {
            v[i][k] = random_between(state, -1, 1);
            square += v[i][k] * v[i][k];
        }
        for (uint32_t k = 0; k < rank; k++) {
            v[i][k] /= sqrt(square);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < count; j++) {
            double sum = 0;
            for (uint32_t k = 0; k < rank; k++) {
                sum += v[i][k] * v[j][k];
            }
            matrix[i * count + j] = i == j ? 1 : sum;
        }
    }
}

START_TEST(decomposition)
{
    double matrix[MOST * MOST];
    uint64_t state = 7;

    for (uint32_t count = 2; count <= MOST; count++) {
        for (uint32_t rank = 1; rank <= count; rank++) {
            random_matrix(&state, count, rank, matrix);
            ra_copula copula = good_copula(matrix, count);
            ck_assert_uint_eq(copula.group_count, 1);
            ck_assert_uint_eq(copula.groups[0].rank, rank);
            check_product(&copula, matrix);
            ra_copula_free(&copula);
        }
    }
}
END_TEST

START_TEST(not_semidefinite)
{
    static const double matrix[] = {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1};
    static const double four[] = {1, 0.95, 0, 0.1, 0.95, 1,   0.95, 0.1,
                                  0, 0.95, 1, 0.1, 0.1,  0.1, 0.1,  1};
    ra_copula copula;
    ra_copula_fault fault;

    ck_assert_int_eq(ra_copula_open(&copula, keys, matrix, 3, &fault), RA_INVALID);
    ck_assert_double_eq_tol(fault.eigenvalue, -0.8, 1e-12);
    ck_assert_uint_eq(fault.between[0], 1);
    ck_assert_uint_eq(fault.between[1], 2);
    ra_copula_free(&copula);
    /* Both pairs with the middle one weigh the same; the last is named. */
    ck_assert_int_eq(ra_copula_open(&copula, keys, four, 4, &fault), RA_INVALID);
    ck_assert_double_lt(fault.eigenvalue, -0.34);
    ck_assert_uint_eq(fault.between[0], 1);
    ck_assert_uint_eq(fault.between[1], 2);
    ra_copula_free(&copula);
}
END_TEST

START_TEST(groups_are_apart)
{
    /* 0 with 3 and 3 with 4; 1 with 2; 5 alone. */
    double matrix[36] = {0}, tails[6 * RA_BLOCK];
    static const uint32_t pairs[][2] = {{0, 3}, {3, 4}, {1, 2}};
    static const bool second[6] = {false, false, true, false, false, false};

    for (int i = 0; i < 6; i++) {
        matrix[i * 6 + i] = 1;
    }
    for (int k = 0; k < 3; k++) {
        matrix[pairs[k][0] * 6 + pairs[k][1]] = matrix[pairs[k][1] * 6 + pairs[k][0]] = 0.5;
    }
    ra_copula copula = good_copula(matrix, 6);
    ck_assert_uint_eq(copula.group_count, 3);
    ck_assert_uint_eq(copula.groups[0].size, 3);
    ck_assert_uint_eq(copula.groups[1].size, 2);
    ck_assert_uint_eq(copula.groups[2].size, 1);
    check_product(&copula, matrix);
    for (int i = 0; i < 6 * RA_BLOCK; i++) {
        tails[i] = 9;
    }
    fill(&copula, second, 0, RA_BLOCK, tails);
    ck_assert(tails[0] == 9 && tails[3 * RA_BLOCK] == 9 && tails[5 * RA_BLOCK] == 9);
    ck_assert(tails[RA_BLOCK] != 9 && tails[2 * RA_BLOCK] != 9);
    ra_copula_free(&copula);
}
END_TEST

/* The first stream of a group has the tails of its own numbers, bit by bit; perfect correlation
 * copies them, or mirrors them. */
START_TEST(first_stream_and_its_copies)
{
    static const double matrix[] = {1, 0.3, 1, -1, 0.3, 1,    0.3, -0.3,
                                    1, 0.3, 1, -1, -1,  -0.3, -1,  1};
    static double u[RA_BLOCK], own[RA_BLOCK], tails[4 * RA_BLOCK];
    ra_copula copula = good_copula(matrix, 4);

    ck_assert_uint_eq(copula.groups[0].rank, 2);
    for (uint64_t block = 0; block < 3; block++) {
        ra_stream_fill(1, keys[0], block, u);
        ra_sampler_tails(u, own, RA_BLOCK);
        fill(&copula, all, block, RA_BLOCK, tails);
        ck_assert_mem_eq(tails, own, sizeof own);
        ck_assert_mem_eq(tails + 2 * RA_BLOCK, own, sizeof own);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            ck_assert(tails[3 * RA_BLOCK + i] == -own[i]);
        }
    }
    ra_copula_free(&copula);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void check_margin(const double *z, size_t n)
{
    double *u = malloc(n * sizeof *u), worst = 0;

    for (size_t i = 0; i < n; i++) {
        u[i] = gsl_cdf_ugaussian_P(z[i]);
    }
    qsort(u, n, sizeof *u, ascending);
    for (size_t i = 0; i < n; i++) {
        worst = fmax(worst, fabs(u[i] - ((double)i + 0.5) / (double)n));
    }
    ck_assert_double_lt(worst, 2 / sqrt((double)n));
    free(u);
}

/* Correlations and margins of what is drawn: n = 102,400 numbers each, so that a correlation r has
 * a standard error of (1 - r^2) / 320, and the largest distance from the uniform distribution is
 * below 2 / 320 but once in 1,500. */
START_TEST(what_is_drawn)
{
    enum { COUNT = 4, N = BLOCKS * RA_BLOCK };
    static double z[COUNT][N], tails[COUNT * RA_BLOCK];
    double matrix[COUNT * COUNT];
    uint64_t state = 3;

    random_matrix(&state, COUNT, 3, matrix);
    ra_copula copula = good_copula(matrix, COUNT);
    for (uint64_t block = 0; block < BLOCKS; block++) {
        fill(&copula, all, block, RA_BLOCK, tails);
        for (size_t i = 0; i < COUNT * RA_BLOCK; i++) {
            z[i / RA_BLOCK][block * RA_BLOCK + i % RA_BLOCK] = score(tails[i]);
        }
    }
    for (int a = 0; a < COUNT; a++) {
        check_margin(z[a], N);
        for (int b = 0; b < a; b++) {
            double sum = 0, r = matrix[a * COUNT + b];
            for (size_t i = 0; i < N; i++) {
                sum += z[a][i] * z[b][i];
            }
            ck_assert_double_eq_tol(sum / N, r, 4 * sqrt((1 + r * r) / N));
        }
    }
    ra_copula_free(&copula);
}
END_TEST

/* A block in part, and one by itself, have the same numbers. */
START_TEST(any_part_of_any_block)
{
    static const double matrix[] = {1, 0.7, 0.7, 1};
    static double whole[2 * RA_BLOCK], part[2 * RA_BLOCK];
    ra_copula copula = good_copula(matrix, 2);

    fill(&copula, all, 41, RA_BLOCK, whole);
    fill(&copula, all, 41, 300, part);
    ck_assert_mem_eq(part, whole, 300 * sizeof *part);
    ck_assert_mem_eq(part + RA_BLOCK, whole + RA_BLOCK, 300 * sizeof *part);
    ra_copula_free(&copula);
}
END_TEST

START_TEST(tails_keep_their_digits)
{
    static const double u[] = {0x1p-54, 0.25, 0.5, 0.75, 1 - 0x1p-53, 1};
    static const double t[] = {0x1p-54, 0.25, -0.5, -0.25, -0x1p-53, -0x1p-54};
    double out[6];

    ra_sampler_tails(u, out, 6);
    ck_assert_mem_eq(out, t, sizeof t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("copula");
    TCase *tcase = tcase_create("copula");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, decomposition);
    tcase_add_test(tcase, not_semidefinite);
    tcase_add_test(tcase, groups_are_apart);
    tcase_add_test(tcase, first_stream_and_its_copies);
    tcase_add_test(tcase, what_is_drawn);
    tcase_add_test(tcase, any_part_of_any_block);
    tcase_add_test(tcase, tails_keep_their_digits);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
