/* The data directory: claims, chains, reference tables, sources, units.
 *
 *     <root>/datasets/claims/<id>.json    <root>/datasets/<table>.json
 *     <root>/datasets/sources.json        <root>/datasets/units.xml
 *     <root>/models/chains/<id>.json      <root>/models/claim.schema.json
 *
 * Names from a claim never leave it: an id is [a-z0-9][a-z0-9._-]*, without a slash.
 *
 * Units: figures keep the unit they are given in. Errors: NULL where there is no such thing;
 * messages in `diag`. Source: datasets/README.md; every row names its own. */
#ifndef RA_DATA_H
#define RA_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "models/grid_basis.h"
#include "models/json.h"
#include "models/source.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_data ra_data; /* an open data directory */

/* Opens a data directory; sources and tables are read when first asked for. Given: its `root`.
 * Returned: RA_OK with *out, which the caller frees with ra_data_free; RA_IO where it has no
 * sources, or RA_NOMEM, with messages. */
ra_status ra_data_open(ra_data **out, const char *root, ra_diag *diag);

/* Given: `data` with all that is borrowed from it, or NULL. */
void ra_data_free(ra_data *data);

/* Given: `data`. Returned: the path that it was opened with. */
const char *ra_data_root(const ra_data *data);

/* Given: `data`. Returned: RA_OK with *out, its bibliography, borrowed from `data`; RA_IO,
 * RA_INVALID or RA_NOMEM with messages. */
ra_status ra_data_sources(ra_data *data, const ra_sources **out, ra_diag *diag);

/* Given: `data`, the `id` of a claim. Returned: RA_OK with *path, which the caller frees with
 * ra_free; RA_USAGE with a message that names the nearest one; RA_NOMEM. */
ra_status ra_data_find_claim(const ra_data *data, const char *id, char **path, ra_diag *diag);

/* Given: `data`, the `id` of a chain. Returned: RA_OK with *path, which the caller frees with
 * ra_free; RA_USAGE where there is none, without a message; RA_NOMEM. */
ra_status ra_data_find_chain(const ra_data *data, const char *id, char **path);

/* What a data directory has many of. */
typedef enum { RA_DATA_CLAIMS, RA_DATA_CHAINS, RA_DATA_TABLES } ra_data_kind;

/* Given: `data`, a `kind`. Returned: RA_OK with the *ids of that kind, sorted, NULL behind the
 * last, one block that the caller frees with ra_free; RA_IO or RA_NOMEM. */
ra_status ra_data_list(const ra_data *data, ra_data_kind kind, char ***ids);

/* What rows of a table are about. Rows with one subject and one quantity are figures for the same
 * thing, which may disagree. */
typedef struct {
    const char *id, *label;
    const char *provider; /* "gcp": of a region or fleet; NULL: none */
    const char *place;    /* where a region is; NULL: not said */
    const char *grid;     /* "grid-egrid/mrow": subject of another table whose grid serves it */
    const char *country;  /* "grid-country/usa" */
    bool fleet;           /* stands for all regions of its provider that have no row of their own */
    int released;         /* year; 0: unknown */
    const ra_value *at;   /* the whole object: aliases too */
} ra_subject;

/* One row of a reference table, borrowed from `data`. */
typedef struct {
    const char *table;
    const char *key;
    const char *label;
    const char *path;   /* "<table>/<key>" */
    const char *unit;   /* as written */
    const char *quantity;      /* "TDP"; NULL: the one that the table is about */
    const ra_subject *subject; /* NULL: none */
    ra_grid_basis basis;     /* of a table of grids; else RA_GRID_NONE, and the basis is a text */
    int year;           /* 0: none */
    bool recommended;   /* the one to take of those that disagree */
    bool yearly;        /* of a table by years: figures of two years are two quantities */
    const ra_value *at; /* the whole row: value or printed, year, basis, distribution, source,
                           status, aliases, note */
} ra_row;

/* Given: a `row`. Returned: true with its *value and the interval *low to *high that its digits
 * leave, in its unit; both ends are the value where it is exact. False where it cannot be read as
 * a number, which a table that was read does not have. */
bool ra_row_figure(const ra_row *row, double *value, double *low, double *high);

/* A table: {"id", "title", "subjects": [...], "rows": [...]}; keys are unique in it. */
typedef struct ra_table ra_table;

/* Given: `data`, the `id` of a table. Returned: RA_OK with *out, borrowed from `data`; RA_USAGE
 * for an unknown table, with a message that names the nearest; RA_IO or RA_INVALID with messages.
 * Different tables may be asked for by several threads at a time. */
ra_status ra_data_table(ra_data *data, const char *id, const ra_table **out, ra_diag *diag);

/* Given: a `table`. Returned: its title. */
const char *ra_table_title(const ra_table *table);

/* Given: a `table`. Returned: how many rows it has. */
size_t ra_table_count(const ra_table *table);

/* Given: a `table`; `i` below its count. Returned: the i-th row. */
const ra_row *ra_table_row(const ra_table *table, size_t i);

/* Given: a `table`. Returned: how many subjects it has. */
size_t ra_table_subject_count(const ra_table *table);

/* Given: a `table`, an index `i` from 0. Returned: the i-th subject by id, or NULL behind the
 * last. */
const ra_subject *ra_table_subject(const ra_table *table, size_t i);

/* Given: a `table`, the `id` of a subject. Returned: it, or NULL. */
const ra_subject *ra_table_find_subject(const ra_table *table, const char *id);

/* Given: `data`, a `path` such as "pue/google-georgia-2018". Returned: the row; or NULL with
 * *nearest, borrowed from `data`, set to the path of the row that was probably meant (also by one
 * of its aliases), or to NULL. A message is reported only where the table itself cannot be read:
 * that a row is unknown is said best at the place that asks for it. */
const ra_row *ra_data_find_row(ra_data *data, const char *path, const char **nearest,
                               ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
