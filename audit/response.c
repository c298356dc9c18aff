#include "audit/response.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Builds the audited chain with the headline as its only output. */
static ra_status open_model(ra_model *model, const ra_claim *claim)
{
    uint8_t *choice = ra_alloc(claim->quantity_count);
    ra_term *terms = ra_calloc(claim->quantity_count, sizeof *terms);
    ra_status status = choice != NULL && terms != NULL ? ra_model_open(model, claim) : RA_NOMEM;

    if (status == RA_OK) {
        ra_choice_audited(claim, choice);
        ra_program_output(model->program, ra_model_chain(model, choice, terms));
        status = ra_program_seal(model->program);
    }
    ra_free(choice);
    ra_free(terms);
    return status;
}

/* Draws are sorted by the key of their stream: where it changes, a cause begins. */
static void find_causes(ra_response *response)
{
    const ra_draws *draws = &response->draws;

    for (uint32_t d = 0; d < draws->count; d++) {
        if (d == 0 || draws->draws[d].key != draws->draws[d - 1].key) {
            response->first[response->cause_count++] = d;
        }
        response->cause[draws->draws[d].input] = response->cause_count - 1;
    }
    response->first[response->cause_count] = draws->count;
}

ra_status ra_response_open(ra_response *response, const ra_claim *claim, const ra_draws *from)
{
    *response = (ra_response){0};
    ra_status status = open_model(&response->model, claim);
    if (status == RA_OK) {
        status = ra_draws_share(&response->draws, from, &response->model);
    }
    if (status != RA_OK) {
        return status;
    }
    uint32_t inputs = response->model.input_count;
    response->first = ra_calloc((size_t)response->draws.count + 1, sizeof *response->first);
    response->cause = ra_calloc(inputs, sizeof *response->cause);
    response->point = ra_calloc(inputs, sizeof *response->point);
    if (response->first == NULL || response->cause == NULL || response->point == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < inputs; i++) {
        const ra_figure *figure = response->model.inputs[i].figure;
        response->cause[i] = RA_NO_CAUSE;
        response->point[i] = figure->value * figure->factor;
    }
    find_causes(response);
    return RA_OK;
}

void ra_response_free(ra_response *response)
{
    ra_draws_free(&response->draws);
    ra_model_free(&response->model);
    ra_free(response->first);
    ra_free(response->cause);
    ra_free(response->scores);
    ra_free(response->point);
    *response = (ra_response){0};
}

/* The inputs of one cause have one stream, and so the same correlations. */
static double score(const ra_response *response, uint32_t i, uint32_t j)
{
    const ra_draws *draws = &response->draws;
    const ra_model_input *inputs = response->model.inputs;
    uint32_t a = draws->draws[response->first[i]].input;
    uint32_t b = draws->draws[response->first[j]].input;

    return i == j
               ? 1
               : ra_correlation_scores(draws->correlations, inputs[a].quantity, inputs[b].quantity);
}

ra_status ra_response_correlate(ra_response *response)
{
    size_t n = response->cause_count;
    double *scores = ra_calloc(n * n, sizeof *scores);
    bool correlated = false;

    if (scores == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < n; j++) {
            scores[i * n + j] = score(response, i, j);
            correlated = correlated || (i != j && scores[i * n + j] != 0);
        }
    }
    response->scores = correlated ? scores : NULL;
    if (!correlated) {
        ra_free(scores);
    }
    return RA_OK;
}

double ra_response_uniform(double z)
{
    return fmin(fmax(gsl_cdf_ugaussian_P(z), 0x1p-54), 1 - 0x1p-53);
}

ra_status ra_response_room_open(ra_response_room *room, const ra_response *response)
{
    room->columns = ra_calloc(response->model.input_count, sizeof *room->columns);
    room->scratch = ra_alloc(ra_program_scratch(response->model.program));
    return room->columns != NULL && room->scratch != NULL ? RA_OK : RA_NOMEM;
}

void ra_response_room_free(ra_response_room *room)
{
    ra_free(room->columns);
    ra_free(room->scratch);
    *room = (ra_response_room){0};
}

void ra_response_draw(const ra_response *response, uint32_t cause, const double *u, size_t n,
                      double *values)
{
    for (uint32_t d = response->first[cause]; d < response->first[cause + 1]; d++) {
        const ra_draw *draw = &response->draws.draws[d];
        double *column = values + (size_t)d * RA_BLOCK;
        ra_sampler_draw(draw->sampler, u, column, n);
        if (draw->factor != 1) {
            ra_kernels_get()->multiply_number(column, column, draw->factor, n);
        }
    }
}

void ra_response_read(const ra_response *response, uint32_t cause, const double *values,
                      ra_response_room *room)
{
    for (uint32_t d = response->first[cause]; d < response->first[cause + 1]; d++) {
        room->columns[response->draws.draws[d].input] = values + (size_t)d * RA_BLOCK;
    }
}

const double *ra_response_column(const ra_response *response, size_t n, ra_response_room *room)
{
    const ra_program *program = response->model.program;
    const double *output = NULL;

    ra_program_run(program, room->columns, n, room->scratch, &output);
    return output;
}

void ra_response_eval(const ra_response *response, size_t n, ra_response_room *room, double *y)
{
    memcpy(y, ra_response_column(response, n, room), n * sizeof *y);
}
