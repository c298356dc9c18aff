/* The published total and what surrounds it: which step it is, intervals and bounds, the corrected
 * total, and who printed it again. */
#include <math.h>
#include <string.h>

#include "models/claim_private.h"

static const char *const headline_keys[] = {"step",     "unit",   "printed", "value",  "digits",
                                            "interval", "bound",  "compare", "source", "status",
                                            "evidence", "reason", NULL};
static const char *const repeat_keys[] = {"source",  "evidence", "status", "reason", "headline",
                                          "printed", "value",    "digits", "unit",   NULL};
static const char *const bounds[] = {"at most", "at least"};
static const char *const comparisons[] = {"value", "remainder"};

/* A step whose id was taken already is in no index. */
static bool is_reported_step(const ra_build *b, const char *id)
{
    for (uint32_t i = 0; i < b->claim->quantity_count; i++)
        if (b->quantities[i].kind == RA_STEP && b->quantities[i].id &&
            strcmp(b->quantities[i].id, id) == 0)
            return true;
    return false;
}

/* The object that has a key: that of a row, or else that of the claim, whose step and unit a row
 * need not repeat. */
static const ra_value *find_holder(const ra_build *b, const ra_value *object, const char *key)
{
    const ra_value *base = ra_value_find(b->root, "published");
    bool has = base && ra_value_kind(base) == RA_OBJECT && ra_value_find(base, key);
    return ra_value_find(object, key) || !has ? object : base;
}

/* The step that the headline is: its own, or the result of the chain. */
static uint32_t find_result(ra_build *b, const ra_value *object)
{
    const ra_chain *chain = b->own->chain;
    const ra_value *named = find_holder(b, object, "step");
    bool usual = chain && chain->result && !ra_value_find(named, "step");
    const char *id =
        usual ? chain->result : claim_read_text(b, named, "step", true, RA_CLAIM_MAX_LABEL);
    if (!id)
        return RA_NOWHERE;
    const ra_value *at = usual ? object : ra_value_find(named, "step");
    uint32_t index = claim_find_name(b, id);
    if (index == RA_NOWHERE && !b->incomplete)
        claim_report_unknown(b, at, "step", id, claim_nearest_name(b, id));
    if (index == RA_NOWHERE || b->quantities[index].kind == RA_STEP)
        return index;
    if (!is_reported_step(b, id))
        ra_value_report(at, b->diag, RA_ERROR, "'%s' is an assumption: the headline is a step", id);
    return RA_NOWHERE;
}

/* An end of an interval as a person would write it. */
static const char *end_text(ra_build *b, const ra_value *end)
{
    if (ra_value_kind(end) == RA_STRING)
        return ra_value_string(end);
    return claim_format(b, "%.15g", ra_value_number(end));
}

/* One end of an interval: a number, or the text as printed. */
static bool read_end(ra_build *b, const ra_value *end, double *low, double *high)
{
    ra_printed printed;
    char reason[160];
    size_t position = 0;
    if (ra_value_kind(end) == RA_NUMBER) {
        *low = *high = ra_value_number(end);
        return true;
    }
    if (ra_value_kind(end) != RA_STRING) {
        ra_value_report(end, b->diag, RA_ERROR,
                        "an end of an interval is a number or a printed one");
        return false;
    }
    if (!ra_printed_parse(ra_value_string(end), &printed, reason, sizeof reason, &position)) {
        ra_value_report_byte(end, position, b->diag, RA_ERROR, "%s", reason);
        return false;
    }
    *low = printed.low;
    *high = printed.high;
    return true;
}

static void read_interval(ra_build *b, const ra_value *array)
{
    ra_claim *claim = b->claim;
    double unused = 0;
    if (ra_value_count(array) != 2) {
        ra_value_report(array, b->diag, RA_ERROR, "an interval has two ends: [10, 50]");
        return;
    }
    const ra_value *first = ra_value_first(array), *second = ra_value_next(first);
    bool good = read_end(b, first, &claim->interval_low, &unused);
    good = read_end(b, second, &unused, &claim->interval_high) && good;
    if (good && !(claim->interval_low < claim->interval_high)) {
        ra_value_report(second, b->diag, RA_ERROR, "an interval ends above where it begins");
        good = false;
    }
    claim->stated_interval = good;
    if (good)
        claim->interval_text = claim_format(b, "%s to %s", end_text(b, first), end_text(b, second));
}

