#include "audit/probes.h"

#include <math.h>

size_t ra_probes_sort(const double *x, size_t n, double probe[RA_PROBES])
{
    size_t stride = n > RA_PROBES ? n / RA_PROBES : 1;
    size_t count = 0;

    for (size_t i = 0; i < n && count < RA_PROBES; i += stride) {
        size_t place = count;
        if (!isfinite(x[i])) {
            continue;
        }
        for (; place > 0 && probe[place - 1] > x[i]; place--) {
            probe[place] = probe[place - 1];
        }
        probe[place] = x[i];
        count++;
    }
    return count;
}

double ra_probes_median(const double *x, size_t n)
{
    double probe[RA_PROBES];
    size_t count = ra_probes_sort(x, n, probe);

    return count > 0 ? probe[count / 2] : 0;
}
