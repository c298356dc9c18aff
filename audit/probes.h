/* A few numbers of a block, by which scales are chosen. */
#ifndef RA_PROBES_H
#define RA_PROBES_H

#include <stddef.h>

#define RA_PROBES 128

/* Every few numbers of the block, sorted; those that are not finite are left out. Returned: how
 * many there are. */
size_t ra_probes_sort(const double *x, size_t n, double probe[RA_PROBES]);

/* The median of these numbers; 0 where there is none. */
double ra_probes_median(const double *x, size_t n);

#endif
