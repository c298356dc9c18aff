#include "audit/adaptive.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "audit/names.h"
#include "audit/order.h"
#include "audit/response.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "audit/tolerance.h"
#include "models/alloc.h"
#include "models/number.h"

RA_LOOKUP(const char *, ra_stop_name, ra_stop, RA_STOP_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_stop_text, ra_stop, RA_STOP_LIST, RA_TEXT_OF)

#define LEAST_BATCH 10000
#define MARGIN      1.05

/* What is wanted with digits. */
enum { MEAN, SD, MEDIAN, LOW, HIGH, WANTED };

static const char *const names[WANTED] = {
    [MEAN] = "the mean",
    [SD] = "the standard deviation",
    [MEDIAN] = "the median",
    [LOW] = "the low end of the interval",
    [HIGH] = "the high end of the interval",
};

uint64_t ra_adaptive_batch(double level)
{
    /* 1 - 0.9 is a little below 0.1: what is nearly a whole number is one. */
    double least = 100 / (1 - level), whole = rint(least);
    double batch = fabs(least - whole) < 1e-6 ? whole : ceil(least);

    return batch > LEAST_BATCH ? (uint64_t)batch : LEAST_BATCH;
}

double ra_adaptive_need(double deviation, double tolerance)
{
    double t = gsl_cdf_tdist_Pinv(0.975, RA_ADAPTIVE_BATCHES - 1);

    return fmax(RA_ADAPTIVE_BATCHES, ceil(pow(t * deviation / tolerance, 2)));
}

/* The first stage. */
typedef struct {
    const ra_builder *builder;
    const ra_response *response;
    uint64_t blocks; /* of a batch */
    double found[RA_ADAPTIVE_BATCHES][WANTED];
    double half[RA_ADAPTIVE_BATCHES]
               [WANTED]; /* half their 95 % intervals, as their batch has them */
    ra_status status[RA_ADAPTIVE_BATCHES];
} stage;

/* What one thread needs for a batch. */
typedef struct {
    ra_response_room room;
    double *draws, *y;
    ra_histogram *histogram;
    ra_moments_tree tree;
} batch_room;

static void close_room(batch_room *own)
{
    ra_response_room_free(&own->room);
    ra_free(own->draws);
    ra_free(own->y);
    ra_histogram_free(own->histogram);
}

static ra_status open_room(batch_room *own, const ra_response *response)
{
    own->draws = ra_alloc(ra_draws_room(&response->draws) * sizeof *own->draws);
    own->y = ra_alloc(RA_BLOCK * sizeof *own->y);
    return own->draws != NULL && own->y != NULL ? ra_response_room_open(&own->room, response)
                                                : RA_NOMEM;
}

static ra_status count_block(batch_room *own, const ra_response *response, uint64_t block)
{
    ra_draws_fill(&response->draws, block, RA_BLOCK, own->draws, own->room.columns);
    ra_response_eval(response, RA_BLOCK, &own->room, own->y);
    if (own->histogram == NULL &&
        ra_histogram_new(&own->histogram, ra_histogram_choose(own->y, RA_BLOCK)) != RA_OK) {
        return RA_NOMEM;
    }
    double centre = isfinite(own->y[0]) ? own->y[0] : 0;
    ra_moments_push(&own->tree, block, ra_moments_block(own->y, RA_BLOCK, centre));
    return ra_histogram_add(own->histogram, own->y, RA_BLOCK);
}

/* Reads what was wanted; moments of numbers of which some are infinite do not exist. */
static void read_batch(const batch_room *own, double level, double *found, double *half)
{
    ra_moments moments = ra_moments_total(&own->tree);
    const double p[] = {0.5, (1 - level) / 2, (1 + level) / 2};
    ra_quantile read[3];
    double count = (double)ra_histogram_count(own->histogram);

    ra_order_read(own->histogram, p, 3, read);
    bool whole = moments.count == count && count > 1;
    found[MEAN] = whole ? moments.mean : (double)NAN;
    found[SD] = whole ? sqrt(moments.m2 / (count - 1)) : (double)NAN;
    half[MEAN] = RA_NORMAL_95 * found[SD] / sqrt(count);
    half[SD] = RA_NORMAL_95 * ra_moments_sd_error(moments, found[SD]);
    for (int k = MEDIAN; k <= HIGH; k++) {
        found[k] = read[k - MEDIAN].value;
        half[k] = ra_bounds_half(read[k - MEDIAN].bounds, found[k]);
    }
}

