/* The headline in things that people know: rows of the table "equivalences". */
#include <string.h>

#include "audit/builder.h"
#include "models/alloc.h"

#define TABLE "equivalences"

/* The data may lack the table, which is then no error. */
static ra_status find_table(ra_builder *builder, const ra_table **table)
{
    char **ids = NULL;
    ra_status status =
        builder->data != NULL ? ra_data_list(builder->data, RA_DATA_TABLES, &ids) : RA_OK;

    *table = NULL;
    for (size_t i = 0; status == RA_OK && ids != NULL && ids[i] != NULL; i++) {
        if (strcmp(ids[i], TABLE) == 0) {
            status = ra_data_table(builder->data, TABLE, table, builder->diag);
        }
    }
    ra_free(ids);
    return status;
}

/* One thing in the claim's unit; false where it is of another kind. */
static bool thing_size(const ra_claim *claim, const ra_row *row, double *size)
{
    ra_unit_problem problem;
    double value, low, high, factor;
    const ra_unit *unit = ra_unit_parse(claim->units, row->unit, &problem);

    if (unit == NULL || !ra_unit_convert(unit, claim->unit, &factor) ||
        !ra_row_figure(row, &value, &low, &high)) {
        return false;
    }
    *size = value * factor;
    return *size > 0;
}

static ra_bounds divided(ra_bounds bounds, double size)
{
    return (ra_bounds){bounds.low / size, bounds.high / size};
}

ra_status ra_equivalences_eval(ra_builder *builder)
{
    ra_result *result = builder->result;
    const ra_table *table;
    ra_status status = find_table(builder, &table);

    if (status != RA_OK || table == NULL || ra_unit_dimensionless(builder->claim->unit)) {
        return status;
    }
    size_t count = ra_table_count(table);
    ra_equivalence *rows = ra_arena_alloc(builder->arena, count + 1, sizeof *rows);
    if (rows == NULL) {
        return RA_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const ra_row *row = ra_table_row(table, i);
        double size;
        if (thing_size(builder->claim, row, &size)) {
            rows[result->equivalence_count++] = (ra_equivalence){
                .row = row,
                .published = result->recomputed / size,
                .value = result->audited.point / size,
                .p5 = result->audited.p5 / size,
                .p95 = result->audited.p95 / size,
                .low_bounds = divided(result->audited.bounds[RA_Q5], size),
                .high_bounds = divided(result->audited.bounds[RA_Q95], size),
            };
        }
    }
    result->equivalences = rows;
    return RA_OK;
}
