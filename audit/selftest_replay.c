/* Reference cases about runs that must agree to the last bit: longer and shorter ones, with another
 * input beside them, on other numbers of threads. */
#include <math.h>
#include <string.h>

#include "audit/selftest_kind.h"
#include "models/alloc.h"

/* --- Replay: how many trials of an input differ --- */

typedef struct {
    ra_claim *claim, *wider; /* the case's, and one with an input more */
} replay_case;

static ra_status open_replay(ra_case_run *run)
{
    ra_status status = ra_case_open(run, sizeof(replay_case));
    replay_case *own = run->state;
    const ra_value *wider = NULL;

    if (status == RA_OK) {
        status = ra_case_claim_parse(run, run->which->at, &own->claim);
    }
    if (status == RA_OK && !ra_value_get_object(run->which->at, "wider", true, &wider, run->diag)) {
        status = RA_INVALID;
    }
    return status == RA_OK ? ra_case_claim_parse(run, wider, &own->wider) : status;
}

static void close_replay(ra_case_run *run)
{
    replay_case *own = run->state;

    if (own != NULL) {
        ra_claim_free(own->claim);
        ra_claim_free(own->wider);
    }
    ra_case_close(run);
}

/* Replays `count` trials from `first` on of an input of two claims, and counts the different ones.
 * The second claim is replayed from trial 0 on, so that it passes through other blocks. */
static ra_status count_different(const ra_case_run *run, const ra_claim *a, const ra_claim *b,
                                 const char *input, uint64_t first, uint64_t count, double *out)
{
    double *x = ra_calloc(count, sizeof *x), *y = ra_calloc(first + count, sizeof *y);
    uint64_t seed = run->plan->seed, different = 0;
    ra_status status = x != NULL && y != NULL ? RA_OK : RA_NOMEM;

    if (status == RA_OK) {
        status =
            ra_audit_replay(a, run->plan->sampling, seed, ra_claim_find(a, input), first, count, x);
    }
    if (status == RA_OK) {
        status = ra_audit_replay(b, run->plan->sampling, seed, ra_claim_find(b, input), 0,
                                 first + count, y);
    }
    for (uint64_t i = 0; i < count && status == RA_OK; i++) {
        different += x[i] != y[first + i];
    }
    *out = (double)different;
    ra_free(x);
    ra_free(y);
    return status;
}

/* The mean of the result: of a product of two standard normal inputs, their correlation. */
static ra_status find_mean(const ra_case_run *run, const ra_claim *claim, double *mean)
{
    ra_plan plan = *run->plan;
    ra_result *result = NULL;
    ra_status status;

    plan.version = "selftest";
    status = ra_audit(&result, claim, run->data, &plan, run->diag);
    if (status == RA_OK) {
        *mean = result->audited.mean;
    }
    ra_result_free(result);
    return status;
}

static ra_status eval_replay(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"changed_by_length", "changed_by_input", "mean", NULL};
    replay_case *own = run->state;
    bool longer = strcmp(number->quantity, known[0]) == 0;
    uint64_t count = 100000;

    if (strcmp(number->quantity, known[2]) == 0) {
        return find_mean(run, own->claim, &found->number);
    }
    if (!longer && strcmp(number->quantity, known[1]) != 0) {
        return ra_case_unknown(run, number, known);
    }
    if (ra_case_claim_find(run, own->claim, number, 0) == UINT32_MAX ||
        ra_case_claim_find(run, own->wider, number, 0) == UINT32_MAX) {
        return RA_INVALID;
    }
    return count_different(run, own->claim, longer ? own->claim : own->wider, number->of[0],
                           longer ? 900001 : 0, count, &found->number);
}

static const char *const replay_keys[] = {"inputs", "formula", "correlations", "wider", NULL};

const ra_case_kind ra_kind_replay = {.name = "replay",
                                     .keys = replay_keys,
                                     .open = open_replay,
                                     .eval = eval_replay,
                                     .close = close_replay};

/* --- Threads: how many numbers of an audit differ from those on one thread --- */

/* Every number of the parts of a result that come from trials. */
static void append_numbers(const ra_result *result, ra_text *out)
{
    const ra_summary *y = &result->audited;
    const double summary[] = {y->mean, y->sd,         y->p5,           y->p25,  y->p50,
                              y->p75,  y->p95,        y->low,          y->high, y->short_low,
                              y->gsd,  y->short_high, y->log_variance, y->mcse};

    ra_text_append_bytes(out, (const char *)summary, sizeof summary);
    ra_text_append_bytes(out, (const char *)result->bins, sizeof result->bins);
    for (uint32_t i = 0; i < result->sensitivity.count; i++) {
        const ra_sensitivity *s = &result->sensitivity.rows[i];
        const double row[] = {s->first, s->total, s->shapley, s->if_exact_p5, s->if_exact_p95};
        ra_text_append_bytes(out, (const char *)row, sizeof row);
    }
}

static ra_status collect(const ra_case_run *run, const ra_claim *claim, int threads, ra_text *out)
{
    ra_plan plan = *run->plan;
    ra_result *result = NULL;
    ra_status status;

    plan.threads = threads;
    plan.version = "selftest";
    status = ra_audit(&result, claim, run->data, &plan, run->diag);
    if (status == RA_OK) {
        append_numbers(result, out);
        status = out->failed ? RA_NOMEM : RA_OK;
    }
    ra_result_free(result);
    return status;
}

typedef struct {
    ra_claim *claim;
    ra_text one; /* the numbers on one thread */
} threads_case;

static ra_status open_threads(ra_case_run *run)
{
    ra_status status = ra_case_open(run, sizeof(threads_case));
    threads_case *own = run->state;

    if (status == RA_OK) {
        status = ra_case_claim_parse(run, run->which->at, &own->claim);
    }
    return status == RA_OK ? collect(run, own->claim, 1, &own->one) : status;
}

static void close_threads(ra_case_run *run)
{
    threads_case *own = run->state;

    if (own != NULL) {
        ra_claim_free(own->claim);
        ra_text_free(&own->one);
    }
    ra_case_close(run);
}

static ra_status eval_threads(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"different", NULL};
    threads_case *own = run->state;
    ra_text other = {0};
    size_t different = 0;
    ra_status status;

    if (strcmp(number->quantity, known[0]) != 0) {
        return ra_case_unknown(run, number, known);
    }
    if (!ra_case_place(run, number, 1, 64)) {
        return RA_INVALID;
    }
    status = collect(run, own->claim, (int)number->where, &other);
    if (status == RA_OK && other.length == own->one.length) {
        for (size_t i = 0; i < other.length; i += sizeof(double)) {
            different += memcmp(other.data + i, own->one.data + i, sizeof(double)) != 0;
        }
        found->number = (double)different;
    }
    ra_text_free(&other);
    return status;
}

static const char *const threads_keys[] = {"inputs", "formula", "correlations", NULL};

const ra_case_kind ra_kind_threads = {.name = "threads",
                                      .keys = threads_keys,
                                      .open = open_threads,
                                      .eval = eval_threads,
                                      .close = close_threads};
