#include "audit/stream.h"

#include <assert.h>
#include <string.h>

/* Constants of Philox4x32 [salmon2011]: the two multipliers, and the increments of the key
 * from round to round (the golden ratio and the square root of three less one, times 2^32). */
#define PHILOX_ROUNDS 10
#define PHILOX_M0     0xD2511F53u
#define PHILOX_M1     0xCD9E8D57u
#define PHILOX_W0     0x9E3779B9u
#define PHILOX_W1     0xBB67AE85u

/* FNV-1a, 64 bits [fnv]. */
#define FNV_BASIS 0xCBF29CE484222325u
#define FNV_PRIME 0x00000100000001B3u

/* Words of the state of xoshiro256++, and Philox outputs that a block's states take. */
#define STATE_WORDS 4
#define SEED_WORDS  (STATE_WORDS * RA_LANES / 2)

/* The largest double below one: ((2^53 - 1) + 0.5) 2^-53 would round up to one itself. */
#define LARGEST_UNIFORM 0x1.fffffffffffffp-1

/* State word k of lane l is s[k][l], so that the loops over the lanes vectorise. */
typedef struct {
    uint64_t s[STATE_WORDS][RA_LANES];
} lanes;

void ra_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];

    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        uint64_t p0 = (uint64_t)PHILOX_M0 * c0;
        uint64_t p1 = (uint64_t)PHILOX_M1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
        k0 += PHILOX_W0;
        k1 += PHILOX_W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

uint64_t ra_stream_key(const char *name)
{
    uint64_t hash = FNV_BASIS;

    for (; *name != '\0'; name++) {
        hash ^= (unsigned char)*name;
        hash *= FNV_PRIME;
    }
    return hash;
}

/* Gives the lanes of a block their states. Every 64-bit number stands with its low word first. */
static void seed_lanes(lanes *state, uint64_t seed, uint64_t key, uint64_t block)
{
    const uint32_t philox_key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};

    for (uint64_t word = 0; word < SEED_WORDS; word++) {
        uint64_t place = block << 4 | word;
        const uint32_t counter[4] = {(uint32_t)key, (uint32_t)(key >> 32), (uint32_t)place,
                                     (uint32_t)(place >> 32)};
        uint32_t out[4];
        ra_philox(counter, philox_key, out);
        for (uint64_t half = 0; half < 2; half++) {
            uint64_t number = 2 * word + half;
            state->s[number / RA_LANES][number % RA_LANES] =
                out[2 * half] | (uint64_t)out[2 * half + 1] << 32;
        }
    }
}

static inline uint64_t rotate_left(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

/* Turns 64 random bits into u = ((x >> 11) + 0.5) 2^-53.
 * The 53-bit integer becomes a double through two halves, each put below the leading bit of a power
 * of two, because no conversion of 64-bit integers vectorises before AVX-512; it is exact. */
static inline double uniform(uint64_t x)
{
    uint64_t low_bits = ((x >> 11) & 0xFFFFFFFFu) | 0x4330000000000000u; /* 2^52 + low half */
    uint64_t high_bits = x >> 43 | 0x4530000000000000u;                  /* 2^84 + 2^32 high half */
    double low, high;
    memcpy(&low, &low_bits, sizeof low);
    memcpy(&high, &high_bits, sizeof high);
    double u = ((high - 0x1.00000001p84) + low + 0.5) * 0x1p-53;
    return u < LARGEST_UNIFORM ? u : LARGEST_UNIFORM;
}

/* One step of xoshiro256++ 1.0 in all lanes [blackman2021]. */
static inline void step_lanes(lanes *restrict state, uint64_t *restrict out)
{
    uint64_t *s0 = state->s[0], *s1 = state->s[1], *s2 = state->s[2], *s3 = state->s[3];

#pragma omp simd
    for (int l = 0; l < RA_LANES; l++) {
        out[l] = rotate_left(s0[l] + s3[l], 23) + s0[l];
        uint64_t t = s1[l] << 17;
        s2[l] ^= s0[l];
        s3[l] ^= s1[l];
        s1[l] ^= s2[l];
        s0[l] ^= s3[l];
        s2[l] ^= t;
        s3[l] = rotate_left(s3[l], 45);
    }
}

void ra_stream_fill(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    lanes state;

    seed_lanes(&state, seed, key, block);
    for (size_t t = 0; t < RA_BLOCK; t += RA_LANES) {
        uint64_t bits[RA_LANES];
        step_lanes(&state, bits);
#pragma omp simd
        for (int l = 0; l < RA_LANES; l++) {
            u[t + (size_t)l] = uniform(bits[l]);
        }
    }
}

double ra_stream_at(uint64_t seed, uint64_t key, uint64_t trial)
{
    lanes state;
    uint64_t bits[RA_LANES];
    uint64_t place = trial % RA_BLOCK;

    seed_lanes(&state, seed, key, trial / RA_BLOCK);
    for (uint64_t step = 0; step <= place / RA_LANES; step++) {
        step_lanes(&state, bits);
    }
    return uniform(bits[place % RA_LANES]);
}
