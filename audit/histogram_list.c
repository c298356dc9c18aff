/* The bins of few numbers, listed once. */
#include <string.h>

#include "audit/histogram_cells.h"
#include "models/alloc.h"

/* Among so few numbers no octave has enough to be read whole (ra_octave_next). */
#define FEW RA_PAGE

ra_status ra_histogram_list(ra_histogram *histogram)
{
    ra_cell cells[FEW];
    ra_cell_walk walk = {0};
    uint32_t listed = 0;

    if (histogram->list != NULL || histogram->count == 0 || histogram->count > FEW) {
        return RA_OK;
    }
    while (ra_cell_next(histogram, &walk, &cells[listed])) {
        listed++;
    }
    histogram->list = ra_alloc(listed * sizeof *cells);
    if (histogram->list == NULL) {
        return RA_NOMEM;
    }
    memcpy(histogram->list, cells, listed * sizeof *cells);
    histogram->listed = listed;
    return RA_OK;
}

/* All that are left, where they stand. */
bool ra_list_refill(const ra_histogram *histogram, ra_cell_walk *walk)
{
    walk->list = histogram->list;
    walk->at = walk->bin;
    walk->filled = walk->bin = histogram->listed;
    walk->before = histogram->count;
    return walk->at < walk->filled;
}

/* Sets a walk to a place of the list. */
static void go_to(const ra_histogram *histogram, ra_cell_walk *walk, uint32_t place)
{
    walk->at = walk->filled = 0;
    walk->bin = place;
    walk->before = place < histogram->listed ? histogram->list[place].before : histogram->count;
}

bool ra_list_seek(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell, uint64_t rank)
{
    uint32_t low = 0, high = histogram->listed;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const ra_cell *own = &histogram->list[middle];
        if (own->before + own->count < rank) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    go_to(histogram, walk, low);
    return ra_cell_next(histogram, walk, cell);
}

/* To the last cell that does not begin to the right of x, or to the first of all. */
void ra_list_skip(const ra_histogram *histogram, ra_cell_walk *walk, double x)
{
    uint32_t low = 0, high = histogram->listed;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (histogram->list[middle].low <= x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    go_to(histogram, walk, low > 0 ? low - 1 : 0);
}

uint64_t ra_list_most(const ra_histogram *histogram)
{
    uint64_t most = 0;

    for (uint32_t i = 0; i < histogram->listed; i++) {
        most = histogram->list[i].count > most ? histogram->list[i].count : most;
    }
    return most;
}
