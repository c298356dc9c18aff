/* Verdict: one page that stands alone: what was printed, what the audit finds, why they differ, and
 * how that was made. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "reports/number.h"
#include "reports/workbook_chain.h"
#include "reports/workbook_ladder.h"

enum { MARGIN, LABEL, VALUE, LOW, HIGH, UNIT, REMARK };
enum { TITLE_ROW, QUOTE_ROW, SOURCE_ROW, LINK_ROW, GAP_ROW, VERDICT_ROW, FLAG_ROW, FIRST_ROW };

#define LINE_CHARACTERS 150 /* of the columns LABEL to REMARK together */
#define CHART_WIDTH     1090
#define ROW_PIXELS      20
#define CAUSES          3

/* Appends "Chain!$D$4": the headline of a side. */
static void emit_headline(int side, ra_text *out)
{
    ra_text_append(out, "Chain!");
    ra_cell_emit(out, RA_CHAIN_RESULT_ROW, true, ra_chain_column(side), true);
}

static void write_top(ra_sheet *sheet)
{
    const ra_claim *claim = sheet->book->claim;
    ra_text text = {0};
    ra_cell_banner(sheet, LABEL, claim->title ? claim->title : claim->id, NULL);
    if (claim->headline) {
        ra_text_format(&text, "\xE2\x80\x9C%s\xE2\x80\x9D", claim->headline);
        ra_cell_merged(sheet, QUOTE_ROW, LABEL, REMARK, RA_STYLE_QUOTE, LINE_CHARACTERS, text.data);
    }
    text.length = 0;
    if (claim->citation.source)
        ra_source_cite(claim->citation.source, &text);
    if (claim->citation.locator)
        ra_text_format(&text, "%s%s", text.length ? " " : "", claim->citation.locator);
    if (text.length)
        ra_cell_merged(sheet, SOURCE_ROW, LABEL, REMARK, RA_STYLE_PARAGRAPH, LINE_CHARACTERS,
                       text.data);
    if (claim->citation.source)
        ra_cell_address(sheet, LINK_ROW, LABEL, claim->citation.source->url,
                        claim->citation.source->url);
    ra_cell_merged(sheet, VERDICT_ROW, LABEL, REMARK, RA_STYLE_VERDICT, LINE_CHARACTERS,
                   sheet->book->result->sentence);
    sheet->book->nomem |= text.failed;
    ra_text_free(&text);
}

/* The sentence and the intervals are those of the run. Where a reader has changed a figure since,
 * this line says so. */
static void write_flag(ra_sheet *sheet)
{
    ra_book *book = sheet->book;
    uint32_t result = book->claim->result;
    ra_text formula = {0};
    ra_text_append(&formula, "IF(OR(");
    for (int side = 0; side < RA_SIDES; side++) {
        double run = book->value[side][result] * book->claim->result_factor;
        if (!isfinite(run))
            continue;
        ra_text_append(&formula, "ABS(");
        emit_headline(side, &formula);
        ra_text_append(&formula, "-(");
        ra_text_number(&formula, run);
        ra_text_append(&formula, "))>1E-9*");
        ra_text_number(&formula, fabs(run));
        ra_text_append(&formula, ",");
    }
    ra_text_append(&formula, "FALSE),\"Figures were changed since the run: the points below follow "
                             "them, the sentence and the intervals do not.\",\"\")");
    lxw_format *format = ra_book_style(book, RA_STYLE_FLAG, RA_NUMBER_NONE);
    if (formula.failed)
        book->nomem = true;
    else
        ra_book_keep(book, worksheet_write_formula_str(sheet->file, FLAG_ROW, LABEL, formula.data,
                                                       format, ""));
    ra_text_free(&formula);
}

/* One line of the table: a live formula or a number, its interval, its unit, a remark. */
typedef struct {
    const char *label;
    const char *formula; /* NULL: `value` is a figure of its own */
    double value, low, high;
    int digits;
    const char *unit, *remark;
} line;

