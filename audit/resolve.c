#include "audit/resolve.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <omp.h>

#include "audit/histogram_cells.h"
#include "audit/order.h"
#include "audit/resolve_target.h"
#include "audit/summary.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "models/alloc.h"

/* So many trials in one bin may be there by chance. */
#define FEW_IN_BIN 100

/* More passes than any bin needs: each divides it into RA_TARGET_PARTS. */
#define MOST_PASSES 8

/* What all threads share in a pass. */
typedef struct {
    const ra_program *program;
    const ra_draws *draws;
    const ra_plan *plan;
    ra_tally *tallies;
    ra_target_list *lists; /* by output */
    omp_lock_t *locks;     /* by output */
    uint32_t outputs;
    uint64_t blocks;
    atomic_bool stop;
} pass;

/* What one thread owns. */
typedef struct {
    const pass *shared;
    ra_draws_block block;
    double *room;
    void *scratch;
} worker;

static void close_worker(worker *own)
{
    ra_free(own->room);
    ra_free(own->scratch);
}

static ra_status open_worker(worker *own, const pass *shared)
{
    own->shared = shared;
    own->room = ra_alloc(ra_draws_room(shared->draws) * sizeof *own->room);
    own->scratch = ra_alloc(ra_program_scratch(shared->program));
    return own->room != NULL && own->scratch != NULL ? RA_OK : RA_NOMEM;
}

static void draw(void *context, uint32_t input, size_t n, double *column)
{
    worker *own = context;

    ra_draws_column(&own->block, input, n, column);
}

/* The numbers of one output in a block go to its targets, whose sums do not depend on the order. */
static ra_status take(void *context, uint32_t output, size_t n, const double *x)
{
    const pass *shared = ((const worker *)context)->shared;
    ra_target_list *list = &shared->lists[output];

    if (list->open == 0) {
        return RA_OK;
    }
    omp_set_lock(&shared->locks[output]);
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            ra_target_list_add(list, shared->tallies[output].histogram, x[i] + 0.0);
        }
    }
    omp_unset_lock(&shared->locks[output]);
    return RA_OK;
}

static void run_block(const pass *shared, worker *own, uint64_t block)
{
    const ra_program_ends ends = {.context = own, .draw = draw, .take = take};
    uint64_t left = shared->plan->trials - block * RA_BLOCK;
    size_t n = left < RA_BLOCK ? (size_t)left : RA_BLOCK;

    ra_draws_begin(&own->block, shared->draws, block, n, own->room);
    ra_program_stream(shared->program, &ends, n, own->scratch);
}

static void work(pass *shared, worker *own, int thread, int threads)
{
    const ra_plan *plan = shared->plan;

    for (uint64_t block = (uint64_t)thread; block < shared->blocks; block += (uint64_t)threads) {
        if (atomic_load_explicit(&shared->stop, memory_order_relaxed)) {
            return;
        }
        if (thread == 0 && plan->progress != NULL && block / (uint64_t)threads % 32 == 0 &&
            !plan->progress(plan->context, 1)) {
            atomic_store_explicit(&shared->stop, true, memory_order_relaxed);
        }
        run_block(shared, own, block);
    }
}

/* One pass over all trials. */
static ra_status run_pass(pass *shared, worker *workers, int threads)
{
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int t = 0; t < threads; t++) {
        work(shared, &workers[t], t, threads);
    }
    return atomic_load(&shared->stop) ? RA_INTERRUPTED : RA_OK;
}

/* Whether a bin has a large share of the trials, and not only because these are few. */
static bool is_dense(const ra_histogram *histogram)
{
    double share = ra_histogram_densest(histogram);

    return share > RA_RESOLVE_DENSE && share * (double)ra_histogram_count(histogram) > FEW_IN_BIN;
}

/* Opens the targets of one output. */
static ra_status open_targets(pass *shared, uint32_t output, bool all)
{
    const ra_histogram *histogram = shared->tallies[output].histogram;
    double level = shared->plan->level;
    const double p[] = {0.05, 0.25, 0.5, 0.75, 0.95, (1 - level) / 2, (1 + level) / 2};
    uint64_t ranks[RA_ORDER_RANKS * RA_QUANTILES];

    if (histogram == NULL || ra_histogram_count(histogram) == 0 || (!all && !is_dense(histogram))) {
        return RA_OK;
    }
    /* Of one value all quantiles are known. */
    if (ra_histogram_min(histogram) == ra_histogram_max(histogram)) {
        return RA_OK;
    }
    size_t count = ra_order_all_ranks(ra_histogram_count(histogram), p, RA_QUANTILES, ranks);
    return ra_target_list_open(&shared->lists[output], histogram, ranks, count);
}

static uint32_t open_count(const pass *shared)
{
    uint32_t open = 0;

    for (uint32_t k = 0; k < shared->outputs; k++) {
        open += shared->lists[k].open;
    }
    return open;
}

static ra_status run_passes(pass *shared, worker *workers, int threads)
{
    ra_status status = RA_OK;

    for (int i = 0; i < MOST_PASSES && open_count(shared) > 0 && status == RA_OK; i++) {
        status = run_pass(shared, workers, threads);
        for (uint32_t k = 0; k < shared->outputs && status == RA_OK; k++) {
            status = ra_target_list_settle(&shared->lists[k], shared->tallies[k].histogram);
        }
    }
    return status;
}

ra_status ra_resolve(ra_tally *tallies, const ra_program *program, const ra_draws *draws,
                     const ra_plan *plan, bool all)
{
    pass shared = {.program = program,
                   .draws = draws,
                   .plan = plan,
                   .tallies = tallies,
                   .outputs = ra_program_outputs(program),
                   .blocks = (plan->trials + RA_BLOCK - 1) / RA_BLOCK};
    int threads = ra_threads(plan->threads, shared.blocks);
    worker *workers = ra_calloc((size_t)threads, sizeof *workers);
    ra_status status = workers != NULL ? RA_OK : RA_NOMEM;

    atomic_init(&shared.stop, false);
    shared.lists = ra_calloc((size_t)shared.outputs + 1, sizeof *shared.lists);
    shared.locks = ra_calloc((size_t)shared.outputs + 1, sizeof *shared.locks);
    status = shared.lists != NULL && shared.locks != NULL ? status : RA_NOMEM;
    for (uint32_t k = 0; status == RA_OK && k < shared.outputs; k++) {
        omp_init_lock(&shared.locks[k]);
        status = open_targets(&shared, k, all);
    }
    bool needed = status == RA_OK && open_count(&shared) > 0;
    for (int t = 0; t < threads && needed && status == RA_OK; t++) {
        status = open_worker(&workers[t], &shared);
    }
    if (status == RA_OK && needed) {
        status = run_passes(&shared, workers, threads);
    }
    for (int t = 0; workers != NULL && t < threads; t++) {
        close_worker(&workers[t]);
    }
    for (uint32_t k = 0; shared.lists != NULL && k < shared.outputs; k++) {
        ra_target_list_free(&shared.lists[k]);
    }
    ra_free(workers);
    ra_free(shared.lists);
    ra_free(shared.locks);
    return status;
}
