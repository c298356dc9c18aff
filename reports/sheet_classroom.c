/* Classroom: what a thousand trials say beside the full run, a first-order budget, a histogram, and
 * exercises. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook_classroom.h"

#define LINE_CHARACTERS 150

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

void ra_class_evaluate(const ra_book *book, ra_class_values *out)
{
    static const double p[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const ra_book_trials *t = book->trials;
    const ra_summary *s = &book->result->audited;
    const double run[] = {s->mean, s->sd, s->p5, s->p25, s->p50, s->p75, s->p95, s->mcse,
                          100 * book->result->exceedance};
    double *sorted = ra_calloc(t->count, sizeof *sorted), above = 0;
    memcpy(out->run, run, sizeof out->run);
    for (size_t i = 0; i < sizeof run / sizeof *run; i++)
        out->these[i] = NAN;
    if (!sorted)
        return;
    memcpy(sorted, t->headline, t->count * sizeof *sorted);
    qsort(sorted, t->count, sizeof *sorted, compare);
    out->these[0] = ra_trials_mean(t->headline, t->count);
    out->these[1] = ra_trials_sd(t->headline, t->count);
    for (int i = 0; i < 5; i++)
        out->these[2 + i] = ra_trials_quantile(sorted, t->count, p[i]);
    out->these[7] = out->these[1] / sqrt((double)t->count);
    for (size_t i = 0; i < t->count; i++)
        above += t->headline[i] > book->result->stated;
    out->these[8] = isfinite(book->result->stated) ? 100 * above / (double)t->count : NAN;
    ra_free(sorted);
}

static void emit_statistic(const ra_book *book, int i, ra_text *out)
{
    static const char *const shares[] = {"0.05", "0.25", "0.5", "0.75", "0.95"};
    ra_text range = {0};
    ra_trials_range(book->trials, book->trials->headline_column, &range);
    const char *r = range.data ? range.data : "";
    switch (i) {
    case 0:
        ra_text_format(out, "AVERAGE(%s)", r);
        break;
    case 1:
        ra_text_format(out, "STDEV(%s)", r);
        break;
    case 7:
        ra_text_format(out, "STDEV(%s)/SQRT(COUNT(%s))", r, r);
        break;
    case 8:
        ra_text_format(out, "100*SUMPRODUCT(--(%s>", r);
        ra_text_number(out, book->result->stated);
        ra_text_format(out, "))/COUNT(%s)", r);
        break;
    default:
        ra_text_format(out, "PERCENTILE(%s,%s)", r, shares[i - 2]);
        break;
    }
    out->failed |= range.failed;
    ra_text_free(&range);
}

static void write_statistic(ra_book *book, ra_sheet *sheet, int i, const char *name,
                            const ra_class_values *values)
{
    lxw_row_t row = RA_CLASS_MEAN + (lxw_row_t)i;
    double these = values->these[i], run = values->run[i];
    ra_text formula = {0}, apart = {0};
    ra_cell_text(sheet, row, RA_CLASS_NAME, RA_STYLE_STRONG, name);
    if (i == RA_CLASS_ABOVE - RA_CLASS_MEAN)
        ra_cell_text(sheet, row, RA_CLASS_UNIT, RA_STYLE_TEXT, "%");
    else
        ra_cell_unit(sheet, row, RA_CLASS_UNIT, RA_STYLE_TEXT, book->claim->unit);
    emit_statistic(book, i, &formula);
    ra_cell_formula(sheet, row, RA_CLASS_THESE, RA_STYLE_FORMULA, formula.data, these, 4);
    ra_cell_number(sheet, row, RA_CLASS_RUN, RA_STYLE_RUN, run, 4);
    ra_cell_emit(&apart, row, false, RA_CLASS_THESE, true);
    ra_text_append(&apart, "/");
    ra_cell_emit(&apart, row, false, RA_CLASS_RUN, true);
    ra_text_format(&apart, "*100-100");
    book->nomem |= formula.failed || apart.failed;
    /* The standard errors belong to other numbers of trials: how far apart they are says nothing. */
    bool alike = row != RA_CLASS_SE && run != 0;
    ra_cell_formula(sheet, row, RA_CLASS_APART, RA_STYLE_FORMULA, apart.data,
                    alike ? these / run * 100 - 100 : NAN, 2);
    ra_text_free(&formula);
    ra_text_free(&apart);
}

