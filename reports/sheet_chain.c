/* Chain: every assumption with both its figures and a switch; the steps as live formulas. */
#include "reports/workbook_chain.h"

/* Rows above the tables. */
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, HEAD_ROW, RESULT_ROW, SCENARIO_ROW, FIRST_ROW };
#define LEGEND_ROWS 5

_Static_assert(RESULT_ROW == RA_CHAIN_RESULT_ROW, "the other sheets point to the headline");

/* Where the rows of the two tables stand: assumptions, each with the figures it is derived from
 * below it, then the steps. */
typedef struct {
    lxw_row_t assumptions, steps, end; /* headings, and the row behind the last */
} layout;

static layout place_rows(ra_book *book)
{
    const ra_claim *claim = book->claim;
    uint32_t locals = claim->assumption_count, steps = locals + claim->local_count;
    layout where = {.assumptions = FIRST_ROW};
    lxw_row_t row = FIRST_ROW + 1;
    for (uint32_t q = 0; q < locals; q++) {
        book->chain_row[q] = row++;
        for (uint32_t i = locals; i < steps; i++)
            if (claim->quantities[i].owner == q)
                book->chain_row[i] = row++;
    }
    where.steps = ++row;
    for (uint32_t q = steps; q < claim->quantity_count; q++)
        book->chain_row[q] = ++row;
    where.end = row + 1;
    return where;
}

static void write_tables(ra_sheet *sheet, const layout *where)
{
    const ra_claim *claim = sheet->book->claim;
    ra_cell_section(sheet, where->assumptions, RA_CHAIN_NAME, "Assumptions");
    ra_cell_section(sheet, where->steps, RA_CHAIN_NAME,
                    "Steps, each a formula over the cells above");
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        if (claim->quantities[q].kind == RA_STEP)
            ra_chain_step(sheet, q);
        else
            ra_chain_assumption(sheet, q);
}

/* One cell of the headline: the last step in the claim's unit. */
static void write_result(ra_sheet *sheet, int side)
{
    ra_book *book = sheet->book;
    const ra_claim *claim = book->claim;
    ra_text formula = {0};
    ra_book_name(book, claim->result, side, &formula);
    if (claim->result_factor != 1) {
        ra_text_append(&formula, "*");
        ra_text_number(&formula, claim->result_factor);
    }
    book->nomem |= formula.failed;
    ra_cell_formula(sheet, RESULT_ROW, ra_chain_column(side), RA_STYLE_TOTAL, formula.data,
                    book->value[side][claim->result] * claim->result_factor, -6);
    ra_text_free(&formula);
}

/* The headline stays in sight above everything else. */
static void write_headline(ra_sheet *sheet)
{
    ra_book *book = sheet->book;
    const ra_claim *claim = book->claim;
    const ra_quantity *result = &claim->quantities[claim->result];
    for (lxw_col_t c = RA_CHAIN_NAME; c < RA_CHAIN_COLUMNS; c++)
        ra_cell_title(sheet, RESULT_ROW, c, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_text(sheet, RESULT_ROW, RA_CHAIN_NAME, RA_STYLE_TOTAL_TEXT,
                 result->label ? result->label : result->id);
    ra_cell_text(sheet, RESULT_ROW, RA_CHAIN_SYMBOL, RA_STYLE_TOTAL_TEXT, "headline");
    ra_cell_unit(sheet, RESULT_ROW, RA_CHAIN_UNIT, RA_STYLE_TOTAL_TEXT, claim->unit);
    for (int side = 0; side < RA_CELLS; side++)
        write_result(sheet, side);
    ra_chain_factor(sheet, RESULT_ROW, RA_STYLE_TOTAL, book->value[RA_PUBLISHED][claim->result],
                    book->value[RA_AUDITED][claim->result]);
    ra_text text = {0};
    if (claim->stated.kind != RA_FIGURE_NONE) {
        ra_text_append(&text, "Stated: ");
        ra_figure_emit(&claim->stated, NULL, &text);
    }
    ra_cell_title(sheet, RESULT_ROW, RA_CHAIN_REASON, RA_STYLE_TOTAL_TEXT, text.data);
    book->nomem |= text.failed;
    ra_text_free(&text);
}

/* The switch of all switches. */
static void write_scenario(ra_sheet *sheet)
{
    char rows[] = "row by row", published[] = "published", audited[] = "audited";
    char *list[] = {rows, published, audited, NULL};
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    ra_cell_title(sheet, SCENARIO_ROW, RA_CHAIN_NAME, RA_STYLE_STRONG, "Scenario");
    ra_cell_title(sheet, SCENARIO_ROW, RA_CHAIN_SYMBOL, RA_STYLE_MUTED, "scenario");
    ra_cell_text(sheet, SCENARIO_ROW, RA_CHAIN_SWITCH, RA_STYLE_SWITCH, rows);
    ra_cell_title(sheet, SCENARIO_ROW, RA_CHAIN_USED, RA_STYLE_LEAD,
                  "row by row: each switch below counts; published or audited: all rows at once");
    ra_book *book = sheet->book;
    ra_book_keep(
        book, worksheet_data_validation_cell(sheet->file, SCENARIO_ROW, RA_CHAIN_SWITCH, &choice));
    ra_text place = {0};
    ra_text_append(&place, "=Chain!");
    ra_cell_emit(&place, SCENARIO_ROW, true, RA_CHAIN_SWITCH, true);
    if (!place.failed)
        ra_book_keep(book, workbook_define_name(book->file, "scenario", place.data));
    book->nomem |= place.failed;
    ra_text_free(&place);
}

/* What the colours mean. */
static void write_legend(ra_sheet *sheet, lxw_row_t row)
{
    ra_cell_section(sheet, row, RA_CHAIN_NAME, "Legend");
    ra_cell_title(sheet, row + 1, RA_CHAIN_NAME, RA_STYLE_INPUT,
                  "blue: a figure or switch to change");
    ra_cell_title(sheet, row + 2, RA_CHAIN_NAME, RA_STYLE_FORMULA, "black: a formula");
    ra_cell_title(sheet, row + 3, RA_CHAIN_NAME, RA_STYLE_RUN,
                  "grey italic: from the Monte Carlo run");
    ra_cell_title(sheet, row + 4, RA_CHAIN_NAME, RA_STYLE_FORMULA,
                  "shaded: published and audited differ");
    lxw_format *shade = workbook_add_format(sheet->book->file);
    if (!shade)
        return;
    format_set_bg_color(shade, RA_COLOUR_CHANGED);
    format_set_font_name(shade, RA_WORKBOOK_FACE);
    format_set_font_size(shade, 10);
    format_set_align(shade, LXW_ALIGN_RIGHT);
    ra_book_keep(sheet->book,
                 worksheet_write_string(sheet->file, row + 4, RA_CHAIN_NAME,
                                        "shaded: published and audited differ", shade));
}

/* Applies a format to columns of all rows where a condition holds; `text` is a formula for the
 * first row. */
static void highlight(ra_sheet *sheet, lxw_row_t first, lxw_row_t last, lxw_col_t from,
                      lxw_col_t to, char *text, lxw_format *format)
{
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = text, .format = format};
    ra_book_keep(sheet->book,
                 worksheet_conditional_format_range(sheet->file, first, from, last, to, &rule));
}

