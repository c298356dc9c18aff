/* Whether a matrix of correlations can hold: the joint law of several figures. */
#ifndef RA_DIST_MATRIX_H
#define RA_DIST_MATRIX_H

#include <stddef.h>
#include <stdint.h>

#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Smallest eigenvalue that rounding can give to a matrix that is positive semi-definite. */
#define RA_MATRIX_NEGATIVE (-1e-9)

/* Why a matrix was refused. */
typedef struct {
    double eigenvalue;   /* the smallest one */
    uint32_t between[2]; /* the pair with the largest product in its eigenvector; where several are
                            equal, the last one */
} ra_matrix_fault;

/* Checks that a matrix is positive semi-definite. Given: n x n correlations (no unit), n >= 1,
 * symmetric, row by row, with ones on the diagonal. Returned: RA_OK; RA_INVALID with *fault, its
 * pair in the order of the rows, where the smallest eigenvalue is below RA_MATRIX_NEGATIVE;
 * RA_NOMEM. Source: [higham2002, 10.3]. */
ra_status ra_matrix_check(const double *matrix, size_t n, ra_matrix_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
