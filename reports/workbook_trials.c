#include "reports/workbook_trials.h"

#include <math.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/stream.h"
#include "models/alloc.h"

#define SAME 1e-9 /* that inputs are reproduced to */

/* The inverse at u, each tail counted from its own end. */
static double inverse(const ra_dist *dist, double u)
{
    return u <= 0.5 ? ra_dist_quantile(dist, u, false) : ra_dist_quantile(dist, 1 - u, true);
}

static bool uncertain(const ra_quantity *what)
{
    const ra_figure *figure = &what->figure[RA_AUDITED];
    return what->kind != RA_STEP && figure->dist && !ra_dist_is_point(figure->dist);
}

static bool correlated(const ra_claim *claim, uint32_t q)
{
    for (uint32_t i = 0; i < claim->correlation_count; i++)
        if (claim->correlations[i].between[0] == q || claim->correlations[i].between[1] == q)
            return true;
    return false;
}

static bool reproduces(const ra_trial_input *input, const double *u, size_t n)
{
    double spread = ra_trials_sd(input->x, n);
    for (size_t i = 0; i < n; i++) {
        double x = inverse(input->figure->dist, u[i]) * input->figure->factor;
        if (!(fabs(x - input->x[i]) <= SAME * fmax(fabs(input->x[i]), spread)))
            return false;
    }
    return true;
}

/* The stream's own numbers; where the run drew others (correlated inputs, quasi-random points) those
 * whose inverses are the values that it drew. Returned: whether either reproduces the input. */
static bool find_uniforms(const ra_book *book, ra_trial_input *input, ra_trial_stream *stream)
{
    size_t n = book->trials->count;
    double block[RA_BLOCK];
    ra_stream_fill(book->result->seed, ra_stream_key(stream->draw), 0, block);
    memcpy(stream->u, block, n * sizeof *block);
    if (reproduces(input, stream->u, n))
        return true;
    stream->linked = true;
    for (size_t i = 0; i < n; i++) {
        double x = input->x[i] / input->figure->factor;
        stream->u[i] = ra_dist_cdf(input->figure->dist, x, false);
    }
    return reproduces(input, stream->u, n);
}

/* Returns the stream of an input, made where it is the first of it; SIZE_MAX without memory. */
static size_t stream_of(ra_book *book, ra_trial_input *input, bool *fits)
{
    ra_book_trials *t = book->trials;
    for (size_t i = 0; i < t->stream_count; i++)
        if (strcmp(t->streams[i].draw, input->figure->draw) == 0) {
            *fits = reproduces(input, t->streams[i].u, t->count);
            return i;
        }
    ra_trial_stream *stream = &t->streams[t->stream_count];
    *stream = (ra_trial_stream){.draw = input->figure->draw,
                                .linked = correlated(book->claim, input->quantity)};
    stream->u = ra_calloc(t->count, sizeof(double));
    if (!stream->u)
        return SIZE_MAX;
    *fits = find_uniforms(book, input, stream);
    if (*fits)
        return t->stream_count++;
    ra_free(stream->u);
    stream->u = NULL;
    return 0;
}

static bool add_input(ra_book *book, uint32_t q)
{
    ra_book_trials *t = book->trials;
    ra_trial_input *input = &t->inputs[t->input_count++];
    ra_text formula = {0};
    *input = (ra_trial_input){.quantity = q,
                              .figure = &book->claim->quantities[q].figure[RA_AUDITED]};
    input->x = ra_calloc(t->count, sizeof(double));
    if (!input->x || ra_audit_replay(book->claim, book->result->sampling, book->result->seed, q, 0,
                                     t->count, input->x) != RA_OK)
        return false;
    bool has = ra_dist_emit(input->figure->dist, RA_DIALECT_EXCEL, "u", &formula), fits = false;
    ra_text_free(&formula);
    if (has)
        input->stream = stream_of(book, input, &fits);
    input->exact = has && fits;
    return input->stream != SIZE_MAX;
}

static bool varies(const ra_book *book, uint32_t q)
{
    const ra_quantity *what = &book->claim->quantities[q];
    const ra_expr *formula = what->formula[RA_AUDITED];
    bool derived = what->kind == RA_STEP ||
                   (what->figure[RA_AUDITED].kind == RA_FIGURE_FORMULA && !uncertain(what));
    derived = derived && ra_claim_uses(book->claim, q, RA_AUDITED);
    for (uint32_t i = 0; derived && formula && i < formula->name_count; i++)
        if (book->trials->values[what->bind[RA_AUDITED][i]])
            return true;
    return false;
}

/* The inputs that the headline needs, and everything that varies with them, from left to right. */
static bool collect_columns(ra_book *book)
{
    ra_book_trials *t = book->trials;
    const ra_claim *claim = book->claim;
    for (uint32_t i = 0; i < book->result->input_count; i++)
        if (uncertain(&claim->quantities[book->result->inputs[i].quantity]) &&
            !add_input(book, book->result->inputs[i].quantity))
            return false;
    lxw_col_t column = RA_TRIALS_COLUMNS;
    for (size_t i = 0; i < t->stream_count; i++) {
        t->streams[i].frozen = column;
        t->streams[i].used = (lxw_col_t)(column++ + t->stream_count);
    }
    column = (lxw_col_t)(column + t->stream_count);
    for (size_t i = 0; i < t->input_count; i++) {
        t->across[t->inputs[i].quantity] = ++column;
        if (!(t->values[t->inputs[i].quantity] = ra_calloc(t->count, sizeof(double))))
            return false;
    }
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        if (t->values[q] || !varies(book, q))
            continue;
        t->across[q] = ++column;
        if (!(t->values[q] = ra_calloc(t->count, sizeof(double))))
            return false;
    }
    t->headline_column = column;
    t->end = (lxw_col_t)(column + 1);
    return true;
}