/* A complement ("99.998 %") is compared by what remains: it is a share, of at most one. */
static void check_remainder(ra_build *b, const ra_value *object)
{
    const ra_claim *claim = b->claim;
    double factor = 1;
    const ra_value *at = ra_value_find(object, "compare");
    if (!claim->unit)
        return;
    if (!ra_unit_dimensionless(claim->unit)) {
        ra_value_report(at, b->diag, RA_ERROR, "only a share has a remainder: '%s' is not one",
                        ra_unit_text(claim->unit));
        return;
    }
    const double largest = claim->stated_interval ? claim->interval_high : claim->stated.value;
    const ra_unit *one = ra_unit_one(claim->units);
    if (ra_unit_convert(claim->unit, one, &factor) && largest * factor > 1)
        ra_value_report(at, b->diag, RA_ERROR,
                        "a share of more than the whole leaves no remainder");
}

static void read_kind(ra_build *b, const ra_value *object)
{
    ra_claim *claim = b->claim;
    const ra_value *interval = NULL;
    int choice = 0;
    bool figure = ra_value_find(object, "printed") || ra_value_find(object, "value");
    if (ra_value_get_array(object, "interval", false, &interval, b->diag)) {
        if (figure)
            ra_value_report_key(interval, b->diag, RA_ERROR,
                                "a headline is one figure or an interval, not both");
        read_interval(b, interval);
    }
    if (ra_value_get_choice(object, "bound", false, bounds, 2, &choice, b->diag)) {
        claim->bound = choice == 0 ? RA_BOUND_AT_MOST : RA_BOUND_AT_LEAST;
        if (!figure || interval)
            ra_value_report_key(ra_value_find(object, "bound"), b->diag, RA_ERROR,
                                "a bound is one figure: give 'printed' or 'value'");
    }
    if (ra_value_get_choice(object, "compare", false, comparisons, 2, &choice, b->diag) &&
        choice == 1) {
        claim->compare = RA_COMPARE_REMAINDER;
        check_remainder(b, object);
    }
}

static bool states_figure(const ra_value *object)
{
    return ra_value_find(object, "printed") || ra_value_find(object, "value") ||
           ra_value_find(object, "digits");
}

/* The headline's unit, and its factor to that of the step. */
static void read_unit(ra_build *b, const ra_value *object, uint32_t result)
{
    ra_claim *claim = b->claim;
    const ra_unit *step = result == RA_NOWHERE ? NULL : b->quantities[result].unit;
    const ra_value *holder = find_holder(b, object, "unit");
    bool stated = states_figure(object) || ra_value_find(object, "interval");
    if (stated || ra_value_find(holder, "unit"))
        claim->unit = claim_read_unit(b, holder, "unit");
    else
        claim->unit = step;
    if (!claim->unit || !step)
        return;
    if (!ra_unit_convert(step, claim->unit, &claim->result_factor))
        ra_value_report(ra_value_find(holder, "unit"), b->diag, RA_ERROR,
                        "'%s' is in %s: the headline cannot be in %s", b->quantities[result].id,
                        ra_unit_text(step), ra_unit_text(claim->unit));
}

void claim_read_headline(ra_build *b)
{
    ra_claim *claim = b->claim;
    claim->result = RA_NOWHERE;
    claim->result_factor = 1;
    const ra_value *root = b->row ? b->row : b->root;
    if (!ra_value_get_object(root, "published", true, &b->published, b->diag))
        return;
    const ra_value *object = b->published;
    claim->result = find_result(b, object);
    read_unit(b, object, claim->result);
    if (states_figure(object))
        claim_read_plain(b, object, headline_keys, claim->unit, &claim->citation, &claim->stated);
    else
        ra_value_check_keys(object, headline_keys, b->diag);
    claim->stated.unit = claim->unit;
    claim->stated.factor = 1;
    read_kind(b, object);
}

