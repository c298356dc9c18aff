#include "audit/box_chain.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"

static uint32_t leaf_of(uint32_t quantity, int side)
{
    return 2 * quantity + (uint32_t)side;
}

/* The leaf that holds the figure of a side: that of the other side where a side has none, and the
 * published one where the audited figure is the same number (and not a law, where laws count). */
static uint32_t resolve(const ra_box_target *target, uint32_t q, int side)
{
    const ra_quantity *quantity = &target->claim->quantities[q];
    int other = RA_SIDES - 1 - side;

    if (quantity->figure[side].kind == RA_FIGURE_NONE &&
        quantity->figure[other].kind != RA_FIGURE_NONE) {
        return leaf_of(q, other);
    }
    bool law = target->laws && quantity->figure[side].dist != NULL;
    if (side == RA_AUDITED && quantity->figure[side].inherited && !law) {
        return leaf_of(q, RA_PUBLISHED);
    }
    return leaf_of(q, side);
}

/* The formula of a leaf, or NULL where its figure is a number: a law replaces its formula. */
static const ra_expr *formula_of(const ra_claim *claim, uint32_t leaf)
{
    const ra_quantity *quantity = &claim->quantities[leaf / 2];

    if (quantity->kind == RA_STEP || quantity->figure[leaf % 2].dist != NULL) {
        return NULL;
    }
    return quantity->formula[leaf % 2];
}

static void largest_formula(const ra_claim *claim, uint32_t *names, uint32_t *nodes)
{
    *names = 1;
    *nodes = 1;
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        for (int side = 0; side < RA_SIDES; side++) {
            const ra_expr *formula = claim->quantities[q].formula[side];
            if (formula != NULL) {
                *names = formula->name_count > *names ? formula->name_count : *names;
                *nodes = formula->count > *nodes ? formula->count : *nodes;
            }
        }
    }
}

ra_status ra_box_chain_open(ra_box_chain *chain, const ra_box_target *target)
{
    const ra_claim *claim = target->claim;
    uint32_t names, nodes;

    *chain = (ra_box_chain){
        .target = target, .leaf_count = 2 * claim->quantity_count, .held = UINT32_MAX};
    largest_formula(claim, &names, &nodes);
    chain->leaf = ra_calloc(chain->leaf_count, sizeof(double));
    chain->figure = ra_calloc(chain->leaf_count, sizeof(double));
    chain->slope = ra_calloc(chain->leaf_count, sizeof(double));
    chain->step = ra_calloc(claim->quantity_count, sizeof(double));
    chain->adjoint = ra_calloc(claim->quantity_count, sizeof(double));
    chain->names = ra_calloc(names, sizeof(double));
    chain->partials = ra_calloc(names, sizeof(double));
    chain->scratch = ra_calloc(2 * (size_t)nodes, sizeof(double));
    if (chain->leaf == NULL || chain->figure == NULL || chain->slope == NULL ||
        chain->step == NULL || chain->adjoint == NULL || chain->names == NULL ||
        chain->partials == NULL || chain->scratch == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t leaf = 0; leaf < chain->leaf_count; leaf++) {
        const ra_figure *figure = &claim->quantities[leaf / 2].figure[leaf % 2];
        bool none = figure->kind == RA_FIGURE_NONE;
        chain->leaf[leaf] = none ? (double)NAN : figure->value * figure->factor;
    }
    return RA_OK;
}

void ra_box_chain_free(ra_box_chain *chain)
{
    ra_free(chain->leaf);
    ra_free(chain->figure);
    ra_free(chain->slope);
    ra_free(chain->step);
    ra_free(chain->adjoint);
    ra_free(chain->names);
    ra_free(chain->partials);
    ra_free(chain->scratch);
}

bool ra_box_chain_rounding(const ra_box_chain *chain, uint32_t leaf, double *low, double *high)
{
    const ra_claim *claim = chain->target->claim;
    const ra_figure *figure = &claim->quantities[leaf / 2].figure[leaf % 2];

    if (figure->kind != RA_FIGURE_PRINTED || resolve(chain->target, leaf / 2, leaf % 2) != leaf) {
        return false;
    }
    *low = figure->low * figure->factor;
    *high = figure->high * figure->factor;
    return *low < *high;
}

/* Gathers the values of the names of a figure's formula. */
static void figure_names(ra_box_chain *chain, uint32_t leaf, const ra_expr *formula)
{
    const ra_claim *claim = chain->target->claim;
    const uint32_t *bind = claim->quantities[leaf / 2].bind[leaf % 2];

    for (uint32_t i = 0; i < formula->name_count; i++) {
        chain->names[i] = chain->figure[resolve(chain->target, bind[i], leaf % 2)];
    }
}

