/* What the clocks of this folder share. */
#ifndef RA_BENCH_CLOCK_H
#define RA_BENCH_CLOCK_H

#include <stdlib.h>
#include <time.h>

/* Seconds of the monotonic clock. */
static inline double clock_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int clock_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The middle one of n times, n odd, which are sorted. */
static inline double clock_median(double *spent, size_t n)
{
    qsort(spent, n, sizeof *spent, clock_compare);
    return spent[n / 2];
}

#endif
