#include "audit/tolerance.h"

#include <math.h>
#include <stddef.h>

/* Powers below zero are divided by, since 0.1 is no double. */
static double scaled(double u, int l)
{
    return l < 0 ? u * pow(10, -l) : u / pow(10, l);
}

double ra_tolerance(double u, int digits, double *c, int *l)
{
    if (!(u > 0) || !isfinite(u)) {
        return NAN;
    }
    int place = (int)floor(log10(u)) - digits + 1;
    double most = pow(10, digits), whole = rint(scaled(u, place));
    if (whole < most / 10) { /* the logarithm was rounded up */
        place--;
        whole = rint(scaled(u, place));
    }
    if (whole >= most) {
        place++;
        whole = rint(scaled(u, place));
    }
    if (c != NULL) {
        *c = whole;
    }
    if (l != NULL) {
        *l = place;
    }
    return place < 0 ? 0.5 / pow(10, -place) : 0.5 * pow(10, place);
}
