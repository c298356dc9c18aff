/* The keyed stream as a generator of GSL. */
#include "audit/stream.h"

/* GSL copies the state as bytes when it clones a generator, so the state holds no pointer. */
typedef struct {
    uint64_t seed, key, block;
    size_t next; /* number of u that is given out next */
    double u[RA_BLOCK];
} stream_state;

static void start(stream_state *state, uint64_t seed, uint64_t key)
{
    state->seed = seed;
    state->key = key;
    state->block = 0;
    state->next = 0;
    ra_stream_fill(seed, key, 0, state->u);
}

static void set(void *memory, unsigned long seed)
{
    start(memory, seed, ra_stream_key("gsl"));
}

static double get_double(void *memory)
{
    stream_state *state = memory;

    if (state->next == RA_BLOCK) {
        state->block++;
        state->next = 0;
        ra_stream_fill(state->seed, state->key, state->block, state->u);
    }
    return state->u[state->next++];
}

/* The upper 32 bits of the number; u < 1, so the product stays below 2^32. */
static unsigned long get(void *memory)
{
    return (unsigned long)(get_double(memory) * 0x1p32);
}

static const gsl_rng_type stream_type = {
    .name = "reaudit",
    .max = 0xFFFFFFFFu,
    .min = 0,
    .size = sizeof(stream_state),
    .set = set,
    .get = get,
    .get_double = get_double,
};

const gsl_rng_type *const ra_stream_rng = &stream_type;

void ra_stream_use(gsl_rng *rng, uint64_t seed, const char *name)
{
    start(gsl_rng_state(rng), seed, ra_stream_key(name));
}
