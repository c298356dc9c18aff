/* Checks: every line compares two cells, or a cell with the run, and says whether they agree. */
#include "reports/workbook.h"

#include <math.h>
#include <string.h>

enum { NAME, VALUE, EXPECTED, DIFFERENCE, TOLERANCE, RESULT, COLUMNS };
enum { FIRST_ROW = RA_HEAD_ROW };

/* One row of the table of kinds: the heading of its block, what a line says that does not hold, and
 * the name of the cell that counts such lines. */
static const struct {
    const char *title, *lead, *fails, *counter;
} kinds[RA_CHECK_KINDS] = {
    [RA_CHECK_SUM] = {"Does the workbook hold together?",
                      "These hold whatever figures are typed in.", "FAILED", "checks_failed"},
    [RA_CHECK_RUN] = {"Is it still what was run?",
                      "Formulas against the numbers of the program. A figure that was changed since "
                      "shows here.",
                      "changed", "checks_changed"},
    [RA_CHECK_PRINT] = {"Do the printed figures follow?",
                        "1: the printed figure follows from its inputs within rounding; 0: it does "
                        "not. Expected is what the run found.",
                        "changed", "checks_printed"},
};

/* Appends the address of a cell of this row. */
static void emit(ra_text *out, lxw_row_t row, lxw_col_t column)
{
    ra_cell_emit(out, row, false, column, true);
}

/* Relative, and without the last digits, in which no two programs agree. */
static double difference(const ra_check_line *check)
{
    double most = fmax(fmax(fabs(check->value), fabs(check->wanted)), 1e-300);
    return round((check->value - check->wanted) / most * 1e12) / 1e12;
}

/* ROUND((B9-C9)/MAX(ABS(B9),ABS(C9),1E-300),12) */
static void write_difference(ra_sheet *sheet, lxw_row_t row, const ra_check_line *check)
{
    ra_text formula = {0};
    ra_text_append(&formula, "ROUND((");
    emit(&formula, row, VALUE);
    ra_text_append(&formula, "-");
    emit(&formula, row, EXPECTED);
    ra_text_append(&formula, ")/MAX(ABS(");
    emit(&formula, row, VALUE);
    ra_text_append(&formula, "),ABS(");
    emit(&formula, row, EXPECTED);
    ra_text_append(&formula, "),1E-300),12)");
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, DIFFERENCE, RA_STYLE_FORMULA, formula.data, difference(check), 2);
    ra_text_free(&formula);
}

static bool holds(const ra_check_line *check)
{
    return fabs(difference(check)) <= check->tolerance;
}

/* IFERROR(IF(ABS(D9)<=E9,"OK","FAILED"),"FAILED") */
static void write_result(ra_sheet *sheet, lxw_row_t row, const ra_check_line *check)
{
    ra_book *book = sheet->book;
    const char *fails = kinds[check->kind].fails;
    ra_text formula = {0};
    ra_text_append(&formula, "IFERROR(IF(ABS(");
    emit(&formula, row, DIFFERENCE);
    ra_text_append(&formula, ")<=");
    emit(&formula, row, TOLERANCE);
    ra_text_format(&formula, ",\"OK\",\"%s\"),\"%s\")", fails, fails);
    lxw_format *format = ra_book_style(book, RA_STYLE_COUNT, RA_NUMBER_NONE);
    if (formula.failed)
        book->nomem = true;
    else
        ra_book_keep(book, worksheet_write_formula_str(sheet->file, row, RESULT, formula.data,
                                                       format, holds(check) ? "OK" : fails));
    ra_text_free(&formula);
}

static void write_check(ra_sheet *sheet, lxw_row_t row, const ra_check_line *check)
{
    ra_cell_text(sheet, row, NAME, RA_STYLE_WRAP, check->label);
    ra_cell_formula(sheet, row, VALUE, RA_STYLE_FORMULA, check->formula, check->value, -10);
    if (check->expected)
        ra_cell_formula(sheet, row, EXPECTED, RA_STYLE_FORMULA, check->expected, check->wanted, -10);
    else
        ra_cell_number(sheet, row, EXPECTED, RA_STYLE_RUN, check->wanted, -10);
    write_difference(sheet, row, check);
    ra_cell_number(sheet, row, TOLERANCE, RA_STYLE_RUN, check->tolerance, 1);
    write_result(sheet, row, check);
}

