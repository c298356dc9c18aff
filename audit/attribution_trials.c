/* Intervals of an attribution: contributions and shares of every trial, counted in histograms. */
#include <math.h>

#include "audit/attribution.h"
#include "audit/histogram.h"
#include "audit/kernels.h"
#include "audit/order.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "models/alloc.h"

/* Trials that are evaluated at a time: few enough for the columns of all players to stay in the
 * cache while the sets of corrections go over them, and for few trials to be shared by threads. */
#define PART 256

/* A total that has the other sign in so many trials leaves shares without bounds; fewer cannot move
 * their 5 % and 95 % points by more than themselves. */
#define CROSSING 0.01

/* What all threads share. The columns of a trial: contributions of all players, their shares, the
 * shares of all groups, the total. */
typedef struct {
    const ra_split *split;
    uint32_t players, groups, columns;
    uint64_t trials, parts;
    const ra_histogram_scale *scales;
} job;

typedef struct {
    uint64_t first, end; /* parts */
    ra_seat seat;
    double *column;
    ra_histogram **histogram;
    ra_status status;
} worker;

static double *column_of(const worker *own, uint32_t index)
{
    return own->column + (size_t)index * RA_BLOCK;
}

/* Columns of one part. */
static size_t evaluate(worker *own, const job *shared, uint64_t part)
{
    uint64_t first = part * PART, left = shared->trials - first;
    size_t n = left < PART ? (size_t)left : PART;
    const ra_claim *claim = shared->split->game.claim;
    const ra_kernels *kernels = ra_kernels_get();
    double *total = column_of(own, shared->columns - 1);

    ra_seat_draw(&own->seat, first / RA_BLOCK, first % RA_BLOCK, n);
    ra_split_fill(shared->split, &own->seat, own->column);
    kernels->put_number(total, 0, n);
    for (uint32_t k = 0; k < shared->players; k++) {
        kernels->add(total, total, column_of(own, k), n);
    }
    for (uint32_t g = 0; g < shared->groups; g++) {
        kernels->put_number(column_of(own, 2 * shared->players + g), 0, n);
    }
    for (uint32_t k = 0; k < shared->players; k++) {
        const double *phi = column_of(own, k);
        double *share = column_of(own, shared->players + k);
        int group = claim->quantities[claim->changed[k]].group;
        kernels->divide(share, phi, total, n);
        if (group >= 0) {
            double *sum = column_of(own, 2 * shared->players + (uint32_t)group);
            kernels->add(sum, sum, share, n);
        }
    }
    return n;
}

static void close_worker(worker *own, const job *shared)
{
    for (uint32_t c = 0; own->histogram != NULL && c < shared->columns; c++) {
        ra_histogram_free(own->histogram[c]);
    }
    ra_free(own->histogram);
    ra_free(own->column);
    ra_seat_free(&own->seat);
    *own = (worker){0};
}

static ra_status open_worker(worker *own, const job *shared)
{
    own->column = ra_calloc((size_t)shared->columns * RA_BLOCK, sizeof *own->column);
    own->histogram = ra_calloc(shared->columns, sizeof(ra_histogram *));
    if (own->column == NULL || own->histogram == NULL) {
        return RA_NOMEM;
    }
    return ra_seat_open(&own->seat, &shared->split->game);
}

static ra_status open_histograms(worker *own, const job *shared)
{
    ra_status status = RA_OK;

    for (uint32_t c = 0; c < shared->columns && status == RA_OK; c++) {
        status = ra_histogram_new(&own->histogram[c], shared->scales[c]);
    }
    return status;
}

/* Opens all workers; part 0 decides the scales, so that all threads have the same. */
static ra_status open_workers(worker *workers, int threads, job *shared, ra_histogram_scale *scales)
{
    ra_status status = RA_OK;

    shared->scales = scales;
    for (int i = 0; i < threads && status == RA_OK; i++) {
        worker *own = &workers[i];
        own->first = shared->parts * (uint64_t)i / (uint64_t)threads;
        own->end = shared->parts * ((uint64_t)i + 1) / (uint64_t)threads;
        status = open_worker(own, shared);
        if (status == RA_OK && i == 0) {
            size_t n = evaluate(own, shared, 0);
            for (uint32_t c = 0; c < shared->columns; c++) {
                scales[c] = ra_histogram_choose(column_of(own, c), n);
            }
        }
        if (status == RA_OK) {
            status = open_histograms(own, shared);
        }
    }
    return status;
}

