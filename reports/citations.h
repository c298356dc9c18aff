/* The sources that a claim rests on, in the order in which it names them. */
#ifndef RA_CITATIONS_H
#define RA_CITATIONS_H

#include <stddef.h>

#include "models/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Returns the i-th citation of a claim, NULL behind the last: the estimate's own, that of the
 * figure that corrects it, those of every figure, and of those who printed it again. Some have no
 * source. */
const ra_citation *ra_citation_at(const ra_claim *claim, size_t i);

/* Returns whether no citation before the i-th has the same source. */
bool ra_citation_first(const ra_claim *claim, size_t i);

#ifdef __cplusplus
}
#endif
#endif
