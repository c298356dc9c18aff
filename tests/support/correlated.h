/* Claims with correlated assumptions for tests, single quotes standing for double ones. */
#ifndef RA_TEST_CORRELATED_H
#define RA_TEST_CORRELATED_H

#include "audit/audit.h"

/* Trials of correlated_audit: a mean has a standard error of 0.002 standard deviations. */
#define TRIALS 250000

/* A law of a dimensionless assumption. */
#define LAW(id, law)                                                                               \
    "{'id': '" id "', 'label': '" id "', 'published': {'value': 1, 'unit': '1'}, 'audited': "      \
    "{'unit': '1', 'reason': 'r', 'distribution': {" law "}}}"
#define BETWEEN(a, b, kind, rho)                                                                   \
    "{'between': ['" a "', '" b "'], 'kind': '" kind "', 'rho': " rho "}"

/* Two assumptions with one draw, and a comma. */
#define SHARED                                                                                     \
    "{'id': 'a', 'label': 'A', 'published': {'value': 1, 'unit': '1'}, 'audited': {'unit': '1', "  \
    "'reason': 'r', 'draw': 'd', 'distribution': {'type': 'normal', 'mean': 5, 'sd': 1}}}, "       \
    "{'id': 'b', 'label': 'B', 'published': {'value': 1, 'unit': '1'}, 'audited': {'unit': '1', "  \
    "'reason': 'r', 'draw': 'd', 'distribution': {'type': 'lognormal', 'mu': 0, 'sigma': 0.5}}}, "
/* The claim y = formula, without units. Free with ra_claim_free. */
ra_claim *correlated_claim(const char *assumptions, const char *formula, const char *correlations);

/* The same, audited. Free with free_correlated, the claim too. */
ra_result *correlated_audit(const char *assumptions, const char *formula, const char *correlations);
void free_correlated(ra_result *result);

#endif
