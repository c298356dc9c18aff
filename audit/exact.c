#include "audit/exact.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "audit/histogram.h"
#include "audit/order.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Histograms of all threads together; more threads than fit wait. */
#define MOST_HISTOGRAMS 256

/* Trials that are evaluated together, where causes are independent. */
#define PIECE 256

/* Probability beyond a point value, at least. */
#define RAREST 1e-9

typedef struct {
    const ra_response *response;
    uint64_t trials;
    const double *target; /* by cause: normal score of its point value */
    const double *fixed;  /* a column of its point value for every draw */
} job;

/* One thread: a contiguous range of blocks. */
typedef struct {
    uint64_t first, end;
    ra_response_room room;
    const double **drawn; /* columns with nothing exact, by input */
    double *draws;
    double *y;
    double *scores; /* normal scores of the correlated causes, a column for every cause */
    double *given;  /* values of the draws that are correlated with an exact cause */
    ra_histogram **histograms; /* of every cause; last of them, with nothing exact */
    ra_status status;
} worker;

static void close_worker(worker *own, uint32_t causes)
{
    for (uint32_t k = 0; own->histograms != NULL && k <= causes; k++) {
        ra_histogram_free(own->histograms[k]);
    }
    ra_free(own->histograms);
    ra_free(own->drawn);
    ra_free(own->draws);
    ra_free(own->y);
    ra_free(own->scores);
    ra_free(own->given);
    ra_response_room_free(&own->room);
}

static ra_status open_worker(worker *own, const job *shared)
{
    const ra_response *response = shared->response;

    own->histograms = ra_calloc((size_t)response->cause_count + 1, sizeof(ra_histogram *));
    own->drawn = ra_calloc(response->model.input_count, sizeof *own->drawn);
    own->draws = ra_alloc(ra_draws_room(&response->draws) * sizeof *own->draws);
    own->y = ra_alloc(RA_BLOCK * sizeof *own->y);
    if (own->histograms == NULL || own->drawn == NULL || own->draws == NULL || own->y == NULL) {
        return RA_NOMEM;
    }
    if (response->scores != NULL) {
        own->scores = ra_alloc((size_t)response->cause_count * RA_BLOCK * sizeof *own->scores);
        own->given = ra_alloc((size_t)response->draws.count * RA_BLOCK * sizeof *own->given);
        if (own->scores == NULL || own->given == NULL) {
            return RA_NOMEM;
        }
    }
    return ra_response_room_open(&own->room, response);
}

/* The score behind a tail: t from 0 to 1/2 is Phi(z), t from -1/2 to 0 is Phi(z) - 1. */
static void fill_scores(worker *own, const job *shared, size_t n)
{
    const ra_response *response = shared->response;

    for (uint32_t c = 0; c < response->cause_count; c++) {
        const double *t = ra_draws_tails(&response->draws, own->draws, response->first[c]);
        double *z = own->scores + (size_t)c * RA_BLOCK;
        for (size_t i = 0; t != NULL && i < n; i++) {
            z[i] = t[i] < 0 ? gsl_cdf_ugaussian_Qinv(-t[i]) : gsl_cdf_ugaussian_Pinv(t[i]);
        }
    }
}

static size_t fill(worker *own, const job *shared, uint64_t block)
{
    uint64_t left = shared->trials - block * RA_BLOCK;
    size_t n = left < RA_BLOCK ? (size_t)left : RA_BLOCK;

    ra_draws_fill(&shared->response->draws, block, n, own->draws, own->drawn);
    if (shared->response->scores != NULL) {
        fill_scores(own, shared, n);
    }
    return n;
}

/* Draws what is correlated with the exact cause k, given that it is exact. */
static void draw_given(worker *own, const job *shared, uint32_t k, size_t n)
{
    const ra_response *response = shared->response;
    const double *known = own->scores + (size_t)k * RA_BLOCK;

    for (uint32_t j = 0; j < response->cause_count; j++) {
        double r = response->scores[(size_t)k * response->cause_count + j];
        const double *z = own->scores + (size_t)j * RA_BLOCK;
        if (j == k || r == 0) {
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            own->y[i] = ra_response_uniform(z[i] + r * (shared->target[k] - known[i]));
        }
        ra_response_draw(response, j, own->y, n, own->given);
        ra_response_read(response, j, own->given, &own->room);
    }
}

/* Evaluates variant k of the block that has been drawn, from trial `at` on: cause k exact, or none
 * of them. Correlated causes are drawn anew for whole blocks. */
static const double *evaluate(worker *own, const job *shared, uint32_t k, size_t at, size_t n)
{
    const ra_response *response = shared->response;
    bool all = k == response->cause_count;
    uint32_t first = all ? 0 : response->first[k], end = all ? 0 : response->first[k + 1];

    for (uint32_t i = 0; i < response->model.input_count; i++) {
        own->room.columns[i] = own->drawn[i] != NULL ? own->drawn[i] + at : NULL;
    }
    for (uint32_t d = first; d < end; d++) {
        uint32_t input = response->draws.draws[d].input;
        own->room.columns[input] = shared->fixed + (size_t)d * RA_BLOCK;
    }
    if (!all && response->scores != NULL) {
        draw_given(own, shared, k, n);
    }
    return ra_response_column(response, n, &own->room);
}

