/* Waiting times and other positive amounts: gamma and exponential. */
#include "models/dist_types.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

static const double pi = 3.14159265358979323846;

typedef struct {
    double shape;
    double constant; /* ln(a / 2 pi) / 2 - ln G(a) with the scaled gamma function */
    bool upper;
} gamma_law;

/* Over v = ln x the density is x^a e^-x / Gamma(a) = exp(constant - a (d - ln(1 + d))) with
 * d = (x - a)/a; its logarithm has the slope a - x. */
static ra_tail gamma_tail(const void *argument, double x)
{
    const gamma_law *law = argument;
    double a = law->shape, d = (x - a) / a;
    double excess = fabs(d) < 0.5 ? -gsl_sf_log_1plusx_mx(d) : d - log(x / a);
    double density = exp(law->constant - a * excess);
    double tail = law->upper ? gsl_cdf_gamma_Q(x, a, 1) : gsl_cdf_gamma_P(x, a, 1);
    return (ra_tail){log(tail), density / tail, a - x};
}

/* Where the power law p = x^a / Gamma(a+1) of small x says otherwise than Wilson and Hilferty's
 * a (1 - 1/9a + z / 3 sqrt(a))^3 [as64, 26.4.17], the larger one is nearer. */
static double guess(double a, double p, bool upper)
{
    double z = gsl_cdf_ugaussian_Pinv(p);
    double root = 1 - 1 / (9 * a) + (upper ? -z : z) / (3 * sqrt(a));
    double body = root > 0 ? a * root * root * root : 0;
    double power = exp(((upper ? log1p(-p) : log(p)) + gsl_sf_lngamma(a + 1)) / a);
    return fmax(fmax(body, power), 1e-300);
}

static double gamma_quantile(const ra_dist *dist, double p, bool upper)
{
    double a = dist->parameter[0];
    gamma_law law = {a, log(a / (2 * pi)) / 2 - log(gsl_sf_gammastar(a)), upper};
    double low = exp((log(p) + gsl_sf_lngamma(a + 1)) / a);
    if (!upper && low < 1e-290) /* the power law is exact there */
        return dist->parameter[1] * low;
    return dist->parameter[1] * ra_tail_solve(gamma_tail, &law, !upper, log(p), guess(a, p, upper));
}

static double gamma_cdf(const ra_dist *dist, double x, bool upper)
{
    if (x <= 0)
        return upper ? 1 : 0;
    double scaled = x / dist->parameter[1];
    return upper ? gsl_cdf_gamma_Q(scaled, dist->parameter[0], 1)
                 : gsl_cdf_gamma_P(scaled, dist->parameter[0], 1);
}

/* mean = shape scale, variance = shape scale^2. */
static void gamma_moments(const ra_dist *dist, double *mean, double *variance)
{
    *mean = dist->parameter[0] * dist->parameter[1];
    *variance = *mean * dist->parameter[1];
}

static void positive_support(const ra_dist *dist, double *low, double *high)
{
    (void)dist;
    *low = 0;
    *high = INFINITY;
}

const ra_dist_type ra_dist_gamma = {
    .name = "gamma",
    .parameters = {"shape", "scale"},
    .summary = "a positive amount, skewed to the right",
    .quantile = gamma_quantile,
    .cdf = gamma_cdf,
    .moments = gamma_moments,
    .support = positive_support,
    .excel = "_xlfn.GAMMA.INV(%u,%1,%2)",
    .tabulated = true,
};

/* Exponential [jcgm101, 6.4.10]: x = -mean ln(1 - p). */
static double exponential_quantile(const ra_dist *dist, double p, bool upper)
{
    return -dist->parameter[0] * (upper ? log(p) : log1p(-p));
}

static double exponential_cdf(const ra_dist *dist, double x, bool upper)
{
    double scaled = fmax(x, 0) / dist->parameter[0];
    return upper ? exp(-scaled) : -expm1(-scaled);
}

static void exponential_moments(const ra_dist *dist, double *mean, double *variance)
{
    *mean = dist->parameter[0];
    *variance = *mean * *mean;
}

const ra_dist_type ra_dist_exponential = {
    .name = "exponential",
    .parameters = {"mean"},
    .summary = "a positive amount of which only the mean is known",
    .quantile = exponential_quantile,
    .cdf = exponential_cdf,
    .moments = exponential_moments,
    .support = positive_support,
    .excel = "-%1*LN(1-%u)",
    .javascript = "-%1*Math.log1p(-%u)",
};
