#include "audit/draws.h"

#include <stdlib.h>

#include "audit/stream.h"
#include "models/alloc.h"

static int by_key(const void *a, const void *b)
{
    const ra_draw *x = a, *y = b;

    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return x->input < y->input ? -1 : x->input > y->input;
}

ra_status ra_draws_open(ra_draws *draws, const ra_model *model, uint64_t seed)
{
    *draws = (ra_draws){.input_count = model->input_count, .seed = seed};
    draws->draws = ra_calloc(model->input_count, sizeof *draws->draws);
    if (draws->draws == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < model->input_count; i++) {
        const ra_model_input *input = &model->inputs[i];
        if (!ra_program_needs(model->program, i)) {
            continue;
        }
        ra_draw *draw = &draws->draws[draws->count];
        *draw = (ra_draw){.input = i, .key = input->key, .factor = input->figure->factor};
        if (ra_sampler_new(&draw->sampler, input->figure->dist) != RA_OK) {
            return RA_NOMEM;
        }
        draws->count++;
    }
    qsort(draws->draws, draws->count, sizeof *draws->draws, by_key);
    return RA_OK;
}

void ra_draws_free(ra_draws *draws)
{
    for (uint32_t i = 0; i < draws->count; i++) {
        ra_sampler_free(draws->draws[i].sampler);
    }
    ra_free(draws->draws);
    *draws = (ra_draws){0};
}

size_t ra_draws_room(const ra_draws *draws)
{
    return ((size_t)draws->count + 1) * RA_BLOCK;
}

static void scale(double *x, double factor, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] *= factor;
    }
}

void ra_draws_fill(const ra_draws *draws, uint64_t block, size_t n, double *room,
                   const double **columns)
{
    double *uniform = room;

    for (uint32_t i = 0; i < draws->input_count; i++) {
        columns[i] = NULL;
    }
    for (uint32_t i = 0; i < draws->count; i++) {
        const ra_draw *draw = &draws->draws[i];
        double *column = room + ((size_t)i + 1) * RA_BLOCK;
        if (i == 0 || draw->key != draws->draws[i - 1].key) {
            ra_stream_fill(draws->seed, draw->key, block, uniform);
        }
        ra_sampler_draw(draw->sampler, uniform, column, n);
        if (draw->factor != 1) {
            scale(column, draw->factor, n);
        }
        columns[draw->input] = column;
    }
}
