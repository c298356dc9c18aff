/* Method: the GUM and convolution beside the Monte Carlo run, and how sure the run itself is. */
#include <ctype.h>
#include <math.h>

#include "reports/workbook.h"

enum { NAME, UNIT, MEAN, SD, LOW, HIGH, P5, P25, P50, P75, P95 };
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, HEAD_ROW, FIRST_ROW };

#define LINE_CHARACTERS 165 /* of all columns together */

static void write_evaluation(ra_sheet *sheet, lxw_row_t row, const char *name,
                             const double values[P95 - MEAN + 1])
{
    ra_cell_text(sheet, row, NAME, RA_STYLE_STRONG, name);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, sheet->book->claim->unit);
    for (int i = 0; i <= P95 - MEAN; i++)
        ra_cell_number(sheet, row, (lxw_col_t)(MEAN + i), RA_STYLE_RUN, values[i], 4);
}

static lxw_row_t write_evaluations(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    const ra_summary *s = &result->audited;
    const ra_gum *gum = &result->gum;
    const ra_convolution *c = &result->convolution;
    const double run[] = {s->mean, s->sd, s->low, s->high, s->p5, s->p25, s->p50, s->p75, s->p95};
    const double first[] = {gum->estimate, gum->u, gum->low, gum->high, NAN, NAN, NAN, NAN, NAN};
    const double second[] = {
        gum->estimate + gum->shift, gum->u2, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    const double exact[] = {c->mean, c->sd, c->low, c->high, c->p5, c->p25, c->p50, c->p75, c->p95};
    write_evaluation(sheet, row++, "Monte Carlo", run);
    if (gum->applies)
        write_evaluation(sheet, row++, "GUM, first order", first);
    if (gum->applies && isfinite(gum->u2))
        write_evaluation(sheet, row++, "GUM, second order", second);
    if (c->applies)
        write_evaluation(sheet, row++, "Convolution", exact);
    return row + 1;
}

/* Writes a clause as a sentence over all columns. */
static void write_clause(ra_sheet *sheet, lxw_row_t *row, const char *before, const char *clause)
{
    ra_text text = {0};
    if (!clause)
        return;
    ra_text_format(&text, "%s%s.", before, clause);
    if (text.failed) {
        sheet->book->nomem = true;
    } else {
        text.data[0] = (char)toupper((unsigned char)text.data[0]);
        ra_cell_merged(sheet, (*row)++, NAME, P95, RA_STYLE_PARAGRAPH, LINE_CHARACTERS, text.data);
    }
    ra_text_free(&text);
}

static lxw_row_t write_words(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    ra_cell_section(sheet, row++, NAME, "Do they agree?");
    write_clause(sheet, &row, "JCGM 101, clause 8: ", result->gum.text);
    write_clause(sheet, &row, "no propagation by the GUM: ", result->gum.why_not);
    write_clause(sheet, &row, "convolution: ", result->convolution.text);
    write_clause(sheet, &row, "no convolution: ", result->convolution.why_not);
    return row + 1;
}

static void write_fact(ra_sheet *sheet, lxw_row_t *row, const char *label, double value, int digits)
{
    if (isnan(value))
        return;
    ra_cell_text(sheet, *row, NAME, RA_STYLE_TEXT, label);
    ra_cell_text(sheet, *row, UNIT, RA_STYLE_TEXT, NULL);
    ra_cell_number(sheet, (*row)++, MEAN, RA_STYLE_RUN, value, digits);
}

static lxw_row_t write_facts(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    const ra_summary *s = &result->audited;
    const ra_gum *gum = &result->gum;
    double k = gum->applies ? gum->k : NAN;
    double df = gum->applies && isfinite(gum->df) ? gum->df : NAN;
    ra_cell_section(sheet, row++, NAME, "How sure are these numbers?");
    bool points = result->replicates > 1;
    write_fact(sheet, &row, points ? "Trials, on Sobol points" : "Trials", (double)result->trials, 0);
    write_fact(sheet, &row, "Trials without a value", (double)s->nan, 0);
    write_fact(sheet, &row, "Level of the intervals, %", 100 * result->level, 0);
    if (!s->constant) {
        write_fact(sheet, &row,
                   points ? "Standard error of the mean, from the replicates"
                          : "Monte Carlo standard error of the mean",
                   s->mcse, 2);
        write_fact(sheet, &row, "Median of the run, 95 % interval from", s->bounds[RA_Q50].low, 5);
        write_fact(sheet, &row, "Median of the run, 95 % interval to", s->bounds[RA_Q50].high, 5);
    }
    write_fact(sheet, &row, "GUM: coverage factor k", k, 4);
    write_fact(sheet, &row, "GUM: effective degrees of freedom", df, 3);
    if (gum->text) {
        write_fact(sheet, &row, "Clause 8: digits to which the ends agree", gum->digits, 0);
        write_fact(sheet, &row, "Clause 8: numerical tolerance", gum->delta, 2);
        write_fact(sheet, &row, "Clause 8: distance of the low ends", gum->d_low, 2);
        write_fact(sheet, &row, "Clause 8: distance of the high ends", gum->d_high, 2);
    }
    if (result->convolution.applies) {
        write_fact(sheet, &row, "Convolution: points of the grid", result->convolution.points, 0);
        write_fact(sheet, &row, "Convolution: relative error", result->convolution.error, 2);
    }
    return row + 1;
}

static void write_budget(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Input",
                                        "Unit",
                                        "Estimate",
                                        "Standard uncertainty",
                                        "Degrees of freedom",
                                        "Sensitivity coefficient",
                                        "Contribution to u",
                                        "Share of the variance, %",
                                        NULL};
    const ra_result *result = sheet->book->result;
    if (result->gum.budget_count == 0)
        return;
    ra_cell_section(sheet, row++, NAME, "Uncertainty budget of the GUM, first order");
    ra_cell_heads(sheet, row++, NAME, heads);
    for (uint32_t i = 0; i < result->gum.budget_count; i++, row++) {
        const ra_budget_row *of = &result->gum.budget[i];
        uint32_t quantity = result->inputs[of->input].quantity;
        const ra_quantity *what = &result->claim->quantities[quantity];
        const ra_unit *unit = what->figure[RA_AUDITED].unit;
        /* What is below this part of the whole is rounding, not an effect. */
        double part = of->contribution < 1e-9 * result->gum.u ? 0 : 1;
        const double values[] = {
            of->estimate,          of->u, of->df, part * of->coefficient, part * of->contribution,
            part * 100 * of->share};
        ra_cell_label(sheet, row, NAME, RA_STYLE_STRONG, quantity, true);
        ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, unit ? unit : what->unit);
        for (int k = 0; k < 6; k++)
            ra_cell_number(sheet, row, (lxw_col_t)(MEAN + k), RA_STYLE_RUN, values[k],
                           k < 1 ? 5 : 3);
    }
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    (void)book;
    static const char *const heads[] = {
        "Evaluation",    "Unit",        "Mean", "Standard deviation",
        "Interval from", "Interval to", "5 %",  "25 %",
        "Median",        "75 %",        "95 %", NULL};
    lxw_row_t row = FIRST_ROW;
    ra_cell_banner(sheet, NAME, "Do other methods find the same?",
                   "The audited headline by Monte Carlo, by the GUM (JCGM 100) and, for products, "
                   "by convolution. It does not follow changes on Chain.");
    ra_cell_heads(sheet, HEAD_ROW, NAME, heads);
    row = write_evaluations(sheet, row);
    row = write_words(sheet, row);
    row = write_facts(sheet, row);
    write_budget(sheet, row);
    ra_sheet_fit(sheet, NAME, NAME, 40, 46);
    ra_sheet_fit(sheet, UNIT, UNIT, 10, 24);
    ra_sheet_fit(sheet, MEAN, P95, 13, 18);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, UNIT);
}

const ra_sheet_type ra_sheet_method = {
    .name = "Method",
    .about = "First-order propagation and convolution beside the Monte Carlo run",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
