/* reaudit show CLAIM */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/cli/commands.h"
#include "audit/cli/overrides.h"
#include "audit/cli/paths.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"
#include "models/number.h"
#include "reports/citations.h"
#include "reports/page.h"
#include "reports/report_text.h"

#define INDENT 2
#define DEEPER 4  /* what belongs to a line */
#define COLUMN 15 /* behind the name of a side */

/* Writes a wrapped paragraph; frees the text. */
static void write_text(ra_page *page, int indent, int later, ra_text *text)
{
    if (text->failed) {
        page->text.failed = true;
    } else if (text->length > 0) {
        ra_page_pad(page, indent);
        ra_page_wrap(page, later, text->data);
        ra_page_line(page);
    }
    ra_text_free(text);
}

static void write_head(ra_page *page, const ra_claim *claim)
{
    ra_text source = {0}, about = {0};

    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, 0, ra_claim_title(claim));
    ra_page_line(page);
    if (claim->headline != NULL)
        ra_text_format(&about, "\u201c%s\u201d", claim->headline);
    write_text(page, 0, 0, &about);
    ra_piece_citation(&source, &claim->citation);
    write_text(page, 0, 0, &source);
}

static void write_totals(ra_page *page, const ra_claim *claim)
{
    ra_text stated = {0}, corrected = {0};

    ra_page_gap(page);
    ra_text_append(&stated, "Published: ");
    if (claim->stated_interval || claim->stated.kind != RA_FIGURE_NONE)
        ra_piece_headline(&stated, claim);
    else
        ra_text_append(&stated, "no figure");
    write_text(page, INDENT, INDENT, &stated);
    if (claim->corrected.kind != RA_FIGURE_NONE) {
        ra_text_append(&corrected, "Corrected: ");
        ra_piece_figure(&corrected, &claim->corrected);
        ra_text_append(&corrected, ", ");
        ra_piece_citation(&corrected, &claim->corrected.citation);
    }
    write_text(page, INDENT, INDENT, &corrected);
}

/* The rows of a claim, or its audits; the one that is shown has a mark. */
static void write_parts(ra_page *page, const char *heading, const ra_claim_part *parts,
                        uint32_t count, int shown)
{
    if (count == 0)
        return;
    ra_page_heading(page, heading);
    for (uint32_t i = 0; i < count; i++) {
        ra_text line = {0};
        ra_text_format(&line, "%s: %s", parts[i].id, parts[i].label);
        if ((int)i == shown)
            ra_text_append(&line, " (shown here)");
        write_text(page, INDENT, DEEPER, &line);
    }
}

static void write_repeats(ra_page *page, const ra_claim *claim)
{
    if (claim->repeat_count == 0)
        return;
    ra_page_heading(page, "Where it was repeated");
    for (uint32_t i = 0; i < claim->repeat_count; i++) {
        ra_text line = {0};
        ra_piece_repeat(&line, claim, &claim->repeated[i]);
        write_text(page, INDENT, DEEPER, &line);
    }
}

/* "energy = energy_it * pue [kWh]" */
static void write_formula(ra_page *page, const ra_quantity *step, ra_side side, const char *remark)
{
    ra_text text = {0};

    if (step->formula[side] == NULL)
        return;
    ra_text_format(&text, "%s = %s", step->id, step->formula[side]->text);
    if (strcmp(ra_unit_text(step->unit), "1") != 0)
        ra_text_format(&text, " [%s]", ra_unit_text(step->unit));
    ra_text_append(&text, remark);
    write_text(page, DEEPER, DEEPER + 2, &text);
}

static void write_step(ra_page *page, const ra_quantity *step)
{
    bool changed = step->formula[RA_PUBLISHED] != step->formula[RA_AUDITED];
    ra_text label = {0};

    ra_text_append(&label, step->label);
    write_text(page, INDENT, DEEPER, &label);
    write_formula(page, step, RA_PUBLISHED, changed ? ", as published" : "");
    if (changed)
        write_formula(page, step, RA_AUDITED, ", as audited");
}

static void write_chain(ra_page *page, const ra_claim *claim)
{
    ra_page_heading(page, "The chain");
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        if (claim->quantities[i].kind == RA_STEP)
            write_step(page, &claim->quantities[i]);
    }
}

/* Appends "normal(mean 208, sd 10.4): mean 208, sd 10.4, 90 % in 190.9 to 225.1". */
static void append_law(ra_text *out, const ra_dist *dist)
{
    double mean, sd;

    ra_dist_describe(dist, out);
    ra_dist_moments(dist, &mean, &sd);
    ra_text_append(out, "; ");
    if (isfinite(mean)) {
        ra_text_append(out, "mean ");
        ra_number_trim(out, mean, RA_DIGITS_VALUE);
        ra_text_append(out, ", sd ");
        ra_number_trim(out, sd, RA_DIGITS_INTERVAL);
        ra_text_append(out, ", ");
    }
    ra_text_append(out, "90 % in ");
    ra_number_interval(out, ra_dist_quantile(dist, 0.05, false), ra_dist_quantile(dist, 0.05, true),
                       RA_DIGITS_VALUE);
}

/* How a figure came about and where it can be read, in one line. */
static void append_origin(ra_text *out, const ra_figure *figure)
{
    ra_text_append(out, ra_origin_text(figure->origin));
    if (figure->citation.source == NULL)
        return;
    ra_text_format(out, "; %s: ", ra_evidence_text(figure->citation.evidence));
    ra_piece_citation(out, &figure->citation);
}

