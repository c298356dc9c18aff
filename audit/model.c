#include "audit/model.h"

#include <math.h>

#include "audit/stream.h"
#include "models/alloc.h"
#include "models/dist_types.h"

/* The longest list of names of any formula. */
static uint32_t most_names(const ra_claim *claim)
{
    uint32_t most = 1;

    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        for (int side = 0; side < RA_SIDES; side++) {
            const ra_expr *formula = claim->quantities[q].formula[side];
            most = formula != NULL && formula->name_count > most ? formula->name_count : most;
        }
    }
    return most;
}

static bool uncertain(const ra_figure *figure, ra_side side)
{
    return side == RA_AUDITED && figure->dist != NULL && !ra_dist_is_point(figure->dist);
}

/* Adds a column of draws. */
static ra_term add_input(ra_model *model, uint32_t quantity, const ra_figure *figure)
{
    uint32_t index = model->input_count++;

    model->inputs[index] = (ra_model_input){
        .quantity = quantity, .figure = figure, .key = ra_stream_key(figure->draw)};
    ra_term term = ra_program_input(model->program, index);
    if (ra_dist_has_atoms(figure->dist) || figure->dist->type == &ra_dist_mixture) {
        ra_program_roughen(model->program, term);
    }
    return term;
}

/* A derived figure reads the figures of its own side alone. */
static ra_term derived(ra_model *model, const ra_quantity *quantity, ra_side side)
{
    const ra_expr *formula = quantity->formula[side];

    for (uint32_t i = 0; i < formula->name_count; i++) {
        model->names[i] = model->side[side][quantity->bind[side][i]];
    }
    return ra_program_expr(model->program, formula, model->names);
}

/* The term of a figure, in the unit of its quantity. */
static ra_term figure_term(ra_model *model, uint32_t q, ra_side side)
{
    const ra_quantity *quantity = &model->claim->quantities[q];
    const ra_figure *figure = &quantity->figure[side];

    if (figure->kind == RA_FIGURE_NONE) {
        return ra_program_number(model->program, NAN);
    }
    if (uncertain(figure, side)) {
        return add_input(model, q, figure);
    }
    if (quantity->formula[side] != NULL) {
        return derived(model, quantity, side);
    }
    return ra_program_number(model->program, figure->value * figure->factor);
}

/* Sets the terms of an assumption or local on both sides. Where a side has no figure, that of the
 * other is taken. */
static void set_figures(ra_model *model, uint32_t q)
{
    const ra_quantity *quantity = &model->claim->quantities[q];

    for (int side = 0; side < RA_SIDES; side++) {
        if (quantity->figure[side].kind != RA_FIGURE_NONE) {
            model->side[side][q] = figure_term(model, q, (ra_side)side);
        }
    }
    for (int side = 0; side < RA_SIDES; side++) {
        if (quantity->figure[side].kind == RA_FIGURE_NONE) {
            model->side[side][q] = model->side[RA_SIDES - 1 - side][q];
        }
    }
}

ra_status ra_model_open(ra_model *model, const ra_claim *claim)
{
    uint32_t count = claim->quantity_count;

    *model = (ra_model){.claim = claim};
    model->inputs = ra_calloc(count, sizeof *model->inputs);
    model->side[RA_PUBLISHED] = ra_calloc(count, sizeof(ra_term));
    model->side[RA_AUDITED] = ra_calloc(count, sizeof(ra_term));
    model->names = ra_calloc(most_names(claim), sizeof(ra_term));
    if (model->inputs == NULL || model->side[RA_PUBLISHED] == NULL ||
        model->side[RA_AUDITED] == NULL || model->names == NULL) {
        return RA_NOMEM;
    }
    if (ra_program_new(&model->program) != RA_OK) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (claim->quantities[claim->order[i]].kind != RA_STEP) {
            set_figures(model, claim->order[i]);
        }
    }
    return RA_OK;
}

void ra_model_free(ra_model *model)
{
    ra_program_free(model->program);
    ra_free(model->inputs);
    ra_free(model->side[RA_PUBLISHED]);
    ra_free(model->side[RA_AUDITED]);
    ra_free(model->names);
    *model = (ra_model){0};
}

/* A step without a formula on its side is the figure printed for it, which is published. */
static ra_term step_term(ra_model *model, uint32_t q, ra_side side, const ra_term *terms)
{
    const ra_quantity *step = &model->claim->quantities[q];
    const ra_expr *formula = step->formula[side];

    if (formula == NULL) {
        return figure_term(model, q, RA_PUBLISHED);
    }
    for (uint32_t i = 0; i < formula->name_count; i++) {
        model->names[i] = terms[step->bind[side][i]];
    }
    return ra_program_expr(model->program, formula, model->names);
}

ra_term ra_model_chain(ra_model *model, const uint8_t *choice, ra_term *terms)
{
    const ra_claim *claim = model->claim;

    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        ra_side side = (ra_side)choice[q];
        terms[q] = claim->quantities[q].kind == RA_STEP ? step_term(model, q, side, terms)
                                                        : model->side[side][q];
    }
    ra_term factor = ra_program_number(model->program, claim->result_factor);
    return ra_program_apply(model->program, RA_OP_MULTIPLY, terms[claim->result], factor, 0);
}
