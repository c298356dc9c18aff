/* Ladder: the corrections one after another, each result recomputed in the sheet. The table on top
 * looks into the block below (sheet_ladder_block.c), where every column is the chain with one correction
 * more. */
#include "reports/workbook.h"

#include <math.h>

#include "reports/workbook_bars.h"
#include "reports/workbook_chain.h"
#include "reports/workbook_finding.h"
#include "reports/workbook_ladder.h"

/* Rows above the table. */
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, HEAD_ROW, FIRST_ROW };

/* Writes a formula made of one or two cells and an operator: "G5/G6". */
static void write_quotient(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                           lxw_row_t above, lxw_row_t below, bool fixed, double value)
{
    ra_text formula = {0};
    ra_cell_emit(&formula, above, fixed, RA_LADDER_RESULT, true);
    ra_text_append(&formula, "/");
    ra_cell_emit(&formula, below, false, RA_LADDER_RESULT, true);
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, column, style, formula.data, value, 4);
    ra_text_free(&formula);
}

/* What the correction changes: the cells of Chain, or a method; a measured step has values. */
static void write_values(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    ra_book *book = sheet->book;
    const ra_quantity *what = &book->claim->quantities[q];
    bool step = what->kind == RA_STEP && !what->measured;
    ra_cell_unit(sheet, row, RA_LADDER_UNIT, RA_STYLE_TEXT, what->unit);
    for (int side = 0; side < RA_SIDES; side++) {
        lxw_col_t column = side == RA_PUBLISHED ? RA_LADDER_PUBLISHED : RA_LADDER_AUDITED;
        if (step || book->content[side][q] == RA_CONTENT_NONE) {
            ra_cell_text(sheet, row, column, RA_STYLE_MUTED, step ? "method" : "-");
            continue;
        }
        ra_text name = {0};
        ra_book_name(book, q, side, &name);
        book->nomem |= name.failed;
        ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, name.data, book->value[side][q], 0);
        ra_text_free(&name);
    }
}

/* The result of a rung, found in its column of the block. */
static void write_result(ra_sheet *sheet, lxw_row_t row, ra_style style,
                         const ra_ladder_layout *layout, uint32_t k, double value)
{
    ra_text formula = {0};
    ra_text_append(&formula, "INDEX(");
    ra_cell_emit(&formula, ra_ladder_headline(layout, layout->block), true, RA_LADDER_BLOCK, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, ra_ladder_headline(layout, layout->block), true,
                 (lxw_col_t)(RA_LADDER_BLOCK + layout->rungs + 1), true);
    ra_text_append(&formula, ",1,");
    /* The first column tells which rung; the row of kept values and the total take the last. */
    if (k <= layout->rungs) {
        ra_cell_emit(&formula, row, false, RA_LADDER_RUNG, true);
        ra_text_append(&formula, "+1)");
    } else {
        ra_text_format(&formula, "%u)", (unsigned)layout->rungs + 2);
    }
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, RA_LADDER_RESULT, style, formula.data, value, -6);
    ra_text_free(&formula);
}

/* The factor of a correction made alone: the published result over that of its own column. */
static void write_alone(ra_sheet *sheet, lxw_row_t row, const ra_ladder_layout *layout, uint32_t k)
{
    if (k == 0 || !layout->alone) {
        ra_cell_text(sheet, row, RA_LADDER_ALONE, RA_STYLE_TEXT, NULL);
        return;
    }
    ra_text formula = {0};
    ra_cell_emit(&formula, layout->first, true, RA_LADDER_RESULT, true);
    ra_text_append(&formula, "/INDEX(");
    ra_cell_emit(&formula, ra_ladder_headline(layout, layout->alone), true, RA_LADDER_BLOCK, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, ra_ladder_headline(layout, layout->alone), true,
                 (lxw_col_t)(RA_LADDER_BLOCK + layout->rungs - 1), true);
    ra_text_append(&formula, ",1,");
    ra_cell_emit(&formula, row, false, RA_LADDER_RUNG, true);
    ra_text_append(&formula, ")");
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, RA_LADDER_ALONE, RA_STYLE_FORMULA, formula.data,
                    layout->result[0] / layout->single[k], 4);
    ra_text_free(&formula);
}

