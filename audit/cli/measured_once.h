/* Measurements that are asked for twice. */
#ifndef RA_CLI_MEASURED_ONCE_H
#define RA_CLI_MEASURED_ONCE_H

#include "audit/cli/options.h"

/* What a map names in place of an ID, to leave a quantity out. */
#define RA_MAP_LEFT_OUT "-"

/* Returns RA_OK, or RA_USAGE with messages: one file cannot be two measurements, and which of two
 * maps to one ID counts must not hang on their order. */
ra_status ra_measured_once(const ra_options *options, ra_diag *diag);

#endif
