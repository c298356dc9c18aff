/* The figures of all quantities on both sides, and the factors between their units. */
#include <math.h>
#include <string.h>

#include "models/claim_private.h"

static const char *const figure_keys[] = {
    "printed", "value",    "digits", "unit",   "formula",      "where", "solve", "table",
    "status",  "evidence", "source", "reason", "distribution", "draw",  "basis", NULL};
static const char *const local_keys[] = {
    "label",  "note",     "printed", "value",  "digits",       "unit", "formula", "table",
    "status", "evidence", "source",  "reason", "distribution", "draw", "basis",   NULL};
static const char *const plain_keys[] = {"printed",  "value",  "digits", "unit", "status",
                                         "evidence", "source", "reason", NULL};

/* The name of a quantity's own random stream. */
static const char *default_draw(ra_build *b, const ra_quantity *q)
{
    return claim_format(b, "%s/%s", b->claim->base ? b->claim->base : "?", q->id ? q->id : "?");
}

/* The object whose unit a figure has that stands in the place of another: that of the claim. */
static const ra_value *find_unit_holder(const ra_item *item, ra_side side)
{
    static const char *const keys[] = {"published", "audited"};
    for (int i = 0; i < RA_SIDES; i++) {
        const ra_value *figure = ra_value_find(item->own, keys[(side + i) % RA_SIDES]);
        if (figure && figure != item->reading[side].own && ra_value_find(figure, "unit"))
            return figure;
    }
    return item->base;
}

static void read_side(ra_build *b, uint32_t index, ra_side side)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    const ra_reading *published = &item->reading[RA_PUBLISHED];
    const ra_value *figure = item->reading[side].own;
    bool replaced = figure && figure != ra_value_find(item->own, side == RA_PUBLISHED ? "published"
                                                                                      : "audited");
    const ra_figure_rules rules = {
        .side = side,
        .keys = figure_keys,
        .base = replaced ? find_unit_holder(item, side) : item->base,
        .inherited = side == RA_PUBLISHED ? &b->claim->citation : &b->audit,
        .draw = claim_is_of_row(b, q->id, side) ? claim_format(b, "%s/%s", b->claim->id, q->id)
                                                : default_draw(b, q),
        .derives = true,
        .solves = true,
        .may_keep = side == RA_AUDITED && (published->own || published->bad)};
    if (item->reading[side].own)
        claim_read_figure(b, &rules, &q->figure[side], &item->reading[side]);
}

/* A kept figure is that of the published side, unless it says otherwise. */
static void keep_provenance(ra_quantity *q, const ra_reading *reading)
{
    const ra_figure *published = &q->figure[RA_PUBLISHED];
    ra_figure *audited = &q->figure[RA_AUDITED];
    if (!ra_value_find(reading->own, "source")) {
        audited->citation = published->citation;
        audited->citation.inherited = true;
    }
    if (!ra_value_find(reading->own, "status"))
        audited->origin = published->origin;
    if (audited->basis == RA_GRID_NONE)
        audited->basis = published->basis;
}

/* Returns whether a change is accounted for; `own` is where its source would stand. */
static bool has_grounds(const ra_build *b, const ra_value *own, const ra_figure *figure)
{
    return b->audit_grounds || figure->citation.source || ra_value_find(own, "source") ||
           ra_value_find(own, "reason");
}

static void check_grounds(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    const ra_reading *reading = &b->items[index].reading[RA_AUDITED];
    if (!reading->own || reading->bad)
        return;
    if (reading->kept)
        keep_provenance(q, reading);
    else if (!has_grounds(b, reading->own, &q->figure[RA_AUDITED]))
        ra_value_report(reading->own, b->diag, RA_ERROR,
                        "an audited value needs a 'source' or a 'reason'");
    if (!reading->kept && !q->figure[RA_AUDITED].reason)
        q->figure[RA_AUDITED].reason = b->audit_reason;
}

static void read_local(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    const ra_citation *owner = &b->quantities[q->owner].figure[q->owner_side].citation;
    const ra_citation *usual = q->owner_side == RA_PUBLISHED ? &b->claim->citation : &b->audit;
    const ra_figure_rules rules = {.side = q->owner_side,
                                   .keys = local_keys,
                                   .inherited = owner->inherited ? usual : owner,
                                   .draw = default_draw(b, q),
                                   .derives = true};
    if (item->reading[q->owner_side].own)
        claim_read_figure(b, &rules, &q->figure[q->owner_side], &item->reading[q->owner_side]);
}

bool claim_read_plain(ra_build *b, const ra_value *object, const char *const *keys,
                      const ra_unit *unit, const ra_citation *inherited, ra_figure *out)
{
    ra_reading reading = {.own = object};
    const ra_figure_rules rules = {.side = RA_PUBLISHED,
                                   .keys = keys ? keys : plain_keys,
                                   .unit = unit,
                                   .inherited = inherited,
                                   .plain = true};
    claim_read_figure(b, &rules, out, &reading);
    if (reading.bad)
        out->kind = RA_FIGURE_NONE;
    return !reading.bad;
}

