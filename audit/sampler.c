#include "audit/sampler.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "models/alloc.h"

/* A tail: octaves of the probability from 2^-16 to 1/2, each cut into equal cells. Cell 0 stands for
 * everything below, the last one for 1/2 itself. */
#define OCTAVES 15
#define CELLS 64
#define CELL_BITS 6
#define TAIL (OCTAVES * CELLS + 2)
#define SMALLEST 0x1p-16
#define TOLERANCE 1e-9

/* Layout of a double. */
#define MANTISSA_BITS 52
#define MANTISSA_MASK ((UINT64_C(1) << MANTISSA_BITS) - 1)
#define ONE_BITS UINT64_C(0x3FF0000000000000)
#define SMALLEST_BITS UINT64_C(0x3EF0000000000000) /* of SMALLEST */

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

static double exact_value(const ra_dist *dist, double u)
{
    return u < 0.5 ? ra_dist_quantile(dist, u, false) : ra_dist_quantile(dist, 1 - u, true);
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

/* Fits the cubic through the exact values at t = 0, 1/3, 2/3, 1, so that neighbours join, and
 * compares it near the two places where such a cubic errs most. Given: the probabilities from
 * `low` to `low + width`, the value at `low`. Returned: the value at the upper end. */
static double fit_cell(ra_sampler *sampler, size_t cell, bool upper, double low, double width,
                       double first, const law_scale *scale)
{
    static const double probes[] = {0.125, 0.875};
    double y[3], worst = 0;

    for (int k = 0; k < 3; k++) {
        y[k] = ra_dist_quantile(sampler->dist, low + width * ((k + 1) / 3.0), upper);
    }
    double d1 = y[0] - first, d2 = y[1] - first, d3 = y[2] - first;
    set_cell(sampler->table, cell, first, 9 * d1 - 4.5 * d2 + d3, -22.5 * d1 + 18 * d2 - 4.5 * d3,
             13.5 * (d1 - d2) + 4.5 * d3);
    for (int k = 0; k < 2; k++) {
        double exact = ra_dist_quantile(sampler->dist, low + width * probes[k], upper);
        double unit = fmax(scale->spread, fabs(exact - scale->median));
        double error = fabs(cubic(sampler->table, cell, probes[k]) - exact) / unit;
        worst = error <= worst ? worst : error; /* NaN is worse than anything */
    }
    if (worst <= TOLERANCE) {
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

/* The cell is the exponent and the leading bits of the mantissa of the tail probability; the rest of
 * the mantissa, moved to the front of a number between 1 and 2, is the place in the cell. */
static void draw_piece(const cubic_table *table, const double *u, double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t upper = u[i] >= 0.5;
        double p = upper ? 1 - u[i] : u[i];
        uint64_t bits, place;
        double t;
        memcpy(&bits, &p, sizeof bits);
        uint64_t cell = bits >= SMALLEST_BITS
                            ? ((bits - SMALLEST_BITS) >> (MANTISSA_BITS - CELL_BITS)) + 1
                            : 0;
        place = (bits << CELL_BITS & MANTISSA_MASK) | ONE_BITS;
        memcpy(&t, &place, sizeof t);
        x[i] = cubic(table, cell + upper * TAIL, t - 1);
    }
}

void ra_sampler_draw(const ra_sampler *sampler, const double *u, double *x, size_t n)
{
    double value[PIECE];

    if (sampler->table == NULL) {
        for (size_t i = 0; i < n; i++) {
            x[i] = exact_value(sampler->dist, u[i]);
        }
        return;
    }
    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        draw_piece(sampler->table, u + start, value, piece);
        for (size_t i = 0; i < piece; i++) {
            x[start + i] = isnan(value[i]) ? exact_value(sampler->dist, u[start + i]) : value[i];
        }
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
