/* What a chain asks for and the claim does not give. A chain goes further than many of its claims:
 * one that states an energy needs no grid. Only what its headline needs is missed. */
#include <string.h>

#include "models/claim_private.h"

const ra_value *claim_find_open(const ra_build *b, const char *name)
{
    const ra_value *array = b->own->chain ? b->own->chain->assumptions : NULL;
    for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v)) {
        const ra_value *id = ra_value_kind(v) == RA_OBJECT ? ra_value_find(v, "id") : NULL;
        if (id && ra_value_kind(id) == RA_STRING && strcmp(ra_value_string(id), name) == 0)
            return v;
    }
    return NULL;
}

static void report_open(ra_build *b, const char *name, const ra_value *open)
{
    const char *label = NULL;
    if (ra_value_find(open, "label"))
        label = claim_read_text(b, open, "label", false, RA_CLAIM_MAX_LABEL);
    const ra_value *at = ra_value_find(b->root, "assumptions");
    ra_value_report(at ? at : b->root, b->diag, RA_ERROR,
                    "the chain '%s' needs the assumption '%s' (%s)", b->own->chain->id, name,
                    label ? label : name);
}

/* Marks the steps that a needed formula names, and reports what it names in vain. Returned: whether
 * a step became needed. */
static bool follow(ra_build *b, const ra_expr *formula, bool *needed)
{
    bool more = false;
    for (uint32_t i = 0; formula && i < formula->name_count; i++) {
        uint32_t below = claim_find_name(b, formula->names[i]);
        const ra_value *open = below == RA_NOWHERE ? claim_find_open(b, formula->names[i]) : NULL;
        if (open)
            report_open(b, formula->names[i], open);
        if (below == RA_NOWHERE || b->quantities[below].kind != RA_STEP)
            continue;
        more = more || !needed[below];
        needed[below] = true;
    }
    return more;
}

void claim_check_open(ra_build *b)
{
    const ra_claim *claim = b->claim;
    if (!b->own->chain || claim->result == RA_NOWHERE || b->incomplete)
        return;
    bool *needed = claim_alloc(b, claim->quantity_count, sizeof *needed);
    if (!needed)
        return;
    needed[claim->result] = true;
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < claim->quantity_count; i++)
            for (int side = 0; needed[i] && side < RA_SIDES; side++)
                more = follow(b, b->items[i].named[side], needed) || more;
    }
}
