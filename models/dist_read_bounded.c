/* Readers of laws between two ends and of positive amounts. */
#include "models/dist_read.h"

#include <math.h>

/* Shapes that the special functions are good for. */
static const double shape_low = 1e-3, shape_high = 1e6;

bool ra_read_point(const ra_reader *in, ra_dist *dist)
{
    return ra_reader_centre(in, "value", &dist->parameter[0]);
}

bool ra_read_rounding(const ra_reader *in, ra_dist *dist)
{
    dist->parameter[0] = in->figure->low;
    dist->parameter[1] = in->figure->high;
    if (in->figure->low < in->figure->high)
        return true;
    ra_reader_error(in, NULL, "'rounding' needs a printed figure; this one is exact");
    return false;
}

bool ra_read_ends(const ra_reader *in, ra_dist *dist)
{
    static const char *const keys[] = {"min", "max"};
    return ra_reader_ordered(in, keys, 2, dist);
}

/* The figure's value plus or minus a half-width a: from x - a to x + a [jcgm100, 4.3.7]. */
bool ra_read_half_width(const ra_reader *in, ra_dist *dist)
{
    bool relative = ra_reader_has(in, "relative_half_width");
    const char *key = relative ? "relative_half_width" : "half_width";
    double centre, width;
    if (!ra_reader_positive(in, key, &width))
        return false;
    centre = in->figure->value;
    if (!isfinite(centre)) {
        ra_reader_error(in, key, "'%s' needs a figure with a value; give 'min' and 'max'", key);
        return false;
    }
    width = relative ? width * fabs(centre) : width;
    dist->parameter[0] = centre - width;
    dist->parameter[1] = centre + width;
    if (dist->parameter[0] < dist->parameter[1])
        return true;
    ra_reader_error(in, key, "'%s' leaves no width around %.6g", key, centre);
    return false;
}

bool ra_read_loguniform(const ra_reader *in, ra_dist *dist)
{
    return ra_reader_positive(in, "min", &dist->parameter[0]) && ra_read_ends(in, dist);
}

bool ra_read_triangular(const ra_reader *in, ra_dist *dist)
{
    static const char *const keys[] = {"min", "mode", "max"};
    return ra_reader_ordered(in, keys, 3, dist);
}

static bool read_lambda(const ra_reader *in, ra_dist *dist)
{
    dist->parameter[3] = 4;
    return !ra_reader_has(in, "lambda") ||
           ra_reader_between(in, "lambda", 0.01, 1e5, &dist->parameter[3]);
}

bool ra_read_pert(const ra_reader *in, ra_dist *dist)
{
    return read_lambda(in, dist) && ra_read_triangular(in, dist);
}

/* mean = (min + lambda mode + max) / (lambda + 2) turned round. */
bool ra_read_pert_mean(const ra_reader *in, ra_dist *dist)
{
    static const char *const keys[] = {"min", "mean", "max"};
    if (!read_lambda(in, dist) || !ra_reader_ordered(in, keys, 3, dist))
        return false;
    double *x = dist->parameter, mean = x[1];
    x[1] = ((x[3] + 2) * mean - x[0] - x[2]) / x[3];
    if (x[1] >= x[0] && x[1] <= x[2])
        return true;
    ra_reader_error(in, "mean", "a mean of %.6g asks for a mode of %.6g, outside 'min' and 'max'",
                    mean, x[1]);
    return false;
}

bool ra_read_trapezoid(const ra_reader *in, ra_dist *dist)
{
    static const char *const keys[] = {"min", "low", "high", "max"};
    return ra_reader_ordered(in, keys, 4, dist);
}

/* The ends of a beta law, 0 and 1 where they are left out. */
static bool read_beta_ends(const ra_reader *in, ra_dist *dist)
{
    double *low = &dist->parameter[2], *high = &dist->parameter[3];
    *low = 0;
    *high = 1;
    if (ra_reader_has(in, "min") && !ra_reader_number(in, "min", low))
        return false;
    if (ra_reader_has(in, "max") && !ra_reader_number(in, "max", high))
        return false;
    if (*low < *high)
        return true;
    ra_reader_error(in, ra_reader_has(in, "max") ? "max" : "min",
                    "a beta law from %.6g to %.6g: 'min' must be below 'max'", *low, *high);
    return false;
}

bool ra_read_beta(const ra_reader *in, ra_dist *dist)
{
    return ra_reader_between(in, "alpha", shape_low, shape_high, &dist->parameter[0]) &&
           ra_reader_between(in, "beta", shape_low, shape_high, &dist->parameter[1]) &&
           read_beta_ends(in, dist);
}

/* With m and s the mean and sd as shares of max - min: alpha + beta = n = m (1 - m) / s^2 - 1,
 * alpha = m n, beta = (1 - m) n. */
bool ra_read_beta_mean(const ra_reader *in, ra_dist *dist)
{
    double mean, sd;
    if (!ra_reader_number(in, "mean", &mean) || !ra_reader_positive(in, "sd", &sd) ||
        !read_beta_ends(in, dist))
        return false;
    double low = dist->parameter[2], high = dist->parameter[3], width = high - low;
    double m = (mean - low) / width, s = sd / width;
    if (!(m > 0 && m < 1)) {
        ra_reader_error(in, "mean", "'mean' is %.6g, but must lie between %.6g and %.6g", mean, low,
                        high);
        return false;
    }
    double n = m / s * ((1 - m) / s) - 1;
    dist->parameter[0] = m * n;
    dist->parameter[1] = (1 - m) * n;
    if (fmin(m, 1 - m) * n >= shape_low && fmax(m, 1 - m) * n <= shape_high)
        return true;
    ra_reader_error(in, "sd", "no beta law from %.6g to %.6g has mean %.6g and sd %.6g: %s %.6g",
                    low, high, mean, sd,
                    n < 1 ? "the sd must stay below" : "the sd is too small beside",
                    n < 1 ? sqrt(m * (1 - m)) * width : mean);
    return false;
}

bool ra_read_gamma(const ra_reader *in, ra_dist *dist)
{
    if (!ra_reader_between(in, "shape", shape_low, shape_high, &dist->parameter[0]))
        return false;
    if (ra_reader_has(in, "scale"))
        return ra_reader_positive(in, "scale", &dist->parameter[1]);
    if (!ra_reader_positive(in, "rate", &dist->parameter[1]))
        return false;
    dist->parameter[1] = 1 / dist->parameter[1];
    return true;
}

/* shape = (mean / sd)^2, scale = sd^2 / mean. */
bool ra_read_gamma_mean(const ra_reader *in, ra_dist *dist)
{
    double mean, sd;
    if (!ra_reader_positive(in, "mean", &mean) || !ra_reader_positive(in, "sd", &sd))
        return false;
    dist->parameter[0] = mean / sd * (mean / sd);
    dist->parameter[1] = sd / mean * sd;
    if (dist->parameter[0] >= shape_low && dist->parameter[0] <= shape_high)
        return true;
    ra_reader_error(in, "sd", "'sd' must lie between %.6g and %.6g for a mean of %.6g",
                    mean / sqrt(shape_high), mean / sqrt(shape_low), mean);
    return false;
}

bool ra_read_exponential(const ra_reader *in, ra_dist *dist)
{
    if (ra_reader_has(in, "mean"))
        return ra_reader_positive(in, "mean", &dist->parameter[0]);
    if (!ra_reader_positive(in, "rate", &dist->parameter[0]))
        return false;
    dist->parameter[0] = 1 / dist->parameter[0];
    return true;
}
