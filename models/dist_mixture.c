/* Mixtures: with the probability values[i], the value comes from components[i]. */
#include "models/dist_types.h"

#include <math.h>

/* The weighted mean of the components' tail probabilities. */
static double mixture_cdf(const ra_dist *dist, double x, bool upper)
{
    double sum = 0;
    for (size_t i = 0; i < dist->count; i++)
        sum += dist->values[i] * ra_dist_cdf(dist->components[i], x, upper);
    return fmin(sum, 1);
}

/* Since the cdf is a mean of the components' ones, its quantile lies among theirs. */
static double mixture_quantile(const ra_dist *dist, double p, bool upper)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < dist->count; i++) {
        double x = ra_dist_quantile(dist->components[i], p, upper);
        low = fmin(low, x);
        high = fmax(high, x);
    }
    return ra_dist_bracket(dist, p, upper, low, high);
}

/* mean = sum w m, variance = sum w (v + (m - mean)^2). */
static void mixture_moments(const ra_dist *dist, double *mean, double *variance)
{
    double m, sd, sum = 0, square = 0;
    for (size_t i = 0; i < dist->count; i++) {
        ra_dist_moments(dist->components[i], &m, &sd);
        sum += dist->values[i] * m;
    }
    for (size_t i = 0; i < dist->count; i++) {
        ra_dist_moments(dist->components[i], &m, &sd);
        square += dist->values[i] * (sd * sd + (m - sum) * (m - sum));
    }
    *mean = sum;
    *variance = square;
}

static void mixture_support(const ra_dist *dist, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < dist->count; i++) {
        double start, end;
        ra_dist_support(dist->components[i], &start, &end);
        *low = fmin(*low, start);
        *high = fmax(*high, end);
    }
}

const ra_dist_type ra_dist_mixture = {
    .name = "mixture",
    .summary = "one of several laws, each with its weight",
    .quantile = mixture_quantile,
    .cdf = mixture_cdf,
    .moments = mixture_moments,
    .support = mixture_support,
    .tabulated = true,
};
