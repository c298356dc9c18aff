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

/* A number of a struct, by its name and its place. Lists end with a NULL name. */
typedef struct {
    const char *name;
    size_t offset;
} ra_case_field;

/* Returns the number of that name, or NULL. */
const double *ra_case_field_find(const void *object, const ra_case_field *fields, const char *name);

/* The same for the quantity of a number; where it is none of them, it is said which there are. */
ra_status ra_case_field_get(const ra_case_run *run, const ra_case_number *number,
                            const void *object, const ra_case_field *fields, ra_case_found *found);

/* A number of the distribution of the trials. */
ra_status ra_claim_case_trials(const ra_case_run *run, ra_claim_case *own,
                               const ra_case_number *number, ra_case_found *found);

/* The Sobol index of the interaction of two inputs, from a study of its own. */
ra_status ra_claim_case_interaction(const ra_case_run *run, ra_claim_case *own,
                                    const ra_case_number *number, ra_case_found *found);

#endif
