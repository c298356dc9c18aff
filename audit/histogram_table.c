/* The tables of a histogram: pages of counters that are opened when something is counted there. */
#include <string.h>

#include "audit/histogram_cells.h"
#include "models/alloc.h"

#define FEW_PAGE  (RA_PAGE * sizeof(uint16_t))
#define MANY_PAGE (RA_PAGE * sizeof(uint64_t))

/* Page i of pages of so many bytes; NULL: it has no counters. */
static inline void *find(const ra_bin_pages *pages, uint32_t page, size_t size)
{
    uint32_t slot = pages->slot != NULL ? pages->slot[page] : 0;

    return slot > 0 ? (char *)pages->pages + (slot - 1) * size : NULL;
}

static ra_status reserve(ra_bin_pages *pages, size_t size)
{
    if (pages->slot == NULL) {
        pages->slot = ra_calloc(RA_TABLE_PAGES, sizeof *pages->slot);
        if (pages->slot == NULL) {
            return RA_NOMEM;
        }
    }
    if (pages->count == pages->capacity) {
        size_t capacity = pages->capacity == 0 ? 2 : 2 * pages->capacity;
        void *more = ra_realloc(pages->pages, capacity * size);
        if (more == NULL) {
            return RA_NOMEM;
        }
        pages->pages = more;
        pages->capacity = capacity;
    }
    return RA_OK;
}

/* The same page, which is opened if need be; NULL: out of memory. */
static void *open_page(ra_bin_pages *pages, uint32_t page, size_t size)
{
    void *counts = find(pages, page, size);

    if (counts != NULL || reserve(pages, size) != RA_OK) {
        return counts;
    }
    pages->slot[page] = (uint16_t)++pages->count;
    return memset(find(pages, page, size), 0, size);
}

const uint16_t *ra_bin_table_few(const ra_bin_table *table, uint32_t page)
{
    return find(&table->few, page, FEW_PAGE);
}

const uint64_t *ra_bin_table_many(const ra_bin_table *table, uint32_t page)
{
    return find(&table->many, page, MANY_PAGE);
}

uint64_t *ra_bin_table_page(ra_bin_table *table, uint32_t page)
{
    return open_page(&table->many, page, MANY_PAGE);
}

/* Adds to a short counter; what it cannot hold goes to the long one. */
static inline ra_status add(ra_bin_table *table, uint16_t *few, uint32_t bin, uint32_t count)
{
    uint32_t sum = few[bin % RA_PAGE] + count;

    few[bin % RA_PAGE] = (uint16_t)sum;
    if (sum > UINT16_MAX) {
        uint64_t *many = ra_bin_table_page(table, bin / RA_PAGE);
        if (many == NULL) {
            return RA_NOMEM;
        }
        many[bin % RA_PAGE] += UINT16_MAX + 1;
    }
    return RA_OK;
}

ra_status ra_bin_table_count(ra_bin_table *table, uint32_t bin)
{
    uint16_t *few = open_page(&table->few, bin / RA_PAGE, FEW_PAGE);

    return few != NULL ? add(table, few, bin, 1) : RA_NOMEM;
}

static ra_status merge_few(ra_bin_table *into, uint32_t page, const uint16_t *from)
{
    uint16_t *few = open_page(&into->few, page, FEW_PAGE);
    ra_status status = few != NULL ? RA_OK : RA_NOMEM;

    for (uint32_t bin = 0; bin < RA_PAGE && status == RA_OK; bin++) {
        status = add(into, few, page * RA_PAGE + bin, from[bin]);
    }
    return status;
}

static ra_status merge_many(ra_bin_table *into, uint32_t page, const uint64_t *from)
{
    uint64_t *many = ra_bin_table_page(into, page);

    for (uint32_t bin = 0; bin < RA_PAGE && many != NULL; bin++) {
        many[bin] += from[bin];
    }
    return many != NULL ? RA_OK : RA_NOMEM;
}

ra_status ra_bin_table_merge(ra_bin_table *into, const ra_bin_table *from)
{
    ra_status status = RA_OK;

    if (from->few.slot == NULL && from->many.slot == NULL) {
        return RA_OK;
    }
    for (uint32_t page = 0; page < RA_TABLE_PAGES && status == RA_OK; page++) {
        const uint16_t *few = ra_bin_table_few(from, page);
        const uint64_t *many = ra_bin_table_many(from, page);
        if (few != NULL) {
            status = merge_few(into, page, few);
        }
        if (many != NULL && status == RA_OK) {
            status = merge_many(into, page, many);
        }
    }
    return status;
}

void ra_bin_table_free(ra_bin_table *table)
{
    ra_free(table->few.slot);
    ra_free(table->few.pages);
    ra_free(table->many.slot);
    ra_free(table->many.pages);
}
