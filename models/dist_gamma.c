/* Waiting times and other positive amounts: gamma and exponential.
 *
 * The incomplete gamma functions are computed here, since GSL's gsl_cdf_gamma_P stops its sums
 * early for large shapes: at 1e5 it is off by 5e-8. */
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

static gamma_law prepare(double shape, bool upper)
{
    return (gamma_law){shape, log(shape / (2 * pi)) / 2 - log(gsl_sf_gammastar(shape)), upper};
}

/* P(a, x) = density / a (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...) [dlmf, 8.11.4]; returned: what the
 * density is divided by. Fast for x < a + 1. */
static double series(double a, double x)
{
    double sum = 1, term = 1;
    for (double n = 1; term > 1e-17 * sum; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return a / sum;
}

/* Q(a, x) = density / (x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))) [dlmf, 8.9.2, even part];
 * returned: the denominator, by Lentz's method. Fast for x > a + 1, where no partial result is 0.
 */
static double fraction(double a, double x)
{
    double f = x + 1 - a, c = f, d = 0, change = 0;
    for (int n = 1; n < 1000000 && fabs(change - 1) > 1e-15; n++) {
        double alpha = n * (a - n), beta = x + 1 - a + 2 * n;
        d = 1 / (beta + alpha * d);
        c = beta + alpha / c;
        change = c * d;
        f *= change;
    }
    return f;
}

/* Over v = ln x the density is x^a e^-x / Gamma(a) = exp(constant - a (d - ln(1 + d))) with
 * d = (x - a)/a, without large cancelling terms [loader2000]; its logarithm has the slope a - x. */
static ra_tail gamma_tail(const void *argument, double x)
{
    const gamma_law *law = argument;
    double a = law->shape, d = (x - a) / a;
    double excess = fabs(d) < 0.5 ? -gsl_sf_log_1plusx_mx(d) : d - log(x / a);
    double log_density = law->constant - a * excess;
    bool upper = x > a + 1;
    double divisor = upper ? fraction(a, x) : series(a, x);
    if (upper == law->upper)
        return (ra_tail){log_density - log(divisor), divisor, a - x};
    double density = exp(log_density), rest = density / divisor;
    return (ra_tail){log1p(-rest), density / (1 - rest), a - x};
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
    gamma_law law = prepare(a, upper);
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
    if (!(scaled < 1e300))
        return upper ? 0 : 1;
    gamma_law law = prepare(dist->parameter[0], upper);
    return scaled > 0 ? exp(gamma_tail(&law, scaled).log) : upper ? 1 : 0;
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
