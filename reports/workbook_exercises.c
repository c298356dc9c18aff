/* The exercises, each made for the claim at hand. */
#include <math.h>

#include "reports/workbook_classroom.h"
#include "reports/workbook_ladder.h"

static double these(const ra_book *book, int row)
{
    ra_class_values values;
    ra_class_evaluate(book, &values);
    return values.these[row - RA_CLASS_MEAN];
}

/* Appends a cell of the statistics. */
static void emit(ra_text *out, lxw_row_t row, lxw_col_t column)
{
    ra_text_append(out, "Classroom!");
    ra_cell_emit(out, row, true, column, true);
}

static void largest_correction(const ra_book *book, ra_exercise *out)
{
    const ra_result *result = book->result;
    uint32_t best = 0;
    for (uint32_t k = 1; k < result->rung_count; k++)
        if (!best || fabs(log(fabs(result->ladder[k].factor))) >
                         fabs(log(fabs(result->ladder[best].factor))))
            best = k;
    if (!best || !isfinite(result->ladder[best].factor))
        return;
    ra_text_append(&out->question,
                   "Which correction on Ladder changes the headline most, and by what factor?");
    ra_text_format(&out->answer, "Correction %u: %s.", (unsigned)best, result->ladder[best].label);
    ra_text_append(&out->formula, "Ladder!");
    ra_cell_emit(&out->formula, book->ladder_first + best, true, RA_LADDER_FACTOR, true);
    out->value = book->ladder_result[best - 1] / book->ladder_result[best];
}

static void product(const ra_book *book, ra_exercise *out)
{
    uint32_t rungs = book->claim->changed_count;
    if (rungs < 2 || !book->ladder_result)
        return;
    double value = book->ladder_result[0] / book->ladder_result[rungs];
    if (!isfinite(value))
        return;
    ra_text_append(&out->question, "Multiply the factors of all corrections on Ladder. What do you "
                                   "get, and why would another order give the same?");
    ra_text_append(&out->answer,
                   "Published over audited: every result in between stands once above and once below "
                   "the line and cancels, in any order.");
    ra_text_append(&out->formula, "PRODUCT(Ladder!");
    ra_cell_emit(&out->formula, book->ladder_first + 1, true, RA_LADDER_FACTOR, true);
    ra_text_append(&out->formula, ":");
    ra_cell_emit(&out->formula, book->ladder_first + rungs, true, RA_LADDER_FACTOR, true);
    ra_text_append(&out->formula, ")");
    out->value = value;
}

static void halve(const ra_book *book, ra_exercise *out)
{
    ra_text_append(&out->question, "How many trials would halve the standard error of the mean that "
                                   "these trials have?");
    ra_text_append(&out->answer, "Four times as many: it falls with the square root of their number.");
    ra_text_append(&out->formula, "4*COUNT(");
    ra_trials_range(book->trials, book->trials->headline_column, &out->formula);
    ra_text_append(&out->formula, ")");
    out->value = 4 * (double)book->trials->count;
}

static void skew(const ra_book *book, ra_exercise *out)
{
    double mean = these(book, RA_CLASS_MEAN), median = these(book, RA_CLASS_P50);
    ra_text_append(&out->question, "Is the mean of the trials above or below their median? What does "
                                   "that say of the shape of the distribution?");
    ra_text_format(&out->answer, "%s: %s.", mean > median ? "Above" : "Below",
                   mean > median ? "the right tail is the longer one, as products of positive "
                                   "factors have it"
                                 : "the left tail is the longer one, or the two are alike");
    emit(&out->formula, RA_CLASS_MEAN, RA_CLASS_THESE);
    ra_text_append(&out->formula, "/");
    emit(&out->formula, RA_CLASS_P50, RA_CLASS_THESE);
    out->value = mean / median;
}

static void interval(const ra_book *book, ra_exercise *out)
{
    double low = these(book, RA_CLASS_P5), high = these(book, RA_CLASS_P95);
    if (!(low > 0))
        return;
    ra_text_append(&out->question,
                   "How many times as high is the upper end of the 90 % interval as its lower end?");
    ra_text_append(&out->answer, "The 95 % point over the 5 % point of these trials.");
    emit(&out->formula, RA_CLASS_P95, RA_CLASS_THESE);
    ra_text_append(&out->formula, "/");
    emit(&out->formula, RA_CLASS_P5, RA_CLASS_THESE);
    out->value = high / low;
}

/* For a normal law the standard error of the median is sqrt(pi / 2) times that of the mean. */
static void median_error(const ra_book *book, ra_exercise *out)
{
    double se = these(book, RA_CLASS_SE);
    ra_text_append(&out->question, "Set the random numbers to live and press F9 ten times. By how much "
                                   "does the median move, and how much was to be expected?");
    ra_text_append(&out->answer, "For a normal distribution its standard error is SQRT(PI()/2) times "
                                 "that of the mean; most moves stay within twice that.");
    ra_text_append(&out->formula, "SQRT(PI()/2)*");
    emit(&out->formula, RA_CLASS_SE, RA_CLASS_THESE);
    out->value = sqrt(acos(-1.0) / 2) * se;
}

static void measure_first(const ra_book *book, ra_exercise *out)
{
    const ra_sensitivity_result *all = &book->result->sensitivity;
    if (all->count < 2 || !isfinite(all->rows[0].width_removed))
        return;
    uint32_t q = book->result->inputs[all->rows[0].input].quantity;
    const ra_quantity *what = &book->claim->quantities[q];
    ra_text_append(&out->question,
                   "You may measure one input exactly. Which one, and how much narrower does the 90 % "
                   "interval become? Compare the budget above with Sensitivity.");
    ra_text_format(&out->answer, "%s: by the share in %% that stands beside it on Sensitivity.",
                   what->label ? what->label : what->id);
    ra_text_append(&out->formula, "Sensitivity!");
    ra_cell_emit(&out->formula, RA_HEAD_ROW + 1, true, 1, true);
    out->value = 100 * all->rows[0].width_removed;
}

static void linear(const ra_book *book, ra_exercise *out)
{
    double sd = these(book, RA_CLASS_SD), u = book->result->gum.u;
    if (!book->result->gum.applies || !(u > 0))
        return;
    ra_text_append(&out->question,
                   "Compare the combined standard uncertainty of the budget with the standard "
                   "deviation of these trials. What does first-order propagation leave out?");
    ra_text_append(&out->answer, "The curvature of the chain, and the shape of the laws: it is exact "
                                 "for a sum, and near for a product of narrow factors. The trials' "
                                 "standard deviation over that of the run's first-order budget:");
    emit(&out->formula, RA_CLASS_SD, RA_CLASS_THESE);
    ra_text_append(&out->formula, "/");
    ra_text_number(&out->formula, u);
    out->value = sd / u;
}

static void (*const exercises[])(const ra_book *, ra_exercise *) = {
    largest_correction, product, interval, skew, halve, median_error, measure_first, linear};

bool ra_exercise_at(const ra_book *book, size_t i, ra_exercise *out)
{
    *out = (ra_exercise){.value = NAN};
    if (i >= sizeof exercises / sizeof *exercises)
        return false;
    exercises[i](book, out);
    return true;
}

void ra_exercise_free(ra_exercise *exercise)
{
    ra_text_free(&exercise->question);
    ra_text_free(&exercise->answer);
    ra_text_free(&exercise->formula);
}
