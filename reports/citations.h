/* The sources that a claim rests on, in the order in which it names them, and how they are cited. */
#ifndef RA_CITATIONS_H
#define RA_CITATIONS_H

#include <stddef.h>

#include "audit/result.h"
#include "models/claim.h"
#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Returns the i-th citation of a claim, NULL behind the last: the estimate's own, that of the
 * figure that corrects it, those of every figure, and of those who printed it again. Some have no
 * source. */
const ra_citation *ra_citation_at(const ra_claim *claim, size_t i);

/* Returns whether no citation before the i-th has the same source. */
bool ra_citation_first(const ra_claim *claim, size_t i);

/* Appends where a figure can be read: "Strubell et al. (2019), Table 3". Nothing: no source. */
void ra_piece_citation(ra_text *out, const ra_citation *citation);

/* Appends the size of a thing: "one is 1.2 tCO2e, 0.98 to 1.65 [Patterson et al. (2021), Table 2]". */
void ra_piece_thing(ra_text *out, const ra_equivalence *thing);

/* Returns the source of the i-th citation of a claim among several, so that walking through all of
 * them names each source once: NULL where there is none, or it was cited before. */
const ra_source *ra_cited_source(const ra_result *const *results, size_t claim, size_t citation);

#ifdef __cplusplus
}
#endif
#endif
