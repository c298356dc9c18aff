/* What is read from a histogram: quantiles, shares, the shortest interval. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/histogram_cells.h"
#include "models/alloc.h"

/* Lower edge of a bin of the octaves; the inverse of the order in which they are counted. */
static double octave_edge(uint64_t index)
{
    uint64_t bits = index << 42;
    double x;

    bits = bits >> 63 ? bits ^ UINT64_C(1) << 63 : ~bits;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double limit(double x, double low, double high)
{
    x = x < low ? low : x;
    return x > high ? high : x;
}

/* Edges of a bin. The last octaves of either sign are those of the infinities. */
static void bin_edges(const ra_histogram *histogram, const ra_cell_walk *walk, ra_cell *cell)
{
    uint64_t index = (uint64_t)walk->page * RA_PAGE + walk->bin;

    if (walk->table == RA_WINDOW) {
        double place = (double)index - RA_WINDOW_BINS / 2;
        cell->low = histogram->scale.centre + place * histogram->scale.width;
        cell->high = histogram->scale.centre + (place + 1) * histogram->scale.width;
    } else {
        cell->low = octave_edge(index);
        cell->high = octave_edge(index + 1);
        /* The bin of zero also holds what is below 2^-1032: all of it is read as zero, so that a law
         * with a probability there has it as its quantile. */
        cell->high = cell->low == 0 ? 0 : cell->high;
        /* Beyond the largest double the bits spell NaN; a bin ends at infinity. */
        cell->low = isnan(cell->low) ? -INFINITY : cell->low;
        cell->high = isnan(cell->high) ? INFINITY : cell->high;
    }
    if (histogram->scale.linear && walk->table == RA_BELOW) {
        cell->high = limit(cell->high, -INFINITY, histogram->low_edge);
    } else if (histogram->scale.linear && walk->table == RA_ABOVE) {
        cell->low = limit(cell->low, histogram->high_edge, INFINITY);
    }
    cell->low = limit(cell->low, histogram->min, histogram->max);
    cell->high = limit(cell->high, histogram->min, histogram->max);
}

/* The counters of a page: those of its table, and those near block 0 that were not moved there. */
typedef struct {
    const uint64_t *moved;
    const uint32_t *pending;
} page_counts;

static page_counts find_page(const ra_histogram *histogram, uint32_t table, uint32_t page)
{
    const ra_bin_table *pages = &histogram->table[table];
    uint32_t first = histogram->scale.first / RA_PAGE, count = histogram->scale.count / RA_PAGE;
    page_counts counts = {0};

    if (pages->slot != NULL && pages->slot[page] != 0) {
        counts.moved = pages->pages[pages->slot[page] - 1];
    }
    if (table == histogram->near && page >= first && page - first < count) {
        counts.pending = histogram->counts + (size_t)(page - first) * RA_PAGE;
    }
    return counts;
}

/* Moves to the next page where something was counted. Returned: false behind the last. */
static bool walk_page(const ra_histogram *histogram, ra_cell_walk *walk, page_counts *counts)
{
    for (; walk->table < RA_TABLES; walk->table++, walk->page = 0, walk->bin = 0) {
        bool used = histogram->table[walk->table].slot != NULL;
        if (!used && walk->table != histogram->near) {
            continue;
        }
        for (; walk->page < RA_TABLE_PAGES; walk->page++, walk->bin = 0) {
            *counts = find_page(histogram, walk->table, walk->page);
            if (counts->moved != NULL || counts->pending != NULL) {
                return true;
            }
        }
    }
    return false;
}

bool ra_cell_next(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell)
{
    page_counts counts;

    while (walk_page(histogram, walk, &counts)) {
        for (; walk->bin < RA_PAGE; walk->bin++) {
            uint64_t count = (counts.moved != NULL ? counts.moved[walk->bin] : 0) +
                             (counts.pending != NULL ? counts.pending[walk->bin] : 0);
            if (count != 0) {
                bin_edges(histogram, walk, cell);
                cell->before = walk->before;
                cell->count = count;
                walk->before += cell->count;
                walk->bin++;
                return true;
            }
        }
        walk->page++;
        walk->bin = 0;
    }
    return false;
}

/* Numbers counted in a page from a bin on. */
static uint64_t page_rest(const page_counts *counts, uint32_t bin)
{
    uint64_t moved = 0, pending = 0;

    for (uint32_t i = bin; counts->moved != NULL && i < RA_PAGE; i++) {
        moved += counts->moved[i];
    }
    for (uint32_t i = bin; counts->pending != NULL && i < RA_PAGE; i++) {
        pending += counts->pending[i];
    }
    return moved + pending;
}

bool ra_cell_seek(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell, uint64_t rank)
{
    page_counts counts;

    if (cell->before + cell->count >= rank) {
        return true;
    }
    /* Pages in which the rank cannot be are skipped whole. */
    while (walk_page(histogram, walk, &counts)) {
        uint64_t rest = page_rest(&counts, walk->bin);
        if (walk->before + rest >= rank) {
            break;
        }
        walk->before += rest;
        walk->page++;
        walk->bin = 0;
    }
    do {
        if (!ra_cell_next(histogram, walk, cell)) {
            return false;
        }
    } while (cell->before + cell->count < rank);
    return true;
}

/* Value at a position between the edges of a cell, 0 <= t <= 1; infinite edges stay as they are. */
static double inside(const ra_cell *cell, double t)
{
    if (isinf(cell->low) || cell->low == cell->high) {
        return cell->low;
    }
    return isinf(cell->high) ? cell->high : cell->low + t * (cell->high - cell->low);
}

static int by_rank(const void *a, const void *b)
{
    const ra_known_rank *x = a, *y = b;

    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static const ra_known_rank *find_known(const ra_histogram *histogram, uint64_t rank)
{
    const ra_known_rank wanted = {.rank = rank};

    return histogram->known_count == 0
               ? NULL
               : bsearch(&wanted, histogram->known, histogram->known_count, sizeof wanted, by_rank);
}

ra_status ra_histogram_know(ra_histogram *histogram, uint64_t rank, double value)
{
    if (find_known(histogram, rank) != NULL) {
        return RA_OK;
    }
    if (histogram->known_count == histogram->known_capacity) {
        size_t capacity = histogram->known_capacity == 0 ? 32 : 2 * histogram->known_capacity;
        void *known = ra_realloc(histogram->known, capacity * sizeof *histogram->known);
        if (known == NULL) {
            return RA_NOMEM;
        }
        histogram->known = known;
        histogram->known_capacity = capacity;
    }
    histogram->known[histogram->known_count++] = (ra_known_rank){rank, value};
    qsort(histogram->known, histogram->known_count, sizeof *histogram->known, by_rank);
    return RA_OK;
}

double ra_cell_at(const ra_histogram *histogram, const ra_cell *cell, uint64_t rank)
{
    const ra_known_rank *known = find_known(histogram, rank);

    if (known != NULL) {
        return known->value;
    }
    if (rank == 1) {
        return histogram->min;
    }
    if (rank == histogram->count) {
        return histogram->max;
    }
    return inside(cell, ((double)(rank - cell->before) - 0.5) / (double)cell->count);
}

double ra_histogram_quantile(const ra_histogram *histogram, double p)
{
    ra_cell_walk walk = {0};
    ra_cell cell = {0};

    if (histogram->count == 0) {
        return NAN;
    }
    double place = (double)(histogram->count - 1) * p;
    uint64_t rank = 1 + (uint64_t)place;
    double fraction = place - floor(place);
    if (!ra_cell_seek(histogram, &walk, &cell, rank)) {
        return histogram->max;
    }
    double low = ra_cell_at(histogram, &cell, rank);
    if (fraction == 0 || rank == histogram->count) {
        return low;
    }
    if (cell.before + cell.count == rank) {
        ra_cell_next(histogram, &walk, &cell);
    }
    double high = ra_cell_at(histogram, &cell, rank + 1);
    return low == high ? low : low + fraction * (high - low);
}

/* Moves to the page in which x is counted. */
static void skip_to_number(const ra_histogram *histogram, ra_cell_walk *walk, double x)
{
    ra_bin_place place = ra_histogram_place(histogram, x);
    page_counts counts;

    while (walk_page(histogram, walk, &counts)) {
        if (walk->table > place.table ||
            (walk->table == place.table && walk->page >= place.bin / RA_PAGE)) {
            return;
        }
        walk->before += page_rest(&counts, 0);
        walk->page++;
    }
}

double ra_histogram_share(const ra_histogram *histogram, double x)
{
    ra_cell_walk walk = {0};
    ra_cell cell;
    double below = 0;

    if (histogram->count == 0) {
        return NAN;
    }
    if (x >= histogram->max) {
        return 1;
    }
    if (!(x >= histogram->min)) {
        return 0;
    }
    skip_to_number(histogram, &walk, x);
    below = (double)walk.before;
    while (ra_cell_next(histogram, &walk, &cell) && cell.low <= x) {
        double part = 1;
        if (x < cell.high) {
            part =
                isinf(cell.low) || isinf(cell.high) ? 1 : (x - cell.low) / (cell.high - cell.low);
        }
        below = (double)cell.before + part * (double)cell.count;
    }
    return below / (double)histogram->count;
}

double ra_histogram_densest(const ra_histogram *histogram)
{
    ra_cell_walk walk = {0};
    ra_cell cell;
    uint64_t most = 0;

    while (ra_cell_next(histogram, &walk, &cell)) {
        most = cell.count > most ? cell.count : most;
    }
    return histogram->count > 0 ? (double)most / (double)histogram->count : NAN;
}

/* Moves `cell` right to the one that holds `place` trials to the left of a point inside it. */
static bool seek(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell, double place)
{
    while ((double)(cell->before + cell->count) < place) {
        if (!ra_cell_next(histogram, walk, cell)) {
            return false;
        }
    }
    return true;
}

/* Slides an interval of `level` of the trials from left to right; its lower end stops at every
 * lower edge of a bin, its upper end is interpolated. */
void ra_histogram_shortest(const ra_histogram *histogram, double level, double *low, double *high)
{
    ra_cell_walk left_walk = {0}, right_walk = {0};
    ra_cell left, right;
    double inner = level * (double)histogram->count;

    *low = NAN;
    *high = NAN;
    if (!ra_cell_next(histogram, &right_walk, &right)) {
        return;
    }
    while (ra_cell_next(histogram, &left_walk, &left)) {
        double place = (double)left.before + inner;
        if (!seek(histogram, &right_walk, &right, place)) {
            break;
        }
        double end = inside(&right, (place - (double)right.before) / (double)right.count);
        if (isnan(*low) || end - left.low < *high - *low) {
            *low = left.low;
            *high = end;
        }
    }
}
