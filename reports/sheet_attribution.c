/* Attribution: what each correction accounts for, whatever the order in which they are made. */
#include <math.h>

#include "reports/workbook_bars.h"
#include "reports/workbook_finding.h"

enum {
    NAME,
    GROUP,
    SHARE,
    SHARE_P5,
    SHARE_P50,
    SHARE_P95,
    ORDER_MIN,
    ORDER_MAX,
    SHARE_SE,
    CONTRIBUTION,
    CONTRIBUTION_P5,
    CONTRIBUTION_P50,
    CONTRIBUTION_P95,
    LMDI,
    LMDI_FACTOR,
    COLUMNS
};
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, HEAD_ROW, FIRST_ROW };

static void write_share(ra_sheet *sheet, lxw_row_t row, const ra_share *share)
{
    const ra_claim *claim = sheet->book->claim;
    const double values[] = {100 * share->share,
                             100 * share->p5,
                             100 * share->p50,
                             100 * share->p95,
                             100 * share->order_min,
                             100 * share->order_max,
                             share->se > 0 ? 100 * share->se : NAN,
                             share->contribution,
                             share->contribution_p5,
                             share->contribution_p50,
                             share->contribution_p95,
                             share->lmdi,
                             share->lmdi_factor};
    ra_cell_label(sheet, row, NAME, RA_STYLE_STRONG, share->quantity, true);
    ra_cell_text(sheet, row, GROUP, RA_STYLE_WRAP,
                 share->group >= 0 ? claim->groups[share->group].label : NULL);
    for (int i = 0; i < COLUMNS - SHARE; i++)
        ra_cell_number(sheet, row, (lxw_col_t)(SHARE + i), RA_STYLE_RUN, values[i], 3);
}

static void check_shares(ra_sheet *sheet, lxw_row_t row)
{
    const ra_attribution *all = &sheet->book->result->attribution;
    ra_text sum = {0};
    double value = 0;
    for (uint32_t i = 0; i < all->share_count; i++)
        value += 100 * all->shares[i].share;
    ra_text_append(&sum, "SUM(Attribution!");
    ra_cell_emit(&sum, FIRST_ROW, true, SHARE, true);
    ra_text_append(&sum, ":");
    ra_cell_emit(&sum, row - 1, true, SHARE, true);
    ra_text_append(&sum, ")");
    if (isfinite(value))
        ra_book_check(sheet->book, RA_CHECK_SUM, "Attribution: the shares sum to 100 %", sum.data,
                      value, NULL, 100, 1e-9);
    ra_text_free(&sum);
}

/* The shares sum to one, the contributions to the total. */
static void write_total(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    const ra_attribution *all = &result->attribution;
    ra_cell_text(sheet, row, NAME, RA_STYLE_TOTAL_TEXT, "All together");
    for (int column = GROUP; column < COLUMNS; column++)
        ra_cell_text(sheet, row, (lxw_col_t)column, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_number(sheet, row, SHARE, RA_STYLE_TOTAL, all->total != 0 ? 100 : NAN, 3);
    ra_cell_number(sheet, row, CONTRIBUTION, RA_STYLE_TOTAL, all->total, 3);
    if (!isnan(all->shares[0].lmdi)) {
        ra_cell_number(sheet, row, LMDI, RA_STYLE_TOTAL, result->recomputed - result->audited.point,
                       3);
        ra_cell_number(sheet, row, LMDI_FACTOR, RA_STYLE_TOTAL, result->factor.point, 3);
    }
}

static lxw_row_t write_chart(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    uint32_t count = book->result->attribution.share_count;
    const ra_bars bars = {.sheet = "Attribution",
                          .first = FIRST_ROW,
                          .last = FIRST_ROW + (count < RA_BARS_MOST ? count : RA_BARS_MOST) - 1,
                          .label = NAME,
                          .column = {SHARE},
                          .name = {"Share"},
                          .colour = {RA_COLOUR_STEP},
                          .series = 1,
                          .width = 900,
                          .axis = "Share of the whole correction, %",
                          .about = "Share of each correction in the whole one",
                          .finding = ra_finding_attribution};
    ra_cell_section(sheet, row, NAME, "Shares");
    return row + 2 + ra_chart_bars(book, sheet, row + 1, NAME, &bars);
}

static lxw_row_t write_groups(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Group",          "Boundary",     "Share, %", "Share, 5 %",
                                        "Share, median",  "Share, 95 %",  "Factor",   "Factor, 5 %",
                                        "Factor, median", "Factor, 95 %", NULL};
    const ra_result *result = sheet->book->result;
    if (result->group_count == 0)
        return row;
    ra_cell_section(sheet, row++, NAME, "By group of corrections");
    ra_cell_heads(sheet, row++, NAME, heads);
    for (uint32_t i = 0; i < result->group_count; i++, row++) {
        const ra_group_result *group = &result->groups[i];
        const double values[] = {100 * group->share,
                                 100 * group->share_p5,
                                 100 * group->share_p50,
                                 100 * group->share_p95,
                                 group->factor,
                                 group->p5,
                                 group->p50,
                                 group->p95};
        ra_cell_text(sheet, row, NAME, RA_STYLE_STRONG, result->claim->groups[group->group].label);
        ra_cell_text(sheet, row, GROUP, RA_STYLE_TEXT, group->boundary ? "wider" : NULL);
        for (int k = 0; k < 8; k++)
            ra_cell_number(sheet, row, (lxw_col_t)(SHARE + k), RA_STYLE_RUN, values[k], 3);
    }
    return row + 1;
}

