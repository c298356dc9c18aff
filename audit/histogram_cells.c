/* Walking over the bins of a histogram. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "audit/histogram_pages.h"

/* Lower edge of a bin of the octaves; the inverse of the order in which they are counted. */
static inline double octave_edge(uint64_t index)
{
    uint64_t bits = index << 42;
    double x;

    bits = bits >> 63 ? bits ^ UINT64_C(1) << 63 : ~bits;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double limit(double x, double low, double high)
{
    x = x < low ? low : x;
    return x > high ? high : x;
}

static inline void window_edges(const ra_histogram *histogram, uint64_t index, ra_cell *cell)
{
    double place = (double)index - RA_WINDOW_BINS / 2;

    cell->low = histogram->scale.centre + place * histogram->scale.width;
    cell->high = histogram->scale.centre + (place + 1) * histogram->scale.width;
}

/* The last octaves of either sign are those of the infinities. */
static inline void octave_edges(const ra_histogram *histogram, uint32_t table, uint64_t index,
                                ra_cell *cell)
{
    cell->low = octave_edge(index);
    cell->high = octave_edge(index + 1);
    /* The bin of zero also holds what is below 2^-1032: all of it is read as zero, so that a law
     * with a probability there has it as its quantile. */
    cell->high = cell->low == 0 ? 0 : cell->high;
    /* Beyond the infinities the bits spell NaN. The last finite numbers end below infinity. */
    cell->low = isnan(cell->low) ? -INFINITY : cell->low;
    cell->high = isnan(cell->high) ? INFINITY : cell->high;
    cell->high = isfinite(cell->low) && isinf(cell->high) ? DBL_MAX : cell->high;
    if (histogram->scale.linear && table == RA_BELOW) {
        cell->high = limit(cell->high, -INFINITY, histogram->low_edge);
    } else if (histogram->scale.linear) {
        cell->low = limit(cell->low, histogram->high_edge, INFINITY);
    }
}

/* Whether a page has bins that octave_edges is there for: of zero, infinity or NaN, or at the border
 * of the window. */
static bool has_odd_bins(const ra_histogram *histogram, const ra_cell_walk *walk)
{
    double low = octave_edge((uint64_t)walk->page * RA_PAGE);
    double high = octave_edge((uint64_t)(walk->page + 1) * RA_PAGE);

    return walk->table != RA_WINDOW &&
           (histogram->scale.linear || !isfinite(low) || !isfinite(high) || low * high <= 0);
}

/* Whether a page of octaves without odd bins has neither the smallest nor the largest number. */
static bool lies_inside(const ra_histogram *histogram, const ra_cell_walk *walk)
{
    return histogram->min < octave_edge((uint64_t)walk->page * RA_PAGE) &&
           octave_edge((uint64_t)(walk->page + 1) * RA_PAGE) < histogram->max;
}

/* Bins that are looked at together where they are empty, and that are skipped together. */
#define CHUNK RA_WALK_CELLS

static bool short_are_zero(const uint16_t counts[CHUNK])
{
    uint32_t some = 0;

    for (uint32_t i = 0; i < CHUNK; i++) {
        some |= counts[i];
    }
    return some == 0;
}

static bool chunk_is_empty(const ra_page_counts *counts, uint32_t first)
{
    const uint64_t *moved = counts->moved != NULL ? counts->moved + first : NULL;
    uint64_t any = 0;

    if ((counts->pending != NULL && !short_are_zero(counts->pending + first)) ||
        (counts->carried != NULL && !short_are_zero(counts->carried + first))) {
        return false;
    }
    for (uint32_t i = 0; moved != NULL && i < CHUNK; i++) {
        any |= moved[i];
    }
    return any == 0;
}

/* Lists the bins from `bin` on, before `end`, that are not empty, without a branch for each: of few
 * trials no processor can guess which these are. Returned: how many. */
static uint32_t list_bins(const ra_page_counts *counts, uint32_t bin, uint32_t end,
                          uint32_t list[CHUNK])
{
    const ra_page_counts own = *counts;
    uint32_t listed = 0;

    if (own.moved == NULL && own.carried == NULL) {
        for (; bin < end; bin++) {
            list[listed] = bin;
            listed += own.pending[bin] != 0;
        }
        return listed;
    }
    for (; bin < end; bin++) {
        list[listed] = bin;
        listed += ra_page_count(&own, bin) != 0;
    }
    return listed;
}

/* Edges of bins of a page. */
static void read_edges(const ra_histogram *histogram, ra_cell_walk *walk, const uint32_t *bins)
{
    uint64_t first = (uint64_t)walk->page * RA_PAGE;
    uint32_t filled = walk->filled;

    if (walk->table == RA_WINDOW) {
        for (uint32_t i = 0; i < filled; i++) {
            window_edges(histogram, first + bins[i], &walk->cells[i]);
        }
    } else if (has_odd_bins(histogram, walk)) {
        for (uint32_t i = 0; i < filled; i++) {
            octave_edges(histogram, walk->table, first + bins[i], &walk->cells[i]);
        }
    } else {
        for (uint32_t i = 0; i < filled; i++) {
            walk->cells[i].low = octave_edge(first + bins[i]);
            walk->cells[i].high = octave_edge(first + bins[i] + 1);
        }
    }
}

/* Reads cells up to the next multiple of CHUNK, empty chunks before it aside. Their edges lie within
 * what was counted. */
static void read_page(const ra_histogram *histogram, ra_cell_walk *walk,
                      const ra_page_counts *counts)
{
    const ra_page_counts own = *counts;
    double min = histogram->min, max = histogram->max;
    uint64_t before = walk->before;
    uint32_t bins[CHUNK];

    while (walk->bin < RA_PAGE && walk->bin % CHUNK == 0 && chunk_is_empty(counts, walk->bin)) {
        walk->bin += CHUNK;
    }
    if (walk->bin == RA_PAGE) {
        return;
    }
    uint32_t end = (walk->bin / CHUNK + 1) * CHUNK;
    walk->filled = list_bins(counts, walk->bin, end, bins);
    read_edges(histogram, walk, bins);
    for (uint32_t i = 0; i < walk->filled; i++) {
        ra_cell *cell = &walk->cells[i];
        cell->low = limit(cell->low, min, max);
        cell->high = limit(cell->high, min, max);
        cell->before = before;
        cell->count = ra_page_count(&own, bins[i]);
        before += cell->count;
    }
    walk->before = before;
    walk->bin = end;
}

bool ra_cell_refill(const ra_histogram *histogram, ra_cell_walk *walk)
{
    ra_page_counts counts;

    if (histogram->list != NULL) {
        return ra_list_refill(histogram, walk);
    }
    walk->at = walk->filled = 0;
    while (walk->filled == 0 && ra_page_next(histogram, walk, &counts)) {
        read_page(histogram, walk, &counts);
        if (walk->bin == RA_PAGE) {
            walk->page++;
            walk->bin = 0;
        }
    }
    return walk->filled > 0;
}

/* The edges of an octave, given its first bin. Of positive numbers they are exact sums, but next to
 * zero, where a step would lose its digits. */
static void fill_edges(ra_octave *octave, uint64_t first)
{
    double low = octave_edge(first), step = (octave_edge(first + RA_PAGE) - low) / RA_PAGE;
    bool sums = low > 0 && isnormal(step);

    for (int bin = 0; sums && bin <= RA_PAGE; bin++) {
        octave->edge[bin] = low + bin * step;
    }
    for (uint32_t bin = 0; !sums && bin <= RA_PAGE; bin++) {
        octave->edge[bin] = octave_edge(first + bin);
    }
}

bool ra_octave_next(const ra_histogram *histogram, ra_cell_walk *walk, ra_octave *octave)
{
    ra_page_counts counts;

    if (histogram->list != NULL || histogram->scale.linear || walk->at < walk->filled ||
        !ra_page_next(histogram, walk, &counts) || walk->bin > 0 ||
        has_odd_bins(histogram, walk) || !lies_inside(histogram, walk)) {
        return false;
    }
    uint64_t total = ra_page_sum(&counts, 0, RA_PAGE);
    if (total < RA_PAGE) {
        return false;
    }
    fill_edges(octave, (uint64_t)walk->page * RA_PAGE);
    ra_page_numbers(&counts, octave->count);
    walk->before += total;
    walk->page++;
    return true;
}

/* Moves on in a page, a chunk of bins at a time that are added up together, as long as the rank cannot
 * be in them. Returned: false where it is in none of them. */
static bool skip_bins(const ra_page_counts *counts, ra_cell_walk *walk, uint64_t rank)
{
    while (walk->bin < RA_PAGE) {
        uint32_t end = (walk->bin / CHUNK + 1) * CHUNK;
        uint64_t skipped = ra_page_sum(counts, walk->bin, end);
        if (walk->before + skipped >= rank) {
            return true;
        }
        walk->before += skipped;
        walk->bin = end;
    }
    return false;
}

/* Skips pages and bins in which a rank cannot be. */
static void skip_to_rank(const ra_histogram *histogram, ra_cell_walk *walk, uint64_t rank)
{
    ra_page_counts counts;

    while (ra_page_next(histogram, walk, &counts)) {
        uint64_t whole = walk->bin == 0 ? ra_page_sum(&counts, 0, RA_PAGE) : 0;
        if (walk->bin == 0 && walk->before + whole < rank) {
            walk->before += whole;
        } else if (skip_bins(&counts, walk, rank)) {
            return;
        }
        walk->page++;
        walk->bin = 0;
    }
}

bool ra_cell_seek(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell, uint64_t rank)
{
    if (cell->before + cell->count >= rank) {
        return true;
    }
    if (histogram->list != NULL) {
        return ra_list_seek(histogram, walk, cell, rank);
    }
    if (walk->before < rank) {
        walk->at = walk->filled;
        skip_to_rank(histogram, walk, rank);
    }
    do {
        if (!ra_cell_next(histogram, walk, cell)) {
            return false;
        }
    } while (cell->before + cell->count < rank);
    return true;
}

/* The same by place. Returned: whether the walk is at that page; false also behind the last. */
static bool skip_to_page(const ra_histogram *histogram, ra_cell_walk *walk, ra_bin_place place,
                         ra_page_counts *counts)
{
    uint32_t page = place.bin / RA_PAGE;

    while (ra_page_next(histogram, walk, counts)) {
        if (walk->table > place.table || (walk->table == place.table && walk->page >= page)) {
            return walk->table == place.table && walk->page == page;
        }
        walk->before += ra_page_sum(counts, 0, RA_PAGE);
        walk->page++;
    }
    return false;
}

void ra_page_skip(const ra_histogram *histogram, ra_cell_walk *walk, double x)
{
    ra_page_counts counts;

    if (histogram->list == NULL) {
        skip_to_page(histogram, walk, ra_histogram_place(histogram, x), &counts);
    }
}

void ra_cell_skip(const ra_histogram *histogram, ra_cell_walk *walk, double x)
{
    ra_bin_place place = ra_histogram_place(histogram, x);
    uint32_t bin = place.bin % RA_PAGE;
    ra_page_counts counts;

    if (histogram->list != NULL) {
        ra_list_skip(histogram, walk, x);
    } else if (skip_to_page(histogram, walk, place, &counts)) {
        walk->bin = bin > 0 ? bin - 1 : 0;
        walk->before += ra_page_sum(&counts, 0, walk->bin);
    }
}
