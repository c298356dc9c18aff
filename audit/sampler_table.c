/* Making tables. */
#include "audit/sampler_table.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "audit/normal_tail.h"
#include "models/alloc.h"
#include "models/elementary.h"

#define TOLERANCE 1e-9

static const double knots[RA_CELL_KNOTS] = {0.125, 1.0 / 3, 2.0 / 3, 0.875, 1};

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

/* The cubics of an octave, coefficient by coefficient, and their errors: NaN where a value is not
 * finite. */
typedef struct {
    double c[4][RA_CUBIC_CELLS];
    double error[RA_CUBIC_CELLS];
} octave_fit;

/* The cubic through the values at t = 0, 1/3, 2/3, 1, so that neighbours join. */
static inline ra_cubic fit_cubic(double first, double third, double two_thirds, double last)
{
    double d1 = third - first, d2 = two_thirds - first, d3 = last - first;

    return (ra_cubic){{first, 9 * d1 - 4.5 * d2 + d3, -22.5 * d1 + 18 * d2 - 4.5 * d3,
                       13.5 * (d1 - d2) + 4.5 * d3}};
}

static inline double cubic(const ra_cubic *cell, double t)
{
    return cell->c[0] + t * (cell->c[1] + t * (cell->c[2] + t * cell->c[3]));
}

/* Of two numbers that are not NaN; the tables are made of thousands of them. */
static inline double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Error of a cubic at a place, beyond the rounding of the number itself, which nothing can better. */
static inline double error_at(const ra_cubic *cell, double t, double exact, const law_scale *scale)
{
    double unit = larger(scale->spread, fabs(exact - scale->median));
    double excess = fabs(cubic(cell, t) - exact) - 4 * DBL_EPSILON * fabs(exact);

    return larger(excess, 0) / unit;
}

/* Fits an octave and compares it with the exact values near the two places where such cubics err
 * most. Of numbers that are not finite, neither is the product with 0. */
static void fit_octave(octave_fit *fit, double first, const ra_octave_knots *y,
                       const law_scale *scale)
{
    const double *last = y->value[RA_CELL_KNOTS - 1];
    const law_scale own = *scale;
    double firsts[RA_CUBIC_CELLS];

    firsts[0] = first;
    memcpy(firsts + 1, last, sizeof firsts - sizeof *firsts);
    for (int i = 0; i < RA_CUBIC_CELLS; i++) {
        double low = y->value[0][i], high = y->value[3][i];
        ra_cubic cell = fit_cubic(firsts[i], y->value[1][i], y->value[2][i], last[i]);
        double error = larger(0, error_at(&cell, knots[0], low, &own));
        error = larger(error, error_at(&cell, knots[3], high, &own));
        fit->error[i] = error + (cell.c[3] * 0 + low * 0 + high * 0);
        fit->c[0][i] = cell.c[0];
        fit->c[1][i] = cell.c[1];
        fit->c[2][i] = cell.c[2];
        fit->c[3][i] = cell.c[3];
    }
}

/* Puts an octave into the table. Given: the probability that a cell takes. */
static void take_octave(ra_sampler *sampler, ra_cubic *cells, const octave_fit *fit, double width)
{
    for (int i = 0; i < RA_CUBIC_CELLS; i++) {
        if (fit->error[i] <= TOLERANCE) {
            sampler->error = larger(sampler->error, fit->error[i]);
            cells[i] = (ra_cubic){{fit->c[0][i], fit->c[1][i], fit->c[2][i], fit->c[3][i]}};
        } else {
            cells[i] = (ra_cubic){{NAN, NAN, NAN, NAN}};
            sampler->exact += width;
        }
    }
}

/* Width of a cell of an octave as a probability. */
static double cell_width(int octave)
{
    return ldexp(RA_CUBIC_SMALLEST / RA_CUBIC_CELLS, octave);
}

/* Probability at a place of a cell of an octave whose cells are so wide. */
static double cell_place(double width, int cell, double t)
{
    return (RA_CUBIC_CELLS + cell + t) * width;
}

/* Fits a tail from its values at the knots, an octave at a time. */
typedef void (*octave_values)(const ra_sampler *sampler, const void *context, int octave,
                              bool upper, ra_octave_knots *y);

static void fit_tail(ra_sampler *sampler, bool upper, double first, const law_scale *scale,
                     octave_values values, const void *context)
{
    ra_cubic *cell = sampler->own + (upper ? RA_CUBIC_TAIL : 0);
    ra_octave_knots y;
    octave_fit fit;

    *cell++ = (ra_cubic){{NAN, NAN, NAN, NAN}};
    sampler->exact += RA_CUBIC_SMALLEST;
    for (int octave = 0; octave < RA_CUBIC_OCTAVES; octave++) {
        values(sampler, context, octave, upper, &y);
        fit_octave(&fit, first, &y, scale);
        take_octave(sampler, cell, &fit, cell_width(octave));
        first = y.value[RA_CELL_KNOTS - 1][RA_CUBIC_CELLS - 1];
        cell += RA_CUBIC_CELLS;
    }
    *cell = (ra_cubic){{first, 0, 0, 0}};
}

