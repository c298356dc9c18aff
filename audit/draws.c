#include "audit/draws.h"

#include <stdlib.h>

#include "audit/correlation_streams.h"
#include "audit/kernels.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "models/alloc.h"

static int by_key(const void *a, const void *b)
{
    const ra_draw *x = a, *y = b;

    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return (x->input > y->input) - (x->input < y->input);
}

/* Which streams of the correlations are read. */
static ra_status find_streams(ra_draws *draws)
{
    draws->stream_count = draws->correlations->count;
    draws->wanted = ra_calloc(draws->stream_count, sizeof *draws->wanted);
    if (draws->wanted == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < draws->count; i++) {
        ra_draw *draw = &draws->draws[i];
        draw->stream = ra_correlation_stream(draws->correlations, draw->key);
        if (draw->stream != RA_NO_STREAM) {
            draws->wanted[draw->stream] = true;
        }
    }
    return RA_OK;
}

/* The sampler of a figure among other draws; NULL: it is not there. */
static ra_sampler *sampler_of(const ra_draws *from, const ra_figure *figure)
{
    for (uint32_t i = 0; from != NULL && i < from->count; i++) {
        if (from->draws[i].figure == figure) {
            return from->draws[i].sampler;
        }
    }
    return NULL;
}

/* Makes the normal law where a sampler that is not there yet needs it. */
static ra_status make_normal(ra_draws *draws)
{
    for (uint32_t i = 0; i < draws->count && draws->normal == NULL; i++) {
        const ra_draw *draw = &draws->draws[i];
        if (draw->sampler == NULL && ra_sampler_reads_normal(draw->figure->dist)) {
            ra_status status = ra_normal_new(&draws->own_normal);
            if (status != RA_OK) {
                return status;
            }
            draws->normal = draws->own_normal;
        }
    }
    return RA_OK;
}

/* Makes the samplers that are not there yet, each by one thread. */
static ra_status make_samplers(ra_draws *draws, int threads)
{
    bool failed = false;

    if (make_normal(draws) != RA_OK) {
        return RA_NOMEM;
    }
    threads = ra_threads(threads, draws->count);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) reduction(|| : failed)
    for (uint32_t i = 0; i < draws->count; i++) {
        ra_draw *draw = &draws->draws[i];
        if (draw->sampler == NULL) {
            failed = failed || ra_sampler_new(&draw->sampler, draw->figure->dist, draws->normal) !=
                                   RA_OK;
        }
    }
    return failed ? RA_NOMEM : RA_OK;
}

