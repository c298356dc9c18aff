/* Figures of the user's own: --set id=VALUE. */
#ifndef RA_CLI_OVERRIDES_H
#define RA_CLI_OVERRIDES_H

#include "audit/cli/options.h"
#include "models/claim.h"

/* Changes the audited side of a claim by every --set. Returned: RA_OK, or the status of the first
 * that failed, with messages for all. */
ra_status ra_overrides_apply(ra_claim *claim, const ra_options *options, ra_diag *diag);

#endif
