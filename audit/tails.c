#include "audit/tails.h"

#include <math.h>

/* Slopes that differ by less are those of a power law. */
#define SAME_SLOPE 1.05

/* A slope that is nearly whole is whole: Student's t with two degrees of freedom has 2. */
#define NEARLY 1e-3

/* ln p over ln x between three points far out; infinite where it grows, as in all light tails. */
static double power_of(const double x[3])
{
    const double step = log(1e3); /* from 1e-6 to 1e-9, and on to 1e-12 */
    double first = step / fabs(log(x[1] / x[0])), second = step / fabs(log(x[2] / x[1]));

    if (!(second <= SAME_SLOPE * first)) {
        return INFINITY;
    }
    return fabs(second - rint(second)) < NEARLY ? rint(second) : second;
}

static const double rare[3] = {1e-6, 1e-9, 1e-12};

static double far_of(const ra_dist *dist, bool upper)
{
    double median = ra_dist_quantile(dist, 0.5, false), x[3];

    for (int i = 0; i < 3; i++) {
        x[i] = fabs(ra_dist_quantile(dist, rare[i], upper) - median);
    }
    return x[0] > 0 ? power_of(x) : INFINITY;
}

/* Near an end of the law that is zero. Where a share of 1e-12 lies nearer to it than doubles can
 * say, no moment of the inverse exists. */
static double near_of(const ra_dist *dist, bool upper)
{
    double x[3];

    for (int i = 0; i < 3; i++) {
        x[i] = fabs(ra_dist_quantile(dist, rare[i], upper));
    }
    return x[2] > 0 ? power_of(x) : 0;
}

/* Whether zero itself has a probability: what is at most zero is more than what is below. */
static bool has_zero(const ra_dist *dist)
{
    double below = ra_dist_cdf(dist, -0x1p-1022, false);

    return ra_dist_cdf(dist, 0, false) > below + RA_NEVER;
}

/* Whether a law of both signs has nothing next to zero, as a mixture may. */
static bool has_gap(const ra_dist *dist, const ra_tails *tails)
{
    double next = 1e-3 * fmin(-tails->low, tails->high);

    return ra_dist_cdf(dist, next, false) <= ra_dist_cdf(dist, -next, false);
}

ra_tails ra_tails_of(const ra_dist *dist)
{
    ra_tails tails = {.far = INFINITY, .near = INFINITY, .sure = !dist->type->discrete};
    double below = ra_dist_cdf(dist, 0, false), above = ra_dist_cdf(dist, 0, true);

    ra_dist_support(dist, &tails.low, &tails.high);
    tails.bounded = isfinite(tails.low) && isfinite(tails.high);
    if (isinf(tails.low)) {
        tails.far = fmin(tails.far, far_of(dist, false));
        tails.low = ra_dist_quantile(dist, RA_NEVER, false);
    }
    if (isinf(tails.high)) {
        tails.far = fmin(tails.far, far_of(dist, true));
        tails.high = ra_dist_quantile(dist, RA_NEVER, true);
    }
    if (has_zero(dist)) {
        tails.near = 0;
        tails.sure = true;
    } else if (tails.low < 0 && tails.high > 0) {
        /* A density that is positive at zero: P(|X| < x) is proportional to x. */
        bool never = fmin(below, above) < RA_NEVER || has_gap(dist, &tails);
        tails.near = dist->type->discrete || never ? INFINITY : 1;
    } else if (tails.low == 0 || tails.high == 0) {
        tails.near = near_of(dist, tails.high == 0);
    }
    return tails;
}