static void work(worker *own, const job *shared)
{
    for (uint64_t part = own->first; part < own->end && own->status == RA_OK; part++) {
        size_t n = evaluate(own, shared, part);
        for (uint32_t c = 0; c < shared->columns && own->status == RA_OK; c++) {
            own->status = ra_histogram_add(own->histogram[c], column_of(own, c), n);
        }
    }
}

/* Collects everything in the first worker. */
static ra_status merge_workers(worker *workers, int threads, const job *shared)
{
    ra_status status = workers[0].status;

    for (int i = 1; i < threads && status == RA_OK; i++) {
        status = workers[i].status;
        for (uint32_t c = 0; c < shared->columns && status == RA_OK; c++) {
            status = ra_histogram_merge(workers[0].histogram[c], workers[i].histogram[c]);
        }
    }
    return status;
}

/* The 5 %, 50 % and 95 % points. One number alone is given as it is. */
static void set_quantiles(const ra_histogram *histogram, double *p5, double *p50, double *p95,
                          ra_bounds bounds[RA_ENDS])
{
    static const double p[RA_ENDS] = {0.05, 0.5, 0.95};
    bool one = ra_histogram_min(histogram) == ra_histogram_max(histogram);
    double number = ra_histogram_min(histogram);
    ra_quantile read[RA_ENDS];

    ra_order_read(histogram, p, RA_ENDS, read);
    *p5 = one ? number : read[RA_END_LOW].value;
    *p50 = one ? number : read[RA_END_MIDDLE].value;
    *p95 = one ? number : read[RA_END_HIGH].value;
    for (int i = 0; i < RA_ENDS; i++) {
        bounds[i] = one ? (ra_bounds){number, number} : read[i].bounds;
    }
}

/* Share of the trials in which the total has not the sign of its point. */
static bool crosses(const ra_histogram *total, double point)
{
    double below = ra_histogram_share(total, 0);

    return (point > 0 ? below : 1 - below) > CROSSING;
}

static void read_histograms(const worker *all, const job *shared, ra_attribution *attribution,
                            ra_share *shares, ra_group_result *groups)
{
    const ra_histogram *total = all->histogram[shared->columns - 1];
    uint32_t m = shared->players;

    attribution->nan = ra_histogram_nan(total);
    attribution->crosses = crosses(total, attribution->total);
    for (uint32_t k = 0; k < m; k++) {
        set_quantiles(all->histogram[k], &shares[k].contribution_p5, &shares[k].contribution_p50,
                      &shares[k].contribution_p95, shares[k].contribution_bounds);
        if (!attribution->crosses && !isnan(shares[k].share)) {
            set_quantiles(all->histogram[m + k], &shares[k].p5, &shares[k].p50, &shares[k].p95,
                          shares[k].bounds);
        }
    }
    for (uint32_t g = 0; g < shared->groups; g++) {
        if (!attribution->crosses && !isnan(groups[g].share)) {
            set_quantiles(all->histogram[2 * m + g], &groups[g].share_p5, &groups[g].share_p50,
                          &groups[g].share_p95, groups[g].share_bounds);
        }
    }
}

ra_status ra_split_intervals(const ra_split *split, const ra_plan *plan,
                             ra_attribution *attribution, ra_share *shares, ra_group_result *groups)
{
    job shared = {.split = split,
                  .players = split->game.players,
                  .groups = split->game.claim->group_count,
                  .trials = attribution->trials,
                  .parts = (attribution->trials + PART - 1) / PART};
    int threads = ra_threads(plan->threads, shared.parts);
    worker *workers = ra_calloc((size_t)threads, sizeof *workers);
    ra_status status = RA_NOMEM;

    shared.columns = 2 * shared.players + shared.groups + 1;
    ra_histogram_scale *scales = ra_calloc(shared.columns, sizeof *scales);
    if (workers == NULL || scales == NULL) {
        goto done;
    }
    status = open_workers(workers, threads, &shared, scales);
    if (status != RA_OK) {
        goto done;
    }
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int i = 0; i < threads; i++) {
        work(&workers[i], &shared);
    }
    status = merge_workers(workers, threads, &shared);
    if (status == RA_OK) {
        read_histograms(&workers[0], &shared, attribution, shares, groups);
    }
done:
    for (int i = 0; workers != NULL && i < threads; i++) {
        close_worker(&workers[i], &shared);
    }
    ra_free(workers);
    ra_free(scales);
    return status;
}
