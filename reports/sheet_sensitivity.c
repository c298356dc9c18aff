/* Sensitivity: what each uncertain input means for the headline, what to measure first on top. */
#include <math.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/workbook_bars.h"
#include "reports/workbook_finding.h"

enum {
    NAME,
    REMOVED,
    EXACT_P5,
    EXACT_P95,
    TORNADO_LOW,
    TORNADO_HIGH,
    FIRST,
    FIRST_SE,
    TOTAL,
    TOTAL_SE,
    SHAPLEY,
    SHAPLEY_SE,
    COLUMNS
};
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, HEAD_ROW, FIRST_ROW };

/* Columns of the points of the tornado, beside the input's name. */
enum { AT_P5 = REMOVED, AT_P95 };

/* The chart of the indices stands to the right of the tornado. */
#define RIGHT       TORNADO_HIGH
#define CHART_WIDTH 690

/* What is below this part of the whole is rounding, not an effect. */
#define ROUNDING 1e-9

static double settle(double value, double whole)
{
    return fabs(value) < ROUNDING * fabs(whole) ? 0 : value;
}

static void write_row(ra_sheet *sheet, lxw_row_t row, const ra_sensitivity *of)
{
    const double values[] = {100 * of->width_removed, of->if_exact_p5,     of->if_exact_p95,
                             of->tornado_low,         of->tornado_high,    100 * of->first,
                             100 * of->first_se,      100 * of->total,     100 * of->total_se,
                             100 * of->shapley,       100 * of->shapley_se};
    ra_cell_label(sheet, row, NAME, RA_STYLE_STRONG,
                  sheet->book->result->inputs[of->input].quantity, true);
    for (int i = 0; i < COLUMNS - REMOVED; i++) {
        bool se = REMOVED + i == FIRST_SE || REMOVED + i == TOTAL_SE || REMOVED + i == SHAPLEY_SE;
        bool value = REMOVED + i >= EXACT_P5 && REMOVED + i <= TORNADO_HIGH;
        ra_cell_number(sheet, row, (lxw_col_t)(REMOVED + i), RA_STYLE_RUN,
                       settle(values[i], value ? 0 : 100),
                       se      ? 2
                       : value ? 4
                               : 3);
    }
}

static double swing_of(const ra_sensitivity *of)
{
    double swing = fabs(of->tornado_high - of->tornado_low);
    return isfinite(swing) ? swing : 0;
}

/* Finds the inputs with the largest swings, largest first. Returned: how many. */
static uint32_t choose(const ra_sensitivity_result *all, double point,
                       const ra_sensitivity *chosen[RA_BARS_MOST])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const ra_sensitivity *of = &all->rows[i];
        uint32_t k = count;
        if (settle(swing_of(of), point) == 0)
            continue;
        while (k > 0 && swing_of(of) > swing_of(chosen[k - 1]))
            k--;
        if (k == RA_BARS_MOST)
            continue;
        count += count < RA_BARS_MOST;
        for (uint32_t j = count - 1; j > k; j--)
            chosen[j] = chosen[j - 1];
        chosen[k] = of;
    }
    return count;
}

/* The tornado: how far the headline goes to either side, the widest input on top. */
static lxw_row_t write_tornado(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Input", "At its 5 % point", "At its 95 % point", NULL};
    const ra_result *result = book->result;
    const ra_sensitivity *chosen[RA_BARS_MOST] = {0};
    uint32_t count = choose(&result->sensitivity, result->audited.point, chosen);
    ra_text axis = {0};
    if (count == 0)
        return row;
    ra_cell_section(sheet, row, NAME, "Tornado: change of the headline by one input alone");
    ra_cell_heads(sheet, row + 1, NAME, heads);
    for (uint32_t i = 0; i < count; i++) {
        lxw_row_t at = row + 2 + i;
        double point = result->audited.point;
        ra_cell_label(sheet, at, NAME, RA_STYLE_STRONG, result->inputs[chosen[i]->input].quantity,
                      true);
        ra_cell_number(sheet, at, AT_P5, RA_STYLE_RUN,
                       settle(chosen[i]->tornado_low - point, point), 4);
        ra_cell_number(sheet, at, AT_P95, RA_STYLE_RUN,
                       settle(chosen[i]->tornado_high - point, point), 4);
    }
    char *unit = ra_cell_clean(ra_unit_text(result->claim->unit), 100);
    ra_text_format(&axis, "Change of the headline in %s, from ", unit ? unit : "");
    ra_free(unit);
    ra_number_write(&axis, result->audited.point, 4);
    const ra_bars bars = {.sheet = "Sensitivity",
                          .first = row + 2,
                          .last = row + 1 + count,
                          .label = NAME,
                          .column = {AT_P5, AT_P95},
                          .name = {"Input at its 5 % point", "Input at its 95 % point"},
                          .colour = {RA_COLOUR_PALE, RA_COLOUR_STEP},
                          .series = 2,
                          .opposed = true,
                          .width = CHART_WIDTH,
                          .axis = axis.failed ? "" : axis.data,
                          .about = "Tornado: change of the headline by each input alone",
                          .finding = ra_finding_tornado};
    lxw_row_t end = row + 3 + count;
    book->nomem |= axis.failed;
    end += ra_chart_bars(book, sheet, end, NAME, &bars);
    ra_text_free(&axis);
    return end + 1;
}

