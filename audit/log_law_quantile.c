/* What a law of a product says, once it is on its grid. */
#include "audit/log_law.h"

#include <math.h>

/* The first bin that reaches p of the total. */
static uint32_t find_bin(const ra_log_law *law, double p)
{
    uint32_t low = 0, high = law->points - 1;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (law->cumulative[middle] < p) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* What is no number becomes the lower limit. */
static inline double limit(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* The distribution function inside a bin: the cubic through its ends and those of its neighbours,
 * with their second differences limited to the bin's own mass, where it is still monotone. */
typedef struct {
    double before, mass; /* at the left end of the bin, and in it */
    double bend[2];      /* second differences at either end */
} bin_shape;

static double edge(const ra_log_law *law, long bin)
{
    return bin < 0 ? 0 : law->cumulative[bin < law->points ? bin : law->points - 1];
}

static bin_shape shape_of(const ra_log_law *law, uint32_t bin)
{
    double left = edge(law, (long)bin - 1), right = edge(law, bin);
    bin_shape shape = {.before = left, .mass = right - left};

    shape.bend[0] = right - 2 * left + edge(law, (long)bin - 2);
    shape.bend[1] = left - 2 * right + edge(law, (long)bin + 1);
    for (int i = 0; i < 2; i++) {
        shape.bend[i] = limit(shape.bend[i], -shape.mass, shape.mass);
    }
    return shape;
}

/* Probability up to a share t of the bin: before + t m - t (1 - t) ((2 - t) b0 + (1 + t) b1) / 6.
 */
static double up_to(const bin_shape *shape, double t)
{
    double bend = (2 - t) * shape->bend[0] + (1 + t) * shape->bend[1];
    return shape->before + t * shape->mass - t * (1 - t) * bend / 6;
}

/* The share of the bin up to which there is a probability, by Newton's method from a straight line:
 * the slope is half the mass at least. */
static double share_at(const bin_shape *shape, double probability)
{
    double b0 = shape->bend[0], b1 = shape->bend[1];
    double t = (probability - shape->before) / shape->mass;

    for (int i = 0; i < 5; i++) {
        double before = t, bend = (1 - 2 * t) * ((2 - t) * b0 + (1 + t) * b1);
        bend += t * (1 - t) * (b1 - b0);
        t -= (up_to(shape, t) - probability) / (shape->mass - bend / 6);
        t = limit(t, 0, 1);
        if (t == before) {
            break;
        }
    }
    return t;
}

/* Value at a place between the left end of bin 0 and the right end of the last. */
static double value_at(const ra_log_law *law, double place)
{
    return law->sign * exp(law->start + place * law->step);
}

double ra_log_law_quantile(const ra_log_law *law, double p)
{
    double wanted = (law->sign < 0 ? 1 - p : p) * law->cumulative[law->points - 1];
    uint32_t bin = find_bin(law, wanted);
    bin_shape shape = shape_of(law, bin);

    return value_at(law, bin + share_at(&shape, wanted));
}

double ra_log_law_cdf(const ra_log_law *law, double y)
{
    bool negative = law->sign < 0;

    if (!(law->sign * y > 0)) {
        return isnan(y) ? (double)NAN : negative ? 1 : 0;
    }
    double place = (log(fabs(y)) - law->start) / law->step;
    double clamped = fmin(fmax(place, 0), law->points);
    uint32_t bin = clamped < law->points ? (uint32_t)clamped : law->points - 1;
    bin_shape shape = shape_of(law, bin);
    double share = up_to(&shape, clamped - bin) / law->cumulative[law->points - 1];
    return negative ? 1 - share : share;
}

/* The variance of the place in steps, less the 1/12 of a bin [sheppard1898]. */
double ra_log_law_variance(const ra_log_law *law)
{
    double total = law->cumulative[law->points - 1], centre = find_bin(law, total / 2);
    double first = 0, second = 0, before = 0;

    for (uint32_t j = 0; j < law->points; j++) {
        double mass = (law->cumulative[j] - before) / total, place = j - centre;
        first += mass * place;
        second += mass * place * place;
        before = law->cumulative[j];
    }
    return (second - first * first - 1.0 / 12) * law->step * law->step;
}

/* An interval that slides from left to right. Its left end is the right end of a bin. */
typedef struct {
    uint32_t right; /* bin of its right end */
    double wanted;  /* probability up to there */
    double end;     /* the value there */
} slide;

/* Moves the right end of an interval of probability `inner`. Far out in the left tail it does not move
 * any more. Returned: false where no interval has that left end. */
static bool slide_to(const ra_log_law *law, slide *at, uint32_t left, double inner)
{
    double from = law->cumulative[left], wanted = from + inner;

    if (!(from > 0 && wanted < law->cumulative[law->points - 1])) {
        return false;
    }
    if (wanted != at->wanted) {
        while (law->cumulative[at->right] < wanted) {
            at->right++;
        }
        bin_shape shape = shape_of(law, at->right);
        at->wanted = wanted;
        at->end = value_at(law, at->right + share_at(&shape, wanted));
    }
    return true;
}

/* Slides the interval along the bins. Where Y < 0, its ends on the axis of |Y| change places. */
void ra_log_law_shortest(const ra_log_law *law, double level, double *low, double *high)
{
    double inner = level * law->cumulative[law->points - 1], shortest = INFINITY;
    slide at = {.right = 0, .wanted = -1};

    for (uint32_t left = 0; left < law->points; left++) {
        if (!slide_to(law, &at, left, inner)) {
            continue;
        }
        double a = value_at(law, left + 1), b = at.end;
        if (fabs(b - a) < shortest) {
            shortest = fabs(b - a);
            *low = fmin(a, b);
            *high = fmax(a, b);
        }
    }
}
