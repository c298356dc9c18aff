/* The short counters of a histogram, near block 0: what keeps them from overflowing. */
#include "audit/histogram_cells.h"
#include "models/alloc.h"

/* The most that a short counter holds, what stays in it when it is carried over, and the most that is
 * carried before it moves to the tables. */
#define MOST_SHORT   UINT16_MAX
#define MOST_LEFT    ((1u << RA_CARRIED) - 1)
#define MOST_CARRIED 60000u

ra_status ra_short_open(ra_histogram *histogram)
{
    size_t count = histogram->scale.count;

    histogram->room = MOST_SHORT;
    histogram->counts = ra_calloc(count + 1, sizeof *histogram->counts);
    histogram->carried = ra_calloc(count / RA_PAGE + 1, sizeof *histogram->carried);
    return histogram->counts != NULL && histogram->carried != NULL ? RA_OK : RA_NOMEM;
}

void ra_short_free(ra_histogram *histogram)
{
    uint32_t pages = histogram->carried != NULL ? histogram->scale.count / RA_PAGE : 0;

    for (uint32_t page = 0; page < pages; page++) {
        ra_free(histogram->carried[page]);
    }
    ra_free(histogram->carried);
    ra_free(histogram->counts);
}

/* The page of the array near block 0 in which a number lies; before it 0, behind it the end. */
static uint32_t near_page(const ra_histogram *histogram, double x)
{
    uint32_t first = histogram->scale.first / RA_PAGE, pages = histogram->scale.count / RA_PAGE;
    ra_bin_place place = ra_histogram_place(histogram, x);
    uint32_t page = place.bin / RA_PAGE;

    if (place.table != histogram->near) {
        return place.table < histogram->near ? 0 : pages;
    }
    return page < first ? 0 : page - first < pages ? page - first : pages;
}

/* The pages of the array in which something may have been counted: the others are not even touched. */
static ra_bin_range counted_pages(const ra_histogram *histogram)
{
    uint32_t pages = histogram->scale.count / RA_PAGE;

    if (histogram->min > histogram->max) {
        return (ra_bin_range){0, 0};
    }
    uint32_t last = near_page(histogram, histogram->max);
    return (ra_bin_range){near_page(histogram, histogram->min), last < pages ? last + 1 : pages};
}

/* The carried parts of a page; NULL: out of memory. */
static uint16_t *carried_page(ra_histogram *histogram, uint32_t page)
{
    if (histogram->carried[page] == NULL) {
        histogram->carried[page] = ra_calloc(RA_PAGE, sizeof **histogram->carried);
    }
    return histogram->carried[page];
}

/* Moves what was carried of a page to the table, where more would not find room. */
static ra_status spill(ra_histogram *histogram, uint32_t page, uint32_t more)
{
    uint16_t *carried = carried_page(histogram, page);

    if (carried == NULL || ra_kernels_get()->most(carried, RA_PAGE) + more <= MOST_CARRIED) {
        return carried != NULL ? RA_OK : RA_NOMEM;
    }
    uint64_t *into = ra_bin_table_page(&histogram->table[histogram->near],
                                       histogram->scale.first / RA_PAGE + page);
    for (uint32_t i = 0; into != NULL && i < RA_PAGE; i++) {
        into[i] += (uint64_t)carried[i] << RA_CARRIED;
        carried[i] = 0;
    }
    return into != NULL ? RA_OK : RA_NOMEM;
}

/* Adds counts to the short counters of a page, and carries the upper parts of them over. */
static ra_status carry(ra_histogram *histogram, uint32_t page, const uint16_t *more)
{
    uint16_t *counts = histogram->counts + (size_t)page * RA_PAGE;

    if (spill(histogram, page, 2 * (MOST_SHORT >> RA_CARRIED) + 1) != RA_OK) {
        return RA_NOMEM;
    }
    uint16_t *carried = carried_page(histogram, page);
    for (uint32_t i = 0; i < RA_PAGE; i++) {
        uint32_t sum = (uint32_t)counts[i] + (more != NULL ? more[i] : 0);
        carried[i] = (uint16_t)(carried[i] + (sum >> RA_CARRIED));
        counts[i] = (uint16_t)(sum & MOST_LEFT);
    }
    return RA_OK;
}

/* Sees to it that n more numbers may be counted, wherever they lie. As long as no counter of a page has
 * come far, looking at them is all it takes: so many numbers are seldom in one bin. */
ra_status ra_short_room(ra_histogram *histogram, uint32_t n)
{
    if (histogram->room < n) {
        const ra_kernels *kernels = ra_kernels_get();
        ra_bin_range pages = counted_pages(histogram);
        uint32_t largest = 0;
        for (uint32_t page = pages.first; page < pages.last; page++) {
            uint32_t most = kernels->most(histogram->counts + (size_t)page * RA_PAGE, RA_PAGE);
            if (most > MOST_LEFT && carry(histogram, page, NULL) != RA_OK) {
                return RA_NOMEM;
            }
            most = most > MOST_LEFT ? MOST_LEFT : most;
            largest = most > largest ? most : largest;
        }
        histogram->room = MOST_SHORT - largest;
    }
    histogram->room -= n;
    return RA_OK;
}

/* Adds the short counters of a page, and what was carried of them. */
static ra_status merge_page(ra_histogram *into, const ra_histogram *from, uint32_t page)
{
    const ra_kernels *kernels = ra_kernels_get();
    size_t start = (size_t)page * RA_PAGE;
    uint16_t *counts = into->counts + start;
    const uint16_t *more = from->counts + start;
    uint32_t most = kernels->most(more, RA_PAGE);

    if (kernels->most(counts, RA_PAGE) + most > MOST_SHORT) {
        if (carry(into, page, more) != RA_OK) {
            return RA_NOMEM;
        }
    } else if (most > 0) {
        for (uint32_t i = 0; i < RA_PAGE; i++) {
            counts[i] = (uint16_t)(counts[i] + more[i]);
        }
    }
    const uint16_t *carried = from->carried[page];
    uint32_t most_carried = carried != NULL ? kernels->most(carried, RA_PAGE) : 0;
    if (most_carried > 0 && spill(into, page, most_carried) != RA_OK) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; most_carried > 0 && i < RA_PAGE; i++) {
        into->carried[page][i] = (uint16_t)(into->carried[page][i] + carried[i]);
    }
    return RA_OK;
}

ra_status ra_short_merge(ra_histogram *into, const ra_histogram *from)
{
    ra_bin_range pages = counted_pages(from);

    for (uint32_t page = pages.first; page < pages.last; page++) {
        if (merge_page(into, from, page) != RA_OK) {
            return RA_NOMEM;
        }
    }
    into->room = 0; /* the next number looks at them */
    return RA_OK;
}
