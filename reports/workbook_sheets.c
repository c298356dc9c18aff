/* The lists of sheets, and the contents of a workbook. */
#include "reports/workbook.h"

#define X(kind, name) extern const ra_sheet_type ra_sheet_##name;
RA_SHEET_LIST(X)
#undef X
extern const ra_sheet_type ra_sheet_comparison, ra_sheet_factors, ra_sheet_corrections;

const ra_sheet_type *const ra_sheets_claim[RA_SHEETS] = {
#define X(kind, name) [RA_SHEET_##kind] = &ra_sheet_##name,
    RA_SHEET_LIST(X)
#undef X
};

const ra_sheet_type *const ra_sheets_compare[RA_SHEETS_COMPARE] = {
    &ra_sheet_comparison, &ra_sheet_factors, &ra_sheet_corrections, &ra_sheet_checks};

/* A line of the contents: the sheet, a link to it, what it is for, and what stands on it. */
static void write_line(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_col_t last,
                       double width, const ra_sheet_type *type)
{
    static const char *const parts[RA_PARTS] = {"to read", "to change", "workings", "control"};
    ra_book *book = sheet->book;
    ra_text target = {0};
    ra_text_format(&target, "internal:'%s'!A1", type->name);
    if (target.failed)
        book->nomem = true;
    else
        ra_book_keep(book, worksheet_write_url_opt(sheet->file, row, column, target.data,
                                                   ra_book_style(book, RA_STYLE_LINK, -1),
                                                   type->name, NULL));
    ra_text_free(&target);
    ra_cell_text(sheet, row, (lxw_col_t)(column + 1), RA_STYLE_MUTED, parts[type->part]);
    ra_cell_merged(sheet, row, (lxw_col_t)(column + 2), last, RA_STYLE_WRAP, width, type->about);
}

lxw_row_t ra_book_contents(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_col_t last,
                           double width)
{
    ra_book *book = sheet->book;
    ra_cell_section(sheet, row++, column, "Contents");
    for (int i = 0; i < book->sheet_count; i++)
        if (book->sheet[i].file && &book->sheet[i] != sheet)
            write_line(sheet, row++, column, last, width, book->sheet[i].type);
    return row + 1;
}
