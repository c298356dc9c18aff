#include "audit/worth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"

/* Parts that are independent of one another, strata of a part, and trials of a stratum: enough for
 * a 5 % and a 95 % point each. */
#define PARTS   8
#define STRATA  32
#define STRATUM 512
#define PART    ((size_t)STRATA * STRATUM)
#define TRIALS  (PARTS * PART)

/* A verdict may hang on an end of the interval, whose error would often turn it where it is near to
 * a limit: it is asked of strata of all parts together. */
#define VERDICTS       64
#define VERDICT_TRIALS (TRIALS / VERDICTS)

/* A trial: the input, and the headline in the claim's unit. */
typedef struct {
    double x, y;
} pair;

typedef struct {
    const ra_result *result;
    double *y, *x;  /* of all trials */
    pair *pairs;    /* of a part or all */
    double *sorted; /* of a stratum or a part */
} work;

static int by_x(const void *a, const void *b)
{
    double p = ((const pair *)a)->x, q = ((const pair *)b)->x;

    return (p > q) - (p < q);
}

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;

    return (p > q) - (p < q);
}

/* The quantile of sorted values, interpolated [hyndman1996, definition 7]. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t below = (size_t)at;

    if (below + 1 >= n)
        return sorted[n - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* The central interval of n values at the run's level. */
static void find_interval(const work *own, double *values, size_t n, double *low, double *high)
{
    double tail = (1 - own->result->level) / 2;

    qsort(values, n, sizeof *values, by_value);
    *low = quantile(values, n, tail);
    *high = quantile(values, n, 1 - tail);
}

/* Sorts `count` trials from `first` on by the input. */
static void sort_pairs(const work *own, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        own->pairs[i] = (pair){own->x[first + i], own->y[first + i]};
    qsort(own->pairs, count, sizeof *own->pairs, by_x);
}

/* The interval of a stratum of `count` sorted trials. */
static void find_stratum(const work *own, size_t stratum, size_t count, double *low, double *high)
{
    for (size_t i = 0; i < count; i++)
        own->sorted[i] = own->pairs[stratum * count + i].y;
    find_interval(own, own->sorted, count, low, high);
}

/* The mean width of the strata of one part. */
static double eval_part(const work *own, size_t part)
{
    double width = 0, low, high;

    sort_pairs(own, part * PART, PART);
    for (size_t s = 0; s < STRATA; s++) {
        find_stratum(own, s, STRATUM, &low, &high);
        width += (high - low) / STRATA;
    }
    return width;
}

/* The share c of the n strata of all trials whose interval has another verdict. As its standard
 * error counts that of n independent draws, sqrt(c (1 - c) / n), which is more than it is. */
static void eval_change(const work *own, ra_worth *row)
{
    double low, high, changed = 0;

    sort_pairs(own, 0, TRIALS);
    for (size_t s = 0; s < VERDICTS; s++) {
        find_stratum(own, s, VERDICT_TRIALS, &low, &high);
        changed += ra_verdict_of(own->result, low, high) != own->result->verdict;
    }
    row->change = changed / VERDICTS;
    row->change_se = sqrt(row->change * (1 - row->change) / VERDICTS);
}

/* Mean and its standard error over the parts. */
static void combine(const double *x, double *mean, double *se)
{
    double sum = 0, square = 0;

    for (size_t i = 0; i < PARTS; i++)
        sum += x[i];
    *mean = sum / PARTS;
    for (size_t i = 0; i < PARTS; i++)
        square += (x[i] - *mean) * (x[i] - *mean);
    *se = sqrt(square / (PARTS - 1) / PARTS);
}

static bool all_finite(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

/* The width of the interval of whole parts, as that of the strata is found. Returned: whether there
 * are any: not where some trial has no finite value. */
static bool eval_now(const work *own, double widths[PARTS], double *change_all)
{
    size_t changed = 0;

    if (!all_finite(own->y, TRIALS))
        return false;
    for (size_t part = 0; part < PARTS; part++) {
        double low, high;
        memcpy(own->sorted, own->y + part * PART, PART * sizeof *own->sorted);
        find_interval(own, own->sorted, PART, &low, &high);
        widths[part] = high - low;
    }
    for (size_t i = 0; i < TRIALS; i++)
        changed += ra_verdict_of(own->result, own->y[i], own->y[i]) != own->result->verdict;
    *change_all = (double)changed / (double)TRIALS;
    return true;
}

static ra_status eval_input(work *own, const double now[PARTS], uint32_t input, ra_worth *row)
{
    const ra_result *result = own->result;
    double widths[PARTS], removed[PARTS];
    ra_status status = ra_audit_replay(result->claim, result->sampling, result->seed,
                                       result->inputs[input].quantity, 0, TRIALS, own->x);

    if (status != RA_OK)
        return status;
    *row = (ra_worth){.input = input};
    for (size_t part = 0; part < PARTS; part++) {
        widths[part] = eval_part(own, part);
        removed[part] = 1 - widths[part] / now[part];
    }
    combine(widths, &row->width, &row->width_se);
    combine(removed, &row->removed, &row->removed_se);
    eval_change(own, row);
    return RA_OK;
}

static int by_removed(const void *a, const void *b)
{
    const ra_worth *p = a, *q = b;
    if (p->removed != q->removed)
        return p->removed > q->removed ? -1 : 1;
    return (p->input > q->input) - (p->input < q->input);
}

static bool open_work(work *own, const ra_result *result)
{
    own->result = result;
    own->x = ra_alloc(TRIALS * sizeof *own->x);
    own->y = ra_alloc(TRIALS * sizeof *own->y);
    own->pairs = ra_alloc(TRIALS * sizeof *own->pairs);
    own->sorted = ra_alloc(PART * sizeof *own->sorted);
    return own->x != NULL && own->y != NULL && own->pairs != NULL && own->sorted != NULL;
}

static void close_work(work *own)
{
    ra_free(own->x);
    ra_free(own->y);
    ra_free(own->pairs);
    ra_free(own->sorted);
}

/* The headline of all trials, in the claim's unit. */
static ra_status draw_headline(work *own)
{
    const ra_claim *claim = own->result->claim;
    ra_status status = ra_audit_replay(claim, own->result->sampling, own->result->seed,
                                       claim->result, 0, TRIALS, own->y);

    for (size_t i = 0; i < TRIALS && status == RA_OK; i++)
        own->y[i] *= claim->result_factor;
    return status;
}

ra_status ra_worth_eval(ra_worth_result *out, const ra_result *result)
{
    work own = {0};
    double now[PARTS], se;
    ra_status status = RA_NOMEM;

    *out = (ra_worth_result){.trials = TRIALS, .strata = STRATA, .parts = PARTS, .width = NAN};
    if (result->input_count == 0 || result->audited.constant)
        return RA_OK;
    out->rows = ra_calloc(result->input_count, sizeof *out->rows);
    if (out->rows == NULL || !open_work(&own, result))
        goto done;
    status = draw_headline(&own);
    if (status != RA_OK || !eval_now(&own, now, &out->change_all))
        goto done;
    combine(now, &out->width, &se);
    for (uint32_t i = 0; i < result->input_count && status == RA_OK; i++)
        status = eval_input(&own, now, i, &out->rows[i]);
    if (status == RA_OK) {
        out->count = result->input_count;
        qsort(out->rows, out->count, sizeof *out->rows, by_removed);
    }
done:
    close_work(&own);
    return status;
}

void ra_worth_free(ra_worth_result *worth)
{
    ra_free(worth->rows);
    *worth = (ra_worth_result){0};
}
