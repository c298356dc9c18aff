/* The sources that a claim rests on. */
#include "reports/citations.h"

const ra_citation *ra_citation_at(const ra_claim *claim, size_t i)
{
    size_t figures = (size_t)claim->quantity_count * RA_SIDES;

    if (i == 0)
        return &claim->citation;
    if (i == 1)
        return &claim->corrected.citation;
    i -= 2;
    if (i < figures)
        return &claim->quantities[i / RA_SIDES].figure[i % RA_SIDES].citation;
    i -= figures;
    return i < claim->repeat_count ? &claim->repeated[i].citation : NULL;
}

bool ra_citation_first(const ra_claim *claim, size_t i)
{
    const ra_source *source = ra_citation_at(claim, i)->source;
    size_t before;

    for (before = 0; before < i; before++) {
        if (ra_citation_at(claim, before)->source == source)
            return false;
    }
    return true;
}
