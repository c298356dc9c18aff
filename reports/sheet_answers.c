/* Answers to the exercises of Classroom, on the last sheet. */
#include <math.h>

#include "reports/workbook_classroom.h"

enum { NUMBER, QUESTION, ANSWER, VALUE };

static bool wanted(const ra_book *book)
{
    return book->trials != NULL;
}

static void write_answer(ra_sheet *sheet, lxw_row_t row, int number, const ra_exercise *exercise)
{
    ra_cell_number(sheet, row, NUMBER, RA_STYLE_COUNT, number, 0);
    ra_cell_text(sheet, row, QUESTION, RA_STYLE_WRAP, exercise->question.data);
    ra_cell_text(sheet, row, ANSWER, RA_STYLE_WRAP, exercise->answer.data);
    ra_cell_formula(sheet, row, VALUE, RA_STYLE_FORMULA, exercise->formula.data, exercise->value,
                    4);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {"No.", "Exercise", "Answer", "Number", NULL};
    ra_exercise exercise;
    int number = 0;
    ra_cell_banner(sheet, NUMBER, "Answers", "Numbers are live: they follow the classroom's trials.");
    ra_cell_heads(sheet, RA_HEAD_ROW, NUMBER, heads);
    for (size_t i = 0; ra_exercise_at(book, i, &exercise); i++) {
        if (exercise.question.length) {
            write_answer(sheet, RA_HEAD_ROW + 1 + (lxw_row_t)number, number + 1, &exercise);
            number++;
        }
        book->nomem |= exercise.question.failed || exercise.answer.failed || exercise.formula.failed;
        ra_exercise_free(&exercise);
    }
    ra_sheet_width(sheet, NUMBER, 10);
    ra_sheet_width(sheet, QUESTION, 60);
    ra_sheet_width(sheet, ANSWER, 60);
    ra_sheet_fit(sheet, VALUE, VALUE, 14, 20);
    worksheet_freeze_panes(sheet->file, RA_HEAD_ROW + 1, QUESTION);
}

const ra_sheet_type ra_sheet_answers = {
    .name = "Answers",
    .about = "Answers to the exercises",
    .part = RA_PART_PRESENTATION,
    .wanted = wanted,
    .write = write_sheet,
};
