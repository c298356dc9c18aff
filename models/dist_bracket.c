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

/* How many doubles lie between two, the second included; more than an int64_t may hold. */
static uint64_t steps_between(double low, double high)
{
    return (uint64_t)rank_of(high) - (uint64_t)rank_of(low);
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

/* Secant steps with the Illinois rule on a bracket. Where four of them have not halved its doubles,
 * one step does, which bounds the number of steps and settles on atoms. `high` is always at or
 * behind the quantile. A hit is taken at once where the bracket is narrow; elsewhere it may lie
 * where the cdf is level between two parts of the law, of which only the end is a value of the law.
 */
double ra_dist_bracket(const ra_dist *dist, double p, bool upper, double low, double high)
{
    low = fmax(low, -DBL_MAX);
    high = fmin(high, DBL_MAX);
    double at_low = beyond(dist, low, p, upper), at_high = beyond(dist, high, p, upper);
    if (at_low >= 0)
        return low;
    uint64_t before = UINT64_MAX;
    int side = 0;
    for (int i = 1; steps_between(low, high) > 1; i++) {
        double x = low + (high - low) * (at_low / (at_low - at_high));
        uint64_t left = steps_between(low, high);
        bool slow = i % 4 == 0 && left > before / 2;
        before = i % 4 == 0 ? left : before;
        if (slow || !(x > low && x < high))
            x = at_rank(rank_of(low) + (int64_t)(left / 2));
        double at_x = beyond(dist, x, p, upper);
        bool narrow = high - low < 1e-9 * fmax(fabs(low), fabs(high));
        if (fabs(at_x) < 1e-15 && at_high > 1e-15 && narrow)
            return x;
        if (at_x >= 0) {
            at_low = side > 0 ? at_low / 2 : at_low;
            high = x;
            at_high = at_x;
        } else {
            at_high = side < 0 ? at_high / 2 : at_high;
            low = x;
            at_low = at_x;
        }
        side = at_x >= 0 ? 1 : -1;
    }
    return high;
}
