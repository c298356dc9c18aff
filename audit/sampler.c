#include "audit/sampler.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "models/alloc.h"

/* A tail: octaves of the probability from 2^-16 to 1/2, each cut into equal cells. Cell 0 stands
 * for everything below, the last one for 1/2 itself. */
#define OCTAVES   15
#define CELLS     64
#define CELL_BITS 6
#define TAIL      (OCTAVES * CELLS + 2)
#define SMALLEST  0x1p-16
#define TOLERANCE 1e-9

/* Layout of a double. */
#define MANTISSA_BITS 52
#define MANTISSA_MASK ((UINT64_C(1) << MANTISSA_BITS) - 1)
#define ONE_BITS      UINT64_C(0x3FF0000000000000)
/* Leading bits of SMALLEST, less one: its cell is number 1. */
#define CELL_ORIGIN ((1023 - 16) * CELLS - 1)

/* Values are drawn in pieces that stay on the stack. */
#define PIECE 256

/* x = c0 + t (c1 + t (c2 + t c3)), t from 0 to 1 in the cell; the lower tail, then the upper one.
 * A cell that is computed exactly holds NaN. */
typedef struct {
    double c0[2 * TAIL], c1[2 * TAIL], c2[2 * TAIL], c3[2 * TAIL];
} cubic_table;

struct ra_sampler {
    const ra_dist *dist;
    cubic_table *table; /* NULL: the inverse is computed */
    double error;
    double exact;
};

static double exact_value(const ra_dist *dist, double t)
{
    return ra_dist_quantile(dist, fabs(t), t < 0);
}

/* What errors are measured by: the interquartile range, which every law has, as a standard
 * deviation; where it is zero, the standard deviation itself. */
typedef struct {
    double median, spread;
} law_scale;

static law_scale measure(const ra_dist *dist)
{
    law_scale scale = {.median = ra_dist_quantile(dist, 0.5, false)};
    double mean, sd;

    scale.spread =
        (ra_dist_quantile(dist, 0.25, true) - ra_dist_quantile(dist, 0.25, false)) / 1.3489795;
    if (!(scale.spread > 0) || !isfinite(scale.spread)) {
        ra_dist_moments(dist, &mean, &sd);
        scale.spread = isfinite(sd) ? sd : 0;
    }
    return scale;
}

static double cubic(const cubic_table *table, size_t cell, double t)
{
    return table->c0[cell] + t * (table->c1[cell] + t * (table->c2[cell] + t * table->c3[cell]));
}

static void set_cell(cubic_table *table, size_t cell, double c0, double c1, double c2, double c3)
{
    table->c0[cell] = c0;
    table->c1[cell] = c1;
    table->c2[cell] = c2;
    table->c3[cell] = c3;
}

/* Error beyond the rounding of the number itself, which nothing can better. */
static double excess(double value, double exact)
{
    return fmax(fabs(value - exact) - 4 * DBL_EPSILON * fabs(exact), 0);
}

/* Fits the cubic through the exact values at t = 0, 1/3, 2/3, 1, so that neighbours join, and
 * compares it near the two places where such a cubic errs most. Given: the probabilities from
 * `low` to `low + width`, the value at `low`. Returned: the value at the upper end. */
static double fit_cell(ra_sampler *sampler, size_t cell, bool upper, double low, double width,
                       double first, const law_scale *scale)
{
    static const double probes[] = {0.125, 0.875};
    double y[3], worst = 0;
    bool finite = isfinite(first);

    for (int k = 0; k < 3; k++) {
        y[k] = ra_dist_quantile(sampler->dist, low + width * ((k + 1) / 3.0), upper);
        finite = finite && isfinite(y[k]);
    }
    double d1 = y[0] - first, d2 = y[1] - first, d3 = y[2] - first;
    set_cell(sampler->table, cell, first, 9 * d1 - 4.5 * d2 + d3, -22.5 * d1 + 18 * d2 - 4.5 * d3,
             13.5 * (d1 - d2) + 4.5 * d3);
    for (int k = 0; k < 2; k++) {
        double exact = ra_dist_quantile(sampler->dist, low + width * probes[k], upper);
        double unit = fmax(scale->spread, fabs(exact - scale->median));
        double error = excess(cubic(sampler->table, cell, probes[k]), exact) / unit;
        worst = fmax(worst, error);
    }
    if (finite && worst <= TOLERANCE) {
        sampler->error = fmax(sampler->error, worst);
    } else {
        set_cell(sampler->table, cell, NAN, NAN, NAN, NAN);
        sampler->exact += width;
    }
    return y[2];
}

