#include "audit/run.h"

#include <stdatomic.h>

#include <omp.h>

#include "audit/cluster.h"
#include "audit/gather.h"
#include "audit/probes.h"
#include "audit/stream.h"
#include "models/alloc.h"

#define MAX_THREADS 256

/* Blocks between two calls of the progress function. */
#define PROGRESS_STRIDE 32

/* What all threads share; constant but for `stop`. */
typedef struct {
    const ra_program *program;
    const ra_draws *draws;
    const uint8_t *wanted;
    const ra_plan *plan;
    uint64_t blocks;
    uint64_t first, end; /* turns of this process among those of all (audit/cluster.h) */
    uint32_t replicates; /* each has as many blocks; block b belongs to replicate b % replicates */
    atomic_bool stop;
} job;

/* What one thread owns: its room, and the tallies of a contiguous range of turns. A turn is a block;
 * those of replicate 0 come first, in their order. The tallies are those of the replicates from
 * `replicate` on that the range reaches. */
typedef struct {
    uint64_t first, end; /* turns */
    uint32_t replicate, replicates;
    bool leads; /* the first one, which reports for all */
    void *scratch;
    double *room;
    const double **columns; /* of the inputs */
    const double **outputs;
    ra_tally *tallies;
    ra_status status;
} worker;

/* Blocks of one replicate. */
static uint64_t per_replicate(const job *shared)
{
    return shared->blocks / shared->replicates;
}

static uint32_t replicate_of(const job *shared, uint64_t turn)
{
    return shared->blocks > 0 ? (uint32_t)(turn / per_replicate(shared)) : 0;
}

/* The number of the block among those of its replicate. */
static uint64_t place_of(const job *shared, uint64_t turn)
{
    return turn - replicate_of(shared, turn) * per_replicate(shared);
}

static uint64_t block_of(const job *shared, uint64_t turn)
{
    return place_of(shared, turn) * shared->replicates + replicate_of(shared, turn);
}

static size_t block_size(const job *shared, uint64_t block)
{
    uint64_t left = shared->plan->trials - block * RA_BLOCK;
    return left < RA_BLOCK ? (size_t)left : RA_BLOCK;
}

void ra_tallies_free(ra_tally *tallies, uint32_t count)
{
    for (uint32_t k = 0; tallies != NULL && k < count; k++) {
        ra_histogram_free(tallies[k].histogram);
    }
    ra_free(tallies);
}

static void close_worker(worker *own, const job *shared)
{
    ra_free(own->scratch);
    ra_free(own->room);
    ra_free(own->columns);
    ra_free(own->outputs);
    ra_tallies_free(own->tallies, ra_program_outputs(shared->program) * own->replicates);
    *own = (worker){0};
}

static ra_status open_worker(worker *own, const job *shared)
{
    uint32_t count = ra_program_outputs(shared->program);

    own->replicate = 0;
    own->replicates = 1;
    if (own->end > own->first) {
        own->replicate = replicate_of(shared, own->first);
        own->replicates += replicate_of(shared, own->end - 1) - own->replicate;
    }
    own->scratch = ra_alloc(ra_program_scratch(shared->program));
    own->room = ra_alloc(ra_draws_room(shared->draws) * sizeof *own->room);
    own->columns = ra_calloc(shared->draws->input_count, sizeof *own->columns);
    own->outputs = ra_calloc(count, sizeof *own->outputs);
    own->tallies = ra_calloc((size_t)count * own->replicates, sizeof *own->tallies);
    bool complete = own->scratch != NULL && own->room != NULL && own->columns != NULL &&
                    own->outputs != NULL && own->tallies != NULL;
    return complete ? RA_OK : RA_NOMEM;
}

/* Draws and evaluates one block. */
static size_t evaluate(worker *own, const job *shared, uint64_t block)
{
    size_t n = block_size(shared, block);

    ra_draws_fill(shared->draws, block, n, own->room, own->columns);
    ra_program_run(shared->program, own->columns, n, own->scratch, own->outputs);
    return n;
}

/* What block 0 decides for all threads. */
typedef struct {
    double centre;
    ra_histogram_scale scale;
} output_scale;

static void choose_scales(worker *own, const job *shared, output_scale *scales)
{
    size_t n = evaluate(own, shared, 0);

    for (uint32_t k = 0; k < ra_program_outputs(shared->program); k++) {
        if (own->outputs[k] != NULL) {
            scales[k].centre = ra_probes_median(own->outputs[k], n);
            scales[k].scale = ra_histogram_choose(own->outputs[k], n);
        }
    }
}

