/* Markdown, for a pull request or an article. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/citations.h"
#include "reports/markup.h"
#include "reports/report_text.h"
#include "reports/rung_cells.h"
#include "reports/writers.h"

/* Appends what a piece writes, as text. Frees it. */
static void add_piece(ra_text *out, ra_text *piece)
{
    out->failed = out->failed || piece->failed;
    ra_markdown_text(out, piece->data);
    ra_text_free(piece);
}

static void add_head(ra_text *out, const ra_result *result)
{
    const ra_claim *claim = result->claim;
    const ra_source *source = claim->citation.source;

    ra_text_append(out, "## ");
    ra_markdown_text(out, ra_claim_title(claim));
    ra_text_append(out, "\n\n");
    if (claim->headline != NULL) {
        ra_text_append(out, "> \u201c");
        ra_markdown_text(out, claim->headline);
        ra_text_append(out, "\u201d\n");
        if (source != NULL) {
            ra_text piece = {0};
            ra_piece_citation(&piece, &claim->citation);
            ra_text_append(out, "> \u2014 [");
            add_piece(out, &piece);
            ra_text_format(out, "](<%s>)\n", source->url);
        }
        ra_text_append(out, "\n");
    }
    ra_text_append(out, "**");
    ra_markdown_text(out, result->sentence);
    ra_text_append(out, "**\n\n");
}

static void add_interval(ra_text *out, const ra_summary *spread)
{
    ra_text piece = {0};

    if (!isnan(spread->low) && spread->low != spread->high)
        ra_number_interval(&piece, spread->low, spread->high, RA_DIGITS_INTERVAL);
    add_piece(out, &piece);
}

static void add_figures(ra_text *out, const ra_result *result)
{
    ra_text stated = {0}, audited = {0}, factor = {0}, level = {0};

    ra_number_percent(&level, result->level, RA_DIGITS_LEVEL);
    ra_piece_stated(&stated, result);
    ra_piece_value(&audited, result->audited.point, RA_DIGITS_VALUE, result->claim->unit);
    ra_number_write(&factor, result->factor.point, RA_DIGITS_FACTOR);
    ra_text_append(out, "| | value | ");
    add_piece(out, &level);
    ra_text_append(out, " interval |\n|:--|--:|:--|\n| Published | ");
    add_piece(out, &stated);
    ra_text_append(out, " | ");
    ra_markdown_text(out, ra_consistency_text(result->consistency));
    ra_text_append(out, " |\n| Audited | ");
    add_piece(out, &audited);
    ra_text_append(out, " | ");
    add_interval(out, &result->audited);
    ra_text_append(out, " |\n| Factor | ");
    add_piece(out, &factor);
    ra_text_append(out, " | ");
    add_interval(out, &result->factor);
    ra_text_append(out, " |\n\n");
}

/* A row of cells. Frees them. */
static void add_cells(ra_text *out, ra_text *cells, int count)
{
    ra_text_append(out, "|");
    for (int i = 0; i < count; i++) {
        ra_text_append(out, " ");
        add_piece(out, &cells[i]);
        ra_text_append(out, " |");
    }
    ra_text_append(out, "\n");
}

static void add_ladder(ra_text *out, const ra_result *result)
{
    ra_text cells[RA_RUNG_CELLS];

    if (result->rung_count < 2)
        return;
    ra_text_append(out, "### The corrections, one after another\n\n|");
    for (int i = 0; i < RA_RUNG_CELLS; i++) {
        ra_text_append(out, " ");
        ra_markdown_text(out, ra_rung_heading(result, (ra_rung_cell)i));
        ra_text_append(out, " |");
    }
    ra_text_append(out, "\n|:--|--:|--:|--:|--:|--:|\n");
    for (uint32_t k = 0; k < result->rung_count; k++) {
        ra_rung_cells(result, k, true, cells);
        add_cells(out, cells, RA_RUNG_CELLS);
    }
    ra_text_append(out,
                   "\nShares are of the logarithm of the whole factor and do not depend on the "
                   "order of corrections.\n\n");
}

