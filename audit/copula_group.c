#include "audit/copula_group.h"

#include <math.h>

#include "models/alloc.h"

/* Variance that is left to a stream by those before it, below which it is theirs. */
#define NOTHING_LEFT 1e-12
/* Entries of L that are equal up to rounding. */
#define SAME_ENTRY 1e-13

/* Swaps rows and columns of the part of the matrix that is still to be decomposed, and the rows of
 * L that are made. */
static void swap_pivot(ra_copula_group *group, double *rest, double *factor, uint32_t a, uint32_t b)
{
    uint32_t n = group->size, member = group->members[a];

    if (a == b) {
        return;
    }
    group->members[a] = group->members[b];
    group->members[b] = member;
    for (uint32_t k = 0; k < n; k++) {
        double x = rest[a * n + k], l = factor[a * n + k];
        rest[a * n + k] = rest[b * n + k];
        rest[b * n + k] = x;
        factor[a * n + k] = factor[b * n + k];
        factor[b * n + k] = l;
    }
    for (uint32_t k = 0; k < n; k++) {
        double x = rest[k * n + a];
        rest[k * n + a] = rest[k * n + b];
        rest[k * n + b] = x;
    }
}

/* The first of the largest entries of the diagonal from k on. */
static uint32_t find_pivot(const double *rest, uint32_t n, uint32_t k)
{
    uint32_t best = k;

    for (uint32_t i = k + 1; i < n; i++) {
        best = rest[i * n + i] > rest[best * n + best] * (1 + SAME_ENTRY) ? i : best;
    }
    return best;
}

/* L by columns: l_kk = sqrt(r_kk), l_ik = r_ik / l_kk, r_ij -= l_ik l_jk. Given: the matrix of the
 * members in `rest`, which is used up; `factor` n x n, zero. */
static void decompose(ra_copula_group *group, double *rest, double *factor)
{
    uint32_t n = group->size;

    for (group->rank = 0; group->rank < n; group->rank++) {
        uint32_t k = group->rank;
        swap_pivot(group, rest, factor, k, find_pivot(rest, n, k));
        if (rest[k * n + k] <= NOTHING_LEFT) {
            return;
        }
        double root = sqrt(rest[k * n + k]);
        factor[k * n + k] = root;
        for (uint32_t i = k + 1; i < n; i++) {
            factor[i * n + k] = rest[i * n + k] / root;
        }
        for (uint32_t i = k + 1; i < n; i++) {
            for (uint32_t j = k + 1; j < n; j++) {
                rest[i * n + j] -= factor[i * n + k] * factor[j * n + k];
            }
        }
    }
}

/* Finds an earlier row that row i repeats or mirrors. */
static void find_like(ra_copula_group *group, uint32_t i)
{
    const double *row = &group->factor[(size_t)i * group->rank];

    group->like[i] = i;
    for (uint32_t other = 0; other < i; other++) {
        const double *earlier = &group->factor[(size_t)other * group->rank];
        double same = 0, opposite = 0;
        for (uint32_t k = 0; k < group->rank; k++) {
            same = fmax(same, fabs(row[k] - earlier[k]));
            opposite = fmax(opposite, fabs(row[k] + earlier[k]));
        }
        if (fmin(same, opposite) <= SAME_ENTRY) {
            group->like[i] = other;
            group->sign[i] = same <= SAME_ENTRY ? 1 : -1;
            return;
        }
    }
}

/* Packs the rows of L with length 1, so that every z' has variance 1 to the last digit. */
static void set_rows(ra_copula_group *group, const double *factor)
{
    uint32_t n = group->size, rank = group->rank;

    for (uint32_t i = 0; i < n; i++) {
        double *row = &group->factor[(size_t)i * rank], square = 0;
        for (uint32_t k = 0; k < rank; k++) {
            row[k] = fabs(factor[i * n + k]) > SAME_ENTRY ? factor[i * n + k] : 0;
            square += row[k] * row[k];
        }
        for (uint32_t k = 0; k < rank; k++) {
            row[k] /= sqrt(square);
        }
        find_like(group, i);
    }
}

/* Checks the members' matrix, and names what spoils it by its streams. */
static ra_status check_part(const ra_copula_group *group, const double *part,
                            ra_copula_fault *fault)
{
    ra_status status = ra_matrix_check(part, group->size, fault);

    if (status == RA_INVALID) {
        fault->between[0] = group->members[fault->between[0]];
        fault->between[1] = group->members[fault->between[1]];
    }
    return status;
}

/* The part of the whole matrix that belongs to the members. */
static void copy_part(const ra_copula_group *group, const double *matrix, uint32_t count,
                      double *part)
{
    for (uint32_t i = 0; i < group->size; i++) {
        for (uint32_t j = 0; j < group->size; j++) {
            part[i * group->size + j] =
                matrix[(size_t)group->members[i] * count + group->members[j]];
        }
    }
}

ra_status ra_copula_group_open(ra_copula_group *group, const double *matrix, uint32_t count,
                               ra_copula_fault *fault)
{
    size_t n = group->size;
    double *part = ra_calloc(n * n, sizeof *part), *factor = ra_calloc(n * n, sizeof *factor);
    ra_status status = part != NULL && factor != NULL ? RA_OK : RA_NOMEM;

    if (status == RA_OK) {
        copy_part(group, matrix, count, part);
        status = check_part(group, part, fault);
    }
    if (status == RA_OK) {
        decompose(group, part, factor);
        group->factor = ra_calloc(n * group->rank, sizeof *group->factor);
        group->like = ra_calloc(n, sizeof *group->like);
        group->sign = ra_calloc(n, sizeof *group->sign);
        bool complete = group->factor != NULL && group->like != NULL && group->sign != NULL;
        status = complete ? RA_OK : RA_NOMEM;
    }
    if (status == RA_OK) {
        set_rows(group, factor);
    }
    ra_free(part);
    ra_free(factor);
    return status;
}
