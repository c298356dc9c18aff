/* The text report in words: the reasons for the corrections, what to take with care, how the
 * numbers were made. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/report_text.h"

#define COUNT_DIGITS 17

/* Writes a wrapped paragraph under the rows of a table; frees the text. */
static void write_paragraph(ra_page *page, int indent, ra_text *text)
{
    if (text->failed) {
        page->text.failed = true;
    } else if (text->length > 0) {
        ra_page_pad(page, indent);
        ra_page_wrap(page, indent, text->data);
        ra_page_line(page);
    }
    ra_text_free(text);
}

/* "1.58 → 1.10", of a method its formulas; "201.1 kWh → 25 kWh, measured". */
static void append_correction(ra_text *out, const ra_claim *claim, const ra_rung *rung)
{
    const ra_quantity *quantity = &claim->quantities[rung->quantity];

    ra_piece_side(out, claim, rung, RA_PUBLISHED, true);
    ra_text_append(out, " \u2192 ");
    ra_piece_side(out, claim, rung, RA_AUDITED, true);
    if (quantity->kind == RA_STEP && quantity->measured)
        ra_text_append(out, ", measured");
}

static void write_reason(ra_page *page, const ra_claim *claim, const ra_rung *rung)
{
    const ra_quantity *quantity = &claim->quantities[rung->quantity];
    const ra_figure *audited = &quantity->figure[RA_AUDITED];
    ra_text change = {0}, reason = {0};

    ra_page_pad(page, RA_TABLE_INDENT);
    ra_page_wrap(page, RA_TABLE_INDENT + 2, quantity->label);
    ra_page_put(page, ":");
    ra_page_pad(page, page->column + 1);
    append_correction(&change, claim, rung);
    ra_page_style(page, RA_STYLE_STRONG);
    if (!change.failed)
        ra_page_wrap(page, RA_TABLE_INDENT + 2, change.data);
    ra_text_free(&change);
    ra_page_line(page);
    if (audited->reason != NULL)
        ra_text_format(&reason, "%s ", audited->reason);
    if (audited->citation.source != NULL) {
        ra_text_append(&reason, "[");
        ra_piece_citation(&reason, &audited->citation);
        ra_text_append(&reason, "]");
    }
    write_paragraph(page, RA_TABLE_INDENT + 2, &reason);
}

void ra_report_reasons(ra_page *page, const ra_result *result)
{
    uint32_t i;

    if (result->rung_count < 2)
        return;
    ra_page_heading(page, "What was corrected, and why");
    for (i = 0; i < result->rung_count; i++) {
        if (result->ladder[i].quantity != UINT32_MAX)
            write_reason(page, result->claim, &result->ladder[i]);
    }
}

/* Who printed the headline again, and with which figure. */
void ra_report_repeats(ra_page *page, const ra_result *result)
{
    const ra_claim *claim = result->claim;

    if (claim->repeat_count == 0)
        return;
    ra_page_heading(page, "Where it was repeated");
    for (uint32_t i = 0; i < claim->repeat_count; i++) {
        ra_text line = {0};
        ra_page_style(page, claim->repeated[i].differs ? RA_STYLE_CARE : RA_STYLE_PLAIN);
        ra_piece_repeat(&line, claim, &claim->repeated[i]);
        write_paragraph(page, RA_TABLE_INDENT, &line);
        ra_page_style(page, RA_STYLE_PLAIN);
    }
}

/* "Other audits: --audit a, b" */
static void write_choices(ra_page *page, const ra_claim *claim)
{
    ra_text text = {0};

    for (uint32_t i = 0; i < claim->audit_count; i++) {
        if ((int)i != claim->audit)
            ra_text_format(&text, "%s--audit %s (%s)",
                           text.length > 0 ? ", " : "Also audited with ", claim->audits[i].id,
                           claim->audits[i].label);
    }
    if (text.length > 0)
        ra_text_append(&text, ".");
    write_paragraph(page, RA_TABLE_INDENT, &text);
}

static bool is_unread(const ra_citation *citation)
{
    return citation->source != NULL &&
           (citation->evidence == RA_RECALLED || citation->evidence == RA_SECONDARY);
}

/* What makes a figure weak. What it inherits is said once, where it comes from; a figure that is
 * kept may still name a source of its own. */
typedef struct {
    bool judged; /* it rests on judgement */
    bool unread; /* it was not read in its source */
} weakness;

static weakness weakness_of(const ra_figure *figure)
{
    bool own = figure->kind != RA_FIGURE_NONE && (!figure->inherited || figure->dist != NULL);
    weakness found = {
        .judged = own && figure->origin == RA_JUDGEMENT,
        .unread = figure->kind != RA_FIGURE_NONE && !figure->citation.inherited &&
                  is_unread(&figure->citation),
    };

    return found;
}

