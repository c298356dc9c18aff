/* What one thread owns to evaluate the chain for sets of corrections. */
#include <string.h>

#include "audit/attribution.h"
#include "audit/layout.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Takes the columns of the point values. */
static void rest(ra_seat *seat)
{
    const ra_game *game = seat->game;
    size_t size = game->claim->quantity_count * sizeof *seat->side[0];

    for (int side = 0; side < RA_SIDES; side++) {
        memcpy(seat->side[side], game->still[side], size);
    }
    memcpy(seat->inputs, game->still[RA_PUBLISHED], size);
    seat->n = 1;
    seat->block = UINT64_MAX;
}

ra_status ra_seat_open(ra_seat *seat, const ra_game *game)
{
    size_t count = game->claim->quantity_count;

    *seat = (ra_seat){.game = game};
    seat->side[RA_PUBLISHED] = ra_calloc(count, sizeof *seat->side[RA_PUBLISHED]);
    seat->side[RA_AUDITED] = ra_calloc(count, sizeof *seat->side[RA_AUDITED]);
    seat->inputs = ra_calloc(count, sizeof *seat->inputs);
    seat->chosen = ra_calloc(game->players, sizeof *seat->chosen);
    seat->scratch = ra_alloc(ra_program_scratch(game->chain));
    seat->draw_scratch = ra_alloc(ra_program_scratch(game->model.program));
    seat->room = ra_alloc(ra_draws_room(&game->draws) * sizeof *seat->room);
    seat->flat = ra_alloc(RA_BLOCK * sizeof *seat->flat);
    seat->draws = ra_calloc(game->model.input_count, sizeof *seat->draws);
    seat->values = ra_calloc(ra_program_outputs(game->model.program), sizeof *seat->values);
    if (seat->side[RA_PUBLISHED] == NULL || seat->side[RA_AUDITED] == NULL ||
        seat->inputs == NULL || seat->chosen == NULL || seat->scratch == NULL ||
        seat->draw_scratch == NULL || seat->room == NULL || seat->flat == NULL ||
        seat->draws == NULL || seat->values == NULL) {
        return RA_NOMEM;
    }
    rest(seat);
    return RA_OK;
}

void ra_seat_free(ra_seat *seat)
{
    ra_free(seat->side[RA_PUBLISHED]);
    ra_free(seat->side[RA_AUDITED]);
    ra_free(seat->inputs);
    ra_free(seat->chosen);
    ra_free(seat->scratch);
    ra_free(seat->draw_scratch);
    ra_free(seat->room);
    ra_free(seat->flat);
    ra_free(seat->draws);
    ra_free(seat->values);
    *seat = (ra_seat){0};
}

void ra_seat_draw(ra_seat *seat, uint64_t block, size_t first, size_t n)
{
    const ra_game *game = seat->game;

    if (seat->block != block) {
        ra_draws_fill(&game->draws, block, RA_BLOCK, seat->room, seat->draws);
        ra_program_run(game->model.program, seat->draws, RA_BLOCK, seat->draw_scratch,
                       seat->values);
        seat->block = block;
    }
    for (uint32_t q = 0; q < game->claim->quantity_count; q++) {
        if (game->output[q] == RA_NO_OUTPUT) {
            continue;
        }
        seat->side[RA_AUDITED][q] = seat->values[game->output[q]] + first;
        if (!game->claim->quantities[q].changed) {
            seat->side[RA_PUBLISHED][q] = seat->inputs[q] = seat->side[RA_AUDITED][q];
        }
    }
    seat->n = n;
}

const double *ra_seat_eval(ra_seat *seat, ra_attribution_basis basis)
{
    const ra_game *game = seat->game;
    uint32_t wanted = basis == RA_BASIS_LOG ? game->logarithm : game->plain;
    const double *outputs[2] = {NULL, NULL};
    double constant;

    for (uint32_t k = 0; k < game->players; k++) {
        uint32_t q = game->claim->changed[k];
        seat->inputs[q] = seat->side[seat->chosen[k] != 0 ? RA_AUDITED : RA_PUBLISHED][q];
    }
    if (ra_program_constant(game->chain, wanted, &constant)) {
        for (size_t t = 0; t < seat->n; t++) {
            seat->flat[t] = constant;
        }
        return seat->flat;
    }
    ra_program_run(game->chain, seat->inputs, seat->n, seat->scratch, outputs);
    return outputs[wanted];
}
