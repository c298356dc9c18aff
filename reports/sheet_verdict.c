/* Verdict: one page that stands alone: what was printed, what the audit finds, why they differ, and
 * how that was made. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/citations.h"
#include "reports/workbook_ladder.h"
#include "reports/workbook_verdict.h"

enum { TITLE_ROW, QUOTE_ROW, SOURCE_ROW, LINK_ROW, GAP_ROW, VERDICT_ROW, FLAG_ROW, FIRST_ROW };

#define LINE_CHARACTERS 150 /* of the columns RA_VERDICT_LABEL to RA_VERDICT_REMARK together */
#define CHART_WIDTH     1090
#define ROW_PIXELS      20

static void write_top(ra_sheet *sheet)
{
    const ra_claim *claim = sheet->book->claim;
    ra_text text = {0};
    ra_cell_banner(sheet, RA_VERDICT_LABEL, ra_claim_title(claim), NULL);
    if (claim->headline) {
        ra_text_format(&text, "\xE2\x80\x9C%s\xE2\x80\x9D", claim->headline);
        ra_cell_merged(sheet, QUOTE_ROW, RA_VERDICT_LABEL, RA_VERDICT_REMARK, RA_STYLE_QUOTE,
                       LINE_CHARACTERS, text.data);
    }
    text.length = 0;
    if (claim->citation.source)
        ra_source_cite(claim->citation.source, &text);
    if (claim->citation.locator)
        ra_text_format(&text, "%s%s", text.length ? " " : "", claim->citation.locator);
    if (text.length)
        ra_cell_merged(sheet, SOURCE_ROW, RA_VERDICT_LABEL, RA_VERDICT_REMARK, RA_STYLE_PARAGRAPH,
                       LINE_CHARACTERS, text.data);
    if (claim->citation.source)
        ra_cell_address_line(sheet, LINK_ROW, RA_VERDICT_LABEL, claim->citation.source->url);
    ra_cell_merged(sheet, VERDICT_ROW, RA_VERDICT_LABEL, RA_VERDICT_REMARK, RA_STYLE_VERDICT,
                   LINE_CHARACTERS, sheet->book->result->sentence);
    sheet->book->nomem |= text.failed;
    ra_text_free(&text);
}

static lxw_row_t write_chart(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    if (book->claim->changed_count == 0)
        return row;
    ra_cell_section(sheet, row++, RA_VERDICT_LABEL, "From the published figure to the audited one");
    ra_chart_ladder(book, sheet, row, RA_VERDICT_LABEL, CHART_WIDTH);
    return row + (lxw_row_t)ceil(ra_chart_ladder_height(book) / ROW_PIXELS) + 1;
}

static void write_fact(ra_sheet *sheet, lxw_row_t *row, const char *label, const char *text)
{
    ra_cell_text(sheet, *row, RA_VERDICT_LABEL, RA_STYLE_TEXT, label);
    ra_cell_merged(sheet, (*row)++, RA_VERDICT_VALUE, RA_VERDICT_REMARK, RA_STYLE_WRAP,
                   LINE_CHARACTERS - 34, text);
}

/* What the audit as a whole says of itself. */
static void write_auditor(ra_sheet *sheet, lxw_row_t *row, const ra_claim_part *auditor)
{
    ra_text text = {0};
    if (!auditor->reason)
        return;
    ra_text_append(&text, auditor->reason);
    if (auditor->citation.source) {
        ra_text_append(&text, " [");
        ra_piece_citation(&text, &auditor->citation);
        ra_text_append(&text, "]");
    }
    sheet->book->nomem |= text.failed;
    write_fact(sheet, row, "Why it was audited so", text.data);
    ra_text_free(&text);
}

static void write_making(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    ra_text run = {0}, set = {0};
    ra_number_write(&run, (double)result->trials, snprintf(NULL, 0, "%" PRIu64, result->trials));
    if (result->replicates > 1)
        ra_text_format(&run, " trials on scrambled Sobol points in %u replicates", result->replicates);
    else
        ra_text_append(&run, " Monte Carlo trials");
    ra_text_format(&run, ", seed %" PRIu64 ", intervals at %g %%", result->seed, 100 * result->level);
    for (char **each = result->overrides; each && *each; each++)
        ra_text_format(&set, "%s%s", set.length ? "; " : "", *each);
    ra_cell_section(sheet, row++, RA_VERDICT_LABEL, "How this was made");
    write_fact(sheet, &row, "Program", result->version);
    write_fact(sheet, &row, "Run", run.data);
    if (result->adaptive.text)
        write_fact(sheet, &row, "Number of trials", result->adaptive.text);
    if (result->engine == RA_ENGINE_CONVOLUTION)
        write_fact(sheet, &row, "Distribution of the headline",
                   "by convolution; ladder, steps and shares are of the trials");
    if (result->command)
        write_fact(sheet, &row, "Command", result->command);
    if (set.length)
        write_fact(sheet, &row, "Changed for this run", set.data);
    if (result->claim->audit >= 0)
        write_fact(sheet, &row, "Audited by", result->claim->audits[result->claim->audit].label);
    write_auditor(sheet, &row, &result->claim->auditor);
    write_fact(sheet, &row, "Claim", result->claim->id);
    write_fact(sheet, &row, "SHA-256 of its inputs", result->claim->sha256);
    sheet->book->nomem |= run.failed || set.failed;
    ra_text_free(&run);
    ra_text_free(&set);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    write_top(sheet);
    ra_cell_flag(sheet, FLAG_ROW, RA_VERDICT_LABEL, false);
    lxw_row_t row = ra_verdict_figures(sheet, FIRST_ROW);
    row = ra_verdict_causes(sheet, row);
    row = ra_verdict_equivalences(sheet, row);
    row = write_chart(book, sheet, row);
    row = ra_book_contents(sheet, row, RA_VERDICT_LABEL, RA_VERDICT_REMARK, LINE_CHARACTERS - 49);
    write_making(sheet, row);
    ra_sheet_width(sheet, RA_VERDICT_MARGIN, 2);
    ra_sheet_width(sheet, RA_VERDICT_LABEL, 34);
    for (int c = RA_VERDICT_VALUE; c <= RA_VERDICT_HIGH; c++)
        ra_sheet_width(sheet, c, 15);
    ra_sheet_width(sheet, RA_VERDICT_UNIT, 14);
    ra_sheet_width(sheet, RA_VERDICT_REMARK, 60);
}

const ra_sheet_type ra_sheet_verdict = {
    .name = "Verdict",
    .about = "What was printed, what the audit finds, and why they differ",
    .part = RA_PART_PRESENTATION,
    .late = true,
    .write = write_sheet,
};
