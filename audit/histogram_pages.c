#include "audit/histogram_pages.h"

#include <math.h>

static ra_page_counts find_page(const ra_histogram *histogram, uint32_t table, uint32_t page)
{
    const ra_bin_table *pages = &histogram->table[table];
    uint32_t first = histogram->scale.first / RA_PAGE, count = histogram->scale.count / RA_PAGE;
    ra_page_counts counts = {.moved = ra_bin_table_many(pages, page)};

    if (table == histogram->near && page >= first && page - first < count) {
        counts.pending = histogram->counts + (size_t)(page - first) * RA_PAGE;
        counts.carried = histogram->carried[page - first];
    } else {
        counts.pending = ra_bin_table_few(pages, page);
    }
    return counts;
}

/* The next page of a table, from `page` on and before `end`, that has counters; `end`: none has. */
static uint32_t next_page(const ra_histogram *histogram, uint32_t table, uint32_t page,
                          uint32_t end)
{
    const ra_bin_table *pages = &histogram->table[table];
    uint32_t first = histogram->scale.first / RA_PAGE, count = histogram->scale.count / RA_PAGE;
    bool near = table == histogram->near;
    bool others = pages->few.slot != NULL || pages->many.slot != NULL;

    for (page = near && !others && page < first ? first : page; page < end; page++) {
        if (near && page - first < count) {
            return page;
        }
        if (!others) {
            return end;
        }
        if (ra_bin_table_few(pages, page) != NULL || ra_bin_table_many(pages, page) != NULL) {
            return page;
        }
    }
    return end;
}

/* Nothing is counted before the smallest number and behind the largest; pages there are not even
 * touched. */
static void begin_walk(const ra_histogram *histogram, ra_cell_walk *walk)
{
    ra_bin_place first = ra_histogram_place(histogram, histogram->min);

    walk->begun = true;
    walk->last = ra_histogram_place(histogram, histogram->max);
    walk->table = first.table;
    walk->page = first.bin / RA_PAGE;
}

bool ra_page_next(const ra_histogram *histogram, ra_cell_walk *walk, ra_page_counts *counts)
{
    if (!walk->begun) {
        begin_walk(histogram, walk);
    }
    for (; walk->table <= walk->last.table; walk->table++, walk->page = 0, walk->bin = 0) {
        uint32_t end =
            walk->table < walk->last.table ? RA_TABLE_PAGES : walk->last.bin / RA_PAGE + 1;
        uint32_t page = next_page(histogram, walk->table, walk->page, end);
        if (page < end) {
            walk->bin = page == walk->page ? walk->bin : 0;
            walk->page = page;
            *counts = find_page(histogram, walk->table, page);
            return true;
        }
    }
    return false;
}

static uint64_t sum_moved(const uint64_t *count, size_t n)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += count[i];
    }
    return sum;
}

/* Of a page at most 2^26. */
static uint32_t sum_short(const uint16_t *count, size_t n)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += count[i];
    }
    return sum;
}

uint64_t ra_page_sum(const ra_page_counts *counts, uint32_t first, uint32_t end)
{
    uint64_t moved = counts->moved != NULL ? sum_moved(counts->moved + first, end - first) : 0;
    uint64_t carried = counts->carried != NULL ? sum_short(counts->carried + first, end - first) : 0;

    return moved + (carried << RA_CARRIED) +
           (counts->pending != NULL ? sum_short(counts->pending + first, end - first) : 0);
}

void ra_page_numbers(const ra_page_counts *counts, double number[RA_PAGE])
{
    const ra_page_counts own = *counts;

    for (uint32_t bin = 0; bin < RA_PAGE; bin++) {
        number[bin] = own.pending != NULL ? own.pending[bin] : 0;
    }
    for (uint32_t bin = 0; own.carried != NULL && bin < RA_PAGE; bin++) {
        number[bin] += (double)(1 << RA_CARRIED) * own.carried[bin];
    }
    for (uint32_t bin = 0; own.moved != NULL && bin < RA_PAGE; bin++) {
        number[bin] += (double)own.moved[bin];
    }
}

bool ra_page_read(const ra_histogram *histogram, uint32_t table, uint32_t page,
                  uint64_t counts[RA_PAGE])
{
    ra_page_counts found = find_page(histogram, table, page);
    uint64_t any = 0;

    for (uint32_t bin = 0; (found.moved != NULL || found.pending != NULL) && bin < RA_PAGE; bin++) {
        counts[bin] = ra_page_count(&found, bin);
        any |= counts[bin];
    }
    return any != 0;
}

/* The largest count of a page. */
static uint64_t page_most(const ra_page_counts *counts)
{
    uint64_t most = 0;

    if (counts->moved == NULL && counts->carried == NULL) {
        return ra_kernels_get()->most(counts->pending, RA_PAGE);
    }
    for (uint32_t bin = 0; bin < RA_PAGE; bin++) {
        uint64_t count = ra_page_count(counts, bin);
        most = count > most ? count : most;
    }
    return most;
}

double ra_histogram_densest(const ra_histogram *histogram)
{
    ra_cell_walk walk = {0};
    ra_page_counts counts;
    uint64_t most = histogram->list != NULL ? ra_list_most(histogram) : 0;

    for (; histogram->list == NULL && ra_page_next(histogram, &walk, &counts); walk.page++) {
        uint64_t own = page_most(&counts);
        most = own > most ? own : most;
    }
    return histogram->count > 0 ? (double)most / (double)histogram->count : NAN;
}