static void write_line(ra_sheet *sheet, lxw_row_t row, const line *what)
{
    ra_cell_text(sheet, row, LABEL, RA_STYLE_STRONG, what->label);
    if (what->formula)
        ra_cell_formula(sheet, row, VALUE, RA_STYLE_FORMULA, what->formula, what->value,
                        what->digits);
    else
        ra_cell_number(sheet, row, VALUE, RA_STYLE_FORMULA, what->value, what->digits);
    ra_cell_number(sheet, row, LOW, RA_STYLE_RUN, what->low, 4);
    ra_cell_number(sheet, row, HIGH, RA_STYLE_RUN, what->high, 4);
    ra_cell_text(sheet, row, UNIT, RA_STYLE_TEXT, what->unit);
    ra_cell_text(sheet, row, REMARK, RA_STYLE_WRAP, what->remark);
}

static lxw_row_t write_stated(ra_sheet *sheet, lxw_row_t row, const char *unit)
{
    const ra_result *result = sheet->book->result;
    const ra_claim *claim = sheet->book->claim;
    const char *bound = claim->bound == RA_BOUND_AT_MOST    ? "at most"
                        : claim->bound == RA_BOUND_AT_LEAST ? "at least"
                                                            : NULL;
    line stated = {.label = "As printed",
                   .value = result->stated,
                   .low = NAN,
                   .high = NAN,
                   .unit = unit,
                   .remark = bound};
    if (claim->stated_interval) {
        stated.low = claim->interval_low;
        stated.high = claim->interval_high;
    }
    if (isfinite(result->stated) || claim->stated_interval)
        write_line(sheet, row++, &stated);
    return row;
}

static lxw_row_t write_recomputed(ra_sheet *sheet, lxw_row_t row, const char *unit)
{
    const ra_result *result = sheet->book->result;
    ra_text formula = {0}, remark = {0};
    emit_headline(RA_PUBLISHED, &formula);
    bool spans = result->recomputed_high > result->recomputed_low;
    ra_text_format(&remark, "The printed figure %s.%s", ra_consistency_text(result->consistency),
                   spans ? " The range is what the rounding of the inputs leaves." : "");
    bool judged = result->consistency != RA_NOT_STATED && result->consistency != RA_NOT_CHECKED;
    line recomputed = {.label = "Recomputed from its own inputs",
                       .formula = formula.data,
                       .value = result->recomputed,
                       .low = NAN,
                       .high = NAN,
                       .digits = -6,
                       .unit = unit,
                       .remark = judged ? remark.data : NULL};
    if (spans) {
        recomputed.low = result->recomputed_low;
        recomputed.high = result->recomputed_high;
    }
    sheet->book->nomem |= formula.failed || remark.failed;
    write_line(sheet, row++, &recomputed);
    ra_text_free(&formula);
    ra_text_free(&remark);
    return row;
}

static lxw_row_t write_corrected(ra_sheet *sheet, lxw_row_t row, const char *unit)
{
    const ra_result *result = sheet->book->result;
    const ra_figure *corrected = &sheet->book->claim->corrected;
    if (corrected->kind == RA_FIGURE_NONE)
        return row;
    ra_text remark = {0};
    ra_figure_emit(corrected, NULL, &remark);
    ra_text_format(&remark, " as printed; %s.", ra_consistency_text(result->corrected_consistency));
    line printed = {.label = "As its correction printed",
                    .value = corrected->value * corrected->factor,
                    .low = NAN,
                    .high = NAN,
                    .digits = corrected->digits ? corrected->digits : 6,
                    .unit = unit,
                    .remark = remark.data};
    sheet->book->nomem |= remark.failed;
    write_line(sheet, row++, &printed);
    ra_text_free(&remark);
    return row;
}

