/* What a reference case asks of the trials of a claim, and of studies beyond its audit. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "audit/layout.h"
#include "audit/order.h"
#include "audit/selftest_claim.h"
#include "audit/sobol.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "models/alloc.h"

#define POINTS 16384u /* of every replicate of a study of interactions */

/* Adds trials as a run does: block by block, the scale of the histogram from the first. */
static ra_status add_trials(ra_claim_case *own, const double *y, uint64_t count)
{
    ra_moments_tree tree = {0};
    double centre = own->result->audited.p50;
    size_t first = count < RA_BLOCK ? (size_t)count : RA_BLOCK;
    ra_status status = ra_histogram_new(&own->histogram, ra_histogram_choose(y, first));

    for (uint64_t done = 0; done < count && status == RA_OK; done += RA_BLOCK) {
        size_t n = count - done < RA_BLOCK ? (size_t)(count - done) : RA_BLOCK;
        ra_moments_push(&tree, done / RA_BLOCK, ra_moments_block(y + done, n, centre));
        status = ra_histogram_add(own->histogram, y + done, n);
    }
    own->moments = ra_moments_total(&tree);
    return status;
}

static ra_status replay(const ra_case_run *run, ra_claim_case *own)
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

static const ra_case_field trial_fields[] = {
    {"point", offsetof(ra_summary, point)},
    {"mean", offsetof(ra_summary, mean)},
    {"sd", offsetof(ra_summary, sd)},
    {"p5", offsetof(ra_summary, p5)},
    {"p25", offsetof(ra_summary, p25)},
    {"p50", offsetof(ra_summary, p50)},
    {"p75", offsetof(ra_summary, p75)},
    {"p95", offsetof(ra_summary, p95)},
    {"low", offsetof(ra_summary, low)},
    {"high", offsetof(ra_summary, high)},
    {"shortest_low", offsetof(ra_summary, short_low)},
    {"shortest_high", offsetof(ra_summary, short_high)},
    {"mcse", offsetof(ra_summary, mcse)},
    {"gsd", offsetof(ra_summary, gsd)},
    {"variance_of_log", offsetof(ra_summary, log_variance)},
    {NULL, 0},
};

/* The ends of the interval at the case's level are quantiles too. */
static bool find_end(const ra_claim_case *own, double p, double *out)
{
    const ra_summary *y = &own->result->audited;
    bool low = fabs(p - (1 - own->level) / 2) < 1e-12,
         high = fabs(p - (1 + own->level) / 2) < 1e-12;

    *out = low ? y->low : y->high;
    return low || high;
}

/* A standard error as it would be with a million trials: "se_mean", "se_sd", "se_p2.5". That of a
 * quantile is from its distribution-free interval, whose half is 1.96 standard errors. */
static bool find_error(const ra_claim_case *own, const char *name, double *out)
{
    double scale = sqrt((double)own->result->trials / 1e6), p;
    ra_quantile read;

    if (strncmp(name, "se_", 3) != 0) {
        return false;
    }
    if (strcmp(name, "se_mean") == 0) {
        *out = scale * own->result->audited.mcse;
    } else if (strcmp(name, "se_sd") == 0) {
        *out = scale * own->result->audited.sd_mcse;
    } else if (ra_case_quantile(name + 3, &p)) {
        ra_order_read(own->histogram, &p, 1, &read);
        *out = scale * (read.bounds.high - read.bounds.low) / (2 * RA_NORMAL_95);
    } else {
        return false;
    }
    return true;
}

/* What the result has no field for comes from the trials replayed one by one. */
static ra_status eval_replayed(const ra_case_run *run, ra_claim_case *own,
                               const ra_case_number *number, ra_case_found *found)
{
    double p, x = number->where;
    const char *name = number->quantity;
    ra_status status = replay(run, own);

    if (status != RA_OK) {
        return status;
    }
    if (find_error(own, name, &found->number)) {
        return RA_OK;
    }
    if (ra_case_quantile(name, &p)) {
        found->number = ra_histogram_quantile(own->histogram, p);
    } else if (strcmp(name, "share") == 0) {
        found->number = ra_histogram_share(own->histogram, x);
    } else if (strcmp(name, "atom") == 0) {
        found->number = ra_histogram_share(own->histogram, x) -
                        ra_histogram_share(own->histogram, nextafter(x, -INFINITY));
    } else if (strcmp(name, "excess_kurtosis") == 0) {
        found->number =
            own->moments.m4 * own->moments.count / (own->moments.m2 * own->moments.m2) - 3;
    } else {
        return ra_case_field_get(run, number, &own->result->audited, trial_fields, found);
    }
    return RA_OK;
}

ra_status ra_claim_case_trials(const ra_case_run *run, ra_claim_case *own,
                               const ra_case_number *number, ra_case_found *found)
{
    const ra_summary *y = &own->result->audited;
    const double *value = ra_case_field_find(y, trial_fields, number->quantity);
    double p, end;

    if (value != NULL) {
        found->number = *value;
    } else if (strcmp(number->quantity, "variance") == 0) {
        found->number = y->sd * y->sd;
    } else if (strcmp(number->quantity, "sd_of_log") == 0) {
        found->number = sqrt(y->log_variance);
    } else if (strcmp(number->quantity, "recomputed") == 0) {
        found->number = own->result->recomputed;
    } else if (ra_case_quantile(number->quantity, &p) && find_end(own, p, &end)) {
        found->number = end;
    } else {
        return eval_replayed(run, own, number, found);
    }
    return RA_OK;
}

/* Estimates the interactions of all pairs of causes, and notes the cause of every input. */
static ra_status eval_pairs(const ra_case_run *run, ra_claim_case *own, const ra_response *response)
{
    const ra_summary *y = &own->result->audited;
    int threads = ra_threads(run->plan->threads, RA_MOST_THREADS);
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
    for (uint32_t q = 0; q < own->claim->quantity_count; q++) {
        own->cause[q] = RA_NO_CAUSE;
    }
    for (uint32_t i = 0; i < response->model.input_count; i++) {
        own->cause[response->model.inputs[i].quantity] = response->cause[i];
    }
    if (n == 0) {
        return RA_OK;
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
        status = ra_draws_open(&draws, &layout.model, run->plan->seed, run->plan->sampling,
                               run->plan->threads, run->diag);
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
    if (status != RA_OK) {
        return status;
    }
    if (own->cause[a] == RA_NO_CAUSE || own->cause[b] == RA_NO_CAUSE) {
        ra_value_report(number->at, run->diag, RA_ERROR, "'%s' is not uncertain",
                        number->of[own->cause[a] == RA_NO_CAUSE ? 0 : 1]);
        return RA_INVALID;
    }
    found->number = own->interactions[(size_t)own->cause[a] * own->cause_count + own->cause[b]];
    return RA_OK;
}
