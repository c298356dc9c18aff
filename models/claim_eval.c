/* The chain at its point estimates. */
#include <math.h>

#include "models/claim_private.h"

/* Evaluates a formula over the values of all quantities. */
static double apply(const ra_expr *expr, const uint32_t *bind, const double *values)
{
    double names[RA_EXPR_MAX_NODES];
    double scratch[RA_CLAIM_MAX_NODES];
    for (uint32_t i = 0; i < expr->name_count; i++)
        names[i] = values[bind[i]];
    return ra_expr_eval(expr, names, scratch);
}

static ra_side other(ra_side side)
{
    return side == RA_PUBLISHED ? RA_AUDITED : RA_PUBLISHED;
}

/* The figure that an assumption has for a choice: that of the other side where it has none. */
static const ra_figure *chosen_figure(const ra_quantity *q, ra_side side)
{
    const ra_figure *figure = &q->figure[side];
    bool has = figure->kind != RA_FIGURE_NONE;
    return has ? figure : &q->figure[other(side)];
}

static ra_side choice_of(const uint8_t *choice, uint32_t i)
{
    return choice && choice[i] ? RA_AUDITED : RA_PUBLISHED;
}

/* Puts a number on what the result needs, NaN on everything else. */
static void mark_needed(const ra_claim *claim, const uint8_t *choice, double *values)
{
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        values[i] = NAN;
    values[claim->result] = 0;
    for (uint32_t n = claim->quantity_count; n > 0; n--) {
        uint32_t i = claim->order[n - 1];
        const ra_quantity *q = &claim->quantities[i];
        ra_side side = choice_of(choice, i);
        if (q->kind != RA_STEP || isnan(values[i]) || !q->formula[side])
            continue;
        for (uint32_t k = 0; k < q->formula[side]->name_count; k++)
            values[q->bind[side][k]] = 0;
    }
}

double ra_claim_eval(const ra_claim *claim, const uint8_t *choice, double *values)
{
    mark_needed(claim, choice, values);
    for (uint32_t n = 0; n < claim->quantity_count; n++) {
        uint32_t i = claim->order[n];
        const ra_quantity *q = &claim->quantities[i];
        ra_side side = choice_of(choice, i);
        if (isnan(values[i]))
            continue;
        if (q->kind == RA_STEP && q->formula[side]) {
            values[i] = apply(q->formula[side], q->bind[side], values);
        } else {
            const ra_figure *figure = chosen_figure(q, side);
            values[i] = figure->value * figure->factor;
        }
    }
    return values[claim->result] * claim->result_factor;
}
