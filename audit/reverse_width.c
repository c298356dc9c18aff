#include <math.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "audit/response.h"
#include "audit/reverse.h"
#include "audit/root.h"
#include "audit/statement.h"
#include "audit/stream.h"
#include "models/alloc.h"

#define BLOCKS 16
#define TRIALS (BLOCKS * RA_BLOCK)

/* A law with no more than this below zero counts as one of positive numbers. */
#define POSITIVE 1e-6

/* The headline's interval as a function of how far one input is stretched. */
typedef struct {
    ra_response response;
    ra_response_room room;
    double *memory;  /* room of the draws, then one column, then TRIALS headlines */
    double *column, *y;
    uint32_t input;  /* of the model: that is stretched */
    bool logarithmic;
    double p;        /* which quantile of the headline is looked at */
    double edge;     /* what it shall meet */
} stretch;

static double stretched(double x, double point, double s, bool logarithmic)
{
    return logarithmic ? point * pow(x / point, s) : point + s * (x - point);
}

/* The quantile of the headline at stretch s, less the edge. The trials are the same for every s, so
 * that it is continuous. */
static double miss(double s, void *context)
{
    stretch *w = context;
    double point = w->response.point[w->input];

    for (uint64_t block = 0; block < BLOCKS; block++) {
        ra_draws_fill(&w->response.draws, block, RA_BLOCK, w->memory, w->room.columns);
        const double *drawn = w->room.columns[w->input];
        for (size_t i = 0; i < RA_BLOCK; i++) {
            w->column[i] = stretched(drawn[i], point, s, w->logarithmic);
        }
        w->room.columns[w->input] = w->column;
        ra_response_eval(&w->response, RA_BLOCK, &w->room, w->y + block * RA_BLOCK);
    }
    for (size_t i = 0; i < TRIALS; i++) {
        if (isnan(w->y[i])) {
            return NAN;
        }
    }
    gsl_sort(w->y, 1, TRIALS);
    return gsl_stats_quantile_from_sorted_data(w->y, 1, TRIALS, w->p) - w->edge;
}

static ra_status open_stretch(stretch *w, const ra_builder *builder, uint32_t quantity)
{
    ra_status status = ra_response_open(&w->response, builder->claim, &builder->draws);

    if (status == RA_OK) {
        status = ra_response_room_open(&w->room, &w->response);
    }
    if (status != RA_OK) {
        return status;
    }
    size_t draws = ra_draws_room(&w->response.draws);
    w->memory = ra_calloc(draws + RA_BLOCK + TRIALS, sizeof(double));
    if (w->memory == NULL) {
        return RA_NOMEM;
    }
    w->column = w->memory + draws;
    w->y = w->column + RA_BLOCK;
    w->input = UINT32_MAX;
    for (uint32_t i = 0; i < w->response.model.input_count; i++) {
        if (w->response.model.inputs[i].quantity == quantity &&
            w->response.cause[i] != RA_NO_CAUSE) {
            w->input = i;
        }
    }
    return RA_OK;
}

static void close_stretch(stretch *w)
{
    ra_free(w->memory);
    ra_response_room_free(&w->room);
    ra_response_free(&w->response);
}

/* Returned in *best: the stretch nearest to 1 at which a quantile meets an edge. */
static ra_status meet(stretch *w, double p, double edge, double *best)
{
    double s;

    w->p = p;
    w->edge = edge;
    ra_status status = ra_root_find(&s, miss, w, 1);
    if (!isnan(s) && (isnan(*best) || fabs(log(s)) < fabs(log(*best)))) {
        *best = s;
    }
    return status;
}

/* An interval or a bound that holds stops to hold in full where an end of the audited interval leaves
 * it. */
static ra_status find_exit(stretch *w, const ra_statement *stated, double tail, double *s)
{
    ra_status status = RA_OK;

    if (isfinite(stated->low)) {
        status = meet(w, tail, stated->low, s);
    }
    if (status == RA_OK && isfinite(stated->high)) {
        status = meet(w, 1 - tail, stated->high, s);
    }
    return status;
}

/* The upper end of the interval meets the published figure from below, the lower from above. */
static ra_status find_stretch(stretch *w, const ra_result *result, double *s)
{
    double tail = (1 - result->level) / 2;
    ra_statement stated = ra_statement_of(result->claim, result->recomputed, result->audited.point);
    bool stands = result->verdict == RA_STANDS && !stated.set;
    ra_status status = RA_OK;

    if (stated.set && result->verdict == RA_STANDS) {
        return find_exit(w, &stated, tail, s);
    }
    if (stated.low > result->audited.high || stands) {
        status = meet(w, 1 - tail, stated.low, s);
    }
    if (status == RA_OK && (stated.high < result->audited.low || stands)) {
        status = meet(w, tail, stated.high, s);
    }
    return status;
}

ra_status ra_reverse_width(ra_builder *builder, uint32_t row, ra_reverse *out)
{
    const ra_result *result = builder->result;
    stretch w = {0};
    double s = NAN, tail = (1 - result->level) / 2;
    ra_status status = open_stretch(&w, builder, result->inputs[row].quantity);

    if (status != RA_OK || w.input == UINT32_MAX) {
        goto done;
    }
    const ra_figure *figure = w.response.model.inputs[w.input].figure;
    w.logarithmic = figure->value > 0 && ra_dist_quantile(figure->dist, POSITIVE, false) > 0;
    status = find_stretch(&w, result, &s);
    out->input = row;
    out->low = ra_dist_quantile(figure->dist, tail, false);
    out->high = ra_dist_quantile(figure->dist, tail, true);
    out->need_low = stretched(out->low, figure->value, s, w.logarithmic);
    out->need_high = stretched(out->high, figure->value, s, w.logarithmic);
done:
    close_stretch(&w);
    return status;
}
