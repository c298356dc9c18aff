/* The draws of the page: for every uncertain figure the key of its stream, its factor and its law,
 * as a formula over the uniform number or as a table; and the correlations of streams. */
#include <inttypes.h>
#include <string.h>

#include "audit/correlation_streams.h"
#include "audit/draws.h"
#include "audit/layout.h"
#include "audit/stream.h"
#include "models/alloc.h"
#include "reports/report_html.h"

#define BLOCKS (RA_HTML_TRIALS / RA_BLOCK)

/* Everything that a law is read from. */
typedef struct {
    ra_layout layout;
    ra_draws draws;
    double *room;
} source;

static void close_source(source *from)
{
    ra_free(from->room);
    ra_draws_free(&from->draws);
    ra_layout_free(&from->layout);
}

/* The page draws random numbers, also where the run had scrambled points. */
static ra_status open_source(source *from, const ra_result *result, ra_diag *diag)
{
    ra_status status = ra_layout_open(&from->layout, result->claim);

    if (status == RA_OK)
        status = ra_draws_open(&from->draws, &from->layout.model, result->seed, RA_SAMPLING_RANDOM,
                               1, diag);
    if (status != RA_OK)
        return status;
    from->room = ra_alloc(ra_draws_room(&from->draws) * sizeof *from->room);
    return from->room != NULL ? RA_OK : RA_NOMEM;
}

static void add_key(ra_text *out, uint64_t key)
{
    ra_text_format(out, "[%" PRIu32 ",%" PRIu32 "]", (uint32_t)key, (uint32_t)(key >> 32));
}

/* Makes the tails and values of one draw in all trials of the page. The values are those of the
 * law, in its own unit. */
static void replay(source *from, uint32_t index, double *tails, double *values)
{
    const ra_draw *draw = &from->draws.draws[index];

    for (uint64_t block = 0; block < BLOCKS; block++) {
        double *t = tails + block * RA_BLOCK, *x = values + block * RA_BLOCK;
        ra_draws_block open;
        ra_draws_begin(&open, &from->draws, block, RA_BLOCK, from->room);
        const double *own = ra_draws_tails(&from->draws, from->room, index);
        if (own != NULL) {
            memcpy(t, own, RA_BLOCK * sizeof *t);
        } else {
            ra_uniforms_fill(from->draws.uniforms, draw->key, block, t);
            ra_sampler_tails(t, t, RA_BLOCK);
        }
        ra_sampler_draw_tails(draw->sampler, t, x, RA_BLOCK);
    }
}

static ra_status add_table(ra_text *out, source *from, uint32_t index)
{
    double *tails = ra_calloc(RA_HTML_TRIALS, sizeof *tails);
    double *values = ra_calloc(RA_HTML_TRIALS, sizeof *values);
    double *table = NULL;
    size_t count = 0;

    if (tails != NULL && values != NULL) {
        replay(from, index, tails, values);
        table = ra_html_law(from->draws.draws[index].figure->dist, tails, values, RA_HTML_TRIALS,
                            &count);
    }
    if (table != NULL) {
        ra_text_append(out, "table:\"");
        ra_html_base64(out, table, count * sizeof *table);
        ra_text_append(out, "\"");
    }
    ra_free(table);
    ra_free(values);
    ra_free(tails);
    return table != NULL ? RA_OK : RA_NOMEM;
}

static ra_status add_draw(ra_text *out, source *from, uint32_t index)
{
    const ra_draw *draw = &from->draws.draws[index];
    ra_text law = {0};
    ra_status status = RA_OK;

    ra_text_append(out, "{key:");
    add_key(out, draw->key);
    ra_text_append(out, ",factor:");
    ra_text_number(out, draw->factor);
    ra_text_format(out, draw->stream != RA_NO_STREAM ? ",stream:%" PRIu32 "," : ",stream:-1,",
                   draw->stream);
    if (ra_dist_emit(draw->figure->dist, RA_DIALECT_JAVASCRIPT, "u", &law) && !law.failed)
        ra_text_format(out, "law:(u,qnorm)=>%s", law.data);
    else if (law.failed)
        status = RA_NOMEM;
    else
        status = add_table(out, from, index);
    ra_text_append(out, "},\n");
    ra_text_free(&law);
    return status;
}

/* Whether a claim correlates a figure that is drawn from a stream. */
static bool draws_from(const ra_claim *claim, uint32_t q, uint64_t key)
{
    const ra_figure *figure = &claim->quantities[q].figure[RA_AUDITED];

    if (figure->dist == NULL || ra_dist_is_point(figure->dist) ||
        ra_stream_key(figure->draw) != key)
        return false;
    for (uint32_t i = 0; i < claim->correlation_count; i++)
        if (claim->correlations[i].between[0] == q || claim->correlations[i].between[1] == q)
            return true;
    return false;
}

/* The correlated streams with the figures that are drawn from them, and the correlations of their
 * normal scores. */
static void add_streams(ra_text *out, const ra_claim *claim, const ra_correlations *correlations)
{
    ra_text_append(out, "streams:[\n");
    for (uint32_t k = 0; k < correlations->count; k++) {
        ra_text_append(out, "{key:");
        add_key(out, correlations->keys[k]);
        ra_text_append(out, ",figures:[");
        for (uint32_t q = 0; q < claim->quantity_count; q++)
            if (draws_from(claim, q, correlations->keys[k]))
                ra_text_format(out, "%" PRIu32 ",", q);
        ra_text_append(out, "]},\n");
    }
    ra_text_append(out, "],\ncorrelations:[\n");
    for (uint32_t i = 0; i < correlations->count; i++) {
        ra_text_append(out, "[");
        for (uint32_t k = 0; k < correlations->count; k++) {
            ra_text_number(out, correlations->matrix[(size_t)i * correlations->count + k]);
            ra_text_append(out, ",");
        }
        ra_text_append(out, "],\n");
    }
    ra_text_append(out, "],\n");
}

ra_status ra_html_draws(ra_text *out, const ra_result *result, uint32_t *draw_of, ra_diag *diag)
{
    source from = {.room = NULL};
    ra_status status = open_source(&from, result, diag);

    ra_text_append(out, "draws:[\n");
    for (uint32_t i = 0; status == RA_OK && i < from.draws.count; i++) {
        draw_of[from.layout.model.inputs[from.draws.draws[i].input].quantity] = i;
        status = add_draw(out, &from, i);
    }
    ra_text_append(out, "],\n");
    if (status == RA_OK)
        add_streams(out, result->claim, from.draws.correlations);
    close_source(&from);
    return status;
}