static ra_status run_batch(stage *first, uint32_t batch)
{
    batch_room own = {0};
    ra_status status = open_room(&own, first->response);

    for (uint64_t b = 0; b < first->blocks && status == RA_OK; b++) {
        status = count_block(&own, first->response, batch * first->blocks + b);
    }
    if (status == RA_OK) {
        read_batch(&own, first->builder->plan->level, first->found[batch], first->half[batch]);
    }
    close_room(&own);
    return status;
}

static ra_status run_stage(stage *first)
{
    int threads = ra_threads(first->builder->plan->threads, RA_ADAPTIVE_BATCHES);
    ra_status status = RA_OK;

#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (uint32_t b = 0; b < RA_ADAPTIVE_BATCHES; b++) {
        first->status[b] = run_batch(first, b);
    }
    for (uint32_t b = 0; b < RA_ADAPTIVE_BATCHES; b++) {
        status = status == RA_OK ? first->status[b] : status;
    }
    return status;
}

/* Mean and standard deviation of a number over the batches. */
static double mean_of(const stage *first, int wanted, double *deviation)
{
    double sum = 0, square = 0;

    for (uint32_t b = 0; b < RA_ADAPTIVE_BATCHES; b++) {
        sum += first->found[b][wanted];
    }
    double mean = sum / RA_ADAPTIVE_BATCHES;
    for (uint32_t b = 0; b < RA_ADAPTIVE_BATCHES; b++) {
        square += pow(first->found[b][wanted] - mean, 2);
    }
    *deviation = sqrt(square / (RA_ADAPTIVE_BATCHES - 1));
    return mean;
}

/* The standard uncertainty of the first stage; where it has none, that of a normal law with the
 * same interval. */
static double uncertainty(const stage *first, bool moments)
{
    double level = first->builder->plan->level, deviation;

    if (moments) {
        return mean_of(first, SD, &deviation);
    }
    double low = mean_of(first, LOW, &deviation), high = mean_of(first, HIGH, &deviation);
    return (high - low) / 2 / gsl_cdf_ugaussian_Pinv((1 + level) / 2);
}

/* Batches by the bounds that a number has in a batch, which shrink with the root of the trials:
 * less by chance than S. They are not certain either, so that there is a margin. */
static double need_by_bounds(const stage *first, int wanted, double tolerance)
{
    double sum = 0;

    for (uint32_t b = 0; b < RA_ADAPTIVE_BATCHES; b++) {
        sum += first->half[b][wanted];
    }
    return sum > 0 ? ceil(MARGIN * pow(sum / RA_ADAPTIVE_BATCHES / tolerance, 2)) : 0;
}

/* Batches that the most demanding number needs; NAN where there is no tolerance for it to meet. What
 * is the same in all trials needs no more. */
static double batches_needed(const stage *first, ra_adaptive *out)
{
    double deviation, most = NAN;
    const ra_builder *builder = first->builder;
    uint32_t node = ra_existence_node(builder->layout.model.program, builder->layout.audited);
    bool moments = !isnan(mean_of(first, SD, &deviation)) &&
                   ra_existence_moment(&builder->existence[node], 2) != RA_EXISTS_NOT;

    out->moments = moments;
    out->u = uncertainty(first, moments);
    out->tolerance = ra_tolerance(out->u, out->digits, NULL, NULL);
    if (isnan(out->tolerance)) {
        return out->u == 0 ? RA_ADAPTIVE_BATCHES : NAN;
    }
    for (int k = moments ? MEAN : MEDIAN; k < WANTED; k++) {
        mean_of(first, k, &deviation);
        double need =
            fmax(deviation == 0 ? RA_ADAPTIVE_BATCHES : ra_adaptive_need(deviation, out->tolerance),
                 need_by_bounds(first, k, out->tolerance));
        if (isnan(most) || need > most) {
            most = need;
            out->by = names[k];
        }
    }
    return most;
}

/* Sets the number of trials, and why. */
static void decide(ra_builder *builder, double batches, uint64_t batch, uint64_t most)
{
    ra_adaptive *out = &builder->result->adaptive;

    out->needed = batches * (double)batch;
    out->stop = RA_STOP_DIGITS;
    builder->plan_now.trials = batch * RA_ADAPTIVE_BATCHES;
    if (isnan(batches)) {
        out->stop = isnan(out->u) ? RA_STOP_VALUELESS : RA_STOP_UNBOUNDED;
    } else if (out->needed > (double)most) {
        out->stop = RA_STOP_LIMIT;
        builder->plan_now.trials = most;
    } else {
        builder->plan_now.trials = (uint64_t)out->needed;
    }
}

