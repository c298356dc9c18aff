/* Reference cases about a change that is shared out between factors: LMDI, Shapley values, orders.
 *
 * The quantity is a sum over categories (rows) of a product of factors (columns). */
#include <math.h>
#include <string.h>

#include "audit/lmdi.h"
#include "audit/selftest_kind.h"
#include "audit/shapley.h"

#define MOST_FACTORS RA_SHAPLEY_MAX

typedef struct {
    double *before, *after;
    size_t categories, factors;
    const char *names[MOST_FACTORS];
    double additive[MOST_FACTORS], multiplicative[MOST_FACTORS];
    double back[MOST_FACTORS], back_multiplicative[MOST_FACTORS];
    double shapley[MOST_FACTORS], forward[MOST_FACTORS], backward[MOST_FACTORS];
    double from, to; /* the quantity before and after */
    double parts;    /* largest difference between the whole and the sum of its categories */
} decomposition;

static ra_status read_names(const ra_case_run *run, decomposition *own)
{
    const ra_value *array = NULL;
    size_t named = 0;

    if (!ra_value_get_array(run->which->at, "factors", true, &array, run->diag)) {
        return RA_INVALID;
    }
    for (const ra_value *v = ra_value_first(array); v != NULL; v = ra_value_next(v)) {
        if (named < own->factors && ra_value_kind(v) == RA_STRING) {
            own->names[named++] = ra_value_string(v);
        }
    }
    if (named != own->factors || ra_value_count(array) != own->factors) {
        ra_value_report(array, run->diag, RA_ERROR, "'factors' must name the %zu columns",
                        own->factors);
        return RA_INVALID;
    }
    return RA_OK;
}

/* Returns whether 'after' has the shape of 'before'; false with a message. */
static bool same_shape(const ra_case_run *run, size_t rows, size_t columns, size_t other_rows,
                       size_t other_columns)
{
    if (rows == other_rows && columns == other_columns && columns <= MOST_FACTORS) {
        return true;
    }
    ra_value_report(ra_value_find(run->which->at, "after"), run->diag, RA_ERROR,
                    "'after' must have the shape of 'before', and at most %d columns",
                    MOST_FACTORS);
    return false;
}

static ra_status read(const ra_case_run *run, decomposition *own)
{
    size_t rows, columns;
    ra_status status = ra_case_matrix(run, "before", &own->before, &own->categories, &own->factors);

    if (status == RA_OK) {
        status = ra_case_matrix(run, "after", &own->after, &rows, &columns);
    }
    if (status != RA_OK) {
        return status;
    }
    if (!same_shape(run, own->categories, own->factors, rows, columns)) {
        return RA_INVALID;
    }
    return read_names(run, own);
}

/* The quantity with the factors of a set after their change. */
static double value_of(const decomposition *own, uint32_t set)
{
    double sum = 0;

    for (size_t i = 0; i < own->categories; i++) {
        double product = 1;
        for (size_t k = 0; k < own->factors; k++) {
            product *= (set >> k & 1 ? own->after : own->before)[i * own->factors + k];
        }
        sum += product;
    }
    return sum;
}

static void eval_orders(decomposition *own, const double *value)
{
    uint32_t m = (uint32_t)own->factors, order[MOST_FACTORS], reverse[MOST_FACTORS];

    for (uint32_t k = 0; k < m; k++) {
        order[k] = k;
        reverse[k] = m - 1 - k;
    }
    ra_shapley(m, value, own->shapley);
    ra_shapley_order(m, value, order, own->forward);
    ra_shapley_order(m, value, reverse, own->backward);
}

/* Decomposes category by category, and compares the sum with the whole. */
static void eval_parts(decomposition *own)
{
    double sum[MOST_FACTORS] = {0}, part[MOST_FACTORS], unused[MOST_FACTORS];

    for (size_t i = 0; i < own->categories; i++) {
        ra_lmdi(own->before + i * own->factors, own->after + i * own->factors, 1, own->factors,
                part, unused);
        for (size_t k = 0; k < own->factors; k++) {
            sum[k] += part[k];
        }
    }
    for (size_t k = 0; k < own->factors; k++) {
        own->parts = fmax(own->parts, fabs(sum[k] - own->additive[k]));
    }
}

