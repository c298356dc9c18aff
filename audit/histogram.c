#include "audit/histogram.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "audit/histogram_cells.h"
#include "audit/kernels.h"
#include "models/alloc.h"

ra_status ra_histogram_new(ra_histogram **out, ra_histogram_scale scale)
{
    ra_histogram *histogram = ra_calloc(1, sizeof *histogram);

    *out = histogram;
    if (histogram == NULL) {
        return RA_NOMEM;
    }
    histogram->scale = scale;
    histogram->min = INFINITY;
    histogram->max = -INFINITY;
    histogram->low_edge = INFINITY;
    histogram->high_edge = INFINITY;
    if (scale.linear) {
        double reach = scale.width * (RA_WINDOW_BINS / 2);
        histogram->low_edge = scale.centre - reach;
        histogram->high_edge = scale.centre + reach;
        histogram->inverse = 1 / scale.width;
    }
    histogram->near = scale.linear ? RA_WINDOW : RA_ABOVE;
    histogram->ends = (ra_bin_range){scale.count, 0};
    if (ra_short_open(histogram) != RA_OK) {
        ra_histogram_free(histogram);
        *out = NULL;
        return RA_NOMEM;
    }
    return RA_OK;
}

void ra_histogram_free(ra_histogram *histogram)
{
    if (histogram == NULL) {
        return;
    }
    for (int t = 0; t < RA_TABLES; t++) {
        ra_bin_table_free(&histogram->table[t]);
    }
    ra_short_free(histogram);
    ra_free(histogram->known);
    ra_free(histogram->list);
    ra_free(histogram);
}

static inline ra_bin_place find_place(const ra_histogram *histogram, double x)
{
    double place = histogram->scale.linear ? ra_window_place(&histogram->scale, x) : -1;

    if (place >= 0 && place < RA_WINDOW_BINS) {
        return (ra_bin_place){RA_WINDOW, (uint32_t)place};
    }
    bool below = histogram->scale.linear && x < histogram->scale.centre;
    return (ra_bin_place){below ? RA_BELOW : RA_ABOVE, ra_octave_bin(x)};
}

ra_bin_place ra_histogram_place(const ra_histogram *histogram, double x)
{
    return find_place(histogram, x);
}

/* Counts a number wherever it lies. */
static inline ra_status count_anywhere(ra_histogram *histogram, double x)
{
    ra_bin_place place = find_place(histogram, x);

    if (isnan(x)) {
        histogram->nan++;
        histogram->count--;
        return RA_OK;
    }
    return ra_bin_table_count(&histogram->table[place.table], place.bin);
}

/* Bins of the array near block 0; those that lie elsewhere are the array's length. */
static ra_bin_range find_near(const ra_kernels *kernels, const ra_histogram *histogram,
                              const double *x, uint16_t *bins, size_t n)
{
    const ra_histogram_scale *scale = &histogram->scale;
    const double place[3] = {scale->centre, histogram->inverse, RA_WINDOW_BINS / 2};

    return scale->linear ? kernels->window(x, place, scale->first, scale->count, bins, n)
                         : kernels->octaves(x, scale->first, scale->count, bins, n);
}

/* Notes the smallest and the largest of numbers that may be smaller or larger than all before. An
 * extreme of -0 is noted as 0, whatever the order in which zeros come. */
static void note_extremes(const ra_kernels *kernels, ra_histogram *histogram, const double *x,
                          size_t n, ra_bin_range bins)
{
    double min, max;

    kernels->range(x, n, &min, &max);
    histogram->min = (min < histogram->min ? min : histogram->min) + 0.0;
    histogram->max = (max > histogram->max ? max : histogram->max) + 0.0;
    /* Where some lie elsewhere, those in the array tell nothing of both ends. */
    if (bins.last < histogram->scale.count) {
        histogram->ends.first =
            bins.first < histogram->ends.first ? bins.first : histogram->ends.first;
        histogram->ends.last = bins.last > histogram->ends.last ? bins.last : histogram->ends.last;
    }
}

/* Numbers are turned into bins in pieces. */
#define PIECE 1024

static ra_status count_piece(const ra_kernels *kernels, ra_histogram *histogram, const double *x,
                             size_t n)
{
    uint16_t bins[PIECE];
    uint32_t elsewhere = histogram->scale.count;

    if (ra_short_room(histogram, (uint32_t)n) != RA_OK) {
        return RA_NOMEM;
    }
    ra_bin_range range = find_near(kernels, histogram, x, bins, n);
    if (range.first <= histogram->ends.first || range.last >= histogram->ends.last) {
        note_extremes(kernels, histogram, x, n, range);
    }
    kernels->count(histogram->counts, bins, n);
    for (size_t i = 0; range.last == elsewhere && i < n; i++) {
        if (bins[i] == elsewhere && count_anywhere(histogram, x[i]) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

ra_status ra_histogram_add(ra_histogram *histogram, const double *x, size_t n)
{
    const ra_kernels *kernels = ra_kernels_get();

    histogram->count += n;
    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        if (count_piece(kernels, histogram, x + start, piece) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

ra_status ra_histogram_merge(ra_histogram *into, const ra_histogram *from)
{
    assert(into->scale.linear == from->scale.linear && into->low_edge == from->low_edge);
    assert(into->scale.first == from->scale.first && into->scale.count == from->scale.count);
    if (ra_short_merge(into, from) != RA_OK) {
        return RA_NOMEM;
    }
    for (int t = 0; t < RA_TABLES; t++) {
        if (ra_bin_table_merge(&into->table[t], &from->table[t]) != RA_OK) {
            return RA_NOMEM;
        }
    }
    into->count += from->count;
    into->nan += from->nan;
    into->min = fmin(into->min, from->min);
    into->max = fmax(into->max, from->max);
    return RA_OK;
}

ra_status ra_histogram_copy(ra_histogram **out, const ra_histogram *from)
{
    ra_status status = ra_histogram_new(out, from->scale);

    if (status == RA_OK) {
        status = ra_histogram_merge(*out, from);
    }
    if (status != RA_OK) {
        ra_histogram_free(*out);
        *out = NULL;
    }
    return status;
}

uint64_t ra_histogram_count(const ra_histogram *histogram)
{
    return histogram->count;
}

uint64_t ra_histogram_nan(const ra_histogram *histogram)
{
    return histogram->nan;
}

double ra_histogram_min(const ra_histogram *histogram)
{
    return histogram->count > 0 ? histogram->min : NAN;
}

double ra_histogram_max(const ra_histogram *histogram)
{
    return histogram->count > 0 ? histogram->max : NAN;
}
