#include "audit/layout.h"

#include "audit/run.h"
#include "models/alloc.h"

uint32_t ra_layout_rungs(const ra_claim *claim)
{
    return claim->changed_count + 1;
}

static ra_status reserve(ra_layout *layout, const ra_claim *claim)
{
    uint32_t rungs = ra_layout_rungs(claim);

    /* Three outputs a rung, and at most one logarithm for every output. */
    layout->capacity = 2 * (3 * rungs + claim->group_count + claim->step_count + 2);
    layout->rung = ra_calloc(rungs, sizeof *layout->rung);
    layout->factor = ra_calloc(rungs, sizeof *layout->factor);
    layout->cumulative = ra_calloc(rungs, sizeof *layout->cumulative);
    layout->group = ra_calloc(claim->group_count, sizeof *layout->group);
    layout->step = ra_calloc(claim->quantity_count, sizeof *layout->step);
    layout->log = ra_calloc(layout->capacity, sizeof *layout->log);
    layout->twin = ra_calloc(layout->capacity, sizeof *layout->twin);
    layout->base = ra_calloc(layout->capacity, sizeof *layout->base);
    layout->wanted = ra_calloc(layout->capacity, sizeof *layout->wanted);
    layout->rung_term = ra_calloc(rungs, sizeof(ra_term));
    layout->factor_term = ra_calloc(rungs, sizeof(ra_term));
    layout->terms = ra_calloc(claim->quantity_count, sizeof(ra_term));
    bool complete = layout->rung != NULL && layout->factor != NULL && layout->cumulative != NULL &&
                    layout->group != NULL && layout->step != NULL && layout->log != NULL &&
                    layout->twin != NULL && layout->base != NULL && layout->wanted != NULL &&
                    layout->rung_term != NULL &&
                    layout->factor_term != NULL && layout->terms != NULL;
    for (uint32_t k = 0; complete && k < layout->capacity; k++) {
        layout->log[k] = RA_NO_OUTPUT;
    }
    return complete ? RA_OK : RA_NOMEM;
}

void ra_layout_free(ra_layout *layout)
{
    ra_model_free(&layout->model);
    ra_free(layout->rung);
    ra_free(layout->factor);
    ra_free(layout->cumulative);
    ra_free(layout->group);
    ra_free(layout->step);
    ra_free(layout->log);
    ra_free(layout->twin);
    ra_free(layout->base);
    ra_free(layout->wanted);
    ra_free(layout->rung_term);
    ra_free(layout->factor_term);
    ra_free(layout->terms);
    *layout = (ra_layout){0};
}

/* An output of which only quantiles are reported. */
static uint32_t add_quantiles(ra_layout *layout, ra_term term)
{
    uint32_t output = ra_program_output(layout->model.program, term);

    layout->wanted[output] |= RA_WANT_QUANTILES;
    return output;
}

/* Finds the first summarised output with the same base. */
static uint32_t find_twin(const ra_layout *layout, uint32_t output)
{
    for (uint32_t k = 0; k < output; k++) {
        if ((layout->wanted[k] & RA_WANT_MOMENTS) != 0 && layout->base[k] == layout->base[output]) {
            return k;
        }
    }
    return output;
}

/* An output that is summarised: quantiles, moments, and what its logarithm's moments come from. */
static uint32_t add_summary(ra_layout *layout, ra_term term)
{
    ra_program *program = layout->model.program;
    uint32_t output = add_quantiles(layout, term);

    if ((layout->wanted[output] & RA_WANT_MOMENTS) != 0) {
        return output;
    }
    layout->wanted[output] |= RA_WANT_MOMENTS;
    layout->base[output] = ra_program_base(program, term);
    layout->twin[output] = find_twin(layout, output);
    if (ra_program_rough(program, term) && !ra_program_constant(program, output, NULL)) {
        ra_term logarithm = ra_program_apply(program, ra_op_find("log"), term, 0, 0);
        layout->log[output] = ra_program_output(program, logarithm);
        layout->wanted[layout->log[output]] |= RA_WANT_MOMENTS;
    }
    return output;
}

static ra_term divide(ra_layout *layout, ra_term a, ra_term b)
{
    return ra_program_apply(layout->model.program, RA_OP_DIVIDE, a, b, 0);
}

/* The headline of every rung, and how it compares with the rung before and with the first. All
 * rungs share their draws. */
static ra_status add_ladder(ra_layout *layout, const ra_claim *claim)
{
    uint8_t *choice = ra_alloc(claim->quantity_count);

    if (choice == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t k = 0; k < ra_layout_rungs(claim); k++) {
        ra_choice_rung(claim, k, choice);
        layout->rung_term[k] = ra_model_chain(&layout->model, choice, layout->terms);
        layout->rung[k] = add_summary(layout, layout->rung_term[k]);
        if (k > 0) {
            layout->factor_term[k] = divide(layout, layout->rung_term[k - 1], layout->rung_term[k]);
            layout->factor[k] = add_quantiles(layout, layout->factor_term[k]);
            layout->cumulative[k] =
                add_quantiles(layout, divide(layout, layout->rung_term[0], layout->rung_term[k]));
        }
    }
    ra_free(choice);
    return RA_OK;
}

/* The audited side, and every step of its chain. */
static ra_status add_audited(ra_layout *layout, const ra_claim *claim)
{
    uint8_t *choice = ra_alloc(claim->quantity_count);

    if (choice == NULL) {
        return RA_NOMEM;
    }
    ra_choice_audited(claim, choice);
    ra_term audited = ra_model_chain(&layout->model, choice, layout->terms);
    layout->audited = add_summary(layout, audited);
    layout->whole = add_summary(layout, divide(layout, layout->rung_term[0], audited));
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        bool step = claim->quantities[q].kind == RA_STEP && ra_claim_uses(claim, q, RA_AUDITED);
        layout->step[q] = step ? add_summary(layout, layout->terms[q]) : RA_NO_OUTPUT;
    }
    ra_free(choice);
    return RA_OK;
}

static void add_groups(ra_layout *layout, const ra_claim *claim)
{
    for (uint32_t g = 0; g < claim->group_count; g++) {
        ra_term product = ra_program_number(layout->model.program, 1);
        for (uint32_t k = 1; k < ra_layout_rungs(claim); k++) {
            if (claim->quantities[claim->changed[k - 1]].group == (int)g) {
                product = ra_program_apply(layout->model.program, RA_OP_MULTIPLY, product,
                                           layout->factor_term[k], 0);
            }
        }
        layout->group[g] = add_quantiles(layout, product);
    }
}

ra_status ra_layout_open(ra_layout *layout, const ra_claim *claim)
{
    *layout = (ra_layout){0};
    ra_status status = reserve(layout, claim);
    if (status == RA_OK) {
        status = ra_model_open(&layout->model, claim);
    }
    if (status == RA_OK) {
        status = add_ladder(layout, claim);
    }
    if (status == RA_OK) {
        status = add_audited(layout, claim);
    }
    if (status == RA_OK) {
        add_groups(layout, claim);
        status = ra_program_seal_stream(layout->model.program);
    }
    return status;
}
