/* Writing cells. Internal to the workbook writer; workbook.h includes it. */
#ifndef RA_WORKBOOK_CELL_H
#define RA_WORKBOOK_CELL_H

#include "models/claim.h"
#include "models/text.h"
#include "reports/workbook_style.h"

typedef struct ra_sheet ra_sheet;

/* --- workbook_cell.c: cells --- */

/* Writes text that is data whatever it looks like: never a formula, a link or broken XML. Control
 * characters and invalid bytes are replaced, overlong text is cut. NULL leaves the cell empty. */
void ra_cell_text(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                  const char *text);

/* The same in a cell whose text does not count for the width of its column. */
void ra_cell_title(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                   const char *text);

/* The same over several columns of a row, whose height is set for `width` characters a line. */
void ra_cell_merged(ra_sheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, ra_style style,
                    double width, const char *text);

/* Writes a number with so many significant digits shown (see ra_number_code_shown); NaN leaves the
 * cell empty but styled. */
void ra_cell_number(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style, double value,
                    int digits);

/* Writes a formula (without "=") with the value that C computed for it. Where there is no value the
 * cell is empty. */
void ra_cell_formula(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                     const char *formula, double value, int digits);

/* Writes a formula that gives text, with that text. */
void ra_cell_formula_text(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                          const char *formula, const char *text);

/* Writes where a figure can be read: the source as a link to its address (as text where that cannot
 * be a link), and in the next column the place in it. */
void ra_cell_source(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_citation *citation);
void ra_cell_address(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *url,
                     const char *text);

/* The same on one line, which may run over the empty cells to the right. */
void ra_cell_address_line(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *url);

/* Writes the sheet's title, the line under it, and the line of the checks into its first rows. */
void ra_cell_banner(ra_sheet *sheet, lxw_col_t column, const char *title, const char *lead);

/* Writes the heading over a table. */
void ra_cell_section(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text);

/* Writes a row of column headings, NULL-terminated. */
void ra_cell_heads(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *const *heads);

/* Writes a unit; a pure number has none. */
void ra_cell_unit(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                  const ra_unit *unit);

/* Returns a cleaned copy of `text`, at most `most` characters long, or NULL. Free with ra_free. */
char *ra_cell_clean(const char *text, size_t most);

/* Appends a cell's address, "G$40": a dollar in front of what is fixed. */
void ra_cell_emit(ra_text *out, lxw_row_t row, bool row_fixed, lxw_col_t column, bool column_fixed);

/* Formulas of a column that differ by their row alone are made once, with a mark for the row, which
 * no formula has otherwise. Appends the address of the cell of a column in that row, "$G" and the
 * mark. */
#define RA_CELL_ROW "\x01"
void ra_cell_emit_pattern(ra_text *out, lxw_col_t column);

/* Appends such a formula for one row. */
void ra_cell_fill(ra_text *out, const char *pattern, lxw_row_t row);

/* --- workbook_figure.c: figures as their sources have them --- */

/* Appends a figure in the unit it was given in, or the formula that it was derived by. */
void ra_figure_emit(const ra_figure *figure, const ra_expr *formula, ra_text *out);
void ra_cell_figure(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_figure *figure,
                    const ra_expr *formula);

/* Attaches a comment to a cell: the figure as given, how it arose, its source, its reason. */
void ra_cell_comment(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_figure *figure,
                     const ra_expr *formula);

/* Lets a cell ask back where something else than a number, or than a positive one in place of a
 * positive value, is typed into it. */
void ra_cell_takes_number(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, double value);

/* Writes the label of a quantity; with `owner`, that of the assumption it belongs to in front. */
void ra_cell_label(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                   uint32_t quantity, bool owner);

/* --- workbook_fit.c: widths and heights --- */

/* Sets the column widths from what was written, between `least` and `most` characters. */
void ra_sheet_fit(ra_sheet *sheet, int first, int last, double least, double most);
void ra_sheet_width(ra_sheet *sheet, int column, double width);

/* Sets the heights of the rows for their wrapped texts, once all widths are set: not every program
 * does so itself when it opens the file. */
void ra_sheet_heights(ra_sheet *sheet);

/* Remembers a text for ra_sheet_heights. */
void ra_sheet_wrap(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text);
void ra_sheet_free(ra_sheet *sheet);

#endif
