/* Scenarios: the chain as published, as audited, after each correction, and as the reader would have
 * it, side by side; below that a grid over two assumptions at once. */
#include "reports/workbook_scenarios.h"

#include <math.h>

#include "models/alloc.h"
#include "reports/workbook_chain.h"
#include "reports/workbook_ladder.h"
#include "reports/workbook_tables.h"

/* What one writing of the table needs. */
typedef struct {
    ra_book *book;
    ra_sheet *sheet;
    uint32_t *row;   /* of every quantity; 0: none */
    uint32_t rungs;  /* with a column */
    double *yours;   /* what YOURS gives */
    double *values;  /* of the rung at hand */
    uint8_t *choice; /* likewise */
} table;

static ra_picker *picker_of(const ra_book *book, uint32_t q)
{
    for (size_t i = 0; book->tables && i < book->tables->picker_count; i++)
        if (book->tables->pickers[i].quantity == q)
            return &book->tables->pickers[i];
    return NULL;
}

/* A list to pick from; an empty cell picks nothing. */
static void write_list(const table *t, lxw_row_t row, const ra_pick_table *from)
{
    ra_text range = {0};
    char title[] = "Pick a row", message[] = "Leave the cell empty to keep the claim's own figure.";
    ra_text_append(&range, "=");
    ra_tables_range(from, RA_TABLES_LABEL, &range);
    ra_cell_text(t->sheet, row, RA_SCENARIOS_PICK, RA_STYLE_PICK, NULL);
    if (range.failed) {
        t->book->nomem = true;
    } else {
        lxw_data_validation list = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                    .value_formula = range.data,
                                    .input_title = title,
                                    .input_message = message};
        ra_book_keep(t->book, worksheet_data_validation_cell(t->sheet->file, row, RA_SCENARIOS_PICK,
                                                             &list));
    }
    ra_text_free(&range);
}

/* What was typed comes before what was picked, and that before what Chain uses:
 *
 *     IF(ISNUMBER($G9),$G9,IF($F9="",grid_used,INDEX(values,MATCH($F9,labels,0))*conversion)) */
static void emit_yours(const table *t, lxw_row_t row, uint32_t q, const ra_picker *picker,
                       ra_text *out)
{
    ra_text_append(out, "IF(ISNUMBER(");
    ra_cell_emit(out, row, false, RA_SCENARIOS_OWN, true);
    ra_text_append(out, "),");
    ra_cell_emit(out, row, false, RA_SCENARIOS_OWN, true);
    ra_text_append(out, ",");
    if (picker) {
        const ra_pick_table *from = &t->book->tables->tables[picker->table];
        ra_text_append(out, "IF(");
        ra_cell_emit(out, row, false, RA_SCENARIOS_PICK, true);
        ra_text_append(out, "=\"\",");
        ra_book_name(t->book, q, RA_USED, out);
        ra_text_append(out, ",INDEX(");
        ra_tables_range(from, RA_TABLES_SAME, out);
        ra_text_append(out, ",MATCH(");
        ra_cell_emit(out, row, false, RA_SCENARIOS_PICK, true);
        ra_text_append(out, ",");
        ra_tables_range(from, RA_TABLES_LABEL, out);
        ra_text_append(out, ",0))");
        if (picker->factor != 1) {
            ra_text_append(out, "*");
            ra_text_number(out, picker->factor);
        }
        ra_text_append(out, ")");
    } else {
        ra_book_name(t->book, q, RA_USED, out);
    }
    ra_text_append(out, ")");
}

static void write_own(const table *t, lxw_row_t row, uint32_t q)
{
    ra_picker *picker = picker_of(t->book, q);
    ra_text formula = {0};
    if (picker) {
        picker->row = row;
        write_list(t, row, &t->book->tables->tables[picker->table]);
    } else {
        ra_cell_text(t->sheet, row, RA_SCENARIOS_PICK, RA_STYLE_TEXT, NULL);
    }
    ra_cell_number(t->sheet, row, RA_SCENARIOS_OWN, RA_STYLE_INPUT, NAN, 0);
    ra_cell_takes_number(t->sheet, row, RA_SCENARIOS_OWN, t->yours[q]);
    emit_yours(t, row, q, picker, &formula);
    t->book->nomem |= formula.failed;
    ra_cell_formula(t->sheet, row, RA_SCENARIOS_YOURS, RA_STYLE_FORMULA, formula.data, t->yours[q],
                    0);
    ra_text_free(&formula);
}

