/* Laws made of a list of values: point, discrete, empirical. Their lists are sorted, each value
 * once, `cumulative[i]` = P(X <= values[i]), the last one exactly 1. */
#include "models/dist_types.h"

#include <math.h>

static double point_quantile(const ra_dist *dist, double p, bool upper)
{
    (void)p, (void)upper;
    return dist->parameter[0];
}

static double point_cdf(const ra_dist *dist, double x, bool upper)
{
    return (x >= dist->parameter[0]) != upper ? 1 : 0;
}

static void point_moments(const ra_dist *dist, double *mean, double *variance)
{
    *mean = dist->parameter[0];
    *variance = 0;
}

static void point_support(const ra_dist *dist, double *low, double *high)
{
    *low = *high = dist->parameter[0];
}

const ra_dist_type ra_dist_point = {
    .name = "point",
    .parameters = {"value"},
    .summary = "one exact value",
    .quantile = point_quantile,
    .cdf = point_cdf,
    .moments = point_moments,
    .support = point_support,
    .excel = "%1",
    .javascript = "%1",
    .discrete = true,
};

/* Index of the first value that reaches the tail: cumulative >= p, or 1 - cumulative <= p. */
static size_t first_reaching(const ra_dist *dist, double p, bool upper)
{
    size_t low = 0, high = dist->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        double reached = dist->cumulative[middle];
        if (upper ? 1 - reached <= p : reached >= p)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Number of values that are <= x. */
static size_t count_up_to(const ra_dist *dist, double x)
{
    size_t low = 0, high = dist->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dist->values[middle] <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double discrete_quantile(const ra_dist *dist, double p, bool upper)
{
    return dist->values[first_reaching(dist, p, upper)];
}

static double discrete_cdf(const ra_dist *dist, double x, bool upper)
{
    size_t n = count_up_to(dist, x);
    double lower = n ? dist->cumulative[n - 1] : 0;
    return upper ? 1 - lower : lower;
}

/* Sums over the atoms, about the median so that the mean's size does not eat the variance. */
static void discrete_moments(const ra_dist *dist, double *mean, double *variance)
{
    double origin = discrete_quantile(dist, 0.5, false), first = 0, second = 0, before = 0;
    for (size_t i = 0; i < dist->count; i++) {
        double d = dist->values[i] - origin, weight = dist->cumulative[i] - before;
        first += weight * d;
        second += weight * d * d;
        before = dist->cumulative[i];
    }
    *mean = origin + first;
    *variance = fmax(second - first * first, 0);
}

static void list_support(const ra_dist *dist, double *low, double *high)
{
    *low = dist->values[0];
    *high = dist->values[dist->count - 1];
}

const ra_dist_type ra_dist_discrete = {
    .name = "discrete",
    .summary = "a few values, each with its weight",
    .quantile = discrete_quantile,
    .cdf = discrete_cdf,
    .moments = discrete_moments,
    .support = list_support,
    .discrete = true,
};

const ra_dist_type ra_dist_empirical = {
    .name = "empirical",
    .summary = "a sample: each of its values is equally likely (or straight lines between them)",
    .quantile = discrete_quantile,
    .cdf = discrete_cdf,
    .moments = discrete_moments,
    .support = list_support,
    .discrete = true,
};

/* Straight lines through the points (values[i], cumulative[i]), where here cumulative[0] = 0 and
 * cumulative[i] = i / (n - 1) for a sample of n: the quantile of most statistics programs (type 7
 * of [hyndman1996]). Equal values make a jump: their first and last points are both kept. */
static double interpolated_quantile(const ra_dist *dist, double p, bool upper)
{
    size_t i = first_reaching(dist, p, upper);
    if (i == 0)
        return dist->values[0];
    double c0 = dist->cumulative[i - 1], c1 = dist->cumulative[i];
    double x0 = dist->values[i - 1], x1 = dist->values[i];
    if (!(c1 > c0))
        return x1;
    double part = upper ? (1 - c0 - p) / (c1 - c0) : (p - c0) / (c1 - c0);
    return x0 + (x1 - x0) * fmin(fmax(part, 0), 1);
}

static double interpolated_cdf(const ra_dist *dist, double x, bool upper)
{
    size_t n = count_up_to(dist, x);
    double lower = n ? 1 : 0;
    if (n > 0 && n < dist->count) {
        double part = (x - dist->values[n - 1]) / (dist->values[n] - dist->values[n - 1]);
        lower = dist->cumulative[n - 1] + part * (dist->cumulative[n] - dist->cumulative[n - 1]);
    }
    return upper ? 1 - lower : lower;
}

/* Each piece is uniform: over one from s to e (about the median) with weight w,
 * E1 += w (s + e) / 2 and E2 += w (s^2 + s e + e^2) / 3. */
static void interpolated_moments(const ra_dist *dist, double *mean, double *variance)
{
    double origin = interpolated_quantile(dist, 0.5, false), first = 0, second = 0;
    for (size_t i = 1; i < dist->count; i++) {
        double s = dist->values[i - 1] - origin, e = dist->values[i] - origin;
        double weight = dist->cumulative[i] - dist->cumulative[i - 1];
        first += weight * (s + e) / 2;
        second += weight * (s * s + s * e + e * e) / 3;
    }
    *mean = origin + first;
    *variance = fmax(second - first * first, 0);
}

const ra_dist_type ra_dist_interpolated = {
    .name = "empirical",
    .summary = "straight lines between the values of a sample",
    .quantile = interpolated_quantile,
    .cdf = interpolated_cdf,
    .moments = interpolated_moments,
    .support = list_support,
};