/* Shades what differs between the sides, and greys what is switched back to published. */
static void write_highlights(ra_sheet *sheet, lxw_row_t last)
{
    lxw_format *changed = workbook_add_format(sheet->book->file);
    lxw_format *back = workbook_add_format(sheet->book->file);
    if (!changed || !back) {
        sheet->book->nomem = true;
        return;
    }
    format_set_bg_color(changed, RA_COLOUR_CHANGED);
    format_set_italic(back);
    format_set_font_color(back, RA_COLOUR_GREY);
    ra_text rule = {0};
    unsigned row = FIRST_ROW + 1;
    ra_text_format(&rule, "=AND(ISNUMBER($D%u),ISNUMBER($E%u),ABS($D%u-$E%u)>1E-12*ABS($D%u))", row,
                   row, row, row, row);
    if (!rule.failed)
        highlight(sheet, FIRST_ROW, last, RA_CHAIN_FACTOR, RA_CHAIN_FACTOR, rule.data, changed);
    rule.length = 0;
    ra_text_format(&rule, "=IF(scenario=\"row by row\",$F%u,scenario)=\"published\"", row);
    if (!rule.failed)
        highlight(sheet, FIRST_ROW, last, RA_CHAIN_USED, RA_CHAIN_USED, rule.data, back);
    sheet->book->nomem |= rule.failed;
    ra_text_free(&rule);
}

static void fit(ra_sheet *sheet)
{
    ra_sheet_fit(sheet, RA_CHAIN_NAME, RA_CHAIN_NAME, 34, 34);
    ra_sheet_fit(sheet, RA_CHAIN_SYMBOL, RA_CHAIN_UNIT, 8, 26);
    ra_sheet_fit(sheet, RA_CHAIN_PUBLISHED, RA_CHAIN_USED, 12, 24);
    ra_sheet_fit(sheet, RA_CHAIN_FACTOR, RA_CHAIN_EVIDENCE, 11, 14);
    ra_sheet_fit(sheet, RA_CHAIN_REASON, RA_CHAIN_REASON, 24, 48);
    ra_sheet_fit(sheet, RA_CHAIN_SOURCE, RA_CHAIN_PRINTED, 14, 26);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {"Quantity",
                                        "Symbol",
                                        "Unit",
                                        "Published",
                                        "Audited",
                                        "Use",
                                        "Used",
                                        "Published / audited",
                                        "Status",
                                        "Evidence",
                                        "Why, or formula",
                                        "Source of the audited figure",
                                        "Place in it",
                                        "Audited figure as given",
                                        "Source of the published figure",
                                        "Place in it",
                                        "Published figure as printed",
                                        NULL};
    ra_cell_banner(
        sheet, RA_CHAIN_NAME, "The chain, live",
        "Flip a switch or type another figure into a blue cell: everything black follows, "
        "on this sheet and on Ladder.");
    ra_cell_heads(sheet, HEAD_ROW, RA_CHAIN_NAME, heads);
    write_headline(sheet);
    write_scenario(sheet);
    layout where = place_rows(book);
    write_tables(sheet, &where);
    write_highlights(sheet, where.end - 1);
    write_legend(sheet, where.end + 1);
    fit(sheet);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, RA_CHAIN_SYMBOL);
    ra_book_keep(book, worksheet_repeat_rows(sheet->file, HEAD_ROW, RESULT_ROW));
    /* What stands further right is on Sources too; without it the print is large enough to read. */
    ra_book_keep(book, worksheet_print_area(sheet->file, TITLE_ROW, RA_CHAIN_NAME,
                                            where.end + LEGEND_ROWS, RA_CHAIN_PLACE));
}

const ra_sheet_type ra_sheet_chain = {
    .name = "Chain",
    .about = "Every assumption with both its figures, a switch and its source; the steps as formulas",
    .part = RA_PART_INPUTS,
    .write = write_sheet,
};
