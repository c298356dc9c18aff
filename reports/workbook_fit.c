/* Widths of columns and heights of rows that fit what stands in them. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook.h"

#define LINE_POINTS 12.75 /* of text of 10 points */
#define ROW_POINTS  15.0  /* of a row that is left alone */
#define MOST_POINTS 400   /* a row cannot be higher than 409 */

/* Columns are measured in digits; text is narrower, capitals and bold included. */
#define TEXT_WIDTH 0.95

void ra_sheet_width(ra_sheet *sheet, int column, double width)
{
    lxw_col_t c = (lxw_col_t)column;
    ra_book_keep(sheet->book, worksheet_set_column(sheet->file, c, c, width, NULL));
    if (column < RA_SHEET_COLUMNS)
        sheet->width[column] = width;
}

void ra_sheet_fit(ra_sheet *sheet, int first, int last, double least, double most)
{
    for (int c = first; c <= last && c < RA_SHEET_COLUMNS; c++) {
        double width = sheet->width[c] + 2;
        ra_sheet_width(sheet, c, width < least ? least : width > most ? most : width);
    }
}

static bool reserve(ra_sheet *sheet)
{
    if (sheet->wrapped_count < sheet->wrapped_capacity)
        return true;
    size_t capacity = 2 * sheet->wrapped_capacity + 64;
    ra_wrapped *wrapped = ra_realloc(sheet->wrapped, capacity * sizeof *wrapped);
    if (!wrapped)
        return false;
    sheet->wrapped = wrapped;
    sheet->wrapped_capacity = capacity;
    return true;
}

void ra_sheet_wrap(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = reserve(sheet) ? ra_alloc(size) : NULL;
    if (!copy) {
        sheet->book->nomem = true;
        return;
    }
    memcpy(copy, text, size);
    sheet->wrapped[sheet->wrapped_count++] = (ra_wrapped){row, column, copy};
}

void ra_sheet_free(ra_sheet *sheet)
{
    for (size_t i = 0; i < sheet->wrapped_count; i++)
        ra_free(sheet->wrapped[i].text);
    ra_free(sheet->wrapped);
}

/* Counts the lines that `text` takes in `width` characters when it is broken between words, and in
 * words that are longer than a line. It is cut into words in place. */
static double count_lines(char *text, double width)
{
    double lines = 1, used = 0;
    for (char *word = text; *word;) {
        size_t length = strcspn(word, " ");
        char end = word[length];
        word[length] = '\0';
        double size = ra_text_width(word) * TEXT_WIDTH;
        double gap = used > 0 ? 1 : 0;
        if (used + gap + size > width && used > 0) {
            lines++;
            used = gap = 0;
        }
        lines += floor(size / (width + 1e-9));
        used = size > width ? fmod(size, width) : used + gap + size;
        word += length + (end ? 1 : 0);
    }
    return lines;
}

/* Keeps the larger height for a row; `heights` grows with the rows. */
static bool raise(double **heights, size_t *count, lxw_row_t row, double points)
{
    if (row >= *count) {
        size_t room = 2 * (size_t)row + 64;
        double *more = ra_realloc(*heights, room * sizeof *more);
        if (!more)
            return false;
        for (size_t i = *count; i < room; i++)
            more[i] = 0;
        *heights = more;
        *count = room;
    }
    if (points > (*heights)[row])
        (*heights)[row] = points;
    return true;
}

void ra_sheet_heights(ra_sheet *sheet)
{
    double *heights = NULL;
    size_t count = 0;
    bool fine = true;
    for (size_t i = 0; fine && i < sheet->wrapped_count; i++) {
        const ra_wrapped *wrapped = &sheet->wrapped[i];
        double width = wrapped->column < RA_SHEET_COLUMNS ? sheet->width[wrapped->column] : 12;
        width = width < 8 ? 8 : width; /* that of a column which nobody set */
        double points = count_lines(wrapped->text, width - 2) * LINE_POINTS + 3;
        fine = raise(&heights, &count, wrapped->row, points < MOST_POINTS ? points : MOST_POINTS);
    }
    for (size_t row = 0; fine && row < count; row++)
        if (heights[row] > ROW_POINTS + 1)
            ra_book_keep(sheet->book,
                         worksheet_set_row(sheet->file, (lxw_row_t)row, heights[row], NULL));
    sheet->book->nomem |= !fine;
    ra_free(heights);
}