static ra_status find_trials(ra_builder *builder, const ra_response *response)
{
    ra_adaptive *out = &builder->result->adaptive;
    uint64_t most = builder->plan->trials;
    stage *first = ra_calloc(1, sizeof *first);

    if (first == NULL) {
        return RA_NOMEM;
    }
    first->builder = builder;
    first->response = response;
    first->blocks = (ra_adaptive_batch(builder->plan->level) + RA_BLOCK - 1) / RA_BLOCK;
    out->batch = first->blocks * RA_BLOCK;
    ra_status status = RA_OK;
    if (most < out->batch * RA_ADAPTIVE_BATCHES) {
        out->stop = RA_STOP_LIMIT;
    } else {
        status = run_stage(first);
        if (status == RA_OK) {
            decide(builder, batches_needed(first, out), out->batch, most);
        }
    }
    ra_free(first);
    return status;
}

ra_status ra_adaptive_plan(ra_builder *builder)
{
    ra_adaptive *out = &builder->result->adaptive;
    ra_response response = {0};

    *out = (ra_adaptive){.digits = builder->plan->digits,
                         .most = builder->plan->trials,
                         .stop = RA_STOP_GIVEN,
                         .u = NAN,
                         .tolerance = NAN,
                         .needed = NAN};
    if (out->digits == 0) {
        return RA_OK;
    }
    builder->plan_now = *builder->plan;
    ra_status status = ra_response_open(&response, builder->claim, &builder->draws);
    if (status == RA_OK && response.cause_count == 0) {
        out->stop = RA_STOP_CERTAIN;
        builder->plan_now.trials = 1;
    } else if (status == RA_OK) {
        status = find_trials(builder, &response);
    }
    ra_response_free(&response);
    builder->plan = &builder->plan_now;
    builder->result->trials = builder->result->asked = builder->plan->trials;
    return status;
}

/* The largest half-width among what was wanted, as the run knows it. */
static double half_width(const ra_summary *summary, bool moments)
{
    double half = fmax(ra_bounds_half(summary->bounds[RA_QLOW], summary->low),
                       ra_bounds_half(summary->bounds[RA_QHIGH], summary->high));

    half = fmax(half, ra_bounds_half(summary->bounds[RA_Q50], summary->p50));
    return moments ? fmax(half, RA_NORMAL_95 * fmax(summary->mcse, summary->sd_mcse)) : half;
}

static void add_amount(ra_text *out, const ra_result *result, double value, int digits)
{
    ra_number_trim(out, value, digits);
    if (strcmp(ra_unit_text(result->claim->unit), "1") != 0) {
        ra_text_format(out, " %s", ra_unit_text(result->claim->unit));
    }
}

/* "2 digits of the standard uncertainty 484 lbCO2e: a tolerance of 5 lbCO2e" */
static void add_aim(ra_text *out, const ra_result *result)
{
    const ra_adaptive *adaptive = &result->adaptive;

    ra_text_format(out, "%d significant digit%s of ", adaptive->digits,
                   adaptive->digits == 1 ? "" : "s");
    ra_text_append(out, adaptive->moments
                            ? "the standard uncertainty "
                            : "the standard deviation for which the interval stands, ");
    add_amount(out, result, adaptive->u, adaptive->digits);
    ra_text_append(out, " are a tolerance of ");
    add_amount(out, result, adaptive->tolerance, 1);
}

static void add_outcome(ra_text *out, const ra_result *result)
{
    const ra_adaptive *adaptive = &result->adaptive;

    ra_text_append(out, "; ");
    ra_text_append(out, adaptive->by);
    ra_text_append(out, " needs ");
    ra_number_trim(out, adaptive->needed, adaptive->stop == RA_STOP_LIMIT ? 2 : 15);
    ra_text_append(out, " trials for it");
    if (adaptive->stop == RA_STOP_LIMIT) {
        ra_text_append(out, ", more than the most that was allowed");
    }
    ra_text_append(out, adaptive->reached ? ". All numbers are within it"
                                          : ". The least certain number is within ");
    if (!adaptive->reached) {
        add_amount(out, result, adaptive->half_width, 2);
    }
    ra_text_append(out, " (95 % confidence)");
}

ra_status ra_adaptive_eval(ra_builder *builder)
{
    ra_result *result = builder->result;
    ra_adaptive *out = &result->adaptive;
    ra_text text = {0};

    if (out->stop == RA_STOP_GIVEN) {
        return RA_OK;
    }
    out->half_width = half_width(&result->audited, out->moments && !isnan(result->audited.sd));
    out->reached = out->stop == RA_STOP_DIGITS && !(out->half_width > out->tolerance);
    if (out->by != NULL) {
        add_aim(&text, result);
        add_outcome(&text, result);
    } else {
        ra_text_append(&text, ra_stop_text(out->stop));
    }
    out->text = ra_builder_text(builder, &text);
    ra_text_free(&text);
    return out->text != NULL ? RA_OK : RA_NOMEM;
}
