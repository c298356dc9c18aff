/* Figures of the user's own: --set id=VALUE. */
#include "audit/cli/overrides.h"

#include <string.h>

/* Two figures for one id contradict each other: which one counts must not hang on their order. */
static ra_status check_twice(const ra_options *options, ra_diag *diag)
{
    ra_status status = RA_OK;

    for (size_t i = 0; i < options->overrides.count; i++) {
        const char *first = options->overrides.items[i];
        size_t length = strcspn(first, "=") + 1;
        for (size_t k = i + 1; k < options->overrides.count; k++) {
            const char *second = options->overrides.items[k];
            if (strncmp(first, second, length) == 0) {
                ra_diag_report(diag, RA_ERROR, NULL, "--set gives '%.*s' twice: '%s' and '%s'",
                               (int)(length - 1), first, first + length, second + length);
                status = RA_USAGE;
            }
        }
    }
    return status;
}

ra_status ra_overrides_apply(ra_claim *claim, const ra_options *options, ra_diag *diag)
{
    ra_status result = check_twice(options, diag);

    for (size_t i = 0; result == RA_OK && i < options->overrides.count; i++) {
        const char *text = options->overrides.items[i];
        size_t length = strcspn(text, "=");
        ra_status status = RA_NOMEM;
        ra_text id = {0};

        ra_text_append_bytes(&id, text, length);
        if (!id.failed)
            status = ra_claim_set(claim, id.data, text + length + 1, diag);
        ra_text_free(&id);
        result = status;
    }
    return result;
}
