/* Checks: collected from all sheets while they are written, and told of on each of them. */
#include <stdio.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook.h"

static bool reserve(ra_book *book)
{
    if (book->check_count < book->check_capacity)
        return true;
    size_t capacity = 2 * book->check_capacity + 32;
    ra_check_line *checks = ra_realloc(book->checks, capacity * sizeof *checks);
    if (!checks)
        return false;
    book->checks = checks;
    book->check_capacity = capacity;
    return true;
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *out = ra_alloc(size);
    if (out)
        memcpy(out, text, size);
    return out;
}

void ra_book_check(ra_book *book, ra_check_kind kind, const char *label, const char *formula,
                   double value, const char *expected, double wanted, double tolerance)
{
    if (!label || !formula || !reserve(book)) {
        book->nomem = true;
        return;
    }
    ra_check_line *check = &book->checks[book->check_count++];
    *check = (ra_check_line){.kind = kind,
                             .label = copy(label),
                             .formula = copy(formula),
                             .expected = expected ? copy(expected) : NULL,
                             .value = value,
                             .wanted = wanted,
                             .tolerance = tolerance};
    book->nomem |= !check->label || !check->formula || (expected && !check->expected);
}

/* Colours the line by what it says. */
static void colour(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *begins,
                   uint32_t font, uint32_t fill)
{
    lxw_format *format = workbook_add_format(sheet->book->file);
    char text[40];
    if (!format) {
        sheet->book->nomem = true;
        return;
    }
    format_set_bold(format);
    format_set_font_color(format, font);
    if (fill)
        format_set_bg_color(format, fill);
    strcpy(text, begins);
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_TEXT,
                                   .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH,
                                   .value_string = text,
                                   .format = format};
    ra_book_keep(sheet->book,
                 worksheet_conditional_format_cell(sheet->file, row, column, &rule));
}

void ra_cell_flag(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, bool link)
{
    ra_book *book = sheet->book;
    lxw_col_t at = (lxw_col_t)(column + (link ? 1 : 0));
    char target[60];
    snprintf(target, sizeof target, "internal:%s!A1", book->sheet[0].type->name);
    if (link)
        ra_book_keep(book, worksheet_write_url_opt(sheet->file, row, column, target,
                                                   ra_book_style(book, RA_STYLE_CONTENTS, -1),
                                                   "Contents", "To the first sheet"));
    ra_book_keep(book, worksheet_write_formula_str(
                           sheet->file, row, at,
                           "IF(checks_failed>0,\"CHECKS FAILED: \"&checks_failed&\" on the sheet "
                           "Checks\",IF(checks_changed+checks_printed>0,\"Figures were changed since the run: "
                           "formulas follow them, grey italics do not\",\"Checks: all OK\"))",
                           ra_book_style(book, RA_STYLE_FLAG, RA_NUMBER_NONE), "Checks: all OK"));
    colour(sheet, row, at, "CHECKS FAILED", 0xFFFFFF, 0xA30000);
    colour(sheet, row, at, "Figures", 0x7A3E00, RA_COLOUR_CHANGED);
}
