/* Which rows of the tables a region has; shared by regions.c and regions_rows.c. */
#ifndef RA_REGIONS_ROWS_H
#define RA_REGIONS_ROWS_H

#include "audit/regions.h"

typedef struct {
    ra_data *data;
    const ra_table *clouds, *pues;
} ra_region_tables;

ra_status ra_region_tables_open(ra_region_tables *tables, ra_data *data, ra_diag *diag);

/* Fills in the rows of a region. Returned: RA_OK, with the row NULL where it has no intensity on the
 * basis; what reading a table gives, with its message. */
ra_status ra_region_find_grid(const ra_region_tables *tables, ra_grid_basis basis,
                              ra_region *region, ra_diag *diag);
void ra_region_find_pue(const ra_region_tables *tables, ra_region *region);

#endif