/* The intervals that the run found, at their rung. */
static void write_intervals(ra_sheet *sheet, lxw_row_t row, ra_style style,
                            const ra_summary *spread, double factor_low, double factor_high)
{
    bool spreads = spread && !spread->constant;
    ra_cell_number(sheet, row, RA_LADDER_LOW, style, spreads ? spread->low : NAN, 4);
    ra_cell_number(sheet, row, RA_LADDER_HIGH, style, spreads ? spread->high : NAN, 4);
    ra_cell_number(sheet, row, RA_LADDER_FACTOR_LOW, style, spreads ? factor_low : NAN, 4);
    ra_cell_number(sheet, row, RA_LADDER_FACTOR_HIGH, style, spreads ? factor_high : NAN, 4);
}

static void write_rung(ra_sheet *sheet, const ra_ladder_layout *layout, uint32_t k)
{
    const ra_claim *claim = sheet->book->claim;
    const ra_rung *rung = &sheet->book->result->ladder[k];
    lxw_row_t row = layout->first + k;
    ra_cell_number(sheet, row, RA_LADDER_RUNG, RA_STYLE_COUNT, k, 0);
    ra_cell_text(sheet, row, RA_LADDER_LABEL, RA_STYLE_STRONG, rung->label);
    ra_cell_text(sheet, row, RA_LADDER_GROUP, RA_STYLE_MUTED,
                 k && rung->group >= 0 ? claim->groups[rung->group].label : NULL);
    for (lxw_col_t c = RA_LADDER_PUBLISHED; k == 0 && c <= RA_LADDER_UNIT; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
    if (k)
        write_values(sheet, row, rung->quantity);
    write_result(sheet, row, RA_STYLE_FORMULA, layout, k, layout->result[k]);
    if (k)
        write_quotient(sheet, row, RA_LADDER_FACTOR, RA_STYLE_FORMULA, row - 1, row, false,
                       layout->result[k - 1] / layout->result[k]);
    else
        ra_cell_text(sheet, row, RA_LADDER_FACTOR, RA_STYLE_TEXT, NULL);
    write_quotient(sheet, row, RA_LADDER_CUMULATIVE, RA_STYLE_FORMULA, layout->first, row, true,
                   layout->result[0] / layout->result[k]);
    write_intervals(sheet, row, RA_STYLE_RUN, &rung->spread, rung->factor_p5, rung->factor_p95);
}

/* Values that the audit kept are no correction; a reader who changes one sees it here. */
static lxw_row_t write_kept(ra_sheet *sheet, const ra_ladder_layout *layout, lxw_row_t row)
{
    uint32_t last = layout->rungs + 1;
    for (lxw_col_t c = RA_LADDER_RUNG; c < RA_LADDER_COLUMNS; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_MUTED, NULL);
    ra_cell_text(sheet, row, RA_LADDER_LABEL, RA_STYLE_MUTED, "Kept values, where you change them");
    write_result(sheet, row, RA_STYLE_FORMULA, layout, last, layout->result[last]);
    write_quotient(sheet, row, RA_LADDER_FACTOR, RA_STYLE_FORMULA, row - 1, row, false,
                   layout->result[last - 1] / layout->result[last]);
    write_quotient(sheet, row, RA_LADDER_CUMULATIVE, RA_STYLE_FORMULA, layout->first, row, true,
                   layout->result[0] / layout->result[last]);
    return row + 1;
}

/* The factors, that of kept values included, multiply to the whole one, and the last column is the
 * audited side of Chain. */
static void check_total(ra_sheet *sheet, const ra_ladder_layout *layout, lxw_row_t row)
{
    ra_book *book = sheet->book;
    uint32_t last = layout->rungs + 1;
    double whole = layout->result[0] / layout->result[last];
    ra_text product = {0}, total = {0}, result = {0}, chain = {0};
    ra_text_append(&product, "PRODUCT(Ladder!");
    ra_cell_emit(&product, layout->first + 1, true, RA_LADDER_FACTOR, true);
    ra_text_append(&product, ":");
    ra_cell_emit(&product, row - 1, true, RA_LADDER_FACTOR, true);
    ra_text_append(&product, ")");
    ra_text_append(&total, "Ladder!");
    ra_cell_emit(&total, row, true, RA_LADDER_FACTOR, true);
    ra_text_append(&result, "Ladder!");
    ra_cell_emit(&result, row, true, RA_LADDER_RESULT, true);
    ra_text_append(&chain, "Chain!");
    ra_cell_emit(&chain, RA_CHAIN_RESULT_ROW, true, ra_chain_column(RA_AUDITED), true);
    book->nomem |= product.failed || total.failed || result.failed || chain.failed;
    if (isfinite(whole) && !book->nomem)
        ra_book_check(book, RA_CHECK_SUM, "Ladder: the factors multiply to the whole one",
                      product.data, whole, total.data, whole, 1e-9);
    if (isfinite(layout->result[last]) && !book->nomem)
        ra_book_check(book, RA_CHECK_SUM, "Ladder: its end is the audited side of Chain",
                      result.data, layout->result[last], chain.data, layout->result[last], 1e-9);
    ra_text_free(&product);
    ra_text_free(&total);
    ra_text_free(&result);
    ra_text_free(&chain);
}

static void write_total(ra_sheet *sheet, const ra_ladder_layout *layout, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    for (lxw_col_t c = RA_LADDER_RUNG; c < RA_LADDER_COLUMNS; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_text(sheet, row, RA_LADDER_LABEL, RA_STYLE_TOTAL_TEXT, "As audited");
    ra_cell_unit(sheet, row, RA_LADDER_UNIT, RA_STYLE_TOTAL_TEXT, sheet->book->claim->unit);
    uint32_t last = layout->rungs + 1;
    write_result(sheet, row, RA_STYLE_TOTAL, layout, last, layout->result[last]);
    write_quotient(sheet, row, RA_LADDER_FACTOR, RA_STYLE_TOTAL, layout->first, row, true,
                   layout->result[0] / layout->result[last]);
    write_intervals(sheet, row, RA_STYLE_TOTAL, &result->audited, result->factor.p5,
                    result->factor.p95);
}

/* Where the headline does not follow from its own inputs, that slip stands outside the ladder. */
static void write_slip(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    for (lxw_col_t c = RA_LADDER_RUNG; c < RA_LADDER_COLUMNS; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_MUTED, NULL);
    ra_cell_text(sheet, row, RA_LADDER_LABEL, RA_STYLE_STRONG, "As stated");
    ra_cell_text(sheet, row, RA_LADDER_GROUP, RA_STYLE_MUTED, "arithmetic of the source");
    ra_cell_number(sheet, row, RA_LADDER_RESULT, RA_STYLE_INPUT, result->stated, 0);
    write_quotient(sheet, row, RA_LADDER_FACTOR, RA_STYLE_FORMULA, row, row + 1, false,
                   result->stated / result->recomputed);
}

static void write_heads(ra_sheet *sheet)
{
    const ra_book *book = sheet->book;
    ra_text result = {0}, low = {0}, high = {0};
    ra_text_format(&result, "Result, %s", ra_unit_text(book->claim->unit));
    ra_text_format(&low, "Result, %g %% interval from", 100 * book->result->level);
    const char *heads[] = {"Rung",
                           "Correction",
                           "Group",
                           "Published",
                           "Audited",
                           "Unit",
                           result.data,
                           "Factor: before / after",
                           "Cumulative factor",
                           "Factor if made alone",
                           low.data,
                           "to",
                           "Factor, 5 %",
                           "Factor, 95 %",
                           NULL};
    if (result.failed || low.failed)
        sheet->book->nomem = true;
    else
        ra_cell_heads(sheet, HEAD_ROW, RA_LADDER_RUNG, heads);
    ra_text_free(&result);
    ra_text_free(&low);
    ra_text_free(&high);
}

static void fit(ra_sheet *sheet)
{
    ra_sheet_width(sheet, RA_LADDER_RUNG, 7);
    ra_sheet_fit(sheet, RA_LADDER_LABEL, RA_LADDER_LABEL, 28, 38);
    ra_sheet_fit(sheet, RA_LADDER_GROUP, RA_LADDER_GROUP, 14, 27);
    ra_sheet_fit(sheet, RA_LADDER_PUBLISHED, RA_SHEET_COLUMNS - 1, 12, 24);
}

/* Width of the table without its first column. */
static double table_pixels(const ra_sheet *sheet)
{
    double pixels = 0;
    for (int c = RA_LADDER_LABEL; c < RA_LADDER_COLUMNS; c++)
        pixels += floor(sheet->width[c] * 7 + 5);
    return pixels;
}

/* The waterfall, and to the right of it what each correction accounts for in any order. */
static void write_charts(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    uint32_t count = book->result->attribution.share_count;
    double left = 0, whole = table_pixels(sheet);
    int column = RA_LADDER_LABEL;
    if (count < 2) {
        ra_chart_ladder(book, sheet, row, RA_LADDER_LABEL, whole);
        return;
    }
    while (column < RA_LADDER_COLUMNS && left < 0.58 * whole)
        left += floor(sheet->width[column++] * 7 + 5);
    const ra_bars bars = {.sheet = "Attribution",
                          .first = RA_HEAD_ROW + 1,
                          .last = RA_HEAD_ROW + (count < RA_BARS_MOST ? count : RA_BARS_MOST),
                          .label = 0,
                          .column = {2},
                          .name = {"Share"},
                          .colour = {RA_COLOUR_STEP},
                          .series = 1,
                          .width = whole - left - 8,
                          .axis = "Share of the whole correction, in any order, %",
                          .about = "Share of each correction in the whole one",
                          .finding = ra_finding_attribution};
    ra_chart_ladder(book, sheet, row, RA_LADDER_LABEL, left - 8);
    ra_chart_bars(book, sheet, row, (lxw_col_t)column, &bars);
}

static void write_table(ra_sheet *sheet, const ra_ladder_layout *layout, bool slip)
{
    if (slip)
        write_slip(sheet, layout->first - 1);
    for (uint32_t k = 0; k <= layout->rungs; k++) {
        write_rung(sheet, layout, k);
        write_alone(sheet, layout->first + k, layout, k);
    }
    lxw_row_t total = write_kept(sheet, layout, layout->first + layout->rungs + 1);
    write_total(sheet, layout, total);
    check_total(sheet, layout, total);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    const ra_result *result = book->result;
    bool slip = result->consistency == RA_DOES_NOT_FOLLOW && isfinite(result->stated);
    lxw_row_t first = FIRST_ROW + (slip ? 1 : 0);
    lxw_row_t groups = first + book->claim->changed_count + 4;
    lxw_row_t chart = groups + (result->group_count ? result->group_count + 2 : 0);
    ra_ladder_layout layout;
    if (ra_ladder_new(&layout, book, first, chart)) {
        ra_cell_banner(sheet, RA_LADDER_RUNG, "Correction by correction",
                       "Each rung is the chain with one correction more. Results and factors are "
                       "live; the intervals in grey italics are those of the Monte Carlo run.");
        write_heads(sheet);
        write_table(sheet, &layout, slip);
        ra_ladder_groups(sheet, &layout, groups);
        book->ladder_first = layout.first;
        ra_ladder_blocks(book, &layout);
        if (layout.rungs)
            ra_ladder_points(book, &layout);
        else
            ra_cell_title(sheet, chart, RA_LADDER_LABEL, RA_STYLE_LEAD,
                          "This claim has no corrections yet.");
        fit(sheet);
        write_charts(book, sheet, layout.chart);
        worksheet_freeze_panes(sheet->file, FIRST_ROW, RA_LADDER_GROUP);
        /* The points are what the chart is drawn from; on paper the chart does. */
        uint32_t wide = RA_LADDER_BLOCK + layout.rungs + 1;
        ra_book_keep(book,
                     worksheet_print_area(sheet->file, 0, RA_LADDER_RUNG, layout.points - 1,
                                          (lxw_col_t)(wide >= RA_LADDER_COLUMNS
                                                          ? wide
                                                          : RA_LADDER_COLUMNS - 1)));
    } else {
        book->nomem = true;
    }
    /* Both are the book's from here on. */
    book->ladder_result = layout.result;
    book->ladder_row = layout.row;
    layout.result = NULL;
    layout.row = NULL;
    for (uint32_t q = 0; book->ladder_row && q < book->claim->quantity_count; q++)
        book->ladder_row[q] += book->ladder_row[q] ? layout.block : 0;
    book->ladder_headline = layout.block + layout.rows - 1;
    ra_ladder_free(&layout);
}

const ra_sheet_type ra_sheet_ladder = {
    .name = "Ladder",
    .about = "The corrections one after another, with the chain on every rung",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
