/* Chain: every assumption with both its figures and a switch; the steps as live formulas. */
#include "reports/workbook.h"

#include <math.h>
#include <string.h>

enum {
    NAME, SYMBOL, UNIT, PUBLISHED, AUDITED, SWITCH, USED, FACTOR, STATUS, EVIDENCE, REASON,
    SOURCE, PLACE, GIVEN, PUBLISHED_SOURCE, PUBLISHED_PLACE, PRINTED, COLUMNS
};

/* Rows above the tables. */
enum { TITLE_ROW, LEAD_ROW, HEAD_ROW, RESULT_ROW, SCENARIO_ROW, FIRST_ROW };
#define LEGEND_ROWS 5

_Static_assert(PUBLISHED == RA_CHAIN_PUBLISHED && AUDITED == PUBLISHED + 1 &&
                   RESULT_ROW == RA_CHAIN_RESULT_ROW,
               "the other sheets point to the headline");

static const lxw_col_t column_of[RA_CELLS] = {PUBLISHED, AUDITED, USED};

/* The cell of one side: a blue number, or a formula over the cells of that side. */
static void write_side(ra_sheet *sheet, lxw_row_t row, uint32_t q, ra_side side)
{
    ra_book *book = sheet->book;
    lxw_col_t column = column_of[side];
    double value = book->value[side][q];
    ra_names names = {.book = book, .side = (int)side};
    ra_text formula = {0};
    switch (book->content[side][q]) {
    case RA_CONTENT_NONE:
        ra_cell_text(sheet, row, column, RA_STYLE_MUTED, NULL);
        return;
    case RA_CONTENT_NUMBER:
        ra_cell_number(sheet, row, column, RA_STYLE_INPUT, value, 0);
        break;
    case RA_CONTENT_SAME:
        ra_book_name(book, q, RA_PUBLISHED, &formula);
        ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value, 0);
        break;
    case RA_CONTENT_FORMULA:
        ra_book_emit(&names, q, side, &formula);
        ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value,
                        book->claim->quantities[q].kind == RA_STEP ? 6 : 0);
        break;
    }
    book->nomem |= formula.failed || names.text.failed;
    ra_book_define(book, q, (int)side, row, column);
    ra_text_free(&formula);
    ra_text_free(&names.text);
}

/* Appends "IF(<switch says audited>,": the row's own switch unless the scenario overrules it. */
static void emit_switch(lxw_row_t row, ra_text *out)
{
    ra_text_append(out, "IF(IF(scenario=\"row by row\",");
    ra_cell_emit(out, row, false, SWITCH, true);
    ra_text_append(out, ",scenario)=\"audited\",");
}

/* Appends what the used cell reads without a switch, or on one side of it. */
static void emit_used(ra_names *names, uint32_t q, ra_side side, ra_text *out)
{
    const ra_quantity *what = &names->book->claim->quantities[q];
    if (what->kind == RA_STEP && what->formula[side])
        ra_book_emit(names, q, side, out);
    else
        ra_book_name(names->book, q, (int)side, out);
}

/* The value used: that of the side that the switch names, for a step the formula of that side over
 * the values used. */
static void write_used(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    ra_book *book = sheet->book;
    ra_names names = {.book = book, .side = RA_USED};
    ra_text formula = {0};
    if (ra_book_switched(book, q)) {
        emit_switch(row, &formula);
        emit_used(&names, q, RA_AUDITED, &formula);
        ra_text_append(&formula, ",");
        emit_used(&names, q, RA_PUBLISHED, &formula);
        ra_text_append(&formula, ")");
    } else {
        emit_used(&names, q, RA_PUBLISHED, &formula);
    }
    book->nomem |= formula.failed || names.text.failed;
    bool step = book->claim->quantities[q].kind == RA_STEP;
    ra_cell_formula(sheet, row, USED, RA_STYLE_FORMULA, formula.data, book->value[RA_USED][q],
                    step ? 6 : 0);
    ra_book_define(book, q, RA_USED, row, USED);
    ra_text_free(&formula);
    ra_text_free(&names.text);
}

/* Published over audited, where both are numbers. */
static void write_factor(ra_sheet *sheet, lxw_row_t row, ra_style style, double published,
                         double audited)
{
    if (!isfinite(published / audited)) {
        ra_cell_text(sheet, row, FACTOR, style, NULL);
        return;
    }
    ra_text formula = {0};
    ra_cell_emit(&formula, row, false, PUBLISHED, true);
    ra_text_append(&formula, "/");
    ra_cell_emit(&formula, row, false, AUDITED, true);
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, FACTOR, style, formula.data, published / audited, 4);
    ra_text_free(&formula);
}

