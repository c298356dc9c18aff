/* What every uncertain input means for the headline, and what to measure first. */
#include <math.h>
#include <stdlib.h>

#include "audit/builder.h"
#include "audit/exact.h"
#include "audit/shapley_effects.h"
#include "audit/sobol.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "audit/tornado.h"
#include "models/alloc.h"

#define MOST_POINTS  16384u /* of a replicate */
#define LEAST_POINTS 128u
#define MOST_TRIALS  262144u /* behind `if_exact` */
#define MOST_CAUSES  256u    /* beyond, only the tornado */
#define MOST_WORK    0x1p31  /* instructions times trials */

/* Numbers by cause. */
typedef struct {
    double *memory;
    double *first, *first_se, *total, *total_se, *shapley, *shapley_se, *low, *high;
    ra_exact *exact; /* one more than causes */
} tables;

static ra_status open_tables(tables *by, uint32_t causes)
{
    by->memory = ra_calloc(8 * (size_t)causes, sizeof *by->memory);
    by->exact = ra_calloc((size_t)causes + 1, sizeof *by->exact);
    if (by->memory == NULL || by->exact == NULL) {
        return RA_NOMEM;
    }
    double **columns[] = {&by->first,   &by->first_se,   &by->total, &by->total_se,
                          &by->shapley, &by->shapley_se, &by->low,   &by->high};
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        *columns[k] = by->memory + k * causes;
    }
    for (size_t i = 0; i < 8 * (size_t)causes; i++) {
        by->memory[i] = NAN;
    }
    for (uint32_t c = 0; c <= causes; c++) {
        by->exact[c] = (ra_exact){.p5 = NAN, .p95 = NAN, .removed = NAN};
    }
    return RA_OK;
}

static void close_tables(tables *by)
{
    ra_free(by->memory);
    ra_free(by->exact);
}

/* As many points of each replicate as a share of the run's trials allows, a power of two. */
static uint32_t choose_points(const ra_response *response, uint64_t trials)
{
    double each = RA_REPLICATES * (2.0 * response->cause_count + 3) *
                  (ra_program_instructions(response->model.program) + response->draws.count);
    uint32_t points = MOST_POINTS;

    while (points > LEAST_POINTS &&
           (points > trials / RA_REPLICATES || points * each > MOST_WORK)) {
        points /= 2;
    }
    return points;
}

static uint64_t choose_trials(const ra_response *response, uint64_t trials)
{
    double each =
        (response->cause_count + 1.0) * (ra_program_instructions(response->model.program) + 1);
    uint64_t most = MOST_TRIALS;

    while (most > RA_BLOCK && (double)most * each > MOST_WORK) {
        most /= 2;
    }
    return trials < most ? trials : most;
}

static ra_status eval_shares(const ra_study *study, tables *by)
{
    ra_status status = RA_OK;

    if (study->response->scores == NULL) {
        status = ra_sobol_eval(study, by->first, by->first_se, by->total, by->total_se);
    }
    return status == RA_OK ? ra_shapley_effects_eval(study, by->shapley, by->shapley_se) : status;
}

static ra_status eval_indices(const ra_builder *builder, const ra_response *response, int threads,
                              tables *by)
{
    ra_sensitivity_result *out = &builder->result->sensitivity;
    const ra_summary *audited = &builder->result->audited;
    ra_study study = {.response = response,
                      .seed = builder->plan->seed,
                      .points = choose_points(response, builder->plan->trials),
                      .centre = audited->mean,
                      .scale = audited->sd,
                      .threads = threads};

    /* Where the headline has no variance, it has no parts of it. */
    if (!isfinite(study.centre) || !isfinite(study.scale) || !(study.scale > 0)) {
        return RA_OK;
    }
    out->points = study.points;
    out->replicates = RA_REPLICATES;
    out->quasi = ra_points_quasi(2 * response->cause_count);
    return eval_shares(&study, by);
}

static ra_status eval_tables(const ra_builder *builder, ra_response *response, tables *by)
{
    ra_sensitivity_result *out = &builder->result->sensitivity;
    int threads = ra_threads(builder->plan->threads, RA_MOST_THREADS);
    ra_status status = ra_tornado_eval(response, by->low, by->high);

    out->method = RA_SENSITIVITY_TORNADO;
    if (status != RA_OK || response->cause_count > MOST_CAUSES) {
        return status;
    }
    status = ra_response_correlate(response);
    if (status != RA_OK) {
        return status;
    }
    out->method = response->scores != NULL ? RA_SENSITIVITY_SHAPLEY : RA_SENSITIVITY_SOBOL;
    out->trials = choose_trials(response, builder->plan->trials);
    status = ra_exact_eval(response, out->trials, threads, by->exact);
    return status == RA_OK ? eval_indices(builder, response, threads, by) : status;
}

