/* The keyed stream of audit/stream.h, a block at a time. */
#include "audit/kernels/variant.h"
#include "audit/philox.h"
#include "audit/stream.h"
#include "models/elementary.h"

/* Words of the state of xoshiro256++, and Philox outputs that a block's states take. */
#define STATE_WORDS 4
#define SEED_WORDS  (STATE_WORDS * RA_LANES / 2)

/* The largest double below one: ((2^53 - 1) + 0.5) 2^-53 would round up to one itself. */
#define LARGEST_UNIFORM 0x1.fffffffffffffp-1

#if defined(__AVX512DQ__)
#define SEEDS_SIDE_BY_SIDE
#endif

/* Gives the lanes of a block their states: word k of lane l is s[k][l]. Every 64-bit number stands
 * with its low word first. */
#if defined(SEEDS_SIDE_BY_SIDE)
/* All Philox outputs of the block at once, each 32-bit word in the low half of a 64-bit one. */
static void seed_lanes(uint64_t s[STATE_WORDS][RA_LANES], uint64_t seed, uint64_t key,
                       uint64_t block)
{
    const uint64_t half = UINT32_MAX;
    uint64_t c0[SEED_WORDS], c1[SEED_WORDS], c2[SEED_WORDS], c3[SEED_WORDS];
    uint64_t k0 = seed & half, k1 = seed >> 32;

    for (size_t w = 0; w < SEED_WORDS; w++) {
        uint64_t place = block << 4 | w;
        c0[w] = key & half;
        c1[w] = key >> 32;
        c2[w] = place & half;
        c3[w] = place >> 32;
    }
    for (int round = 0; round < RA_PHILOX_ROUNDS; round++) {
        RA_INDEPENDENT
        for (size_t w = 0; w < SEED_WORDS; w++) {
            uint64_t p0 = RA_PHILOX_M0 * c0[w], p1 = RA_PHILOX_M1 * c2[w];
            c0[w] = (p1 >> 32) ^ c1[w] ^ k0;
            c2[w] = (p0 >> 32) ^ c3[w] ^ k1;
            c1[w] = p1 & half;
            c3[w] = p0 & half;
        }
        k0 = (k0 + RA_PHILOX_W0) & half;
        k1 = (k1 + RA_PHILOX_W1) & half;
    }
    for (size_t w = 0; w < SEED_WORDS; w++) {
        size_t number = 2 * w;
        s[number / RA_LANES][number % RA_LANES] = c0[w] | c1[w] << 32;
        s[number / RA_LANES][number % RA_LANES + 1] = c2[w] | c3[w] << 32;
    }
}
#else
static void seed_lanes(uint64_t s[STATE_WORDS][RA_LANES], uint64_t seed, uint64_t key,
                       uint64_t block)
{
    const uint32_t philox_key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};

    for (uint64_t w = 0; w < SEED_WORDS; w++) {
        uint64_t place = block << 4 | w;
        const uint32_t counter[4] = {(uint32_t)key, (uint32_t)(key >> 32), (uint32_t)place,
                                     (uint32_t)(place >> 32)};
        uint32_t out[4];
        ra_philox_eval(counter, philox_key, out);
        for (size_t half = 0; half < 2; half++) {
            size_t number = 2 * w + half;
            s[number / RA_LANES][number % RA_LANES] = out[2 * half] | (uint64_t)out[2 * half + 1]
                                                                          << 32;
        }
    }
}
#endif

#define ROTATE_LEFT(x, bits) ((x) << (bits) | (x) >> (64 - (bits)))

#if defined(__GNUC__) && defined(__AVX512DQ__)
/* All lanes stand in one register, and an instruction converts 64-bit integers: numbers are made
 * and turned into uniform ones in one loop, since the steps wait for each other rather than for
 * work. */
typedef uint64_t word __attribute__((vector_size(8 * RA_LANES)));
typedef double real __attribute__((vector_size(8 * RA_LANES)));

/* u = ((x >> 11) + 0.5) 2^-53; from the bits of one, which only the largest x gives, those of the
 * number below it are made: one alone has bit 62 set once its exponent is raised. */
