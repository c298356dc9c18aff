/* Audits for tests. */
#ifndef RA_TEST_AUDIT_H
#define RA_TEST_AUDIT_H

#include "audit/audit.h"

/* The default plan with another number of trials. */
ra_plan plan_of(uint64_t trials);

/* Audits a claim; fails the test where that fails. Free with ra_result_free. Needs the fixture of
 * tests/support/claim.h. */
ra_result *audit_claim(const ra_claim *claim, const ra_plan *plan);

/* Every number of a result, in a fixed order: what must not depend on threads. Free with free(). */
double *numbers_of(const ra_result *result, size_t *count);

/* The row of a check by its label; fails the test where there is none. */
const ra_check *check_of(const ra_result *result, const char *label);

#endif