static ra_status open_tallies(worker *own, const job *shared, const output_scale *scales)
{
    uint32_t count = ra_program_outputs(shared->program);

    for (uint32_t i = 0; i < count * own->replicates; i++) {
        uint32_t k = i % count;
        bool constant = ra_program_constant(shared->program, k, NULL);
        own->tallies[i].centre = scales[k].centre;
        if (constant || (shared->wanted[k] & RA_WANT_QUANTILES) == 0) {
            continue;
        }
        if (ra_histogram_new(&own->tallies[i].histogram, scales[k].scale) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

/* Adds one column to a tally. */
static ra_status count_column(ra_tally *tally, uint8_t wanted, uint64_t block, const double *x,
                              size_t n)
{
    double min, max;

    if ((wanted & RA_WANT_MOMENTS) == 0) {
        return tally->histogram != NULL ? ra_histogram_add(tally->histogram, x, n) : RA_OK;
    }
    ra_moments_push(&tally->tree, block, ra_moments_block(x, n, tally->centre, &min, &max));
    return tally->histogram != NULL ? ra_histogram_add_within(tally->histogram, x, n, min, max)
                                    : RA_OK;
}

static ra_status count_block(worker *own, const job *shared, uint64_t turn)
{
    size_t n = evaluate(own, shared, block_of(shared, turn));
    uint32_t count = ra_program_outputs(shared->program);
    ra_tally *tallies = own->tallies + (size_t)count * (replicate_of(shared, turn) - own->replicate);
    uint64_t place = place_of(shared, turn);
    ra_status status = RA_OK;

    for (uint32_t k = 0; k < count && status == RA_OK; k++) {
        if (own->outputs[k] != NULL) {
            status = count_column(&tallies[k], shared->wanted[k], place, own->outputs[k], n);
        }
    }
    return status;
}

/* Reports how far the first thread is, which stands for all. */
static bool go_on(const worker *own, const job *shared, uint64_t turn)
{
    const ra_plan *plan = shared->plan;

    uint64_t done = turn - own->first;

    if (!own->leads || plan->progress == NULL || done % PROGRESS_STRIDE != 0) {
        return true;
    }
    return plan->progress(plan->context, (double)done / (double)(own->end - own->first));
}

static void work(worker *own, job *shared)
{
    for (uint64_t turn = own->first; turn < own->end; turn++) {
        if (atomic_load_explicit(&shared->stop, memory_order_relaxed)) {
            own->status = RA_INTERRUPTED;
            return;
        }
        if (!go_on(own, shared, turn)) {
            own->status = RA_INTERRUPTED;
        } else {
            own->status = count_block(own, shared, turn);
        }
        if (own->status != RA_OK) {
            atomic_store_explicit(&shared->stop, true, memory_order_relaxed);
            return;
        }
    }
}

/* Appends the tallies of the next worker to those of all replicates. */
static ra_status join(ra_tally *tallies, const worker *right, const job *shared)
{
    uint32_t count = ra_program_outputs(shared->program);
    ra_status status = RA_OK;

    for (uint32_t i = 0; i < count * right->replicates && status == RA_OK; i++) {
        if (!ra_program_constant(shared->program, i % count, NULL)) {
            status = ra_tally_join(&tallies[count * right->replicate + i], &right->tallies[i]);
        }
    }
    return status;
}

static int thread_count(const ra_plan *plan, uint64_t blocks)
{
    int threads = plan->threads > 0 ? plan->threads : omp_get_num_procs();

    threads = threads < MAX_THREADS ? threads : MAX_THREADS;
    return (uint64_t)threads < blocks ? threads : blocks > 1 ? (int)blocks : 1;
}

/* Opens all workers before any of them starts: what can fail for want of memory fails early. */
static ra_status open_workers(worker *workers, int threads, const job *shared)
{
    uint32_t count = ra_program_outputs(shared->program);
    output_scale *scales = ra_calloc(count, sizeof *scales);
    ra_status status = scales != NULL ? RA_OK : RA_NOMEM;

    for (int t = 0; t < threads && status == RA_OK; t++) {
        uint64_t turns = shared->end - shared->first;
        workers[t].first = shared->first + turns * (uint64_t)t / (uint64_t)threads;
        workers[t].end = shared->first + turns * ((uint64_t)t + 1) / (uint64_t)threads;
        workers[t].leads = t == 0;
        status = open_worker(&workers[t], shared);
        if (status == RA_OK && t == 0 && shared->blocks > 0) {
            choose_scales(&workers[0], shared, scales);
        }
        if (status == RA_OK) {
            status = open_tallies(&workers[t], shared, scales);
        }
    }
    ra_free(scales);
    return status;
}

/* An error of one thread stops the others, which then report an interruption: the error counts. */
static ra_status worst_status(const worker *workers, int threads)
{
    ra_status worst = RA_OK;

    for (int t = 0; t < threads; t++) {
        if (workers[t].status != RA_OK && (worst == RA_OK || worst == RA_INTERRUPTED)) {
            worst = workers[t].status;
        }
    }
    return worst;
}

ra_status ra_run(ra_tally **tallies, const ra_program *program, const ra_draws *draws,
                 const uint8_t *wanted, const ra_plan *plan)
{
    job shared = {.program = program, .draws = draws, .wanted = wanted, .plan = plan};
    ra_status status = RA_NOMEM;

    *tallies = NULL;
    atomic_init(&shared.stop, false);
    /* Where nothing is drawn, every output is constant and there is nothing to count. */
    shared.replicates = ra_sampling_replicates(plan->sampling);
    shared.blocks = draws->count > 0 ? (plan->trials + RA_BLOCK - 1) / RA_BLOCK : 0;
    shared.first = shared.blocks * ra_cluster_rank() / ra_cluster_size();
    shared.end = shared.blocks * (ra_cluster_rank() + 1) / ra_cluster_size();
    int threads = thread_count(plan, shared.end - shared.first);
    worker *workers = ra_calloc((size_t)threads, sizeof *workers);
    if (workers == NULL) {
        return RA_NOMEM;
    }
    status = open_workers(workers, threads, &shared);
    if (status != RA_OK) {
        goto done;
    }
    /* A loop over workers, not a region: it is right with fewer threads than were asked for. */
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int t = 0; t < threads; t++) {
        work(&workers[t], &shared);
    }
    status = worst_status(workers, threads);
    *tallies = ra_calloc((size_t)ra_program_outputs(program) * shared.replicates, sizeof **tallies);
    if (status == RA_OK && *tallies == NULL) {
        status = RA_NOMEM;
    }
    for (int t = 0; t < threads && status == RA_OK; t++) {
        status = join(*tallies, &workers[t], &shared);
    }
    if (status == RA_OK) {
        status = ra_gather(*tallies, ra_program_outputs(program) * shared.replicates);
    }
done:
    for (int t = 0; t < threads; t++) {
        close_worker(&workers[t], &shared);
    }
    ra_free(workers);
    return status;
}
