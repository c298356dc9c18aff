/* What is read from a histogram: quantiles, shares, the shortest interval. */
#include <math.h>
#include <stdlib.h>

#include "audit/histogram_cells.h"
#include "models/alloc.h"

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

/* The share at or below x. Given: a walk that is at the page of x, or before it, and has read nothing. */
static double share_from(const ra_histogram *histogram, ra_cell_walk walk, double x)
{
    ra_cell cell;

    if (histogram->count == 0) {
        return NAN;
    }
    if (x >= histogram->max) {
        return 1;
    }
    if (!(x >= histogram->min)) {
        return 0;
    }
    ra_cell_skip(histogram, &walk, x);
    double below = (double)walk.before;
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

double ra_histogram_share(const ra_histogram *histogram, double x)
{
    return share_from(histogram, (ra_cell_walk){0}, x);
}

void ra_histogram_shares(const ra_histogram *histogram, const double *x, size_t n, double *share)
{
    ra_cell_walk walk = {0};

    for (size_t i = 0; i < n; i++) {
        ra_page_skip(histogram, &walk, x[i]);
        share[i] = share_from(histogram, walk, x[i]);
    }
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

/* No interval of `inner` trials begins to the right of this. */
static double last_begin(const ra_histogram *histogram, double inner)
{
    ra_cell_walk walk = {0};
    ra_cell cell = {0};
    uint64_t left_out = histogram->count - (uint64_t)inner;

    return ra_cell_seek(histogram, &walk, &cell, left_out + 1) ? cell.high : histogram->max;
}

/* Slides an interval of `level` of the trials from left to right; its lower end stops at every
 * lower edge of a bin, its upper end is interpolated. Once the upper end lies so far right that not
 * even the last interval could be shorter, no other is. */
void ra_histogram_shortest(const ra_histogram *histogram, double level, double *low, double *high)
{
    ra_cell_walk left_walk = {0}, right_walk = {0};
    ra_cell left, right = {0};
    double inner = level * (double)histogram->count;
    double last = last_begin(histogram, inner);

    *low = NAN;
    *high = NAN;
    if (!ra_cell_seek(histogram, &right_walk, &right, (uint64_t)ceil(inner))) {
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
        } else if (end - last >= *high - *low) {
            break;
        }
    }
}
