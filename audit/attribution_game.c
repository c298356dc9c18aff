/* The headline as a function of a set of corrections, over columns of trials. */
#include <math.h>

#include "audit/attribution.h"
#include "audit/layout.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Marks the assumptions that the steps of either side read. */
static void mark_read(const ra_claim *claim, bool *read)
{
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_quantity *step = &claim->quantities[q];
        for (int side = 0; side < RA_SIDES && step->kind == RA_STEP; side++) {
            const ra_expr *formula = step->formula[side];
            for (uint32_t i = 0; formula != NULL && i < formula->name_count; i++) {
                uint32_t bound = step->bind[side][i];
                read[bound] = claim->quantities[bound].kind == RA_ASSUMPTION;
            }
        }
    }
}

/* Makes the program that draws and derives the audited value of everything that steps read. */
static ra_status open_values(ra_game *game, const bool *read, const ra_draws *from, uint64_t seed)
{
    const ra_claim *claim = game->claim;
    ra_status status = ra_model_open(&game->model, claim);

    for (uint32_t q = 0; q < claim->quantity_count && status == RA_OK; q++) {
        game->output[q] =
            read[q] ? ra_program_output(game->model.program, game->model.side[RA_AUDITED][q])
                    : RA_NO_OUTPUT;
    }
    if (status == RA_OK) {
        status = ra_program_seal(game->model.program);
    }
    for (uint32_t q = 0; q < claim->quantity_count && status == RA_OK; q++) {
        if (read[q] && ra_program_constant(game->model.program, game->output[q], NULL)) {
            game->output[q] = RA_NO_OUTPUT;
        }
        bool varies = game->output[q] != RA_NO_OUTPUT;
        game->player_varies = game->player_varies || (varies && claim->quantities[q].changed);
        game->rest_varies = game->rest_varies || (varies && !claim->quantities[q].changed);
    }
    if (status != RA_OK) {
        return status;
    }
    return from != NULL ? ra_draws_share(&game->draws, from, &game->model)
                        : ra_draws_open(&game->draws, &game->model, seed, RA_SAMPLING_RANDOM,
                                        1, NULL);
}

/* The point estimate of an assumption: that of the other side where this one has none. */
static double point_of(const ra_quantity *quantity, int side)
{
    const ra_figure *figure = &quantity->figure[side];

    if (figure->kind == RA_FIGURE_NONE) {
        figure = &quantity->figure[RA_SIDES - 1 - side];
    }
    return figure->kind != RA_FIGURE_NONE ? figure->value * figure->factor : (double)NAN;
}

/* An input of the chain is whatever differs between sets or between trials. */
static bool is_input(const ra_game *game, uint32_t q)
{
    return game->claim->quantities[q].changed || game->output[q] != RA_NO_OUTPUT;
}

/* Lays out a column of the point value for every input on either side; a corrected method is 0 as
 * published and 1 as audited. */
static ra_status open_still(ra_game *game)
{
    const ra_claim *claim = game->claim;
    size_t count = 0;

    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        count += is_input(game, q) ? RA_SIDES : 0;
    }
    game->columns = ra_calloc(count * RA_BLOCK, sizeof *game->columns);
    if (game->columns == NULL) {
        return RA_NOMEM;
    }
    double *column = game->columns;
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_quantity *quantity = &claim->quantities[q];
        for (int side = 0; side < RA_SIDES && is_input(game, q); side++) {
            /* What was not corrected is audited in every set. */
            int own = quantity->changed ? side : RA_AUDITED;
            double value = quantity->kind == RA_STEP ? side : point_of(quantity, own);
            for (size_t t = 0; t < RA_BLOCK; t++) {
                column[t] = value;
            }
            game->still[side][q] = column;
            column += RA_BLOCK;
        }
    }
    return RA_OK;
}

/* The formula of a step on one side over the terms of what it reads; without one, the figure that
 * was printed for it. */
static ra_term side_term(ra_game *game, uint32_t q, int side, const ra_term *terms)
{
    const ra_quantity *step = &game->claim->quantities[q];
    const ra_expr *formula = step->formula[side];

    if (formula == NULL) {
        return ra_program_number(game->chain, point_of(step, RA_PUBLISHED));
    }
    for (uint32_t i = 0; i < formula->name_count; i++) {
        game->model.names[i] = terms[step->bind[side][i]];
    }
    return ra_program_expr(game->chain, formula, game->model.names);
}

static ra_term term_of(ra_game *game, uint32_t q, const ra_term *terms)
{
    const ra_quantity *quantity = &game->claim->quantities[q];

    if (quantity->kind != RA_STEP) {
        return is_input(game, q) ? ra_program_input(game->chain, q)
                                 : ra_program_number(game->chain, point_of(quantity, RA_AUDITED));
    }
    if (!quantity->changed) {
        return side_term(game, q, RA_AUDITED, terms);
    }
    ra_term audited = side_term(game, q, RA_AUDITED, terms);
    ra_term published = side_term(game, q, RA_PUBLISHED, terms);
    return ra_program_apply(game->chain, ra_op_find("if"), ra_program_input(game->chain, q),
                            audited, published);
}

static ra_status open_chain(ra_game *game)
{
    const ra_claim *claim = game->claim;
    ra_term *terms = ra_calloc(claim->quantity_count, sizeof *terms);
    ra_status status = terms != NULL ? ra_program_new(&game->chain) : RA_NOMEM;

    if (status == RA_OK) {
        for (uint32_t i = 0; i < claim->quantity_count; i++) {
            terms[claim->order[i]] = term_of(game, claim->order[i], terms);
        }
        ra_term factor = ra_program_number(game->chain, claim->result_factor);
        ra_term headline =
            ra_program_apply(game->chain, RA_OP_MULTIPLY, terms[claim->result], factor, 0);
        ra_term logarithm = ra_program_apply(game->chain, ra_op_find("log"), headline, 0, 0);
        game->plain = ra_program_output(game->chain, headline);
        game->logarithm = ra_program_output(game->chain, logarithm);
        status = ra_program_seal(game->chain);
    }
    ra_free(terms);
    return status;
}

ra_status ra_game_open(ra_game *game, const ra_claim *claim, const ra_draws *from, uint64_t seed)
{
    size_t count = claim->quantity_count;
    bool *read = ra_calloc(count, sizeof *read);

    *game = (ra_game){.claim = claim, .players = claim->changed_count};
    game->output = ra_calloc(count, sizeof *game->output);
    game->still[RA_PUBLISHED] = ra_calloc(count, sizeof *game->still[RA_PUBLISHED]);
    game->still[RA_AUDITED] = ra_calloc(count, sizeof *game->still[RA_AUDITED]);
    ra_status status = RA_NOMEM;
    if (read != NULL && game->output != NULL && game->still[RA_PUBLISHED] != NULL &&
        game->still[RA_AUDITED] != NULL) {
        mark_read(claim, read);
        status = open_values(game, read, from, seed);
    }
    if (status == RA_OK) {
        status = open_still(game);
    }
    if (status == RA_OK) {
        status = open_chain(game);
    }
    ra_free(read);
    return status;
}

void ra_game_free(ra_game *game)
{
    ra_draws_free(&game->draws);
    ra_model_free(&game->model);
    ra_program_free(game->chain);
    ra_free(game->output);
    ra_free(game->still[RA_PUBLISHED]);
    ra_free(game->still[RA_AUDITED]);
    ra_free(game->columns);
    *game = (ra_game){0};
}
