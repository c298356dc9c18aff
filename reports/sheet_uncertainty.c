/* Uncertainty: what the Monte Carlo run found, from the inputs over the steps to the headline. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/workbook.h"

enum {
    NAME,
    SYMBOL,
    UNIT,
    PUBLISHED,
    POINT,
    MEAN,
    SD,
    P5,
    P50,
    P95,
    GSD,
    LOG_VARIANCE,
    ADDED,
    LAW
};
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, HEAD_ROW, FIRST_ROW };

/* Columns of the bins. */
enum { BIN = PUBLISHED, BIN_LOW, BIN_HIGH, BIN_LABEL, BIN_WITHIN, BIN_OUTSIDE };

#define CHART_ROWS  19
#define LABEL_EVERY 5

static void write_numbers(ra_sheet *sheet, lxw_row_t row, lxw_col_t first, ra_style style,
                          const double *values, int count)
{
    for (int i = 0; i < count; i++)
        ra_cell_number(sheet, row, (lxw_col_t)(first + i), style, values[i], 4);
}

static void write_input(ra_sheet *sheet, lxw_row_t row, const ra_input_result *input)
{
    const ra_claim *claim = sheet->book->claim;
    const ra_quantity *what = &claim->quantities[input->quantity];
    const ra_figure *figure = &what->figure[RA_AUDITED];
    double values[] = {NAN,        figure->value, input->mean, input->sd, input->p5,
                       input->p50, input->p95,    NAN,         NAN,       NAN};
    if (figure->kind == RA_FIGURE_NONE)
        values[1] = NAN;
    ra_cell_label(sheet, row, NAME, RA_STYLE_STRONG, input->quantity, true);
    ra_cell_text(sheet, row, SYMBOL, RA_STYLE_MUTED, sheet->book->symbol[input->quantity]);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, figure->unit ? figure->unit : what->unit);
    write_numbers(sheet, row, PUBLISHED, RA_STYLE_RUN, values, ADDED - PUBLISHED + 1);
    ra_cell_text(sheet, row, LAW, RA_STYLE_WRAP, input->law);
}

static void write_spread(ra_sheet *sheet, lxw_row_t row, ra_style style, double published,
                         const ra_summary *s, double added)
{
    double values[] = {published, s->point, s->mean, s->sd,           s->p5,
                       s->p50,    s->p95,   s->gsd,  s->log_variance, added};
    if (s->constant)
        for (int i = 2; i < ADDED - PUBLISHED + 1; i++)
            values[i] = NAN;
    write_numbers(sheet, row, PUBLISHED, style, values, ADDED - PUBLISHED + 1);
}

static void write_step(ra_sheet *sheet, lxw_row_t row, const ra_step_result *step)
{
    const ra_quantity *what = &sheet->book->claim->quantities[step->quantity];
    ra_cell_label(sheet, row, NAME, RA_STYLE_STRONG, step->quantity, false);
    ra_cell_text(sheet, row, SYMBOL, RA_STYLE_MUTED, sheet->book->symbol[step->quantity]);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, what->unit);
    write_spread(sheet, row, RA_STYLE_RUN, step->published, &step->audited,
                 step->log_variance_added);
    ra_cell_text(sheet, row, LAW, RA_STYLE_TEXT, NULL);
}

static lxw_row_t write_tables(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    ra_cell_section(sheet, row++, NAME, "What is uncertain");
    for (uint32_t i = 0; i < result->input_count; i++)
        write_input(sheet, row++, &result->inputs[i]);
    if (result->input_count == 0)
        ra_cell_title(sheet, row++, NAME, RA_STYLE_LEAD, "No figure of this claim carries one.");
    ra_cell_section(sheet, ++row, NAME, "How it builds up along the chain");
    row++;
    for (uint32_t i = 0; i < result->step_count; i++)
        write_step(sheet, row++, &result->steps[i]);
    ra_cell_text(sheet, row, NAME, RA_STYLE_TOTAL_TEXT, "Headline");
    ra_cell_text(sheet, row, SYMBOL, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_unit(sheet, row, UNIT, RA_STYLE_TOTAL_TEXT, result->claim->unit);
    write_spread(sheet, row, RA_STYLE_TOTAL, result->recomputed, &result->audited, NAN);
    ra_cell_text(sheet, row, LAW, RA_STYLE_TOTAL_TEXT, NULL);
    return row + 1;
}

static void write_fact(ra_sheet *sheet, lxw_row_t *row, const char *label, double value, int digits)
{
    ra_cell_text(sheet, *row, NAME, RA_STYLE_TEXT, label);
    ra_cell_number(sheet, (*row)++, SYMBOL, RA_STYLE_RUN, value, digits);
}

/* A number in a cell has 15 digits; a seed may have 20. */
static void write_seed(ra_sheet *sheet, lxw_row_t row, uint64_t seed)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, seed);
    ra_cell_text(sheet, row, NAME, RA_STYLE_TEXT, "Seed");
    ra_cell_text(sheet, row, SYMBOL, RA_STYLE_RUN, text);
}

