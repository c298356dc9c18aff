#include "audit/box.h"

#include <math.h>
#include <string.h>

#include "audit/box_chain.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Blocks of points inside the box, where its corners are not sure to hold the extremes, and rounds
 * of climbing from the best of them. */
#define SAMPLE_BLOCKS 2
#define CLIMBS        24

/* A figure that moves the result by less than this share of it is left alone: its derivative is
 * nothing but rounding, and has no sign. */
#define NEGLIGIBLE 1e-12

/* A figure with a rounding interval. */
typedef struct {
    uint32_t leaf;
    double point, low, high;
    double slope; /* derivative of the result at the point */
} edge;

typedef struct {
    ra_box_chain chain;
    edge *edges;
    uint32_t count;
    double *gradient;         /* by leaf */
    double *lowest, *highest; /* by edge: where the extremes were found */
    ra_box_range range;
    bool monotone;
} box;

/* Evaluates, and remembers the place of a new extreme. */
static double visit(box *b, double *gradient)
{
    double value = ra_box_chain_eval(&b->chain, gradient);

    for (uint32_t i = 0; i < b->count && value < b->range.low; i++) {
        b->lowest[i] = b->chain.leaf[b->edges[i].leaf];
    }
    for (uint32_t i = 0; i < b->count && value > b->range.high; i++) {
        b->highest[i] = b->chain.leaf[b->edges[i].leaf];
    }
    if (!isnan(value)) {
        b->range.low = fmin(b->range.low, value);
        b->range.high = fmax(b->range.high, value);
    }
    return value;
}

/* Returns how far a figure alone moves the result from `value`, at most. */
static double reach(box *b, const edge *e, double value)
{
    double *leaf = &b->chain.leaf[e->leaf];

    *leaf = e->low;
    double low = fabs(ra_box_chain_eval(&b->chain, NULL) - value);
    *leaf = e->high;
    double high = fabs(ra_box_chain_eval(&b->chain, NULL) - value);
    *leaf = e->point;
    return fmax(low, high);
}

/* Collects the figures that have a rounding interval and move the result. One that moves it
 * although its derivative is zero has an extreme inside the box. */
static void find_edges(box *b, double value)
{
    double least = NEGLIGIBLE * fabs(value);

    for (uint32_t leaf = 0; leaf < b->chain.leaf_count; leaf++) {
        edge e = {.leaf = leaf, .point = b->chain.leaf[leaf], .slope = b->gradient[leaf]};
        if (!ra_box_chain_rounding(&b->chain, leaf, &e.low, &e.high)) {
            continue;
        }
        bool sloping = fabs(e.slope) * (e.high - e.low) > least;
        if (sloping || reach(b, &e, value) > least) {
            b->monotone = b->monotone && sloping;
            b->edges[b->count++] = e;
        }
    }
}

/* Goes to the corner where the result is largest (direction 1) or smallest (-1) if the gradient
 * keeps its signs, and looks whether it does. */
static void visit_corner(box *b, double direction)
{
    for (uint32_t i = 0; i < b->count; i++) {
        const edge *e = &b->edges[i];
        b->chain.leaf[e->leaf] = e->slope * direction > 0 ? e->high : e->low;
    }
    visit(b, b->gradient);
    for (uint32_t i = 0; i < b->count; i++) {
        const edge *e = &b->edges[i];
        b->monotone = b->monotone && b->gradient[e->leaf] * e->slope > 0;
    }
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
            visit(b, NULL);
        }
    }
}

/* Tries another value of one figure, the others being at the extreme found so far. */
static void try_value(box *b, double *place, uint32_t moved, double value, const double *extreme)
{
    double before = *extreme;

    for (uint32_t i = 0; i < b->count; i++) {
        b->chain.leaf[b->edges[i].leaf] = place[i];
    }
    b->chain.leaf[b->edges[moved].leaf] = value;
    visit(b, NULL);
    if (*extreme != before) {
        place[moved] = value;
    }
}

/* Moves one figure after the other to the ends of its interval, and by steps that halve from round
 * to round, as long as that makes the extreme more so. */
static void climb(box *b, double *place, const double *extreme)
{
    for (int round = 1; round <= CLIMBS; round++) {
        for (uint32_t i = 0; i < b->count; i++) {
            const edge *e = &b->edges[i];
            double step = ldexp(e->high - e->low, -round);
            try_value(b, place, i, e->low, extreme);
            try_value(b, place, i, e->high, extreme);
            try_value(b, place, i, fmax(place[i] - step, e->low), extreme);
            try_value(b, place, i, fmin(place[i] + step, e->high), extreme);
        }
    }
}

static ra_status search(box *b)
{
    double *uniform = ra_alloc((size_t)b->count * RA_BLOCK * sizeof *uniform);

    if (uniform == NULL) {
        return RA_NOMEM;
    }
    b->range.sampled = true;
    visit_inside(b, uniform);
    climb(b, b->lowest, &b->range.low);
    climb(b, b->highest, &b->range.high);
    ra_free(uniform);
    return RA_OK;
}

static ra_status open_box(box *b, const ra_box_target *target)
{
    ra_status status = ra_box_chain_open(&b->chain, target);

    if (status != RA_OK) {
        return status;
    }
    b->edges = ra_calloc(b->chain.leaf_count, sizeof *b->edges);
    b->gradient = ra_calloc(b->chain.leaf_count, sizeof *b->gradient);
    b->lowest = ra_calloc(b->chain.leaf_count, sizeof *b->lowest);
    b->highest = ra_calloc(b->chain.leaf_count, sizeof *b->highest);
    b->range = (ra_box_range){.low = INFINITY, .high = -INFINITY};
    b->monotone = true;
    bool complete =
        b->edges != NULL && b->gradient != NULL && b->lowest != NULL && b->highest != NULL;
    return complete ? RA_OK : RA_NOMEM;
}

static void close_box(box *b)
{
    ra_free(b->edges);
    ra_free(b->gradient);
    ra_free(b->lowest);
    ra_free(b->highest);
    ra_box_chain_free(&b->chain);
}

ra_status ra_box_eval(const ra_box_target *target, ra_box_range *range)
{
    box b = {0};
    ra_status status = open_box(&b, target);

    if (status == RA_OK) {
        find_edges(&b, ra_box_chain_eval(&b.chain, b.gradient));
        visit(&b, NULL);
        if (b.count > 0) {
            visit_corner(&b, 1);
            visit_corner(&b, -1);
        }
        status = b.monotone ? RA_OK : search(&b);
    }
    if (b.range.low > b.range.high) {
        b.range.low = NAN;
        b.range.high = NAN;
    }
    *range = b.range;
    close_box(&b);
    return status;
}
