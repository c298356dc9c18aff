/* Corrections: all corrections of all claims in one table, to sort and filter. */
#include <math.h>

#include "reports/workbook_compare.h"

enum { CLAIM, RUNG, NAME, GROUP, PUBLISHED, AUDITED, UNIT, FACTOR, FACTOR_LOW, FACTOR_HIGH, SHARE, WHY };
enum { FIRST_ROW = RA_HEAD_ROW + 1 };

static double share_of(const ra_result *result, uint32_t quantity)
{
    for (uint32_t i = 0; i < result->attribution.share_count; i++)
        if (result->attribution.shares[i].quantity == quantity)
            return 100 * result->attribution.shares[i].share;
    return NAN;
}

static void write_correction(ra_sheet *sheet, lxw_row_t row, const ra_result *result, uint32_t k)
{
    const ra_rung *rung = &result->ladder[k];
    const ra_claim *claim = result->claim;
    const double values[] = {rung->factor, rung->spread.constant ? NAN : rung->factor_p5,
                             rung->spread.constant ? NAN : rung->factor_p95,
                             share_of(result, rung->quantity)};
    ra_cell_text(sheet, row, CLAIM, RA_STYLE_STRONG, ra_compare_title(result));
    ra_cell_number(sheet, row, RUNG, RA_STYLE_COUNT, k, 0);
    ra_cell_text(sheet, row, NAME, RA_STYLE_WRAP, rung->label);
    ra_cell_text(sheet, row, GROUP, RA_STYLE_MUTED,
                 rung->group >= 0 ? claim->groups[rung->group].label : NULL);
    ra_cell_number(sheet, row, PUBLISHED, RA_STYLE_RUN, rung->published, 0);
    ra_cell_number(sheet, row, AUDITED, RA_STYLE_RUN, rung->audited, 0);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, rung->unit);
    for (int i = 0; i < 4; i++)
        ra_cell_number(sheet, row, (lxw_col_t)(FACTOR + i), RA_STYLE_RUN, values[i], 3);
    ra_cell_text(sheet, row, WHY, RA_STYLE_WRAP,
                 claim->quantities[rung->quantity].figure[RA_AUDITED].reason);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {
        "Claim", "Rung", "Correction", "Group",     "Published", "Audited",  "Unit",
        "Factor: before / after", "Factor, 5 %", "Factor, 95 %", "Share, %", "Why", NULL};
    lxw_row_t row = FIRST_ROW;
    ra_cell_banner(sheet, CLAIM, "All corrections",
                   "One row a correction, in the order of its claim's ladder. Shares do not depend "
                   "on that order.");
    ra_cell_heads(sheet, RA_HEAD_ROW, CLAIM, heads);
    for (size_t i = 0; i < book->result_count; i++)
        for (uint32_t k = 1; k < book->results[i]->rung_count; k++)
            write_correction(sheet, row++, book->results[i], k);
    if (row > FIRST_ROW)
        ra_book_keep(book,
                     worksheet_autofilter(sheet->file, RA_HEAD_ROW, CLAIM, row - 1, WHY));
    ra_sheet_fit(sheet, CLAIM, CLAIM, 24, 40);
    ra_sheet_width(sheet, RUNG, 10);
    ra_sheet_fit(sheet, NAME, NAME, 24, 40);
    ra_sheet_fit(sheet, GROUP, SHARE, 12, 26);
    ra_sheet_fit(sheet, WHY, WHY, 30, 60);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, RUNG);
    ra_book_keep(book, worksheet_repeat_rows(sheet->file, RA_HEAD_ROW, RA_HEAD_ROW));
}

const ra_sheet_type ra_sheet_corrections = {
    .name = "Corrections",
    .about = "All corrections of all claims, to sort and filter",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
