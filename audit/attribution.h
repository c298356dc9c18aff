/* Who is responsible for how much of the difference, whatever the order of corrections.
 *
 * Corrections are the players of a game. The value of a set S of them is
 *
 *     v(S) = ln(headline with the corrections of S made, the others as published),
 *
 * and what correction k contributes is its Shapley value [shapley1953], taken with the sign that
 * makes all of them sum to ln(recomputed / audited). Where some headline is not positive, v(S) is
 * the headline itself and they sum to the difference. Assumptions that were not corrected have their
 * audited uncertainty in every set.
 *
 * Three ways to it: in closed form where the headline is a product of powers; over all subsets for
 * up to RA_SHAPLEY_MAX players; over random orders beyond. Each works on columns of trials, or on one
 * trial whose inputs are the point estimates. */
#ifndef RA_ATTRIBUTION_H
#define RA_ATTRIBUTION_H

#include "audit/audit.h"
#include "audit/draws.h"
#include "audit/monomial.h"

/* The chain as a function of the values that its steps read. */
typedef struct {
    const ra_claim *claim;
    uint32_t players;            /* claim->changed */
    ra_model model;              /* figures; its program makes the columns of audited values */
    ra_draws draws;
    uint32_t *output;            /* by quantity: of the model's program, or RA_NO_OUTPUT where the
                                    value does not vary */
    ra_program *chain;           /* input q: the value of assumption q, or which method step q has */
    uint32_t plain, logarithm;   /* outputs of the chain: headline, its natural logarithm */
    const double **still[RA_SIDES]; /* by quantity: column of the point value, or NULL */
    double *columns;             /* of `still` */
    bool player_varies, rest_varies; /* whether a correction, or another input, is uncertain */
} ra_game;

/* What one thread needs to play. */
typedef struct {
    const ra_game *game;
    size_t n;                       /* trials in the columns */
    const double **side[RA_SIDES];  /* by quantity */
    const double **inputs;          /* of the chain */
    uint8_t *chosen;                /* by player: whether its correction is made */
    void *scratch, *draw_scratch;
    double *room, *flat;
    uint64_t block;                 /* that is drawn; UINT64_MAX: none */
    const double **draws, **values; /* columns of draws, outputs of the model's program */
} ra_seat;

/* Given: draws of the same claim to borrow from, which outlive the game; or NULL, and a seed for its
 * own. Free with ra_game_free also where this fails. */
ra_status ra_game_open(ra_game *game, const ra_claim *claim, const ra_draws *from, uint64_t seed);
void ra_game_free(ra_game *game);

/* Starts at the point estimates: one trial. Free with ra_seat_free also where this fails. */
ra_status ra_seat_open(ra_seat *seat, const ra_game *game);
void ra_seat_free(ra_seat *seat);

/* Takes trials first .. first + n - 1 of a block, which is drawn unless it was the last one. */
void ra_seat_draw(ra_seat *seat, uint64_t block, size_t first, size_t n);

/* Returns v of the set seat->chosen, a column of seat->n numbers that is valid until the next call. */
const double *ra_seat_eval(ra_seat *seat, ra_attribution_basis basis);

/* Random orders of the players, for what is sampled. Every odd one is the reverse of the one before:
 * the error of a pair is smaller than that of two independent orders [castro2009, mitchell2022]. */
#define RA_ORDERS_MOST 2048
#define RA_ORDERS_LEAST 64
#define RA_ORDERS_TRIAL 32 /* of them for every trial */
ra_status ra_orders_draw(uint16_t *orders, uint32_t players, uint32_t count, uint64_t seed,
                         const char *claim);

/* An attribution under way. */
typedef struct {
    ra_game game;
    ra_seat seat;          /* at the point estimates */
    ra_monomial monomial;
    ra_attribution_method method;
    ra_attribution_basis basis;
    double *contribution, *least, *most, *se; /* by player, of the point */
    double *lmdi, *lmdi_factor;
    uint64_t subsets;
    uint16_t *orders;
    uint32_t order_count;
    double *shift;         /* by player: what the orders of the trials miss at the point */
} ra_split;

/* Given: as ra_game_open. Free with ra_split_free also where this fails. */
ra_status ra_split_open(ra_split *split, const ra_claim *claim, const ra_draws *from, uint64_t seed);
void ra_split_free(ra_split *split);

/* Ways to attribute the point, each into the lists of the split. The product returns whether the
 * closed form holds; it also gives the LMDI wherever the chain is a product. The others return false
 * where v is not a number for some set. *status is set where memory runs out. */
bool ra_split_product(ra_split *split, double published, double audited, ra_status *status);
bool ra_split_exact(ra_split *split, ra_attribution_basis basis, ra_status *status);
bool ra_split_sampled(ra_split *split, ra_attribution_basis basis, uint64_t seed,
                      ra_status *status);

/* Attributes the point: in closed form if that holds, else by logarithms, else by differences. */
ra_status ra_split_point(ra_split *split, double published, double audited, uint64_t seed);

/* Contributions in the trials of a seat: phi[k * RA_BLOCK + t] for player k. */
void ra_split_fill(const ra_split *split, ra_seat *seat, double *phi);
void ra_product_fill(const ra_split *split, const ra_seat *seat, double *phi);
void ra_exact_fill(const ra_split *split, ra_seat *seat, double *phi);
void ra_sampled_fill(const ra_split *split, ra_seat *seat, double *phi);

/* How much the intervals of a chain that is no product may cost: evaluations of the chain, and
 * instructions of all of them. The first budget is a fraction of a second of one core, the last the
 * most for few trials. */
#define RA_SPLIT_TRIALS_PRODUCT (UINT64_C(1) << 20)
#define RA_SPLIT_TRIALS (UINT64_C(1) << 16)
#define RA_SPLIT_TRIALS_FEW (UINT64_C(1) << 12)
#define RA_SPLIT_TRIALS_LEAST UINT64_C(64)
#define RA_SPLIT_EVALUATIONS (UINT64_C(1) << 24)
#define RA_SPLIT_EVALUATIONS_MOST (UINT64_C(1) << 26)
#define RA_SPLIT_INSTRUCTIONS 32 /* of an evaluation that costs one; longer ones cost more */

/* How many trials the intervals rest on; 0 where nothing is uncertain. */
uint64_t ra_split_trials(const ra_split *split, uint64_t trials);

/* Sets the intervals of shares, contributions and groups. Given: attribution->trials. */
ra_status ra_split_intervals(const ra_split *split, const ra_plan *plan,
                             ra_attribution *attribution, ra_share *shares,
                             ra_group_result *groups);

#endif