static void write_fact(ra_sheet *sheet, lxw_row_t *row, const char *label, double value)
{
    ra_cell_text(sheet, *row, NAME, RA_STYLE_TEXT, label);
    ra_cell_number(sheet, (*row)++, GROUP, RA_STYLE_RUN, value, 0);
}

static void write_line(ra_sheet *sheet, lxw_row_t *row, const char *text)
{
    ra_cell_title(sheet, (*row)++, NAME, RA_STYLE_LEAD, text);
}

static void write_method(ra_sheet *sheet, lxw_row_t row)
{
    const ra_attribution *all = &sheet->book->result->attribution;
    ra_text text = {0};
    ra_cell_section(sheet, row++, NAME, "How it was found");
    ra_text_format(&text, "Shapley values; %s.", ra_attribution_text(all->method));
    sheet->book->nomem |= text.failed;
    write_line(sheet, &row, text.data);
    ra_text_free(&text);
    if (all->basis == RA_BASIS_LOG)
        write_line(sheet, &row,
                   "Contributions are natural logarithms: they sum to that of "
                   "recomputed / audited.");
    else
        write_line(sheet, &row,
                   "Contributions are in the unit of the headline: they sum to "
                   "recomputed less audited.");
    write_line(sheet, &row,
               "Smallest and largest are over all orders in which the corrections can "
               "be made; where orders were sampled, over those.");
    if (all->crosses)
        write_line(sheet, &row,
                   "In over 1 % of the trials the whole correction has the other "
                   "sign: shares have no interval there.");
    write_fact(sheet, &row, "Sets of corrections evaluated", (double)all->subsets);
    write_fact(sheet, &row, "Orders drawn", (double)all->orders);
    write_fact(sheet, &row, "Trials behind the intervals", (double)all->trials);
    write_fact(sheet, &row, "Trials without a value", (double)all->nan);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    const ra_attribution *all = &book->result->attribution;
    bool logarithm = all->basis == RA_BASIS_LOG;
    const char *const heads[] = {"Correction",
                                 "Group",
                                 "Share, %",
                                 "Share, 5 %",
                                 "Share, median",
                                 "Share, 95 %",
                                 "Smallest over orders, %",
                                 "Largest over orders, %",
                                 "Standard error of the share, %",
                                 logarithm ? "Contribution, logarithm" : "Contribution",
                                 "5 %",
                                 "Median",
                                 "95 %",
                                 "LMDI, additive",
                                 "LMDI, factor",
                                 NULL};
    lxw_row_t row = FIRST_ROW;
    ra_cell_banner(sheet, NAME, "Which correction accounts for how much?",
                   "Shares do not depend on the order in which corrections are made. Everything in "
                   "grey italics was found by the run; it does not follow changes on Chain.");
    ra_cell_heads(sheet, HEAD_ROW, NAME, heads);
    for (uint32_t i = 0; i < all->share_count; i++)
        write_share(sheet, row++, &all->shares[i]);
    if (all->share_count > 0) {
        write_total(sheet, row);
        check_shares(sheet, row);
        row = write_chart(book, sheet, row + 2);
        row = write_groups(sheet, row);
        write_method(sheet, row);
    } else {
        ra_cell_title(sheet, row, NAME, RA_STYLE_LEAD, "Nothing was corrected.");
    }
    ra_sheet_fit(sheet, NAME, NAME, 28, 50);
    ra_sheet_fit(sheet, GROUP, GROUP, 12, 28);
    ra_sheet_fit(sheet, SHARE, LMDI_FACTOR, 12, 18);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, GROUP);
}

const ra_sheet_type ra_sheet_attribution = {
    .name = "Attribution",
    .about = "What each correction accounts for, whatever the order",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
