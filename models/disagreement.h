/* What was written down about rows that disagree: datasets/disagreements.json. */
#ifndef RA_DISAGREEMENT_H
#define RA_DISAGREEMENT_H

#include "models/data.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const char *id;
    const char *advice;
    const ra_value *rows; /* array of paths */
} ra_disagreement;

typedef struct {
    ra_disagreement *items;
    size_t count;
    ra_json *json;
} ra_disagreements;

/* Reads the file of a data directory; none where there is no such file. Paths are checked for their
 * form alone. Returned: RA_OK with *out, freed with ra_disagreements_free; RA_INVALID with messages;
 * RA_IO, RA_NOMEM. */
ra_status ra_disagreements_load(ra_disagreements **out, const ra_data *data, ra_diag *diag);
void ra_disagreements_free(ra_disagreements *list);

/* Returns whether a disagreement names a row. */
bool ra_disagreement_names(const ra_disagreement *item, const char *path);

#ifdef __cplusplus
}
#endif
#endif
