/* The pages of a histogram, to which a walk over its bins goes one after the other. */
#ifndef RA_HISTOGRAM_PAGES_H
#define RA_HISTOGRAM_PAGES_H

#include "audit/histogram_cells.h"

/* The counters of a page, NULL where it has none: those of its table, and those near block 0 that were
 * not moved there. */
typedef struct {
    const uint64_t *moved;
    const uint16_t *pending, *carried;
} ra_page_counts;

/* Moves to the next page where something was counted. Returned: false behind the last. */
bool ra_page_next(const ra_histogram *histogram, ra_cell_walk *walk, ra_page_counts *counts);

/* The counter of a bin. */
static inline uint64_t ra_page_count(const ra_page_counts *counts, uint32_t bin)
{
    return (counts->moved != NULL ? counts->moved[bin] : 0) +
           (counts->pending != NULL ? counts->pending[bin] : 0) +
           (counts->carried != NULL ? (uint64_t)counts->carried[bin] << RA_CARRIED : 0);
}

/* The counters of a page as numbers: exact, since there are fewer than 2^53 trials. */
void ra_page_numbers(const ra_page_counts *counts, double number[RA_PAGE]);

/* Sums the counters of a page of a table. Returned: false where nothing was counted there. */
bool ra_page_read(const ra_histogram *histogram, uint32_t table, uint32_t page,
                  uint64_t counts[RA_PAGE]);

/* Numbers counted in a page from bin `first` on, before bin `end`. */
uint64_t ra_page_sum(const ra_page_counts *counts, uint32_t first, uint32_t end);

#endif
