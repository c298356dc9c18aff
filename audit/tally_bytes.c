#include "audit/tally_bytes.h"

#include <string.h>

#include "audit/histogram_pages.h"

/* A reader of bytes: once they end too early, it gives no more. */
typedef struct {
    const ra_text *bytes;
    size_t at;
    bool failed;
} reader;

static void put(ra_text *out, const void *bytes, size_t size)
{
    ra_text_append_bytes(out, bytes, size);
}

static void take(reader *in, void *bytes, size_t size)
{
    if (in->failed || in->bytes->length - in->at < size) {
        in->failed = true;
        memset(bytes, 0, size);
        return;
    }
    memcpy(bytes, in->bytes->data + in->at, size);
    in->at += size;
}

/* Of the pages those where something was counted, each behind its number; the end is a number that no
 * page has. What is in short counters is added, so that bytes do not depend on when they were emptied. */
static void put_table(ra_text *out, const ra_histogram *histogram, uint32_t table)
{
    uint32_t end = RA_TABLE_PAGES;

    for (uint32_t page = 0; page < RA_TABLE_PAGES; page++) {
        uint64_t counts[RA_PAGE];
        if (ra_page_read(histogram, table, page, counts)) {
            put(out, &page, sizeof page);
            put(out, counts, sizeof counts);
        }
    }
    put(out, &end, sizeof end);
}

static ra_status take_table(reader *in, ra_bin_table *table)
{
    uint32_t page;

    for (;;) {
        take(in, &page, sizeof page);
        if (in->failed || page >= RA_TABLE_PAGES) {
            return page == RA_TABLE_PAGES ? RA_OK : RA_INTERNAL;
        }
        uint64_t *counts = ra_bin_table_page(table, page);
        if (counts == NULL) {
            return RA_NOMEM;
        }
        take(in, counts, RA_PAGE * sizeof *counts);
    }
}

static void put_histogram(ra_text *out, const ra_histogram *histogram)
{
    put(out, &histogram->scale, sizeof histogram->scale);
    put(out, &histogram->count, sizeof histogram->count);
    put(out, &histogram->nan, sizeof histogram->nan);
    put(out, &histogram->min, sizeof histogram->min);
    put(out, &histogram->max, sizeof histogram->max);
    for (uint32_t table = 0; table < RA_TABLES; table++) {
        put_table(out, histogram, table);
    }
}

static ra_status take_histogram(reader *in, ra_histogram **out)
{
    ra_histogram_scale scale;
    ra_histogram *histogram;
    ra_status status;

    take(in, &scale, sizeof scale);
    if (in->failed || scale.count > RA_TABLE_PAGES * RA_PAGE) {
        return RA_INTERNAL;
    }
    status = ra_histogram_new(out, scale);
    if (status != RA_OK) {
        return status;
    }
    histogram = *out;
    take(in, &histogram->count, sizeof histogram->count);
    take(in, &histogram->nan, sizeof histogram->nan);
    take(in, &histogram->min, sizeof histogram->min);
    take(in, &histogram->max, sizeof histogram->max);
    for (int t = 0; t < RA_TABLES && status == RA_OK; t++) {
        status = take_table(in, &histogram->table[t]);
    }
    return status;
}

void ra_tally_emit(const ra_tally *tally, ra_text *out)
{
    const ra_moments_tree *tree = &tally->tree;
    bool counted = tally->histogram != NULL;

    put(out, &tally->centre, sizeof tally->centre);
    put(out, &tree->count, sizeof tree->count);
    put(out, tree->level, tree->count * sizeof *tree->level);
    put(out, tree->index, tree->count * sizeof *tree->index);
    put(out, tree->node, tree->count * sizeof *tree->node);
    put(out, &counted, sizeof counted);
    if (counted) {
        put_histogram(out, tally->histogram);
    }
}

ra_status ra_tally_parse(ra_tally *tally, const ra_text *bytes, size_t *at)
{
    reader in = {.bytes = bytes, .at = *at};
    ra_moments_tree *tree = &tally->tree;
    bool counted;
    ra_status status = RA_OK;

    *tally = (ra_tally){0};
    take(&in, &tally->centre, sizeof tally->centre);
    take(&in, &tree->count, sizeof tree->count);
    if (tree->count > RA_TREE_LEVELS) {
        tree->count = 0;
        return RA_INTERNAL;
    }
    take(&in, tree->level, tree->count * sizeof *tree->level);
    take(&in, tree->index, tree->count * sizeof *tree->index);
    take(&in, tree->node, tree->count * sizeof *tree->node);
    take(&in, &counted, sizeof counted);
    if (counted) {
        status = take_histogram(&in, &tally->histogram);
    }
    *at = in.at;
    return status == RA_OK && in.failed ? RA_INTERNAL : status;
}
