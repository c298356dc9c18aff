/* The quantile of a law of which only the cdf is known. */
#include "models/dist_types.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Doubles in their own order: neighbours differ by 1, so that halving reaches any number, however
 * small, in 64 steps. */
static int64_t rank_of(double x)
{
    int64_t bits;
    x += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &x, sizeof bits);
    return bits >= 0 ? bits : INT64_MIN - bits;
}

static double at_rank(int64_t rank)
{
    int64_t bits = rank >= 0 ? rank : INT64_MIN - rank;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Halfway between two ranks of which low <= high; their difference may overflow. */
static int64_t halfway(int64_t low, int64_t high)
{
    return low + (int64_t)(((uint64_t)high - (uint64_t)low) / 2);
}

/* Signed distance of the tail from p on the log scale, above 0 where x is at or behind the
 * quantile. The log makes far tails nearly straight lines for the secant. */
static double beyond(const ra_dist *dist, double x, double p, bool upper)
{
    double tail = dist->type->cdf(dist, x, upper);
    if (tail == p)
        return 0;
    double d = tail > 0 ? log(tail / p) : -745;
    return upper ? -d : d;
}

/* Secant steps with the Illinois rule on a bracket; every third step halves by rank, which bounds
 * the number of steps and settles on atoms. `high` is always at or behind the quantile. */
double ra_dist_bracket(const ra_dist *dist, double p, bool upper, double low, double high)
{
    low = fmax(low, -DBL_MAX);
    high = fmin(high, DBL_MAX);
    double at_low = beyond(dist, low, p, upper), at_high = beyond(dist, high, p, upper);
    if (at_low >= 0)
        return low;
    int side = 0;
    for (int i = 1; rank_of(high) - 1 > rank_of(low); i++) {
        double x = low + (high - low) * (at_low / (at_low - at_high));
        if (i % 3 == 0 || !(x > low && x < high))
            x = at_rank(halfway(rank_of(low), rank_of(high)));
        double at_x = beyond(dist, x, p, upper);
        bool behind = at_x >= 0;
        if (behind) {
            high = x;
            at_high = at_x;
            at_low = side == 1 ? at_low / 2 : at_low;
        } else {
            low = x;
            at_low = at_x;
            at_high = side == -1 ? at_high / 2 : at_high;
        }
        side = behind ? 1 : -1;
    }
    return high;
}
