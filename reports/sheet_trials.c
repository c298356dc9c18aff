/* Trials: the first trials of the run, a row each, as formulas over frozen uniform numbers. */
#include <math.h>
#include <string.h>

#include "reports/workbook_trials.h"

static const char *label_of(const ra_book *book, uint32_t q)
{
    const ra_quantity *what = &book->claim->quantities[q];
    return what->label ? what->label : what->id;
}

/* The cells above the trials of a column. */
static void write_head(ra_sheet *sheet, lxw_col_t column, const char *name, const char *symbol,
                       const char *unit, const char *law)
{
    ra_cell_title(sheet, RA_TRIALS_NAME, column, RA_STYLE_HEAD, name);
    ra_cell_text(sheet, RA_TRIALS_SYMBOL, column, RA_STYLE_MUTED, symbol);
    ra_cell_text(sheet, RA_TRIALS_UNIT, column, RA_STYLE_TEXT,
                 unit && strcmp(unit, "1") != 0 ? unit : NULL);
    ra_cell_title(sheet, RA_TRIALS_LAW, column, RA_STYLE_WRAP, law);
    for (lxw_row_t row = RA_TRIALS_PARAMETER; row < RA_TRIALS_FIRST; row++)
        ra_cell_text(sheet, row, column, RA_STYLE_TEXT, NULL);
}

/* Writes a column of numbers with one format. */
static void write_numbers(ra_sheet *sheet, lxw_col_t column, const double *x, size_t n, int digits)
{
    lxw_format *format = ra_book_style(sheet->book, RA_STYLE_RUN, ra_number_code(x[0], digits));
    for (size_t i = 0; i < n; i++)
        ra_book_keep(sheet->book,
                     worksheet_write_number(sheet->file, RA_TRIALS_FIRST + (lxw_row_t)i, column,
                                            x[i], format));
}

/* Writes a column of formulas that differ by their row alone, with their values; where one is
 * longer than a cell holds, its value alone. */
static void write_pattern(ra_book *book, ra_sheet *sheet, lxw_col_t column, const ra_text *pattern,
                          lxw_format *format, const double *values)
{
    ra_text formula = {0};
    book->nomem |= pattern->failed || pattern->data == NULL;
    for (size_t i = 0; i < book->trials->count && !book->nomem; i++) {
        lxw_row_t row = RA_TRIALS_FIRST + (lxw_row_t)i;
        formula.length = 0;
        ra_cell_fill(&formula, pattern->data, row);
        book->nomem |= formula.failed;
        if (!book->nomem && formula.length <= RA_FORMULA_CHARACTERS)
            ra_book_keep(book, worksheet_write_formula_num(sheet->file, row, column, formula.data,
                                                           format, values[i]));
        else
            ra_book_keep(book, worksheet_write_number(sheet->file, row, column, values[i], format));
    }
    ra_text_free(&formula);
}

/* IF(draws="live",RAND(),C14). What is correlated stays frozen: numbers of their own would not be. */
static void write_stream(ra_book *book, ra_sheet *sheet, const ra_trial_stream *stream)
{
    ra_text formula = {0};
    write_head(sheet, stream->frozen, "Uniform number, frozen", stream->draw, NULL, NULL);
    write_head(sheet, stream->used, "Uniform number, used", stream->draw, NULL,
               stream->linked ? "frozen: correlated or quasi-random" : NULL);
    write_numbers(sheet, stream->frozen, stream->u, book->trials->count, 6);
    ra_text_append(&formula, stream->linked ? "" : "IF(draws=\"live\",RAND(),");
    ra_cell_emit_pattern(&formula, stream->frozen);
    ra_text_append(&formula, stream->linked ? "" : ")");
    write_pattern(book, sheet, stream->used, &formula, ra_book_style(book, RA_STYLE_FORMULA, 6),
                  stream->u);
    ra_text_free(&formula);
}

/* The parameters of a law are figures to change; those of a truncated one stand in its formula. */
static bool write_parameters(ra_sheet *sheet, lxw_col_t column, const ra_dist *dist,
                             ra_text names[RA_DIST_MAX_PARAMETERS])
{
    int i = 0;
    if (dist->truncate_low > -INFINITY || dist->truncate_high < INFINITY || dist->cumulative)
        return false;
    for (; i < RA_DIST_MAX_PARAMETERS && dist->type->parameters[i]; i++) {
        lxw_row_t row = RA_TRIALS_PARAMETER + (lxw_row_t)i;
        ra_text note = {0};
        ra_cell_number(sheet, row, column, RA_STYLE_INPUT, dist->parameter[i], -6);
        ra_text_format(&note, "%s of the law", dist->type->parameters[i]);
        if (!note.failed)
            ra_book_keep(sheet->book,
                         worksheet_write_comment(sheet->file, row, column, note.data));
        ra_text_free(&note);
        ra_cell_emit(&names[i], row, true, column, true);
        sheet->book->nomem |= names[i].failed;
    }
    return i > 0;
}

