/* Small pieces of text that the parts of the report share. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_text.h"

void ra_piece_unit(ra_text *out, const ra_unit *unit)
{
    if (unit != NULL && strcmp(ra_unit_text(unit), "1") != 0)
        ra_text_format(out, " %s", ra_unit_text(unit));
}

void ra_piece_value(ra_text *out, double value, int digits, const ra_unit *unit)
{
    ra_number_write(out, value, digits);
    ra_piece_unit(out, unit);
}

void ra_piece_interval(ra_text *out, const ra_summary *spread)
{
    ra_number_range(out, spread->low, ra_bounds_half(spread->bounds[RA_QLOW], spread->low),
                    spread->high, ra_bounds_half(spread->bounds[RA_QHIGH], spread->high),
                    RA_DIGITS_INTERVAL);
}

void ra_piece_figure(ra_text *out, const ra_figure *figure)
{
    if (figure->kind == RA_FIGURE_NONE) {
        ra_text_append(out, "\u2013");
        return;
    }
    if (figure->kind == RA_FIGURE_PRINTED && figure->printed != NULL)
        ra_text_append(out, figure->printed);
    else
        ra_number_trim(out, figure->value, RA_DIGITS_VALUE);
    ra_piece_unit(out, figure->unit);
}

void ra_piece_side(ra_text *out, const ra_claim *claim, const ra_rung *rung, ra_side side,
                   bool formulas)
{
    const ra_quantity *quantity = &claim->quantities[rung->quantity];
    const ra_expr *formula = quantity->formula[side];

    if (quantity->kind != RA_STEP)
        ra_piece_figure(out, &quantity->figure[side]);
    else if (quantity->measured)
        ra_piece_value(out, side == RA_PUBLISHED ? rung->published : rung->audited, RA_DIGITS_VALUE,
                       rung->unit);
    else if (!formulas)
        ra_text_append(out, "method");
    else
        ra_text_append(out, formula != NULL ? formula->text : "as printed");
}

void ra_piece_headline(ra_text *out, const ra_claim *claim)
{
    if (claim->bound != RA_BOUND_NONE)
        ra_text_append(out, claim->bound == RA_BOUND_AT_MOST ? "at most " : "at least ");
    if (!claim->stated_interval) {
        ra_piece_figure(out, &claim->stated);
        return;
    }
    ra_text_append(out, claim->interval_text);
    ra_piece_unit(out, claim->unit);
}

void ra_piece_stated(ra_text *out, const ra_result *result)
{
    const ra_claim *claim = result->claim;

    if (claim->stated_interval || claim->stated.kind != RA_FIGURE_NONE)
        ra_piece_headline(out, claim);
    else
        ra_piece_value(out, result->recomputed, RA_DIGITS_VALUE, claim->unit);
}

ra_style ra_piece_verdict_style(ra_verdict verdict)
{
    static const ra_style styles[] = {
        [RA_STANDS] = RA_STYLE_GOOD,
        [RA_PARTLY] = RA_STYLE_CARE,
        [RA_OVERSTATED] = RA_STYLE_BAD,
        [RA_UNDERSTATED] = RA_STYLE_BAD,
        [RA_NARROWER_BOUNDARY] = RA_STYLE_CARE,
        [RA_NOT_FOLLOWING] = RA_STYLE_BAD,
        [RA_WITHOUT_VALUE] = RA_STYLE_BAD,
        [RA_NOT_AUDITED] = RA_STYLE_STRONG,
    };

    return styles[verdict];
}

void ra_piece_repeat(ra_text *out, const ra_claim *claim, const ra_repeat *repeat)
{
    const ra_figure *figure = &repeat->figure;

    ra_piece_citation(out, &repeat->citation);
    if (repeat->headline != NULL)
        ra_text_format(out, ": \u201c%s\u201d", repeat->headline);
    if (figure->kind == RA_FIGURE_NONE)
        return;
    ra_text_append(out, ": ");
    ra_piece_figure(out, figure);
    if (!repeat->differs)
        return;
    ra_text_append(out, ", another figure");
    if (claim->stated.value > 0 && figure->value > 0) {
        double factor = figure->value * figure->factor / claim->stated.value;
        ra_text_append(out, ": ");
        ra_number_write(out, factor, RA_DIGITS_FACTOR);
        ra_text_append(out, " times the published one");
    }
}

void ra_piece_change(ra_text *out, double factor)
{
    if (isnan(factor) || factor <= 0) {
        ra_number_write(out, factor, RA_DIGITS_FACTOR);
        return;
    }
    ra_text_append(out, factor >= 1 ? "\u00f7 " : "\u00d7 ");
    ra_number_write(out, factor >= 1 ? factor : 1 / factor, RA_DIGITS_FACTOR);
}

/* Writes the words that fit into the label's column. */
static void write_chunk(ra_page *page, ra_label *label)
{
    const char *text = label->rest;
    size_t best = 0, end = 0;
    ra_text chunk = {0};

    while (text[end] != '\0') {
        size_t next = end + strspn(text + end, " ");
        next += strcspn(text + next, " ");
        ra_text_free(&chunk);
        ra_text_append_bytes(&chunk, text, next);
        if (chunk.failed || (best > 0 && ra_text_width(chunk.data) > label->width))
            break;
        best = end = next;
    }
    ra_text_free(&chunk);
    ra_text_append_bytes(&chunk, text, best);
    if (!chunk.failed && best > 0)
        ra_page_left(page, label->width, chunk.data);
    page->text.failed = page->text.failed || chunk.failed;
    /* Without memory there is no next line: what is left would stay left for ever. */
    label->rest = chunk.failed ? "" : text + best + strspn(text + best, " ");
    ra_text_free(&chunk);
}

void ra_piece_label(ra_page *page, ra_label *label, int width, const char *text)
{
    *label = (ra_label){.column = page->column, .width = width, .rest = ""};
    ra_page_clean(&label->text, text, page->utf8);
    if (label->text.failed)
        page->text.failed = true;
    else if (label->text.length > 0)
        label->rest = label->text.data;
    write_chunk(page, label);
    ra_page_pad(page, label->column + width);
}

void ra_piece_label_rest(ra_page *page, ra_label *label)
{
    /* Later lines are indented by two, so that the rows of a table stay apart. */
    const int indent = 2;

    ra_page_line(page);
    label->width -= indent;
    while (*label->rest != '\0') {
        ra_page_pad(page, label->column + indent);
        write_chunk(page, label);
        ra_page_line(page);
    }
    ra_text_free(&label->text);
}
