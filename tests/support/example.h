/* Published examples of the propagation of uncertainty, as claims.
 *
 * They are those of JCGM 101 clause 9, JCGM 100 annex H.1, JCGM 102 clause 9, NIST TN 1900 (E3,
 * E13) and NPL DEM-ES-011 clause 9.2. */
#ifndef RA_TEST_EXAMPLE_H
#define RA_TEST_EXAMPLE_H

#include "audit/audit.h"

#define MAX_INPUTS 6

/* An input: its id, its estimate, its law. */
typedef struct {
    const char *id, *value, *law;
} input;

typedef struct {
    const char *name, *formula;
    input inputs[MAX_INPUTS];
    const char *correlation; /* Pearson, of the first two inputs; NULL: independent */
    double estimate, u, tolerance;
} example;

enum {
    NORMALS,
    UNIFORMS,
    LOSS_0,
    LOSS_1,
    LOSS_5,
    LOSS_R,
    GAUGE,
    RICE,
    BALL,
    EXPANSION,
    LOG,
    RICE_0,
    EXAMPLES
};
extern const example examples[EXAMPLES];

/* The law of a normal input with its standard uncertainty. */
#define NORMAL(sd) "{'type': 'normal', 'sd': " sd "}"

/* The kept values of the published side, with the laws on the audited one. Free with ra_claim_free;
 * needs the fixture of tests/support/claim.h. */
ra_claim *claim_of(const example *e);

/* The audit of one example. */
ra_result *audit_example(int which, uint64_t trials, double level, ra_claim **claim);
void free_audit(ra_result *result, ra_claim *claim);

#endif
