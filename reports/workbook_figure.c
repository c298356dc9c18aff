/* Figures as their sources have them. */
#include <string.h>

#include "reports/workbook.h"

/* Appends the number: as printed, else with the fewest digits that tell it. */
static void emit_number(const ra_figure *figure, ra_text *out)
{
    if (figure->kind == RA_FIGURE_LAW)
        ra_text_append(out, "median ");
    if (figure->printed)
        ra_text_append(out, figure->printed);
    else
        ra_text_number(out, figure->value);
    const char *unit = figure->unit ? ra_unit_text(figure->unit) : "1";
    if (strcmp(unit, "1") != 0)
        ra_text_format(out, " %s", unit);
}

void ra_figure_emit(const ra_figure *figure, const ra_expr *formula, ra_text *out)
{
    switch (figure->kind) {
    case RA_FIGURE_NONE:
        return;
    case RA_FIGURE_PRINTED:
    case RA_FIGURE_EXACT:
    case RA_FIGURE_LAW:
        emit_number(figure, out);
        break;
    case RA_FIGURE_FORMULA:
        ra_text_format(out, "derived: %s", formula ? formula->text : "");
        break;
    case RA_FIGURE_SOLVED:
        ra_text_append(out, "solved for, so that the chain closes");
        break;
    }
    if (figure->table)
        ra_text_format(out, " (table %s)", figure->table);
}

void ra_cell_figure(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_figure *figure,
                    const ra_expr *formula)
{
    ra_text text = {0};
    ra_figure_emit(figure, formula, &text);
    sheet->book->nomem |= text.failed;
    ra_cell_text(sheet, row, column, RA_STYLE_WRAP, text.data);
    ra_text_free(&text);
}

static const char *label_of(const ra_quantity *what)
{
    return what->label ? what->label : what->id;
}

void ra_cell_label(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, ra_style style,
                   uint32_t quantity, bool owner)
{
    const ra_quantity *all = sheet->book->claim->quantities, *what = &all[quantity];
    ra_text text = {0};
    if (owner && what->kind == RA_LOCAL)
        ra_text_format(&text, "%s: ", label_of(&all[what->owner]));
    ra_text_append(&text, label_of(what));
    sheet->book->nomem |= text.failed;
    ra_cell_text(sheet, row, column, style, text.data);
    ra_text_free(&text);
}
