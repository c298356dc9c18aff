#include "models/chain.h"

#include <string.h>

#include "models/alloc.h"
#include "models/claim.h"

static const char *const chain_keys[] = {"$schema", "id",    "title",       "summary", "counts",
                                         "result",  "steps", "assumptions", NULL};

/* `usual` names rows of tables: whoever offers them finds out whether they are there. */
static void check_usual(const ra_value *assumption, ra_diag *diag)
{
    const ra_value *usual = NULL;
    if (ra_value_kind(assumption) != RA_OBJECT ||
        !ra_value_get_array(assumption, "usual", false, &usual, diag))
        return;
    for (const ra_value *v = ra_value_first(usual); v; v = ra_value_next(v))
        if (ra_value_kind(v) != RA_STRING || !strchr(ra_value_string(v), '/'))
            ra_value_report(v, diag, RA_ERROR,
                            "a usual value is a row of a table, as \"pue/google-georgia-2018\"");
}

static ra_status read_members(ra_chain *chain, const char *id, ra_diag *diag)
{
    size_t errors = ra_diag_count(diag, RA_ERROR);
    const ra_value *root = ra_json_root(chain->json);
    if (ra_value_kind(root) != RA_OBJECT) {
        ra_value_report(root, diag, RA_ERROR, "a chain is an object");
        return RA_INVALID;
    }
    ra_value_check_keys(root, chain_keys, diag);
    if (ra_value_get_string(root, "id", true, &chain->id, diag) && strcmp(chain->id, id) != 0)
        ra_value_report(ra_value_find(root, "id"), diag, RA_ERROR,
                        "the file is that of the chain '%s'", id);
    ra_value_get_string(root, "title", true, &chain->title, diag);
    ra_value_get_string(root, "summary", false, &chain->summary, diag);
    ra_value_get_string(root, "result", false, &chain->result, diag);
    ra_value_get_array(root, "counts", false, &chain->counts, diag);
    ra_value_get_array(root, "steps", true, &chain->steps, diag);
    ra_value_get_array(root, "assumptions", true, &chain->assumptions, diag);
    if (chain->steps && ra_value_count(chain->steps) > RA_CLAIM_MAX_STEPS)
        ra_value_report(chain->steps, diag, RA_ERROR, "more than %d steps", RA_CLAIM_MAX_STEPS);
    const ra_value *first = chain->assumptions ? ra_value_first(chain->assumptions) : NULL;
    for (const ra_value *v = first; v; v = ra_value_next(v))
        check_usual(v, diag);
    return ra_diag_count(diag, RA_ERROR) == errors ? RA_OK : RA_INVALID;
}

ra_status ra_chain_load(ra_chain **out, const ra_data *data, const char *id, ra_diag *diag)
{
    char *path = NULL;
    ra_status status = ra_data_find_chain(data, id, &path);
    if (status != RA_OK)
        return status;
    ra_chain *chain = ra_calloc(1, sizeof *chain);
    status = chain ? ra_json_load(&chain->json, path, diag) : RA_NOMEM;
    if (status == RA_OK)
        status = read_members(chain, id, diag);
    ra_free(path);
    if (status != RA_OK) {
        ra_chain_free(chain);
        return status;
    }
    *out = chain;
    return RA_OK;
}

void ra_chain_free(ra_chain *chain)
{
    if (!chain)
        return;
    ra_json_free(chain->json);
    ra_free(chain);
}
