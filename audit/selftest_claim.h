/* A reference case that is a claim, while it runs. */
#ifndef RA_SELFTEST_CLAIM_H
#define RA_SELFTEST_CLAIM_H

#include "audit/histogram.h"
#include "audit/moments.h"
#include "audit/selftest_kind.h"

typedef struct {
    ra_claim *claim;
    ra_result *result;
    double level;
    /* Made when first asked for. */
    ra_histogram *histogram; /* of the trials, replayed one by one */
    ra_moments moments;      /* of the same */
    double *interactions;    /* of all pairs of causes; with the inputs they are of */
    uint32_t *cause;         /* by quantity */
    uint32_t cause_count;
} ra_claim_case;

/* Replays all trials of the audit into `histogram` and `moments`. */
ra_status ra_claim_case_replay(const ra_case_run *run, ra_claim_case *own);

/* The Sobol index of the interaction of two inputs, from a study of its own. */
ra_status ra_claim_case_interaction(const ra_case_run *run, ra_claim_case *own,
                                    const ra_case_number *number, ra_case_found *found);

#endif