static ra_status open(ra_case_run *run)
{
    double *value = NULL;
    ra_status status = ra_case_open(run, sizeof(decomposition));
    decomposition *own = run->state;

    if (status == RA_OK) {
        status = read(run, own);
    }
    if (status != RA_OK) {
        return status;
    }
    value = ra_arena_alloc(run->arena, (size_t)1 << own->factors, sizeof *value);
    if (value == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t set = 0; set < 1u << own->factors; set++) {
        value[set] = value_of(own, set);
    }
    own->from = value[0];
    own->to = value[(1u << own->factors) - 1];
    eval_orders(own, value);
    ra_lmdi(own->before, own->after, own->categories, own->factors, own->additive,
            own->multiplicative);
    ra_lmdi(own->after, own->before, own->categories, own->factors, own->back,
            own->back_multiplicative);
    eval_parts(own);
    return RA_OK;
}

/* The whole quantity, and properties of the decomposition as the largest error that they have. */
static bool find_whole(const decomposition *own, const char *name, double *out)
{
    double error = 0, sum = 0, product = 1;

    for (size_t k = 0; k < own->factors; k++) {
        sum += own->additive[k];
        product *= own->multiplicative[k];
    }
    if (strcmp(name, "before") == 0) {
        *out = own->from;
    } else if (strcmp(name, "after") == 0) {
        *out = own->to;
    } else if (strcmp(name, "change") == 0) {
        *out = sum;
    } else if (strcmp(name, "ratio") == 0) {
        *out = product;
    } else if (strcmp(name, "there_and_back") == 0) {
        for (size_t k = 0; k < own->factors; k++) {
            error = fmax(error, fabs(own->additive[k] + own->back[k]));
        }
        *out = error;
    } else if (strcmp(name, "ratios_there_and_back") == 0) {
        for (size_t k = 0; k < own->factors; k++) {
            error = fmax(error, fabs(own->multiplicative[k] * own->back_multiplicative[k] - 1));
        }
        *out = error;
    } else if (strcmp(name, "parts") == 0) {
        *out = own->parts;
    } else {
        return false;
    }
    return true;
}

static ra_status eval(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"additive",
                                        "multiplicative",
                                        "shapley",
                                        "forward",
                                        "backward",
                                        "before",
                                        "after",
                                        "change",
                                        "ratio",
                                        "there_and_back",
                                        "ratios_there_and_back",
                                        "parts",
                                        NULL};
    const decomposition *own = run->state;
    const double *const columns[] = {own->additive, own->multiplicative, own->shapley, own->forward,
                                     own->backward};
    size_t k = 0, column = 0;

    if (find_whole(own, number->quantity, &found->number)) {
        return RA_OK;
    }
    while (column < 5 && strcmp(number->quantity, known[column]) != 0) {
        column++;
    }
    if (column == 5) {
        return ra_case_unknown(run, number, known);
    }
    while (k < own->factors &&
           (number->of[0] == NULL || strcmp(number->of[0], own->names[k]) != 0)) {
        k++;
    }
    if (k == own->factors) {
        ra_value_report(number->at, run->diag, RA_ERROR, "'of' must name one of the factors");
        return RA_INVALID;
    }
    found->number = columns[column][k];
    return RA_OK;
}

static const char *const keys[] = {"factors", "before", "after", NULL};

const ra_case_kind ra_kind_decomposition = {
    .name = "decomposition", .keys = keys, .open = open, .eval = eval, .close = ra_case_close};

/* --- Limits: each row is a decomposition of its own; what its first factor explains --- */

static ra_status eval_limit(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"effect", NULL};
    double *before, *after, additive[MOST_FACTORS], unused[MOST_FACTORS];
    size_t rows, columns, other_rows, other_columns, row;
    ra_status status = ra_case_matrix(run, "before", &before, &rows, &columns);

    if (status == RA_OK) {
        status = ra_case_matrix(run, "after", &after, &other_rows, &other_columns);
    }
    if (status != RA_OK) {
        return status;
    }
    if (strcmp(number->quantity, "effect") != 0) {
        return ra_case_unknown(run, number, known);
    }
    if (!same_shape(run, rows, columns, other_rows, other_columns) ||
        !ra_case_row(run, number, rows, &row)) {
        return RA_INVALID;
    }
    ra_lmdi(before + row * columns, after + row * columns, 1, columns, additive, unused);
    found->number = additive[0];
    return RA_OK;
}

static ra_status open_nothing(ra_case_run *run)
{
    (void)run;
    return RA_OK;
}

static const char *const limit_keys[] = {"before", "after", NULL};

const ra_case_kind ra_kind_limits = {.name = "limits",
                                     .keys = limit_keys,
                                     .open = open_nothing,
                                     .eval = eval_limit,
                                     .close = ra_case_close};
