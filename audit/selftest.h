/* The reference cases: examples whose answers are known, and whether this program gives them.
 *
 * A case is an object of a file tests/cases/<group>.json (case.schema.json describes it): inputs,
 * the numbers that must come out, each with its tolerance and where it is from. A *kind* of case is
 * one constant struct that runs the part of the program which such a case is about
 * (selftest_kind.h).
 *
 * Tolerances. What is computed exactly has an absolute or a relative one. A number from trials has
 * a *sampling* one, four standard errors at a million trials, which grows with the square root
 * of a million over the number of trials. */
#ifndef RA_SELFTEST_H
#define RA_SELFTEST_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/audit.h"
#include "models/data.h"
#include "models/diag.h"
#include "models/json.h"
#include "models/source.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_SELFTEST_MAX_TRIALS 10000000u

/* How an expected number was found. X(code, name, text) */
#define RA_BASIS_LIST(X)                                                                           \
    X(RA_CLOSED_FORM, "closed-form", "closed form")                                                \
    X(RA_QUADRATURE, "quadrature", "numerical integration")                                        \
    X(RA_TRIALS, "trials", "a longer Monte Carlo run")                                             \
    X(RA_PRINTED, "published", "printed in the source")                                            \
    X(RA_DEFINITION, "definition", "by definition")

typedef enum {
#define X(code, name, text) code,
    RA_BASIS_LIST(X)
#undef X
        RA_BASES
} ra_case_basis;
const char *ra_case_basis_name(ra_case_basis basis);

/* What an expected number must be. */
typedef enum {
    RA_WANT_VALUE,  /* within the tolerance of `value` */
    RA_WANT_OTHER,  /* farther than the tolerance from `value`, which is a known mistake */
    RA_WANT_TEXT,   /* the same text */
    RA_WANT_NOTHING /* no number: it does not exist */
} ra_want;

typedef struct {
    /* As the file says it. */
    const char *by;       /* what computes it: "trials", "gum" ...; NULL: the kind has one way */
    const char *quantity; /* "mean", "p97.5" ... */
    const char *of[2];    /* the inputs that it is of; NULL */
    double where;         /* "at"; NaN: nowhere */
    const char *label;    /* all of these: "gum u", "x1 total", "share at 0.4" */
    ra_want want;
    double value;
    const char *text;
    double tolerance; /* absolute, for a million trials where `sampling` */
    bool sampling;
    ra_case_basis basis;
    const char *published; /* as the source prints it, where that differs; NULL */
    const char *reason;    /* why it differs, or why the number is expected; NULL */
    const ra_value *at;
    /* What came out; after ra_selftest_eval. */
    double got;
    const char *got_text;
    double allowed;  /* the tolerance for this run's number of trials */
    double distance; /* |got - value| / allowed; 0: the same */
    bool evaluated, pass;
} ra_case_number;

typedef struct {
    const ra_source *source;
    const char *locator; /* NULL: none */
} ra_case_source;

typedef struct {
    const char *id, *group, *title, *note; /* note: NULL where there is none */
    const struct ra_case_kind *kind;
    const char *kind_name;
    const ra_case_source *sources;
    uint32_t source_count;
    ra_case_number *numbers;
    uint32_t number_count;
    const ra_value *at;
    bool chosen;
} ra_case;

/* Cases in the order of their files' names and of the files. */
typedef struct {
    ra_case *cases;
    uint32_t count;
    uint64_t trials, seed;
    struct ra_selftest_private *own;
} ra_selftest;

/* Reads all cases of a folder, which has their sources in sources.json. Returned: RA_OK with *out,
 * which the caller frees with ra_selftest_free; RA_INVALID or RA_IO with messages; RA_NOMEM. */
ra_status ra_selftest_load(ra_selftest **out, const char *folder, ra_diag *diag);
void ra_selftest_free(ra_selftest *selftest);

/* Chooses the cases of an id or a group beside those that are chosen already. Until something is
 * chosen, all are evaluated. Returned: RA_USAGE with a message that names the nearest. */
ra_status ra_selftest_choose(ra_selftest *selftest, const char *name, ra_diag *diag);

/* Evaluates the chosen cases. Given: trials (at most RA_SELFTEST_MAX_TRIALS), seed, threads and
 * progress of the plan. Returned: RA_OK with every number of theirs evaluated; RA_INVALID with
 * messages at the cases that the program refuses, their numbers not evaluated; RA_NOMEM or
 * RA_INTERRUPTED. */
ra_status ra_selftest_eval(ra_selftest *selftest, ra_data *data, const ra_plan *plan,
                           ra_diag *diag);

/* Returns whether case i was evaluated or is about to be. */
bool ra_selftest_chosen(const ra_selftest *selftest, uint32_t i);

#ifdef __cplusplus
}
#endif
#endif