/* What a reader needs to judge, and to repeat, the run. */
static void write_facts(ra_sheet *sheet, lxw_row_t row)
{
    const ra_result *result = sheet->book->result;
    const ra_summary *s = &result->audited;
    bool points = result->replicates > 1;
    write_fact(sheet, &row, points ? "Trials, on Sobol points" : "Trials", (double)result->trials, 0);
    write_seed(sheet, row++, result->seed);
    write_fact(sheet, &row, "Level of the intervals, %", 100 * result->level, 0);
    write_fact(sheet, &row, "Trials without a value", (double)s->nan, 0);
    if (s->constant)
        return;
    write_fact(sheet, &row, "Mean", s->mean, 5);
    write_fact(sheet, &row,
                   points ? "Standard error of the mean, from the replicates"
                          : "Monte Carlo standard error of the mean",
                   s->mcse, 2);
    write_fact(sheet, &row, "Median", s->p50, 5);
    write_fact(sheet, &row, "Median, 95 % interval from", s->bounds[RA_Q50].low, 5);
    write_fact(sheet, &row, "Median, 95 % interval to", s->bounds[RA_Q50].high, 5);
    write_fact(sheet, &row, "Central interval from", s->low, 4);
    write_fact(sheet, &row, "Central interval to", s->high, 4);
    write_fact(sheet, &row, "Shortest interval from", s->short_low, 4);
    write_fact(sheet, &row, "Shortest interval to", s->short_high, 4);
    write_fact(sheet, &row, "Quarter of the trials below", s->p25, 4);
    write_fact(sheet, &row, "Quarter of the trials above", s->p75, 4);
    write_fact(sheet, &row, "Trials above the stated figure, %", 100 * result->exceedance, 3);
}

/* Every fifth column of the chart has a label: the number where it starts. */
static void write_axis_label(ra_sheet *sheet, lxw_row_t row, uint32_t i, const ra_bin *bin)
{
    ra_text text = {0};
    if (i % LABEL_EVERY == 0)
        ra_number_write(&text, bin->low, 3);
    sheet->book->nomem |= text.failed;
    ra_cell_text(sheet, row, BIN_LABEL, RA_STYLE_RUN, text.data);
    ra_text_free(&text);
}

static void write_bins(ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {
        "Bin", "From", "To", "Axis", "Share within the interval", "Share outside", NULL};
    const ra_result *result = sheet->book->result;
    ra_cell_heads(sheet, row++, BIN, heads);
    for (uint32_t i = 0; i < result->bin_count; i++, row++) {
        const ra_bin *bin = &result->bins[i];
        double middle = result->bins_log ? sqrt(bin->low * bin->high) : (bin->low + bin->high) / 2;
        bool within = middle >= result->audited.low && middle <= result->audited.high;
        ra_cell_number(sheet, row, BIN, RA_STYLE_COUNT, i + 1, 0);
        ra_cell_number(sheet, row, BIN_LOW, RA_STYLE_RUN, bin->low, 5);
        ra_cell_number(sheet, row, BIN_HIGH, RA_STYLE_RUN, bin->high, 5);
        write_axis_label(sheet, row, i, bin);
        ra_cell_number(sheet, row, BIN_WITHIN, RA_STYLE_RUN, within ? bin->share : 0, 3);
        ra_cell_number(sheet, row, BIN_OUTSIDE, RA_STYLE_RUN, within ? 0 : bin->share, 3);
    }
}

static void write_histogram(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    uint32_t count = book->result->bin_count;
    ra_cell_section(sheet, row, NAME, "The run");
    write_facts(sheet, row + 1);
    if (count < 2 || book->result->audited.constant)
        return;
    lxw_row_t bins = row + CHART_ROWS;
    ra_cell_section(sheet, row, BIN, "Histogram of the audited result");
    write_bins(sheet, bins);
    ra_chart_histogram(book, sheet, row + 1, BIN, bins + 1, bins + count, BIN_LABEL);
    ra_chart_fan(book, sheet, row + 1, GSD, bins);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {"Quantity",
                                        "Symbol",
                                        "Unit",
                                        "Published",
                                        "Audited, point",
                                        "Mean",
                                        "Standard deviation",
                                        "5 %",
                                        "Median",
                                        "95 %",
                                        "Geometric standard deviation",
                                        "Variance of the logarithm",
                                        "added by this step",
                                        "Law",
                                        NULL};
    ra_cell_banner(sheet, NAME, "How sure is it?",
                   "Everything in grey italics was found by the Monte Carlo run and stands as it "
                   "was; it does not follow changes on Chain.");
    ra_cell_heads(sheet, HEAD_ROW, NAME, heads);
    lxw_row_t row = write_tables(sheet, FIRST_ROW);
    write_histogram(book, sheet, row + 1);
    ra_sheet_fit(sheet, NAME, NAME, 28, 44);
    ra_sheet_fit(sheet, SYMBOL, UNIT, 10, 24);
    ra_sheet_fit(sheet, PUBLISHED, ADDED, 11, 18);
    ra_sheet_fit(sheet, LAW, LAW, 20, 48);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, SYMBOL);
    /* The bins are what the chart is drawn from; on paper the chart does. */
    ra_book_keep(book, worksheet_print_area(sheet->file, TITLE_ROW, NAME, row + CHART_ROWS, LAW));
}

const ra_sheet_type ra_sheet_uncertainty = {
    .name = "Uncertainty",
    .about = "The inputs' laws, how the interval grows along the chain, the histogram",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