/* The first block decides the bins of all threads. */
static ra_status open_histograms(worker *workers, int threads, const job *shared)
{
    uint32_t causes = shared->response->cause_count;
    size_t n = fill(&workers[0], shared, 0);

    for (uint32_t k = 0; k <= causes; k++) {
        ra_histogram_scale scale = ra_histogram_choose(evaluate(&workers[0], shared, k, 0, n), n);
        for (int t = 0; t < threads; t++) {
            if (ra_histogram_new(&workers[t].histograms[k], scale) != RA_OK) {
                return RA_NOMEM;
            }
        }
    }
    return RA_OK;
}

/* Counts all variants of the trials from `at` on. */
static ra_status count_variants(worker *own, const job *shared, size_t at, size_t n)
{
    ra_status status = RA_OK;

    for (uint32_t k = 0; k <= shared->response->cause_count && status == RA_OK; k++) {
        status = ra_histogram_add(own->histograms[k], evaluate(own, shared, k, at, n), n);
    }
    return status;
}

/* Independent causes are taken a few trials at a time, whose columns stay in the first-level cache
 * while one variant after the other is evaluated. */
static void work(worker *own, const job *shared)
{
    size_t most = shared->response->scores == NULL ? PIECE : RA_BLOCK;

    for (uint64_t block = own->first; block < own->end; block++) {
        size_t n = fill(own, shared, block);
        for (size_t at = 0; at < n && own->status == RA_OK; at += most) {
            own->status = count_variants(own, shared, at, n - at < most ? n - at : most);
        }
    }
}

static ra_status merge(worker *workers, int threads, uint32_t causes)
{
    ra_status status = RA_OK;

    for (int t = 0; t < threads && status == RA_OK; t++) {
        status = workers[t].status;
    }
    for (int t = 1; t < threads; t++) {
        for (uint32_t k = 0; k <= causes && status == RA_OK; k++) {
            status = ra_histogram_merge(workers[0].histograms[k], workers[t].histograms[k]);
        }
    }
    return status;
}

static void set_results(const worker *whole, uint32_t causes, ra_exact *exact)
{
    static const double ends[] = {0.05, 0.95};

    for (uint32_t k = 0; k <= causes; k++) {
        ra_quantile read[2];
        ra_order_read(whole->histograms[k], ends, 2, read);
        exact[k] = (ra_exact){read[0].value, read[1].value, read[0].bounds, read[1].bounds, NAN};
    }
    double width = exact[causes].p95 - exact[causes].p5;
    for (uint32_t k = 0; k <= causes; k++) {
        double left = (exact[k].p95 - exact[k].p5) / width;
        exact[k].removed = width > 0 && isfinite(width) ? 1 - left : (double)NAN;
    }
}

static double *fixed_columns(const ra_response *response)
{
    size_t count = response->draws.count;
    double *fixed = ra_calloc(count * RA_BLOCK, sizeof *fixed);

    for (size_t d = 0; fixed != NULL && d < count; d++) {
        double point = response->point[response->draws.draws[d].input];
        for (size_t i = 0; i < RA_BLOCK; i++) {
            fixed[d * RA_BLOCK + i] = point;
        }
    }
    return fixed;
}

/* Normal scores of the point values; one beyond its law counts as a very rare one. */
static double *find_targets(const ra_response *response)
{
    double *target = ra_calloc(response->cause_count, sizeof *target);

    for (uint32_t c = 0; target != NULL && c < response->cause_count; c++) {
        uint32_t input = response->draws.draws[response->first[c]].input;
        const ra_figure *figure = response->model.inputs[input].figure;
        double low = ra_dist_cdf(figure->dist, figure->value, false);
        double high = ra_dist_cdf(figure->dist, figure->value, true);
        target[c] = low < high ? gsl_cdf_ugaussian_Pinv(fmax(low, RAREST))
                               : gsl_cdf_ugaussian_Qinv(fmax(high, RAREST));
    }
    return target;
}

static int thread_count(int threads, uint32_t causes, uint64_t blocks)
{
    int most = MOST_HISTOGRAMS / ((int)causes + 1);

    threads = threads < most ? threads : most;
    threads = (uint64_t)threads < blocks ? threads : (int)blocks;
    return threads > 1 ? threads : 1;
}

ra_status ra_exact_eval(const ra_response *response, uint64_t trials, int threads, ra_exact *exact)
{
    uint64_t blocks = (trials + RA_BLOCK - 1) / RA_BLOCK;
    uint32_t causes = response->cause_count;
    double *fixed = fixed_columns(response);
    double *target = find_targets(response);
    job shared = {.response = response, .trials = trials, .target = target, .fixed = fixed};
    threads = thread_count(threads, causes, blocks);
    worker *workers = ra_calloc((size_t)threads, sizeof *workers);
    bool complete = fixed != NULL && target != NULL && workers != NULL;
    ra_status status = complete ? RA_OK : RA_NOMEM;

    for (int t = 0; t < threads && status == RA_OK; t++) {
        workers[t].first = blocks * (uint64_t)t / (uint64_t)threads;
        workers[t].end = blocks * ((uint64_t)t + 1) / (uint64_t)threads;
        status = open_worker(&workers[t], &shared);
    }
    if (status == RA_OK) {
        status = open_histograms(workers, threads, &shared);
    }
    if (status != RA_OK) {
        goto done;
    }
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int t = 0; t < threads; t++) {
        work(&workers[t], &shared);
    }
    status = merge(workers, threads, causes);
    if (status == RA_OK) {
        set_results(&workers[0], causes, exact);
    }
done:
    for (int t = 0; workers != NULL && t < threads; t++) {
        close_worker(&workers[t], causes);
    }
    ra_free(workers);
    ra_free(target);
    ra_free(fixed);
    return status;
}