static lxw_row_t write_audited(ra_sheet *sheet, lxw_row_t row, const char *unit)
{
    const ra_result *result = sheet->book->result;
    const ra_summary *s = &result->audited;
    ra_text audited = {0}, factor = {0};
    emit_headline(RA_AUDITED, &audited);
    emit_headline(RA_PUBLISHED, &factor);
    ra_text_append(&factor, "/");
    emit_headline(RA_AUDITED, &factor);
    bool spreads = !s->constant;
    line lines[] = {
        {.label = "As audited",
         .formula = audited.data,
         .value = s->point,
         .low = spreads ? s->low : NAN,
         .high = spreads ? s->high : NAN,
         .digits = 4,
         .unit = unit},
        {.label = "Published / audited",
         .formula = factor.data,
         .value = result->factor.point,
         .low = spreads ? result->factor.low : NAN,
         .high = spreads ? result->factor.high : NAN,
         .digits = 4,
         .unit = "times"},
        {.label = "Trials above the printed figure",
         .value = 100 * result->exceedance,
         .low = NAN,
         .high = NAN,
         .digits = 3,
         .unit = "%",
         .remark = "of the Monte Carlo trials"},
    };
    sheet->book->nomem |= audited.failed || factor.failed;
    write_line(sheet, row++, &lines[0]);
    row = write_corrected(sheet, row, unit);
    write_line(sheet, row++, &lines[1]);
    if (spreads && isfinite(result->exceedance))
        write_line(sheet, row++, &lines[2]);
    ra_text_free(&audited);
    ra_text_free(&factor);
    return row;
}

static lxw_row_t write_figures(ra_sheet *sheet, lxw_row_t row)
{
    const char *unit = ra_unit_text(sheet->book->claim->unit);
    ra_text low = {0};
    ra_text_format(&low, "%g %% interval from", 100 * sheet->book->result->level);
    const char *heads[] = {"", "Figure", low.data ? low.data : "", "to", "Unit", "", NULL};
    ra_cell_heads(sheet, row++, LABEL, heads);
    sheet->book->nomem |= low.failed;
    ra_text_free(&low);
    row = write_stated(sheet, row, unit);
    row = write_recomputed(sheet, row, unit);
    return write_audited(sheet, row, unit) + 1;
}

/* Finds the corrections with the largest factors, up or down. Returned: how many. */
static int find_causes(const ra_result *result, uint32_t cause[CAUSES])
{
    int found = 0;
    double size[CAUSES];
    for (uint32_t k = 1; k < result->rung_count; k++) {
        double weight = fabs(log(fabs(result->ladder[k].factor)));
        if (!(weight > 1e-12) || !isfinite(weight))
            continue;
        int at = found < CAUSES ? found++ : CAUSES;
        for (; at > 0 && weight > size[at - 1]; at--)
            if (at < CAUSES) {
                size[at] = size[at - 1];
                cause[at] = cause[at - 1];
            }
        if (at < CAUSES) {
            size[at] = weight;
            cause[at] = k;
        }
    }
    return found;
}

/* A cell that repeats one of Ladder. */
static void write_mirror(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t from,
                         lxw_col_t from_column, double value, int digits)
{
    ra_text formula = {0};
    ra_text_append(&formula, "Ladder!");
    ra_cell_emit(&formula, from, true, from_column, true);
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value, digits);
    ra_text_free(&formula);
}

static void write_cause(ra_sheet *sheet, lxw_row_t row, uint32_t k)
{
    ra_book *book = sheet->book;
    const ra_rung *rung = &book->result->ladder[k];
    const ra_quantity *what = &book->claim->quantities[rung->quantity];
    lxw_row_t from = book->ladder_first + k;
    ra_cell_text(sheet, row, LABEL, RA_STYLE_STRONG, rung->label);
    for (int side = 0; side < RA_SIDES; side++)
        if (what->kind == RA_STEP || book->content[side][rung->quantity] == RA_CONTENT_NONE)
            ra_cell_text(sheet, row, (lxw_col_t)(VALUE + side), RA_STYLE_MUTED, "method");
        else
            write_mirror(sheet, row, (lxw_col_t)(VALUE + side), from,
                         (lxw_col_t)(RA_LADDER_PUBLISHED + side), book->value[side][rung->quantity],
                         0);
    write_mirror(sheet, row, HIGH, from, RA_LADDER_FACTOR, rung->factor, 4);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, what->unit);
    ra_cell_text(sheet, row, REMARK, RA_STYLE_WRAP, what->figure[RA_AUDITED].reason);
}

