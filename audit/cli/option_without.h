/* The reader of --without, for the table of options. */
#ifndef RA_CLI_OPTION_WITHOUT_H
#define RA_CLI_OPTION_WITHOUT_H

#include "audit/cli/options.h"

/* Reads names of parts, with commas between them, or 'all'. */
ra_status ra_option_without(ra_options *options, const char *text, ra_diag *diag);

#endif
