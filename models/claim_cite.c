/* Where a figure comes from: its source, how it arose, how it was checked. */
#include <string.h>

#include "models/claim_private.h"

static const char *const source_keys[] = {"key", "file", "maker", "locator", "evidence", NULL};

#define X(code, name, text) name,
static const char *const origin_names[] = {RA_ORIGIN_LIST(X)};
static const char *const evidence_names[] = {RA_EVIDENCE_LIST(X)};
#undef X
#define X(code, name, text) text,
static const char *const origin_texts[] = {RA_ORIGIN_LIST(X)};
static const char *const evidence_texts[] = {RA_EVIDENCE_LIST(X)};
#undef X

const char *ra_origin_name(ra_origin origin)
{
    return origin_names[origin];
}

const char *ra_origin_text(ra_origin origin)
{
    return origin_texts[origin];
}

const char *ra_evidence_name(ra_evidence evidence)
{
    return evidence_names[evidence];
}

const char *ra_evidence_text(ra_evidence evidence)
{
    return evidence_texts[evidence];
}

static bool read_evidence(ra_build *b, const ra_value *object, ra_evidence *out)
{
    int choice = 0;
    if (!ra_value_get_choice(object, "evidence", false, evidence_names, RA_EVIDENCES, &choice,
                             b->diag))
        return false;
    *out = (ra_evidence)choice;
    return true;
}

/* Finds the source of a key. That the list cannot be read is said once. */
static const ra_source *find_source(ra_build *b, const ra_value *object, const char *key)
{
    if (!b->sources && b->sources_status == RA_OK)
        b->sources_status = ra_data_sources(b->data, &b->sources, b->diag);
    if (!b->sources)
        return NULL;
    const ra_source *source = ra_sources_find(b->sources, key);
    if (!source)
        claim_report_unknown(b, ra_value_find(object, "key"), "source", key,
                             ra_sources_nearest(b->sources, key));
    return source;
}

static void read_source(ra_build *b, const ra_value *object, ra_citation *out)
{
    bool file = ra_value_find(object, "file") != NULL;
    ra_value_check_keys(object, source_keys, b->diag);
    if (file && ra_value_find(object, "key"))
        ra_value_report(object, b->diag, RA_ERROR, "a source is a 'key' of the list or a 'file'");
    if (!file && ra_value_find(object, "maker"))
        ra_value_report_key(ra_value_find(object, "maker"), b->diag, RA_ERROR,
                            "'maker' belongs to a 'file'");
    const char *key = file ? NULL : claim_read_text(b, object, "key", true, RA_CLAIM_MAX_LABEL);
    out->locator = claim_read_text(b, object, "locator", false, RA_CLAIM_MAX_LABEL);
    /* A source that nobody says to have read counts as recalled. */
    out->evidence = RA_RECALLED;
    read_evidence(b, object, &out->evidence);
    if (file)
        out->source = claim_file_source(b, object);
    if (key)
        out->source = find_source(b, object, key);
}

void claim_read_citation(ra_build *b, const ra_value *own, const ra_value *row,
                         const ra_citation *inherited, ra_citation *out)
{
    const ra_value *source = NULL;
    const ra_value *holder = own && ra_value_find(own, "source") ? own : row;
    *out = (ra_citation){.evidence = RA_RECALLED};
    if (holder && ra_value_find(holder, "source")) {
        if (ra_value_get_object(holder, "source", false, &source, b->diag))
            read_source(b, source, out);
    } else if (inherited && inherited->source) {
        *out = *inherited;
        out->inherited = true;
    }
    if (own)
        read_evidence(b, own, &out->evidence);
}

void claim_read_origin(ra_build *b, const ra_value *own, const ra_value *row, ra_origin usual,
                       ra_origin *out)
{
    int choice = (int)usual;
    const ra_value *holder = own && ra_value_find(own, "status") ? own : row;
    if (holder)
        ra_value_get_choice(holder, "status", false, origin_names, RA_ORIGINS, &choice, b->diag);
    *out = (ra_origin)choice;
}
