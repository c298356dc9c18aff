/* Kinds of reference cases: what a case may hold, and which part of the program it runs.
 *
 * To add a kind: write its struct and functions in a file selftest_<kind>.c, name it in
 * RA_CASE_KINDS, describe its members in tests/cases/case.schema.json, and give it a case. */
#ifndef RA_SELFTEST_KIND_H
#define RA_SELFTEST_KIND_H

#include "audit/selftest.h"
#include "models/arena.h"

/* Every kind once: X(the rest of its struct's name). */
#define RA_CASE_KINDS(X)                                                                           \
    X(claim)                                                                                       \
    X(law)                                                                                         \
    X(copula)                                                                                      \
    X(decomposition)                                                                               \
    X(limits)                                                                                      \
    X(tolerance)                                                                                   \
    X(batch)                                                                                       \
    X(ranks)                                                                                       \
    X(quantile)                                                                                    \
    X(points)                                                                                      \
    X(philox)                                                                                      \
    X(seeds)                                                                                       \
    X(replay)                                                                                      \
    X(threads)

/* One case while it runs. `state` is the kind's own. */
typedef struct {
    const ra_case *which;
    ra_data *data;
    const ra_plan *plan;
    ra_diag *diag;
    ra_arena *arena; /* lives as long as the selftest */
    void *state;
} ra_case_run;

/* What comes out: a number, or a text that lives in the arena. */
typedef struct {
    double number;
    const char *text;
} ra_case_found;

/* keys: the members of its cases beside those that all have; NULL-terminated.
 * `open` reads them, `eval` is called for every expected number, `close` always. `eval` and `open`
 * return RA_INVALID after a message. */
typedef struct ra_case_kind {
    const char *name;
    const char *const *keys;
    ra_status (*open)(ra_case_run *run);
    ra_status (*eval)(ra_case_run *run, const ra_case_number *number, ra_case_found *found);
    void (*close)(ra_case_run *run);
} ra_case_kind;

#define X(name) extern const ra_case_kind ra_kind_##name;
RA_CASE_KINDS(X)
#undef X

const ra_case_kind *ra_case_kind_at(size_t i); /* NULL behind the last */

/* Reads one file into cases; selftest_read.c. */
typedef struct {
    const char *group;
    const ra_sources *sources;
    ra_arena *arena;
    ra_diag *diag;
} ra_case_reader;
ra_status ra_case_read(const ra_case_reader *reader, const ra_value *object, ra_case *out);

/* --- What kinds share (selftest_kind.c) --- */

/* Zeroed state in run->state, to be freed by ra_case_close. RA_NOMEM. */
ra_status ra_case_open(ra_case_run *run, size_t size);
void ra_case_close(ra_case_run *run);

/* Reads the p of a quantity "p97.5", which is 0.975. Returned: false for any other. */
bool ra_case_quantile(const char *quantity, double *p);

/* Reports a quantity that is none of the known ones (NULL-terminated), with the nearest of them.
 * Returned: RA_INVALID. */
ra_status ra_case_unknown(const ra_case_run *run, const ra_case_number *number,
                          const char *const *known);

/* Returns whether a number's "at" lies between two ends; false with a message where it does not or
 * there is none. */
bool ra_case_place(const ra_case_run *run, const ra_case_number *number, double low, double high);

/* The row that "at" says, counted from 0; false with a message unless it is one of 1, 2 ... `rows`. */
bool ra_case_row(const ra_case_run *run, const ra_case_number *number, size_t rows, size_t *row);

/* Reads a member that is a list of numbers (at least one) into the arena. */
ra_status ra_case_list(const ra_case_run *run, const char *key, double **out, size_t *count);

/* Reads a member that is rows of equally many numbers. */
ra_status ra_case_matrix(const ra_case_run *run, const char *key, double **out, size_t *rows,
                         size_t *columns);

/* Reads the laws of the member "inputs". Returned: the law of an input, or NULL with a message. */
const ra_dist *ra_case_law(const ra_case_run *run, const ra_value *input);

/* A number of a law: its mean, sd, quantiles, parameters, share at or below "at". */
ra_status ra_case_law_eval(const ra_case_run *run, const ra_dist *dist,
                           const ra_case_number *number, ra_case_found *found);

/* Writes the claim of an object with "inputs", "formula" and "correlations" in the claim language
 * and reads it, with messages at the case (selftest_claim_text.c). The claim's id is the case's, so
 * that all claims of a case have the same draws. The caller frees it. */
ra_status ra_case_claim_parse(const ra_case_run *run, const ra_value *object, ra_claim **out);

/* The index of an assumption of it, or UINT32_MAX with a message. */
uint32_t ra_case_claim_find(const ra_case_run *run, const ra_claim *claim,
                            const ra_case_number *number, size_t i);

#endif