static void write_switch(ra_sheet *sheet, lxw_row_t row)
{
    char published[] = "published", audited[] = "audited";
    char *list[] = {published, audited, NULL};
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    ra_cell_text(sheet, row, SWITCH, RA_STYLE_SWITCH, "audited");
    ra_book_keep(sheet->book,
                 worksheet_data_validation_cell(sheet->file, row, SWITCH, &choice));
}

/* How the figure came about and where it can be read: the audited one where the audit has its own. */
static void write_provenance(ra_sheet *sheet, lxw_row_t row, const ra_quantity *what)
{
    const ra_figure *published = &what->figure[RA_PUBLISHED], *audited = &what->figure[RA_AUDITED];
    bool own = audited->kind != RA_FIGURE_NONE && !audited->inherited;
    const ra_figure *said = own ? audited : published;
    bool any = said->kind != RA_FIGURE_NONE;
    ra_cell_text(sheet, row, STATUS, RA_STYLE_TEXT, any ? ra_origin_name(said->origin) : NULL);
    ra_cell_text(sheet, row, EVIDENCE, RA_STYLE_TEXT,
                 any ? ra_evidence_name(said->citation.evidence) : NULL);
    const char *reason = audited->reason ? audited->reason : said->reason;
    ra_cell_text(sheet, row, REASON, RA_STYLE_WRAP, reason ? reason : what->note);
    for (lxw_col_t c = SOURCE; c <= PRINTED; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
    if (own)
        ra_cell_source(sheet, row, SOURCE, &audited->citation);
    else
        ra_cell_text(sheet, row, SOURCE, RA_STYLE_MUTED, any && audited->kind ? "kept" : NULL);
    if (own)
        ra_cell_figure(sheet, row, GIVEN, audited, what->formula[RA_AUDITED]);
    if (published->kind != RA_FIGURE_NONE)
        ra_cell_source(sheet, row, PUBLISHED_SOURCE, &published->citation);
    ra_cell_figure(sheet, row, PRINTED, published, what->formula[RA_PUBLISHED]);
}

static void write_name(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    const ra_quantity *what = &sheet->book->claim->quantities[q];
    bool local = what->kind == RA_LOCAL;
    ra_cell_text(sheet, row, NAME, local ? RA_STYLE_LOCAL : RA_STYLE_STRONG,
                 what->label ? what->label : what->id);
    ra_cell_text(sheet, row, SYMBOL, RA_STYLE_MUTED, sheet->book->symbol[q]);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, what->unit);
}

/* One row: an assumption, or a figure that one is derived from. */
static void write_assumption(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    ra_book *book = sheet->book;
    book->chain_row[q] = row;
    write_name(sheet, row, q);
    for (int side = 0; side < RA_SIDES; side++)
        write_side(sheet, row, q, (ra_side)side);
    ra_cell_text(sheet, row, SWITCH, RA_STYLE_TEXT, NULL);
    ra_cell_text(sheet, row, USED, RA_STYLE_TEXT, NULL);
    if (book->claim->quantities[q].kind != RA_LOCAL)
        write_used(sheet, row, q);
    if (ra_book_switched(book, q))
        write_switch(sheet, row);
    write_factor(sheet, row, RA_STYLE_FORMULA, book->value[RA_PUBLISHED][q],
                 book->value[RA_AUDITED][q]);
    write_provenance(sheet, row, &book->claim->quantities[q]);
}

static lxw_row_t write_assumptions(ra_sheet *sheet, lxw_row_t row)
{
    const ra_claim *claim = sheet->book->claim;
    ra_cell_section(sheet, row++, NAME, "Assumptions");
    for (uint32_t q = 0; q < claim->assumption_count; q++) {
        write_assumption(sheet, row++, q);
        uint32_t first = claim->assumption_count, last = first + claim->local_count;
        for (uint32_t i = first; i < last; i++)
            if (claim->quantities[i].owner == q)
                write_assumption(sheet, row++, i);
    }
    return row;
}