static void exact_values(const ra_sampler *sampler, const void *context, int octave, bool upper,
                         ra_octave_knots *y)
{
    double width = cell_width(octave);

    (void)context;
    for (int i = 0; i < RA_CUBIC_CELLS; i++) {
        for (int k = 0; k < RA_CELL_KNOTS; k++) {
            y->value[k][i] = ra_dist_quantile(sampler->dist, cell_place(width, i, knots[k]), upper);
        }
    }
}

void ra_table_fit(ra_sampler *sampler)
{
    law_scale scale = measure(sampler->dist);

    sampler->exact = 0;
    for (int upper = 0; upper < 2; upper++) {
        double first = ra_dist_quantile(sampler->dist, RA_CUBIC_SMALLEST, upper);
        fit_tail(sampler, upper, first, &scale, exact_values, NULL);
    }
}

/* exp(mu + sigma z), z negative in the lower tail. */
static void lognormal(const ra_sampler *sampler, const double *z, bool upper, double *x, size_t n)
{
    const double *parameter = sampler->dist->parameter;
    const ra_kernels *kernels = ra_kernels_get();

    memcpy(x, z, n * sizeof *x);
    kernels->affine(parameter[0], upper ? -parameter[1] : parameter[1], x, n);
    kernels->exp(x, x, n);
}

static void lognormal_values(const ra_sampler *sampler, const void *context, int octave, bool upper,
                             ra_octave_knots *y)
{
    const ra_normal *normal = context;

    lognormal(sampler, normal->z[octave].value[0], upper, y->value[0],
              RA_CUBIC_CELLS * RA_CELL_KNOTS);
}

void ra_table_fit_lognormal(ra_sampler *sampler, const ra_normal *normal)
{
    law_scale scale = measure(sampler->dist);

    sampler->exact = 0;
    for (int upper = 0; upper < 2; upper++) {
        double first;
        lognormal(sampler, &normal->first, upper, &first, 1);
        fit_tail(sampler, upper, first, &scale, lognormal_values, normal);
    }
}

static void fill_normal(ra_octave_knots *z, int octave)
{
    double width = cell_width(octave), p[RA_CUBIC_CELLS];

    for (int k = 0; k < RA_CELL_KNOTS; k++) {
        for (int i = 0; i < RA_CUBIC_CELLS; i++) {
            p[i] = cell_place(width, i, knots[k]);
        }
        ra_normal_tail(p, z->value[k], RA_CUBIC_CELLS);
    }
}

/* Fits an octave of both tails. Returned: the number at its end. */
static double fit_normal(ra_cubic *lower, ra_cubic *upper, double first, const ra_octave_knots *z)
{
    for (int i = 0; i < RA_CUBIC_CELLS; i++) {
        ra_cubic cell = fit_cubic(first, z->value[1][i], z->value[2][i], z->value[4][i]);
        lower[i] = cell;
        for (int c = 0; c < 4; c++) {
            upper[i].c[c] = -cell.c[c];
        }
        first = z->value[RA_CELL_KNOTS - 1][i];
    }
    return first;
}

/* The lower tail of the unit normal law is exact at its knots; the upper one is its mirror image.
 * No cell misses the tolerance, which the tests check. */
ra_status ra_normal_new(ra_normal **out)
{
    ra_normal *normal = ra_alloc(sizeof *normal);

    *out = normal;
    if (normal == NULL) {
        return RA_NOMEM;
    }
    normal->cells = ra_table_align(normal->room);
    const double smallest = RA_CUBIC_SMALLEST;
    ra_normal_tail(&smallest, &normal->first, 1);
    double first = normal->first;
    ra_cubic *lower = normal->cells, *upper = normal->cells + RA_CUBIC_TAIL;
    lower[0] = upper[0] = (ra_cubic){{NAN, NAN, NAN, NAN}};
    for (int octave = 0; octave < RA_CUBIC_OCTAVES; octave++) {
        int cell = 1 + octave * RA_CUBIC_CELLS;
        fill_normal(&normal->z[octave], octave);
        first = fit_normal(lower + cell, upper + cell, first, &normal->z[octave]);
    }
    lower[RA_CUBIC_TAIL - 1] = upper[RA_CUBIC_TAIL - 1] = (ra_cubic){{0, 0, 0, 0}};
    return RA_OK;
}

void ra_normal_free(ra_normal *normal)
{
    ra_free(normal);
}
