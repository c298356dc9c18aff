/* Reference cases about quasi-random points: a law drawn at them, one coordinate at a time. */
#include <math.h>
#include <string.h>

#include "audit/moments.h"
#include "audit/kernels.h"
#include "audit/points.h"
#include "audit/sampler.h"
#include "audit/selftest_kind.h"
#include "audit/stream.h"

#define MOST_POINTS (1 << 20)

typedef struct {
    bool quasi;
    double zeros;       /* coordinates that are 0 */
    double low, high;   /* smallest and largest value */
    ra_moments moments; /* of the values of all coordinates */
} points_case;

static void add(points_case *own, const double *x, size_t n)
{
    double low, high;

    ra_kernels_get()->range(x, n, &low, &high);
    own->moments = ra_moments_merge(own->moments, ra_moments_block(x, n, x[0]));
    own->low = fmin(own->low, low);
    own->high = fmax(own->high, high);
}

/* Draws the law at the points of one coordinate. */
static void draw_coordinate(points_case *own, const ra_points *points, const ra_sampler *sampler,
                            uint32_t coordinate, size_t count)
{
    double u[RA_BLOCK];

    for (size_t done = 0; done < count; done += RA_BLOCK) {
        size_t n = count - done < RA_BLOCK ? count - done : RA_BLOCK;
        ra_points_fill(points, coordinate, 0, done / RA_BLOCK, u);
        for (size_t i = 0; i < n; i++) {
            own->zeros += u[i] == 0;
        }
        ra_sampler_draw(sampler, u, u, n);
        add(own, u, n);
    }
}

/* Draws it at `count` points of `dimension` coordinates, each with a key of its own. */
static ra_status draw(const ra_case_run *run, points_case *own, const ra_dist *dist,
                      uint32_t dimension, size_t count)
{
    ra_points *points = NULL;
    ra_sampler *sampler = NULL;
    uint64_t *keys = ra_arena_alloc(run->arena, dimension, sizeof *keys);
    ra_status status = keys != NULL ? RA_OK : RA_NOMEM;

    for (uint32_t j = 0; j < dimension && status == RA_OK; j++) {
        keys[j] = ra_stream_key(run->which->id) + j;
    }
    if (status == RA_OK) {
        status = ra_points_new(&points, keys, dimension, run->plan->seed, 0, 1);
    }
    if (status == RA_OK) {
        status = ra_sampler_new(&sampler, dist, NULL);
    }
    for (uint32_t j = 0; j < dimension && status == RA_OK; j++) {
        draw_coordinate(own, points, sampler, j, count);
    }
    ra_sampler_free(sampler);
    ra_points_free(points);
    return status;
}

static ra_status open(ra_case_run *run)
{
    double dimension = NAN, count = NAN;
    const ra_dist *dist;
    ra_status status = ra_case_open(run, sizeof(points_case));
    points_case *own = run->state;

    if (status != RA_OK) {
        return status;
    }
    dist = ra_case_law(run, run->which->at);
    if (!ra_value_get_number(run->which->at, "dimension", true, &dimension, run->diag) ||
        !ra_value_get_number(run->which->at, "points", true, &count, run->diag) || dist == NULL) {
        return RA_INVALID;
    }
    if (!(dimension >= 1 && dimension <= 1000) || !(count >= 1 && count <= MOST_POINTS)) {
        ra_value_report(run->which->at, run->diag, RA_ERROR,
                        "'dimension' must be 1 to 1000 and 'points' 1 to %d", MOST_POINTS);
        return RA_INVALID;
    }
    own->low = INFINITY;
    own->high = -INFINITY;
    own->quasi = ra_points_quasi((uint32_t)dimension);
    return draw(run, own, dist, (uint32_t)dimension, (size_t)count);
}

static ra_status eval(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"mean", "sd", "least", "largest", "zeros", "quasi", NULL};
    const points_case *own = run->state;
    const double values[] = {own->moments.mean, sqrt(own->moments.m2 / own->moments.count),
                             own->low,          own->high,
                             own->zeros,        own->quasi};

    for (size_t i = 0; known[i] != NULL; i++) {
        if (strcmp(number->quantity, known[i]) == 0) {
            found->number = values[i];
            return RA_OK;
        }
    }
    return ra_case_unknown(run, number, known);
}

static const char *const keys[] = {"law", "dimension", "points", NULL};

const ra_case_kind ra_kind_points = {
    .name = "points", .keys = keys, .open = open, .eval = eval, .close = ra_case_close};
