/* Readers of the options of pictures and sites, for the table of options. */
#ifndef RA_CLI_OPTION_OUTPUTS_H
#define RA_CLI_OPTION_OUTPUTS_H

#include "audit/cli/options.h"

/* --chart and --size. Returned: RA_OK, or RA_USAGE with a message that names what is near. */
ra_status ra_option_chart(ra_options *options, const char *text, ra_diag *diag);
ra_status ra_option_size(ra_options *options, const char *text, ra_diag *diag);

/* --base: the address that a site will have. */
ra_status ra_option_base(ra_options *options, const char *text, ra_diag *diag);

#endif