static void write_statistics(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {"Statistic of the audited headline", "Unit",
                                        "These trials", "Full run", "Apart, %", NULL};
    static const char *const names[] = {"Mean",
                                        "Standard deviation",
                                        "5 %",
                                        "25 %",
                                        "Median",
                                        "75 %",
                                        "95 %",
                                        "Standard error of the mean",
                                        "Trials above the printed figure"};
    ra_class_values values;
    ra_class_evaluate(book, &values);
    ra_cell_section(sheet, RA_CLASS_SECTION, RA_CLASS_NAME, "What these trials say");
    ra_cell_heads(sheet, RA_CLASS_HEADS, RA_CLASS_NAME, heads);
    for (int i = 0; i <= RA_CLASS_ABOVE - RA_CLASS_MEAN; i++)
        write_statistic(book, sheet, i, names[i], &values);
}

static void write_switch(ra_book *book, ra_sheet *sheet)
{
    char frozen[] = "frozen", live[] = "live";
    char *list[] = {frozen, live, NULL};
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    ra_text place = {0};
    ra_cell_text(sheet, RA_CLASS_SWITCH, RA_CLASS_NAME, RA_STYLE_STRONG, "Random numbers");
    ra_cell_text(sheet, RA_CLASS_SWITCH, RA_CLASS_UNIT, RA_STYLE_SWITCH, frozen);
    ra_cell_title(sheet, RA_CLASS_SWITCH, RA_CLASS_THESE, RA_STYLE_LEAD,
                  "frozen: the run's own first trials; live: new ones at every F9");
    ra_book_keep(book, worksheet_data_validation_cell(sheet->file, RA_CLASS_SWITCH, RA_CLASS_UNIT,
                                                      &choice));
    ra_text_append(&place, "=Classroom!");
    ra_cell_emit(&place, RA_CLASS_SWITCH, true, RA_CLASS_UNIT, true);
    if (place.failed)
        book->nomem = true;
    else
        ra_book_keep(book, workbook_define_name(book->file, "draws", place.data));
    ra_text_free(&place);
}

static const ra_budget_row *budget_of(const ra_result *result, uint32_t quantity)
{
    for (uint32_t i = 0; i < result->gum.budget_count; i++)
        if (result->inputs[result->gum.budget[i].input].quantity == quantity)
            return &result->gum.budget[i];
    return NULL;
}

/* What a line of the budget holds. */
typedef struct {
    double estimate, u, coefficient, contribution;
} budget;

static budget evaluate(const ra_book *book, const ra_trial_input *input)
{
    const ra_budget_row *of = budget_of(book->result, input->quantity);
    budget b = {.estimate = book->value[RA_AUDITED][input->quantity],
                .u = ra_trials_sd(book->trials->values[input->quantity], book->trials->count)};
    b.coefficient = of ? of->coefficient / input->figure->factor : NAN;
    b.contribution = fabs(b.coefficient) * b.u;
    return b;
}

