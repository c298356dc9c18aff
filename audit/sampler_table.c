/* Making tables. */
#include "audit/sampler_table.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

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

/* The cubic through the values at t = 0, 1/3, 2/3, 1, so that neighbours join. */
static ra_cubic fit_cubic(double first, const double y[RA_CELL_KNOTS])
{
    double d1 = y[1] - first, d2 = y[2] - first, d3 = y[4] - first;

    return (ra_cubic){{first, 9 * d1 - 4.5 * d2 + d3, -22.5 * d1 + 18 * d2 - 4.5 * d3,
                       13.5 * (d1 - d2) + 4.5 * d3}};
}

static double cubic(const ra_cubic *cell, double t)
{
    return cell->c[0] + t * (cell->c[1] + t * (cell->c[2] + t * cell->c[3]));
}

/* Of two numbers that are not NaN; the tables are made of thousands of them. */
static inline double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Error beyond the rounding of the number itself, which nothing can better. */
static double excess(double value, double exact)
{
    return larger(fabs(value - exact) - 4 * DBL_EPSILON * fabs(exact), 0);
}

/* Fits one cell and compares it with the exact values near the two places where such a cubic errs
 * most. Given: the probability that it takes. */
static void fit_cell(ra_sampler *sampler, ra_cubic *cell, double first,
                     const double y[RA_CELL_KNOTS], double width, const law_scale *scale)
{
    bool finite = isfinite(first);
    double worst = 0;

    *cell = fit_cubic(first, y);
    for (int k = 0; k < RA_CELL_KNOTS; k++) {
        finite = finite && isfinite(y[k]);
    }
    for (int k = 0; k < RA_CELL_KNOTS && finite; k += 3) {
        double unit = larger(scale->spread, fabs(y[k] - scale->median));
        worst = larger(worst, excess(cubic(cell, knots[k]), y[k]) / unit);
    }
    if (finite && worst <= TOLERANCE) {
        sampler->error = larger(sampler->error, worst);
    } else {
        *cell = (ra_cubic){{NAN, NAN, NAN, NAN}};
        sampler->exact += width;
    }
}

/* Width of a cell as a probability. */
static double cell_width(int cell)
{
    return ldexp(RA_CUBIC_SMALLEST / RA_CUBIC_CELLS, cell / RA_CUBIC_CELLS);
}

/* Probability at a place of a cell. */
static double cell_place(int cell, double t)
{
    double width = cell_width(cell);
    return (RA_CUBIC_CELLS + cell % RA_CUBIC_CELLS + t) * width;
}

/* Fits a tail from its values at the knots, an octave at a time. */
typedef void (*octave_values)(const ra_sampler *sampler, const void *context, int octave,
                              bool upper, double y[RA_CUBIC_CELLS][RA_CELL_KNOTS]);

static void fit_tail(ra_sampler *sampler, bool upper, double first, const law_scale *scale,
                     octave_values values, const void *context)
{
    ra_cubic *cell = sampler->own + (upper ? RA_CUBIC_TAIL : 0);
    double y[RA_CUBIC_CELLS][RA_CELL_KNOTS];

    *cell++ = (ra_cubic){{NAN, NAN, NAN, NAN}};
    sampler->exact += RA_CUBIC_SMALLEST;
    for (int octave = 0; octave < RA_CUBIC_OCTAVES; octave++) {
        values(sampler, context, octave, upper, y);
        for (int i = 0; i < RA_CUBIC_CELLS; i++) {
            double width = cell_width(octave * RA_CUBIC_CELLS + i);
            fit_cell(sampler, cell++, first, y[i], width, scale);
            first = y[i][RA_CELL_KNOTS - 1];
        }
    }
    *cell = (ra_cubic){{first, 0, 0, 0}};
}

static void exact_values(const ra_sampler *sampler, const void *context, int octave, bool upper,
                         double y[RA_CUBIC_CELLS][RA_CELL_KNOTS])
{
    (void)context;
    for (int i = 0; i < RA_CUBIC_CELLS; i++) {
        for (int k = 0; k < RA_CELL_KNOTS; k++) {
            double p = cell_place(octave * RA_CUBIC_CELLS + i, knots[k]);
            y[i][k] = ra_dist_quantile(sampler->dist, p, upper);
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
                             double y[RA_CUBIC_CELLS][RA_CELL_KNOTS])
{
    const ra_normal *normal = context;

    lognormal(sampler, normal->z[octave * RA_CUBIC_CELLS], upper, y[0],
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
    double first = normal->first = gsl_cdf_ugaussian_Pinv(RA_CUBIC_SMALLEST);
    ra_cubic *lower = normal->cells, *upper = normal->cells + RA_CUBIC_TAIL;
    lower[0] = upper[0] = (ra_cubic){{NAN, NAN, NAN, NAN}};
    for (int i = 0; i < RA_CUBIC_OCTAVES * RA_CUBIC_CELLS; i++) {
        double *z = normal->z[i];
        for (int k = 0; k < RA_CELL_KNOTS; k++) {
            z[k] = gsl_cdf_ugaussian_Pinv(cell_place(i, knots[k]));
        }
        lower[i + 1] = fit_cubic(first, z);
        for (int c = 0; c < 4; c++) {
            upper[i + 1].c[c] = -lower[i + 1].c[c];
        }
        first = z[RA_CELL_KNOTS - 1];
    }
    lower[RA_CUBIC_TAIL - 1] = upper[RA_CUBIC_TAIL - 1] = (ra_cubic){{0, 0, 0, 0}};
    return RA_OK;
}

void ra_normal_free(ra_normal *normal)
{
    ra_free(normal);
}
