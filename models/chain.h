/* Chains that many claims share: steps with their formulas, labels and units, and the assumptions
 * that they read, in models/chains/<id>.json. A claim names one as its "chain". */
#ifndef RA_CHAIN_H
#define RA_CHAIN_H

#include "models/data.h"
#include "models/json.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const char *id, *title;
    const char *summary;         /* NULL: none */
    const char *result;          /* id of the step that claims usually state; NULL: none */
    const ra_value *counts;      /* array; NULL: none */
    const ra_value *steps;       /* array */
    const ra_value *assumptions; /* array: id, label, unit, role, note, usual */
    ra_json *json;               /* the document, which owns all of the above */
} ra_chain;

/* Reads a chain of the data directory. Given: its id. Returned: RA_OK with *out, which the caller
 * frees with ra_chain_free; RA_USAGE without a message where there is none of that name, RA_IO,
 * RA_INVALID or RA_NOMEM with messages. What its steps mean is checked by the claims that use it.
 */
ra_status ra_chain_load(ra_chain **out, const ra_data *data, const char *id, ra_diag *diag);
void ra_chain_free(ra_chain *chain);

#ifdef __cplusplus
}
#endif
#endif