static lxw_row_t write_causes(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Largest corrections", "Published", "Audited", "Factor",
                                        "Unit of the figures", "Why",       NULL};
    uint32_t cause[CAUSES] = {0};
    int count = find_causes(sheet->book->result, cause);
    if (count == 0)
        return row;
    ra_cell_heads(sheet, row++, LABEL, heads);
    for (int i = 0; i < count; i++)
        write_cause(sheet, row++, cause[i]);
    return row + 1;
}

static lxw_row_t write_equivalences(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {
        "In things people know", "Published", "Audited, 5 %", "95 %", "", "", NULL};
    const ra_result *result = sheet->book->result;
    if (result->equivalence_count == 0)
        return row;
    ra_cell_heads(sheet, row++, LABEL, heads);
    for (uint32_t i = 0; i < result->equivalence_count; i++, row++) {
        const ra_equivalence *same = &result->equivalences[i];
        ra_cell_text(sheet, row, LABEL, RA_STYLE_STRONG, same->row->label);
        ra_cell_number(sheet, row, VALUE, RA_STYLE_RUN, same->published, 3);
        ra_cell_number(sheet, row, LOW, RA_STYLE_RUN, same->p5, 3);
        ra_cell_number(sheet, row, HIGH, RA_STYLE_RUN, same->p95, 3);
        ra_cell_text(sheet, row, UNIT, RA_STYLE_TEXT, NULL);
        ra_cell_text(sheet, row, REMARK, RA_STYLE_TEXT, NULL);
    }
    return row + 1;
}

static lxw_row_t write_chart(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    if (book->claim->changed_count == 0)
        return row;
    ra_cell_section(sheet, row++, LABEL, "From the published figure to the audited one");
    ra_chart_ladder(book, sheet, row, LABEL, CHART_WIDTH);
    return row + (lxw_row_t)ceil(ra_chart_ladder_height(book) / ROW_PIXELS) + 1;
}

static void write_fact(ra_sheet *sheet, lxw_row_t *row, const char *label, const char *text)
{
    ra_cell_text(sheet, *row, LABEL, RA_STYLE_TEXT, label);
    ra_cell_merged(sheet, (*row)++, VALUE, REMARK, RA_STYLE_WRAP, LINE_CHARACTERS - 34, text);
}

static void write_making(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    ra_text run = {0}, set = {0};
    ra_number_write(&run, (double)result->trials, snprintf(NULL, 0, "%" PRIu64, result->trials));
    ra_text_format(&run, " Monte Carlo trials, seed %" PRIu64 ", intervals at %g %%", result->seed,
                   100 * result->level);
    for (char **each = result->overrides; each && *each; each++)
        ra_text_format(&set, "%s%s", set.length ? "; " : "", *each);
    ra_cell_section(sheet, row++, LABEL, "How this was made");
    write_fact(sheet, &row, "Program", result->version);
    write_fact(sheet, &row, "Run", run.data);
    if (result->command)
        write_fact(sheet, &row, "Command", result->command);
    if (set.length)
        write_fact(sheet, &row, "Changed for this run", set.data);
    write_fact(sheet, &row, "Claim", result->claim->id);
    write_fact(sheet, &row, "SHA-256 of its inputs", result->claim->sha256);
    sheet->book->nomem |= run.failed || set.failed;
    ra_text_free(&run);
    ra_text_free(&set);
}

void ra_sheet_verdict(ra_book *book)
{
    ra_sheet *sheet = &book->sheet[RA_SHEET_VERDICT];
    write_top(sheet);
    write_flag(sheet);
    lxw_row_t row = write_figures(sheet, FIRST_ROW);
    row = write_causes(sheet, row);
    row = write_equivalences(sheet, row);
    row = write_chart(book, sheet, row);
    write_making(sheet, row);
    ra_sheet_width(sheet, MARGIN, 2);
    ra_sheet_width(sheet, LABEL, 34);
    for (int c = VALUE; c <= HIGH; c++)
        ra_sheet_width(sheet, c, 15);
    ra_sheet_width(sheet, UNIT, 14);
    ra_sheet_width(sheet, REMARK, 60);
}
