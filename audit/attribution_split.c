/* Choosing how to attribute, and doing so at the point estimates. */
#include <math.h>

#include "audit/attribution.h"
#include "audit/shapley.h"
#include "models/alloc.h"

/* A list of numbers by player inside one allocation. */
static double *take(double **room, uint32_t players)
{
    double *list = *room;

    *room += players;
    return list;
}

static ra_status open_lists(ra_split *split)
{
    uint32_t m = split->game.players;
    double *room = ra_calloc(m, 7 * sizeof *room);

    split->contribution = room;
    if (room == NULL) {
        return RA_NOMEM;
    }
    split->contribution = take(&room, m);
    split->least = take(&room, m);
    split->most = take(&room, m);
    split->se = take(&room, m);
    split->shift = take(&room, m);
    split->lmdi = take(&room, m);
    split->lmdi_factor = take(&room, m);
    for (uint32_t k = 0; k < m; k++) {
        split->lmdi[k] = split->lmdi_factor[k] = NAN;
    }
    return RA_OK;
}

ra_status ra_split_open(ra_split *split, const ra_claim *claim, const ra_draws *from, uint64_t seed)
{
    *split = (ra_split){.method = RA_ATTRIBUTION_NONE};
    ra_status status = ra_game_open(&split->game, claim, from, seed);

    if (status == RA_OK) {
        status = ra_seat_open(&split->seat, &split->game);
    }
    if (status == RA_OK) {
        status = ra_monomial_open(&split->monomial, claim, RA_MONOMIAL_CHANGES);
    }
    return status == RA_OK ? open_lists(split) : status;
}

void ra_split_free(ra_split *split)
{
    ra_seat_free(&split->seat);
    ra_game_free(&split->game);
    ra_monomial_free(&split->monomial);
    ra_free(split->contribution); /* and the lists behind it */
    ra_free(split->orders);
    *split = (ra_split){0};
}

ra_status ra_split_point(ra_split *split, double published, double audited, uint64_t seed)
{
    ra_status status = RA_OK;
    bool exact = split->game.players <= RA_SHAPLEY_MAX;
    bool found = ra_split_product(split, published, audited, &status);

    for (int basis = RA_BASIS_LOG; basis <= RA_BASIS_DIFFERENCE; basis++) {
        if (found || status != RA_OK) {
            break;
        }
        found = exact ? ra_split_exact(split, (ra_attribution_basis)basis, &status)
                      : ra_split_sampled(split, (ra_attribution_basis)basis, seed, &status);
    }
    return status;
}

void ra_split_fill(const ra_split *split, ra_seat *seat, double *phi)
{
    switch (split->method) {
    case RA_ATTRIBUTION_CLOSED:
        ra_product_fill(split, seat, phi);
        break;
    case RA_ATTRIBUTION_EXACT:
        ra_exact_fill(split, seat, phi);
        break;
    default:
        ra_sampled_fill(split, seat, phi);
        break;
    }
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* Trials of a chain that is evaluated for sets of corrections: as many as the first budget allows,
 * but a few thousand as far as the last one does. */
static uint64_t trials_of_sets(const ra_split *split)
{
    uint64_t sets = split->method == RA_ATTRIBUTION_EXACT
                        ? split->subsets
                        : (uint64_t)RA_ORDERS_TRIAL * (split->game.players + 1);
    uint64_t length = ra_program_instructions(split->game.chain) / RA_SPLIT_INSTRUCTIONS + 1;
    uint64_t usual = RA_SPLIT_EVALUATIONS / (sets * length);
    uint64_t most = RA_SPLIT_EVALUATIONS_MOST / (sets * length);
    uint64_t trials = larger(usual, smaller(most, RA_SPLIT_TRIALS_FEW));

    return larger(smaller(trials, RA_SPLIT_TRIALS), RA_SPLIT_TRIALS_LEAST);
}

uint64_t ra_split_trials(const ra_split *split, uint64_t trials)
{
    if (split->method == RA_ATTRIBUTION_CLOSED) {
        return split->game.player_varies ? smaller(trials, RA_SPLIT_TRIALS_PRODUCT) : 0;
    }
    bool varies = split->game.player_varies || split->game.rest_varies;
    return varies ? smaller(trials, trials_of_sets(split)) : 0;
}