/* One line; `first` and `last` are the rows of all, `sum` the squares of all contributions. */
static void write_budget_line(ra_book *book, ra_sheet *sheet, lxw_row_t row,
                              const ra_trial_input *input, lxw_row_t first, lxw_row_t last,
                              double sum)
{
    const ra_book_trials *t = book->trials;
    budget b = evaluate(book, input);
    ra_text name = {0}, column = {0}, headline = {0}, text = {0};
    ra_book_name(book, input->quantity, RA_AUDITED, &name);
    ra_trials_range(t, (lxw_col_t)(t->across[input->quantity] - 1), &column);
    ra_trials_range(t, t->headline_column, &headline);
    ra_cell_label(sheet, row, RA_CLASS_NAME, RA_STYLE_STRONG, input->quantity, true);
    ra_cell_unit(sheet, row, RA_CLASS_UNIT, RA_STYLE_TEXT,
                 book->claim->quantities[input->quantity].unit);
    ra_cell_formula(sheet, row, RA_BUDGET_ESTIMATE, RA_STYLE_FORMULA, name.data, b.estimate, 4);
    ra_text_format(&text, "STDEV(%s)", column.data);
    ra_cell_formula(sheet, row, RA_BUDGET_U, RA_STYLE_FORMULA, text.data, b.u, 4);
    ra_cell_number(sheet, row, RA_BUDGET_COEFFICIENT, RA_STYLE_RUN, b.coefficient, 4);
    text.length = 0;
    ra_text_append(&text, "ABS(");
    ra_cell_emit(&text, row, false, RA_BUDGET_COEFFICIENT, true);
    ra_text_append(&text, ")*");
    ra_cell_emit(&text, row, false, RA_BUDGET_U, true);
    ra_cell_formula(sheet, row, RA_BUDGET_CONTRIBUTION, RA_STYLE_FORMULA, text.data, b.contribution,
                    4);
    text.length = 0;
    ra_text_append(&text, "100*");
    ra_cell_emit(&text, row, false, RA_BUDGET_CONTRIBUTION, true);
    ra_text_append(&text, "^2/SUMSQ(");
    ra_cell_emit(&text, first, true, RA_BUDGET_CONTRIBUTION, true);
    ra_text_append(&text, ":");
    ra_cell_emit(&text, last, true, RA_BUDGET_CONTRIBUTION, true);
    ra_text_append(&text, ")");
    ra_cell_formula(sheet, row, RA_BUDGET_SHARE, RA_STYLE_FORMULA, text.data,
                    100 * b.contribution * b.contribution / sum, 3);
    text.length = 0;
    ra_text_format(&text, "100*RSQ(%s,%s)", headline.data, column.data);
    ra_cell_formula(
        sheet, row, RA_BUDGET_RSQ, RA_STYLE_FORMULA, text.data,
        100 * ra_trials_rsq(t->values[input->quantity], t->headline, t->count), 3);
    book->nomem |= name.failed || column.failed || headline.failed || text.failed;
    ra_text_free(&name);
    ra_text_free(&column);
    ra_text_free(&headline);
    ra_text_free(&text);
}

static void write_budget_total(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_row_t first,
                               double sum)
{
    ra_text text = {0};
    for (lxw_col_t c = RA_CLASS_NAME; c <= RA_BUDGET_RSQ; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_text(sheet, row, RA_CLASS_NAME, RA_STYLE_TOTAL_TEXT, "Combined standard uncertainty");
    ra_cell_unit(sheet, row, RA_CLASS_UNIT, RA_STYLE_TOTAL_TEXT, book->claim->unit);
    ra_text_append(&text, "SQRT(SUMSQ(");
    ra_cell_emit(&text, first, true, RA_BUDGET_CONTRIBUTION, true);
    ra_text_append(&text, ":");
    ra_cell_emit(&text, row - 1, true, RA_BUDGET_CONTRIBUTION, true);
    ra_text_append(&text, "))");
    book->nomem |= text.failed;
    ra_cell_formula(sheet, row, RA_BUDGET_CONTRIBUTION, RA_STYLE_TOTAL, text.data, sqrt(sum), 4);
    ra_text_free(&text);
}

/* Independent inputs, first order: u(y)^2 is the sum of (c u)^2 [jcgm100, 5.1.2]. */
static lxw_row_t write_budget(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Input",
                                        "Unit",
                                        "Estimate",
                                        "Standard uncertainty in these trials",
                                        "Sensitivity coefficient",
                                        "Contribution",
                                        "Share of the variance, %",
                                        "Share by regression, %",
                                        NULL};
    const ra_book_trials *t = book->trials;
    double sum = 0;
    for (size_t i = 0; i < t->input_count; i++) {
        budget b = evaluate(book, &t->inputs[i]);
        sum += isfinite(b.contribution) ? b.contribution * b.contribution : 0;
    }
    if (!(sum > 0))
        return row;
    ra_cell_section(sheet, row++, RA_CLASS_NAME, "A first-order budget of these trials");
    ra_cell_heads(sheet, row++, RA_CLASS_NAME, heads);
    lxw_row_t first = row;
    for (size_t i = 0; i < t->input_count; i++)
        write_budget_line(book, sheet, row++, &t->inputs[i], first,
                          first + (lxw_row_t)t->input_count - 1, sum);
    write_budget_total(book, sheet, row, first, sum);
    return row + 2;
}

