#include "audit/order.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "audit/histogram_cells.h"

/* Up to so many trials ranks are found from the binomial law itself, beyond from the normal one. */
#define FEW 10000

/* P(B <= k) = I_(1-p)(n - k, k + 1) [dlmf, 8.17.5]. */
static double binomial(uint64_t n, double p, double k)
{
    if (k < 0) {
        return 0;
    }
    return k >= (double)n ? 1 : gsl_cdf_beta_P(1 - p, (double)n - k, k + 1);
}

double ra_order_confidence(uint64_t n, double p, uint64_t r, uint64_t s)
{
    return binomial(n, p, (double)s - 1) - binomial(n, p, (double)r - 1);
}

/* Of many trials: np - z sqrt(np (1 - p)), to the outside by a rank. */
static uint64_t normal_rank(uint64_t n, double p, double tail)
{
    double mean = (double)n * p, sd = sqrt(mean * (1 - p));
    double rank = floor(mean - gsl_cdf_ugaussian_Qinv(tail) * sd - 0.5);

    return rank > 0 ? (uint64_t)rank : 0;
}

static bool holds(uint64_t n, double p, double tail, uint64_t rank)
{
    return binomial(n, p, (double)rank - 1) <= tail;
}

/* The largest rank r with P(B < r) <= tail; it lies near that of the normal law. */
static uint64_t exact_rank(uint64_t n, double p, double tail)
{
    uint64_t guess = normal_rank(n, p, tail), low = guess, high = guess, reach = 2;

    for (; low > 0 && !holds(n, p, tail, low); reach *= 2) {
        high = low;
        low = low > reach ? low - reach : 0;
    }
    for (; high <= low && high < n + 1; reach *= 2) {
        high = n + 1 - low > reach ? low + reach : n + 1;
        if (high < n + 1 && holds(n, p, tail, high)) {
            low = high;
        }
    }
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (holds(n, p, tail, middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static uint64_t lower_rank(uint64_t n, double p, double tail)
{
    return n <= FEW ? exact_rank(n, p, tail) : normal_rank(n, p, tail);
}

/* The upper rank is the lower one of the trials in the opposite order. */
void ra_order_ranks(uint64_t n, double p, double confidence, uint64_t *low, uint64_t *high)
{
    double tail = (1 - confidence) / 2;

    *low = lower_rank(n, p, tail);
    *high = n + 1 - lower_rank(n, 1 - p, tail);
}

size_t ra_order_all_ranks(uint64_t n, const double *p, size_t count, uint64_t *ranks)
{
    size_t found = 0;

    for (size_t i = 0; i < count && n > 0; i++) {
        uint64_t rank = 1 + (uint64_t)((double)(n - 1) * p[i]), low, high;
        ra_order_ranks(n, p[i], RA_ORDER_CONFIDENCE, &low, &high);
        const uint64_t all[RA_ORDER_RANKS] = {rank, rank < n ? rank + 1 : n, low, high};
        for (int k = 0; k < RA_ORDER_RANKS; k++) {
            if (all[k] >= 1 && all[k] <= n) {
                ranks[found++] = all[k];
            }
        }
    }
    return found;
}

/* A rank whose trial is wanted. */
typedef struct {
    uint64_t rank;
    double *value;
} wish;

static int by_rank(const void *a, const void *b)
{
    const wish *x = a, *y = b;

    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Reads all wanted ranks in one walk over the bins. */
static void read_ranks(const ra_histogram *histogram, wish *wishes, size_t count)
{
    ra_cell_walk walk = {0};
    ra_cell cell = {0};

    qsort(wishes, count, sizeof *wishes, by_rank);
    for (size_t i = 0; i < count; i++) {
        if (!ra_cell_seek(histogram, &walk, &cell, wishes[i].rank)) {
            return;
        }
        *wishes[i].value = ra_cell_at(histogram, &cell, wishes[i].rank);
    }
}

ra_order_plan ra_order_plan_of(uint64_t n, const double *p, size_t count)
{
    ra_order_plan plan = {.n = n, .count = count};

    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < i && p[same] != p[i]) {
            same++;
        }
        plan.p[i] = p[i];
        if (same < i) {
            plan.low[i] = plan.low[same];
            plan.high[i] = plan.high[same];
        } else if (n > 0) {
            ra_order_ranks(n, p[i], RA_ORDER_CONFIDENCE, &plan.low[i], &plan.high[i]);
        }
    }
    return plan;
}

/* Lists the ranks behind a quantile. Returned: how many. */
static size_t wish_for(const ra_order_plan *plan, size_t i, ra_quantile *out, double *next,
                       wish *wishes)
{
    uint64_t n = plan->n, rank = 1 + (uint64_t)((double)(n - 1) * plan->p[i]);
    size_t wished = 0;

    wishes[wished++] = (wish){rank, &out->value};
    wishes[wished++] = (wish){rank < n ? rank + 1 : n, next};
    if (plan->low[i] > 0) {
        wishes[wished++] = (wish){plan->low[i], &out->bounds.low};
    }
    if (plan->high[i] <= n) {
        wishes[wished++] = (wish){plan->high[i], &out->bounds.high};
    }
    return wished;
}

void ra_order_plan_read(const ra_order_plan *plan, const ra_histogram *histogram, ra_quantile *out)
{
    double next[RA_ORDER_MOST];
    wish wishes[RA_ORDER_RANKS * RA_ORDER_MOST];
    size_t wished = 0;

    for (size_t i = 0; i < plan->count; i++) {
        out[i] = (ra_quantile){NAN, {NAN, NAN}};
        if (plan->n > 0) {
            out[i].bounds = (ra_bounds){-INFINITY, INFINITY};
            next[i] = NAN;
            wished += wish_for(plan, i, &out[i], &next[i], wishes + wished);
        }
    }
    read_ranks(histogram, wishes, wished);
    for (size_t i = 0; i < plan->count && plan->n > 0; i++) {
        double place = (double)(plan->n - 1) * plan->p[i], fraction = place - floor(place);
        if (fraction > 0 && isfinite(out[i].value) && next[i] != out[i].value) {
            out[i].value += fraction * (next[i] - out[i].value);
        }
    }
}

void ra_order_read(const ra_histogram *histogram, const double *p, size_t count, ra_quantile *out)
{
    ra_order_plan plan = ra_order_plan_of(ra_histogram_count(histogram), p, count);

    ra_order_plan_read(&plan, histogram, out);
}
