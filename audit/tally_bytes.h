/* Tallies as bytes, to go from one process to another of the same kind of machine: numbers stand as
 * they do in memory. */
#ifndef RA_TALLY_BYTES_H
#define RA_TALLY_BYTES_H

#include "audit/run.h"
#include "models/text.h"

/* Appends a tally. A failed allocation is remembered in `out`. */
void ra_tally_emit(const ra_tally *tally, ra_text *out);

/* Reads one from bytes that ra_tally_emit wrote. Given: where it begins. Returned: RA_OK with *at
 * behind it, RA_NOMEM, or RA_INTERNAL where the bytes are not those of a tally; its histogram is to
 * be freed in any case. */
ra_status ra_tally_parse(ra_tally *tally, const ra_text *bytes, size_t *at);

#endif
