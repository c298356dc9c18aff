/* Which side of every quantity counts. */
#include <string.h>

#include "audit/model.h"

void ra_choice_published(const ra_claim *claim, uint8_t *choice)
{
    memset(choice, RA_PUBLISHED, claim->quantity_count);
}

void ra_choice_audited(const ra_claim *claim, uint8_t *choice)
{
    memset(choice, RA_AUDITED, claim->quantity_count);
}

void ra_choice_rung(const ra_claim *claim, uint32_t rung, uint8_t *choice)
{
    if (rung == 0) {
        ra_choice_published(claim, choice);
        return;
    }
    ra_choice_audited(claim, choice);
    for (uint32_t k = rung; k < claim->changed_count; k++) {
        choice[claim->changed[k]] = RA_PUBLISHED;
    }
}
