/* The normal law and what is made from it. */
#include "models/dist_types.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* The standard normal quantile of a tail [wichura1988], in GSL. */
static double standard_quantile(double p, bool upper)
{
    double z = gsl_cdf_ugaussian_Pinv(p);
    return upper ? -z : z;
}

static double standard_cdf(double z, bool upper)
{
    return upper ? gsl_cdf_ugaussian_Q(z) : gsl_cdf_ugaussian_P(z);
}

/* Normal: x = mean + sd z. */
static double normal_quantile(const ra_dist *dist, double p, bool upper)
{
    return dist->parameter[0] + dist->parameter[1] * standard_quantile(p, upper);
}

static double normal_cdf(const ra_dist *dist, double x, bool upper)
{
    return standard_cdf((x - dist->parameter[0]) / dist->parameter[1], upper);
}

static void normal_moments(const ra_dist *dist, double *mean, double *variance)
{
    *mean = dist->parameter[0];
    *variance = dist->parameter[1] * dist->parameter[1];
}

static void normal_support(const ra_dist *dist, double *low, double *high)
{
    (void)dist;
    *low = -INFINITY;
    *high = INFINITY;
}

const ra_dist_type ra_dist_normal = {
    .name = "normal",
    .parameters = {"mean", "sd"},
    .summary = "the bell curve: a value with a standard uncertainty",
    .quantile = normal_quantile,
    .cdf = normal_cdf,
    .moments = normal_moments,
    .support = normal_support,
    .excel = "%1+%2*_xlfn.NORM.S.INV(%u)",
    .javascript = "%1+%2*qnorm(%u)",
    .tabulated = true,
};

/* Only a way of writing: it is read into a normal law with truncation, and so is what it was
 * before it is truncated. */
const ra_dist_type ra_dist_truncated_normal = {
    .name = "truncated_normal",
    .parameters = {"mean", "sd"},
    .summary = "a normal law without what lies below min or above max, renormalised",
    .quantile = normal_quantile,
    .cdf = normal_cdf,
    .moments = normal_moments,
    .support = normal_support,
    .excel = "%1+%2*_xlfn.NORM.S.INV(%u)",
    .javascript = "%1+%2*qnorm(%u)",
    .tabulated = true,
};

/* Lognormal: ln X is normal with mean mu and standard deviation sigma. */
static double lognormal_quantile(const ra_dist *dist, double p, bool upper)
{
    return exp(dist->parameter[0] + dist->parameter[1] * standard_quantile(p, upper));
}

static double lognormal_cdf(const ra_dist *dist, double x, bool upper)
{
    if (x <= 0)
        return upper ? 1 : 0;
    return standard_cdf((log(x) - dist->parameter[0]) / dist->parameter[1], upper);
}

/* mean = exp(mu + sigma^2 / 2), variance = mean^2 (exp(sigma^2) - 1). */
static void lognormal_moments(const ra_dist *dist, double *mean, double *variance)
{
    double square = dist->parameter[1] * dist->parameter[1];
    *mean = exp(dist->parameter[0] + square / 2);
    *variance = *mean * *mean * expm1(square);
}

static void lognormal_support(const ra_dist *dist, double *low, double *high)
{
    (void)dist;
    *low = 0;
    *high = INFINITY;
}

const ra_dist_type ra_dist_lognormal = {
    .name = "lognormal",
    .parameters = {"mu", "sigma"},
    .summary = "the logarithm is normal: a value known to a factor",
    .quantile = lognormal_quantile,
    .cdf = lognormal_cdf,
    .moments = lognormal_moments,
    .support = lognormal_support,
    .excel = "EXP(%1+%2*_xlfn.NORM.S.INV(%u))",
    .javascript = "Math.exp(%1+%2*qnorm(%u))",
    .tabulated = true,
};
