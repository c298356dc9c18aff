/* Formulas: their names become quantities, their units are checked. */
#include <stdio.h>
#include <string.h>

#include "models/alloc.h"
#include "models/claim_private.h"

/* A formula and the place it stands at. */
typedef struct {
    uint32_t index; /* the quantity whose value it gives */
    ra_side side;
    uint32_t owner; /* assumption whose locals it sees, or RA_NOWHERE for a step's */
    const ra_value *text;
} formula_place;

/* Byte of the first appearance of the i-th name. */
static size_t name_position(const ra_expr *expr, uint32_t name)
{
    for (uint32_t i = 0; i < expr->count; i++)
        if (expr->nodes[i].op == RA_OP_NAME && expr->nodes[i].index == name)
            return expr->nodes[i].position;
    return 0;
}

/* Returns the local of any assumption that has this name, for a hint. */
static const ra_quantity *find_any_local(const ra_build *b, const char *name)
{
    const ra_claim *claim = b->claim;
    uint32_t first = claim->assumption_count;
    for (uint32_t i = first; i < first + claim->local_count; i++) {
        const char *id = b->quantities[i].id;
        const char *dot = id ? strchr(id, '.') : NULL;
        if (dot && strcmp(dot + 1, name) == 0)
            return &b->quantities[i];
    }
    return NULL;
}

/* The nearest of the names that the formula sees: those of its own `where`, then all others. */
static const char *find_nearest(ra_build *b, const formula_place *place, const char *name)
{
    const ra_claim *claim = b->claim;
    uint32_t first = claim->assumption_count, count = 0;
    const char **names = ra_alloc(((size_t)claim->local_count + 1) * sizeof *names);
    for (uint32_t i = first; names && i < first + claim->local_count; i++) {
        const ra_quantity *q = &b->quantities[i];
        const char *dot = q->id ? strchr(q->id, '.') : NULL;
        if (dot && q->owner == place->owner && q->owner_side == place->side)
            names[count++] = dot + 1;
    }
    const char *nearest = names ? ra_text_nearest(name, names, count) : NULL;
    ra_free(names);
    return nearest ? nearest : claim_nearest_name(b, name);
}

static void report_unknown_name(ra_build *b, const formula_place *place, size_t position,
                                const char *name)
{
    if (b->incomplete || (place->owner == RA_NOWHERE && claim_find_open(b, name)))
        return;
    const ra_quantity *local = find_any_local(b, name);
    const char *nearest = find_nearest(b, place, name);
    if (local)
        ra_value_report_byte(place->text, position, b->diag, RA_ERROR,
                             "'%s' belongs to the 'where' of '%s' on its %s side", name,
                             b->quantities[local->owner].id ? b->quantities[local->owner].id : "?",
                             local->owner_side == RA_PUBLISHED ? "published" : "audited");
    else if (nearest)
        ra_value_report_byte(place->text, position, b->diag, RA_ERROR,
                             "unknown name '%s'; did you mean '%s'?", name, nearest);
    else
        ra_value_report_byte(place->text, position, b->diag, RA_ERROR, "unknown name '%s'", name);
}

/* Steps see assumptions and steps; figures see their own locals, then assumptions. */
static uint32_t resolve(ra_build *b, const formula_place *place, size_t position, const char *name)
{
    uint32_t found = RA_NOWHERE;
    if (place->owner != RA_NOWHERE)
        found = claim_find_local(b, place->owner, place->side, name);
    if (found == RA_NOWHERE)
        found = claim_find_name(b, name);
    if (found == RA_NOWHERE) {
        report_unknown_name(b, place, position, name);
    } else if (place->owner != RA_NOWHERE && b->quantities[found].kind == RA_STEP) {
        ra_value_report_byte(place->text, position, b->diag, RA_ERROR,
                             "'%s' is a step: a figure is made of assumptions and of its own "
                             "'where'",
                             name);
        found = RA_NOWHERE;
    }
    return found;
}