static void write_weakness(ra_page *page, const char *label, const char *side, weakness found,
                           const ra_citation *citation)
{
    ra_text text = {0};

    ra_text_format(&text, "%s (%s): ", label, side);
    if (found.judged)
        ra_text_append(&text, ra_origin_text(RA_JUDGEMENT));
    if (found.judged && found.unread)
        ra_text_append(&text, "; ");
    if (found.unread)
        ra_text_append(&text, ra_evidence_text(citation->evidence));
    if (found.unread) {
        ra_text_append(&text, " [");
        ra_piece_citation(&text, citation);
        ra_text_append(&text, "]");
    }
    if (!text.failed) {
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT + 2, text.data);
        ra_page_line(page);
    }
    page->text.failed = page->text.failed || text.failed;
    ra_text_free(&text);
}

/* Writes the weaknesses of every figure. Returned: how many there are; with `page` NULL they are
 * only counted. */
static uint32_t write_weaknesses(ra_page *page, const ra_claim *claim)
{
    static const char *const sides[RA_SIDES] = {"published", "audited"};
    uint32_t count = 0;
    uint32_t i;
    int side;

    for (i = 0; i < claim->quantity_count; i++) {
        const ra_quantity *quantity = &claim->quantities[i];
        for (side = 0; side < RA_SIDES; side++) {
            const ra_figure *figure = &quantity->figure[side];
            weakness found = weakness_of(figure);
            if (!found.judged && !found.unread)
                continue;
            count++;
            if (page != NULL)
                write_weakness(page, quantity->label != NULL ? quantity->label : quantity->id,
                               sides[side], found, &figure->citation);
        }
    }
    return count;
}

void ra_report_care(ra_page *page, const ra_result *result)
{
    const ra_claim *claim = result->claim;
    weakness unread = {.unread = is_unread(&claim->citation)};

    if (!unread.unread && write_weaknesses(NULL, claim) == 0)
        return;
    ra_page_heading(page, "Take with care");
    if (unread.unread)
        write_weakness(page, "The headline", "published", unread, &claim->citation);
    write_weaknesses(page, claim);
}

/* A count, every digit of it. */
static void append_count(ra_text *out, uint64_t count)
{
    ra_number_trim(out, (double)count, COUNT_DIGITS);
}

void ra_piece_extras(ra_text *out, unsigned parts)
{
    bool first = true;

    for (int i = 0; i < RA_EXTRAS; i++)
        if (parts & RA_EXTRA_BIT(i)) {
            ra_text_format(out, "%s%s", first ? "" : ", ", ra_extra_name((ra_extra)i));
            first = false;
        }
}

void ra_piece_run(ra_text *out, const ra_result *result)
{
    ra_text_format(out, "reaudit %s, ", result->version != NULL ? result->version : "");
    append_count(out, result->trials);
    ra_text_append(out, result->trials == 1 ? " trial" : " trials");
    if (result->replicates > 1)
        ra_text_format(out, " on scrambled Sobol points in %u replicates", result->replicates);
    ra_text_format(out, ", seed %" PRIu64 ". ", result->seed);
    if (result->asked != result->trials) {
        append_count(out, result->asked);
        ra_text_append(out, " were asked for; whole nets have more. ");
    }
    if (result->engine == RA_ENGINE_CONVOLUTION)
        ra_text_append(out, "The distribution of the headline and its factor are those of the "
                            "convolution, not of the trials. ");
    if (result->exact)
        ra_text_append(out, "Quantiles are those of the sorted trials. ");
    if (result->adaptive.text != NULL)
        ra_text_format(out, "%s. ", result->adaptive.text);
    if (result->without != 0) {
        ra_text_append(out, "Left out, as asked: ");
        ra_piece_extras(out, result->without);
        ra_text_append(out, ". ");
    }
    if (result->audited.mcse > 0) {
        ra_text_append(out, result->replicates > 1
                                ? "Standard error of the mean, from the replicates: "
                                : "Monte Carlo standard error of the mean: ");
        ra_piece_value(out, result->audited.mcse, 2, result->claim->unit);
        ra_text_append(out, ". ");
    }
    if (result->audited.missing != NULL)
        ra_text_format(out, "The headline has no mean and no standard deviation: %s. ",
                       result->audited.missing);
    if (result->audited.nan > 0) {
        append_count(out, result->audited.nan);
        ra_text_format(out, " trials had no value%s%s and are left out. ",
                       result->valueless != NULL ? " " : "",
                       result->valueless != NULL ? result->valueless : "");
    }
}

void ra_report_run(ra_page *page, const ra_result *result)
{
    ra_text run = {0}, hash = {0}, command = {0};
    size_t i;

    ra_page_heading(page, "How this was made");
    ra_piece_run(&run, result);
    write_paragraph(page, RA_TABLE_INDENT, &run);
    for (i = 0; result->overrides != NULL && result->overrides[i] != NULL; i++) {
        ra_text set = {0};
        ra_text_format(&set, "Changed by hand: %s", result->overrides[i]);
        write_paragraph(page, RA_TABLE_INDENT, &set);
    }
    write_choices(page, result->claim);
    ra_text_format(&hash, "SHA-256: %s", result->claim->sha256);
    write_paragraph(page, RA_TABLE_INDENT, &hash);
    if (result->command != NULL) {
        ra_text_format(&command, "Again: %s", result->command);
        write_paragraph(page, RA_TABLE_INDENT, &command);
    }
}
