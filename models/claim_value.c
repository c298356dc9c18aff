/* The values of all figures and steps: the published side, then the audited one, which may take
 * values over from it; and the laws, which may refer to the values. */
#include <math.h>
#include <string.h>

#include "models/claim_private.h"
#include "models/number.h"

/* The value that a formula of `side` reads: that of the other side where this one has none. */
double claim_value_of(const ra_build *b, uint32_t index, ra_side side)
{
    const ra_reading *reading = &b->items[index].reading[side];
    bool has = b->quantities[index].kind == RA_STEP || reading->own || reading->bad;
    return b->values[has ? side : (side == RA_PUBLISHED ? RA_AUDITED : RA_PUBLISHED)][index];
}

static double apply(const ra_build *b, const ra_quantity *q, ra_side side, bool *known)
{
    const ra_expr *expr = q->formula[side];
    double names[RA_EXPR_MAX_NODES];
    double scratch[RA_CLAIM_MAX_NODES];
    *known = true;
    for (uint32_t i = 0; i < expr->name_count; i++) {
        names[i] = claim_value_of(b, q->bind[side][i], side);
        *known &= !isnan(names[i]);
    }
    return *known ? ra_expr_eval(expr, names, scratch) : NAN;
}

/* Computes the value of a quantity from what it reads, without messages. Returned: whether a
 * formula was given known values and made no number of them. */
bool claim_evaluate(ra_build *b, uint32_t index, ra_side side)
{
    const ra_quantity *q = &b->quantities[index];
    const ra_item *item = &b->items[index];
    const ra_figure *figure = &q->figure[side];
    /* A step's reading is of its printed figure: it says nothing about its formula. */
    bool bad = item->reading[side].bad, step = q->kind == RA_STEP;
    bool known = false;
    double value = NAN;
    if (q->formula[side] && (step || !bad)) {
        value = apply(b, q, side, &known);
        known = known && !isfinite(value);
    } else if (figure->kind != RA_FIGURE_NONE && !bad && !item->bad_formula[side]) {
        value = figure->value * figure->factor;
    }
    b->values[side][index] = isfinite(value) ? value : NAN;
    return known;
}

/* The text of the formula that gives a quantity its value. */
static const ra_value *formula_text(const ra_build *b, uint32_t index, ra_side side)
{
    const ra_item *item = &b->items[index];
    if (b->quantities[index].kind != RA_STEP)
        return item->reading[side].formula;
    return item->formula[side] ? item->formula[side] : item->formula[RA_PUBLISHED];
}

static void report_no_number(ra_build *b, uint32_t index, ra_side side)
{
    /* One formula for both sides is reported once. */
    if (side == RA_AUDITED && b->quantities[index].kind == RA_STEP &&
        !b->items[index].formula[RA_AUDITED] && b->items[index].no_number)
        return;
    b->items[index].no_number = true;
    ra_value_report(formula_text(b, index, side), b->diag, RA_ERROR,
                    "'%s' has no value on the %s side: a division by zero, or a number out of "
                    "range",
                    b->quantities[index].id, side == RA_PUBLISHED ? "published" : "audited");
}

const ra_dist *claim_read_law(ra_build *b, const ra_reading *reading, const ra_figure *figure)
{
    const ra_dist_figure known = {.value = figure->value,
                                  .low = figure->low,
                                  .high = figure->high,
                                  .unit = ra_unit_text(figure->unit),
                                  .read = reading->law_unit};
    return ra_dist_parse(reading->law, &known, b->arena, b->diag);
}

/* A value that its own law makes impossible is an error, an unlikely one is a warning. */
static void check_against_law(ra_build *b, uint32_t index, const ra_value *at)
{
    const ra_figure *figure = &b->quantities[index].figure[RA_AUDITED];
    const char *text = ra_unit_text(figure->unit), *unit = strcmp(text, "1") == 0 ? "" : text;
    const char *space = unit[0] ? " " : "";
    double value = figure->value, slack = 1e-9 * fabs(value), low, high;
    ra_dist_support(figure->dist, &low, &high);
    if (value < low - slack || value > high + slack) {
        const bool kept = b->items[index].reading[RA_AUDITED].kept;
        ra_value_report(at, b->diag, RA_ERROR,
                        "the value %.6g lies outside its distribution, %.6g to %.6g%s%s%s", value,
                        low, high, space, unit,
                        kept ? ": the value is the published one, unless another is given" : "");
        return;
    }
    low = ra_dist_quantile(figure->dist, 0.25, false);
    high = ra_dist_quantile(figure->dist, 0.25, true);
    if (value < low - slack || value > high + slack)
        ra_value_report(at, b->diag, RA_WARNING,
                        "the value %.6g lies outside the central half of its distribution, %.6g "
                        "to %.6g%s%s",
                        value, low, high, space, unit);
}

