/* A Gaussian copula over random streams.
 *
 * Streams that are correlated, directly or through others, form a group with the correlation matrix
 * R of their normal scores. R = L L^T by Cholesky's decomposition with pivots [higham2002, 10.3],
 * which stops at the rank of R, so that scores may be perfectly correlated. A group draws
 *
 *     z' = L z,   z = Phi^-1(u),   u' = Phi(z'),
 *
 * u' as tails (ra_sampler_draw_tails). The first stream of a group keeps its numbers to the last
 * bit, and so do streams that belong to no group. A row of L that repeats another, or its
 * opposite, copies its tails, or mirrors them. */
#ifndef RA_COPULA_H
#define RA_COPULA_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/sampler.h"
#include "audit/uniforms.h"
#include "models/dist_matrix.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    uint32_t size, rank;
    uint32_t *members; /* streams in the order of the pivots */
    double *factor;    /* L, size x rank, row by row */
    uint32_t *like;    /* row that row i repeats or mirrors, or i itself */
    double *sign;      /* 1, or -1 where it mirrors */
} ra_copula_group;

typedef struct {
    uint64_t *keys; /* of the streams */
    uint32_t count;
    ra_copula_group *groups;
    uint32_t group_count;
    uint32_t most_rank;
    ra_sampler *normal;
} ra_copula;

/* Why a matrix was refused; the pair as streams. */
typedef ra_matrix_fault ra_copula_fault;

/* Makes a copula. Given: the keys of the streams, in an order that a user chose (the first of a
 * group keeps its numbers); the correlations of their normal scores, count x count, with ones on
 * the diagonal. Returned: RA_OK; RA_INVALID with *fault where they are not positive semi-definite;
 * RA_NOMEM. Free with ra_copula_free also where this fails. */
ra_status ra_copula_open(ra_copula *copula, const uint64_t *keys, const double *matrix,
                         uint32_t count, ra_copula_fault *fault);
void ra_copula_free(ra_copula *copula);

/* Room for one thread, in numbers. */
size_t ra_copula_room(const ra_copula *copula);

/* Draws the first n trials of a block. Given: which streams are wanted, their numbers, room.
 * Returned: the tails of stream k in tails + k * RA_BLOCK for every stream that is wanted (and the
 * others of its group). */
void ra_copula_fill(const ra_copula *copula, const bool *wanted, const ra_uniforms *uniforms,
                    uint64_t block, size_t n, double *room, double *tails);

#ifdef __cplusplus
}
#endif
#endif
