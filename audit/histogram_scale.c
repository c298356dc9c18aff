/* The bins of a histogram, chosen from block 0. */
#include <math.h>

#include "audit/histogram_cells.h"
#include "audit/kernels.h"
#include "audit/probes.h"

/* Bins of the window to a standard deviation, at least: few enough that the histograms of all rungs
 * stay in the cache together, which more than pays for the loss of resolution. */
#define BINS_PER_SD 256

/* Pages of block 0 that are counted in one array, at most, and pages that are added on either side,
 * beside a quarter of those: all memory that is not touched costs nothing. Their bins are numbered in
 * 16 bits. */
#define MOST_NEAR 30
#define MARGIN    8

/* The octaves, or equal bins where they resolve better. */
static ra_histogram_scale choose_bins(const double *x, size_t n)
{
    ra_histogram_scale octaves = {.linear = false};
    double probe[RA_PROBES];
    size_t count = ra_probes_sort(x, n, probe);

    if (count == 0) {
        return octaves;
    }
    octaves.centre = probe[count / 2];
    double low = probe[count / 20], high = probe[count - 1 - count / 20];
    double far = fmax(fabs(low), fabs(high)), near = fmin(fabs(low), fabs(high));
    if (!(low < high) || (low > 0) != (high > 0) || far > 2 * near) {
        return octaves;
    }
    /* Nine tenths of a normal law lie within 3.29 standard deviations. */
    double width = exp2(floor(log2((high - low) / 3.29 / BINS_PER_SD)));
    if (!isnormal(width) || !isnormal(1 / width)) {
        return octaves;
    }
    return (ra_histogram_scale){.linear = true, .centre = octaves.centre, .width = width};
}

/* Page of a number in the table that is counted in one array; false where it is not there. */
static bool near_page(const ra_histogram_scale *scale, double x, uint32_t *page)
{
    double place = scale->linear ? ra_window_place(scale, x) : 0;

    if (!isfinite(x) || !(place >= 0 && place < RA_WINDOW_BINS)) {
        return false;
    }
    *page = (scale->linear ? (uint32_t)place : ra_octave_bin(x)) / RA_PAGE;
    return true;
}

/* The pages of the smallest and the largest number among those that are there. Returned: false where
 * none is. */
static bool find_ends(const ra_histogram_scale *scale, const double *x, size_t n, uint32_t *least,
                      uint32_t *most)
{
    double min, max;
    uint32_t page;

    ra_kernels_get()->range(x, n, &min, &max);
    if (near_page(scale, min, least) && near_page(scale, max, most)) {
        return true;
    }
    *least = UINT32_MAX;
    *most = 0;
    for (size_t i = 0; i < n; i++) {
        if (near_page(scale, x[i], &page)) {
            *least = page < *least ? page : *least;
            *most = page > *most ? page : *most;
        }
    }
    return *least <= *most;
}

/* The pages from that of the smallest number to that of the largest, with some more on either side,
 * but never the outermost ones, where the infinities and NaN are. Where that would be too many, as
 * of numbers of both signs, those around the median. */
static void choose_near(ra_histogram_scale *scale, const double *x, size_t n)
{
    uint32_t pages = scale->linear ? RA_WINDOW_PAGES : RA_TABLE_PAGES;
    uint32_t least, most, page;

    if (!find_ends(scale, x, n, &least, &most)) {
        return;
    }
    if (most - least >= MOST_NEAR) {
        if (!near_page(scale, scale->centre, &page)) {
            return;
        }
        least = page > least + MOST_NEAR / 2 ? page - MOST_NEAR / 2 : least;
        most = page + MOST_NEAR / 2 < most ? page + MOST_NEAR / 2 : most;
    }
    uint32_t more = MARGIN + (most - least) / 4;
    least = least > more ? least - more : 1;
    most = most + more < pages - 1 ? most + more : pages - 2;
    scale->first = least * RA_PAGE;
    scale->count = (most - least + 1) * RA_PAGE;
}

ra_histogram_scale ra_histogram_choose(const double *x, size_t n)
{
    ra_histogram_scale scale = choose_bins(x, n);

    choose_near(&scale, x, n);
    return scale;
}
