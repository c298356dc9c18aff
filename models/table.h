/* One reference table; shared by data.c, table.c and table_row.c. */
#ifndef RA_TABLE_H
#define RA_TABLE_H

#include "models/arena.h"
#include "models/data.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a table and checks every row of it. Given: path, the id that the file's name says, the
 * sources that its rows may name. Returned: RA_OK with *out, freed with ra_table_free; RA_IO,
 * RA_INVALID or RA_NOMEM with messages. */
ra_status ra_table_load(ra_table **out, const char *path, const char *id, const ra_sources *sources,
                        ra_diag *diag);
void ra_table_free(ra_table *table);

const char *ra_table_id(const ra_table *table);
const ra_row *ra_table_find(const ra_table *table, const char *key); /* NULL: none */

/* Returns the row that was probably meant by `key`, by its key or an alias; NULL: none. */
const ra_row *ra_table_nearest(const ra_table *table, const char *key);

/* Subjects of a table, by id. */
typedef struct {
    ra_subject *items;
    size_t count;
} ra_subjects;

/* Checks and reads one. Returned: RA_OK, or RA_INVALID with messages. */
ra_status ra_subject_read(ra_subject *subject, const ra_value *object, ra_diag *diag);

/* Sorts them; RA_INVALID with a message where an id stands twice. */
ra_status ra_subjects_sort(ra_subject *subjects, size_t count, ra_diag *diag);
const ra_subject *ra_subjects_find(const ra_subjects *subjects, const char *id); /* NULL: none */

/* Returns whether the "aliases" of an object, if it has any, are texts; reports those that are not.
 */
bool ra_value_check_aliases(const ra_value *object, ra_diag *diag);

/* Checks and reads a row. Returned: RA_OK with *row, whose texts live as long as the document and
 * the arena do; RA_INVALID with messages; RA_NOMEM. */
ra_status ra_row_read(ra_row *row, const char *table, const ra_value *object,
                      const ra_subjects *subjects, const ra_sources *sources, ra_arena *arena,
                      ra_diag *diag);

/* Returns whether `id` may name a file or row: [a-z0-9][a-z0-9._-]*, at most 100 bytes. Without a
 * slash and without a dot in front it cannot leave its directory. */
bool ra_id_valid(const char *id);

#ifdef __cplusplus
}
#endif
#endif
