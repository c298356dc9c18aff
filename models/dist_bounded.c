/* Laws between two ends, each with a closed inverse: rounding, uniform, loguniform, arcsine. Every
 * formula measures from the end whose tail is asked for, so that small tail probabilities keep
 * their digits. */
#include "models/dist_types.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

bool ra_dist_outside(double x, double low, double high, bool upper, double *probability)
{
    if (x > low && x < high)
        return false;
    *probability = (x <= low) != upper ? 0 : 1;
    return true;
}

static void ends_support(const ra_dist *dist, double *low, double *high)
{
    *low = dist->parameter[0];
    *high = dist->parameter[1];
}

/* Uniform [jcgm101, 6.4.2]: x = min + p (max - min). */
static double uniform_quantile(const ra_dist *dist, double p, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[1];
    return upper ? high - p * (high - low) : low + p * (high - low);
}

static double uniform_cdf(const ra_dist *dist, double x, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[1], probability;
    if (ra_dist_outside(x, low, high, upper, &probability))
        return probability;
    return (upper ? high - x : x - low) / (high - low);
}

/* mean = (min + max) / 2, variance = (max - min)^2 / 12. */
static void uniform_moments(const ra_dist *dist, double *mean, double *variance)
{
    double low = dist->parameter[0], width = dist->parameter[1] - low;
    *mean = low + width / 2;
    *variance = width * width / 12;
}

const ra_dist_type ra_dist_uniform = {
    .name = "uniform",
    .parameters = {"min", "max"},
    .summary = "every value between two ends is equally likely",
    .quantile = uniform_quantile,
    .cdf = uniform_cdf,
    .moments = uniform_moments,
    .support = ends_support,
    .excel = "%1+(%2-%1)*%u",
    .javascript = "%1+(%2-%1)*%u",
};

const ra_dist_type ra_dist_rounding = {
    .name = "rounding",
    .parameters = {"min", "max"},
    .summary = "what the digits of a printed figure leave open, uniformly",
    .quantile = uniform_quantile,
    .cdf = uniform_cdf,
    .moments = uniform_moments,
    .support = ends_support,
    .excel = "%1+(%2-%1)*%u",
    .javascript = "%1+(%2-%1)*%u",
};

/* Loguniform: ln X is uniform, x = min (max/min)^p. */
static double loguniform_quantile(const ra_dist *dist, double p, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[1];
    double range = log(high / low);
    return upper ? high * exp(-p * range) : low * exp(p * range);
}

static double loguniform_cdf(const ra_dist *dist, double x, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[1], probability;
    if (ra_dist_outside(x, low, high, upper, &probability))
        return probability;
    return (upper ? log(high / x) : log(x / low)) / log(high / low);
}

/* With g = sqrt(min max), h = ln(max/min) / 2 and s = sinh(h)/h:
 * mean = g s, variance = g^2 s (cosh h - s), where the bracket is summed as the series
 * 2 sum k h^2k / (2k+1)! so that narrow laws keep their variance. */
static void loguniform_moments(const ra_dist *dist, double *mean, double *variance)
{
    double low = dist->parameter[0], high = dist->parameter[1];
    double g = sqrt(low) * sqrt(high), h = log(high / low) / 2;
    double s = sinh(h) / h, bracket = cosh(h) - s;
    if (h < 2) {
        double term = 1;
        bracket = 0;
        for (int k = 1; k <= 20; k++) {
            term *= h * h / (2 * k * (2 * k + 1)); /* h^2k / (2k+1)! */
            bracket += 2 * k * term;
        }
    }
    *mean = g * s;
    *variance = g * g * s * bracket;
}

const ra_dist_type ra_dist_loguniform = {
    .name = "loguniform",
    .parameters = {"min", "max"},
    .summary = "every order of magnitude between two ends is equally likely",
    .quantile = loguniform_quantile,
    .cdf = loguniform_cdf,
    .moments = loguniform_moments,
    .support = ends_support,
    .excel = "%1*(%2/%1)^%u",
    .javascript = "%1*Math.pow(%2/%1,%u)",
};

/* Arcsine, U-shaped [jcgm101, 6.4.6]: x = min + (max - min) sin^2(pi p / 2). */
static double arcsine_quantile(const ra_dist *dist, double p, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[1];
    double s = sin(pi * p / 2);
    return upper ? high - (high - low) * s * s : low + (high - low) * s * s;
}

static double arcsine_cdf(const ra_dist *dist, double x, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[1], probability;
    if (ra_dist_outside(x, low, high, upper, &probability))
        return probability;
    double near = (upper ? high - x : x - low) / (high - low);
    double far = (upper ? x - low : high - x) / (high - low);
    return near <= 0.5 ? 2 / pi * asin(sqrt(near)) : 1 - 2 / pi * asin(sqrt(far));
}

/* mean = (min + max) / 2, variance = (max - min)^2 / 8. */
static void arcsine_moments(const ra_dist *dist, double *mean, double *variance)
{
    double low = dist->parameter[0], width = dist->parameter[1] - low;
    *mean = low + width / 2;
    *variance = width * width / 8;
}

const ra_dist_type ra_dist_arcsine = {
    .name = "arcsine",
    .parameters = {"min", "max"},
    .summary = "a sinusoidal oscillation between two ends, which are the likeliest values",
    .quantile = arcsine_quantile,
    .cdf = arcsine_cdf,
    .moments = arcsine_moments,
    .support = ends_support,
    .excel = "%1+(%2-%1)*SIN(PI()*%u/2)^2",
    .javascript = "%1+(%2-%1)*Math.pow(Math.sin(Math.PI*%u/2),2)",
};