static void write_step(const table *t, lxw_row_t row, uint32_t q)
{
    ra_names names = {.book = t->book,
                      .side = RA_USED,
                      .row = t->row,
                      .column = RA_SCENARIOS_YOURS,
                      .sheet = "Scenarios",
                      .values = t->yours,
                      .book_mutable = t->book};
    ra_text formula = {0};
    ra_book_emit_switched(&names, q, &formula);
    t->book->nomem |= formula.failed || names.text.failed;
    ra_cell_text(t->sheet, row, RA_SCENARIOS_PICK, RA_STYLE_TEXT, NULL);
    ra_cell_text(t->sheet, row, RA_SCENARIOS_OWN, RA_STYLE_TEXT, NULL);
    ra_cell_formula(t->sheet, row, RA_SCENARIOS_YOURS, RA_STYLE_FORMULA, formula.data, t->yours[q],
                    -6);
    ra_text_free(&formula);
    ra_text_free(&names.text);
}

static void write_quantity(const table *t, uint32_t q)
{
    ra_book *book = t->book;
    lxw_row_t row = t->row[q];
    bool step = book->claim->quantities[q].kind == RA_STEP;
    ra_cell_label(t->sheet, row, RA_SCENARIOS_NAME, RA_STYLE_STRONG, q, false);
    ra_cell_text(t->sheet, row, RA_SCENARIOS_SYMBOL, RA_STYLE_MUTED, book->symbol[q]);
    ra_cell_unit(t->sheet, row, RA_SCENARIOS_UNIT, RA_STYLE_TEXT, book->claim->quantities[q].unit);
    for (int side = 0; side < RA_SIDES; side++) {
        lxw_col_t column = (lxw_col_t)(RA_SCENARIOS_PUBLISHED + side);
        ra_text name = {0};
        ra_book_name(book, q, side, &name);
        book->nomem |= name.failed;
        if (book->content[side][q] == RA_CONTENT_NONE)
            ra_cell_text(t->sheet, row, column, RA_STYLE_TEXT, NULL);
        else
            ra_cell_formula(t->sheet, row, column, RA_STYLE_FORMULA, name.data,
                            book->value[side][q], step ? -6 : 0);
        ra_text_free(&name);
    }
    if (step)
        write_step(t, row, q);
    else
        write_own(t, row, q);
}

/* A cell that repeats one of the block of rungs on Ladder. */
static void write_mirror(const table *t, lxw_row_t row, lxw_col_t column, ra_style style,
                         lxw_row_t from, uint32_t k, double value, int digits)
{
    ra_text formula = {0};
    ra_text_append(&formula, "Ladder!");
    ra_cell_emit(&formula, from, false, (lxw_col_t)(RA_LADDER_BLOCK + k), false);
    t->book->nomem |= formula.failed;
    ra_cell_formula(t->sheet, row, column, style, formula.data, value, digits);
    ra_text_free(&formula);
}

static void write_rung(const table *t, uint32_t k)
{
    const ra_claim *claim = t->book->claim;
    lxw_col_t column = (lxw_col_t)(RA_SCENARIOS_RUNGS + k - 1);
    ra_text head = {0};
    ra_text_format(&head, "After %u: %s", (unsigned)k, t->book->result->ladder[k].label);
    t->book->nomem |= head.failed;
    ra_cell_title(t->sheet, RA_HEAD_ROW, column, RA_STYLE_HEAD, head.data);
    ra_text_free(&head);
    ra_ladder_choose(t->book, k, false, t->choice);
    ra_book_eval(t->book, t->choice, t->values);
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        if (t->row[q])
            write_mirror(t, t->row[q], column, RA_STYLE_FORMULA, t->book->ladder_row[q], k,
                         t->values[q], claim->quantities[q].kind == RA_STEP ? -6 : 0);
    write_mirror(t, RA_SCENARIOS_RESULT, column, RA_STYLE_TOTAL, t->book->ladder_headline, k,
                 t->values[claim->result] * claim->result_factor, -6);
}

