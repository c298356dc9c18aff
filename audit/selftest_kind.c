/* The table of the kinds of reference cases, and what they share. */
#include "audit/selftest_kind.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/text.h"

static const ra_case_kind *const kinds[] = {
#define X(name) &ra_kind_##name,
    RA_CASE_KINDS(X)
#undef X
};

const ra_case_kind *ra_case_kind_at(size_t i)
{
    return i < sizeof kinds / sizeof kinds[0] ? kinds[i] : NULL;
}

ra_status ra_case_open(ra_case_run *run, size_t size)
{
    run->state = ra_calloc(1, size);
    return run->state != NULL ? RA_OK : RA_NOMEM;
}

void ra_case_close(ra_case_run *run)
{
    ra_free(run->state);
    run->state = NULL;
}

bool ra_case_quantile(const char *quantity, double *p)
{
    const char *end = quantity + 1;
    double percent;

    if (quantity[0] != 'p' || quantity[1] < '0' || quantity[1] > '9') {
        return false;
    }
    percent = ra_text_parse_number(quantity + 1, &end);
    *p = percent / 100;
    return *end == '\0' && percent > 0 && percent < 100;
}

ra_status ra_case_unknown(const ra_case_run *run, const ra_case_number *number,
                          const char *const *known)
{
    const ra_value *at = ra_value_find(number->at, "quantity");
    ra_text hint = {0};
    size_t count = 0;

    while (known[count] != NULL) {
        count++;
    }
    const char *nearest = ra_text_nearest(number->quantity, known, count);
    if (nearest != NULL) {
        ra_text_format(&hint, "; did you mean '%s'?", nearest);
    }
    for (size_t i = 0; nearest == NULL && i < count; i++) {
        ra_text_format(&hint, "%s%s", i > 0 ? ", " : "; known are ", known[i]);
    }
    ra_value_report(at, run->diag, RA_ERROR, "unknown quantity '%s'%s", number->quantity,
                    hint.failed || hint.data == NULL ? "" : hint.data);
    ra_text_free(&hint);
    return RA_INVALID;
}

static const ra_value *place_of(const ra_case_number *number)
{
    const ra_value *at = ra_value_find(number->at, "at");

    return at != NULL ? at : number->at;
}

bool ra_case_place(const ra_case_run *run, const ra_case_number *number, double low, double high)
{
    if (number->where >= low && number->where <= high) {
        return true;
    }
    ra_value_report(place_of(number), run->diag, RA_ERROR,
                    "'%s' needs an 'at' from %.15g to %.15g", number->quantity, low, high);
    return false;
}

bool ra_case_row(const ra_case_run *run, const ra_case_number *number, size_t rows, size_t *row)
{
    double at = number->where;

    if (at >= 1 && at <= (double)rows && at == floor(at)) {
        *row = (size_t)at - 1;
        return true;
    }
    ra_value_report(place_of(number), run->diag, RA_ERROR, "'at' must be a row, 1 to %zu", rows);
    return false;
}

/* Returns a member that is a list with something in it, or NULL with a message. */
static const ra_value *find_list(const ra_case_run *run, const char *key)
{
    const ra_value *array = NULL;

    if (!ra_value_get_array(run->which->at, key, true, &array, run->diag)) {
        return NULL;
    }
    if (ra_value_count(array) == 0) {
        ra_value_report(array, run->diag, RA_ERROR, "'%s' must not be empty", key);
        return NULL;
    }
    return array;
}

/* Copies a list of numbers. Returned: false with a message where something else is in it. */
static bool copy_numbers(const ra_case_run *run, const ra_value *array, double *out)
{
    for (const ra_value *v = ra_value_first(array); v != NULL; v = ra_value_next(v)) {
        if (ra_value_kind(v) != RA_NUMBER) {
            ra_value_report(v, run->diag, RA_ERROR, "must be a number");
            return false;
        }
        *out++ = ra_value_number(v);
    }
    return true;
}

ra_status ra_case_list(const ra_case_run *run, const char *key, double **out, size_t *count)
{
    const ra_value *array = find_list(run, key);

    if (array == NULL) {
        return RA_INVALID;
    }
    *count = ra_value_count(array);
    *out = ra_arena_alloc(run->arena, *count, sizeof **out);
    if (*out == NULL) {
        return RA_NOMEM;
    }
    return copy_numbers(run, array, *out) ? RA_OK : RA_INVALID;
}

ra_status ra_case_matrix(const ra_case_run *run, const char *key, double **out, size_t *rows,
                         size_t *columns)
{
    const ra_value *array = find_list(run, key);
    double *next;

    if (array == NULL) {
        return RA_INVALID;
    }
    *rows = ra_value_count(array);
    *columns = ra_value_count(ra_value_first(array));
    next = *out = ra_arena_alloc(run->arena, *rows * *columns + 1, sizeof **out);
    if (next == NULL) {
        return RA_NOMEM;
    }
    for (const ra_value *v = ra_value_first(array); v != NULL; v = ra_value_next(v)) {
        if (ra_value_kind(v) != RA_ARRAY || ra_value_count(v) != *columns || *columns == 0) {
            ra_value_report(v, run->diag, RA_ERROR,
                            "the rows of '%s' must be lists of equally many numbers", key);
            return RA_INVALID;
        }
        if (!copy_numbers(run, v, next)) {
            return RA_INVALID;
        }
        next += *columns;
    }
    return RA_OK;
}
