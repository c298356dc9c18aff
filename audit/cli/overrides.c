/* Figures of the user's own: --set id=VALUE. */
#include "audit/cli/overrides.h"

#include <string.h>

ra_status ra_overrides_apply(ra_claim *claim, const ra_options *options, ra_diag *diag)
{
    ra_status result = RA_OK;

    for (size_t i = 0; i < options->overrides.count; i++) {
        const char *text = options->overrides.items[i];
        size_t length = strcspn(text, "=");
        ra_status status = RA_NOMEM;
        ra_text id = {0};

        ra_text_append_bytes(&id, text, length);
        if (!id.failed)
            status = ra_claim_set(claim, id.data, text + length + 1, diag);
        ra_text_free(&id);
        result = result != RA_OK ? result : status;
    }
    return result;
}
