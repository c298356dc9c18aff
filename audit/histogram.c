#include "audit/histogram.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "audit/histogram_cells.h"
#include "models/alloc.h"

/* Bins are the leading 22 bits: sign, exponent, and ten bits of the mantissa. */
#define BIN_SHIFT 42

/* Bins of the window to a standard deviation, at least: few enough that the histograms of all rungs
 * stay in the cache together, which more than pays for the loss of resolution. */
#define BINS_PER_SD 256

/* Every few numbers of the block, sorted. Those that are not finite are left out. */
#define PROBES 128
static size_t sorted_probes(const double *x, size_t n, double probe[PROBES])
{
    size_t stride = n > PROBES ? n / PROBES : 1;
    size_t count = 0;

    for (size_t i = 0; i < n && count < PROBES; i += stride) {
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

ra_histogram_scale ra_histogram_choose(const double *x, size_t n)
{
    const ra_histogram_scale octaves = {.linear = false};
    double probe[PROBES];
    size_t count = sorted_probes(x, n, probe);

    if (count == 0) {
        return octaves;
    }
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
    return (ra_histogram_scale){.linear = true, .centre = probe[count / 2], .width = width};
}

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
    return RA_OK;
}

void ra_histogram_free(ra_histogram *histogram)
{
    if (histogram == NULL) {
        return;
    }
    for (int t = 0; t < RA_TABLES; t++) {
        ra_free(histogram->table[t].slot);
        ra_free(histogram->table[t].pages);
    }
    ra_free(histogram);
}

/* Adds an empty page. */
static ra_status open_page(ra_bin_table *table, uint32_t page)
{
    if (table->slot == NULL) {
        table->slot = ra_calloc(RA_TABLE_PAGES, sizeof *table->slot);
        if (table->slot == NULL) {
            return RA_NOMEM;
        }
    }
    if (table->count == table->capacity) {
        size_t capacity = table->capacity == 0 ? 2 : 2 * table->capacity;
        void *pages = ra_realloc(table->pages, capacity * sizeof *table->pages);
        if (pages == NULL) {
            return RA_NOMEM;
        }
        table->pages = pages;
        table->capacity = capacity;
    }
    memset(table->pages[table->count], 0, sizeof *table->pages);
    table->count++;
    table->slot[page] = (uint16_t)table->count;
    return RA_OK;
}

/* Returns the counters of a page, which is opened if need be; NULL: out of memory. */
static uint64_t *page_of(ra_bin_table *table, uint32_t page)
{
    if (table->slot == NULL || table->slot[page] == 0) {
        if (open_page(table, page) != RA_OK) {
            return NULL;
        }
    }
    return table->pages[table->slot[page] - 1];
}

/* Numbers are turned into bins in pieces, in loops that vectorise. */
#define PIECE 256

/* A bin that no page holds: of a NaN, or of a number outside the window. */
#define NO_BIN UINT32_MAX

/* Bin of a number among the octaves in the order of values: negative ones count down. */
static inline uint32_t octave_bin(double x)
{
    uint64_t bits;

    x += 0.0; /* -0 counts as 0 */
    memcpy(&bits, &x, sizeof bits);
    bits ^= (uint64_t)((int64_t)bits >> 63) | UINT64_C(1) << 63;
    return (uint32_t)(bits >> BIN_SHIFT);
}

static void octave_bins(const double *x, uint32_t *bins, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t bin = octave_bin(x[i]);
        bins[i] = x[i] == x[i] ? bin : NO_BIN;
    }
}

/* Bins of the window count from its lower edge, so that truncation is floor. */
static void window_bins(const ra_histogram *histogram, const double *x, uint32_t *bins, size_t n)
{
    double centre = histogram->scale.centre, inverse = histogram->inverse;

    for (size_t i = 0; i < n; i++) {
        double place = (x[i] - centre) * inverse + RA_WINDOW_BINS / 2;
        bool inside = place >= 0 && place < RA_WINDOW_BINS;
        int32_t bin = (int32_t)(inside ? place : 0);
        bins[i] = inside ? (uint32_t)bin : NO_BIN;
    }
}

static ra_status count_bins(ra_bin_table *table, const uint32_t *bins, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bins[i] == NO_BIN) {
            continue;
        }
        uint64_t *counts = page_of(table, bins[i] / RA_PAGE);
        if (counts == NULL) {
            return RA_NOMEM;
        }
        counts[bins[i] % RA_PAGE]++;
    }
    return RA_OK;
}

/* Counts the few numbers that the window does not hold, on their side of it. */
static ra_status count_outside(ra_histogram *histogram, const double *x, const uint32_t *bins,
                               size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bins[i] != NO_BIN || isnan(x[i])) {
            continue;
        }
        uint32_t bin = octave_bin(x[i]);
        ra_table_kind side = x[i] < histogram->scale.centre ? RA_BELOW : RA_ABOVE;
        if (count_bins(&histogram->table[side], &bin, 1) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

static ra_status count_piece(ra_histogram *histogram, const double *x, size_t n)
{
    uint32_t bins[PIECE];

    if (!histogram->scale.linear) {
        octave_bins(x, bins, n);
        return count_bins(&histogram->table[RA_ABOVE], bins, n);
    }
    window_bins(histogram, x, bins, n);
    if (count_bins(&histogram->table[RA_WINDOW], bins, n) != RA_OK) {
        return RA_NOMEM;
    }
    return count_outside(histogram, x, bins, n);
}

/* Updates extremes and counts. An extreme of -0 is noted as 0, whatever the order in which zeros
 * come; a NaN is neither less nor more than anything. */
static void note_range(ra_histogram *histogram, const double *x, size_t n)
{
    double min = histogram->min, max = histogram->max;
    uint64_t nan = 0;

#pragma omp simd reduction(min : min) reduction(max : max) reduction(+ : nan)
    for (size_t i = 0; i < n; i++) {
        min = x[i] < min ? x[i] : min;
        max = x[i] > max ? x[i] : max;
        nan += x[i] != x[i];
    }
    histogram->min = min + 0.0;
    histogram->max = max + 0.0;
    histogram->nan += nan;
    histogram->count += n - nan;
}

ra_status ra_histogram_add(ra_histogram *histogram, const double *x, size_t n)
{
    note_range(histogram, x, n);
    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        if (count_piece(histogram, x + start, piece) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

static ra_status merge_table(ra_bin_table *into, const ra_bin_table *from)
{
    for (uint32_t page = 0; from->slot != NULL && page < RA_TABLE_PAGES; page++) {
        if (from->slot[page] == 0) {
            continue;
        }
        uint64_t *counts = page_of(into, page);
        if (counts == NULL) {
            return RA_NOMEM;
        }
        const uint64_t *more = from->pages[from->slot[page] - 1];
        for (size_t bin = 0; bin < RA_PAGE; bin++) {
            counts[bin] += more[bin];
        }
    }
    return RA_OK;
}

ra_status ra_histogram_merge(ra_histogram *into, const ra_histogram *from)
{
    assert(into->scale.linear == from->scale.linear && into->low_edge == from->low_edge);
    for (int t = 0; t < RA_TABLES; t++) {
        if (merge_table(&into->table[t], &from->table[t]) != RA_OK) {
            return RA_NOMEM;
        }
    }
    into->count += from->count;
    into->nan += from->nan;
    into->min = fmin(into->min, from->min);
    into->max = fmax(into->max, from->max);
    return RA_OK;
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