/* Counts the lines of a block that do not hold, in a cell with a name. Given: its lines. */
static void write_counter(ra_sheet *sheet, lxw_row_t row, const char *name, lxw_row_t first,
                          lxw_row_t last, double failed)
{
    ra_book *book = sheet->book;
    ra_text formula = {0}, place = {0};
    ra_text_format(&formula, "ROWS(");
    ra_cell_emit(&formula, first, true, RESULT, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, last, true, RESULT, true);
    ra_text_append(&formula, ")-COUNTIF(");
    ra_cell_emit(&formula, first, true, RESULT, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, last, true, RESULT, true);
    ra_text_append(&formula, ",\"OK\")");
    ra_text_append(&place, "=Checks!");
    ra_cell_emit(&place, row, true, RESULT, true);
    ra_cell_title(sheet, row, NAME, RA_STYLE_TOTAL_TEXT, "Lines that do not hold");
    for (lxw_col_t c = VALUE; c < RESULT; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_formula(sheet, row, RESULT, RA_STYLE_TOTAL, formula.data, failed, 0);
    if (formula.failed || place.failed)
        book->nomem = true;
    else
        ra_book_keep(book, workbook_define_name(book->file, name, place.data));
    ra_text_free(&formula);
    ra_text_free(&place);
}

/* Writes the lines of a kind. Returned: how many do not hold. */
static double write_lines(ra_sheet *sheet, lxw_row_t *row, ra_check_kind kind)
{
    const ra_book *book = sheet->book;
    double failed = 0;
    for (size_t i = 0; i < book->check_count; i++) {
        if (book->checks[i].kind != kind)
            continue;
        write_check(sheet, (*row)++, &book->checks[i]);
        failed += holds(&book->checks[i]) ? 0 : 1;
    }
    return failed;
}

/* What has no lines has none that fail: one line says so, and keeps the counter's range whole. */
static lxw_row_t write_kind(ra_sheet *sheet, lxw_row_t row, ra_check_kind kind)
{
    static const char *const heads[] = {"Check",     "Value",  "Expected", "Relative difference",
                                        "Tolerance", "Result", NULL};
    ra_cell_section(sheet, row++, NAME, kinds[kind].title);
    ra_cell_title(sheet, row++, NAME, RA_STYLE_LEAD, kinds[kind].lead);
    ra_cell_heads(sheet, row++, NAME, heads);
    lxw_row_t first = row;
    double failed = write_lines(sheet, &row, kind);
    if (row == first) {
        char label[] = "Nothing to compare", formula[] = "0";
        ra_check_line none = {.kind = kind, .label = label, .formula = formula};
        write_check(sheet, row++, &none);
    }
    write_counter(sheet, row, kinds[kind].counter, first, row - 1, failed);
    return row + 2;
}

/* Whatever is not OK stands out. */
static void highlight(ra_sheet *sheet, lxw_row_t first, lxw_row_t last)
{
    static const struct {
        const char *text;
        uint32_t font, fill;
    } looks[] = {{"FAILED", 0xFFFFFF, 0xA30000}, {"changed", 0x7A3E00, RA_COLOUR_CHANGED}};
    for (int i = 0; i < 2; i++) {
        lxw_format *format = workbook_add_format(sheet->book->file);
        char text[20];
        strcpy(text, looks[i].text);
        lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_TEXT,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_CONTAINING,
                                       .value_string = text,
                                       .format = format};
        if (!format) {
            sheet->book->nomem = true;
            return;
        }
        format_set_bold(format);
        format_set_font_color(format, looks[i].font);
        format_set_bg_color(format, looks[i].fill);
        ra_book_keep(sheet->book, worksheet_conditional_format_range(sheet->file, first, RESULT,
                                                                     last, RESULT, &rule));
    }
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    lxw_row_t row = FIRST_ROW + 1;
    if (book->claim)
        ra_book_check_run(book);
    ra_cell_banner(sheet, NAME, "Is all well?",
                   "Every line compares two numbers that have to agree. All sheets show in their "
                   "third row whether all do.");
    for (int kind = 0; kind < RA_CHECK_KINDS; kind++)
        row = write_kind(sheet, row, (ra_check_kind)kind);
    highlight(sheet, FIRST_ROW, row);
    ra_sheet_fit(sheet, NAME, NAME, 50, 64);
    ra_sheet_fit(sheet, VALUE, TOLERANCE, 18, 24);
    ra_sheet_fit(sheet, RESULT, RESULT, 12, 14);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, VALUE);
}

const ra_sheet_type ra_sheet_checks = {
    .name = "Checks",
    .about = "Whether the workbook holds together, and still is what was run",
    .part = RA_PART_CONTROL,
    .late = true,
    .write = write_sheet,
};