static void add_measured(ra_text *out, const ra_result *result)
{
    ra_text cells[RA_MEASURED_CELLS], summary = {0};

    if (result->measured.count == 0)
        return;
    ra_text_append(out, "### Measured in place of assumed\n\n|");
    for (int i = 0; i < RA_MEASURED_CELLS; i++)
        ra_text_format(out, " %s |", ra_measured_heading((ra_measured_cell)i));
    ra_text_append(out, "\n|:--|:--|:--|:--|\n");
    for (uint32_t i = 0; i < result->measured.count; i++) {
        ra_measured_cells(result, i, cells);
        add_cells(out, cells, RA_MEASURED_CELLS);
    }
    ra_measured_summary(result, &summary);
    ra_text_append(out, "\n");
    add_piece(out, &summary);
    ra_text_append(out, "\n\n");
}

/* What the audit as a whole says of itself. */
static void add_auditor(ra_text *out, const ra_claim_part *auditor)
{
    ra_text piece = {0};

    if (auditor->reason == NULL)
        return;
    ra_markdown_text(out, auditor->reason);
    if (auditor->citation.source != NULL) {
        ra_piece_citation(&piece, &auditor->citation);
        ra_text_append(out, " ([");
        add_piece(out, &piece);
        ra_text_format(out, "](<%s>))", auditor->citation.source->url);
    }
    ra_text_append(out, "\n\n");
}

static void add_reasons(ra_text *out, const ra_result *result)
{
    if (result->rung_count < 2)
        return;
    ra_text_append(out, "### Why\n\n");
    add_auditor(out, &result->claim->auditor);
    for (uint32_t k = 1; k < result->rung_count; k++) {
        const ra_quantity *quantity = &result->claim->quantities[result->ladder[k].quantity];
        const ra_figure *audited = &quantity->figure[RA_AUDITED];
        ra_text piece = {0};
        ra_text_append(out, "- **");
        ra_markdown_text(out, quantity->label);
        ra_text_append(out, "**: ");
        ra_markdown_text(out, audited->reason);
        if (audited->citation.source != NULL) {
            ra_piece_citation(&piece, &audited->citation);
            ra_text_append(out, " ([");
            add_piece(out, &piece);
            ra_text_format(out, "](<%s>))", audited->citation.source->url);
        }
        if (audited->citation.source != NULL && audited->citation.evidence == RA_RECALLED)
            ra_text_append(out, " *unverified*");
        if (audited->origin == RA_JUDGEMENT)
            ra_text_append(out, " *judgement*");
        ra_text_append(out, "\n");
    }
    ra_text_append(out, "\n");
}

static void add_sources(ra_text *out, const ra_claim *claim)
{
    const ra_citation *citation;

    ra_text_append(out, "### Sources\n\n");
    for (size_t i = 0; (citation = ra_citation_at(claim, i)) != NULL; i++) {
        ra_text piece = {0};
        if (citation->source == NULL || !ra_citation_first(claim, i))
            continue;
        ra_source_cite(citation->source, &piece);
        ra_text_append(out, "- ");
        add_piece(out, &piece);
        ra_text_format(out, " <%s>\n", citation->source->url);
    }
    ra_text_append(out, "\n");
}

static void add_run(ra_text *out, const ra_result *result)
{
    ra_text trials = {0};

    ra_number_trim(&trials, (double)result->trials, 17);
    ra_text_format(out, "reaudit %s, ", result->version != NULL ? result->version : "");
    add_piece(out, &trials);
    ra_text_format(out, " trials, seed %" PRIu64, result->seed);
    if (result->without != 0) {
        ra_text_append(out, ". Left out, as asked: ");
        ra_piece_extras(out, result->without);
    }
    if (result->command != NULL) {
        ra_text_append(out, ". Again: ");
        ra_markdown_text(out, result->command);
    }
    ra_text_append(out, "\n");
}

ra_status ra_report_markdown(const ra_result *const *results, size_t count, FILE *out,
                             const ra_report_options *options, ra_diag *diag)
{
    ra_text text = {0};

    (void)options;
    (void)diag;
    for (size_t i = 0; i < count; i++) {
        ra_text_append(&text, i > 0 ? "\n" : "");
        add_head(&text, results[i]);
        add_figures(&text, results[i]);
        add_ladder(&text, results[i]);
        add_measured(&text, results[i]);
        add_reasons(&text, results[i]);
        add_sources(&text, results[i]->claim);
        add_run(&text, results[i]);
    }
    return ra_text_finish(&text, out);
}