/* The inverse of the law at each uniform number. */
static void write_inverses(ra_book *book, ra_sheet *sheet, const ra_trial_input *input,
                           lxw_col_t column)
{
    const ra_dist *dist = input->figure->dist;
    const double *values = book->trials->values[input->quantity];
    lxw_format *format = ra_book_style(book, RA_STYLE_FORMULA, ra_number_code(values[0], 6));
    ra_text names[RA_DIST_MAX_PARAMETERS] = {0}, u = {0}, formula = {0};
    const char *list[RA_DIST_MAX_PARAMETERS] = {0};
    bool named = write_parameters(sheet, column, dist, names);
    for (int i = 0; i < RA_DIST_MAX_PARAMETERS; i++)
        list[i] = names[i].data;
    bool scaled = input->figure->factor != 1;
    ra_cell_emit_pattern(&u, book->trials->streams[input->stream].used);
    ra_text_append(&formula, scaled ? "(" : "");
    ra_dist_emit_named(dist, RA_DIALECT_EXCEL, u.failed ? "" : u.data, named ? list : NULL,
                       &formula);
    if (scaled) {
        ra_text_append(&formula, ")*");
        ra_text_number(&formula, input->figure->factor);
    }
    book->nomem |= u.failed;
    write_pattern(book, sheet, column, &formula, format, values);
    for (int i = 0; i < RA_DIST_MAX_PARAMETERS; i++)
        ra_text_free(&names[i]);
    ra_text_free(&u);
    ra_text_free(&formula);
}

static const char *law_of(const ra_book *book, uint32_t q)
{
    for (uint32_t i = 0; i < book->result->input_count; i++)
        if (book->result->inputs[i].quantity == q)
            return book->result->inputs[i].law;
    return NULL;
}

static void write_input(ra_book *book, ra_sheet *sheet, const ra_trial_input *input)
{
    uint32_t q = input->quantity;
    lxw_col_t column = (lxw_col_t)(book->trials->across[q] - 1);
    ra_text law = {0};
    ra_text_format(&law, "%s%s", input->exact ? "" : "AS DRAWN, no exact inverse: ", law_of(book, q));
    book->nomem |= law.failed;
    write_head(sheet, column, label_of(book, q), book->symbol[q],
               ra_unit_text(book->claim->quantities[q].unit), law.data);
    ra_text_free(&law);
    if (input->exact)
        write_inverses(book, sheet, input, column);
    else
        write_numbers(sheet, column, input->x, book->trials->count, 6);
}

/* A derived figure or a step: its audited formula over the cells of the row. */
static void write_formulas(ra_book *book, ra_sheet *sheet, uint32_t q)
{
    const ra_book_trials *t = book->trials;
    lxw_col_t column = (lxw_col_t)(t->across[q] - 1);
    lxw_format *format = ra_book_style(book, RA_STYLE_FORMULA, ra_number_code(t->values[q][0], 6));
    ra_names names = {.book = book, .side = RA_AUDITED, .across = t->across};
    ra_text formula = {0};
    write_head(sheet, column, label_of(book, q), book->symbol[q],
               ra_unit_text(book->claim->quantities[q].unit), "computed");
    ra_book_emit(&names, q, RA_AUDITED, &formula);
    book->nomem |= names.text.failed;
    write_pattern(book, sheet, column, &formula, format, t->values[q]);
    ra_text_free(&formula);
    ra_text_free(&names.text);
}

static void write_headline(ra_book *book, ra_sheet *sheet)
{
    const ra_book_trials *t = book->trials;
    const ra_claim *claim = book->claim;
    lxw_format *format = ra_book_style(book, RA_STYLE_TOTAL, ra_number_code(t->headline[0], 6));
    ra_text formula = {0};
    write_head(sheet, t->headline_column, "Headline", NULL, ra_unit_text(claim->unit), "computed");
    if (t->across[claim->result])
        ra_cell_emit_pattern(&formula, (lxw_col_t)(t->across[claim->result] - 1));
    else
        ra_book_name(book, claim->result, RA_AUDITED, &formula);
    if (claim->result_factor != 1) {
        ra_text_append(&formula, "*");
        ra_text_number(&formula, claim->result_factor);
    }
    write_pattern(book, sheet, t->headline_column, &formula, format, t->headline);
    ra_text_free(&formula);
}