/* One trial, in the order in which the cells depend on each other. */
static void eval_trial(const ra_book *book, size_t trial, double *values)
{
    ra_book_trials *t = book->trials;
    const ra_claim *claim = book->claim;
    for (size_t i = 0; i < t->input_count; i++) {
        const ra_trial_input *input = &t->inputs[i];
        values[input->quantity] =
            input->exact ? inverse(input->figure->dist, t->streams[input->stream].u[trial]) *
                               input->figure->factor
                         : input->x[trial];
    }
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_quantity *what = &claim->quantities[q];
        if (!t->values[q])
            continue;
        if (what->formula[RA_AUDITED] && (what->kind == RA_STEP || !uncertain(what)))
            values[q] = ra_book_formula(book, q, RA_AUDITED, values);
        t->values[q][trial] = values[q];
    }
    t->headline[trial] = values[claim->result] * claim->result_factor;
}

static bool eval_trials(ra_book *book)
{
    ra_book_trials *t = book->trials;
    size_t count = book->claim->quantity_count;
    double *values = ra_calloc(count, sizeof *values);
    if (!values)
        return false;
    ra_book_follow(book, NULL, values);
    for (size_t i = 0; i < t->count; i++)
        eval_trial(book, i, values);
    ra_free(values);
    return true;
}

/* A trial without a value would be an error in a cell, and make errors of all statistics. */
static bool fit_for_class(const ra_book *book)
{
    const ra_book_trials *t = book->trials;
    for (uint32_t q = 0; q < book->claim->quantity_count; q++)
        for (size_t i = 0; t->values[q] && i < t->count; i++)
            if (!isfinite(t->values[q][i]))
                return false;
    for (size_t i = 0; i < t->count; i++)
        if (!isfinite(t->headline[i]) || !isfinite(t->run[i]))
            return false;
    return t->end <= RA_TRIALS_ROOM && t->input_count > 0;
}

bool ra_trials_collect(ra_book *book)
{
    const ra_result *result = book->result;
    size_t count = book->claim->quantity_count;
    if (book->options->plain || result->audited.constant || result->input_count == 0 ||
        result->input_count > RA_TRIALS_INPUTS || result->trials < 2)
        return true;
    ra_book_trials *t = book->trials = ra_calloc(1, sizeof *t);
    if (!t)
        return false;
    t->count = result->trials < RA_TRIALS_MOST ? (size_t)result->trials : RA_TRIALS_MOST;
    t->streams = ra_calloc(result->input_count, sizeof *t->streams);
    t->inputs = ra_calloc(result->input_count, sizeof *t->inputs);
    t->across = ra_calloc(count, sizeof *t->across);
    t->values = ra_calloc(count, sizeof *t->values);
    t->run = ra_calloc(t->count, sizeof *t->run);
    t->headline = ra_calloc(t->count, sizeof *t->headline);
    if (!t->streams || !t->inputs || !t->across || !t->values || !t->run || !t->headline ||
        ra_audit_replay(book->claim, result->sampling, result->seed, book->claim->result, 0,
                        t->count, t->run) != RA_OK)
        return false;
    for (size_t i = 0; i < t->count; i++)
        t->run[i] *= book->claim->result_factor;
    if (!collect_columns(book) || !eval_trials(book))
        return false;
    if (!fit_for_class(book))
        ra_trials_free(book);
    return true;
}

void ra_trials_free(ra_book *book)
{
    ra_book_trials *t = book->trials;
    if (!t)
        return;
    for (size_t i = 0; t->streams && i < t->stream_count; i++)
        ra_free(t->streams[i].u);
    for (size_t i = 0; t->inputs && i < t->input_count; i++)
        ra_free(t->inputs[i].x);
    for (uint32_t q = 0; t->values && q < book->claim->quantity_count; q++)
        ra_free(t->values[q]);
    ra_free(t->streams);
    ra_free(t->inputs);
    ra_free(t->across);
    ra_free(t->values);
    ra_free(t->run);
    ra_free(t->headline);
    ra_free(t);
    book->trials = NULL;
}

void ra_trials_range(const ra_book_trials *trials, lxw_col_t column, ra_text *out)
{
    ra_text_append(out, "Trials!");
    ra_cell_emit(out, RA_TRIALS_FIRST, true, column, true);
    ra_text_append(out, ":");
    ra_cell_emit(out, RA_TRIALS_FIRST + (lxw_row_t)trials->count - 1, true, column, true);
}

double ra_trials_mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

double ra_trials_sd(const double *x, size_t n)
{
    double mean = ra_trials_mean(x, n), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return sqrt(sum / (double)(n - 1));
}

double ra_trials_quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1), below = floor(at);
    size_t i = (size_t)below;
    return i + 1 < n ? sorted[i] + (at - below) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

double ra_trials_rsq(const double *x, const double *y, size_t n)
{
    double mx = ra_trials_mean(x, n), my = ra_trials_mean(y, n), xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    return xy * xy / (xx * yy);
}
