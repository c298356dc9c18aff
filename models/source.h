/* Sources: bibliographic records in CSL-JSON, one list in datasets/sources.json.
 *
 * Units: none. Errors: NULL where there is no such record. Source: the Citation Style
 * Language's JSON schema. */
#ifndef RA_SOURCE_H
#define RA_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "models/diag.h"
#include "models/json.h"
#include "models/status.h"
#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One record. */
typedef struct {
    const char *key;     /* CSL "id" */
    const char *type;    /* CSL type: "article-journal", "paper-conference", "webpage" ... */
    const char *title;
    const char *authors; /* "Strubell, Ganesh and McCallum"; NULL: none */
    const char *short_authors; /* "Strubell et al." */
    int year;            /* 0: unknown */
    const char *container; /* journal, proceedings, site; NULL: none */
    const char *doi;     /* without the resolver; NULL: none */
    const char *url;     /* where to read it: the URL, or the DOI's; never NULL */
    const char *note;
    const ra_value *record; /* the record as it was read, with what is not above */
} ra_source;

typedef struct ra_sources ra_sources; /* a list of records */

/* Reads a list. Given: the `path` of a file in CSL-JSON, whose every record has id, type, title
 * and a DOI or URL. Returned: RA_OK with *out, which the caller frees with ra_sources_free; RA_IO,
 * RA_INVALID or RA_NOMEM with messages. */
ra_status ra_sources_load(ra_sources **out, const char *path, ra_diag *diag);

/* Given: `sources`, or NULL. */
void ra_sources_free(ra_sources *sources);

/* Given: `sources`. Returned: how many there are. */
size_t ra_sources_count(const ra_sources *sources);

/* Given: `sources`; `i` below their count. Returned: the i-th record. */
const ra_source *ra_sources_at(const ra_sources *sources, size_t i);

/* Given: `sources`, a `key`. Returned: its record, or NULL. */
const ra_source *ra_sources_find(const ra_sources *sources, const char *key);

/* Given: `sources`; a `key` that none of them has. Returned: the one that was probably meant, or
 * NULL. */
const char *ra_sources_nearest(const ra_sources *sources, const char *key);

/* Appends one line: "Strubell, Ganesh and McCallum (2019). Energy and ... . ACL 2019." Given: the
 * `source`; `out`, which takes it. */
void ra_source_cite(const ra_source *source, ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
