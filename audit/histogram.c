#include "audit/histogram.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "audit/histogram_cells.h"
#include "audit/kernels.h"
#include "audit/probes.h"
#include "models/alloc.h"

/* Bins are the leading 22 bits: sign, exponent, and ten bits of the mantissa. */
#define BIN_SHIFT 42

/* Bins of the window to a standard deviation, at least: few enough that the histograms of all rungs
 * stay in the cache together, which more than pays for the loss of resolution. */
#define BINS_PER_SD 256

/* Pages of block 0 that are counted in one array, at most, and pages that are added on either side,
 * beside a quarter of those: all memory that is not touched costs nothing. */
#define MOST_NEAR 64
#define MARGIN    2

/* The octaves, or equal bins where they resolve better. */
static ra_histogram_scale choose_bins(const double *x, size_t n)
{
    const ra_histogram_scale octaves = {.linear = false};
    double probe[RA_PROBES];
    size_t count = ra_probes_sort(x, n, probe);

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

/* Bin of a number among the octaves in the order of values: negative ones count down. */
static inline uint32_t octave_bin(double x)
{
    uint64_t bits;

    x += 0.0; /* -0 counts as 0 */
    memcpy(&bits, &x, sizeof bits);
    bits ^= (uint64_t)((int64_t)bits >> 63) | UINT64_C(1) << 63;
    return (uint32_t)(bits >> BIN_SHIFT);
}

/* Place of a number in the window, in bins from its lower edge, so that truncation is floor. */
static double window_place(const ra_histogram_scale *scale, double x)
{
    return (x - scale->centre) * (1 / scale->width) + RA_WINDOW_BINS / 2;
}

/* Page of a number in the table that is counted in one array; false where it is not there. */
static bool near_page(const ra_histogram_scale *scale, double x, uint32_t *page)
{
    double place = scale->linear ? window_place(scale, x) : 0;

    if (!isfinite(x) || !(place >= 0 && place < RA_WINDOW_BINS)) {
        return false;
    }
    *page = (scale->linear ? (uint32_t)place : octave_bin(x)) / RA_PAGE;
    return true;
}

/* The pages from that of the smallest number to that of the largest, with some more on either side,
 * but never the outermost ones, where the infinities and NaN are. Where that would be too many, as
 * of numbers of both signs, those around the median. */
static void choose_near(ra_histogram_scale *scale, const double *x, size_t n)
{
    uint32_t pages = scale->linear ? RA_WINDOW_PAGES : RA_TABLE_PAGES;
    uint32_t least = UINT32_MAX, most = 0, page;

    for (size_t i = 0; i < n; i++) {
        if (near_page(scale, x[i], &page)) {
            least = page < least ? page : least;
            most = page > most ? page : most;
        }
    }
    if (least > most) {
        return;
    }
    if (most - least >= MOST_NEAR) {
        if (!near_page(scale, ra_probes_median(x, n), &page)) {
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
    histogram->counts = ra_calloc((size_t)scale.count + 1, sizeof *histogram->counts);
    if (histogram->counts == NULL) {
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
        ra_free(histogram->table[t].slot);
        ra_free(histogram->table[t].pages);
    }
    ra_free(histogram->counts);
    ra_free(histogram->known);
    ra_free(histogram->list);
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

uint64_t *ra_bin_table_page(ra_bin_table *table, uint32_t page)
{
    if (table->slot == NULL || table->slot[page] == 0) {
        if (open_page(table, page) != RA_OK) {
            return NULL;
        }
    }
    return table->pages[table->slot[page] - 1];
}

static inline ra_status count_one(ra_bin_table *table, uint32_t bin)
{
    uint32_t slot = table->slot != NULL ? table->slot[bin / RA_PAGE] : 0;
    uint64_t *counts =
        slot > 0 ? table->pages[slot - 1] : ra_bin_table_page(table, bin / RA_PAGE);

    if (counts == NULL) {
        return RA_NOMEM;
    }
    counts[bin % RA_PAGE]++;
    return RA_OK;
}

static inline ra_bin_place find_place(const ra_histogram *histogram, double x)
{
    double place = histogram->scale.linear ? window_place(&histogram->scale, x) : -1;

    if (place >= 0 && place < RA_WINDOW_BINS) {
        return (ra_bin_place){RA_WINDOW, (uint32_t)place};
    }
    bool below = histogram->scale.linear && x < histogram->scale.centre;
    return (ra_bin_place){below ? RA_BELOW : RA_ABOVE, octave_bin(x)};
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
    return count_one(&histogram->table[place.table], place.bin);
}

/* Numbers are turned into bins in pieces. */
#define PIECE 512

/* Bins of the array near block 0; returned: whether some number lies elsewhere. */
static bool find_near(const ra_kernels *kernels, const ra_histogram *histogram, const double *x,
                      uint32_t *bins, size_t n)
{
    const ra_histogram_scale *scale = &histogram->scale;
    const double place[3] = {scale->centre, histogram->inverse, RA_WINDOW_BINS / 2};

    return scale->linear ? kernels->window(x, place, scale->first, scale->count, bins, n)
                         : kernels->octaves(x, scale->first, scale->count, bins, n);
}

static ra_status count_piece(const ra_kernels *kernels, ra_histogram *histogram, const double *x,
                             size_t n)
{
    uint32_t bins[PIECE], elsewhere = histogram->scale.count;
    bool some = find_near(kernels, histogram, x, bins, n);

    kernels->count(histogram->counts, bins, n);
    for (size_t i = 0; some && i < n; i++) {
        if (bins[i] == elsewhere && count_anywhere(histogram, x[i]) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

/* Moves the counts near block 0 to their pages, before they could overflow. */
static ra_status settle(ra_histogram *histogram)
{
    const ra_histogram_scale *scale = &histogram->scale;

    for (uint32_t start = 0; start < scale->count; start += RA_PAGE) {
        uint64_t *page =
            ra_bin_table_page(&histogram->table[histogram->near], (scale->first + start) / RA_PAGE);
        if (page == NULL) {
            return RA_NOMEM;
        }
        for (uint32_t i = 0; i < RA_PAGE; i++) {
            page[i] += histogram->counts[start + i];
            histogram->counts[start + i] = 0;
        }
    }
    histogram->counts[scale->count] = 0;
    histogram->pending = 0;
    return RA_OK;
}

ra_status ra_histogram_add_within(ra_histogram *histogram, const double *x, size_t n, double min,
                                  double max)
{
    const ra_kernels *kernels = ra_kernels_get();

    if (histogram->pending + n > UINT32_MAX && settle(histogram) != RA_OK) {
        return RA_NOMEM;
    }
    /* An extreme of -0 is noted as 0, whatever the order in which zeros come. */
    histogram->min = (min < histogram->min ? min : histogram->min) + 0.0;
    histogram->max = (max > histogram->max ? max : histogram->max) + 0.0;
    histogram->pending += n;
    histogram->count += n;
    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        if (count_piece(kernels, histogram, x + start, piece) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

ra_status ra_histogram_add(ra_histogram *histogram, const double *x, size_t n)
{
    double min, max;

    ra_kernels_get()->range(x, n, &min, &max);
    return ra_histogram_add_within(histogram, x, n, min, max);
}

static ra_status merge_table(ra_bin_table *into, const ra_bin_table *from)
{
    for (uint32_t page = 0; from->slot != NULL && page < RA_TABLE_PAGES; page++) {
        if (from->slot[page] == 0) {
            continue;
        }
        uint64_t *counts = ra_bin_table_page(into, page);
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
    assert(into->scale.first == from->scale.first && into->scale.count == from->scale.count);
    if (into->pending + from->pending > UINT32_MAX && settle(into) != RA_OK) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < from->scale.count; i++) {
        into->counts[i] += from->counts[i];
    }
    into->pending += from->pending;
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
