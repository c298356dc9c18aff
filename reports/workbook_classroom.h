/* The sheet Classroom: its columns, and the exercises that it shares with Answers. Internal to the
 * workbook writer. */
#ifndef RA_WORKBOOK_CLASSROOM_H
#define RA_WORKBOOK_CLASSROOM_H

#include "reports/workbook_trials.h"

/* Columns of the statistics; the other tables share them. */
enum { RA_CLASS_NAME, RA_CLASS_UNIT, RA_CLASS_THESE, RA_CLASS_RUN, RA_CLASS_APART };

/* Rows of the statistics. */
enum {
    RA_CLASS_SWITCH = RA_HEAD_ROW,
    RA_CLASS_SECTION = RA_CLASS_SWITCH + 2,
    RA_CLASS_HEADS,
    RA_CLASS_MEAN,
    RA_CLASS_SD,
    RA_CLASS_P5,
    RA_CLASS_P25,
    RA_CLASS_P50,
    RA_CLASS_P75,
    RA_CLASS_P95,
    RA_CLASS_SE,
    RA_CLASS_ABOVE,
    RA_CLASS_BUDGET = RA_CLASS_ABOVE + 2
};

/* Columns of the first-order budget. */
enum {
    RA_BUDGET_ESTIMATE = RA_CLASS_THESE,
    RA_BUDGET_U,
    RA_BUDGET_COEFFICIENT,
    RA_BUDGET_CONTRIBUTION,
    RA_BUDGET_SHARE,
    RA_BUDGET_RSQ
};

/* Values of the sheet's statistics, by row from RA_CLASS_MEAN on. */
typedef struct {
    double these[RA_CLASS_ABOVE - RA_CLASS_MEAN + 1], run[RA_CLASS_ABOVE - RA_CLASS_MEAN + 1];
} ra_class_values;
void ra_class_evaluate(const ra_book *book, ra_class_values *out);

/* Puts the chart of the histogram at a row. Given: the rows of its bins. */
void ra_chart_classroom(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_row_t first,
                        lxw_row_t last);

/* An exercise with its answer: a sentence, and where it has a number, a formula with its value. */
typedef struct {
    ra_text question, answer, formula;
    double value;
} ra_exercise;
void ra_exercise_free(ra_exercise *exercise);

/* Makes the i-th exercise of the book. Returned: false behind the last. An exercise that does not
 * apply to this claim has no question. */
bool ra_exercise_at(const ra_book *book, size_t i, ra_exercise *out);

#endif
