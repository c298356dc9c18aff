/* Small claims about numbers without units, for tests of the arithmetic. */
#ifndef RA_TEST_NUMBERS_H
#define RA_TEST_NUMBERS_H

#include "models/claim.h"

/* A claim from its steps and assumptions, of which 8 was published. `head` is put before them. Needs
 * the fixture of tests/support/claim.h. */
ra_claim *number_claim(const char *head, const char *steps, const char *assumptions);

#define RESULT(formula)   "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '" formula "'}"
#define STEP(id, formula) "{'id': '" id "', 'label': 'S', 'unit': '1', 'formula': '" formula "'}, "
#define CHANGED(id, published, audited, extra)                                                     \
    "{'id': '" id "', 'label': 'A', 'published': {'value': " #published                            \
    ", 'unit': '1'}, 'audited': {'value': " #audited ", 'unit': '1', 'reason': 'r'" extra "}}"
#define KEPT(id, published, law)                                                                   \
    "{'id': '" id "', 'label': 'A', 'published': {'value': " #published                            \
    ", 'unit': '1'}, 'audited': {'reason': 'r', 'distribution': " law "}}"
#define LAW(text)            ", 'distribution': " text
#define LOGNORMAL(mu, sigma) "{'type': 'lognormal', 'mu': " #mu ", 'sigma': " #sigma "}"

#endif
