/* What is missing, what nothing uses, and what has changed. */
#include <math.h>
#include <string.h>

#include "models/claim_private.h"

/* Values that differ by less are the same: the rounding of conversions is smaller. */
#define SAME 1e-12

/* A used quantity needs a figure or a formula on every side that uses it. */
static void check_present(ra_build *b, uint32_t index)
{
    const ra_quantity *q = &b->quantities[index];
    const ra_item *item = &b->items[index];
    for (int side = 0; side < RA_SIDES; side++) {
        const ra_reading *reading = &item->reading[side];
        if (!item->uses[side] || item->bad || q->kind == RA_LOCAL)
            continue;
        if (q->kind == RA_ASSUMPTION) {
            if (side == RA_PUBLISHED && !reading->own && !reading->bad)
                ra_value_report(item->own, b->diag, RA_ERROR,
                                "the published side uses '%s', which has no 'published' figure",
                                q->id);
            continue;
        }
        bool printed = side == RA_PUBLISHED && (reading->own || reading->bad);
        if (!q->formula[side] && !item->bad_formula[side] && !printed)
            ra_value_report(q->at, b->diag, RA_ERROR,
                            side == RA_PUBLISHED
                                ? "the step '%s' needs a 'formula', or the figure that was printed"
                                : "the step '%s' needs an 'audited_formula' too, or is an "
                                  "assumption",
                            q->id);
        if (!q->formula[side] && !printed)
            return;
    }
}

static void check_used(ra_build *b, uint32_t index)
{
    const ra_quantity *q = &b->quantities[index];
    const ra_item *item = &b->items[index];
    if (item->bad || item->uses[RA_PUBLISHED] || item->uses[RA_AUDITED] || !item->own)
        return;
    if (q->kind == RA_LOCAL)
        ra_value_report_key(item->own, b->diag, RA_WARNING, "no formula uses '%s'", q->label);
    else
        ra_value_report(ra_value_find(item->own, "id"), b->diag, RA_WARNING,
                        "neither side needs the %s '%s'",
                        q->kind == RA_STEP ? "step" : "assumption", q->id);
}

static void check_groups(ra_build *b)
{
    const ra_value *array = ra_value_find(b->root, "groups");
    const ra_value *v = array ? ra_value_first(array) : NULL;
    for (uint32_t g = 0; g < b->claim->group_count && v; g++, v = ra_value_next(v)) {
        bool used = false;
        for (uint32_t i = 0; i < b->claim->quantity_count; i++)
            used |= b->quantities[i].group == (int)g;
        if (!used && b->claim->groups[g].id)
            ra_value_report(v, b->diag, RA_WARNING, "nothing belongs to the group '%s'",
                            b->claim->groups[g].id);
    }
}

/* Its choice of side matters: an assumption whose two figures differ, a step with two formulas. */
static bool has_changed(const ra_build *b, uint32_t index)
{
    const ra_quantity *q = &b->quantities[index];
    const ra_item *item = &b->items[index];
    if (q->kind == RA_STEP)
        return item->formula[RA_AUDITED] && (item->uses[RA_PUBLISHED] || item->uses[RA_AUDITED]);
    if (q->kind != RA_ASSUMPTION || !item->read_by_step)
        return false;
    if (q->figure[RA_PUBLISHED].kind == RA_FIGURE_NONE ||
        q->figure[RA_AUDITED].kind == RA_FIGURE_NONE)
        return false;
    double before = b->values[RA_PUBLISHED][index], after = b->values[RA_AUDITED][index];
    return fabs(before - after) > SAME * fmax(fabs(before), fabs(after));
}

/* The rungs of the ladder: assumptions in the order of the file, then methods. Quantities are in
 * that order already. */
static void find_changes(ra_build *b)
{
    ra_claim *claim = b->claim;
    uint32_t *changed = claim_alloc(b, claim->quantity_count, sizeof *changed);
    for (uint32_t i = 0; changed && i < claim->quantity_count; i++) {
        b->quantities[i].changed = has_changed(b, i);
        if (b->quantities[i].changed)
            changed[claim->changed_count++] = i;
    }
    claim->changed = changed;
}

void claim_check(ra_build *b)
{
    /* Without a result, or with a cycle, nothing is known about what is used. */
    if (b->cyclic || b->claim->result == RA_NOWHERE)
        return;
    for (uint32_t i = 0; i < b->claim->quantity_count; i++)
        check_present(b, i);
    find_changes(b);
    /* What is wrong may be what would use something; another audit may too. Of a claim that was
     * measured it was said before. */
    if (ra_diag_count(b->diag, RA_ERROR) > b->errors || b->claim->audit_count > 0 ||
        claim_count_measured(b) > 0)
        return;
    for (uint32_t i = 0; i < b->claim->quantity_count; i++)
        check_used(b, i);
    check_groups(b);
    claim_check_bases(b);
}
