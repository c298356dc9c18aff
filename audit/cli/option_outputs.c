/* Options of pictures and sites. */
#include "audit/cli/option_outputs.h"

#include <string.h>

/* A chart or a size by its name. `name_at`: that of the i-th of `count`. Returned: its number, or
 * -1 with a message. */
static int find_name(const char *option, const char *text, const char *(*name_at)(int), int first,
                     int count, ra_diag *diag)
{
    const char *names[16], *nearest;
    ra_text known = {0};

    for (int i = first; i < count; i++)
        if (strcmp(name_at(i), text) == 0)
            return i;
    for (int i = first; i < count; i++) {
        names[i - first] = name_at(i);
        ra_text_format(&known, "%s%s",
                       i == first       ? ""
                       : i == count - 1 ? " or "
                                        : ", ",
                       name_at(i));
    }
    nearest = ra_text_nearest(text, names, (size_t)(count - first));
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "--%s '%s': did you mean '%s'?", option, text,
                       nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "--%s '%s': must be %s", option, text,
                       known.failed ? "a known name" : known.data);
    ra_text_free(&known);
    return -1;
}

static const char *chart_at(int i)
{
    return ra_chart_name((ra_chart)i);
}

static const char *canvas_at(int i)
{
    return ra_canvas_name((ra_canvas)i);
}

ra_status ra_option_chart(ra_options *options, const char *text, ra_diag *diag)
{
    int found = find_name("chart", text, chart_at, RA_CHART_ANY + 1, RA_CHARTS, diag);

    options->chart = found < 0 ? RA_CHART_ANY : (ra_chart)found;
    return found < 0 ? RA_USAGE : RA_OK;
}

ra_status ra_option_size(ra_options *options, const char *text, ra_diag *diag)
{
    int found = find_name("size", text, canvas_at, 0, RA_CANVASES, diag);

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