/* The formula as the claim writes it, and why the audit's differs. */
static void write_method(ra_sheet *sheet, lxw_row_t row, const ra_quantity *what)
{
    const ra_expr *old = what->formula[RA_PUBLISHED], *new = what->formula[RA_AUDITED];
    const char *reason = what->figure[RA_AUDITED].reason;
    ra_text text = {0};
    if (new)
        ra_text_append(&text, new->text);
    if (old && new && old != new)
        ra_text_format(&text, " (published: %s)", old->text);
    if (old != new && reason)
        ra_text_format(&text, ". %s", reason);
    sheet->book->nomem |= text.failed;
    ra_cell_text(sheet, row, REASON, RA_STYLE_WRAP, text.data);
    ra_text_free(&text);
    for (lxw_col_t c = SOURCE; c <= PRINTED; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
    if (old != new)
        ra_cell_source(sheet, row, SOURCE, &what->figure[RA_AUDITED].citation);
    if (what->figure[RA_PUBLISHED].kind != RA_FIGURE_NONE)
        ra_cell_source(sheet, row, PUBLISHED_SOURCE, &what->figure[RA_PUBLISHED].citation);
    ra_cell_figure(sheet, row, PRINTED, &what->figure[RA_PUBLISHED], NULL);
}

static void write_step(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    ra_book *book = sheet->book;
    book->chain_row[q] = row;
    write_name(sheet, row, q);
    for (int side = 0; side < RA_SIDES; side++)
        write_side(sheet, row, q, (ra_side)side);
    ra_cell_text(sheet, row, SWITCH, RA_STYLE_TEXT, NULL);
    write_used(sheet, row, q);
    if (ra_book_switched(book, q))
        write_switch(sheet, row);
    write_factor(sheet, row, RA_STYLE_FORMULA, book->value[RA_PUBLISHED][q],
                 book->value[RA_AUDITED][q]);
    ra_cell_text(sheet, row, STATUS, RA_STYLE_TEXT, NULL);
    ra_cell_text(sheet, row, EVIDENCE, RA_STYLE_TEXT, NULL);
    write_method(sheet, row, &book->claim->quantities[q]);
}

static lxw_row_t write_steps(ra_sheet *sheet, lxw_row_t row)
{
    const ra_claim *claim = sheet->book->claim;
    uint32_t first = claim->assumption_count + claim->local_count;
    ra_cell_section(sheet, row++, NAME, "Steps, each a formula over the cells above");
    for (uint32_t q = first; q < claim->quantity_count; q++)
        write_step(sheet, row++, q);
    return row;
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
    ra_cell_formula(sheet, RESULT_ROW, column_of[side], RA_STYLE_TOTAL, formula.data,
                    book->value[side][claim->result] * claim->result_factor, 6);
    ra_text_free(&formula);
}

/* The headline stays in sight above everything else. */
static void write_headline(ra_sheet *sheet)
{
    ra_book *book = sheet->book;
    const ra_claim *claim = book->claim;
    const ra_quantity *result = &claim->quantities[claim->result];
    for (lxw_col_t c = NAME; c < COLUMNS; c++)
        ra_cell_title(sheet, RESULT_ROW, c, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_text(sheet, RESULT_ROW, NAME, RA_STYLE_TOTAL_TEXT,
                 result->label ? result->label : result->id);
    ra_cell_text(sheet, RESULT_ROW, SYMBOL, RA_STYLE_TOTAL_TEXT, "headline");
    ra_cell_unit(sheet, RESULT_ROW, UNIT, RA_STYLE_TOTAL_TEXT, claim->unit);
    for (int side = 0; side < RA_CELLS; side++)
        write_result(sheet, side);
    write_factor(sheet, RESULT_ROW, RA_STYLE_TOTAL, book->value[RA_PUBLISHED][claim->result],
                 book->value[RA_AUDITED][claim->result]);
    ra_text text = {0};
    if (claim->stated.kind != RA_FIGURE_NONE) {
        ra_text_append(&text, "Stated: ");
        ra_figure_emit(&claim->stated, NULL, &text);
    }
    ra_cell_title(sheet, RESULT_ROW, REASON, RA_STYLE_TOTAL_TEXT, text.data);
    book->nomem |= text.failed;
    ra_text_free(&text);
}

/* The switch of all switches. */
static void write_scenario(ra_sheet *sheet)
{
    char rows[] = "row by row", published[] = "published", audited[] = "audited";
    char *list[] = {rows, published, audited, NULL};
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    ra_cell_title(sheet, SCENARIO_ROW, NAME, RA_STYLE_STRONG, "Scenario");
    ra_cell_title(sheet, SCENARIO_ROW, SYMBOL, RA_STYLE_MUTED, "scenario");
    ra_cell_text(sheet, SCENARIO_ROW, SWITCH, RA_STYLE_SWITCH, rows);
    ra_cell_title(sheet, SCENARIO_ROW, USED, RA_STYLE_LEAD,
                  "row by row: each switch below counts; published or audited: all rows at once");
    ra_book *book = sheet->book;
    ra_book_keep(book, worksheet_data_validation_cell(sheet->file, SCENARIO_ROW, SWITCH, &choice));
    ra_text place = {0};
    ra_text_append(&place, "=Chain!");
    ra_cell_emit(&place, SCENARIO_ROW, true, SWITCH, true);
    if (!place.failed)
        ra_book_keep(book, workbook_define_name(book->file, "scenario", place.data));
    book->nomem |= place.failed;
    ra_text_free(&place);
}

/* What the colours mean. */
static void write_legend(ra_sheet *sheet, lxw_row_t row)
{
    ra_cell_section(sheet, row, NAME, "Legend");
    ra_cell_title(sheet, row + 1, NAME, RA_STYLE_INPUT, "blue: a figure or switch to change");
    ra_cell_title(sheet, row + 2, NAME, RA_STYLE_FORMULA, "black: a formula");
    ra_cell_title(sheet, row + 3, NAME, RA_STYLE_RUN, "grey italic: from the Monte Carlo run");
    ra_cell_title(sheet, row + 4, NAME, RA_STYLE_FORMULA, "shaded: published and audited differ");
    lxw_format *shade = workbook_add_format(sheet->book->file);
    if (!shade)
        return;
    format_set_bg_color(shade, RA_COLOUR_CHANGED);
    format_set_font_name(shade, RA_WORKBOOK_FACE);
    format_set_font_size(shade, 10);
    format_set_align(shade, LXW_ALIGN_RIGHT);
    ra_book_keep(sheet->book, worksheet_write_string(sheet->file, row + 4, NAME,
                                                     "shaded: published and audited differ", shade));
}

/* Applies a format to columns of all rows where a condition holds; `text` is a formula for the
 * first row. */
static void highlight(ra_sheet *sheet, lxw_row_t first, lxw_row_t last, lxw_col_t from, lxw_col_t to,
                      char *text, lxw_format *format)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = text,
                                   .format = format};
    ra_book_keep(sheet->book, worksheet_conditional_format_range(sheet->file, first, from, last, to,
                                                                 &rule));
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
    ra_text_format(&rule,
                   "=AND(ISNUMBER($D%u),ISNUMBER($E%u),ABS($D%u-$E%u)>1E-12*ABS($D%u))", row, row,
                   row, row, row);
    if (!rule.failed)
        highlight(sheet, FIRST_ROW, last, FACTOR, FACTOR, rule.data, changed);
    rule.length = 0;
    ra_text_format(&rule, "=IF(scenario=\"row by row\",$F%u,scenario)=\"published\"", row);
    if (!rule.failed)
        highlight(sheet, FIRST_ROW, last, USED, USED, rule.data, back);
    sheet->book->nomem |= rule.failed;
    ra_text_free(&rule);
}

