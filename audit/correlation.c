#include "audit/correlation.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_math.h>

#include "audit/correlation_streams.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Normal scores that two statements give to one pair, up to rounding. */
#define SAME_SCORES 1e-6

/* The stream of a quantity that draws, as all that are correlated do: the claim sees to it. */
static uint64_t key_of(const ra_claim *claim, uint32_t q)
{
    return ra_stream_key(claim->quantities[q].figure[RA_AUDITED].draw);
}

uint32_t ra_correlation_stream(const ra_correlations *c, uint64_t key)
{
    for (uint32_t k = 0; k < c->count; k++) {
        if (c->keys[k] == key) {
            return k;
        }
    }
    return RA_NO_STREAM;
}

/* Lists the streams of all correlated quantities in the order of the quantities. */
static ra_status list_streams(ra_correlations *c)
{
    const ra_claim *claim = c->claim;
    bool *named = ra_calloc(claim->quantity_count, sizeof *named);

    c->keys = ra_calloc(claim->quantity_count, sizeof *c->keys);
    c->laws = ra_calloc(claim->quantity_count, sizeof *c->laws);
    if (named == NULL || c->keys == NULL || c->laws == NULL) {
        ra_free(named);
        return RA_NOMEM;
    }
    for (uint32_t k = 0; k < claim->correlation_count; k++) {
        named[claim->correlations[k].between[0]] = true;
        named[claim->correlations[k].between[1]] = true;
    }
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        if (named[q] && ra_correlation_stream(c, key_of(claim, q)) == RA_NO_STREAM) {
            c->keys[c->count++] = key_of(claim, q);
        }
    }
    ra_free(named);
    return RA_OK;
}

/* Where a correlation stands in the file: at its number, where it has one. */
static const ra_value *place_of(const ra_correlation *stated)
{
    const ra_value *rho = ra_value_find(stated->at, "rho");

    return rho != NULL ? rho : stated->at;
}

static const char *id_of(const ra_correlations *c, uint32_t q)
{
    return c->claim->quantities[q].id;
}

/* Nataf's transformation of a stated correlation, with messages. */
static ra_status transform(ra_correlations *c, const ra_correlation *stated, double *scores,
                           ra_diag *diag)
{
    const ra_nataf_law *laws[2];
    ra_nataf pair;

    for (int k = 0; k < 2; k++) {
        uint32_t q = stated->between[k];
        ra_status status = ra_correlation_law(c, q, &laws[k]);
        if (status == RA_INVALID) {
            ra_value_report(place_of(stated), diag, RA_ERROR,
                            "'%s' has no standard deviation that a Pearson correlation could rest "
                            "on: state it as 'spearman' or 'normal'",
                            id_of(c, q));
        }
        if (status != RA_OK) {
            return status;
        }
    }
    ra_nataf_open(&pair, laws[0], laws[1]);
    ra_status status = ra_nataf_find(&pair, stated->rho, scores);
    if (status == RA_INVALID) {
        ra_value_report(place_of(stated), diag, RA_ERROR,
                        "'%s' and '%s' can have Pearson correlations from %.6g to %.6g, not %.6g",
                        id_of(c, stated->between[0]), id_of(c, stated->between[1]), pair.low,
                        pair.high, stated->rho);
    }
    return status;
}

/* The correlation of normal scores that a statement means. */
static ra_status find_scores(ra_correlations *c, const ra_correlation *stated, double *scores,
                             ra_diag *diag)
{
    switch (stated->kind) {
    case RA_NORMAL_SCORES:
        *scores = stated->rho;
        return RA_OK;
    case RA_SPEARMAN:
        *scores = fabs(stated->rho) == 1 ? stated->rho : 2 * sin(M_PI * stated->rho / 6);
        return RA_OK;
    case RA_PEARSON:
    case RA_COVARIANCE:
        break;
    }
    return transform(c, stated, scores, diag);
}

/* Puts a correlation into the matrix. Quantities that share a draw are correlated already, and may
 * bring a second statement about the same two streams. */
