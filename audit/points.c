#include "audit/points.h"

#include <stdio.h>
#include <string.h>

#include <gsl/gsl_qrng.h>

#include "audit/stream.h"
#include "models/alloc.h"

/* Digits of a coordinate of GSL's sequence, and of a number in the unit interval. */
#define SEQUENCE_DIGITS 30
#define DIGITS          53

struct ra_points {
    uint32_t dimension;
    uint64_t seed;
    gsl_qrng *sequence;              /* NULL: keyed streams */
    bool begun;                      /* the first point, zero, has been given */
    uint64_t shift[RA_POINTS_QUASI]; /* digits */
    uint64_t block;                  /* of the keyed streams: the next one */
};

bool ra_points_quasi(uint32_t dimension)
{
    return dimension <= RA_POINTS_QUASI;
}

/* The stream of one coordinate. Its name has a space, which ids of claims never have. */
static uint64_t coordinate_key(uint32_t coordinate)
{
    char name[40];

    snprintf(name, sizeof name, "sensitivity point %u", (unsigned)coordinate);
    return ra_stream_key(name);
}

ra_status ra_points_new(ra_points **out, uint32_t dimension, uint64_t seed, uint32_t replicate)
{
    ra_points *points = ra_calloc(1, sizeof *points);

    *out = points;
    if (points == NULL) {
        return RA_NOMEM;
    }
    points->dimension = dimension;
    points->seed = seed;
    points->block = (uint64_t)replicate << 32;
    if (!ra_points_quasi(dimension)) {
        return RA_OK;
    }
    points->sequence = gsl_qrng_alloc(gsl_qrng_sobol, dimension);
    if (points->sequence == NULL) {
        ra_points_free(points);
        *out = NULL;
        return RA_NOMEM;
    }
    for (uint32_t j = 0; j < dimension; j++) {
        double u = ra_stream_at(seed, coordinate_key(j), replicate);
        points->shift[j] = (uint64_t)(u * 0x1p53);
    }
    return RA_OK;
}

void ra_points_free(ra_points *points)
{
    if (points == NULL) {
        return;
    }
    if (points->sequence != NULL) {
        gsl_qrng_free(points->sequence);
    }
    ra_free(points);
}

/* GSL leaves out the first point of the sequence, zero, without which 2^m points are no net. */
static void next_point(ra_points *points, double *x)
{
    if (points->begun) {
        gsl_qrng_get(points->sequence, x);
        return;
    }
    memset(x, 0, points->dimension * sizeof *x);
    points->begun = true;
}

static void fill_sequence(ra_points *points, size_t n, double *u)
{
    double x[RA_POINTS_QUASI];

    for (size_t i = 0; i < n; i++) {
        next_point(points, x);
        for (uint32_t j = 0; j < points->dimension; j++) {
            uint64_t digits = (uint64_t)(x[j] * 0x1p30) << (DIGITS - SEQUENCE_DIGITS);
            u[(size_t)j * RA_BLOCK + i] = ((double)(digits ^ points->shift[j]) + 0.5) * 0x1p-53;
        }
    }
}

void ra_points_fill(ra_points *points, size_t n, double *u)
{
    if (points->sequence != NULL) {
        fill_sequence(points, n, u);
        return;
    }
    for (uint32_t j = 0; j < points->dimension; j++) {
        ra_stream_fill(points->seed, coordinate_key(j), points->block, u + (size_t)j * RA_BLOCK);
    }
    points->block++;
}