/* Lists what the program needs, sorted. */
static ra_status find_draws(ra_draws *draws, const ra_draws *from, const ra_model *model)
{
    draws->draws = ra_calloc(model->input_count, sizeof *draws->draws);
    if (draws->draws == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < model->input_count; i++) {
        const ra_model_input *input = &model->inputs[i];
        if (!ra_program_needs(model->program, i)) {
            continue;
        }
        ra_sampler *sampler = sampler_of(from, input->figure);
        draws->draws[draws->count] = (ra_draw){.input = i,
                                               .key = input->key,
                                               .factor = input->figure->factor,
                                               .figure = input->figure,
                                               .sampler = sampler,
                                               .borrowed = sampler != NULL};
        draws->count++;
    }
    qsort(draws->draws, draws->count, sizeof *draws->draws, by_key);
    draws->place = ra_alloc(model->input_count * sizeof *draws->place);
    if (draws->place == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < model->input_count; i++) {
        draws->place[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < draws->count; i++) {
        draws->place[draws->draws[i].input] = i;
    }
    return RA_OK;
}

/* All draws of the claim take a coordinate of the points, in the order of the model, whatever this
 * program needs of them: what is drawn depends on the claim alone. */
static ra_status open_uniforms(ra_draws *draws, const ra_model *model, uint64_t seed,
                               ra_sampling sampling)
{
    uint64_t *keys = ra_calloc(model->input_count, sizeof *keys);

    if (keys == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < model->input_count; i++) {
        keys[i] = model->inputs[i].key;
    }
    ra_status status = ra_uniforms_new(&draws->uniforms, sampling, seed, keys, model->input_count);
    ra_free(keys);
    return status;
}

ra_status ra_draws_open(ra_draws *draws, const ra_model *model, uint64_t seed, ra_sampling sampling,
                        int threads, ra_diag *diag)
{
    *draws = (ra_draws){.input_count = model->input_count};
    ra_status status = find_draws(draws, NULL, model);
    if (status == RA_OK) {
        status = make_samplers(draws, threads);
    }
    if (status == RA_OK) {
        status = open_uniforms(draws, model, seed, sampling);
    }
    if (status == RA_OK) {
        status = ra_correlations_new(&draws->correlations, model->claim, diag);
    }
    return status == RA_OK ? find_streams(draws) : status;
}

ra_status ra_draws_share(ra_draws *draws, const ra_draws *from, const ra_model *model)
{
    *draws = (ra_draws){.input_count = model->input_count,
                        .uniforms = from->uniforms,
                        .correlations = from->correlations,
                        .normal = from->normal,
                        .borrowed = true};
    ra_status status = find_draws(draws, from, model);
    if (status == RA_OK) {
        status = make_samplers(draws, 1);
    }
    return status == RA_OK ? find_streams(draws) : status;
}

void ra_draws_free(ra_draws *draws)
{
    for (uint32_t i = 0; i < draws->count; i++) {
        if (!draws->draws[i].borrowed) {
            ra_sampler_free(draws->draws[i].sampler);
        }
    }
    ra_free(draws->draws);
    ra_free(draws->place);
    ra_free(draws->wanted);
    ra_normal_free(draws->own_normal);
    if (!draws->borrowed) {
        ra_correlations_free(draws->correlations);
        ra_uniforms_free(draws->uniforms);
    }
    *draws = (ra_draws){0};
}

/* One column of uniform numbers, the columns of draws, tails of the correlated streams, and what
 * the copula needs. */
size_t ra_draws_room(const ra_draws *draws)
{
    size_t columns = (size_t)draws->count + 1 + draws->stream_count;

    return columns * RA_BLOCK + ra_copula_room(&draws->correlations->copula);
}

/* Behind the uniform numbers and the columns. */
static size_t tails_start(const ra_draws *draws)
{
    return ((size_t)draws->count + 1) * RA_BLOCK;
}

const double *ra_draws_tails(const ra_draws *draws, const double *room, uint32_t draw)
{
    uint32_t stream = draws->draws[draw].stream;

    return stream != RA_NO_STREAM ? room + tails_start(draws) + (size_t)stream * RA_BLOCK : NULL;
}

void ra_draws_begin(ra_draws_block *own, const ra_draws *draws, uint64_t block, size_t n,
                    double *room)
{
    double *tails = room + tails_start(draws);

    *own = (ra_draws_block){.draws = draws, .room = room, .block = block, .filled = UINT32_MAX};
    ra_copula_fill(&draws->correlations->copula, draws->wanted, draws->uniforms, block, n,
                   tails + (size_t)draws->stream_count * RA_BLOCK, tails);
}

void ra_draws_column(ra_draws_block *own, uint32_t input, size_t n, double *column)
{
    const ra_draws *draws = own->draws;
    uint32_t place = draws->place[input];
    const ra_draw *draw = &draws->draws[place];

    if (draw->stream != RA_NO_STREAM) {
        const double *tails = ra_draws_tails(draws, own->room, place);
        ra_sampler_draw_tails(draw->sampler, tails, column, n);
    } else {
        if (own->filled == UINT32_MAX || draws->draws[own->filled].key != draw->key) {
            ra_uniforms_fill(draws->uniforms, draw->key, own->block, own->room);
            own->filled = place;
        }
        ra_sampler_draw(draw->sampler, own->room, column, n);
    }
    if (draw->factor != 1) {
        ra_kernels_get()->multiply_number(column, column, draw->factor, n);
    }
}

void ra_draws_fill(const ra_draws *draws, uint64_t block, size_t n, double *room,
                   const double **columns)
{
    ra_draws_block own;

    for (uint32_t i = 0; i < draws->input_count; i++) {
        columns[i] = NULL;
    }
    ra_draws_begin(&own, draws, block, n, room);
    for (uint32_t i = 0; i < draws->count; i++) {
        double *column = room + ((size_t)i + 1) * RA_BLOCK;
        ra_draws_column(&own, draws->draws[i].input, n, column);
        columns[draws->draws[i].input] = column;
    }
}
