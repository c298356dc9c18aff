#include "audit/regions_rows.h"

#include <math.h>
#include <string.h>

ra_status ra_region_tables_open(ra_region_tables *tables, ra_data *data, ra_diag *diag)
{
    tables->data = data;
    ra_status status = ra_data_table(data, "grid-cloud", &tables->clouds, diag);
    return status == RA_OK ? ra_data_table(data, "pue", &tables->pues, diag) : status;
}

/* The row to take of a subject: a recommended one before others, then the latest. */
static const ra_row *best_row(const ra_table *table, const char *subject, ra_grid_basis basis,
                              bool recommended)
{
    const ra_row *best = NULL;
    for (size_t i = 0; i < ra_table_count(table); i++) {
        const ra_row *row = ra_table_row(table, i);
        if (row->subject == NULL || strcmp(row->subject->id, subject) != 0 ||
            row->quantity != NULL || row->basis != basis || (recommended && !row->recommended)) {
            continue;
        }
        bool better = best == NULL || row->recommended > best->recommended ||
                      (row->recommended == best->recommended && row->year >= best->year);
        best = better ? row : best;
    }
    return best;
}

/* The row of a subject of another table: "grid-egrid/mrow". */
static ra_status find_other(const ra_region_tables *tables, const char *path, ra_grid_basis basis,
                            const ra_row **row, ra_diag *diag)
{
    const char *slash = path != NULL ? strchr(path, '/') : NULL;
    const ra_table *table = NULL;
    char id[101] = "";

    *row = NULL;
    if (slash == NULL || slash - path > 100) {
        return RA_OK;
    }
    memcpy(id, path, (size_t)(slash - path));
    ra_status status = ra_data_table(tables->data, id, &table, diag);
    if (status == RA_OK) {
        *row = best_row(table, slash + 1, basis, false);
    }
    return status;
}

ra_status ra_region_find_grid(const ra_region_tables *tables, ra_grid_basis basis,
                              ra_region *region, ra_diag *diag)
{
    const ra_subject *subject = region->region;
    ra_status status = RA_OK;

    region->grid_from = RA_FROM_REGION;
    region->grid = best_row(tables->clouds, subject->id, basis, true);
    if (region->grid == NULL) {
        status = find_other(tables, subject->grid, basis, &region->grid, diag);
        region->grid_from = RA_FROM_SUBREGION;
    }
    if (status == RA_OK && region->grid == NULL) {
        status = find_other(tables, subject->country, basis, &region->grid, diag);
        region->grid_from = RA_FROM_COUNTRY;
    }
    /* Last what a tool took for the region, which is older. */
    if (status == RA_OK && region->grid == NULL) {
        region->grid = best_row(tables->clouds, subject->id, basis, false);
        region->grid_from = RA_FROM_REGION;
    }
    return status;
}

void ra_region_find_pue(const ra_region_tables *tables, ra_region *region)
{
    double low, high;
    const char *provider = region->region->provider;

    region->pue_from = RA_FROM_REGION;
    region->pue = best_row(tables->pues, region->region->id, RA_GRID_NONE, false);
    for (size_t i = 0; region->pue == NULL && i < ra_table_subject_count(tables->pues); i++) {
        const ra_subject *fleet = ra_table_subject(tables->pues, i);
        if (fleet->fleet && strcmp(fleet->provider, provider) == 0) {
            region->pue = best_row(tables->pues, fleet->id, RA_GRID_NONE, false);
            region->pue_from = RA_FROM_FLEET;
        }
    }
    region->pue_value = NAN;
    if (region->pue == NULL) {
        region->pue_from = RA_FROM_CLAIM;
    } else {
        ra_row_figure(region->pue, &region->pue_value, &low, &high);
    }
}
