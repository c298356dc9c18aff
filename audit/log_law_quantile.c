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

double ra_log_law_quantile(const ra_log_law *law, double p)
{
    double wanted = (law->sign < 0 ? 1 - p : p) * law->cumulative[law->points - 1];
    uint32_t bin = find_bin(law, wanted);
    double before = bin > 0 ? law->cumulative[bin - 1] : 0;
    double inside = (wanted - before) / (law->cumulative[bin] - before);

    return law->sign * exp(law->start + (bin + inside) * law->step);
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
    double before = bin > 0 ? law->cumulative[bin - 1] : 0;
    double up_to = before + (law->cumulative[bin] - before) * (clamped - bin);
    double share = up_to / law->cumulative[law->points - 1];
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

void ra_log_law_shortest(const ra_log_law *law, double level, double *low, double *high)
{
    double total = law->cumulative[law->points - 1], shortest = INFINITY;

    for (uint32_t j = 0; j < law->points; j++) {
        double p = law->cumulative[j] / total;
        p = law->sign < 0 ? 1 - p - level : p;
        if (!(p > 0 && p + level < 1)) {
            continue;
        }
        double a = ra_log_law_quantile(law, p), b = ra_log_law_quantile(law, p + level);
        if (b - a < shortest) {
            shortest = b - a;
            *low = a;
            *high = b;
        }
    }
}
