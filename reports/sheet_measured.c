/* Measured: what measured runs replaced, how well each figure was known before and is known now,
 * and what that did to the headline. */
#include <inttypes.h>
#include <math.h>

#include "models/number.h"
#include "reports/workbook_chain.h"

enum {
    NAME,
    UNIT,
    BEFORE,
    AFTER,
    TIMES,
    BEFORE_P5,
    BEFORE_P95,
    WITHIN,
    AFTER_P5,
    AFTER_P95,
    BEFORE_WIDTH,
    AFTER_WIDTH,
    NARROWER,
    COLUMNS
};
enum { POINT_ROW = RA_HEAD_ROW + 1, LOW_ROW, HIGH_ROW, WIDTH_ROW, VERDICT_ROW, TABLE_ROW = 10 };

/* Characters in a line of text over all columns but the first. */
#define TEXT_WIDTH 130

/* A uniform law within -/+ h has its 5 % point at (1 - 0.9 h) of its middle. */
#define UNIFORM_90 0.9

/* Width of an interval as a share of its value, in percent. */
static double width_of(double value, double low, double high)
{
    double width = 100 * (high - low) / fabs(value);
    return isfinite(width) ? width : NAN;
}

/* Appends the address of a cell of this sheet. */
static void emit(ra_text *out, lxw_row_t row, lxw_col_t column)
{
    ra_cell_emit(out, row, false, column, false);
}

static void write_formula(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_text *formula,
                          double value, int digits)
{
    sheet->book->nomem |= formula->failed;
    ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula->data, value, digits);
    ra_text_free(formula);
}

/* 100*(high-low)/ABS(value) */
static void write_width(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const lxw_row_t rows[3],
                        const lxw_col_t columns[3], double width)
{
    ra_text formula = {0};
    ra_text_append(&formula, "100*(");
    emit(&formula, rows[2], columns[2]);
    ra_text_append(&formula, "-");
    emit(&formula, rows[1], columns[1]);
    ra_text_append(&formula, ")/ABS(");
    emit(&formula, rows[0], columns[0]);
    ra_text_append(&formula, ")");
    write_formula(sheet, row, column, &formula, width, 3);
}

/* How much narrower an interval became, in percent of what it was: 100*(1-after/before). */
static void write_narrower(ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                           lxw_col_t before_column, lxw_col_t after_column, double before,
                           double after)
{
    ra_text formula = {0};
    double value = before > 0 ? 100 * (1 - after / before) : NAN;
    ra_text_append(&formula, "100*(1-");
    emit(&formula, row, after_column);
    ra_text_append(&formula, "/");
    emit(&formula, row, before_column);
    ra_text_append(&formula, ")");
    write_formula(sheet, row, column, &formula, value, 3);
}

static void write_times(ra_sheet *sheet, lxw_row_t row, double before, double after)
{
    ra_text formula = {0};
    emit(&formula, row, AFTER);
    ra_text_append(&formula, "/");
    emit(&formula, row, BEFORE);
    write_formula(sheet, row, TIMES, &formula, after / before, 4);
}

static void write_pair(ra_sheet *sheet, lxw_row_t row, const char *label, double before,
                       double after)
{
    ra_cell_text(sheet, row, NAME, RA_STYLE_STRONG, label);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, sheet->book->claim->unit);
    ra_cell_number(sheet, row, BEFORE, RA_STYLE_RUN, before, 4);
    ra_cell_number(sheet, row, AFTER, RA_STYLE_RUN, after, 4);
}

