/* Options of pictures and sites. */
#include "audit/cli/option_outputs.h"

#include <string.h>

#include "audit/cli/option_choice.h"

ra_status ra_option_chart(ra_options *options, const char *text, ra_diag *diag)
{
    int found = ra_choice_read("chart", text, diag);

    options->chart = found < 0 ? RA_CHART_ANY : (ra_chart)(found + RA_CHART_ANY + 1);
    return found < 0 ? RA_USAGE : RA_OK;
}

ra_status ra_option_size(ra_options *options, const char *text, ra_diag *diag)
{
    int found = ra_choice_read("size", text, diag);

    options->canvas = found < 0 ? RA_CANVAS_PRINT : (ra_canvas)found;
    return found < 0 ? RA_USAGE : RA_OK;
}

/* An address as a file of XML and HTML may hold it: no space, no quote, nothing that must be
 * encoded. */
ra_status ra_option_base(ra_options *options, const char *text, ra_diag *diag)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-._~:/%@[]";
    const char *host = strncmp(text, "https://", 8) == 0  ? text + 8
                       : strncmp(text, "http://", 7) == 0 ? text + 7
                                                          : NULL;

    if (host == NULL || *host == '\0' || *host == '/' || strspn(text, plain) != strlen(text)) {
        ra_diag_report(
            diag, RA_ERROR, NULL,
            "--base '%s': must be the address of the site, as https://example.org/audits/", text);
        return RA_USAGE;
    }
    options->base = text;
    return RA_OK;
}
