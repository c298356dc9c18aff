/* Derivatives of the audited headline by its uncertain inputs: first ones from the reverse sweep of
 * the chain, second and third ones from differences of these. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "audit/box_chain.h"
#include "audit/gum.h"
#include "models/alloc.h"

/* A difference is taken over this share of the standard uncertainty, in which the chain is all but
 * a parabola: small against what it curves over, large against rounding. */
#define STEP 1e-2

/* Steps smaller than this share of the estimate would be lost in its rounding. */
#define SMALLEST_STEP 1e-8

typedef struct {
    ra_box_chain chain;
    uint8_t *choice;
    double *centre, *below, *above; /* gradients by leaf */
} slopes;

static uint32_t leaf_of(const ra_gum_input *input)
{
    return 2 * input->input->quantity + RA_AUDITED;
}

/* The slope by an input that cancels moves the headline by less than its last bit. */
static double slope_of(const ra_gum_input *input, double slope, double estimate)
{
    return fabs(slope) * input->u < DBL_EPSILON * fabs(estimate) ? 0 : slope;
}

/* Adds what the terms with j twice hold: f_ij from the first and f_ijj from the second central
 * difference of the gradient along x_j, of all i at once. */
static void add_differences(slopes *s, ra_gum_input *inputs, uint32_t count, uint32_t j)
{
    ra_gum_input *along = &inputs[j];
    double *leaf = &s->chain.leaf[leaf_of(along)];
    double step = fmax(STEP * along->u, SMALLEST_STEP * fabs(along->x));

    *leaf = along->x + step;
    double forward = *leaf - along->x;
    ra_box_chain_eval(&s->chain, s->above);
    *leaf = along->x - step;
    double backward = along->x - *leaf;
    ra_box_chain_eval(&s->chain, s->below);
    *leaf = along->x;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t k = leaf_of(&inputs[i]);
        double second = (s->above[k] - s->below[k]) / (forward + backward);
        double third =
            ((s->above[k] - s->centre[k]) / forward - (s->centre[k] - s->below[k]) / backward) * 2 /
            (forward + backward);
        inputs[i].mixed += (second * second / 2 + s->centre[k] * third) * along->u * along->u;
        if (i == j) {
            along->curvature = second;
        }
    }
}

static ra_status open_slopes(slopes *s, const ra_claim *claim, const ra_box_target *target)
{
    ra_status status = ra_box_chain_open(&s->chain, target);

    s->centre = ra_calloc(2 * (size_t)claim->quantity_count, sizeof *s->centre);
    s->below = ra_calloc(2 * (size_t)claim->quantity_count, sizeof *s->below);
    s->above = ra_calloc(2 * (size_t)claim->quantity_count, sizeof *s->above);
    bool complete = s->centre != NULL && s->below != NULL && s->above != NULL;
    return complete ? status : RA_NOMEM;
}

static void close_slopes(slopes *s)
{
    ra_box_chain_free(&s->chain);
    ra_free(s->centre);
    ra_free(s->below);
    ra_free(s->above);
    ra_free(s->choice);
}

ra_status ra_gum_derivatives(const ra_claim *claim, ra_gum_input *inputs, uint32_t count,
                             double *estimate)
{
    static const double power = 1;
    slopes s = {.choice = ra_alloc(claim->quantity_count)};

    if (s.choice == NULL) {
        return RA_NOMEM;
    }
    ra_choice_audited(claim, s.choice);
    const uint8_t *const choices[] = {s.choice};
    const ra_box_target target = {.claim = claim,
                                  .step = claim->result,
                                  .scale = claim->result_factor,
                                  .count = 1,
                                  .choice = choices,
                                  .power = &power,
                                  .laws = true};
    ra_status status = open_slopes(&s, claim, &target);
    if (status == RA_OK) {
        *estimate = ra_box_chain_eval(&s.chain, s.centre);
        for (uint32_t i = 0; i < count; i++) {
            inputs[i].coefficient = slope_of(&inputs[i], s.centre[leaf_of(&inputs[i])], *estimate);
            inputs[i].mixed = 0;
        }
        for (uint32_t j = 0; j < count; j++) {
            add_differences(&s, inputs, count, j);
        }
    }
    close_slopes(&s);
    return status;
}