/* A step's printed figure, and what speaks for its audited formula. */
static void read_step(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    ra_figure *figure = &q->figure[RA_PUBLISHED];
    const ra_value *own = item->reading[RA_PUBLISHED].own;
    if (own) {
        item->reading[RA_PUBLISHED].bad =
            !claim_read_plain(b, own, NULL, q->unit, &b->claim->citation, figure) ||
            (q->unit && !claim_convert(b, own, figure, q->unit, &figure->factor));
    }
    if (item->measured) {
        q->figure[RA_AUDITED].citation.evidence = RA_PRIMARY;
        q->figure[RA_AUDITED].reason = item->measured->reason;
        return;
    }
    const ra_value *at = item->own ? claim_find_method(b, item->own) : item->base;
    if (!at || ra_value_kind(at) != RA_OBJECT)
        return;
    bool method = item->formula[RA_AUDITED] != NULL;
    ra_figure *audited = &q->figure[RA_AUDITED];
    claim_read_citation(b, at, NULL, method ? &b->audit : NULL, &audited->citation);
    audited->reason = claim_read_text(b, at, "reason", false, RA_CLAIM_MAX_TEXT);
    if (method && !has_grounds(b, at, audited))
        ra_value_report(item->formula[RA_AUDITED], b->diag, RA_ERROR,
                        "an audited formula needs a 'source' or a 'reason'");
    if (method && !audited->reason)
        audited->reason = b->audit_reason;
}

/* Both sides of an assumption are carried in one unit: the published, where there is one. */
static void resolve_units(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    ra_item *item = &b->items[index];
    q->unit = q->figure[RA_PUBLISHED].unit;
    if (!q->unit)
        q->unit = q->figure[RA_AUDITED].unit;
    if (!q->unit) {
        item->bad = true;
        return;
    }
    for (int side = 0; side < RA_SIDES; side++) {
        ra_figure *figure = &q->figure[side];
        if (item->reading[side].kept && !figure->unit)
            figure->unit = q->unit;
        if (figure->unit && !claim_convert(b, figure->at, figure, q->unit, &figure->factor))
            item->reading[side].bad = true;
    }
}

static const ra_override *find_override(const ra_build *b, const char *id)
{
    /* The last one counts. */
    for (size_t i = b->own->override_count; id && i > 0; i--)
        if (strcmp(b->own->overrides[i - 1].id, id) == 0)
            return &b->own->overrides[i - 1];
    return NULL;
}

/* A row of a table: its figure, source and law, unless the change has a law about it; what is drawn
 * is the row's, so that those who use it share its error. */
static void apply_row(ra_build *b, uint32_t index, const ra_override *change)
{
    ra_quantity *q = &b->quantities[index];
    ra_figure *figure = &q->figure[RA_AUDITED];
    ra_reading *reading = &b->items[index].reading[RA_AUDITED];
    const char *nearest = NULL;
    const ra_row *row = ra_data_find_row(b->data, change->row, &nearest, b->diag);
    reading->bad = !row || !ra_row_figure(row, &figure->value, &figure->low, &figure->high);
    if (!row)
        ra_diag_report(b->diag, RA_ERROR, NULL,
                       nearest ? "'%s' is set to '%s', which is no row "
                                 "of a table; did you mean '%s'?"
                               : "'%s' is set to '%s', which is no row of "
                                 "a table",
                       q->id, change->row, nearest);
    if (reading->bad)
        return;
    figure->kind = RA_FIGURE_EXACT;
    figure->table = row->path;
    figure->basis = row->basis;
    figure->unit = ra_unit_parse(b->claim->units, row->unit, &(ra_unit_problem){0});
    claim_read_citation(b, NULL, row->at, NULL, &figure->citation);
    claim_read_origin(b, NULL, row->at, RA_REPORTED, &figure->origin);
    if (!change->law)
        reading->law = ra_value_find(row->at, "distribution");
    figure->draw = reading->law ? row->path : NULL;
    if (figure->unit && ra_unit_convert(figure->unit, q->unit, &figure->factor))
        return;
    reading->bad = true;
    ra_diag_report(b->diag, RA_ERROR, NULL, "'%s' is in %s: '%s' is in %s", q->id,
                   ra_unit_text(q->unit), change->row, row->unit);
}

