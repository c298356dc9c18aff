/* Attribution over random orders of the corrections [castro2009]: in each order every correction
 * contributes what it changes when its turn comes, and the mean of that over orders is its Shapley
 * value. Whatever the orders, the contributions sum to the whole. */
#include <math.h>
#include <string.h>

#include "audit/attribution.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* About this many evaluations of the chain for the point. */
#define POINT_EVALUATIONS (UINT32_C(1) << 17)

/* An even number of orders. */
static uint32_t count_orders(uint32_t players)
{
    uint32_t count = POINT_EVALUATIONS / (players + 1) / 2 * 2;

    count = count > RA_ORDERS_LEAST ? count : RA_ORDERS_LEAST;
    return count < RA_ORDERS_MOST ? count : RA_ORDERS_MOST;
}

/* Sums of one player over pairs of orders: the mean of the pair, and its square. */
typedef struct {
    double pair, sum, square;
} tally;

static void add_marginal(ra_split *split, tally *tallies, uint32_t player, double marginal,
                         uint32_t r)
{
    tally *own = &tallies[player];

    split->least[player] = r == 0 ? marginal : fmin(split->least[player], marginal);
    split->most[player] = r == 0 ? marginal : fmax(split->most[player], marginal);
    own->pair = r % 2 == 0 ? marginal : (own->pair + marginal) / 2;
    if (r % 2 != 0) {
        own->sum += own->pair;
        own->square += own->pair * own->pair;
    }
    if (r < RA_ORDERS_TRIAL) {
        split->shift[player] += marginal;
    }
}

/* Walks one order at the point estimates. Returned: whether all values were numbers. */
static bool walk_order(ra_split *split, tally *tallies, uint32_t r)
{
    ra_seat *seat = &split->seat;
    uint32_t m = split->game.players;
    const uint16_t *order = split->orders + (size_t)r * m;

    memset(seat->chosen, 0, m);
    double before = ra_seat_eval(seat, split->basis)[0];
    bool finite = isfinite(before);
    for (uint32_t i = 0; i < m && finite; i++) {
        seat->chosen[order[i]] = 1;
        double after = ra_seat_eval(seat, split->basis)[0];
        finite = isfinite(after);
        add_marginal(split, tallies, order[i], before - after, r);
        before = after;
    }
    return finite;
}

/* Means over orders; their standard error comes from the spread of the pairs, which are independent
 * of each other. The shift is what the orders that trials walk miss at the point. */
static void set_contributions(ra_split *split, const tally *tallies)
{
    double pairs = split->order_count / 2;

    for (uint32_t k = 0; k < split->game.players; k++) {
        double mean = tallies[k].sum / pairs;
        double variance = fmax(tallies[k].square / pairs - mean * mean, 0) * pairs / (pairs - 1);
        split->contribution[k] = mean;
        split->se[k] = sqrt(variance / pairs);
        split->shift[k] = mean - split->shift[k] / RA_ORDERS_TRIAL;
    }
}

/* Where some set of corrections has no value, no correction has a part. */
static void clear_contributions(ra_split *split)
{
    for (uint32_t k = 0; k < split->game.players; k++) {
        split->contribution[k] = split->se[k] = split->shift[k] = NAN;
    }
}

bool ra_split_sampled(ra_split *split, ra_attribution_basis basis, uint64_t seed, ra_status *status)
{
    uint32_t m = split->game.players, count = count_orders(m);
    tally *tallies = ra_calloc(m, sizeof *tallies);
    bool finite = true;

    ra_free(split->orders);
    split->orders = ra_calloc((size_t)count * m, sizeof *split->orders);
    if (tallies == NULL || split->orders == NULL) {
        *status = RA_NOMEM;
        ra_free(tallies);
        return false;
    }
    split->method = RA_ATTRIBUTION_SAMPLED;
    split->basis = basis;
    split->order_count = count;
    split->subsets = (uint64_t)count * (m + 1);
    memset(split->shift, 0, m * sizeof *split->shift);
    *status = ra_orders_draw(split->orders, m, count, seed, split->game.claim->id);
    for (uint32_t r = 0; r < count && finite && *status == RA_OK; r++) {
        finite = walk_order(split, tallies, r);
    }
    if (finite) {
        set_contributions(split, tallies);
    } else {
        clear_contributions(split);
    }
    ra_free(tallies);
    return finite && *status == RA_OK;
}

/* Adds what each correction changes in one order. `before` has room for a column. */
static void walk_trials(const ra_split *split, ra_seat *seat, const uint16_t *order, double *before,
                        double *phi)
{
    memset(seat->chosen, 0, split->game.players);
    memcpy(before, ra_seat_eval(seat, split->basis), seat->n * sizeof *before);
    for (uint32_t i = 0; i < split->game.players; i++) {
        double *sum = phi + (size_t)order[i] * RA_BLOCK;
        seat->chosen[order[i]] = 1;
        const double *after = ra_seat_eval(seat, split->basis);
        for (size_t t = 0; t < seat->n; t++) {
            sum[t] += (before[t] - after[t]) / RA_ORDERS_TRIAL;
            before[t] = after[t];
        }
    }
}

/* All trials walk the same few orders; what these miss at the point they miss in every trial alike,
 * as far as the chain is as far from a product there. */
void ra_sampled_fill(const ra_split *split, ra_seat *seat, double *phi)
{
    double before[RA_BLOCK];

    for (uint32_t k = 0; k < split->game.players; k++) {
        for (size_t t = 0; t < seat->n; t++) {
            phi[(size_t)k * RA_BLOCK + t] = split->shift[k];
        }
    }
    for (uint32_t r = 0; r < RA_ORDERS_TRIAL; r++) {
        walk_trials(split, seat, split->orders + (size_t)r * split->game.players, before, phi);
    }
}
