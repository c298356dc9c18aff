/* Sources: bibliographic records in CSL-JSON, one list in datasets/sources.json. */
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

typedef struct ra_sources ra_sources;

/* Reads a CSL-JSON list. Every source must have id, type, title and a DOI or URL. */
ra_status ra_sources_load(ra_sources **out, const char *path, ra_diag *diag);
void ra_sources_free(ra_sources *sources);

size_t ra_sources_count(const ra_sources *sources);
const ra_source *ra_sources_at(const ra_sources *sources, size_t i);
const ra_source *ra_sources_find(const ra_sources *sources, const char *key); /* NULL: none */
const char *ra_sources_nearest(const ra_sources *sources, const char *key);

/* Appends one line: "Strubell, Ganesh and McCallum (2019). Energy and ... . ACL 2019." */
void ra_source_cite(const ra_source *source, ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
