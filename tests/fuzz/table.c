/* A reference table: refused with messages, or one whose rows are found and are numbers. */
#include "models/table.h"

#include <math.h>

#include "tests/fuzz/fuzz.h"

static void check_row(const ra_table *table, const ra_row *row)
{
    double value = NAN, low = NAN, high = NAN;
    FUZZ_PROMISE(ra_table_find(table, row->key) == row);
    FUZZ_PROMISE(ra_row_figure(row, &value, &low, &high));
    FUZZ_PROMISE(isfinite(value) && low <= value && value <= high);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ra_table *table = NULL;
    ra_diag *diag = ra_diag_new();
    const ra_sources *sources = NULL;
    FUZZ_PROMISE(ra_data_sources(fuzz_data(), &sources, diag) == RA_OK);
    ra_status status = ra_table_load(&table, fuzz_file(bytes, size), "pue", sources, diag);
    FUZZ_PROMISE((status == RA_OK) == (table != NULL));
    FUZZ_PROMISE(status == RA_OK || status == RA_INVALID);
    for (size_t i = 0; table != NULL && i < ra_table_count(table); i++)
        check_row(table, ra_table_row(table, i));
    if (table != NULL)
        ra_table_nearest(table, "google");
    ra_table_free(table);
    fuzz_end(diag, status);
    return 0;
}
