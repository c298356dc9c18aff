/* Tables: the rows of the reference tables that can be picked on Scenarios. */
#include "reports/workbook_tables.h"

enum { FIRST_ROW = RA_HEAD_ROW };

/* Appends where the figure can be read. */
static void write_source(ra_sheet *sheet, lxw_row_t row, const ra_choice *choice)
{
    const ra_citation citation = {.source = choice->source, .locator = choice->locator};
    ra_cell_source(sheet, row, RA_TABLES_SOURCE, &citation);
}

static void write_choice(ra_sheet *sheet, lxw_row_t row, const ra_pick_table *table,
                         const ra_choice *choice)
{
    ra_text formula = {0}, year = {0};
    ra_cell_emit(&formula, row, false, RA_TABLES_VALUE, true);
    ra_text_append(&formula, "*");
    ra_cell_emit(&formula, row, false, RA_TABLES_FACTOR, true);
    if (choice->year)
        ra_text_format(&year, "%d", choice->year);
    sheet->book->nomem |= formula.failed || year.failed;
    ra_cell_text(sheet, row, RA_TABLES_LABEL, RA_STYLE_STRONG, choice->label);
    ra_cell_number(sheet, row, RA_TABLES_VALUE, RA_STYLE_RUN, choice->value, 0);
    ra_cell_unit(sheet, row, RA_TABLES_UNIT, RA_STYLE_TEXT, choice->unit);
    ra_cell_number(sheet, row, RA_TABLES_FACTOR, RA_STYLE_RUN, choice->factor, 0);
    ra_cell_formula(sheet, row, RA_TABLES_SAME, RA_STYLE_FORMULA, formula.data,
                    choice->value * choice->factor, 5);
    ra_cell_unit(sheet, row, RA_TABLES_SAME_UNIT, RA_STYLE_TEXT, table->unit);
    ra_cell_text(sheet, row, RA_TABLES_YEAR, RA_STYLE_TEXT, year.data);
    ra_cell_text(sheet, row, RA_TABLES_BASIS, RA_STYLE_WRAP, choice->basis);
    write_source(sheet, row, choice);
    ra_text_free(&formula);
    ra_text_free(&year);
}

/* Only tables that some assumption can be picked from are written. */
static bool picked(const ra_book_tables *all, size_t i)
{
    for (size_t k = 0; k < all->picker_count; k++)
        if (all->pickers[k].table == i)
            return true;
    return false;
}

static lxw_row_t write_table(ra_sheet *sheet, lxw_row_t row, ra_pick_table *table)
{
    static const char *const heads[] = {"Row",    "Value",       "Unit",   "Conversion",
                                        "Value in one unit", "Unit", "Year", "Basis",
                                        "Source", "Place in it", NULL};
    ra_cell_section(sheet, row++, RA_TABLES_LABEL, table->title);
    ra_cell_heads(sheet, row++, RA_TABLES_LABEL, heads);
    table->first = row;
    for (size_t i = 0; i < table->count; i++)
        write_choice(sheet, row++, table, &table->choices[i]);
    return row + 1;
}

static bool wanted(const ra_book *book)
{
    return book->tables && book->tables->picker_count > 0;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    lxw_row_t row = FIRST_ROW + 1;
    ra_cell_banner(sheet, RA_TABLES_LABEL, "Places and sites to pick from",
                   "Reference figures with their sources. Scenarios offers them in place of the "
                   "claim's own.");
    for (size_t i = 0; i < RA_PICK_TABLES; i++)
        if (picked(book->tables, i))
            row = write_table(sheet, row, &book->tables->tables[i]);
    ra_sheet_fit(sheet, RA_TABLES_LABEL, RA_TABLES_LABEL, 30, 60);
    ra_sheet_fit(sheet, RA_TABLES_VALUE, RA_TABLES_YEAR, 10, 18);
    ra_sheet_fit(sheet, RA_TABLES_BASIS, RA_TABLES_PLACE, 20, 48);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, RA_TABLES_VALUE);
}

const ra_sheet_type ra_sheet_tables = {
    .name = "Tables",
    .about = "Carbon intensities of grids and overheads of data centres, for the picker of Scenarios",
    .part = RA_PART_WORKINGS,
    .wanted = wanted,
    .write = write_sheet,
};
