#include "tests/support/orders.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "tests/support/claim.h"

/* Contributions of one trial, summed over orders. */
typedef struct {
    const orders_chain *chain;
    const double *published, *audited;
    uint32_t players;
    double sum[ORDERS_NAMES], least[ORDERS_NAMES], most[ORDERS_NAMES];
    double marginal[ORDERS_NAMES]; /* of the order that is being walked */
    double orders;
} walk;

/* Every way to go on from a set of corrections whose logarithm is `before`. */
static void go_on(walk *w, unsigned set, double before)
{
    bool complete = true;
    for (uint32_t k = 0; k < w->players; k++) {
        if (set >> k & 1)
            continue;
        complete = false;
        double after = log(w->chain->value(w->published, w->audited, set | 1u << k));
        w->marginal[k] = before - after;
        go_on(w, set | 1u << k, after);
    }
    for (uint32_t k = 0; complete && k < w->players; k++) {
        w->sum[k] += w->marginal[k];
        w->least[k] = fmin(w->least[k], w->marginal[k]);
        w->most[k] = fmax(w->most[k], w->marginal[k]);
    }
    w->orders += complete ? 1 : 0;
}

/* Returned: the total. */
static double walk_trial(walk *w)
{
    double total = 0;
    for (uint32_t k = 0; k < w->players; k++) {
        w->sum[k] = 0;
        w->least[k] = INFINITY;
        w->most[k] = -INFINITY;
    }
    w->orders = 0;
    go_on(w, 0, log(w->chain->value(w->published, w->audited, 0)));
    for (uint32_t k = 0; k < w->players; k++) {
        w->sum[k] /= w->orders;
        total += w->sum[k];
    }
    return total;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double sorted_quantile(double *x, size_t n, double p)
{
    qsort(x, n, sizeof *x, ascending);
    double place = (double)(n - 1) * p;
    size_t rank = (size_t)place;
    double next = rank + 1 < n ? x[rank + 1] : x[rank];
    return x[rank] + (place - (double)rank) * (next - x[rank]);
}

static void find_point(walk *w, orders_found *found)
{
    double total = walk_trial(w);
    for (uint32_t k = 0; k < w->players; k++) {
        found->share[k] = w->sum[k] / total;
        found->least[k] = fmin(w->least[k] / total, w->most[k] / total);
        found->most[k] = fmax(w->least[k] / total, w->most[k] / total);
    }
}

orders_found walk_orders(const orders_chain *chain, const ra_claim *claim, uint64_t seed,
                         size_t trials)
{
    double published[ORDERS_NAMES], audited[ORDERS_NAMES];
    double *column[ORDERS_NAMES], *share[ORDERS_NAMES];
    walk w = {.chain = chain, .published = published, .audited = audited};
    w.players = claim->changed_count;
    orders_found found = {.players = w.players};
    for (uint32_t i = 0; i < chain->assumptions; i++) {
        const ra_quantity *q = quantity_of(claim, chain->names[i]);
        const ra_figure *figure = q->figure;
        published[i] = figure[RA_PUBLISHED].value * figure[RA_PUBLISHED].factor;
        audited[i] = figure[RA_AUDITED].value * figure[RA_AUDITED].factor;
        column[i] = malloc(trials * sizeof(double));
        ck_assert_ptr_nonnull(column[i]);
        ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_RANDOM, seed, ra_claim_find(claim, chain->names[i]), 0,
                                         trials, column[i]),
                         RA_OK);
    }
    find_point(&w, &found);
    for (uint32_t k = 0; k < w.players; k++) {
        share[k] = malloc(trials * sizeof(double));
        ck_assert_ptr_nonnull(share[k]);
    }
    for (size_t t = 0; t < trials; t++) {
        for (uint32_t i = 0; i < chain->assumptions; i++)
            audited[i] = column[i][t];
        double total = walk_trial(&w);
        for (uint32_t k = 0; k < w.players; k++)
            share[k][t] = w.sum[k] / total;
    }
    for (uint32_t k = 0; k < w.players; k++) {
        found.p5[k] = sorted_quantile(share[k], trials, 0.05);
        found.p50[k] = sorted_quantile(share[k], trials, 0.5);
        found.p95[k] = sorted_quantile(share[k], trials, 0.95);
        free(share[k]);
    }
    for (uint32_t i = 0; i < chain->assumptions; i++)
        free(column[i]);
    return found;
}

static void close_to(double found, double wanted, double tolerance, uint32_t player,
                     const char *what)
{
    ck_assert_msg(fabs(found - wanted) <= tolerance, "%s of correction %u: %.17g, not %.17g", what,
                  player, found, wanted);
}

void same_attribution(const ra_attribution *attribution, const orders_found *found)
{
    ck_assert_uint_eq(attribution->share_count, found->players);
    for (uint32_t k = 0; k < found->players; k++) {
        const ra_share *share = &attribution->shares[k];
        double width = 2e-3 * (found->p95[k] - found->p5[k]) + 1e-12;
        close_to(share->share, found->share[k], 1e-11, k, "share");
        close_to(share->order_min, found->least[k], 1e-11, k, "smallest share");
        close_to(share->order_max, found->most[k], 1e-11, k, "largest share");
        close_to(share->p5, found->p5[k], width, k, "5 % point");
        close_to(share->p50, found->p50[k], width, k, "median");
        close_to(share->p95, found->p95[k], width, k, "95 % point");
    }
}
