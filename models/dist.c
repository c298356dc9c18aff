/* What every law has, truncation and clipping included. */
#include "models/dist_types.h"

#include <math.h>

bool ra_dist_is_truncated(const ra_dist *dist)
{
    return dist->truncate_low > -INFINITY || dist->truncate_high < INFINITY;
}

bool ra_dist_is_whole(const ra_dist *dist, const ra_dist_type *type)
{
    bool clipped = dist->clip_low > -INFINITY || dist->clip_high < INFINITY;
    return dist->type == type && !clipped && !ra_dist_is_truncated(dist);
}

double ra_dist_base_quantile(const ra_dist *dist, double p, bool upper)
{
    if (dist->type->quantile)
        return dist->type->quantile(dist, p, upper);
    double low, high;
    dist->type->support(dist, &low, &high);
    return ra_dist_bracket(dist, p, upper, low, high);
}

ra_dist_rest ra_dist_truncation(const ra_dist *dist)
{
    double (*cdf)(const ra_dist *, double, bool) = dist->type->cdf;
    double a = dist->truncate_low, b = dist->truncate_high;
    double below = a > -INFINITY ? cdf(dist, a, false) : 0;
    double above = b < INFINITY ? cdf(dist, b, true) : 0;
    if (below > 0.5) {
        double from = cdf(dist, a, true);
        return (ra_dist_rest){from, above, from - above, 1};
    }
    if (above > 0.5) {
        double to = cdf(dist, b, false);
        return (ra_dist_rest){below, to, to - below, -1};
    }
    return (ra_dist_rest){below, above, 1 - below - above, 0};
}

/* The tail probability of the untruncated law at the quantile p of the truncated one. */
static double truncated_quantile(const ra_dist *dist, ra_dist_rest r, double p, bool upper)
{
    double lower_tail, upper_tail;
    if (r.side > 0) {
        upper_tail = upper ? r.above + p * r.mass : r.below - p * r.mass;
        lower_tail = 1;
    } else if (r.side < 0) {
        lower_tail = upper ? r.above - p * r.mass : r.below + p * r.mass;
        upper_tail = 1;
    } else {
        lower_tail = r.below + (upper ? (1 - p) * r.mass : p * r.mass);
        upper_tail = r.above + (upper ? p * r.mass : (1 - p) * r.mass);
    }
    double x = lower_tail < upper_tail ? ra_dist_base_quantile(dist, lower_tail, false)
                                       : ra_dist_base_quantile(dist, upper_tail, true);
    return fmin(fmax(x, dist->truncate_low), dist->truncate_high);
}

double ra_dist_rest_quantile(const ra_dist *dist, const ra_dist_rest *rest, double p, bool upper)
{
    double x = ra_dist_is_truncated(dist) ? truncated_quantile(dist, *rest, p, upper)
                                          : ra_dist_base_quantile(dist, p, upper);
    return fmin(fmax(x, dist->clip_low), dist->clip_high);
}

double ra_dist_quantile(const ra_dist *dist, double p, bool upper)
{
    ra_dist_rest rest = ra_dist_truncation(dist);
    return ra_dist_rest_quantile(dist, &rest, p, upper);
}

static double truncated_cdf(const ra_dist *dist, ra_dist_rest r, double x, bool upper)
{
    if (x <= dist->truncate_low)
        return upper ? 1 : 0;
    if (x >= dist->truncate_high)
        return upper ? 0 : 1;
    double tail = dist->type->cdf(dist, x, r.side > 0 || (r.side == 0 && upper));
    double part;
    if (r.side > 0)
        part = upper ? tail - r.above : r.below - tail;
    else if (r.side < 0)
        part = upper ? r.above - tail : tail - r.below;
    else
        part = tail - (upper ? r.above : r.below);
    return fmin(fmax(part / r.mass, 0), 1);
}

double ra_dist_rest_cdf(const ra_dist *dist, const ra_dist_rest *rest, double x, bool upper)
{
    if (x < dist->clip_low)
        return upper ? 1 : 0;
    if (x >= dist->clip_high)
        return upper ? 0 : 1;
    return ra_dist_is_truncated(dist) ? truncated_cdf(dist, *rest, x, upper)
                                      : dist->type->cdf(dist, x, upper);
}

double ra_dist_cdf(const ra_dist *dist, double x, bool upper)
{
    ra_dist_rest rest = ra_dist_truncation(dist);
    return ra_dist_rest_cdf(dist, &rest, x, upper);
}

void ra_dist_support(const ra_dist *dist, double *low, double *high)
{
    dist->type->support(dist, low, high);
    *low = fmax(*low, dist->truncate_low);
    *high = fmin(*high, dist->truncate_high);
    *low = fmin(fmax(*low, dist->clip_low), dist->clip_high);
    *high = fmin(fmax(*high, dist->clip_low), dist->clip_high);
}

bool ra_dist_is_point(const ra_dist *dist)
{
    double low, high;
    ra_dist_support(dist, &low, &high);
    return low == high;
}

bool ra_dist_has_atoms(const ra_dist *dist)
{
    if (dist->type->discrete || dist->clip_low > -INFINITY || dist->clip_high < INFINITY)
        return true;
    for (size_t i = 1; dist->cumulative && i < dist->count; i++)
        if (dist->values[i] == dist->values[i - 1])
            return true;
    for (size_t i = 0; dist->components && i < dist->count; i++)
        if (ra_dist_has_atoms(dist->components[i]))
            return true;
    return false;
}
