/* The quantities of a claim in their order: assumptions, locals, steps. */
#include <string.h>

#include "models/claim_private.h"

static const char *const assumption_keys[] = {"id",        "label",   "note",       "group", "role",
                                              "published", "audited", "audited_by", NULL};
static const char *const chain_assumption_keys[] = {"id",   "label", "unit", "note",
                                                    "role", "usual", NULL};
static const char *const step_keys[] = {
    "id",         "label",     "note",   "group",  "unit", "formula", "audited_formula",
    "audited_by", "published", "source", "reason", NULL};

static const char *peek_id(const ra_value *object)
{
    const ra_value *id = ra_value_kind(object) == RA_OBJECT ? ra_value_find(object, "id") : NULL;
    return id && ra_value_kind(id) == RA_STRING ? ra_value_string(id) : "";
}

/* The two arrays of each kind: that of the claim, and that of its chain. */
typedef struct {
    const ra_value *own, *base;
} arrays;

static arrays find_arrays(ra_build *b, const char *key)
{
    arrays found = {NULL, NULL};
    const ra_chain *chain = b->own->chain;
    bool steps = strcmp(key, "steps") == 0;
    if (chain)
        found.base = steps ? chain->steps : chain->assumptions;
    bool required = !steps || !ra_value_find(b->root, "chain");
    if (steps && required && !ra_value_find(b->root, "steps"))
        ra_value_report(b->root, b->diag, RA_ERROR, "a claim needs 'steps' or a 'chain'");
    else
        ra_value_get_array(b->root, key, required, &found.own, b->diag);
    if (!found.own && (required || ra_value_find(b->root, key)))
        b->incomplete = true;
    return found;
}

static bool fits(ra_build *b, const ra_value *at, size_t count, size_t limit, const char *what)
{
    if (count <= limit)
        return true;
    ra_value_report(at, b->diag, RA_ERROR, "a claim has at most %zu %s", limit, what);
    b->incomplete = true;
    return false;
}

/* Entries of the `where` of one side of an assumption's object. */
static const ra_value *find_where(const ra_build *b, const ra_value *assumption, ra_side side)
{
    const ra_value *figure = claim_find_side(b, assumption, side);
    const ra_value *where = figure ? ra_value_find(figure, "where") : NULL;
    return where && ra_value_kind(where) == RA_OBJECT ? where : NULL;
}

static size_t count_locals(ra_build *b, const ra_value *array)
{
    size_t count = 0;
    for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v))
        for (int side = 0; side < RA_SIDES; side++) {
            const ra_value *where = find_where(b, v, (ra_side)side);
            size_t entries = where ? ra_value_count(where) : 0;
            if (entries <= RA_CLAIM_MAX_WHERE)
                count += entries;
            else
                ra_value_report(where, b->diag, RA_ERROR, "a 'where' has at most %d entries",
                                RA_CLAIM_MAX_WHERE);
        }
    return count;
}

static size_t count_steps(const arrays *steps)
{
    size_t count = steps->base ? ra_value_count(steps->base) : 0;
    for (const ra_value *v = steps->own ? ra_value_first(steps->own) : NULL; v;
         v = ra_value_next(v))
        if (!claim_find_by_id(steps->base, peek_id(v)))
            count++;
    return count;
}

static void read_common(ra_build *b, uint32_t index, const ra_value *own, const ra_value *base)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    item->own = own;
    item->base = base;
    q->at = own ? own : base;
    const char *id = claim_read_text(b, q->at, "id", true, RA_CLAIM_MAX_LABEL);
    if (id && claim_check_name(b, ra_value_find(q->at, "id")))
        q->id = id;
    else
        item->bad = true;
    q->label = claim_read_text(b, own, "label", false, RA_CLAIM_MAX_LABEL);
    if (!q->label)
        q->label = claim_read_text(b, base, "label", false, RA_CLAIM_MAX_LABEL);
    if (!q->label)
        q->label = q->id;
    q->note = claim_read_text(b, own, "note", false, RA_CLAIM_MAX_TEXT);
    if (!q->note)
        q->note = claim_read_text(b, base, "note", false, RA_CLAIM_MAX_TEXT);
    q->group = own ? claim_find_group(b, own) : -1;
}

