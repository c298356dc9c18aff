/* Random orders of the players. */
#include "audit/attribution.h"
#include "audit/stream.h"
#include "models/text.h"

/* The numbers of a stream, one after the other. */
typedef struct {
    uint64_t seed, key, block;
    size_t used;
    double u[RA_BLOCK];
} reader;

static double next(reader *numbers)
{
    if (numbers->used == RA_BLOCK) {
        ra_stream_fill(numbers->seed, numbers->key, numbers->block++, numbers->u);
        numbers->used = 0;
    }
    return numbers->u[numbers->used++];
}

/* Every order with the same probability [durstenfeld1964]. */
static void shuffle(uint16_t *order, uint32_t players, reader *numbers)
{
    for (uint32_t i = 0; i < players; i++) {
        order[i] = (uint16_t)i;
    }
    for (uint32_t i = players; i > 1; i--) {
        uint32_t j = (uint32_t)(next(numbers) * i);
        uint16_t moved = order[i - 1];
        order[i - 1] = order[j];
        order[j] = moved;
    }
}

ra_status ra_orders_draw(uint16_t *orders, uint32_t players, uint32_t count, uint64_t seed,
                         const char *claim)
{
    reader numbers = {.seed = seed, .used = RA_BLOCK};
    ra_text name = {0};

    ra_text_format(&name, "%s/attribution", claim);
    if (name.failed) {
        ra_text_free(&name);
        return RA_NOMEM;
    }
    numbers.key = ra_stream_key(name.data);
    ra_text_free(&name);
    for (uint32_t r = 0; r < count; r++) {
        uint16_t *order = orders + (size_t)r * players;
        if (r % 2 == 0) {
            shuffle(order, players, &numbers);
            continue;
        }
        const uint16_t *before = order - players;
        for (uint32_t i = 0; i < players; i++) {
            order[i] = before[players - 1 - i];
        }
    }
    return RA_OK;
}
