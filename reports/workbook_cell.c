#include "reports/workbook.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/alloc.h"
#include "models/utf8.h"

#define CELL_CHARACTERS 32000 /* a cell holds 32,767 UTF-16 units */
#define LINK_CHARACTERS 2079  /* of an address */

/* Returns whether XML or a reader of cells would stumble over a character: controls, invisible ones,
 * marks that turn the direction of what follows, and what Unicode keeps for no character. */
static bool unfit(uint32_t code)
{
    return ra_utf8_unsafe(code) || (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

/* Appends one character of `bytes` in a form that every reader takes. Returned: its bytes. */
static size_t clean_one(ra_text *out, const char *bytes, size_t length, size_t *units)
{
    uint32_t code = 0;
    size_t step = ra_utf8_decode(bytes, length, &code);
    *units += step == 4 ? 2 : 1;
    if (step && (code == '\n' || code == '\t' || code == '\r'))
        ra_text_append(out, " ");
    else if (!step || unfit(code))
        ra_text_append(out, "\xEF\xBF\xBD");
    else
        ra_text_append_bytes(out, bytes, step);
    return step ? step : 1;
}

char *ra_cell_clean(const char *text, size_t most)
{
    ra_text out = {0};
    size_t length = strlen(text), units = 0, i = 0;
    while (i < length && units + 2 < most)
        i += clean_one(&out, text + i, length - i, &units);
    ra_text_append(&out, i < length ? "\xE2\x80\xA6" : "");
    if (out.failed) {
        ra_text_free(&out);
        return NULL;
    }
    return out.data;
}

/* Lets a column know that something of `characters` stands in it. */
static void widen(ra_sheet *sheet, lxw_col_t column, double characters)
{
    if (column < RA_SHEET_COLUMNS && characters > sheet->width[column])
        sheet->width[column] = characters;
}

/* What a text does to its column and row. */
enum { WIDENS = 1, WRAPS = 2 };

/* Writes text; the shared strings of a workbook hold it as it is, without interpreting it. */
static void put(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style, const char *text,
                unsigned what)
{
    ra_book *book = sheet->book;
    lxw_format *format = ra_book_style(book, style, RA_NUMBER_NONE);
    if (!text || !*text) {
        ra_book_keep(book, worksheet_write_blank(sheet->file, row, column, format));
        return;
    }
    char *clean = ra_cell_clean(text, CELL_CHARACTERS);
    if (!clean) {
        book->nomem = true;
        return;
    }
    ra_book_keep(book, worksheet_write_string(sheet->file, row, column, clean, format));
    if (what & WIDENS)
        widen(sheet, column, ra_text_width(clean) + (style == RA_STYLE_LOCAL ? 3 : 0));
    if ((what & WRAPS) && ra_style_wraps(style))
        ra_sheet_wrap(sheet, row, column, clean);
    ra_free(clean);
}

void ra_cell_text(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                  const char *text)
{
    put(sheet, row, column, style, text, WIDENS | WRAPS);
}

void ra_cell_title(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                   const char *text)
{
    put(sheet, row, column, style, text, WRAPS);
}

void ra_cell_merged(ra_sheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, ra_style style,
                    double width, const char *text)
{
    ra_book *book = sheet->book;
    lxw_format *format = ra_book_style(book, style, RA_NUMBER_NONE);
    /* Programs fit the height of a row to its cells, but never to merged ones. */
    double size = style == RA_STYLE_VERDICT ? 14 : style == RA_STYLE_QUOTE ? 13 : 10;
    double lines = ceil(text ? ra_text_width(text) * (size / 10) * 0.98 / width : 1);
    lines = lines < 1 ? 1 : lines > 20 ? 20 : lines;
    ra_book_keep(book, worksheet_set_row(sheet->file, row,
                                         lines * size * 1.3 + (style == RA_STYLE_VERDICT ? 16 : 4),
                                         NULL));
    ra_book_keep(book, worksheet_merge_range(sheet->file, row, first, row, last, "", format));
    put(sheet, row, first, style, text, 0);
}

/* Returns how many characters a number takes with a number format. */
static double number_width(double value, int code)
{
    enum { SCIENTIFIC = 100 };
    if (code >= SCIENTIFIC)
        return code - SCIENTIFIC + 7;
    double whole = fabs(value) < 1 ? 1 : floor(log10(fabs(value))) + 1;
    return whole + floor((whole - 1) / 3) * 0.5 + (code ? code + 0.5 : 0) + (value < 0);
}

void ra_cell_number(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style, double value,
                    int digits)
{
    ra_book *book = sheet->book;
    int code = ra_number_code_shown(value, digits);
    lxw_format *format = ra_book_style(book, style, code);
    if (!isfinite(value)) {
        ra_book_keep(book, worksheet_write_blank(sheet->file, row, column, format));
        return;
    }
    ra_book_keep(book, worksheet_write_number(sheet->file, row, column, value, format));
    widen(sheet, column, number_width(value, code));
}

void ra_cell_formula(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                     const char *formula, double value, int digits)
{
    ra_book *book = sheet->book;
    int code = ra_number_code_shown(value, digits);
    lxw_format *format = ra_book_style(book, style, code);
    /* A longer formula cannot be stored: the cell then shows what it would give. */
    if (!formula || !isfinite(value) || strlen(formula) > RA_FORMULA_CHARACTERS) {
        ra_cell_number(sheet, row, column, style, value, digits);
        return;
    }
    ra_book_keep(book,
                 worksheet_write_formula_num(sheet->file, row, column, formula, format, value));
    widen(sheet, column, number_width(value, code));
}

void ra_cell_formula_text(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                          const char *formula, const char *text)
{
    ra_book *book = sheet->book;
    if (formula)
        ra_book_keep(book,
                     worksheet_write_formula_str(sheet->file, row, column, formula,
                                                 ra_book_style(book, style, RA_NUMBER_NONE), text));
    else
        book->nomem = true;
}

/* Returns whether an address may be a link: a web address without blanks or quotes. */
static bool linkable(const char *url)
{
    size_t length = strlen(url);
    if (length > LINK_CHARACTERS || !ra_text_valid(url, length))
        return false;
    /* A file of the same folder: a name, and no path. */
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-";
    if (strncmp(url, "external:", 9) == 0)
        return url[9] != '\0' && url[9] != '.' && strspn(url + 9, plain) == strlen(url + 9);
    if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
        return false;
    for (const char *c = url; *c; c++)
        if ((unsigned char)*c <= 0x20 || *c == 0x7F || strchr("\"<>\\^`{|}", *c))
            return false;
    return true;
}

void ra_cell_address(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *url,
                     const char *text)
{
    ra_book *book = sheet->book;
    if (!url || !text || !linkable(url)) {
        ra_cell_text(sheet, row, column, RA_STYLE_WRAP, text);
        return;
    }
    char *clean = ra_cell_clean(text, CELL_CHARACTERS);
    if (!clean) {
        book->nomem = true;
        return;
    }
    lxw_format *format = ra_book_style(book, RA_STYLE_LINK, RA_NUMBER_NONE);
    ra_book_keep(book, worksheet_write_url_opt(sheet->file, row, column, url, format, clean, NULL));
    widen(sheet, column, ra_text_width(clean));
    ra_sheet_wrap(sheet, row, column, clean);
    ra_free(clean);
}

void ra_cell_address_line(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *url)
{
    ra_book *book = sheet->book;
    if (url && linkable(url))
        ra_book_keep(book,
                     worksheet_write_url(sheet->file, row, column, url,
                                         ra_book_style(book, RA_STYLE_CONTENTS, RA_NUMBER_NONE)));
    else
        ra_cell_title(sheet, row, column, RA_STYLE_LEAD, url);
}

void ra_cell_source(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_citation *citation)
{
    const ra_source *source = citation->source;
    ra_text text = {0};
    if (source) {
        ra_text_append(&text, source->short_authors ? source->short_authors : source->title);
        if (source->year)
            ra_text_format(&text, " %d", source->year);
    }
    sheet->book->nomem |= text.failed;
    ra_cell_address(sheet, row, column, source ? source->url : NULL, text.data);
    ra_cell_text(sheet, row, (lxw_col_t)(column + 1), RA_STYLE_WRAP, citation->locator);
    ra_text_free(&text);
}

void ra_cell_banner(ra_sheet *sheet, lxw_col_t column, const char *title, const char *lead)
{
    ra_cell_title(sheet, 0, column, RA_STYLE_TITLE, title);
    ra_cell_title(sheet, 1, column, RA_STYLE_LEAD, lead);
    ra_book_keep(sheet->book, worksheet_set_row(sheet->file, 0, 26, NULL));
    ra_book_keep(sheet->book, worksheet_set_row(sheet->file, 1, 20, NULL));
    if (lead)
        ra_cell_flag(sheet, RA_FLAG_ROW, column, true);
}

void ra_cell_section(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text)
{
    ra_cell_title(sheet, row, column, RA_STYLE_SECTION, text);
    ra_book_keep(sheet->book, worksheet_set_row(sheet->file, row, 20, NULL));
}

void ra_cell_unit(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                  const ra_unit *unit)
{
    const char *text = ra_unit_text(unit);
    ra_cell_text(sheet, row, column, style, strcmp(text, "1") != 0 ? text : NULL);
}

void ra_cell_heads(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *const *heads)
{
    for (; *heads; heads++, column++)
        ra_cell_title(sheet, row, column, RA_STYLE_HEAD, *heads);
}

/* Appends a whole number; printf takes ten times as long, and a workbook has 100,000 of them. */
static void emit_whole(ra_text *out, uint32_t value)
{
    char digits[10];
    size_t start = sizeof digits;
    do
        digits[--start] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    ra_text_append_bytes(out, digits + start, sizeof digits - start);
}

/* Columns count A to Z, AA to ZZ, AAA ...: a number to the base 26 without a zero. */
static void emit_column(ra_text *out, lxw_col_t column)
{
    char letters[4];
    size_t start = sizeof letters;
    for (int c = column + 1; c > 0; c = (c - 1) / 26)
        letters[--start] = (char)('A' + (c - 1) % 26);
    ra_text_append_bytes(out, letters + start, sizeof letters - start);
}

void ra_cell_emit(ra_text *out, lxw_row_t row, bool row_fixed, lxw_col_t column, bool column_fixed)
{
    ra_text_append_bytes(out, "$", column_fixed);
    emit_column(out, column);
    ra_text_append_bytes(out, "$", row_fixed);
    emit_whole(out, row + 1);
}

void ra_cell_emit_pattern(ra_text *out, lxw_col_t column)
{
    ra_text_append(out, "$");
    emit_column(out, column);
    ra_text_append(out, RA_CELL_ROW);
}

void ra_cell_fill(ra_text *out, const char *pattern, lxw_row_t row)
{
    for (const char *mark; (mark = strchr(pattern, *RA_CELL_ROW)) != NULL; pattern = mark + 1) {
        ra_text_append_bytes(out, pattern, (size_t)(mark - pattern));
        emit_whole(out, row + 1);
    }
    ra_text_append(out, pattern);
}
