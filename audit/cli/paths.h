/* Where the data is. */
#ifndef RA_CLI_PATHS_H
#define RA_CLI_PATHS_H

#include <stddef.h>

#include "audit/cli/options.h"
#include "models/claim.h"
#include "models/data.h"
#include "models/text.h"

/* A place where data is searched for. */
typedef struct {
    const char *origin; /* "--data", "$REAUDIT_DATA" ...; a constant text */
    ra_text path;       /* empty: this place is not set */
    bool taken;
} ra_place;

#define RA_PLACES 5

/* Finds the data directory: --data, $REAUDIT_DATA, <program>/../share/reaudit, the install
 * directory, the source tree. A place that the user named is taken even if it is wrong, so that a
 * slip is an error and not another directory's data. Returned: the place that was taken, or NULL
 * where there is none. The caller frees the places. */
const ra_place *ra_places_find(const ra_options *options, ra_place places[RA_PLACES]);
void ra_places_free(ra_place places[RA_PLACES]);

/* Opens the data. */
ra_status ra_places_open(ra_data **out, const ra_options *options, ra_diag *diag);

/* Opens the data and reads its sources, for what may need them many times: that they cannot be read
 * is then said once. */
ra_status ra_places_open_whole(ra_data **out, const ra_options *options, ra_diag *diag);

/* Returns RA_OK with the path of a claim: an id of the data, or a path (one that contains a '/' or
 * ends in ".json"). The caller frees it with ra_free. */
ra_status ra_places_claim(char **path, const ra_data *data, const char *claim, ra_diag *diag);

/* Where a result is: an address is a claim, or a claim and a row of it, "llama2-2023/7b" or
 * "my/claim.json/7b". Free with ra_address_free. */
typedef struct {
    char *path;      /* of the claim's file */
    const char *row; /* in the address; NULL: none is named */
} ra_address;

ra_status ra_address_find(ra_address *out, const ra_data *data, const char *text, ra_diag *diag);
void ra_address_free(ra_address *address);

/* Loads what an address names. Given: the audit of further authors, or NULL. */
ra_status ra_address_load(ra_claim **out, ra_data *data, const char *text, const char *audit,
                          ra_diag *diag);

#endif
