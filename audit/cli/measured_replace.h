/* One measured quantity in the place of a figure of the audited side. */
#ifndef RA_CLI_MEASURED_REPLACE_H
#define RA_CLI_MEASURED_REPLACE_H

#include "audit/cli/measured.h"

/* Given: the claim, which changes; the audit before anything was measured; the file and what of it
 * is taken, with its value in the unit of the quantity, an assumption or a step. Returned: RA_OK with
 * one row more in *out and a note, RA_USAGE or RA_NOMEM. */
ra_status ra_measured_replace(ra_replacements *out, ra_claim *claim, const ra_before *before,
                              const ra_measured *file, const ra_measurement *item,
                              uint32_t quantity, double value, ra_diag *diag);

#endif