/* How far the published headline lies above each column's: one formula, copied across. */
static void write_factor(const table *t, lxw_col_t column, double value)
{
    ra_text formula = {0};
    ra_cell_emit(&formula, RA_SCENARIOS_RESULT, true, RA_SCENARIOS_PUBLISHED, true);
    ra_text_append(&formula, "/");
    ra_cell_emit(&formula, RA_SCENARIOS_RESULT, true, column, false);
    t->book->nomem |= formula.failed;
    ra_cell_formula(t->sheet, RA_SCENARIOS_FACTOR, column, RA_STYLE_FORMULA, formula.data, value, 4);
    ra_text_free(&formula);
}

static void write_headlines(const table *t)
{
    ra_book *book = t->book;
    const ra_claim *claim = book->claim;
    double scale = claim->result_factor, published = book->value[RA_PUBLISHED][claim->result] * scale;
    for (lxw_col_t c = RA_SCENARIOS_NAME; c < RA_SCENARIOS_RUNGS; c++) {
        ra_cell_title(t->sheet, RA_SCENARIOS_RESULT, c, RA_STYLE_TOTAL_TEXT, NULL);
        ra_cell_title(t->sheet, RA_SCENARIOS_FACTOR, c, RA_STYLE_TEXT, NULL);
    }
    ra_cell_text(t->sheet, RA_SCENARIOS_RESULT, RA_SCENARIOS_NAME, RA_STYLE_TOTAL_TEXT, "Headline");
    ra_cell_unit(t->sheet, RA_SCENARIOS_RESULT, RA_SCENARIOS_UNIT, RA_STYLE_TOTAL_TEXT, claim->unit);
    ra_cell_text(t->sheet, RA_SCENARIOS_FACTOR, RA_SCENARIOS_NAME, RA_STYLE_STRONG,
                 "Published / this column");
    const double ends[] = {published, book->value[RA_AUDITED][claim->result] * scale};
    for (int side = 0; side < RA_SIDES; side++) {
        ra_text formula = {0};
        lxw_col_t column = (lxw_col_t)(RA_SCENARIOS_PUBLISHED + side);
        ra_text_append(&formula, "Chain!");
        ra_cell_emit(&formula, RA_CHAIN_RESULT_ROW, true, ra_chain_column(side), true);
        book->nomem |= formula.failed;
        ra_cell_formula(t->sheet, RA_SCENARIOS_RESULT, column, RA_STYLE_TOTAL, formula.data,
                        ends[side], -6);
        write_factor(t, column, published / ends[side]);
        ra_text_free(&formula);
    }
    ra_text yours = {0};
    ra_cell_emit(&yours, t->row[claim->result], false, RA_SCENARIOS_YOURS, false);
    if (scale != 1) {
        ra_text_append(&yours, "*");
        ra_text_number(&yours, scale);
    }
    book->nomem |= yours.failed;
    ra_cell_formula(t->sheet, RA_SCENARIOS_RESULT, RA_SCENARIOS_YOURS, RA_STYLE_TOTAL, yours.data,
                    t->yours[claim->result] * scale, -6);
    write_factor(t, RA_SCENARIOS_YOURS, published / (t->yours[claim->result] * scale));
    ra_text_free(&yours);
    for (uint32_t k = 1; k <= t->rungs; k++) {
        write_rung(t, k);
        write_factor(t, (lxw_col_t)(RA_SCENARIOS_RUNGS + k - 1), published / book->ladder_result[k]);
    }
}

