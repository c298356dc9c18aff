/* Trials: the first trials of the run, a row each, as formulas over frozen uniform numbers. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
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

/* A column of trials: numbers, or formulas that differ by their row alone, with their values. */
typedef struct {
    ra_text pattern; /* nothing: numbers */
    const double *values;
    lxw_format *format;
} trial_column;

/* The library finds a row fastest that it was last asked for: columns are prepared, and written row
 * by row. */
typedef struct {
    ra_book *book;
    ra_sheet *sheet;
    trial_column *columns; /* by their number */
} trial_sheet;

static void set_numbers(trial_sheet *t, lxw_col_t column, const double *x, int digits)
{
    t->columns[column].values = x;
    t->columns[column].format = ra_book_style(t->book, RA_STYLE_RUN, ra_number_code(x[0], digits));
}

/* Takes the pattern over. */
static void set_pattern(trial_sheet *t, lxw_col_t column, ra_text pattern, ra_style style,
                        int number, const double *values)
{
    t->book->nomem |= pattern.failed;
    t->columns[column] = (trial_column){pattern, values, ra_book_style(t->book, style, number)};
}

/* Where a formula is longer than a cell holds, its value stands alone. */
static lxw_error write_trial(const trial_sheet *t, lxw_col_t column, size_t trial, ra_text *formula)
{
    const trial_column *c = &t->columns[column];
    lxw_worksheet *file = t->sheet->file;
    lxw_row_t row = RA_TRIALS_FIRST + (lxw_row_t)trial;
    formula->length = 0;
    if (c->pattern.data)
        ra_cell_fill(formula, c->pattern.data, row);
    if (formula->failed)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (formula->length == 0 || formula->length > RA_FORMULA_CHARACTERS)
        return worksheet_write_number(file, row, column, c->values[trial], c->format);
    return worksheet_write_formula_num(file, row, column, formula->data, c->format,
                                       c->values[trial]);
}

static void write_trials(trial_sheet *t)
{
    const ra_book_trials *trials = t->book->trials;
    lxw_format *format = t->columns[RA_TRIALS_NUMBER].format;
    ra_text formula = {0};
    for (size_t i = 0; i < trials->count && !t->book->nomem; i++) {
        ra_book_keep(t->book, worksheet_write_number(t->sheet->file, RA_TRIALS_FIRST + (lxw_row_t)i,
                                                     RA_TRIALS_NUMBER, (double)i + 1, format));
        for (lxw_col_t column = RA_TRIALS_NUMBER + 1; column < trials->end; column++)
            if (t->columns[column].values)
                ra_book_keep(t->book, write_trial(t, column, i, &formula));
    }
    ra_text_free(&formula);
}

