/* A block of a digital net (audit/points.h). */
#include "audit/kernels/variant.h"
#include "audit/stream.h"
#include "models/elementary.h"

/* Of the bits of the index inside a block, the low ones choose the lane, the others the step. */
#define LANE_BITS  3
#define INNER_BITS 10
#define STEPS      (RA_BLOCK / RA_LANES)

/* Digits are made and then turned into numbers in pieces, in two loops that vectorise. */
#define PIECE 256

/* The largest double below one: ((2^53 - 1) + 0.5) 2^-53 would round up to one itself. */
#define LARGEST_UNIFORM 0x1.fffffffffffffp-1

/* u = (digits + 0.5) 2^-53, rounded once. Where no instruction converts 64-bit integers, the digits stand
 * at the front of a word, which becomes a number as in fill.c. */
#if defined(__AVX512DQ__) || defined(__aarch64__)
#define BEHIND 0
static inline double number_of(uint64_t digits)
{
    return ((double)digits + 0.5) * 0x1p-53;
}
#else
#define BEHIND 11
static inline double number_of(uint64_t word)
{
    double most = ra_from_bits(word >> 12 | UINT64_C(0x3FF0000000000000));
    double rest = ra_from_bits((word & 0x800) | UINT64_C(0x3F30000000000400));
    return (most - (1 + 0x1p-12)) + rest;
}
#endif

static inline double uniform(uint64_t digits)
{
    double u = number_of(digits);
    return u < LARGEST_UNIFORM ? u : LARGEST_UNIFORM;
}

/* The sums of all choices of v[0..bits), that of choice i in sums[i]; sums[0] is given. */
static void add_choices(const uint64_t *v, uint32_t bits, uint64_t *sums)
{
    for (uint32_t k = 0; k < bits; k++) {
        size_t half = (size_t)1 << k;
        for (size_t i = 0; i < half; i++) {
            sums[half + i] = sums[i] ^ v[k] << BEHIND;
        }
    }
}

/* Point 8 s + l is the start, what the low bits add and what the high bits add: the lanes stay in a
 * register, and no step waits for another. */
void RA_KERNEL(net)(uint64_t start, const uint64_t v[INNER_BITS], double *u)
{
    uint64_t lane[RA_LANES] = {start << BEHIND}, step[STEPS] = {0}, digits[PIECE];

    add_choices(v, LANE_BITS, lane);
    add_choices(v + LANE_BITS, INNER_BITS - LANE_BITS, step);
    for (size_t first = 0; first < RA_BLOCK; first += PIECE) {
        for (size_t s = 0; s < PIECE / RA_LANES; s++) {
            for (size_t l = 0; l < RA_LANES; l++) {
                digits[s * RA_LANES + l] = lane[l] ^ step[first / RA_LANES + s];
            }
        }
        RA_INDEPENDENT
        for (size_t i = 0; i < PIECE; i++) {
            u[first + i] = uniform(digits[i]);
        }
    }
}
