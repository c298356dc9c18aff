#include "audit/box.h"

#include <math.h>
#include <string.h>

#include "audit/box_chain.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Blocks of points inside the box, where its corners are not sure to hold the extremes. */
#define SAMPLE_BLOCKS 2

/* A figure that moves the result by less than this share of it is left alone: its derivative is
 * nothing but rounding, and has no sign. */
#define NEGLIGIBLE 1e-12

/* A figure with a rounding interval. */
typedef struct {
    uint32_t leaf;
    double low, high;
} edge;

typedef struct {
    ra_box_chain chain;
    edge *edges;
    uint32_t count;
    double *gradient; /* by leaf */
    double *signs;    /* by edge: the gradient at the point */
    ra_box_range range;
} box;

static void widen(box *b, double value)
{
    if (!isnan(value)) {
        b->range.low = fmin(b->range.low, value);
        b->range.high = fmax(b->range.high, value);
    }
}

/* Collects the figures that have a rounding interval and move the result. */
static void find_edges(box *b, double value)
{
    for (uint32_t leaf = 0; leaf < b->chain.leaf_count; leaf++) {
        double low, high;
        if (ra_box_chain_rounding(&b->chain, leaf, &low, &high) &&
            fabs(b->gradient[leaf]) * (high - low) > NEGLIGIBLE * fabs(value)) {
            b->signs[b->count] = b->gradient[leaf];
            b->edges[b->count++] = (edge){.leaf = leaf, .low = low, .high = high};
        }
    }
}

/* Goes to the corner where the result is largest (direction 1) or smallest (-1) if the gradient
 * keeps its signs. Returned: whether it does there. */
static bool visit_corner(box *b, double direction)
{
    bool same = true;

    for (uint32_t i = 0; i < b->count; i++) {
        const edge *e = &b->edges[i];
        b->chain.leaf[e->leaf] = b->signs[i] * direction > 0 ? e->high : e->low;
    }
    widen(b, ra_box_chain_eval(&b->chain, b->gradient));
    for (uint32_t i = 0; i < b->count; i++) {
        same = same && b->gradient[b->edges[i].leaf] * b->signs[i] > 0;
    }
    return same;
}

/* Every figure has its own stream, so that the points fill the box evenly. */
static void visit_inside(box *b, double *uniform)
{
    uint64_t key = ra_stream_key("rounding box");

    for (uint64_t block = 0; block < SAMPLE_BLOCKS; block++) {
        for (uint32_t i = 0; i < b->count; i++) {
            ra_stream_fill(1, key + i, block, uniform + (size_t)i * RA_BLOCK);
        }
        for (size_t sample = 0; sample < RA_BLOCK; sample++) {
            for (uint32_t i = 0; i < b->count; i++) {
                const edge *e = &b->edges[i];
                double u = uniform[(size_t)i * RA_BLOCK + sample];
                b->chain.leaf[e->leaf] = e->low + u * (e->high - e->low);
            }
            widen(b, ra_box_chain_eval(&b->chain, NULL));
        }
    }
}

/* Goes to both corners, and inside where they are not sure to be the extremes. */
static ra_status visit(box *b)
{
    bool high = visit_corner(b, 1), low = visit_corner(b, -1);

    b->range.sampled = !high || !low;
    if (b->range.sampled) {
        double *uniform = ra_alloc((size_t)b->count * RA_BLOCK * sizeof *uniform);
        if (uniform == NULL) {
            return RA_NOMEM;
        }
        visit_inside(b, uniform);
        ra_free(uniform);
    }
    return RA_OK;
}

ra_status ra_box_eval(const ra_box_target *target, ra_box_range *range)
{
    box b = {.range = {.low = INFINITY, .high = -INFINITY}};
    ra_status status = ra_box_chain_open(&b.chain, target);

    if (status != RA_OK) {
        goto done;
    }
    status = RA_NOMEM;
    b.edges = ra_calloc(b.chain.leaf_count, sizeof *b.edges);
    b.gradient = ra_calloc(b.chain.leaf_count, sizeof *b.gradient);
    b.signs = ra_calloc(b.chain.leaf_count, sizeof *b.signs);
    if (b.edges == NULL || b.gradient == NULL || b.signs == NULL) {
        goto done;
    }
    double value = ra_box_chain_eval(&b.chain, b.gradient);
    widen(&b, value);
    find_edges(&b, value);
    status = b.count > 0 ? visit(&b) : RA_OK;
    if (b.range.low > b.range.high) {
        b.range.low = NAN;
        b.range.high = NAN;
    }
    *range = b.range;
done:
    ra_free(b.edges);
    ra_free(b.gradient);
    ra_free(b.signs);
    ra_box_chain_free(&b.chain);
    return status;
}