/* IF(draws="live",RAND(),C14). What is correlated stays frozen: numbers of their own would not be. */
static void set_stream(trial_sheet *t, const ra_trial_stream *stream)
{
    ra_text formula = {0};
    write_head(t->sheet, stream->frozen, "Uniform number, frozen", stream->draw, NULL, NULL);
    write_head(t->sheet, stream->used, "Uniform number, used", stream->draw, NULL,
               stream->linked ? "frozen: correlated or quasi-random" : NULL);
    set_numbers(t, stream->frozen, stream->u, 6);
    ra_text_append(&formula, stream->linked ? "" : "IF(draws=\"live\",RAND(),");
    ra_cell_emit_pattern(&formula, stream->frozen);
    ra_text_append(&formula, stream->linked ? "" : ")");
    set_pattern(t, stream->used, formula, RA_STYLE_FORMULA, 6, stream->u);
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
static void set_inverses(trial_sheet *t, const ra_trial_input *input, lxw_col_t column)
{
    ra_book *book = t->book;
    const ra_dist *dist = input->figure->dist;
    const double *values = book->trials->values[input->quantity];
    ra_text names[RA_DIST_MAX_PARAMETERS] = {0}, u = {0}, formula = {0};
    const char *list[RA_DIST_MAX_PARAMETERS] = {0};
    bool named = write_parameters(t->sheet, column, dist, names);
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
    set_pattern(t, column, formula, RA_STYLE_FORMULA, ra_number_code(values[0], 6), values);
    for (int i = 0; i < RA_DIST_MAX_PARAMETERS; i++)
        ra_text_free(&names[i]);
    ra_text_free(&u);
}

static const char *law_of(const ra_book *book, uint32_t q)
{
    for (uint32_t i = 0; i < book->result->input_count; i++)
        if (book->result->inputs[i].quantity == q)
            return book->result->inputs[i].law;
    return NULL;
}

static void set_input(trial_sheet *t, const ra_trial_input *input)
{
    ra_book *book = t->book;
    uint32_t q = input->quantity;
    lxw_col_t column = (lxw_col_t)(book->trials->across[q] - 1);
    ra_text law = {0};
    ra_text_format(&law, "%s%s", input->exact ? "" : "AS DRAWN, no exact inverse: ", law_of(book, q));
    book->nomem |= law.failed;
    write_head(t->sheet, column, label_of(book, q), book->symbol[q],
               ra_unit_text(book->claim->quantities[q].unit), law.data);
    ra_text_free(&law);
    if (input->exact)
        set_inverses(t, input, column);
    else
        set_numbers(t, column, input->x, 6);
}

/* A derived figure or a step: its audited formula over the cells of the row. */
static void set_formulas(trial_sheet *t, uint32_t q)
{
    ra_book *book = t->book;
    const double *values = book->trials->values[q];
    lxw_col_t column = (lxw_col_t)(book->trials->across[q] - 1);
    ra_names names = {.book = book, .side = RA_AUDITED, .across = book->trials->across};
    ra_text formula = {0};
    write_head(t->sheet, column, label_of(book, q), book->symbol[q],
               ra_unit_text(book->claim->quantities[q].unit), "computed");
    ra_book_emit(&names, q, RA_AUDITED, &formula);
    book->nomem |= names.text.failed;
    set_pattern(t, column, formula, RA_STYLE_FORMULA, ra_number_code(values[0], 6), values);
    ra_text_free(&names.text);
}

static void set_headline(trial_sheet *t)
{
    ra_book *book = t->book;
    const ra_book_trials *trials = book->trials;
    const ra_claim *claim = book->claim;
    ra_text formula = {0};
    write_head(t->sheet, trials->headline_column, "Headline", NULL, ra_unit_text(claim->unit),
               "computed");
    if (trials->across[claim->result])
        ra_cell_emit_pattern(&formula, (lxw_col_t)(trials->across[claim->result] - 1));
    else
        ra_book_name(book, claim->result, RA_AUDITED, &formula);
    if (claim->result_factor != 1) {
        ra_text_append(&formula, "*");
        ra_text_number(&formula, claim->result_factor);
    }
    set_pattern(t, trials->headline_column, formula, RA_STYLE_TOTAL,
                ra_number_code(trials->headline[0], 6), trials->headline);
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

static void set_margin(trial_sheet *t)
{
    static const char *const labels[] = {"Trial", "Symbol", "Unit", "Law"};
    ra_book *book = t->book;
    ra_sheet *sheet = t->sheet;
    t->columns[RA_TRIALS_NUMBER].format = ra_book_style(book, RA_STYLE_COUNT, 0);
    write_head(sheet, RA_TRIALS_RUN, "Headline of the run", NULL, ra_unit_text(book->claim->unit),
               "as drawn");
    for (int i = 0; i < 4; i++)
        ra_cell_title(sheet, RA_TRIALS_NAME + (lxw_row_t)i, RA_TRIALS_NUMBER, RA_STYLE_HEAD,
                      labels[i]);
    for (int i = 0; i < RA_DIST_MAX_PARAMETERS; i++)
        ra_cell_title(sheet, RA_TRIALS_PARAMETER + (lxw_row_t)i, RA_TRIALS_NUMBER, RA_STYLE_HEAD,
                      "Parameter");
    set_numbers(t, RA_TRIALS_RUN, book->trials->run, 6);
}

static void set_columns(trial_sheet *t)
{
    const ra_book_trials *trials = t->book->trials;
    const ra_claim *claim = t->book->claim;
    set_margin(t);
    for (size_t i = 0; i < trials->stream_count; i++)
        set_stream(t, &trials->streams[i]);
    for (size_t i = 0; i < trials->input_count; i++)
        set_input(t, &trials->inputs[i]);
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        bool input = false;
        for (size_t k = 0; k < trials->input_count; k++)
            input |= trials->inputs[k].quantity == q;
        if (trials->across[q] && !input)
            set_formulas(t, q);
    }
    set_headline(t);
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
    trial_sheet all = {book, sheet, ra_calloc(t->end, sizeof *all.columns)};
    if (all.columns) {
        set_columns(&all);
        write_trials(&all);
    } else {
        book->nomem = true;
    }
    for (lxw_col_t c = 0; all.columns && c < t->end; c++)
        ra_text_free(&all.columns[c].pattern);
    ra_free(all.columns);
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