/* The indices; Shapley effects in their place where inputs are correlated. */
static lxw_row_t write_indices(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    const ra_sensitivity_result *all = &book->result->sensitivity;
    uint32_t count = all->count < RA_BARS_MOST ? all->count : RA_BARS_MOST;
    bool sobol = all->method == RA_SENSITIVITY_SOBOL;
    const ra_bars bars = {.sheet = "Sensitivity",
                          .first = FIRST_ROW,
                          .last = FIRST_ROW + count - 1,
                          .label = NAME,
                          .column = {sobol ? FIRST : SHAPLEY, TOTAL},
                          .name = {sobol ? "By itself (first order)" : "Shapley effect",
                                   "With everything it interacts with (total)"},
                          .colour = {RA_COLOUR_STEP, RA_COLOUR_PALE},
                          .series = sobol ? 2 : 1,
                          .width = CHART_WIDTH,
                          .axis = "Share of the variance of the headline, %",
                          .about = sobol ? "Sobol indices of the inputs"
                                         : "Shapley effects of the inputs",
                          .finding = ra_finding_variance};
    if (!sobol && all->method != RA_SENSITIVITY_SHAPLEY)
        return row;
    ra_cell_section(sheet, row, RIGHT, sobol ? "Sobol indices" : "Shapley effects");
    return row + 2 + ra_chart_bars(book, sheet, row + 1, RIGHT, &bars);
}

static void write_fact(ra_sheet *sheet, lxw_row_t *row, const char *label, double value, int digits)
{
    ra_cell_text(sheet, *row, NAME, RA_STYLE_TEXT, label);
    ra_cell_number(sheet, (*row)++, REMOVED, RA_STYLE_RUN, value, digits);
}

static void write_method(ra_sheet *sheet, lxw_row_t row)
{
    const ra_sensitivity_result *all = &sheet->book->result->sensitivity;
    ra_text text = {0};
    ra_cell_section(sheet, row++, NAME, "How it was found");
    ra_text_format(&text, "%s.", ra_sensitivity_text(all->method));
    sheet->book->nomem |= text.failed;
    ra_cell_title(sheet, row++, NAME, RA_STYLE_LEAD, text.data);
    ra_text_free(&text);
    if (all->causes < all->count)
        ra_cell_title(sheet, row++, NAME, RA_STYLE_LEAD,
                      "Inputs that share a draw are one cause: each has the numbers of all.");
    write_fact(sheet, &row, "Independent causes", all->causes, 0);
    write_fact(sheet, &row, all->quasi ? "Quasi-random points a replicate" : "Points a replicate",
               all->points, 0);
    write_fact(sheet, &row, "Replicates", all->replicates, 0);
    write_fact(sheet, &row, "Trials behind \"if exact\"", (double)all->trials, 0);
    write_fact(sheet, &row, "Headline in them, 5 %", all->p5, 4);
    write_fact(sheet, &row, "Headline in them, 95 %", all->p95, 4);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {"Input: what to measure first comes first",
                                        "Interval narrower if exact, %",
                                        "Headline if exact, 5 %",
                                        "Headline if exact, 95 %",
                                        "Headline at its 5 % point",
                                        "Headline at its 95 % point",
                                        "Sobol index, first order, %",
                                        "Standard error",
                                        "Sobol index, total, %",
                                        "Standard error",
                                        "Shapley effect, %",
                                        "Standard error",
                                        NULL};
    const ra_sensitivity_result *all = &book->result->sensitivity;
    lxw_row_t row = FIRST_ROW;
    ra_cell_banner(sheet, NAME, "What would be worth measuring?",
                   "Everything in grey italics was found by the run and stands as it was; it does "
                   "not follow changes on Chain.");
    ra_cell_heads(sheet, HEAD_ROW, NAME, heads);
    for (uint32_t i = 0; i < all->count; i++)
        write_row(sheet, row++, &all->rows[i]);
    if (all->count > 0) {
        lxw_row_t left = write_tornado(book, sheet, row + 1);
        lxw_row_t right = write_indices(book, sheet, row + 1);
        write_method(sheet, left > right ? left : right);
    } else {
        ra_cell_title(sheet, row, NAME, RA_STYLE_LEAD,
                      "Nothing that the headline depends on is uncertain.");
    }
    ra_sheet_fit(sheet, NAME, NAME, 44, 50);
    ra_sheet_fit(sheet, REMOVED, SHAPLEY_SE, 13, 18);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, REMOVED);
}

const ra_sheet_type ra_sheet_sensitivity = {
    .name = "Sensitivity",
    .about = "Which input is worth measuring first",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
