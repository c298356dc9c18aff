/* The groups of corrections on Ladder. */
#include "reports/workbook_ladder.h"

/* A group's factor is the product of the factors of its rungs. */
static void write_group_factor(ra_sheet *sheet, const ra_ladder_layout *layout, lxw_row_t row,
                               uint32_t group)
{
    ra_text formula = {0};
    double factor = 1;
    for (uint32_t k = 1; k <= layout->rungs; k++) {
        if (sheet->book->result->ladder[k].group != (int)group)
            continue;
        ra_text_append(&formula, formula.length ? "*" : "");
        ra_cell_emit(&formula, layout->first + k, false, RA_LADDER_FACTOR, false);
        factor *= layout->result[k - 1] / layout->result[k];
    }
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, RA_LADDER_FACTOR, RA_STYLE_FORMULA, formula.data, factor, 5);
    ra_text_free(&formula);
}

/* What a source printed for the group's factor, and whether the chain gives it. */
static void write_group_check(ra_sheet *sheet, lxw_row_t row, uint32_t group)
{
    const ra_result *result = sheet->book->result;
    const ra_group *what = &sheet->book->claim->groups[group];
    ra_text text = {0};
    if (what->printed)
        ra_text_format(&text, "printed: %s", what->printed);
    for (uint32_t i = 0; i < result->check_count; i++)
        if (result->checks[i].group == group)
            ra_text_format(&text, " (%s)", ra_consistency_text(result->checks[i].consistency));
    sheet->book->nomem |= text.failed;
    ra_cell_title(sheet, row, RA_LADDER_CUMULATIVE, RA_STYLE_TEXT, text.data);
    ra_text_free(&text);
}

void ra_ladder_groups(ra_sheet *sheet, const ra_ladder_layout *layout, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    if (result->group_count == 0)
        return;
    ra_cell_section(sheet, row++, RA_LADDER_RUNG, "Corrections by group");
    sheet->book->ladder_groups = row;
    for (uint32_t i = 0; i < result->group_count; i++, row++) {
        const ra_group_result *group = &result->groups[i];
        const ra_group *what = &sheet->book->claim->groups[group->group];
        for (lxw_col_t c = RA_LADDER_LABEL; c < RA_LADDER_COLUMNS; c++)
            ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
        ra_cell_text(sheet, row, RA_LADDER_LABEL, RA_STYLE_STRONG,
                     what->label ? what->label : what->id);
        ra_cell_text(sheet, row, RA_LADDER_GROUP, RA_STYLE_MUTED,
                     group->boundary ? "wider boundary" : NULL);
        write_group_factor(sheet, layout, row, group->group);
        ra_cell_number(sheet, row, RA_LADDER_FACTOR_LOW, RA_STYLE_RUN, group->p5, 4);
        ra_cell_number(sheet, row, RA_LADDER_FACTOR_HIGH, RA_STYLE_RUN, group->p95, 4);
        write_group_check(sheet, row, group->group);
    }
}
