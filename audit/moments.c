#include "audit/moments.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* The smallest share of the sum of squares that the variance may be: below, the centre lies too far
 * from the mean for its digits. */
#define LEAST_SHARE (1.0 / 16)

/* A smaller fourth power would not have all its digits. */
#define LEAST_FOURTH 1e-292

/* Moves the power sums S1..S4 about a centre to the mean, with e = S1 / n [chan1983]:
 *     m2 = S2 - n e^2,  m3 = S3 - 3 e S2 + 2 n e^3,  m4 = S4 - 4 e S3 + 6 e^2 S2 - 3 n e^4. */
ra_moments ra_moments_of_sums(const double s[4], double count, double centre)
{
    double e = s[0] / count;

    return (ra_moments){
        .count = count,
        .mean = centre + e,
        .m2 = fmax(s[1] - count * e * e, 0),
        .m3 = s[2] - 3 * e * s[1] + 2 * count * e * e * e,
        .m4 = s[3] - 4 * e * s[2] + 6 * e * e * s[1] - 3 * count * e * e * e * e,
    };
}

/* The kernel that adds up two powers, or four. */
typedef void sums_kernel(const double *x, size_t n, double centre, ra_sums *out);

/* Of finite numbers whose sums about `centre` are known: a second pass where it was far off. */
static ra_moments finite_moments(sums_kernel *add, const double *x, size_t n, double centre,
                                 const ra_sums *sums)
{
    ra_moments moments = ra_moments_of_sums(sums->power, (double)n, centre);
    ra_sums closer;

    if (moments.m2 >= LEAST_SHARE * sums->power[1] || !isfinite(moments.mean)) {
        return moments;
    }
    add(x, n, moments.mean, &closer);
    return ra_moments_of_sums(closer.power, (double)n, moments.mean);
}

/* Of the finite numbers of a block with others among them. */
static ra_moments mixed_moments(sums_kernel *add, const double *x, size_t n)
{
    double finite[RA_BLOCK];
    size_t kept = 0;
    ra_sums sums;

    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            finite[kept++] = x[i];
        }
    }
    if (kept == 0) {
        return (ra_moments){0};
    }
    add(finite, kept, finite[0], &sums);
    return finite_moments(add, finite, kept, finite[0], &sums);
}

static ra_moments block_moments(sums_kernel *add, const double *x, size_t n, double centre)
{
    ra_sums sums;

    assert(n <= RA_BLOCK);
    add(x, n, centre, &sums);
    return n > 0 && isfinite(sums.power[0]) ? finite_moments(add, x, n, centre, &sums)
                                            : mixed_moments(add, x, n);
}

ra_moments ra_moments_block(const double *x, size_t n, double centre)
{
    return block_moments(ra_kernels_get()->sums, x, n, centre);
}

ra_moments ra_moments_squares(const double *x, size_t n, double centre)
{
    return block_moments(ra_kernels_get()->squares, x, n, centre);
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

/* Where a subtree is kept, and its first block. */
typedef struct {
    const ra_moments_tree *tree;
    uint32_t place;
    uint64_t first;
} subtree;

static int by_first(const void *a, const void *b)
{
    const subtree *x = a, *y = b;

    return x->first < y->first ? -1 : x->first > y->first;
}

ra_status ra_moments_gather(ra_moments_tree *out, ra_moments_tree *const *trees, size_t count)
{
    size_t total = 0, filled = 0;

    for (size_t t = 0; t < count; t++) {
        total += trees[t]->count;
    }
    subtree *list = ra_alloc(total * sizeof *list);
    if (list == NULL) {
        return RA_NOMEM;
    }
    for (size_t t = 0; t < count; t++) {
        for (uint32_t i = 0; i < trees[t]->count; i++) {
            list[filled++] = (subtree){trees[t], i, trees[t]->index[i] << trees[t]->level[i]};
        }
    }
    qsort(list, total, sizeof *list, by_first);
    for (size_t i = 0; i < total; i++) {
        const ra_moments_tree *tree = list[i].tree;
        push_node(out, tree->level[list[i].place], tree->index[list[i].place],
                  tree->node[list[i].place]);
    }
    ra_free(list);
    return RA_OK;
}

ra_moments ra_moments_total(const ra_moments_tree *tree)
{
    ra_moments total = {0};

    for (uint32_t i = tree->count; i > 0; i--) {
        total = ra_moments_merge(tree->node[i - 1], total);
    }
    return total;
}

double ra_moments_sd_error(ra_moments moments, double sd)
{
    double fourth = pow(sd, 4), excess = moments.m4 / moments.count / fourth - 1;

    /* Fourth powers leave the range of numbers long before sd does: nothing is known then. */
    if (sd > 0 && !(isfinite(moments.m4) && fourth > LEAST_FOURTH)) {
        return INFINITY;
    }
    return sd > 0 ? sd / 2 * sqrt(fmax(excess, 0) / moments.count) : sd;
}
