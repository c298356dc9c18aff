/* What a reference case asks of a claim beyond the result of its audit. */
#include <math.h>

#include <omp.h>

#include "audit/layout.h"
#include "audit/selftest_claim.h"
#include "audit/sobol.h"
#include "audit/stream.h"
#include "models/alloc.h"

#define POINTS 16384u /* of every replicate of a study of interactions */

/* Adds trials as a run does: block by block, the scale of the histogram from the first. */
static ra_status add_trials(ra_claim_case *own, const double *y, uint64_t count)
{
    ra_moments_tree tree = {0};
    double centre = own->result->audited.p50, min, max;
    size_t first = count < RA_BLOCK ? (size_t)count : RA_BLOCK;
    ra_status status = ra_histogram_new(&own->histogram, ra_histogram_choose(y, first));

    for (uint64_t done = 0; done < count && status == RA_OK; done += RA_BLOCK) {
        size_t n = count - done < RA_BLOCK ? (size_t)(count - done) : RA_BLOCK;
        ra_moments block = ra_moments_block(y + done, n, centre, &min, &max);
        ra_moments_push(&tree, done / RA_BLOCK, block);
        status = ra_histogram_add_within(own->histogram, y + done, n, min, max);
    }
    own->moments = ra_moments_total(&tree);
    return status;
}

ra_status ra_claim_case_replay(const ra_case_run *run, ra_claim_case *own)
{
    uint64_t trials = own->result->trials;
    double *y;
    ra_status status = RA_NOMEM;

    if (own->histogram != NULL) {
        return RA_OK;
    }
    y = ra_calloc(trials, sizeof *y);
    if (y != NULL) {
        status = ra_audit_replay(own->claim, run->plan->sampling, run->plan->seed,
                                 own->claim->result, 0, trials, y);
    }
    if (status == RA_OK) {
        status = add_trials(own, y, trials);
    }
    ra_free(y);
    return status;
}

/* Estimates the interactions of all pairs of causes, and notes the cause of every input. */
static ra_status eval_pairs(const ra_case_run *run, ra_claim_case *own, const ra_response *response)
{
    const ra_summary *y = &own->result->audited;
    int threads = run->plan->threads > 0 ? run->plan->threads : omp_get_num_procs();
    ra_study study = {.response = response,
                      .seed = run->plan->seed,
                      .points = POINTS,
                      .centre = y->mean,
                      .scale = y->sd,
                      .threads = threads};
    size_t n = own->cause_count = response->cause_count;

    own->interactions = ra_calloc(2 * n * n + 1, sizeof *own->interactions);
    own->cause = ra_arena_alloc(run->arena, own->claim->quantity_count, sizeof *own->cause);
    if (own->interactions == NULL || own->cause == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < response->model.input_count; i++) {
        own->cause[response->model.inputs[i].quantity] = response->cause[i];
    }
    return ra_sobol_interactions_eval(&study, own->interactions, own->interactions + n * n);
}

static ra_status study_pairs(const ra_case_run *run, ra_claim_case *own)
{
    ra_layout layout = {0};
    ra_draws draws = {0};
    ra_response response = {0};
    ra_status status = ra_layout_open(&layout, own->claim);

    if (status == RA_OK) {
        status =
            ra_draws_open(&draws, &layout.model, run->plan->seed, run->plan->sampling, run->diag);
    }
    if (status == RA_OK) {
        status = ra_response_open(&response, own->claim, &draws);
    }
    if (status == RA_OK) {
        status = eval_pairs(run, own, &response);
    }
    ra_response_free(&response);
    ra_draws_free(&draws);
    ra_layout_free(&layout);
    return status;
}

ra_status ra_claim_case_interaction(const ra_case_run *run, ra_claim_case *own,
                                    const ra_case_number *number, ra_case_found *found)
{
    uint32_t a = ra_case_claim_find(run, own->claim, number, 0);
    uint32_t b = a != UINT32_MAX ? ra_case_claim_find(run, own->claim, number, 1) : UINT32_MAX;
    ra_status status = b != UINT32_MAX ? RA_OK : RA_INVALID;

    if (status == RA_OK && own->interactions == NULL) {
        status = study_pairs(run, own);
    }
    if (status == RA_OK) {
        found->number = own->interactions[(size_t)own->cause[a] * own->cause_count + own->cause[b]];
    }
    return status;
}