static double share_within(const ra_book_trials *t, double low, double high)
{
    double count = 0;
    for (size_t i = 0; i < t->count; i++)
        count += t->headline[i] >= low && t->headline[i] < high;
    return count / (double)t->count;
}

static void write_bin(ra_book *book, ra_sheet *sheet, lxw_row_t row, const ra_bin *bin)
{
    ra_text range = {0}, low = {0}, high = {0}, formula = {0};
    ra_trials_range(book->trials, book->trials->headline_column, &range);
    ra_cell_emit(&low, row, false, RA_CLASS_NAME, true);
    ra_cell_emit(&high, row, false, RA_CLASS_UNIT, true);
    ra_text_format(&formula, "SUMPRODUCT((%s>=%s)*(%s<%s))/COUNT(%s)", range.data, low.data,
                   range.data, high.data, range.data);
    book->nomem |= range.failed || low.failed || high.failed || formula.failed;
    ra_cell_number(sheet, row, RA_CLASS_NAME, RA_STYLE_RUN, bin->low, 3);
    ra_cell_number(sheet, row, RA_CLASS_UNIT, RA_STYLE_RUN, bin->high, 3);
    ra_cell_formula(sheet, row, RA_CLASS_THESE, RA_STYLE_FORMULA, formula.data,
                    share_within(book->trials, bin->low, bin->high), 3);
    ra_cell_number(sheet, row, RA_CLASS_RUN, RA_STYLE_RUN, bin->share, 3);
    ra_text_free(&range);
    ra_text_free(&low);
    ra_text_free(&high);
    ra_text_free(&formula);
}

static lxw_row_t write_histogram(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Bin from", "to", "These trials", "Full run", NULL};
    const ra_result *result = book->result;
    if (result->bin_count < 2)
        return row;
    ra_cell_section(sheet, row++, RA_CLASS_NAME, "Histogram");
    ra_cell_heads(sheet, row++, RA_CLASS_NAME, heads);
    lxw_row_t first = row;
    for (uint32_t i = 0; i < result->bin_count; i++)
        write_bin(book, sheet, row++, &result->bins[i]);
    ra_chart_classroom(book, sheet, first - 1, first, row - 1);
    return row + 1;
}

static lxw_row_t write_exercises(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    ra_exercise exercise;
    int number = 0;
    ra_cell_section(sheet, row++, RA_CLASS_NAME, "Exercises (the answers are on the last sheet)");
    for (size_t i = 0; ra_exercise_at(book, i, &exercise); i++) {
        if (exercise.question.length) {
            ra_text line = {0};
            ra_text_format(&line, "%d. %s", ++number, exercise.question.data);
            book->nomem |= line.failed;
            ra_cell_merged(sheet, row++, RA_CLASS_NAME, RA_BUDGET_RSQ, RA_STYLE_WRAP,
                           LINE_CHARACTERS, line.data);
            ra_text_free(&line);
        }
        ra_exercise_free(&exercise);
    }
    return row;
}

static bool wanted(const ra_book *book)
{
    return book->trials != NULL;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    ra_cell_banner(sheet, RA_CLASS_NAME, "For class",
                   "The first trials of the run, computed in the sheet Trials, beside the run as a "
                   "whole. Change a law's parameters there, or draw anew.");
    write_switch(book, sheet);
    write_statistics(book, sheet);
    lxw_row_t row = write_budget(book, sheet, RA_CLASS_BUDGET);
    row = write_exercises(book, sheet, row);
    lxw_row_t breaks[] = {row + 1, 0};
    ra_book_keep(book, worksheet_set_h_pagebreaks(sheet->file, breaks));
    write_histogram(book, sheet, row + 1);
    ra_sheet_fit(sheet, RA_CLASS_NAME, RA_CLASS_NAME, 36, 44);
    ra_sheet_fit(sheet, RA_CLASS_UNIT, RA_BUDGET_RSQ, 14, 20);
    worksheet_freeze_panes(sheet->file, RA_CLASS_SWITCH + 1, RA_CLASS_UNIT);
}

const ra_sheet_type ra_sheet_classroom = {
    .name = "Classroom",
    .about = "1,000 trials beside the full run, a first-order budget, exercises",
    .part = RA_PART_PRESENTATION,
    .wanted = wanted,
    .write = write_sheet,
};