/* Binds all names. Returned: whether all of them are there and have a unit. */
static bool bind_names(ra_build *b, const formula_place *place, const ra_expr *expr, uint32_t *bind,
                       const ra_unit **units)
{
    bool good = true;
    for (uint32_t i = 0; i < expr->name_count; i++) {
        bind[i] = resolve(b, place, name_position(expr, i), expr->names[i]);
        if (bind[i] == RA_NOWHERE || b->items[bind[i]].bad) {
            good = false;
            continue;
        }
        units[i] = b->quantities[bind[i]].unit;
    }
    return good;
}

/* Returns whether the formulas are not yet too many. */
static bool count_nodes(ra_build *b, const formula_place *place, const ra_expr *expr)
{
    bool fitted = b->nodes <= RA_CLAIM_ALL_NODES;
    b->nodes += expr->count;
    if (b->nodes <= RA_CLAIM_ALL_NODES)
        return true;
    if (fitted)
        ra_value_report(place->text, b->diag, RA_ERROR,
                        "the formulas of a claim have at most %d terms in all", RA_CLAIM_ALL_NODES);
    return false;
}

/* Parses, binds and checks one formula into the quantity. Returned: whether it is usable. */
static bool bind_formula(ra_build *b, const formula_place *place)
{
    ra_quantity *q = &b->quantities[place->index];
    const ra_expr *parsed = NULL, *checked = NULL;
    ra_expr_problem problem;
    ra_status status =
        ra_expr_parse(&parsed, b->arena, b->claim->units, ra_value_string(place->text), &problem);
    uint32_t *bind = NULL;
    const ra_unit **units = NULL;
    if (status == RA_OK && place->owner == RA_NOWHERE)
        b->items[place->index].named[place->side] = parsed;
    if (status == RA_OK && !count_nodes(b, place, parsed))
        return false;
    if (status == RA_OK) {
        bind = claim_alloc(b, parsed->name_count, sizeof *bind);
        units = claim_alloc(b, parsed->name_count, sizeof *units);
        if (!bind || !units || !bind_names(b, place, parsed, bind, units) || !q->unit)
            return false;
        status =
            ra_expr_check(&checked, parsed, b->arena, b->claim->units, units, q->unit, &problem);
    }
    if (status == RA_INVALID)
        ra_value_report_byte(place->text, problem.position, b->diag, RA_ERROR, "%s", problem.text);
    else if (status != RA_OK)
        b->no_memory = true;
    if (status != RA_OK)
        return false;
    q->formula[place->side] = checked;
    q->bind[place->side] = bind;
    return true;
}

static void bind_figure(ra_build *b, uint32_t index, ra_side side)
{
    const ra_quantity *q = &b->quantities[index];
    ra_reading *reading = &b->items[index].reading[side];
    if (!reading->formula || reading->bad || b->no_memory)
        return;
    const formula_place place = {index, side, q->kind == RA_LOCAL ? q->owner : index,
                                 reading->formula};
    if (!bind_formula(b, &place))
        reading->bad = true;
}

/* The formula that a measurement took the place of: what it names is retired. */
static void bind_replaced(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    const formula_place place = {index, RA_AUDITED, RA_NOWHERE, item->replaced};
    if (!item->replaced || !bind_formula(b, &place))
        return;
    item->replaced_formula = q->formula[RA_AUDITED];
    item->replaced_bind = q->bind[RA_AUDITED];
}

/* A step without an audited formula has the same on both sides. */
static void bind_step(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    bind_replaced(b, index);
    for (int side = 0; side < RA_SIDES && !b->no_memory; side++) {
        const formula_place place = {index, (ra_side)side, RA_NOWHERE, item->formula[side]};
        if (item->formula[side] && !bind_formula(b, &place))
            item->bad_formula[side] = true;
    }
    if (item->formula[RA_AUDITED] || item->bad_formula[RA_AUDITED])
        return;
    q->formula[RA_AUDITED] = q->formula[RA_PUBLISHED];
    q->bind[RA_AUDITED] = q->bind[RA_PUBLISHED];
    item->bad_formula[RA_AUDITED] = item->bad_formula[RA_PUBLISHED];
}

void claim_bind(ra_build *b)
{
    const ra_claim *claim = b->claim;
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        if (b->quantities[i].kind == RA_STEP) {
            bind_step(b, i);
            continue;
        }
        bind_figure(b, i, RA_PUBLISHED);
        bind_figure(b, i, RA_AUDITED);
    }
    claim_check_open(b);
}
