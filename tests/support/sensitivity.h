/* Sensitivities for tests. */
#ifndef RA_TEST_SENSITIVITY_H
#define RA_TEST_SENSITIVITY_H

#include "audit/result.h"

/* A claim with one formula over kept assumptions x1, x2 ... in single quotes: their laws, one
 * object each, and their values. Needs the fixture of tests/support/claim.h. */
ra_claim *formula_claim(const char *head, const char *formula, const char *const *laws,
                        const double *values, int count);

/* The row of the input x`number`; fails the test where there is none. */
const ra_sensitivity *row_of(const ra_result *result, uint32_t number);

/* Fails unless both have the same bytes. */
void same_sensitivity(const ra_result *one, const ra_result *other);

#endif
