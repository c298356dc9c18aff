#include "audit/moments.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "audit/stream.h"

/* Sums run in independent lanes, so that they vectorise, and are added up in one fixed order. */
#define LANES 8

static double add_lanes(const double s[LANES])
{
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

/* A finite number less itself is zero, any other is NaN. */
static bool all_finite(const double *x, size_t n)
{
    double zero[LANES] = {0};
    size_t i = 0;

    for (; i + LANES <= n; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            zero[l] += x[i + l] - x[i + l];
        }
    }
    for (; i < n; i++) {
        zero[0] += x[i] - x[i];
    }
    return add_lanes(zero) == 0.0;
}

/* Mean with the rounding error of plain summation; pass two removes it. */
static double rough_mean(const double *x, size_t n)
{
    double s[LANES] = {0};
    size_t i = 0;

    for (; i + LANES <= n; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            s[l] += x[i + l];
        }
    }
    for (; i < n; i++) {
        s[0] += x[i];
    }
    return add_lanes(s) / (double)n;
}

/* Sums of the first four powers of x - centre. */
static void power_sums(const double *x, size_t n, double centre, double sum[4])
{
    double s1[LANES] = {0}, s2[LANES] = {0}, s3[LANES] = {0}, s4[LANES] = {0};
    size_t i = 0;

    for (; i + LANES <= n; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            double d = x[i + l] - centre;
            double square = d * d;
            s1[l] += d;
            s2[l] += square;
            s3[l] += square * d;
            s4[l] += square * square;
        }
    }
    for (; i < n; i++) {
        double d = x[i] - centre;
        double square = d * d;
        s1[0] += d;
        s2[0] += square;
        s3[0] += square * d;
        s4[0] += square * square;
    }
    sum[0] = add_lanes(s1);
    sum[1] = add_lanes(s2);
    sum[2] = add_lanes(s3);
    sum[3] = add_lanes(s4);
}

/* Two passes. The second one measures how far the first one's mean was off, and moves the power
 * sums S1..S4 about it to the mean, with e = S1 / n [chan1983]:
 *     m2 = S2 - n e^2,  m3 = S3 - 3 e S2 + 2 n e^3,  m4 = S4 - 4 e S3 + 6 e^2 S2 - 3 n e^4. */
static ra_moments finite_moments(const double *x, size_t n)
{
    double count = (double)n;
    double centre = rough_mean(x, n);
    double s[4];

    power_sums(x, n, centre, s);
    double e = s[0] / count;
    return (ra_moments){
        .count = count,
        .mean = centre + e,
        .m2 = fmax(s[1] - count * e * e, 0),
        .m3 = s[2] - 3 * e * s[1] + 2 * count * e * e * e,
        .m4 = s[3] - 4 * e * s[2] + 6 * e * e * s[1] - 3 * count * e * e * e * e,
    };
}

ra_moments ra_moments_block(const double *x, size_t n)
{
    double finite[RA_BLOCK];
    size_t kept = 0;

    assert(n <= RA_BLOCK);
    if (n > 0 && all_finite(x, n)) {
        return finite_moments(x, n);
    }
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            finite[kept++] = x[i];
        }
    }
    return kept > 0 ? finite_moments(finite, kept) : (ra_moments){0};
}

/* Pairwise update of the central moments [chan1983, pebay2008], d = mean_b - mean_a. */
ra_moments ra_moments_merge(ra_moments a, ra_moments b)
{
    if (a.count == 0) {
        return b;
    }
    if (b.count == 0) {
        return a;
    }
    double n = a.count + b.count;
    double d = b.mean - a.mean;
    double share_a = a.count / n, share_b = b.count / n;
    double d2 = d * d;
    double weight = a.count * share_b; /* n_a n_b / n */
    return (ra_moments){
        .count = n,
        .mean = a.mean + d * share_b,
        .m2 = a.m2 + b.m2 + d2 * weight,
        .m3 = a.m3 + b.m3 + d2 * d * weight * (share_a - share_b) +
              3 * d * (share_a * b.m2 - share_b * a.m2),
        .m4 = a.m4 + b.m4 +
              d2 * d2 * weight * (share_a * share_a - share_a * share_b + share_b * share_b) +
              6 * d2 * (share_a * share_a * b.m2 + share_b * share_b * a.m2) +
              4 * d * (share_a * b.m3 - share_b * a.m3),
    };
}

/* Appends a subtree, and merges while the last two subtrees are the halves of one. */
static void push_node(ra_moments_tree *tree, uint8_t level, uint64_t index, ra_moments node)
{
    while (tree->count > 0 && (index & 1) == 1 && tree->level[tree->count - 1] == level &&
           tree->index[tree->count - 1] == index - 1) {
        tree->count--;
        node = ra_moments_merge(tree->node[tree->count], node);
        level++;
        index >>= 1;
    }
    assert(tree->count < RA_TREE_LEVELS);
    tree->level[tree->count] = level;
    tree->index[tree->count] = index;
    tree->node[tree->count] = node;
    tree->count++;
}

void ra_moments_push(ra_moments_tree *tree, uint64_t block, ra_moments moments)
{
    push_node(tree, 0, block, moments);
}

void ra_moments_join(ra_moments_tree *tree, const ra_moments_tree *right)
{
    for (uint32_t i = 0; i < right->count; i++) {
        push_node(tree, right->level[i], right->index[i], right->node[i]);
    }
}

ra_moments ra_moments_total(const ra_moments_tree *tree)
{
    ra_moments total = {0};

    for (uint32_t i = tree->count; i > 0; i--) {
        total = ra_moments_merge(tree->node[i - 1], total);
    }
    return total;
}