/* Assumptions first, then the steps. Returned: the row behind the last. */
static lxw_row_t place(table *t)
{
    const ra_claim *claim = t->book->claim;
    lxw_row_t row = RA_SCENARIOS_FIRST;
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        if (claim->quantities[q].kind != RA_LOCAL)
            t->row[q] = row++;
    return row;
}

/* Shades what differs from the audited side. */
static void highlight(const table *t, lxw_row_t last)
{
    lxw_format *shade = workbook_add_format(t->book->file);
    char rule[] = "=AND(ISNUMBER($E5),ISNUMBER($H5),ABS($H5-$E5)>1E-12*ABS($E5))";
    if (!shade) {
        t->book->nomem = true;
        return;
    }
    format_set_bg_color(shade, RA_COLOUR_CHANGED);
    lxw_conditional_format format = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = rule, .format = shade};
    ra_book_keep(t->book, worksheet_conditional_format_range(t->sheet->file, RA_SCENARIOS_RESULT,
                                                             RA_SCENARIOS_YOURS, last,
                                                             RA_SCENARIOS_YOURS, &format));
}

static bool table_new(table *t, ra_book *book, ra_sheet *sheet)
{
    size_t count = book->claim->quantity_count;
    uint32_t rungs = book->claim->changed_count;
    *t = (table){.book = book, .sheet = sheet};
    t->rungs = rungs <= RA_SCENARIOS_RUNGS_MOST && book->ladder_row ? rungs : 0;
    t->row = ra_calloc(count, sizeof *t->row);
    t->yours = ra_calloc(count, sizeof *t->yours);
    t->values = ra_calloc(count, sizeof *t->values);
    t->choice = ra_calloc(count, sizeof *t->choice);
    return t->row && t->yours && t->values && t->choice;
}

static void table_free(table *t)
{
    ra_free(t->row);
    ra_free(t->yours);
    ra_free(t->values);
    ra_free(t->choice);
}

static void write_table(table *t)
{
    static const char *const heads[] = {"Quantity",  "Symbol",  "Unit",
                                        "Published", "Audited", "Pick from Tables",
                                        "Type your own", "Yours", NULL};
    lxw_row_t end = place(t);
    ra_book_follow(t->book, NULL, t->yours);
    ra_cell_heads(t->sheet, RA_HEAD_ROW, RA_SCENARIOS_NAME, heads);
    for (uint32_t q = 0; q < t->book->claim->quantity_count; q++)
        if (t->row[q])
            write_quantity(t, q);
    write_headlines(t);
    highlight(t, end - 1);
    end = ra_scenarios_grid(t->book, t->sheet, end + 1);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    table t;
    ra_cell_banner(sheet, RA_SCENARIOS_NAME, "What if?",
                   "Pick a row of Tables or type a figure of your own: the column Yours follows. What "
                   "you leave empty is what Chain uses.");
    if (table_new(&t, book, sheet))
        write_table(&t);
    else
        book->nomem = true;
    table_free(&t);
    ra_sheet_fit(sheet, RA_SCENARIOS_NAME, RA_SCENARIOS_NAME, 34, 40);
    ra_sheet_fit(sheet, RA_SCENARIOS_SYMBOL, RA_SCENARIOS_UNIT, 10, 22);
    ra_sheet_fit(sheet, RA_SCENARIOS_PUBLISHED, RA_SCENARIOS_AUDITED, 13, 20);
    ra_sheet_width(sheet, RA_SCENARIOS_PICK, 26);
    ra_sheet_fit(sheet, RA_SCENARIOS_OWN, RA_SHEET_COLUMNS - 1, 14, 20);
    worksheet_freeze_panes(sheet->file, RA_SCENARIOS_FIRST, RA_SCENARIOS_SYMBOL);
}

const ra_sheet_type ra_sheet_scenarios = {
    .name = "Scenarios",
    .about = "What if? A grid or a site picked from a list, figures of your own, two at once",
    .part = RA_PART_INPUTS,
    .late = true,
    .write = write_sheet,
};
