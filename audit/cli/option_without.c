/* Leaving parts of an audit out. */
#include "audit/cli/option_without.h"

#include <string.h>

#include "audit/extras.h"

#define MAX_NAME 32

static ra_status read_name(ra_options *options, const char *name, ra_diag *diag)
{
    const char *names[RA_EXTRAS + 1];

    for (int i = 0; i < RA_EXTRAS; i++) {
        names[i] = ra_extra_name((ra_extra)i);
        if (strcmp(name, names[i]) == 0) {
            options->without |= RA_EXTRA_BIT(i);
            return RA_OK;
        }
    }
    names[RA_EXTRAS] = "all";
    if (strcmp(name, "all") == 0) {
        options->without = RA_ALL_EXTRAS;
        return RA_OK;
    }
    const char *nearest = ra_text_nearest(name, names, RA_EXTRAS + 1);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "--without '%s': did you mean '%s'?", name, nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL,
                       "--without '%s': must be attribution, sensitivity, gum or convolution, "
                       "several with commas, or 'all'",
                       name);
    return RA_USAGE;
}

ra_status ra_option_without(ra_options *options, const char *text, ra_diag *diag)
{
    ra_status status = RA_OK;

    for (const char *end = text; status == RA_OK && end != NULL; text = end + 1) {
        char name[MAX_NAME];
        end = strchr(text, ',');
        size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        length = length < MAX_NAME ? length : MAX_NAME - 1;
        memcpy(name, text, length);
        name[length] = '\0';
        status = read_name(options, name, diag);
    }
    return status;
}
