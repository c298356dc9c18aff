/* What a chart shows, in a sentence: titles of charts and their alternative texts. */
#ifndef RA_FINDING_H
#define RA_FINDING_H

#include <stdbool.h>

#include "audit/result.h"
#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each appends one sentence about the run without its full stop, or nothing where there is nothing
 * to say. Labels of the claim stand in it as they are. */
void ra_finding_ladder(const ra_result *result, ra_text *out);
void ra_finding_attribution(const ra_result *result, ra_text *out);
void ra_finding_fan(const ra_result *result, ra_text *out);
void ra_finding_histogram(const ra_result *result, ra_text *out);
void ra_finding_tornado(const ra_result *result, ra_text *out);
void ra_finding_variance(const ra_result *result, ra_text *out);

/* Returns whether a claim has corrections and a factor that a logarithmic axis can show. */
bool ra_corpus_corrected(const ra_result *result);

/* How many of such claims are overstated, and how far off they are. */
void ra_finding_corpus(const ra_result *const *results, size_t count, ra_text *out);

/* Appends a share in words where it is near a simple fraction ("four fifths"), else in per cent. */
void ra_finding_share(double share, bool capital, ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