static void list_assumption(ra_build *b, uint32_t index, const ra_value *own, const ra_value *base)
{
    if (!claim_is_object(b, own)) {
        b->items[index].bad = true;
        return;
    }
    ra_value_check_keys(own, assumption_keys, b->diag);
    if (base)
        ra_value_check_keys(base, chain_assumption_keys, b->diag);
    read_common(b, index, own, base);
    claim_read_role(b, index);
    bool any = false;
    for (int side = 0; side < RA_SIDES; side++) {
        const char *key = side == RA_PUBLISHED ? "published" : "audited";
        const ra_value *figure = NULL;
        bool bad = ra_value_find(own, key) &&
                   !ra_value_get_object(own, key, false, &figure, b->diag);
        b->items[index].reading[side].bad = bad;
        b->items[index].reading[side].own = claim_find_side(b, own, (ra_side)side);
        any |= bad || b->items[index].reading[side].own;
    }
    if (!any)
        ra_value_report(own, b->diag, RA_ERROR,
                        "the assumption has neither a 'published' nor an 'audited' figure");
}

static void list_local(ra_build *b, uint32_t index, uint32_t owner, ra_side side,
                       const ra_value *own)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    q->kind = RA_LOCAL;
    q->at = own;
    q->group = -1;
    q->owner = owner;
    q->owner_side = side;
    item->own = own;
    item->reading[side].own = own;
    const char *name = ra_value_key(own);
    const char *owner_id = b->quantities[owner].id ? b->quantities[owner].id : "?";
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name) || name[0] < 'a' ||
        strlen(name) >= RA_EXPR_MAX_NAME || ra_op_find(name) >= 0) {
        ra_value_report_key(own, b->diag, RA_ERROR, "'%s' cannot be a name in formulas", name);
        item->bad = true;
    } else {
        q->id = claim_format(b, "%s.%s", owner_id, name);
    }
    if (!claim_is_object(b, own)) {
        item->bad = true;
        item->reading[side].bad = true;
        item->reading[side].own = NULL;
        return;
    }
    q->label = claim_read_text(b, own, "label", false, RA_CLAIM_MAX_LABEL);
    if (!q->label)
        q->label = name;
    q->note = claim_read_text(b, own, "note", false, RA_CLAIM_MAX_TEXT);
}

static void list_locals(ra_build *b, uint32_t *next, uint32_t owner)
{
    const ra_value *own = b->items[owner].own;
    for (int side = 0; own && side < RA_SIDES; side++) {
        const ra_value *where = find_where(b, own, (ra_side)side);
        ra_reading *reading = &b->items[owner].reading[side];
        reading->bad |= where && ra_value_count(where) > RA_CLAIM_MAX_WHERE;
        if (!where || reading->bad)
            continue;
        reading->local_first = *next;
        reading->local_count = (uint32_t)ra_value_count(where);
        for (const ra_value *v = ra_value_first(where); v; v = ra_value_next(v))
            list_local(b, (*next)++, owner, (ra_side)side, v);
    }
}

static const ra_value *either(const ra_item *item, const char *key)
{
    const ra_value *found = item->own ? ra_value_find(item->own, key) : NULL;
    return found || !item->base ? found : ra_value_find(item->base, key);
}

static const ra_value *read_formula(ra_build *b, ra_item *item, ra_side side, const char *key)
{
    const ra_value *formula = either(item, key);
    if (!formula || ra_value_kind(formula) == RA_STRING)
        return formula;
    ra_value_report(formula, b->diag, RA_ERROR, "'%s' is a formula in quotes", key);
    item->bad_formula[side] = true;
    return NULL;
}

