/* A measured run as the start of a claim. */
#ifndef RA_CLI_FROM_LOG_H
#define RA_CLI_FROM_LOG_H

#include "audit/cli/skeleton.h"

/* The chain that a run is a claim of. */
#define RA_LOG_CHAIN "training"

/* Reads a log into what it tells of the assumptions of RA_LOG_CHAIN. Given: its path. Returned:
 * RA_OK, to be freed with ra_known_free also where it failed; else as ra_measured_load. */
ra_status ra_known_from_log(ra_known *out, const char *path, ra_diag *diag);
void ra_known_free(ra_known *known);

#endif
