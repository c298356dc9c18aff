#include "audit/gum.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "models/alloc.h"
#include "models/dist_types.h"

/* All inputs of one budget. */
typedef struct {
    ra_builder *builder;
    ra_gum_input *inputs;
    uint32_t count;
    double *contribution; /* c_i u_i */
    double *covariance;   /* sum over j of c_i u_i r_ij u_j c_j, over the square of scale */
    double scale;         /* the largest |c_i u_i|, so that no square leaves the range of numbers */
    bool correlated;
} budget;

/* Degrees of freedom behind a standard uncertainty: those that its author gave, and those of
 * Student's t. */
static double degrees_of(const ra_dist *dist)
{
    double df = dist->type == &ra_dist_student_t ? dist->parameter[0] : dist->df;

    return df > 0 ? df : (double)INFINITY;
}

/* Gathers the inputs that the run draws, in the order of the result's inputs. */
static void gather(budget *b)
{
    const ra_model *model = &b->builder->layout.model;

    for (uint32_t i = 0; i < model->input_count; i++) {
        const ra_model_input *input = &model->inputs[i];
        if (!ra_program_needs(model->program, i)) {
            continue;
        }
        const ra_figure *figure = input->figure;
        double sd = b->builder->result->inputs[b->count].sd;
        b->inputs[b->count] = (ra_gum_input){.input = input,
                                             .row = b->count,
                                             .x = figure->value * figure->factor,
                                             .u = sd * figure->factor,
                                             .df = degrees_of(figure->dist)};
        b->count++;
    }
}

/* The correlation of two inputs: stated, implied by their copula, or of a shared draw. */
static double correlation(const budget *b, uint32_t i, uint32_t j)
{
    return ra_correlation_pearson(b->builder->draws.correlations, b->inputs[i].input->quantity,
                                  b->inputs[j].input->quantity);
}

/* Sets contributions, covariances and the combined uncertainty, which is NaN where a correlation
 * has no value. */
static void propagate(budget *b, ra_gum *gum)
{
    double square = 0, largest = 0;

    for (uint32_t i = 0; i < b->count; i++) {
        b->contribution[i] = b->inputs[i].coefficient * b->inputs[i].u;
        largest = fmax(largest, fabs(b->contribution[i]));
    }
    b->scale = largest > 0 ? largest : 1;
    for (uint32_t i = 0; i < b->count; i++) {
        double part = b->contribution[i] / b->scale;
        b->covariance[i] = part * part;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            double r = correlation(b, i, j);
            double shared = r * (b->contribution[i] / b->scale) * (b->contribution[j] / b->scale);
            b->covariance[i] += shared;
            b->covariance[j] += shared;
            b->correlated = b->correlated || r != 0;
        }
    }
    for (uint32_t i = 0; i < b->count; i++) {
        square += b->covariance[i];
    }
    gum->u = square < 0 ? 0 : b->scale * sqrt(square); /* inputs that cancel leave rounding */
}

/* Shifts below this share of u are what differences leave of nothing. */
#define NO_SHIFT 1e-12

/* The terms of second order. */
static void propagate_second(const budget *b, ra_gum *gum)
{
    double first = gum->u / b->scale, square = first * first, shift = 0;

    for (uint32_t i = 0; i < b->count; i++) {
        const ra_gum_input *input = &b->inputs[i];
        square += input->mixed * (input->u / b->scale) * (input->u / b->scale);
        shift += input->curvature * input->u * input->u / 2;
    }
    bool exists = !b->correlated && square >= 0;
    gum->u2 = exists ? b->scale * sqrt(square) : (double)NAN;
    shift = fabs(shift) < NO_SHIFT * gum->u ? 0 : shift;
    gum->shift = b->correlated ? (double)NAN : shift;
}

/* Welch and Satterthwaite's formula, which holds for independent inputs. */
static double effective_degrees(const budget *b, double u)
{
    double sum = 0;

    for (uint32_t i = 0; i < b->count; i++) {
        double part = b->contribution[i] / u;
        sum += isinf(b->inputs[i].df) ? 0 : part * part * part * part / b->inputs[i].df;
    }
    if (sum == 0) {
        return INFINITY;
    }
    return b->correlated ? (double)NAN : 1 / sum;
}

