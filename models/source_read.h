/* Reading one source; shared by source.c and source_read.c. */
#ifndef RA_SOURCE_READ_H
#define RA_SOURCE_READ_H

#include "models/arena.h"
#include "models/json.h"
#include "models/source.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a record. Returned: RA_OK with *out, whose texts live as long as the document and the arena
 * do; RA_INVALID with messages; RA_NOMEM. */
ra_status ra_source_read(ra_source *out, const ra_value *object, ra_arena *arena, ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