static ra_status set_pair(ra_correlations *c, const ra_correlation *stated, bool *known,
                          ra_diag *diag)
{
    uint32_t p = stated->between[0], q = stated->between[1];
    double scores;
    ra_status status = find_scores(c, stated, &scores, diag);
    if (status != RA_OK) {
        return status;
    }
    uint32_t a = ra_correlation_stream(c, key_of(c->claim, p));
    uint32_t b = ra_correlation_stream(c, key_of(c->claim, q));
    size_t here = (size_t)a * c->count + b, mirror = (size_t)b * c->count + a;
    if (known[here] && fabs(scores - c->matrix[here]) > SAME_SCORES) {
        ra_value_report(place_of(stated), diag, RA_ERROR,
                        "'%s' and '%s' are correlated by %.6g in normal scores already, through a "
                        "shared draw; this would be %.6g",
                        id_of(c, p), id_of(c, q), c->matrix[here], scores);
        return RA_INVALID;
    }
    known[here] = known[mirror] = true;
    c->matrix[here] = c->matrix[mirror] = a == b ? 1 : scores;
    return RA_OK;
}

/* All statements; the first mistake does not hide the others. */
static ra_status set_matrix(ra_correlations *c, ra_diag *diag)
{
    size_t count = c->count;
    bool *known = ra_calloc(count * count + 1, sizeof *known);
    ra_status worst = RA_OK;

    c->matrix = ra_calloc(count * count + 1, sizeof *c->matrix);
    if (known == NULL || c->matrix == NULL) {
        ra_free(known);
        return RA_NOMEM;
    }
    for (size_t k = 0; k < count; k++) {
        c->matrix[k * count + k] = 1;
        known[k * count + k] = true;
    }
    for (uint32_t k = 0; k < c->claim->correlation_count && worst != RA_NOMEM; k++) {
        ra_status status = set_pair(c, &c->claim->correlations[k], known, diag);
        worst = status != RA_OK ? status : worst;
    }
    ra_free(known);
    return worst;
}

/* A quantity that draws from this stream and is named in a correlation. */
static uint32_t reader_of(const ra_correlations *c, uint32_t stream)
{
    const ra_correlation *at = c->claim->correlations;
    uint32_t i = 0;

    while (key_of(c->claim, at[i / 2].between[i % 2]) != c->keys[stream]) {
        i++;
    }
    return at[i / 2].between[i % 2];
}

/* Says which pair spoils the matrix, at its correlation; where none is stated for the pair, at one
 * of the first of the two. */
static void report_fault(const ra_correlations *c, const ra_copula_fault *fault, ra_diag *diag)
{
    /* The diagonal alone has no fault: something is stated, if not for this pair. */
    const ra_correlation *at = c->claim->correlations;
    bool found = false;
    uint32_t a = fault->between[0], b = fault->between[1];
    bool stated = false;

    for (uint32_t k = 0; k < c->claim->correlation_count && !stated; k++) {
        const ra_correlation *other = &c->claim->correlations[k];
        uint32_t x = ra_correlation_stream(c, key_of(c->claim, other->between[0]));
        uint32_t y = ra_correlation_stream(c, key_of(c->claim, other->between[1]));
        stated = (x == a && y == b) || (x == b && y == a);
        if (stated || (!found && (x == a || y == a))) {
            at = other;
            found = true;
        }
    }
    assert(c->claim->correlation_count > 0);
    ra_value_report(place_of(at), diag, RA_ERROR,
                    "the correlations contradict each other: their matrix has the eigenvalue %.6g, "
                    "to which '%s' and '%s' add most, with %.6g in normal scores%s",
                    fault->eigenvalue, id_of(c, reader_of(c, a)), id_of(c, reader_of(c, b)),
                    c->matrix[(size_t)a * c->count + b],
                    stated ? "" : ", since nothing is stated for them");
}

ra_status ra_correlations_new(ra_correlations **out, const ra_claim *claim, ra_diag *diag)
{
    ra_correlations *c = ra_calloc(1, sizeof *c);
    ra_copula_fault fault = {0};

    *out = NULL;
    if (c == NULL) {
        return RA_NOMEM;
    }
    c->claim = claim;
    ra_status status = list_streams(c);
    if (status == RA_OK) {
        status = set_matrix(c, diag);
    }
    if (status == RA_OK) {
        status = ra_copula_open(&c->copula, c->keys, c->matrix, c->count, &fault);
        if (status == RA_INVALID) {
            report_fault(c, &fault, diag);
        }
    }
    if (status != RA_OK) {
        ra_correlations_free(c);
        return status;
    }
    *out = c;
    return RA_OK;
}

void ra_correlations_free(ra_correlations *c)
{
    if (c == NULL) {
        return;
    }
    for (uint32_t q = 0; c->laws != NULL && q < c->claim->quantity_count; q++) {
        ra_free(c->laws[q]);
    }
    ra_copula_free(&c->copula);
    ra_free(c->laws);
    ra_free(c->keys);
    ra_free(c->matrix);
    ra_free(c);
}