/* Given: where the unit stands, NULL: behind a number of the command line. */
static void report_unit(ra_build *b, uint32_t index, const ra_value *at, const char *unit,
                        const ra_unit_problem *problem)
{
    const ra_quantity *q = &b->quantities[index];
    bool unitless = q->unit == ra_unit_one(b->claim->units);
    const char *meant = claim_nearest_unit(b, unit, q->unit);
    ra_text text = {0};
    if (!q->figure[RA_AUDITED].unit)
        ra_text_append(&text, problem->text);
    else
        ra_text_format(&text, "'%s' %s%s: %s cannot be compared with it%s%s%s", q->id,
                       unitless ? "has no unit" : "is in ", unitless ? "" : ra_unit_text(q->unit),
                       unit, meant ? ": write '" : "", meant ? meant : "", meant ? "'" : "");
    if (at)
        ra_value_report(at, b->diag, RA_ERROR, "%s", text.failed ? "out of memory" : text.data);
    else
        ra_diag_report(b->diag, RA_ERROR, NULL, "%s", text.failed ? "out of memory" : text.data);
    ra_text_free(&text);
}

/* The unit of a change, behind its number or in the braces of its law. What a law without a centre
 * of its own is about moves into it. */
static void set_unit(ra_build *b, uint32_t index, const ra_override *change)
{
    ra_quantity *q = &b->quantities[index];
    ra_figure *figure = &q->figure[RA_AUDITED];
    ra_reading *reading = &b->items[index].reading[RA_AUDITED];
    ra_unit_problem problem = {0};
    const char *text = change->unit;
    const double before = figure->factor;
    reading->law_unit = change->law ? ra_value_find(ra_json_root(change->law), "unit") : NULL;
    if (reading->law_unit &&
        !ra_value_get_string(ra_json_root(change->law), "unit", true, &text, b->diag))
        reading->bad = true;
    if (reading->bad || (!reading->law_unit && text[0] == '\0'))
        return;
    figure->unit = ra_unit_parse(b->claim->units, text, &problem);
    reading->bad = !figure->unit || !ra_unit_convert(figure->unit, q->unit, &figure->factor);
    if (reading->bad)
        report_unit(b, index, reading->law_unit, text, &problem);
    else if (reading->law_unit) {
        figure->value *= before / figure->factor;
        figure->low *= before / figure->factor;
        figure->high *= before / figure->factor;
    }
}

/* A changed figure replaces the audited one: its unit is that of the quantity unless it has its
 * own; it keeps the name of the draw. */
static void apply_override(ra_build *b, uint32_t index, const ra_override *change)
{
    ra_quantity *q = &b->quantities[index];
    ra_figure *figure = &q->figure[RA_AUDITED];
    const char *draw = figure->draw ? figure->draw : default_draw(b, q);
    *figure = (ra_figure){.kind = change->law ? RA_FIGURE_LAW : RA_FIGURE_EXACT,
                          .at = q->at,
                          .value = change->value,
                          .low = change->value,
                          .high = change->value,
                          .unit = q->unit,
                          .factor = 1,
                          .origin = change->origin,
                          .citation = {.evidence = change->reason ? RA_PRIMARY : RA_RECALLED},
                          .reason = change->reason ? change->reason : "Set by hand for this run."};
    b->items[index].reading[RA_AUDITED] = (ra_reading){.own = q->at};
    if (change->law) {
        figure->draw = draw;
        b->items[index].reading[RA_AUDITED].law = ra_json_root(change->law);
    }
    if (change->row)
        apply_row(b, index, change);
    set_unit(b, index, change);
}

void claim_read_figures(ra_build *b)
{
    const ra_claim *claim = b->claim;
    uint32_t steps = claim->assumption_count + claim->local_count;
    for (uint32_t i = 0; i < claim->assumption_count; i++) {
        read_side(b, i, RA_PUBLISHED);
        read_side(b, i, RA_AUDITED);
        check_grounds(b, i);
    }
    for (uint32_t i = claim->assumption_count; i < steps; i++)
        read_local(b, i);
    for (uint32_t i = 0; i < steps; i++) {
        const ra_override *change = b->items[i].measured;
        if (!change) {
            change = find_override(b, b->quantities[i].id);
            resolve_units(b, i);
        }
        if (change && b->quantities[i].unit && b->quantities[i].kind == RA_ASSUMPTION)
            apply_override(b, i, change);
    }
    for (uint32_t i = steps; i < claim->quantity_count; i++)
        read_step(b, i);
}

void claim_check_alternative(ra_build *b, const ra_value *object, uint32_t index, ra_side side)
{
    const ra_quantity *q = &b->quantities[index];
    ra_figure figure = {0};
    ra_reading reading = {.own = object};
    const ra_figure_rules rules = {.side = side,
                                   .keys = figure_keys,
                                   .unit = q->unit,
                                   .inherited = &b->claim->citation,
                                   .draw = "alternative",
                                   .may_keep = side == RA_AUDITED};
    /* What a derived figure is made of is known only where it is the figure that counts. */
    if (ra_value_find(object, "formula") || ra_value_find(object, "solve")) {
        ra_value_check_keys(object, figure_keys, b->diag);
        return;
    }
    claim_read_figure(b, &rules, &figure, &reading);
    if (reading.kept)
        return;
    if (reading.bad || !q->unit || !claim_convert(b, object, &figure, q->unit, &figure.factor) ||
        !reading.law)
        return;
    claim_read_law(b, &reading, &figure);
}