/* An input that the headline does not need changes nothing. */
static void set_idle(const ra_builder *builder, const ra_exact *none, ra_sensitivity *row)
{
    const ra_sensitivity_result *out = &builder->result->sensitivity;
    double point = builder->result->audited.point, share = out->points > 0 ? 0 : (double)NAN;

    row->shapley = row->shapley_se = share;
    row->first = row->first_se = out->method == RA_SENSITIVITY_SOBOL ? share : (double)NAN;
    row->total = row->total_se = row->first;
    row->width_removed = none->removed;
    row->tornado_low = row->tornado_high = point;
    row->if_exact_p5 = none->p5;
    row->if_exact_p95 = none->p95;
    row->low_bounds = none->low;
    row->high_bounds = none->high;
}

static void set_row(const tables *by, uint32_t cause, ra_sensitivity *row)
{
    row->first = by->first[cause];
    row->first_se = by->first_se[cause];
    row->total = by->total[cause];
    row->total_se = by->total_se[cause];
    row->shapley = by->shapley[cause];
    row->shapley_se = by->shapley_se[cause];
    row->tornado_low = by->low[cause];
    row->tornado_high = by->high[cause];
    row->if_exact_p5 = by->exact[cause].p5;
    row->if_exact_p95 = by->exact[cause].p95;
    row->low_bounds = by->exact[cause].low;
    row->high_bounds = by->exact[cause].high;
    row->width_removed = by->exact[cause].removed;
}

/* Largest width removed first; what has none comes last; equal ones in the order of the inputs. */
static int by_width(const void *a, const void *b)
{
    const ra_sensitivity *x = a, *y = b;
    double p = isnan(x->width_removed) ? -INFINITY : x->width_removed;
    double q = isnan(y->width_removed) ? -INFINITY : y->width_removed;

    if (p != q) {
        return p > q ? -1 : 1;
    }
    return (x->input > y->input) - (x->input < y->input);
}

/* The result lists what any of its numbers needs, in the order of the model. */
static ra_status set_rows(ra_builder *builder, const ra_response *response, const tables *by)
{
    ra_result *result = builder->result;
    const ra_model *model = &builder->layout.model;
    ra_sensitivity *rows = ra_arena_alloc(builder->arena, result->input_count, sizeof *rows);
    uint32_t count = 0;

    if (rows == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < model->input_count; i++) {
        if (!ra_program_needs(model->program, i)) {
            continue;
        }
        ra_sensitivity *row = &rows[count];
        row->input = count++;
        if (response->cause[i] == RA_NO_CAUSE) {
            set_idle(builder, &by->exact[response->cause_count], row);
        } else {
            set_row(by, response->cause[i], row);
        }
    }
    qsort(rows, count, sizeof *rows, by_width);
    result->sensitivity.rows = rows;
    result->sensitivity.count = count;
    result->sensitivity.causes = response->cause_count;
    result->sensitivity.p5 = by->exact[response->cause_count].p5;
    result->sensitivity.p95 = by->exact[response->cause_count].p95;
    result->sensitivity.low_bounds = by->exact[response->cause_count].low;
    result->sensitivity.high_bounds = by->exact[response->cause_count].high;
    return RA_OK;
}

ra_status ra_sensitivity_eval(ra_builder *builder)
{
    ra_response response = {0};
    tables by = {0};
    ra_status status = RA_OK;

    builder->result->sensitivity.p5 = builder->result->sensitivity.p95 = NAN;
    if (builder->result->input_count == 0) {
        return RA_OK;
    }
    status = ra_response_open(&response, builder->claim, &builder->draws);
    if (status == RA_OK && response.cause_count > 0) {
        status = open_tables(&by, response.cause_count);
        if (status == RA_OK) {
            status = eval_tables(builder, &response, &by);
        }
        if (status == RA_OK) {
            status = set_rows(builder, &response, &by);
        }
    }
    close_tables(&by);
    ra_response_free(&response);
    return status;
}
