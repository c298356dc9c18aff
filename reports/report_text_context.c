/* Who corrected a claim, and what is to be known about its chain. */
#include "reports/report_text.h"

/* Writes a wrapped paragraph; frees the text. */
static void write_paragraph(ra_page *page, ra_text *text)
{
    if (text->failed) {
        page->text.failed = true;
    } else if (text->length > 0) {
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT, text->data);
        ra_page_line(page);
    }
    ra_text_free(text);
}

static void write_auditor(ra_page *page, const ra_claim_part *auditor)
{
    ra_text text = {0};

    ra_text_append(&text, auditor->reason);
    if (auditor->citation.source != NULL) {
        ra_text_append(&text, " [");
        ra_piece_citation(&text, &auditor->citation);
        ra_text_append(&text, "]");
    }
    write_paragraph(page, &text);
}

/* Steps that neither side uses stand in the chain alone. */
static bool has_note(const ra_claim *claim, uint32_t q)
{
    const ra_quantity *step = &claim->quantities[q];

    return step->kind == RA_STEP && step->note != NULL &&
           (ra_claim_uses(claim, q, RA_PUBLISHED) || ra_claim_uses(claim, q, RA_AUDITED));
}

void ra_report_context(ra_page *page, const ra_claim *claim)
{
    bool notes = false;

    for (uint32_t q = 0; q < claim->quantity_count; q++)
        notes = notes || has_note(claim, q);
    if (claim->auditor.reason == NULL && !notes)
        return;
    ra_page_heading(page, "What is known about it");
    if (claim->auditor.reason != NULL)
        write_auditor(page, &claim->auditor);
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_quantity *step = &claim->quantities[q];
        ra_text text = {0};
        if (!has_note(claim, q))
            continue;
        ra_text_format(&text, "%s: %s", step->label != NULL ? step->label : step->id, step->note);
        write_paragraph(page, &text);
    }
}