static void fit(ra_sheet *sheet)
{
    ra_sheet_fit(sheet, NAME, NAME, 26, 34);
    ra_sheet_fit(sheet, SYMBOL, UNIT, 8, 26);
    ra_sheet_fit(sheet, PUBLISHED, USED, 12, 24);
    ra_sheet_fit(sheet, FACTOR, EVIDENCE, 11, 14);
    ra_sheet_fit(sheet, REASON, REASON, 24, 48);
    ra_sheet_fit(sheet, SOURCE, PRINTED, 14, 26);
}

void ra_sheet_chain(ra_book *book)
{
    static const char *const heads[] = {
        "Quantity", "Symbol", "Unit", "Published", "Audited", "Use", "Used",
        "Published / audited", "Status", "Evidence", "Why, or formula", "Source of the audited figure",
        "Place in it", "Audited figure as given", "Source of the published figure", "Place in it",
        "Published figure as printed",
        NULL};
    ra_sheet *sheet = &book->sheet[RA_SHEET_CHAIN];
    ra_cell_banner(sheet, NAME, "The chain, live",
                  "Flip a switch or type another figure into a blue cell: everything black follows, "
                  "on this sheet and on Ladder.");
    ra_cell_heads(sheet, HEAD_ROW, NAME, heads);
    write_headline(sheet);
    write_scenario(sheet);
    lxw_row_t row = write_assumptions(sheet, FIRST_ROW);
    row = write_steps(sheet, row + 1);
    write_highlights(sheet, row - 1);
    write_legend(sheet, row + 1);
    fit(sheet);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, SYMBOL);
    ra_book_keep(book, worksheet_repeat_rows(sheet->file, HEAD_ROW, RESULT_ROW));
    /* What stands further right is on Sources too; without it the print is large enough to read. */
    ra_book_keep(book, worksheet_print_area(sheet->file, TITLE_ROW, NAME, row + LEGEND_ROWS,
                                            PLACE));
}