/* Probability below zero that a positive quantity may have: that of a normal law with a relative
 * standard deviation of 32 %. */
#define BELOW_ZERO 0.001

/* A law without an end of its own may reach far below zero though what it is about cannot. */
static void check_positive(ra_build *b, uint32_t index, const ra_value *at)
{
    const ra_quantity *q = &b->quantities[index];
    const ra_dist *dist = q->figure[RA_AUDITED].dist;
    double low, high, below = ra_dist_cdf(dist, 0, false);
    ra_text share = {0};
    ra_dist_support(dist, &low, &high);
    if (!(q->figure[RA_AUDITED].value > 0) || isfinite(low) || below < BELOW_ZERO)
        return;
    ra_number_percent(&share, below, 2);
    ra_value_report(at, b->diag, RA_WARNING,
                    "'%s' is positive, but its distribution is below zero with a probability of "
                    "%s: truncate it, or take a law of positive numbers, as lognormal",
                    q->id, share.failed ? "" : share.data);
    ra_text_free(&share);
}

/* Reads the law of an audited figure whose value is known, or gives the median as value. */
static void set_law(ra_build *b, uint32_t index)
{
    ra_figure *figure = &b->quantities[index].figure[RA_AUDITED];
    ra_reading *reading = &b->items[index].reading[RA_AUDITED];
    if (!reading->law || reading->bad)
        return;
    figure->dist = claim_read_law(b, reading, figure);
    if (!figure->dist) {
        reading->bad = true;
        return;
    }
    if (figure->kind == RA_FIGURE_LAW)
        figure->low = figure->high = figure->value = ra_dist_quantile(figure->dist, 0.5, false);
    else
        check_against_law(b, index, reading->law);
    check_positive(b, index, reading->law);
}

/* Takes the value over from the published side, with its digits. */
static void keep_value(ra_build *b, uint32_t index)
{
    ra_quantity *q = &b->quantities[index];
    const ra_figure *from = &q->figure[RA_PUBLISHED];
    ra_figure *to = &q->figure[RA_AUDITED];
    ra_reading *reading = &b->items[index].reading[RA_AUDITED];
    if (isnan(b->values[RA_PUBLISHED][index])) {
        reading->bad = true;
        return;
    }
    double scale = from->factor / to->factor;
    bool printed = from->kind == RA_FIGURE_PRINTED;
    to->kind = printed ? RA_FIGURE_PRINTED : RA_FIGURE_EXACT;
    to->inherited = true;
    to->printed = from->unit == to->unit ? from->printed : NULL;
    to->digits = from->digits;
    to->value = from->value * scale;
    to->low = from->low * scale;
    to->high = from->high * scale;
}

/* A derived figure is computed in the unit of its quantity, and stated in its own. */
static void set_figure(ra_build *b, uint32_t index, ra_side side)
{
    ra_quantity *q = &b->quantities[index];
    ra_figure *figure = &q->figure[side];
    ra_reading *reading = &b->items[index].reading[side];
    if (reading->bad || !reading->own)
        return;
    if (reading->kept)
        keep_value(b, index);
    if (figure->kind == RA_FIGURE_FORMULA) {
        if (claim_evaluate(b, index, side))
            report_no_number(b, index, side);
        reading->bad = isnan(b->values[side][index]);
        figure->low = figure->high = figure->value = b->values[side][index] / figure->factor;
    }
    if (side == RA_AUDITED)
        set_law(b, index);
}

static void set_value(ra_build *b, uint32_t index, ra_side side)
{
    bool step = b->quantities[index].kind == RA_STEP;
    if (!step)
        set_figure(b, index, side);
    if (claim_evaluate(b, index, side) && step && b->items[index].uses[side])
        report_no_number(b, index, side);
}

void claim_find_values(ra_build *b)
{
    uint32_t count = b->claim->quantity_count;
    for (int side = 0; side < RA_SIDES; side++) {
        b->values[side] = claim_alloc(b, count, sizeof *b->values[side]);
        for (uint32_t i = 0; b->values[side] && i < count; i++)
            b->values[side][i] = NAN;
    }
    if (b->no_memory || b->cyclic)
        return;
    claim_solve(b);
    for (int side = 0; side < RA_SIDES && !b->no_memory; side++)
        for (uint32_t i = 0; i < count; i++)
            set_value(b, b->claim->order[i], (ra_side)side);
}
