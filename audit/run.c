#include "audit/run.h"

#include "audit/run_worker.h"
#include "audit/cluster.h"
#include "audit/gather.h"
#include "audit/portions.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "models/alloc.h"

void ra_tallies_free(ra_tally *tallies, uint32_t count)
{
    for (uint32_t k = 0; tallies != NULL && k < count; k++) {
        ra_histogram_free(tallies[k].histogram);
    }
    ra_free(tallies);
}

/* The first thread reports how far all are. */
static bool go_on(int thread, const ra_job *job)
{
    const ra_plan *plan = job->plan;
    uint64_t done = atomic_load_explicit(&job->done, memory_order_relaxed);

    if (thread > 0 || plan->progress == NULL) {
        return true;
    }
    return plan->progress(plan->context, (double)done / (double)(job->end - job->first));
}

/* Counts turns, numbered from the first of this process. */
static ra_status count_turns(ra_worker *own, uint64_t first, uint64_t end)
{
    ra_status status = RA_OK;

    for (uint64_t turn = first; turn < end && status == RA_OK; turn++) {
        status = ra_worker_turn(own, own->job->first + turn);
    }
    return status;
}

/* Takes turns until none are left. */
static void work(ra_worker *own, ra_job *job, ra_portion *portions, int threads, int thread)
{
    uint64_t first, end, turns = job->end - job->first;

    while (ra_portions_take(portions, threads, thread, ra_worker_has_room(own, turns), turns,
                            &first, &end)) {
        if (atomic_load_explicit(&job->stop, memory_order_relaxed)) {
            own->status = RA_INTERRUPTED;
            return;
        }
        own->status = go_on(thread, job) ? count_turns(own, first, end) : RA_INTERRUPTED;
        if (own->status != RA_OK) {
            atomic_store_explicit(&job->stop, true, memory_order_relaxed);
            return;
        }
        atomic_fetch_add_explicit(&job->done, end - first, memory_order_relaxed);
    }
}

/* An error of one thread stops the others, which then report an interruption: the error counts. */
static ra_status worst_status(const ra_worker *workers, int threads)
{
    ra_status worst = RA_OK;

    for (int t = 0; t < threads; t++) {
        if (workers[t].status != RA_OK && (worst == RA_OK || worst == RA_INTERRUPTED)) {
            worst = workers[t].status;
        }
    }
    return worst;
}

/* Collects tally i of all workers in that of the first one that has any. */
static ra_status join_tally(ra_tally *into, ra_worker *workers, int threads, uint32_t i)
{
    ra_moments_tree *trees[RA_MOST_THREADS];

    for (int t = 0; t < threads; t++) {
        ra_tally *tally = &workers[t].tallies[i];
        trees[t] = &tally->tree;
        if (into->histogram == NULL) {
            into->histogram = tally->histogram;
            tally->histogram = NULL;
        } else if (tally->histogram != NULL &&
                   ra_histogram_merge(into->histogram, tally->histogram) != RA_OK) {
            return RA_NOMEM;
        }
    }
    return ra_moments_gather(&into->tree, trees, (size_t)threads);
}

static ra_status join(ra_tally *tallies, ra_worker *workers, int threads, const ra_job *job)
{
    ra_status status = RA_OK;

    for (uint32_t i = 0; i < job->outputs * job->replicates && status == RA_OK; i++) {
        tallies[i].centre = job->scales[i % job->outputs].centre;
        status = join_tally(&tallies[i], workers, threads, i);
    }
    return status;
}

/* Opens all workers before any of them starts: what can fail for want of memory fails early. */
static ra_status open_workers(ra_worker *workers, int threads, const ra_job *job,
                              ra_output_scale *scales)
{
    ra_status status = RA_OK;

    for (int t = 0; t < threads && status == RA_OK; t++) {
        status = ra_worker_open(&workers[t], job);
    }
    return status == RA_OK && job->blocks > 0 ? ra_worker_scale(&workers[0], scales) : status;
}

/* Runs the workers and joins what they counted. */
static ra_status run_all(ra_worker *workers, ra_portion *portions, int threads, ra_job *job,
                         ra_tally *tallies)
{
    ra_portions_open(portions, threads, job->end - job->first);
    /* A loop over workers, not a region: it is right with fewer threads than were asked for. */
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int t = 0; t < threads; t++) {
        work(&workers[t], job, portions, threads, t);
    }
    ra_status status = worst_status(workers, threads);
    return status == RA_OK ? join(tallies, workers, threads, job) : status;
}

ra_status ra_run(ra_tally **tallies, const ra_program *program, const ra_draws *draws,
                 const uint8_t *wanted, const ra_plan *plan)
{
    ra_job job = {.program = program,
                  .draws = draws,
                  .wanted = wanted,
                  .plan = plan,
                  .outputs = ra_program_outputs(program),
                  .replicates = ra_sampling_replicates(plan->sampling)};
    ra_status status = RA_NOMEM;

    atomic_init(&job.stop, false);
    atomic_init(&job.done, 0);
    /* Where nothing is drawn, every output is constant and there is nothing to count. */
    job.blocks = draws->count > 0 ? (plan->trials + RA_BLOCK - 1) / RA_BLOCK : 0;
    job.first = job.blocks * ra_cluster_rank() / ra_cluster_size();
    job.end = job.blocks * (ra_cluster_rank() + 1) / ra_cluster_size();
    int threads = ra_threads(plan->threads, job.end - job.first);
    ra_worker *workers = ra_calloc((size_t)threads, sizeof *workers);
    ra_portion *portions = ra_calloc((size_t)threads, sizeof *portions);
    ra_output_scale *scales = ra_calloc(job.outputs, sizeof *scales);
    *tallies = ra_calloc((size_t)job.outputs * job.replicates, sizeof **tallies);
    if (workers == NULL || portions == NULL || scales == NULL || *tallies == NULL) {
        goto done;
    }
    job.scales = scales;
    status = open_workers(workers, threads, &job, scales);
    if (status == RA_OK) {
        status = run_all(workers, portions, threads, &job, *tallies);
    }
    if (status == RA_OK) {
        status = ra_gather(*tallies, job.outputs * job.replicates);
    }
done:
    for (int t = 0; workers != NULL && t < threads; t++) {
        ra_worker_close(&workers[t]);
    }
    ra_free(workers);
    ra_free(portions);
    ra_free(scales);
    return status;
}
