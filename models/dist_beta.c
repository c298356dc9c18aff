/* Laws that rest on the incomplete beta function: beta, PERT, Student's t. */
#include "models/dist_types.h"

#include <math.h>

/* Beta between two ends: with the odds y of the tail, y / (1 + y) of the way from its end. Measured
 * from the nearer end, which need not be that of the tail. */
static double scaled_quantile(double a, double b, double low, double high, double p, bool upper)
{
    double odds = upper ? ra_beta_odds(b, a, p) : ra_beta_odds(a, b, p);
    double way = odds < 1 ? odds / (1 + odds) : 1 / (1 + odds);
    return (odds < 1) == upper ? high - (high - low) * way : low + (high - low) * way;
}

static double scaled_cdf(double a, double b, double low, double high, double x, bool upper)
{
    if (x <= low)
        return upper ? 1 : 0;
    if (x >= high)
        return upper ? 0 : 1;
    double odds = (x - low) / (high - x);
    return upper ? ra_beta_lower(b, a, 1 / odds) : ra_beta_lower(a, b, odds);
}

static double beta_quantile(const ra_dist *dist, double p, bool upper)
{
    const double *q = dist->parameter;
    return scaled_quantile(q[0], q[1], q[2], q[3], p, upper);
}

static double beta_cdf(const ra_dist *dist, double x, bool upper)
{
    const double *q = dist->parameter;
    return scaled_cdf(q[0], q[1], q[2], q[3], x, upper);
}

/* mean = min + w a / (a+b), variance = w^2 ab / ((a+b)^2 (a+b+1)) with w = max - min. */
static void beta_moments(const ra_dist *dist, double *mean, double *variance)
{
    double a = dist->parameter[0], b = dist->parameter[1], n = a + b;
    double w = dist->parameter[3] - dist->parameter[2];
    *mean = dist->parameter[2] + w * (a / n);
    *variance = w * w * (a / n) * (b / n) / (n + 1);
}

static void beta_support(const ra_dist *dist, double *low, double *high)
{
    *low = dist->parameter[2];
    *high = dist->parameter[3];
}

const ra_dist_type ra_dist_beta = {
    .name = "beta",
    .parameters = {"alpha", "beta", "min", "max"},
    .summary = "a share between 0 and 1 (or between two other ends)",
    .quantile = beta_quantile,
    .cdf = beta_cdf,
    .moments = beta_moments,
    .support = beta_support,
    .excel = "_xlfn.BETA.INV(%u,%1,%2,%3,%4)",
    .tabulated = true,
};

/* PERT: a beta law with alpha = 1 + lambda (mode - min)/w, beta = 1 + lambda (max - mode)/w,
 * w = max - min [vose2008]. */
static double pert_shape(const ra_dist *dist, bool upper)
{
    const double *q = dist->parameter;
    return 1 + q[3] * ((upper ? q[2] - q[1] : q[1] - q[0]) / (q[2] - q[0]));
}

static double pert_quantile(const ra_dist *dist, double p, bool upper)
{
    return scaled_quantile(pert_shape(dist, false), pert_shape(dist, true), dist->parameter[0],
                           dist->parameter[2], p, upper);
}

static double pert_cdf(const ra_dist *dist, double x, bool upper)
{
    return scaled_cdf(pert_shape(dist, false), pert_shape(dist, true), dist->parameter[0],
                      dist->parameter[2], x, upper);
}

/* mean = (min + lambda mode + max) / (lambda + 2), measured from min;
 * variance = (mean - min)(max - mean) / (lambda + 3). */
static void pert_moments(const ra_dist *dist, double *mean, double *variance)
{
    double low = dist->parameter[0], lambda = dist->parameter[3];
    double m = dist->parameter[1] - low, w = dist->parameter[2] - low;
    double distance = (lambda * m + w) / (lambda + 2);
    *mean = low + distance;
    *variance = distance * (w - distance) / (lambda + 3);
}

static void pert_support(const ra_dist *dist, double *low, double *high)
{
    *low = dist->parameter[0];
    *high = dist->parameter[2];
}

const ra_dist_type ra_dist_pert = {
    .name = "pert",
    .parameters = {"min", "mode", "max", "lambda"},
    .summary = "a smooth law between two ends around a most likely value",
    .quantile = pert_quantile,
    .cdf = pert_cdf,
    .moments = pert_moments,
    .support = pert_support,
    .excel = "_xlfn.BETA.INV(%u,1+%4*(%2-%1)/(%3-%1),1+%4*(%3-%2)/(%3-%1),%1,%3)",
    .tabulated = true,
};

/* Student's t [jcgm101, 6.4.9]. With odds y = df / t^2, the tail beyond t > 0 is
 * I_x(df/2, 1/2) / 2 at those odds. Around the middle, where that is near 1/2, its complement
 * I(1/2, df/2) at the inverse odds is solved for 1 - 2p, so that t keeps its digits around 0. */
static double student_quantile(const ra_dist *dist, double p, bool upper)
{
    double df = dist->parameter[0], t = 0;
    if (p <= 0.25)
        t = sqrt(df / ra_beta_odds(df / 2, 0.5, 2 * p));
    else if (p < 0.5)
        t = sqrt(df * ra_beta_odds(0.5, df / 2, 1 - 2 * p));
    return dist->parameter[1] + dist->parameter[2] * (upper ? t : -t);
}

static double student_cdf(const ra_dist *dist, double x, bool upper)
{
    double df = dist->parameter[0];
    double t = (x - dist->parameter[1]) / dist->parameter[2];
    double tail = t == 0 ? 0.5 : ra_beta_lower(df / 2, 0.5, df / t / t) / 2;
    return (t > 0) == upper ? tail : 1 - tail;
}

/* mean = location for df > 1, variance = scale^2 df / (df - 2) for df > 2, infinite down to 1. */
static void student_moments(const ra_dist *dist, double *mean, double *variance)
{
    double df = dist->parameter[0], scale = dist->parameter[2];
    *mean = df > 1 ? dist->parameter[1] : NAN;
    *variance = df > 2 ? scale * scale * (df / (df - 2)) : df > 1 ? INFINITY : NAN;
}

static void student_support(const ra_dist *dist, double *low, double *high)
{
    (void)dist;
    *low = -INFINITY;
    *high = INFINITY;
}

const ra_dist_type ra_dist_student_t = {
    .name = "student_t",
    .parameters = {"df", "location", "scale"},
    .summary = "a mean of few readings: a bell with heavy tails",
    .quantile = student_quantile,
    .cdf = student_cdf,
    .moments = student_moments,
    .support = student_support,
    .excel = "%2+%3*_xlfn.T.INV(%u,%1)",
    .tabulated = true,
};
