/* Mean and variance of many numbers, the same bits whatever computes them.
 *
 * Inside a block the powers are summed about a number near the mean, whose own error is taken back
 * afterwards; blocks are combined by the formula of
 * Chan, Golub and LeVeque [chan1983] in a fixed binary tree over block numbers, so that the result
 * does not depend on which thread or process had which block. */
#ifndef RA_MOMENTS_H
#define RA_MOMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    double count; /* of finite numbers */
    double mean;
    double m2;     /* sum of squared deviations from the mean */
    double m3, m4; /* of cubed ones and of fourth powers, for the standard error of the sd */
} ra_moments;

/* Moments of n <= RA_BLOCK numbers; those that are not finite are left out. Given: a number that
 * lies among them, such as the median of another block, about which they are summed in one pass;
 * where it is far from their mean, there is a second pass. */
ra_moments ra_moments_block(const double *x, size_t n, double centre);

/* The same without the third and the fourth, which are NaN. */
ra_moments ra_moments_squares(const double *x, size_t n, double centre);

/* Moments about the mean, from sums of the first four powers about a centre and their count. */
ra_moments ra_moments_of_sums(const double power[4], double count, double centre);

/* Moments of both together. */
ra_moments ra_moments_merge(ra_moments a, ra_moments b);

/* A partial tree: the complete subtrees of ranges of blocks, those of one range from left to right.
 */
#define RA_TREE_LEVELS 128
typedef struct {
    uint32_t count;
    uint8_t level[RA_TREE_LEVELS];
    uint64_t index[RA_TREE_LEVELS]; /* of the subtree among those of its level */
    ra_moments node[RA_TREE_LEVELS];
} ra_moments_tree;

/* Adds a block. The blocks of a contiguous range come in order; several ranges may come in any order,
 * as long as there is room for their subtrees: two for every size at most. */
void ra_moments_push(ra_moments_tree *tree, uint64_t block, ra_moments moments);

/* Appends the range to the right of `tree`. */
void ra_moments_join(ra_moments_tree *tree, const ra_moments_tree *right);

/* Adds the subtrees of trees that together hold a contiguous range to an empty tree. RA_NOMEM. */
ra_status ra_moments_gather(ra_moments_tree *out, ra_moments_tree *const *trees, size_t count);

ra_moments ra_moments_total(const ra_moments_tree *tree);

/* Standard error of a standard deviation: sd / 2 sqrt((m4 / sd^4 - 1) / n), by the central limit
 * theorem for the squares [cramer1946]. Given: the moments and the standard deviation of them. */
double ra_moments_sd_error(ra_moments moments, double sd);

#ifdef __cplusplus
}
#endif
#endif