/* The audited formula by the audit that is made. */
static const ra_value *read_method(ra_build *b, ra_item *item, const ra_value *own)
{
    const ra_value *method = own ? claim_find_method(b, own) : NULL;
    if (own && method != own) {
        const ra_value *formula = method ? ra_value_find(method, "formula") : NULL;
        return formula && ra_value_kind(formula) == RA_STRING ? formula : NULL;
    }
    return read_formula(b, item, RA_AUDITED, "audited_formula");
}

static void list_step(ra_build *b, uint32_t index, const ra_value *own, const ra_value *base)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    q->kind = RA_STEP;
    if ((own && !claim_is_object(b, own)) || (base && !claim_is_object(b, base))) {
        item->bad = true;
        return;
    }
    if (own)
        ra_value_check_keys(own, step_keys, b->diag);
    if (base)
        ra_value_check_keys(base, step_keys, b->diag);
    read_common(b, index, own, base);
    const ra_value *holder = own && ra_value_find(own, "unit") ? own : base;
    q->unit = claim_read_unit(b, holder ? holder : own, "unit");
    if (!q->unit)
        item->bad = true;
    item->formula[RA_PUBLISHED] = read_formula(b, item, RA_PUBLISHED, "formula");
    item->formula[RA_AUDITED] = read_method(b, item, own);
    const ra_value *figure = own ? claim_find_printed(b, own, item->formula[RA_PUBLISHED]) : NULL;
    if (figure && claim_is_object(b, figure))
        item->reading[RA_PUBLISHED].own = figure;
    claim_measure_step(b, index);
}

static void list_all(ra_build *b, const arrays *assumptions, const arrays *steps)
{
    uint32_t next = 0;
    for (const ra_value *v = assumptions->own ? ra_value_first(assumptions->own) : NULL; v;
         v = ra_value_next(v))
        list_assumption(b, next++, v, claim_find_by_id(assumptions->base, peek_id(v)));
    if (next < b->claim->assumption_count)
        claim_list_measured(b, next);
    next = b->claim->assumption_count;
    for (uint32_t i = 0; i < b->claim->assumption_count; i++)
        list_locals(b, &next, i);
    for (const ra_value *v = steps->base ? ra_value_first(steps->base) : NULL; v;
         v = ra_value_next(v))
        list_step(b, next++, claim_find_by_id(steps->own, peek_id(v)), v);
    for (const ra_value *v = steps->own ? ra_value_first(steps->own) : NULL; v;
         v = ra_value_next(v))
        if (!claim_find_by_id(steps->base, peek_id(v)))
            list_step(b, next++, v, NULL);
}

void claim_list_quantities(ra_build *b)
{
    ra_claim *claim = b->claim;
    arrays assumptions = find_arrays(b, "assumptions"), steps = find_arrays(b, "steps");
    size_t own_count = assumptions.own ? ra_value_count(assumptions.own) : 0;
    size_t assumption_count = own_count + claim_count_measured(b);
    size_t step_count = count_steps(&steps);
    if (!fits(b, assumptions.own, assumption_count, RA_CLAIM_MAX_ASSUMPTIONS, "assumptions") ||
        !fits(b, steps.own, step_count, RA_CLAIM_MAX_STEPS, "steps"))
        assumption_count = step_count = 0, assumptions = steps = (arrays){NULL, NULL};
    size_t local_count = count_locals(b, assumptions.own);
    if (!fits(b, assumptions.own, local_count, RA_CLAIM_MAX_LOCALS, "entries in all its 'where'"))
        assumption_count = step_count = local_count = 0, assumptions = steps = (arrays){NULL, NULL};
    claim->assumption_count = (uint32_t)assumption_count;
    claim->local_count = (uint32_t)local_count;
    claim->step_count = (uint32_t)step_count;
    claim->quantity_count = (uint32_t)(assumption_count + local_count + step_count);
    b->quantities = claim_alloc(b, claim->quantity_count, sizeof *b->quantities);
    b->items = claim_alloc(b, claim->quantity_count, sizeof *b->items);
    if (b->no_memory)
        return;
    claim->quantities = b->quantities;
    list_all(b, &assumptions, &steps);
    claim_index_names(b);
    claim_check_symbols(b);
}