static void set_interval(const budget *b, ra_gum *gum)
{
    double tail = (1 - b->builder->plan->level) / 2;

    gum->df = gum->u > 0 ? effective_degrees(b, gum->u) : (double)INFINITY;
    gum->k = isfinite(gum->df) ? gsl_cdf_tdist_Qinv(tail, fmax(floor(gum->df), 1))
                               : gsl_cdf_ugaussian_Qinv(tail);
    gum->low = gum->estimate - gum->k * gum->u;
    gum->high = gum->estimate + gum->k * gum->u;
}

static int by_contribution(const void *a, const void *b)
{
    const ra_budget_row *x = a, *y = b;

    if (x->contribution != y->contribution) {
        return x->contribution > y->contribution ? -1 : 1;
    }
    return (x->input > y->input) - (x->input < y->input);
}

static ra_status set_budget(const budget *b, ra_gum *gum)
{
    ra_budget_row *rows = ra_arena_alloc(b->builder->arena, b->count, sizeof *rows);

    if (rows == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        const ra_gum_input *input = &b->inputs[i];
        double factor = input->input->figure->factor, relative = gum->u / b->scale;
        rows[i] = (ra_budget_row){
            .input = input->row,
            .estimate = input->input->figure->value,
            .u = input->u / factor,
            .df = input->df,
            .coefficient = input->coefficient * factor,
            .contribution = fabs(b->contribution[i]),
            .share = gum->u > 0 ? b->covariance[i] / (relative * relative) : (double)NAN,
        };
    }
    qsort(rows, b->count, sizeof *rows, by_contribution);
    gum->budget = rows;
    gum->budget_count = b->count;
    return RA_OK;
}

/* Says why there is no propagation; nothing where there is one. */
static void find_obstacle(const budget *b, const ra_gum *gum, ra_text *why)
{
    if (b->count == 0) {
        ra_text_append(why, "nothing is uncertain");
        return;
    }
    if (!isfinite(gum->estimate)) {
        ra_text_append(why, "the headline has no value at the point estimates");
    }
    for (uint32_t i = 0; i < b->count && why->length == 0; i++) {
        const ra_gum_input *input = &b->inputs[i];
        const char *id = b->builder->claim->quantities[input->input->quantity].id;
        if (!isfinite(input->u)) {
            ra_text_format(why, "'%s' has no standard deviation", id);
        } else if (!isfinite(input->coefficient)) {
            ra_text_format(why, "the headline has no derivative by '%s' at the point estimates",
                           id);
        }
    }
}

static ra_status set_none(ra_builder *builder, const ra_text *why)
{
    ra_gum *gum = &builder->result->gum;
    double none = NAN;

    *gum = (ra_gum){.estimate = gum->estimate,
                    .u = none,
                    .u2 = none,
                    .shift = none,
                    .df = none,
                    .k = none,
                    .low = none,
                    .high = none,
                    .delta = none,
                    .d_low = none,
                    .d_high = none};
    gum->why_not = ra_builder_text(builder, why);
    return gum->why_not != NULL ? RA_OK : RA_NOMEM;
}

static ra_status eval(budget *b)
{
    ra_gum *gum = &b->builder->result->gum;
    ra_text why = {0};

    gather(b);
    ra_status status = ra_gum_derivatives(b->builder->claim, b->inputs, b->count, &gum->estimate);
    find_obstacle(b, gum, &why);
    propagate(b, gum);
    if (why.length == 0 && isnan(gum->u)) {
        ra_text_append(&why, "a correlation of its inputs has no value");
    }
    if (why.failed) {
        status = RA_NOMEM;
    }
    if (status == RA_OK && why.length > 0) {
        status = set_none(b->builder, &why);
    } else if (status == RA_OK) {
        gum->applies = true;
        propagate_second(b, gum);
        set_interval(b, gum);
        status = set_budget(b, gum);
    }
    ra_text_free(&why);
    return status;
}

ra_status ra_gum_eval(ra_builder *builder)
{
    size_t room = (size_t)builder->layout.model.input_count + 1;
    budget b = {.builder = builder};

    b.inputs = ra_calloc(room, sizeof *b.inputs);
    b.contribution = ra_calloc(room, sizeof *b.contribution);
    b.covariance = ra_calloc(room, sizeof *b.covariance);
    bool complete = b.inputs != NULL && b.contribution != NULL && b.covariance != NULL;
    ra_status status = complete ? eval(&b) : RA_NOMEM;
    ra_free(b.inputs);
    ra_free(b.contribution);
    ra_free(b.covariance);
    return status;
}