static void eval_figures(ra_box_chain *chain)
{
    const ra_claim *claim = chain->target->claim;

    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        for (uint32_t leaf = 2 * claim->order[i]; leaf < 2 * claim->order[i] + 2; leaf++) {
            const ra_expr *formula = leaf == chain->held ? NULL : formula_of(claim, leaf);
            chain->figure[leaf] = chain->leaf[leaf];
            if (formula != NULL) {
                figure_names(chain, leaf, formula);
                chain->figure[leaf] = ra_expr_eval(formula, chain->names, chain->scratch);
            }
        }
    }
}

static void step_names(ra_box_chain *chain, uint32_t q, int side, const ra_expr *formula)
{
    const uint32_t *bind = chain->target->claim->quantities[q].bind[side];

    for (uint32_t i = 0; i < formula->name_count; i++) {
        chain->names[i] = chain->step[bind[i]];
    }
}

static double eval_steps(ra_box_chain *chain, const uint8_t *choice)
{
    const ra_claim *claim = chain->target->claim;

    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_quantity *quantity = &claim->quantities[q];
        const ra_expr *formula = quantity->formula[choice[q]];
        if (quantity->kind != RA_STEP || formula == NULL) {
            chain->step[q] = chain->figure[resolve(chain->target, q, choice[q])];
        } else {
            step_names(chain, q, choice[q], formula);
            chain->step[q] = ra_expr_eval(formula, chain->names, chain->scratch);
        }
    }
    return chain->step[chain->target->step];
}

/* Adds weight times the derivatives of the target step to the slopes of the figures it reads. */
static void sweep_steps(ra_box_chain *chain, const uint8_t *choice, double weight)
{
    const ra_claim *claim = chain->target->claim;

    memset(chain->adjoint, 0, claim->quantity_count * sizeof(double));
    chain->adjoint[chain->target->step] = weight;
    for (uint32_t i = claim->quantity_count; i > 0; i--) {
        uint32_t q = claim->order[i - 1];
        const ra_quantity *quantity = &claim->quantities[q];
        const ra_expr *formula = quantity->formula[choice[q]];
        double adjoint = chain->adjoint[q];
        if (adjoint == 0) {
            continue;
        }
        if (quantity->kind != RA_STEP || formula == NULL) {
            chain->slope[resolve(chain->target, q, choice[q])] += adjoint;
            continue;
        }
        step_names(chain, q, choice[q], formula);
        ra_expr_gradient(formula, chain->names, chain->partials, chain->scratch);
        for (uint32_t n = 0; n < formula->name_count; n++) {
            chain->adjoint[quantity->bind[choice[q]][n]] += adjoint * chain->partials[n];
        }
    }
}

/* Passes the slopes of derived figures on to the figures that they read. */
static void sweep_figures(ra_box_chain *chain)
{
    const ra_claim *claim = chain->target->claim;

    for (uint32_t i = claim->quantity_count; i > 0; i--) {
        for (uint32_t leaf = 2 * claim->order[i - 1]; leaf < 2 * claim->order[i - 1] + 2; leaf++) {
            const ra_expr *formula = formula_of(claim, leaf);
            double slope = chain->slope[leaf];
            if (formula == NULL || slope == 0) {
                continue;
            }
            const uint32_t *bind = claim->quantities[leaf / 2].bind[leaf % 2];
            figure_names(chain, leaf, formula);
            ra_expr_gradient(formula, chain->names, chain->partials, chain->scratch);
            for (uint32_t n = 0; n < formula->name_count; n++) {
                chain->slope[resolve(chain->target, bind[n], leaf % 2)] += slope * chain->partials[n];
            }
            chain->slope[leaf] = 0;
        }
    }
}

/* F = scale * product of v_i ^ p_i, so dF = F sum of p_i dv_i / v_i; for one v to the power 1 that
 * is scale * dv, which also holds where v is zero. */
double ra_box_chain_eval(ra_box_chain *chain, double *gradient)
{
    const ra_box_target *target = chain->target;
    bool simple = target->count == 1 && target->power[0] == 1;
    double product = target->scale;

    eval_figures(chain);
    memset(chain->slope, 0, chain->leaf_count * sizeof(double));
    for (uint32_t i = 0; i < target->count; i++) {
        double value = eval_steps(chain, target->choice[i]);
        product *= simple ? value : pow(value, target->power[i]);
        if (gradient != NULL) {
            sweep_steps(chain, target->choice[i], simple ? 1 : target->power[i] / value);
        }
    }
    if (gradient != NULL) {
        sweep_figures(chain);
        for (uint32_t leaf = 0; leaf < chain->leaf_count; leaf++) {
            gradient[leaf] = chain->slope[leaf] * (simple ? target->scale : product);
        }
    }
    return product;
}