/* The headline before and after. */
static void write_headline(ra_sheet *sheet)
{
    static const char *const heads[] = {"Headline", "Unit",           "Before",
                                        "After",    "After / before", NULL};
    static const lxw_row_t rows[] = {POINT_ROW, LOW_ROW, HIGH_ROW};
    const ra_result *result = sheet->book->result;
    const ra_measured_result *measured = &result->measured;
    const ra_summary *audited = &result->audited;
    double before = width_of(measured->point, measured->low, measured->high);
    double after = width_of(audited->point, audited->low, audited->high);
    ra_text low = {0}, high = {0}, chain = {0};
    ra_cell_heads(sheet, RA_HEAD_ROW, NAME, heads);
    ra_text_format(&low, "Interval at %g %%, low end", 100 * result->level);
    ra_text_format(&high, "Interval at %g %%, high end", 100 * result->level);
    sheet->book->nomem |= low.failed || high.failed;
    write_pair(sheet, POINT_ROW, "Audited value", measured->point, NAN);
    ra_text_append(&chain, "Chain!");
    ra_cell_emit(&chain, RA_CHAIN_RESULT_ROW, true, RA_CHAIN_AUDITED, true);
    write_formula(sheet, POINT_ROW, AFTER, &chain, audited->point, 4);
    write_times(sheet, POINT_ROW, measured->point, audited->point);
    write_pair(sheet, LOW_ROW, low.data, measured->low, audited->low);
    write_pair(sheet, HIGH_ROW, high.data, measured->high, audited->high);
    ra_cell_text(sheet, WIDTH_ROW, NAME, RA_STYLE_STRONG, "Width, % of the value");
    write_width(sheet, WIDTH_ROW, BEFORE, rows, (const lxw_col_t[]){BEFORE, BEFORE, BEFORE},
                before);
    write_width(sheet, WIDTH_ROW, AFTER, rows, (const lxw_col_t[]){AFTER, AFTER, AFTER}, after);
    write_times(sheet, WIDTH_ROW, before, after);
    ra_cell_text(sheet, WIDTH_ROW, UNIT, RA_STYLE_TEXT, NULL);
    ra_cell_text(sheet, VERDICT_ROW, UNIT, RA_STYLE_TEXT, NULL);
    for (lxw_row_t row = LOW_ROW; row <= VERDICT_ROW; row++)
        if (row != WIDTH_ROW)
            ra_cell_text(sheet, row, TIMES, RA_STYLE_TEXT, NULL);
    ra_cell_text(sheet, VERDICT_ROW, NAME, RA_STYLE_STRONG, "Verdict");
    ra_cell_text(sheet, VERDICT_ROW, BEFORE, RA_STYLE_TEXT, ra_verdict_name(measured->verdict));
    ra_cell_text(sheet, VERDICT_ROW, AFTER, RA_STYLE_TEXT, ra_verdict_name(result->verdict));
    ra_text_free(&low);
    ra_text_free(&high);
}

/* A measured figure follows its cell on Chain; its ends follow the half-width beside it. */
static void write_after(ra_sheet *sheet, lxw_row_t row, uint32_t quantity,
                        const ra_replacement *item)
{
    const double ends[] = {item->after.p5, item->after.p95};
    ra_text name = {0};
    ra_book_name(sheet->book, quantity, RA_AUDITED, &name);
    write_formula(sheet, row, AFTER, &name, item->after.value, 0);
    ra_cell_number(sheet, row, WITHIN, RA_STYLE_FORMULA, 100 * item->half_width, 0);
    for (int i = 0; i < 2; i++) {
        ra_text formula = {0};
        emit(&formula, row, AFTER);
        ra_text_format(&formula, "*(1%s%g*", i == 0 ? "-" : "+", UNIFORM_90);
        emit(&formula, row, WITHIN);
        ra_text_append(&formula, "/100)");
        write_formula(sheet, row, (lxw_col_t)(AFTER_P5 + i), &formula, ends[i], 4);
    }
}

/* A line of text under the name of a figure, over all columns. Returned: the row behind it. */
static lxw_row_t write_line(ra_sheet *sheet, lxw_row_t row, const char *label, ra_text *text)
{
    sheet->book->nomem |= text->failed;
    if (text->length > 0) {
        ra_cell_text(sheet, row, NAME, RA_STYLE_MUTED, label);
        ra_cell_merged(sheet, row++, UNIT, NARROWER, RA_STYLE_WRAP, TEXT_WIDTH, text->data);
    }
    ra_text_free(text);
    return row;
}

static void append_rows(ra_text *out, const ra_replacement *item)
{
    if (item->first == 0)
        return;
    ra_text_format(out, ", %" PRIu64 " row%s in line", item->rows, item->rows == 1 ? "" : "s");
    if (item->first == item->last)
        ra_text_format(out, " %" PRIu64, item->first);
    else
        ra_text_format(out, "s %" PRIu64 " to %" PRIu64, item->first, item->last);
}

/* The labels of what the measurement of a step made idle. */
static void append_retired(ra_text *out, const ra_claim *claim, uint32_t step)
{
    for (uint32_t i = 0; i < claim->assumption_count; i++)
        if (claim->quantities[i].retired && claim->quantities[i].retired_by == step)
            ra_text_format(out, "%s%s", out->length > 0 ? ", " : "", claim->quantities[i].label);
    if (out->length > 0)
        ra_text_append(out, "; their corrections are off");
}

