/* The keyed stream of audit/stream.h, a block at a time. */
#include "audit/kernels/pack.h"
#include "audit/kernels/variant.h"
#include "audit/philox.h"
#include "audit/stream.h"
#include "models/elementary.h"

/* Words of the state of xoshiro256++, and Philox outputs that a block's states take. */
#define STATE_WORDS 4
#define SEED_WORDS  (STATE_WORDS * RA_LANES / 2)

/* The largest double below one: ((2^53 - 1) + 0.5) 2^-53 would round up to one itself. */
#define LARGEST_UNIFORM 0x1.fffffffffffffp-1

/* Packs of words whose rounds are computed in turn, since each waits for the one before. */
#define SIDE 2

/* Philox outputs of the block from number `first` on, side by side. A 32-bit word is the low half of a
 * 64-bit one; what stands in its upper half does not matter until the end, where each output is put
 * together: its first and its second 64-bit number, low word first. */
static inline void eval_philox(uint64_t seed, uint64_t key, uint64_t block, size_t first,
                               ra_words out[SIDE][2])
{
    static const uint64_t number[SEED_WORDS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const ra_words zero = {0}, half = zero + UINT32_MAX;
    ra_words c0[SIDE], c1[SIDE], c2[SIDE], c3[SIDE], k0 = zero + seed, k1 = k0 >> 32;

    for (size_t p = 0; p < SIDE; p++) {
        memcpy(&c2[p], number + first + p * RA_WIDTH, sizeof c2[p]);
        c2[p] += block << 4;
        c3[p] = c2[p] >> 32;
        c0[p] = zero + key;
        c1[p] = c0[p] >> 32;
    }
    for (int round = 0; round < RA_PHILOX_ROUNDS; round++) {
        for (size_t p = 0; p < SIDE; p++) {
            ra_words p0 = ra_multiply_halves(c0[p], zero + RA_PHILOX_M0);
            ra_words p1 = ra_multiply_halves(c2[p], zero + RA_PHILOX_M1);
            c0[p] = (p1 >> 32) ^ c1[p] ^ k0;
            c2[p] = (p0 >> 32) ^ c3[p] ^ k1;
            c1[p] = p1;
            c3[p] = p0;
        }
        k0 += RA_PHILOX_W0;
        k1 += RA_PHILOX_W1;
    }
    for (size_t p = 0; p < SIDE; p++) {
        out[p][0] = (c0[p] & half) | c1[p] << 32;
        out[p][1] = (c2[p] & half) | c3[p] << 32;
    }
}

/* Packs of a word of the state of all lanes, and of all words. */
#define WORDS (RA_LANES / RA_WIDTH)
#define STATE (STATE_WORDS * WORDS)

/* Gives the lanes of a block their states: word k of lane l is number k * RA_LANES + l of the outputs,
 * each of which is two. */
static inline void seed_lanes(ra_words s[STATE], uint64_t seed, uint64_t key, uint64_t block)
{
    for (size_t w = 0; w < SEED_WORDS; w += SIDE * RA_WIDTH) {
        ra_words out[SIDE][2];
        eval_philox(seed, key, block, w, out);
        for (size_t p = 0; p < SIDE; p++) {
            ra_interleave(out[p], s + 2 * (w / RA_WIDTH + p));
        }
    }
}

#if defined(RA_NEON)
#define ROTATE_LEFT(x, bits)                                                                       \
    ((ra_words)vsriq_n_u64((uint64x2_t)((x) << (bits)), (uint64x2_t)(x), 64 - (bits)))
#else
#define ROTATE_LEFT(x, bits) ((x) << (bits) | (x) >> (64 - (bits)))
#endif

#if RA_WIDTH == RA_LANES
/* All lanes stand in one register, and an instruction converts 64-bit integers: numbers are made
 * and turned into uniform ones in one loop, since the steps wait for each other rather than for
 * work. u = ((x >> 11) + 0.5) 2^-53, rounded once, and less than one. */
static inline void put_uniform(ra_words x, double *u)
{
    const ra_pack scale = (ra_pack){0} + 0x1p-53, half = (ra_pack){0} + 0x1p-54;
    ra_pack whole = __builtin_convertvector(x >> 11, ra_pack);
    ra_pack value = (ra_pack)_mm512_fmadd_pd((__m512d)whole, (__m512d)scale, (__m512d)half);

    value = ra_smaller(value, (ra_pack){0} + LARGEST_UNIFORM);
    memcpy(u, &value, sizeof value);
}

void RA_KERNEL(fill)(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    ra_words s[STATE];

    seed_lanes(s, seed, key, block);
    for (size_t i = 0; i < RA_BLOCK; i += RA_LANES) {
        ra_words sum = s[0] + s[3];
        put_uniform(ROTATE_LEFT(sum, 23) + s[0], u + i);
        ra_words s1 = s[1] ^ s[2] ^ s[0], s2 = s[2] ^ s[0] ^ s[1] << 17, s3 = s[3] ^ s[1];
        s[0] ^= s3;
        s[1] = s1;
        s[2] = s2;
        s[3] = ROTATE_LEFT(s3, 45);
    }
}

#else

/* Turns 64 random bits into u = ((x >> 11) + 0.5) 2^-53, rounded once. Where no instruction converts
 * 64-bit integers, the 52 leading bits become a number from 1 on, and the 53rd is a bit of a number
 * near 2^-12 that is 2^-54 too large already: 1 + 2^-12 is taken from the former, which is exact. */
static inline void put_uniform(ra_words x, double *u)
{
#if defined(RA_NEON)
    ra_pack sum = ra_uniform(x);
#else
    const ra_words zero = {0};
    ra_pack most = ra_pack_of(x >> 12 | (zero + UINT64_C(0x3FF0000000000000)));
    ra_pack rest = ra_pack_of((x & (zero + 0x800)) | (zero + UINT64_C(0x3F30000000000400)));
    ra_pack sum = (most - (1 + 0x1p-12)) + rest;
#endif
    ra_pack_store(u, ra_smaller(sum, (ra_pack){0} + LARGEST_UNIFORM));
}

/* A step of xoshiro256++ 1.0 [blackman2021] in the lanes of a pack. */
static inline void step_pack(ra_words s[STATE_WORDS], double *u)
{
    ra_words sum = s[0] + s[3], t = s[1] << 17;

    put_uniform(ROTATE_LEFT(sum, 23) + s[0], u);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = ROTATE_LEFT(s[3], 45);
}

static inline void get_pack(const ra_words s[STATE], size_t first, ra_words out[STATE_WORDS])
{
    for (size_t k = 0; k < STATE_WORDS; k++) {
        out[k] = s[k * WORDS + first];
    }
}

#if RA_WIDTH == 2 && defined(__x86_64__)
/* A pack of two is so narrow that the units for integers, which rotate in one instruction, do as much as
 * those for packs: of four lanes, two are stepped by each. What the former make waits in `u`, as words,
 * until it has reached the cache, so that a pack of it can be loaded, and becomes numbers then. */
#define WAIT (16 * RA_LANES)

typedef struct {
    uint64_t s[STATE_WORDS];
} lane;

static inline lane get_lane(const ra_words s[STATE], size_t l)
{
    lane out;

    for (size_t k = 0; k < STATE_WORDS; k++) {
        out.s[k] = ra_alone(s[k * WORDS + l / RA_WIDTH][l % RA_WIDTH]);
    }
    return out;
}

static inline uint64_t rotate_left(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static inline uint64_t step_lane(lane *l)
{
    uint64_t out = rotate_left(l->s[0] + l->s[3], 23) + l->s[0], t = l->s[1] << 17;

    l->s[2] ^= l->s[0];
    l->s[3] ^= l->s[1];
    l->s[1] ^= l->s[2];
    l->s[0] ^= l->s[3];
    l->s[2] ^= t;
    l->s[3] = rotate_left(l->s[3], 45);
    return ra_alone(out);
}

/* Four lanes: a pack, and two alone. */
typedef struct {
    ra_words pack[STATE_WORDS];
    lane a, b;
} four;

static inline void step_four(four *l, double *u)
{
    uint64_t x = step_lane(&l->a), y = step_lane(&l->b);

    step_pack(l->pack, u);
    memcpy(u + 2, &x, sizeof x);
    memcpy(u + 3, &y, sizeof y);
}

static inline void finish_pack(double *u)
{
    ra_words waiting;

    memcpy(&waiting, u, sizeof waiting);
    put_uniform(waiting, u);
}

static inline void fill_four(const ra_words s[STATE], size_t first, double *u)
{
    four l = {.a = get_lane(s, first + 2), .b = get_lane(s, first + 3)};

    get_pack(s, first / RA_WIDTH, l.pack);
    for (size_t i = first; i < WAIT; i += RA_LANES) {
        step_four(&l, u + i);
    }
#pragma GCC unroll 2
    for (size_t i = first + WAIT; i < RA_BLOCK; i += RA_LANES) {
        step_four(&l, u + i);
        finish_pack(u + i - WAIT + 2);
    }
    for (size_t i = first + RA_BLOCK - WAIT; i < RA_BLOCK; i += RA_LANES) {
        finish_pack(u + i + 2);
    }
}

void RA_KERNEL(fill)(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    ra_words s[STATE];

    seed_lanes(s, seed, key, block);
    fill_four(s, 0, u);
    fill_four(s, 4, u);
}

#else

/* Lanes stand side by side in the widest registers; two packs of them are in work at a time, which
 * fills the registers of every instruction set, and no more than those. */
#define GROUP 2

static inline void step_lanes(const ra_words s[STATE], size_t first, double *u)
{
    ra_words pack[GROUP][STATE_WORDS];

    for (size_t g = 0; g < GROUP; g++) {
        get_pack(s, first + g, pack[g]);
    }
    for (size_t i = 0; i < RA_BLOCK; i += RA_LANES) {
        for (size_t g = 0; g < GROUP; g++) {
            step_pack(pack[g], u + i + RA_WIDTH * (first + g));
        }
    }
}

void RA_KERNEL(fill)(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    ra_words s[STATE];

    seed_lanes(s, seed, key, block);
    for (size_t w = 0; w < WORDS; w += GROUP) {
        step_lanes(s, w, u);
    }
}
#endif
#endif