/* 1 + the mean deviation from the run, so that 1 is what is expected. */
static void check(ra_book *book)
{
    const ra_book_trials *t = book->trials;
    ra_text formula = {0}, own = {0}, run = {0};
    double apart = 0, whole = 0;
    for (size_t i = 0; i < t->count; i++) {
        apart += fabs(t->headline[i] - t->run[i]);
        whole += fabs(t->run[i]);
    }
    ra_trials_range(t, t->headline_column, &own);
    ra_trials_range(t, RA_TRIALS_RUN, &run);
    ra_text_format(&formula, "1+SUMPRODUCT(ABS(%s-%s))/SUMPRODUCT(ABS(%s))", own.data, run.data,
                   run.data);
    if (formula.failed || own.failed || run.failed)
        book->nomem = true;
    else if (whole > 0)
        ra_book_check(book, RA_CHECK_RUN,
                      "Trials: the sheet's headlines are the run's (1 + mean relative deviation)",
                      formula.data, 1 + apart / whole, NULL, 1, 1e-9);
    ra_text_free(&formula);
    ra_text_free(&own);
    ra_text_free(&run);
}

static void write_margin(ra_book *book, ra_sheet *sheet)
{
    const ra_book_trials *t = book->trials;
    static const char *const labels[] = {"Trial", "Symbol", "Unit", "Law"};
    lxw_format *format = ra_book_style(book, RA_STYLE_COUNT, 0);
    write_head(sheet, RA_TRIALS_RUN, "Headline of the run", NULL, ra_unit_text(book->claim->unit),
               "as drawn");
    for (int i = 0; i < 4; i++)
        ra_cell_title(sheet, RA_TRIALS_NAME + (lxw_row_t)i, RA_TRIALS_NUMBER, RA_STYLE_HEAD,
                      labels[i]);
    for (int i = 0; i < RA_DIST_MAX_PARAMETERS; i++)
        ra_cell_title(sheet, RA_TRIALS_PARAMETER + (lxw_row_t)i, RA_TRIALS_NUMBER, RA_STYLE_HEAD,
                      "Parameter");
    for (size_t i = 0; i < t->count; i++)
        ra_book_keep(book, worksheet_write_number(sheet->file, RA_TRIALS_FIRST + (lxw_row_t)i,
                                                  RA_TRIALS_NUMBER, (double)i + 1, format));
    write_numbers(sheet, RA_TRIALS_RUN, t->run, t->count, 6);
}

static bool wanted(const ra_book *book)
{
    return book->trials != NULL;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    const ra_book_trials *t = book->trials;
    ra_cell_banner(sheet, RA_TRIALS_NUMBER, "Trial by trial",
                   "The first trials of the run: uniform numbers, the inputs that the inverse "
                   "distribution functions make of them, the chain.");
    write_margin(book, sheet);
    for (size_t i = 0; i < t->stream_count; i++)
        write_stream(book, sheet, &t->streams[i]);
    for (size_t i = 0; i < t->input_count; i++)
        write_input(book, sheet, &t->inputs[i]);
    for (uint32_t i = 0; i < book->claim->quantity_count; i++) {
        uint32_t q = book->claim->order[i];
        bool input = false;
        for (size_t k = 0; k < t->input_count; k++)
            input |= t->inputs[k].quantity == q;
        if (t->across[q] && !input)
            write_formulas(book, sheet, q);
    }
    write_headline(book, sheet);
    check(book);
    for (int c = 0; c < t->end; c++)
        ra_sheet_width(sheet, c, c == RA_TRIALS_NUMBER ? 11 : 18);
    worksheet_freeze_panes(sheet->file, RA_TRIALS_FIRST, RA_TRIALS_RUN);
    /* A page of trials shows how it goes; a thousand would be many. */
    ra_book_keep(book, worksheet_print_area(sheet->file, 0, 0, RA_TRIALS_FIRST + 24, t->end - 1));
}

const ra_sheet_type ra_sheet_trials = {
    .name = "Trials",
    .about = "The first 1,000 trials of the run as formulas, with parameters to change",
    .part = RA_PART_WORKINGS,
    .wanted = wanted,
    .write = write_sheet,
};