static void fit_tail(ra_sampler *sampler, bool upper, const law_scale *scale)
{
    size_t cell = upper ? TAIL : 0;
    double value = ra_dist_quantile(sampler->dist, SMALLEST, upper);

    set_cell(sampler->table, cell++, NAN, NAN, NAN, NAN);
    sampler->exact += SMALLEST;
    for (int octave = 0; octave < OCTAVES; octave++) {
        double start = ldexp(SMALLEST, octave), width = start / CELLS;
        for (int i = 0; i < CELLS; i++) {
            value = fit_cell(sampler, cell++, upper, start + i * width, width, value, scale);
        }
    }
    set_cell(sampler->table, cell, value, 0, 0, 0);
}

ra_status ra_sampler_new(ra_sampler **out, const ra_dist *dist)
{
    ra_sampler *sampler = ra_calloc(1, sizeof *sampler);

    *out = sampler;
    if (sampler == NULL) {
        return RA_NOMEM;
    }
    sampler->dist = dist;
    sampler->exact = 1;
    if (!dist->type->tabulated || ra_dist_is_point(dist)) {
        return RA_OK;
    }
    sampler->table = ra_alloc(sizeof *sampler->table);
    if (sampler->table == NULL) {
        ra_sampler_free(sampler);
        *out = NULL;
        return RA_NOMEM;
    }
    law_scale scale = measure(dist);
    sampler->exact = 0;
    fit_tail(sampler, false, &scale);
    fit_tail(sampler, true, &scale);
    return RA_OK;
}

void ra_sampler_free(ra_sampler *sampler)
{
    if (sampler == NULL) {
        return;
    }
    ra_free(sampler->table);
    ra_free(sampler);
}

/* The cell is the exponent and the leading bits of the mantissa of the tail probability; the rest
 * of the mantissa, moved to the front of a number between 1 and 2, is the place in the cell.
 * Without a branch, since which tail it is nobody can predict. */
static void find_cells(const double *t, uint32_t *cells, double *places, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double p = fabs(t[i]);
        int32_t upper = -(t[i] < 0);
        int64_t bits;
        memcpy(&bits, &p, sizeof bits);
        int32_t cell = (int32_t)(bits >> (MANTISSA_BITS - CELL_BITS)) - CELL_ORIGIN;
        cells[i] = (uint32_t)((cell > 0 ? cell : 0) + (upper & TAIL));
        uint64_t place = ((uint64_t)bits << CELL_BITS & MANTISSA_MASK) | ONE_BITS;
        memcpy(&places[i], &place, sizeof place);
    }
}

static void interpolate(const cubic_table *table, const double *t, double *x, size_t n)
{
    uint32_t cells[PIECE];

    find_cells(t, cells, x, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = cubic(table, cells[i], x[i] - 1);
    }
}

/* Sorts the places of the two tails apart, so that no call has to guess which one it gets. */
static void compute_piece(const ra_dist *dist, const double *t, double *x, size_t n)
{
    uint32_t lower[PIECE], upper[PIECE];
    size_t lower_count = 0, upper_count = 0;
    double value[PIECE];

    for (uint32_t i = 0; i < n; i++) {
        lower[lower_count] = i;
        upper[upper_count] = i;
        lower_count += t[i] >= 0;
        upper_count += t[i] < 0;
    }
    for (size_t k = 0; k < lower_count; k++) {
        value[lower[k]] = ra_dist_quantile(dist, t[lower[k]], false);
    }
    for (size_t k = 0; k < upper_count; k++) {
        value[upper[k]] = ra_dist_quantile(dist, -t[upper[k]], true);
    }
    memcpy(x, value, n * sizeof *x);
}

static void read_piece(const ra_sampler *sampler, const double *t, double *x, size_t n)
{
    double value[PIECE];

    interpolate(sampler->table, t, value, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = isnan(value[i]) ? exact_value(sampler->dist, t[i]) : value[i];
    }
}

static void draw_piece(const ra_sampler *sampler, const double *t, double *x, size_t n)
{
    if (sampler->table == NULL) {
        compute_piece(sampler->dist, t, x, n);
    } else {
        read_piece(sampler, t, x, n);
    }
}

/* The last number of a stream, 1 - 2^-54, is rounded to 1 where it is made. */
void ra_sampler_tails(const double *u, double *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double upper = u[i] - 1 < -0x1p-54 ? u[i] - 1 : -0x1p-54;
        t[i] = u[i] < 0.5 ? u[i] : upper;
    }
}

void ra_sampler_draw(const ra_sampler *sampler, const double *u, double *x, size_t n)
{
    double t[PIECE];

    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        ra_sampler_tails(u + start, t, piece);
        draw_piece(sampler, t, x + start, piece);
    }
}

void ra_sampler_draw_tails(const ra_sampler *sampler, const double *t, double *x, size_t n)
{
    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        draw_piece(sampler, t + start, x + start, piece);
    }
}

double ra_sampler_error(const ra_sampler *sampler)
{
    return sampler->error;
}

double ra_sampler_exact(const ra_sampler *sampler)
{
    return sampler->exact;
}
