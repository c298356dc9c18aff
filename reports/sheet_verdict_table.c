/* The tables of the sheet Verdict. */
#include <math.h>

#include "reports/citations.h"
#include "reports/workbook_chain.h"
#include "reports/workbook_ladder.h"
#include "reports/workbook_verdict.h"

#define CAUSES 3

void ra_verdict_headline(int side, ra_text *out)
{
    ra_text_append(out, "Chain!");
    ra_cell_emit(out, RA_CHAIN_RESULT_ROW, true, ra_chain_column(side), true);
}

bool ra_verdict_audited(const ra_book *book)
{
    return book->claim->changed_count > 0 || !book->result->audited.constant;
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
    ra_cell_text(sheet, row, RA_VERDICT_LABEL, RA_STYLE_STRONG, what->label);
    if (what->formula)
        ra_cell_formula(sheet, row, RA_VERDICT_VALUE, RA_STYLE_FORMULA, what->formula, what->value,
                        what->digits);
    else
        ra_cell_number(sheet, row, RA_VERDICT_VALUE, RA_STYLE_FORMULA, what->value, what->digits);
    ra_cell_number(sheet, row, RA_VERDICT_LOW, RA_STYLE_RUN, what->low, 4);
    ra_cell_number(sheet, row, RA_VERDICT_HIGH, RA_STYLE_RUN, what->high, 4);
    ra_cell_text(sheet, row, RA_VERDICT_UNIT, RA_STYLE_TEXT, what->unit);
    ra_cell_text(sheet, row, RA_VERDICT_REMARK, RA_STYLE_WRAP, what->remark);
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
                   .remark = claim->stated_interval ? "an interval" : bound};
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
    ra_verdict_headline(RA_PUBLISHED, &formula);
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

/* A complement is compared by what it leaves of the whole. */
static lxw_row_t write_remainder(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    double whole = result->whole;
    ra_text formula = {0};
    if (!isfinite(whole) || !isfinite(result->stated))
        return row;
    ra_text_number(&formula, whole - result->stated);
    ra_text_append(&formula, "/(");
    ra_text_number(&formula, whole);
    ra_text_append(&formula, "-");
    ra_verdict_headline(RA_AUDITED, &formula);
    ra_text_append(&formula, ")");
    line remainder = {.label = "What remains, as printed / audited",
                      .formula = formula.data,
                      .value = (whole - result->stated) / (whole - result->audited.point),
                      .low = NAN,
                      .high = NAN,
                      .digits = 4,
                      .unit = "times"};
    sheet->book->nomem |= formula.failed;
    write_line(sheet, row++, &remainder);
    ra_text_free(&formula);
    return row;
}

static lxw_row_t write_audited(ra_sheet *sheet, lxw_row_t row, const char *unit)
{
    const ra_result *result = sheet->book->result;
    const ra_summary *s = &result->audited;
    ra_text audited = {0}, factor = {0};
    ra_verdict_headline(RA_AUDITED, &audited);
    ra_verdict_headline(RA_PUBLISHED, &factor);
    ra_text_append(&factor, "/");
    ra_verdict_headline(RA_AUDITED, &factor);
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
    if (spreads && isfinite(result->holds))
        lines[2] = (line){.label = "Trials in which it holds",
                          .value = 100 * result->holds,
                          .low = NAN,
                          .high = NAN,
                          .digits = 3,
                          .unit = "%",
                          .remark = "of the Monte Carlo trials"};
    if (spreads && (isfinite(result->exceedance) || isfinite(result->holds)))
        write_line(sheet, row++, &lines[2]);
    row = write_remainder(sheet, row);
    ra_text_free(&audited);
    ra_text_free(&factor);
    return row;
}

lxw_row_t ra_verdict_figures(ra_sheet *sheet, lxw_row_t row)
{
    const char *unit = ra_unit_text(sheet->book->claim->unit);
    ra_text low = {0};
    ra_text_format(&low, "%g %% interval from", 100 * sheet->book->result->level);
    const char *heads[] = {"", "Figure", low.data ? low.data : "", "to", "Unit", "", NULL};
    ra_cell_heads(sheet, row++, RA_VERDICT_LABEL, heads);
    sheet->book->nomem |= low.failed;
    ra_text_free(&low);
    row = write_stated(sheet, row, unit);
    row = write_recomputed(sheet, row, unit);
    if (ra_verdict_audited(sheet->book))
        row = write_audited(sheet, row, unit);
    return row + 1;
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
    ra_cell_text(sheet, row, RA_VERDICT_LABEL, RA_STYLE_STRONG, rung->label);
    for (int side = 0; side < RA_SIDES; side++)
        if ((what->kind == RA_STEP && !what->measured) ||
            book->content[side][rung->quantity] == RA_CONTENT_NONE)
            ra_cell_text(sheet, row, (lxw_col_t)(RA_VERDICT_VALUE + side), RA_STYLE_MUTED,
                         "method");
        else
            write_mirror(sheet, row, (lxw_col_t)(RA_VERDICT_VALUE + side), from,
                         (lxw_col_t)(RA_LADDER_PUBLISHED + side), book->value[side][rung->quantity],
                         0);
    write_mirror(sheet, row, RA_VERDICT_HIGH, from, RA_LADDER_FACTOR, rung->factor, 4);
    ra_cell_unit(sheet, row, RA_VERDICT_UNIT, RA_STYLE_TEXT, what->unit);
    ra_cell_text(sheet, row, RA_VERDICT_REMARK, RA_STYLE_WRAP, what->figure[RA_AUDITED].reason);
}

lxw_row_t ra_verdict_causes(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Largest corrections", "Published", "Audited", "Factor",
                                        "Unit of the figures", "Why",       NULL};
    uint32_t cause[CAUSES] = {0};
    int count = find_causes(sheet->book->result, cause);
    if (count == 0)
        return row;
    ra_cell_heads(sheet, row++, RA_VERDICT_LABEL, heads);
    for (int i = 0; i < count; i++)
        write_cause(sheet, row++, cause[i]);
    return row + 1;
}

static void write_equivalence(ra_sheet *sheet, lxw_row_t row, const ra_equivalence *same)
{
    bool spreads = !sheet->book->result->audited.constant;
    double values[] = {same->published, ra_verdict_audited(sheet->book) ? same->value : NAN,
                       spreads ? same->p5 : NAN, spreads ? same->p95 : NAN};
    ra_cell_text(sheet, row, RA_VERDICT_LABEL, RA_STYLE_STRONG, same->row->label);
    for (int i = 0; i < 4; i++)
        ra_cell_number(sheet, row, (lxw_col_t)(RA_VERDICT_VALUE + i), RA_STYLE_RUN, values[i], 3);
    ra_text size = {0};
    ra_piece_thing(&size, same);
    sheet->book->nomem |= size.failed;
    ra_cell_text(sheet, row, RA_VERDICT_REMARK, RA_STYLE_WRAP, size.data);
    ra_text_free(&size);
}

lxw_row_t ra_verdict_equivalences(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {
        "In things people know", "Published", "Audited", "5 %", "95 %", "", NULL};
    const ra_result *result = sheet->book->result;
    lxw_row_t first = row;
    for (uint32_t i = 0; i < result->equivalence_count; i++)
        write_equivalence(sheet, ++row, &result->equivalences[i]);
    if (row == first)
        return row;
    ra_cell_heads(sheet, first, RA_VERDICT_LABEL, heads);
    return row + 2;
}
