/* What the files of the correlations share: their streams. */
#ifndef RA_CORRELATION_STREAMS_H
#define RA_CORRELATION_STREAMS_H

#include "audit/copula.h"
#include "audit/correlation.h"
#include "audit/nataf.h"

#define RA_NO_STREAM UINT32_MAX

struct ra_correlations {
    const ra_claim *claim;
    uint64_t *keys;      /* streams that correlations name, in the order of their quantities */
    uint32_t count;      /* of them */
    double *matrix;      /* of their normal scores, count x count */
    ra_nataf_law **laws; /* by quantity: those that were expanded, else NULL */
    ra_copula copula;    /* over these streams */
};

/* The index of a stream by its key, or RA_NO_STREAM: it is independent of all others. */
uint32_t ra_correlation_stream(const ra_correlations *correlations, uint64_t key);

/* The law of a quantity in Hermite polynomials, expanded at the first call. Returned: RA_OK with
 * *out, borrowed; or as ra_nataf_law_open. */
ra_status ra_correlation_law(ra_correlations *correlations, uint32_t q, const ra_nataf_law **out);

#endif