static inline word uniform(word x)
{
    real u = (__builtin_convertvector(x >> 11, real) + 0.5) * 0x1p-53;
    word bits = (word)u;
    return bits - ((bits + (UINT64_C(1) << 52)) >> 62);
}

void RA_KERNEL(fill)(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    uint64_t state[STATE_WORDS][RA_LANES];
    word s[STATE_WORDS];

    seed_lanes(state, seed, key, block);
    memcpy(s, state, sizeof s);
    for (size_t i = 0; i < RA_BLOCK; i += RA_LANES) {
        word sum = s[0] + s[3];
        word value = uniform(ROTATE_LEFT(sum, 23) + s[0]);
        memcpy(u + i, &value, sizeof value);
        word t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = ROTATE_LEFT(s[3], 45);
    }
}

#else

/* Turns 64 random bits into u = ((x >> 11) + 0.5) 2^-53. The 53 bits become a double through two
 * halves, each put below the leading bit of a power of two, because no instruction converts 64-bit
 * integers; it is exact. */
static inline double uniform(uint64_t x)
{
    double low = ra_from_bits(((x >> 11) & 0xFFFFFFFFu) | 0x4330000000000000u); /* 2^52 + ... */
    double high = ra_from_bits(x >> 43 | 0x4530000000000000u); /* 2^84 + 2^32 high half */
    double u = ((high - 0x1.00000001p84) + low + 0.5) * 0x1p-53;
    return u < LARGEST_UNIFORM ? u : LARGEST_UNIFORM;
}
/* Lanes stand side by side in the widest registers; two words of them are in work at a time, which
 * fills the registers of every instruction set, and no more than those. */
#if !defined(__GNUC__)
#define WIDTH 1
typedef uint64_t word;
#else
#if defined(__AVX2__)
#define WIDTH 4
#else
#define WIDTH 2
#endif
typedef uint64_t word __attribute__((vector_size(8 * WIDTH)));
#endif
#define WORDS (RA_LANES / WIDTH)
#define GROUP 2

/* Numbers are made and then turned into uniform ones in pieces. */
#define PIECE 256

/* Steps of xoshiro256++ 1.0 [blackman2021] in GROUP words of lanes. */
static inline void step_lanes(word s[STATE_WORDS][WORDS], size_t first, uint64_t *bits, size_t n)
{
    word s0[GROUP], s1[GROUP], s2[GROUP], s3[GROUP];

    for (size_t g = 0; g < GROUP; g++) {
        s0[g] = s[0][first + g];
        s1[g] = s[1][first + g];
        s2[g] = s[2][first + g];
        s3[g] = s[3][first + g];
    }
    for (size_t i = 0; i < n; i += RA_LANES) {
        for (size_t g = 0; g < GROUP; g++) {
            word sum = s0[g] + s3[g], out = ROTATE_LEFT(sum, 23) + s0[g], t = s1[g] << 17;
            memcpy(bits + i + WIDTH * (first + g), &out, sizeof out);
            s2[g] ^= s0[g];
            s3[g] ^= s1[g];
            s1[g] ^= s2[g];
            s0[g] ^= s3[g];
            s2[g] ^= t;
            s3[g] = ROTATE_LEFT(s3[g], 45);
        }
    }
    for (size_t g = 0; g < GROUP; g++) {
        s[0][first + g] = s0[g];
        s[1][first + g] = s1[g];
        s[2][first + g] = s2[g];
        s[3][first + g] = s3[g];
    }
}

void RA_KERNEL(fill)(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    uint64_t state[STATE_WORDS][RA_LANES], bits[PIECE];
    word s[STATE_WORDS][WORDS];

    seed_lanes(state, seed, key, block);
    memcpy(s, state, sizeof s);
    for (size_t start = 0; start < RA_BLOCK; start += PIECE) {
        for (size_t w = 0; w < WORDS; w += GROUP) {
            step_lanes(s, w, bits, PIECE);
        }
        for (size_t i = 0; i < PIECE; i++) {
            u[start + i] = uniform(bits[i]);
        }
    }
}
#endif