static void append_figure(ra_text *out, const ra_quantity *quantity, ra_side side)
{
    const ra_figure *figure = &quantity->figure[side];

    ra_piece_figure(out, figure);
    if (quantity->formula[side] != NULL)
        ra_text_format(out, " = %s", quantity->formula[side]->text);
    if (figure->kind == RA_FIGURE_SOLVED)
        ra_text_append(out, ", solved for so that the chain closes");
    if (figure->table != NULL)
        ra_text_format(out, ", from %s", figure->table);
    if (figure->inherited)
        ra_text_append(out, ", kept");
}

/* Whether two figures can be read at the same place. */
static bool same_place(const ra_figure *a, const ra_figure *b)
{
    return a->citation.source == b->citation.source && a->citation.locator == b->citation.locator &&
           a->citation.evidence == b->citation.evidence && a->origin == b->origin;
}

/* The entries of `where` on one side, under the figure that is derived from them. */
static void write_locals(ra_page *page, const ra_claim *claim, uint32_t owner, ra_side side)
{
    const ra_figure *derived = &claim->quantities[owner].figure[side];

    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        const ra_quantity *local = &claim->quantities[i];
        const ra_figure *figure = &local->figure[side];
        ra_text text = {0}, law = {0}, origin = {0};

        if (local->kind != RA_LOCAL || local->owner != owner || local->owner_side != side)
            continue;
        /* Its id is that of its owner, a full stop and its name. */
        ra_text_format(&text, "%s: ", strchr(local->id, '.') + 1);
        append_figure(&text, local, side);
        write_text(page, COLUMN + 2, COLUMN + 4, &text);
        if (figure->dist != NULL)
            append_law(&law, figure->dist);
        write_text(page, COLUMN + 4, COLUMN + 6, &law);
        if (!same_place(figure, derived) && !figure->citation.inherited)
            append_origin(&origin, figure);
        write_text(page, COLUMN + 4, COLUMN + 6, &origin);
    }
}

/* One side of an assumption: its value, its law, where it is from, and why. */
static void write_side(ra_page *page, const ra_claim *claim, uint32_t quantity, ra_side side)
{
    static const char *const names[RA_SIDES] = {"published", "audited"};
    const ra_figure *figure = &claim->quantities[quantity].figure[side];
    ra_text value = {0}, law = {0}, origin = {0}, reason = {0};

    if (figure->kind == RA_FIGURE_NONE)
        return;
    ra_page_pad(page, DEEPER);
    ra_page_put(page, names[side]);
    append_figure(&value, &claim->quantities[quantity], side);
    write_text(page, COLUMN, COLUMN + 2, &value);
    write_locals(page, claim, quantity, side);
    if (figure->dist != NULL)
        append_law(&law, figure->dist);
    write_text(page, COLUMN, COLUMN + 2, &law);
    if (!figure->inherited || figure->dist != NULL)
        append_origin(&origin, figure);
    write_text(page, COLUMN, COLUMN + 2, &origin);
    if (figure->reason != NULL)
        ra_text_append(&reason, figure->reason);
    write_text(page, COLUMN, COLUMN, &reason);
}

static void write_assumptions(ra_page *page, const ra_claim *claim)
{
    ra_page_heading(page, "The assumptions");
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        const ra_quantity *quantity = &claim->quantities[i];
        ra_text name = {0};
        if (quantity->kind != RA_ASSUMPTION)
            continue;
        ra_text_format(&name, "%s: %s", quantity->id, quantity->label);
        if (quantity->group >= 0)
            ra_text_format(&name, " [%s]", claim->groups[quantity->group].label);
        ra_page_style(page, RA_STYLE_STRONG);
        write_text(page, INDENT, DEEPER, &name);
        write_side(page, claim, i, RA_PUBLISHED);
        write_side(page, claim, i, RA_AUDITED);
    }
}

static void write_sources(ra_page *page, const ra_claim *claim)
{
    const ra_citation *citation;

    ra_page_heading(page, "The sources");
    for (size_t i = 0; (citation = ra_citation_at(claim, i)) != NULL; i++) {
        ra_text cite = {0}, url = {0};
        if (citation->source == NULL || !ra_citation_first(claim, i))
            continue;
        ra_source_cite(citation->source, &cite);
        write_text(page, INDENT, DEEPER, &cite);
        ra_text_append(&url, citation->source->url);
        write_text(page, DEEPER, DEEPER, &url);
    }
}

static ra_status show_claim(const ra_invocation *invocation, const ra_claim *claim)
{
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);
    ra_text hash = {0};

    write_head(&page, claim);
    write_totals(&page, claim);
    write_parts(&page, "Results", claim->rows, claim->row_count, claim->row);
    write_parts(&page, "Audits by further authors", claim->audits, claim->audit_count,
                claim->audit);
    write_repeats(&page, claim);
    ra_report_context(&page, claim);
    write_chain(&page, claim);
    write_assumptions(&page, claim);
    write_sources(&page, claim);
    ra_page_gap(&page);
    ra_text_format(&hash, "SHA-256: %s", claim->sha256);
    write_text(&page, INDENT, INDENT, &hash);
    return ra_page_finish(&page, stdout);
}

ra_status ra_cmd_show(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_data *data = NULL;
    ra_claim *claim = NULL;
    ra_status status = ra_places_open_whole(&data, &invocation->options, diag);

    *exit_status = 0;
    if (status == RA_OK)
        status = ra_address_load(&claim, data, invocation->operands[0], invocation->options.audit,
                                 diag);
    if (status == RA_OK)
        status = ra_overrides_apply(claim, &invocation->options, diag);
    if (status == RA_OK)
        status = show_claim(invocation, claim);
    ra_claim_free(claim);
    ra_data_free(data);
    return status;
}
