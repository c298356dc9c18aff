/* The sources that a claim rests on. */
#include "reports/citations.h"

#include "models/number.h"

/* Significant digits of the size of a thing, and of the ends of its interval. */
enum { SIZE_DIGITS = 4, END_DIGITS = 3 };

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

void ra_piece_citation(ra_text *out, const ra_citation *citation)
{
    const ra_source *source = citation->source;

    if (source == NULL)
        return;
    ra_text_append(out, source->short_authors != NULL ? source->short_authors : source->title);
    if (source->year != 0)
        ra_text_format(out, " (%d)", source->year);
    if (citation->locator != NULL)
        ra_text_format(out, ", %s", citation->locator);
}

void ra_piece_thing(ra_text *out, const ra_equivalence *thing)
{
    const ra_value *printed = ra_value_find(thing->row->at, "printed");

    ra_text_append(out, "one is ");
    if (printed != NULL)
        ra_text_append(out, ra_value_string(printed));
    else
        ra_number_write(out, thing->size, SIZE_DIGITS);
    ra_text_format(out, " %s", thing->row->unit);
    if (thing->size_p5 < thing->size_p95) {
        ra_text_append(out, ", ");
        ra_number_write(out, thing->size_p5, END_DIGITS);
        ra_text_append(out, " to ");
        ra_number_write(out, thing->size_p95, END_DIGITS);
    }
    ra_text_append(out, " [");
    ra_piece_citation(out, &thing->citation);
    ra_text_append(out, "]");
}

/* Returns whether an earlier claim has cited a source. */
static bool cited_before(const ra_result *const *results, size_t claim, const ra_source *source)
{
    const ra_citation *citation;

    for (size_t i = 0; i < claim; i++)
        for (size_t k = 0; (citation = ra_citation_at(results[i]->claim, k)) != NULL; k++)
            if (citation->source == source)
                return true;
    return false;
}

const ra_source *ra_cited_source(const ra_result *const *results, size_t claim, size_t citation)
{
    const ra_source *source = ra_citation_at(results[claim]->claim, citation)->source;

    return source != NULL && ra_citation_first(results[claim]->claim, citation) &&
                   !cited_before(results, claim, source)
               ? source
               : NULL;
}
