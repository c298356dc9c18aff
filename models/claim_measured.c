/* Steps that were measured.
 *
 * The audited side of such a step is no computation but a figure: that of an assumption which is
 * added for it, behind the claim's own, and which the step's audited formula names. So everything
 * behind the reader sees a step with two formulas and an assumption with one figure, and needs no
 * rule of its own for measurements. What only the replaced computation needed is retired: its
 * audited figure is off, as if nobody had corrected it, and no rung comes of it. */
#include <string.h>

#include "models/claim_private.h"

#define SUFFIX "_measured"

/* The id of the assumption that holds the measurement: one that the claim has not. */
static bool append_id(const ra_claim *claim, const char *step, ra_text *id)
{
    for (int n = 1; n < 100; n++) {
        id->length = 0;
        ra_text_format(id, "%s" SUFFIX, step);
        if (n > 1)
            ra_text_format(id, "_%d", n);
        if (id->failed || id->length >= RA_EXPR_MAX_NAME)
            return false;
        uint32_t index = ra_claim_find(claim, id->data);
        if (index == UINT32_MAX || claim->quantities[index].measured)
            return true;
    }
    return false;
}

ra_status claim_measured_object(const ra_claim *claim, ra_override *change, ra_diag *diag)
{
    ra_text id = {0}, text = {0};
    ra_status status = RA_NOMEM;
    if (append_id(claim, change->id, &id)) {
        ra_text_format(&text, "{\"id\": \"%s\", \"formula\": \"%s\"}", id.data, id.data);
        if (!text.failed)
            status = ra_json_parse(&change->measured, change->id, text.data, text.length, diag);
    } else if (!id.failed) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "the step '%s' cannot be measured: its id has over %zu letters", change->id,
                       RA_EXPR_MAX_NAME - sizeof SUFFIX);
        status = RA_USAGE;
    }
    ra_text_free(&id);
    ra_text_free(&text);
    return status;
}

/* The change that counts among those of a step: the last. */
static const ra_override *find_change(const ra_build *b, const char *step)
{
    for (size_t i = step ? b->own->override_count : 0; i > 0; i--) {
        const ra_override *change = &b->own->overrides[i - 1];
        if (change->measured && strcmp(change->id, step) == 0)
            return change;
    }
    return NULL;
}

static bool counts(const ra_build *b, size_t i)
{
    const ra_override *change = &b->own->overrides[i];
    return change->measured && find_change(b, change->id) == change;
}

uint32_t claim_count_measured(const ra_build *b)
{
    uint32_t count = 0;
    for (size_t i = 0; i < b->own->override_count; i++)
        count += counts(b, i);
    return count;
}

void claim_list_measured(ra_build *b, uint32_t first)
{
    for (size_t i = 0; i < b->own->override_count; i++) {
        if (!counts(b, i))
            continue;
        const ra_override *change = &b->own->overrides[i];
        const ra_value *object = ra_json_root(change->measured);
        ra_quantity *q = &b->quantities[first];
        b->items[first].own = object;
        b->items[first++].measured = change;
        q->at = object;
        q->id = ra_value_string(ra_value_find(object, "id"));
        q->group = -1;
        q->measured = true;
    }
}

void claim_measure_step(ra_build *b, uint32_t step)
{
    ra_quantity *q = &b->quantities[step];
    ra_item *item = &b->items[step];
    const ra_override *change = find_change(b, q->id);
    if (!change)
        return;
    q->measured = true;
    item->measured = change;
    item->replaced = item->formula[RA_AUDITED];
    item->formula[RA_AUDITED] = ra_value_find(ra_json_root(change->measured), "formula");
    for (uint32_t i = 0; i < b->claim->assumption_count; i++)
        if (b->items[i].measured == change) {
            b->quantities[i].unit = q->unit;
            b->quantities[i].label = claim_format(b, "%s, measured", q->label ? q->label : q->id);
        }
}

/* A cone: what the value of a step is made of, on either side. */
typedef struct {
    bool *in;
    uint32_t *open; /* still to be followed */
    uint32_t count;
} cone;

static void add_names(cone *c, const ra_expr *formula, const uint32_t *bind)
{
    for (uint32_t i = 0; formula && i < formula->name_count; i++)
        if (!c->in[bind[i]]) {
            c->in[bind[i]] = true;
            c->open[c->count++] = bind[i];
        }
}

static void follow(const ra_build *b, cone *c, uint32_t step)
{
    c->in[step] = true;
    c->open[c->count++] = step;
    while (c->count > 0) {
        uint32_t at = c->open[--c->count];
        for (int side = 0; side < RA_SIDES; side++)
            add_names(c, b->quantities[at].formula[side], b->quantities[at].bind[side]);
        add_names(c, b->items[at].replaced_formula, b->items[at].replaced_bind);
    }
}

/* A figure that is the only one stays, though nothing reads it. */
static void retire(ra_build *b, uint32_t index, uint32_t step)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    q->retired = true;
    q->retired_by = step;
    if (q->kind == RA_STEP) {
        item->formula[RA_AUDITED] = NULL;
        q->formula[RA_AUDITED] = q->formula[RA_PUBLISHED];
        q->bind[RA_AUDITED] = q->bind[RA_PUBLISHED];
    } else if (q->kind == RA_ASSUMPTION && item->reading[RA_PUBLISHED].own) {
        item->reading[RA_AUDITED] = (ra_reading){0};
        q->figure[RA_AUDITED] = (ra_figure){0};
        q->formula[RA_AUDITED] = NULL;
    }
}

void claim_retire(ra_build *b)
{
    const ra_claim *claim = b->claim;
    uint32_t count = claim->quantity_count;
    if (b->cyclic || claim->result == RA_NOWHERE || claim_count_measured(b) == 0)
        return;
    cone c = {.in = claim_alloc(b, count, sizeof *c.in),
              .open = claim_alloc(b, count, sizeof *c.open)};
    /* Backwards, so that of two measured steps the one nearer to the headline counts. */
    for (uint32_t n = count; n > 0 && !b->no_memory; n--) {
        uint32_t step = claim->order[n - 1];
        if (!b->items[step].measured || b->quantities[step].kind != RA_STEP ||
            !b->items[step].uses[RA_AUDITED])
            continue;
        memset(c.in, 0, count * sizeof *c.in);
        follow(b, &c, step);
        for (uint32_t i = 0; i < count; i++)
            if (c.in[i] && !b->items[i].uses[RA_AUDITED] && !b->quantities[i].retired)
                retire(b, i, step);
    }
}
