#include "audit/run_worker.h"

#include "audit/stream.h"
#include "models/alloc.h"

ra_status ra_worker_open(ra_worker *own, const ra_job *job)
{
    size_t tallies = (size_t)job->outputs * job->replicates;

    *own = (ra_worker){.job = job};
    own->scratch = ra_alloc(ra_program_scratch(job->program));
    own->room = ra_alloc(ra_draws_room(job->draws) * sizeof *own->room);
    own->tallies = ra_calloc(tallies, sizeof *own->tallies);
    own->opened = ra_calloc(job->replicates, sizeof *own->opened);
    bool complete =
        own->scratch != NULL && own->room != NULL && own->tallies != NULL && own->opened != NULL;
    return complete ? RA_OK : RA_NOMEM;
}

void ra_worker_close(ra_worker *own)
{
    if (own->job == NULL) {
        return;
    }
    ra_free(own->scratch);
    ra_free(own->room);
    ra_free(own->opened);
    ra_tallies_free(own->tallies, own->job->outputs * own->job->replicates);
    *own = (ra_worker){0};
}

/* Blocks of one replicate. */
static uint64_t per_replicate(const ra_job *job)
{
    return job->blocks / job->replicates;
}

static size_t block_size(const ra_job *job, uint64_t block)
{
    uint64_t left = job->plan->trials - block * RA_BLOCK;
    return left < RA_BLOCK ? (size_t)left : RA_BLOCK;
}

static void draw(void *context, uint32_t input, size_t n, double *column)
{
    ra_worker *own = context;

    ra_draws_column(&own->block, input, n, column);
}

/* Evaluates a block, whose outputs are given to `take` one by one. */
static ra_status evaluate(ra_worker *own, uint64_t block,
                          ra_status (*take)(void *, uint32_t, size_t, const double *))
{
    const ra_program_ends ends = {.context = own, .draw = draw, .take = take};
    size_t n = block_size(own->job, block);

    ra_draws_begin(&own->block, own->job->draws, block, n, own->room);
    return ra_program_stream(own->job->program, &ends, n, own->scratch);
}

static ra_status look(void *context, uint32_t output, size_t n, const double *x)
{
    ra_worker *own = context;

    own->scales[output].scale = ra_histogram_choose(x, n);
    own->scales[output].centre = own->scales[output].scale.centre;
    return RA_OK;
}

ra_status ra_worker_scale(ra_worker *own, ra_output_scale *scales)
{
    own->scales = scales;
    return evaluate(own, 0, look);
}

/* Adds one column to its tally. Fourth powers are read out of the histogram where there is one. */
static ra_status count(void *context, uint32_t output, size_t n, const double *x)
{
    ra_worker *own = context;
    ra_tally *tally = &own->current[output];
    bool counted = tally->histogram != NULL;

    if ((own->job->wanted[output] & RA_WANT_MOMENTS) != 0) {
        ra_moments moments = counted ? ra_moments_squares(x, n, tally->centre)
                                     : ra_moments_block(x, n, tally->centre);
        ra_moments_push(&tally->tree, own->place, moments);
    }
    return counted ? ra_histogram_add(tally->histogram, x, n) : RA_OK;
}

/* Opens the tallies of a replicate. */
static ra_status open_tallies(ra_worker *own, uint32_t replicate)
{
    const ra_job *job = own->job;
    ra_tally *tallies = own->tallies + (size_t)job->outputs * replicate;

    for (uint32_t k = 0; k < job->outputs; k++) {
        bool constant = ra_program_constant(job->program, k, NULL);
        tallies[k].centre = job->scales[k].centre;
        if (constant || (job->wanted[k] & RA_WANT_QUANTILES) == 0) {
            continue;
        }
        if (ra_histogram_new(&tallies[k].histogram, job->scales[k].scale) != RA_OK) {
            return RA_NOMEM;
        }
    }
    own->opened[replicate] = true;
    return RA_OK;
}

ra_status ra_worker_turn(ra_worker *own, uint64_t turn)
{
    const ra_job *job = own->job;
    uint32_t replicate = (uint32_t)(turn / per_replicate(job));

    if (!own->opened[replicate] && open_tallies(own, replicate) != RA_OK) {
        return RA_NOMEM;
    }
    own->current = own->tallies + (size_t)job->outputs * replicate;
    own->place = turn - replicate * per_replicate(job);
    return evaluate(own, own->place * job->replicates + replicate, count);
}

/* A contiguous range of turns makes a complete subtree of every size at either end, at most. */
bool ra_worker_has_room(const ra_worker *own, uint64_t turns)
{
    uint32_t nodes = 2, most = 0;

    for (; turns > 0; turns >>= 1) {
        nodes += 2;
    }
    for (size_t i = 0; i < (size_t)own->job->outputs * own->job->replicates; i++) {
        most = own->tallies[i].tree.count > most ? own->tallies[i].tree.count : most;
    }
    return most + nodes <= RA_TREE_LEVELS;
}
