/* Running an audit: claim and plan in, result out.
 *
 * Units: results are in the claim's unit, replayed values in the quantity's. Errors: messages
 * in `diag`. Source: docs/method.md, [jcgm101]. */
#ifndef RA_AUDIT_H
#define RA_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/extras.h"
#include "audit/result.h"
#include "audit/sampling.h"
#include "models/claim.h"
#include "models/data.h"
#include "models/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_MAX_TRIALS 1000000000000ULL
#define RA_MAX_DIGITS 9

/* How an audit is made. */
typedef struct {
    uint64_t trials;            /* 1 to RA_MAX_TRIALS */
    int digits;                 /* 1 to RA_MAX_DIGITS: as many trials as so many digits need, `trials`
                                   at most; 0: just `trials` */
    uint64_t seed;
    double level;               /* 0 < level < 1, of coverage intervals */
    ra_sampling sampling;       /* the number of trials becomes that of ra_sampling_trials */
    ra_engine engine;
    int threads;                /* 0: as many as the machine has */
    bool headline;              /* the verdict, the ladder and the checks alone: no attribution, no
                                   sensitivity, no GUM; what is there is the same to the bit */
    unsigned without;           /* parts that are left out, as bits; reports say so */
    unsigned unread;            /* parts that no report reads, left out silently */
    bool exact;                 /* quantiles without the error of the histogram, by further passes */
    bool reverse;               /* also ask what it would take for the headline to stand */
    const char *version;        /* of the program, for the result; may be NULL */
    const char *command;        /* copied into the result; may be NULL */
    ra_measured_result measured; /* copied into the result */
    const char *const *overrides; /* NULL-terminated list of "id=value"; may be NULL */
    /* Called between blocks by one thread with 0 <= done <= 1; returns false to stop. May be NULL. */
    bool (*progress)(void *context, double done);
    void *context;
} ra_plan;

/* Returned: the default plan: 1e6 trials, seed 1, level 0.90, Monte Carlo, the library's version.
 */
ra_plan ra_plan_default(void);

/* Audits. Given: the `claim`, the `data` it was read with, the `plan`. Returned: RA_OK with *out,
 * which the caller frees with ra_result_free and which borrows from the claim and the data;
 * RA_INTERRUPTED, RA_NOMEM, or RA_INVALID with messages. */
ra_status ra_audit(ra_result **out, const ra_claim *claim, ra_data *data, const ra_plan *plan,
                   ra_diag *diag);

/* Replays trials. Given: the `claim`; the `sampling` and `seed` of the run; a `quantity` by its
 * index; the `first` trial and the `count` of them. Returned: RA_OK with the audited values of the
 * quantity (or of its draw) in `out`; RA_NOMEM. */
ra_status ra_audit_replay(const ra_claim *claim, ra_sampling sampling, uint64_t seed,
                          uint32_t quantity, uint64_t first, uint64_t count, double *out);

#ifdef __cplusplus
}
#endif
#endif