/* What a figure was, where the new one stands, and what a reader has to know of it. */
static lxw_row_t write_story(ra_sheet *sheet, lxw_row_t row, const ra_replacement *item)
{
    const ra_claim *claim = sheet->book->claim;
    uint32_t quantity = ra_claim_find(claim, item->id);
    ra_text was = {0}, from = {0}, sensor = {0}, idle = {0}, note = {0}, other = {0};
    ra_cell_label(sheet, row++, NAME, RA_STYLE_STRONG, quantity, true);
    ra_text_format(&was, "%s (%s; %s)", item->was, ra_origin_text(item->was_origin),
                   ra_evidence_text(item->was_evidence));
    ra_text_format(&from, "%s in %s", item->column, item->file);
    append_rows(&from, item);
    if (item->maker)
        ra_text_format(&from, ", written by %s", item->maker);
    ra_text_append(&sensor, item->sensor ? item->sensor : "not stated: taken as exact");
    append_retired(&idle, claim, quantity);
    if (item->note)
        ra_text_append(&note, item->note);
    if (item->other_run)
        ra_text_append(&other,
                       "So far from the figure before that the file may be of another run, or "
                       "of a part of one.");
    row = write_line(sheet, row, "What it was", &was);
    row = write_line(sheet, row, item->origin == RA_REPORTED ? "Reported" : "Measured", &from);
    row = write_line(sheet, row, "Sensor", &sensor);
    row = write_line(sheet, row, "Replaced with it", &idle);
    row = write_line(sheet, row, "To know", &note);
    return write_line(sheet, row, "Take care", &other);
}

static void write_replacement(ra_sheet *sheet, lxw_row_t row, const ra_replacement *item)
{
    const lxw_row_t rows[] = {row, row, row};
    uint32_t quantity = ra_claim_find(sheet->book->claim, item->id);
    double before = width_of(item->before.value, item->before.p5, item->before.p95);
    double after = width_of(item->after.value, item->after.p5, item->after.p95);
    ra_cell_label(sheet, row, NAME, RA_STYLE_STRONG, quantity, true);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, sheet->book->claim->quantities[quantity].unit);
    ra_cell_number(sheet, row, BEFORE, RA_STYLE_RUN, item->before.value, 4);
    ra_cell_number(sheet, row, BEFORE_P5, RA_STYLE_RUN, item->before.p5, 4);
    ra_cell_number(sheet, row, BEFORE_P95, RA_STYLE_RUN, item->before.p95, 4);
    write_after(sheet, row, quantity, item);
    write_times(sheet, row, item->before.value, item->after.value);
    write_width(sheet, row, BEFORE_WIDTH, rows, (const lxw_col_t[]){BEFORE, BEFORE_P5, BEFORE_P95},
                before);
    write_width(sheet, row, AFTER_WIDTH, rows, (const lxw_col_t[]){AFTER, AFTER_P5, AFTER_P95},
                after);
    write_narrower(sheet, row, NARROWER, BEFORE_WIDTH, AFTER_WIDTH, before, after);
}

static void write_table(ra_sheet *sheet)
{
    static const char *const heads[] = {"Measured in place of assumed",
                                        "Unit",
                                        "Before",
                                        "Measured",
                                        "Measured / before",
                                        "Before, 5 %",
                                        "Before, 95 %",
                                        "Sensor within, %",
                                        "Measured, 5 %",
                                        "Measured, 95 %",
                                        "Width before, % of the value",
                                        "Width now, % of the value",
                                        "Narrower, %",
                                        NULL};
    const ra_measured_result *measured = &sheet->book->result->measured;
    ra_cell_heads(sheet, TABLE_ROW, NAME, heads);
    for (uint32_t i = 0; i < measured->count; i++)
        write_replacement(sheet, TABLE_ROW + 1 + i, &measured->items[i]);
    lxw_row_t row = TABLE_ROW + 2 + measured->count;
    ra_cell_section(sheet, row++, NAME, "Where each figure comes from");
    for (uint32_t i = 0; i < measured->count; i++)
        row = write_story(sheet, row, &measured->items[i]);
}

static bool wanted(const ra_book *book)
{
    return book->result->measured.count > 0;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    (void)book;
    ra_cell_banner(sheet, NAME, "What was measured, before and after",
                   "Grey italics stand as the runs before and after found them; everything black "
                   "follows Chain.");
    write_headline(sheet);
    write_table(sheet);
    ra_sheet_fit(sheet, NAME, NAME, 34, 52);
    ra_sheet_fit(sheet, UNIT, UNIT, 9, 18);
    ra_sheet_fit(sheet, BEFORE, NARROWER, 11, 16);
    worksheet_freeze_panes(sheet->file, RA_HEAD_ROW, UNIT);
}

const ra_sheet_type ra_sheet_measured = {
    .name = "Measured",
    .about = "What was measured in place of assumed, and how well it was known before and after",
    .part = RA_PART_PRESENTATION,
    .wanted = wanted,
    .write = write_sheet,
};