static void read_corrected(ra_build *b)
{
    ra_claim *claim = b->claim;
    const ra_value *object = claim_find_total(b, "corrected");
    if (!object || !claim_is_object(b, object))
        return;
    ra_figure *figure = &claim->corrected;
    const ra_unit *unit = b->row || b->other ? claim->unit : NULL;
    if (claim_read_plain(b, object, NULL, unit, &b->audit, figure) && claim->unit &&
        !claim_convert(b, object, figure, claim->unit, &figure->factor))
        figure->kind = RA_FIGURE_NONE;
    if (!ra_value_find(object, "source") && !b->audit_sourced)
        ra_value_report(object, b->diag, RA_ERROR, "the corrected total needs a 'source'");
}

/* Whether a repetition is another figure, beyond the rounding of both. */
static bool differs(const ra_claim *claim, const ra_repeat *repeat)
{
    const ra_figure *stated = &claim->stated, *figure = &repeat->figure;
    if (stated->kind == RA_FIGURE_NONE || figure->kind == RA_FIGURE_NONE)
        return false;
    double slack = 1e-9 * fabs(stated->value);
    double low = figure->low * figure->factor, high = figure->high * figure->factor;
    return high < stated->low - slack || low > stated->high + slack;
}

void ra_claim_report_repeats(const ra_claim *claim, ra_diag *diag)
{
    const char *text = ra_unit_text(claim->unit), *unit = strcmp(text, "1") == 0 ? "" : text;
    const char *space = unit[0] ? " " : "";
    for (uint32_t i = 0; i < claim->repeat_count; i++) {
        const ra_figure *figure = &claim->repeated[i].figure;
        if (claim->repeated[i].differs)
            ra_value_report(figure->at, diag, RA_NOTE,
                            "the repeated figure is %.6g%s%s, the published one %.6g%s%s",
                            figure->value * figure->factor, space, unit, claim->stated.value,
                            space, unit);
    }
}

static void read_repeat(ra_build *b, const ra_value *object, ra_repeat *repeat)
{
    const ra_claim *claim = b->claim;
    repeat->headline = claim_read_text(b, object, "headline", false, RA_CLAIM_MAX_TEXT);
    if (states_figure(object)) {
        if (claim_read_plain(b, object, repeat_keys, NULL, NULL, &repeat->figure) && claim->unit &&
            !claim_convert(b, object, &repeat->figure, claim->unit, &repeat->figure.factor))
            repeat->figure.kind = RA_FIGURE_NONE;
        repeat->citation = repeat->figure.citation;
    } else {
        ra_value_check_keys(object, repeat_keys, b->diag);
        claim_read_citation(b, object, NULL, NULL, &repeat->citation);
    }
    if (!ra_value_find(object, "source"))
        ra_value_report(object, b->diag, RA_ERROR, "a repetition needs a 'source'");
    repeat->differs = claim->unit && differs(claim, repeat);
}

void claim_read_totals(ra_build *b)
{
    const ra_value *array = NULL;
    read_corrected(b);
    if (!ra_value_get_array(b->row ? b->row : b->root, "repeated", false, &array, b->diag))
        return;
    if (ra_value_count(array) > RA_CLAIM_MAX_ROWS) {
        ra_value_report(array, b->diag, RA_ERROR, "a claim has at most %d repetitions",
                        RA_CLAIM_MAX_ROWS);
        return;
    }
    ra_repeat *repeats = claim_alloc(b, ra_value_count(array), sizeof *repeats);
    if (!repeats)
        return;
    b->claim->repeated = repeats;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v))
        if (claim_is_object(b, v))
            read_repeat(b, v, &repeats[b->claim->repeat_count++]);
}
