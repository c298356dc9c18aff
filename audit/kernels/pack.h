/* The widest registers of the variant that is being compiled, as types of GNU C, and the few
 * instructions that compilers do not find by themselves. Elsewhere a pack is one number. */
#ifndef RA_KERNELS_PACK_H
#define RA_KERNELS_PACK_H

#include <stdint.h>
#include <string.h>

#if !defined(__GNUC__) || !(defined(__SSE2__) || defined(__aarch64__))
#define RA_WIDTH 1
#elif defined(__AVX512DQ__)
#define RA_WIDTH 8
#elif defined(__AVX2__)
#define RA_WIDTH 4
#else
#define RA_WIDTH 2
#endif

#if RA_WIDTH == 1
typedef double ra_pack;
typedef uint64_t ra_words;
#else
typedef double ra_pack __attribute__((vector_size(8 * RA_WIDTH)));
typedef uint64_t ra_words __attribute__((vector_size(8 * RA_WIDTH)));
typedef int32_t ra_integers __attribute__((vector_size(8 * RA_WIDTH)));
typedef uint32_t ra_halves __attribute__((vector_size(8 * RA_WIDTH))); /* words of 32 bits */
#endif

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__aarch64__) && RA_WIDTH == 2
#include <arm_neon.h>
#define RA_NEON
#endif

static inline ra_pack ra_pack_load(const double *x)
{
    ra_pack pack;
    memcpy(&pack, x, sizeof pack);
    return pack;
}

static inline void ra_pack_store(double *x, ra_pack pack)
{
#if defined(RA_NEON)
    vst1q_f64(x, (float64x2_t)pack); /* gcc 12 copies memory through registers of integers */
#else
    memcpy(x, &pack, sizeof pack);
#endif
}

/* The bits of the numbers, and back. */
static inline ra_words ra_words_of(ra_pack pack)
{
    ra_words words;
    memcpy(&words, &pack, sizeof words);
    return words;
}

static inline ra_pack ra_pack_of(ra_words words)
{
    ra_pack pack;
    memcpy(&pack, &words, sizeof pack);
    return pack;
}

/* Tails of uniform numbers: u below one half, u - 1 from there on. */
static inline ra_pack ra_tails_of(ra_pack u)
{
#if RA_WIDTH == 8
    __mmask8 upper = _mm512_cmp_pd_mask((__m512d)u, _mm512_set1_pd(0.5), _CMP_GE_OQ);
    return (ra_pack)_mm512_mask_sub_pd((__m512d)u, upper, (__m512d)u, _mm512_set1_pd(1));
#elif RA_WIDTH == 1
    return u < 0.5 ? u : u - 1;
#else
    /* Of 1, the upper half of the bits alone is not 0: it is enough to compare those, as integers, which
     * leaves the units that subtract to the subtraction. */
    const ra_pack one = (ra_pack){0} + 1.0;
    const ra_integers below = (ra_integers){0} + 0x3FDFFFFF;
    return u - ra_pack_of((ra_words)((ra_integers)u > below) & ra_words_of(one));
#endif
}

#if defined(__SSE4_1__) && RA_WIDTH < 8
/* Words whose leading bit is set where the uniform number is one half at least. */
static inline ra_words ra_upper(ra_pack u)
{
    return (ra_words)((ra_integers)u > (ra_integers){0} + 0x3FDFFFFF);
}

/* a where the leading bit is set, b elsewhere. */
static inline ra_pack ra_choose_signs(ra_words bits, ra_pack a, ra_pack b)
{
#if RA_WIDTH == 4
    return (ra_pack)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)bits);
#else
    return (ra_pack)_mm_blendv_pd((__m128d)b, (__m128d)a, (__m128d)bits);
#endif
}

static inline ra_pack ra_root(ra_pack x)
{
#if RA_WIDTH == 4
    return (ra_pack)_mm256_sqrt_pd((__m256d)x);
#else
    return (ra_pack)_mm_sqrt_pd((__m128d)x);
#endif
}
#endif

/* The bits of x that are set in the mask, and all that are set in y. */
static inline ra_pack ra_join(ra_pack x, uint64_t mask, ra_pack y)
{
    const ra_words place = (ra_words){0} + mask;
#if RA_WIDTH == 8
    return (ra_pack)_mm512_ternarylogic_epi64((__m512i)x, (__m512i)place, (__m512i)y, 0xEA);
#else
    return ra_pack_of((ra_words_of(x) & place) | ra_words_of(y));
#endif
}

#if defined(RA_NEON)
/* ((x >> 11) + 0.5) 2^-53, rounded once: the conversion divides by a power of two, exactly. */
static inline ra_pack ra_uniform(ra_words x)
{
    return (ra_pack)vcvtq_n_f64_u64((uint64x2_t)(x >> 11), 53) + 0x1p-54;
}
#endif

/* The 64-bit products of the low halves of the words. */
static inline ra_words ra_multiply_halves(ra_words a, ra_words b)
{
#if RA_WIDTH == 8
    return (ra_words)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif RA_WIDTH == 4
    return (ra_words)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
    return (ra_words)_mm_mul_epu32((__m128i)a, (__m128i)b);
#elif defined(RA_NEON)
    return (ra_words)vmull_u32(vmovn_u64((uint64x2_t)a), vmovn_u64((uint64x2_t)b));
#else
    return (a & UINT32_MAX) * (b & UINT32_MAX);
#endif
}

#if RA_WIDTH > 1
/* Bits of a where those of the mask are set, of b elsewhere. The minimum and maximum of ARM are no help
 * below: where one number is NaN, so are they, or they are the other one, whichever it is. */
static inline ra_pack ra_choose(ra_words mask, ra_pack a, ra_pack b)
{
    return ra_pack_of((mask & ra_words_of(a)) | (~mask & ra_words_of(b)));
}
#endif

#if RA_WIDTH == 2 && defined(__x86_64__)
/* The same number, which stays with the units for integers. */
static inline uint64_t ra_alone(uint64_t x)
{
    __asm__("" : "+r"(x));
    return x;
}
#endif

/* The words of both in turn: the first of each, the second of each, and so on. */
static inline void ra_interleave(const ra_words from[2], ra_words to[2])
{
#if RA_WIDTH == 8
    to[0] = __builtin_shufflevector(from[0], from[1], 0, 8, 1, 9, 2, 10, 3, 11);
    to[1] = __builtin_shufflevector(from[0], from[1], 4, 12, 5, 13, 6, 14, 7, 15);
#elif RA_WIDTH == 4
    to[0] = __builtin_shufflevector(from[0], from[1], 0, 4, 1, 5);
    to[1] = __builtin_shufflevector(from[0], from[1], 2, 6, 3, 7);
#elif RA_WIDTH == 2
    to[0] = __builtin_shufflevector(from[0], from[1], 0, 2);
    to[1] = __builtin_shufflevector(from[0], from[1], 1, 3);
#else
    to[0] = from[0];
    to[1] = from[1];
#endif
}

#if RA_WIDTH > 1
/* The upper halves of the words of a and b: two of a, the two of b that stand beside them, the next two
 * of a, and so on, as the shuffles of AVX have it. */
static inline ra_halves ra_high_halves(ra_words a, ra_words b)
{
#if RA_WIDTH == 8
    return (ra_halves)_mm512_shuffle_ps((__m512)a, (__m512)b, 0xDD);
#elif RA_WIDTH == 4
    return (ra_halves)_mm256_shuffle_ps((__m256)a, (__m256)b, 0xDD);
#else
    return __builtin_shufflevector((ra_halves)a, (ra_halves)b, 1, 3, 5, 7);
#endif
}

/* The words of 16 bits, a - b, but no less than nothing. */
static inline ra_halves ra_subtract_shorts(ra_halves a, ra_halves b)
{
#if RA_WIDTH == 8
    return (ra_halves)_mm512_subs_epu16((__m512i)a, (__m512i)b);
#elif RA_WIDTH == 4
    return (ra_halves)_mm256_subs_epu16((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
    return (ra_halves)_mm_subs_epu16((__m128i)a, (__m128i)b);
#else
    return (ra_halves)vqsubq_u16((uint16x8_t)a, (uint16x8_t)b);
#endif
}

/* The smaller ones of the words of 16 bits with a sign. */
static inline ra_halves ra_smaller_shorts(ra_halves a, ra_halves b)
{
#if RA_WIDTH == 8
    return (ra_halves)_mm512_min_epi16((__m512i)a, (__m512i)b);
#elif RA_WIDTH == 4
    return (ra_halves)_mm256_min_epi16((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
    return (ra_halves)_mm_min_epi16((__m128i)a, (__m128i)b);
#else
    return (ra_halves)vminq_s16((int16x8_t)a, (int16x8_t)b);
#endif
}

/* Of the two words of 16 bits with a sign in each half: low * the lower one + high * the upper one. */
static inline ra_halves ra_weigh_shorts(ra_halves a, uint16_t low, uint16_t high)
{
    const ra_halves weights = (ra_halves){0} + ((uint32_t)high << 16 | low);
#if RA_WIDTH == 8
    return (ra_halves)_mm512_madd_epi16((__m512i)a, (__m512i)weights);
#elif RA_WIDTH == 4
    return (ra_halves)_mm256_madd_epi16((__m256i)a, (__m256i)weights);
#elif defined(__SSE2__)
    return (ra_halves)_mm_madd_epi16((__m128i)a, (__m128i)weights);
#else
    int32x4_t first = vmull_s16(vget_low_s16((int16x8_t)a), vget_low_s16((int16x8_t)weights));
    int32x4_t second = vmull_high_s16((int16x8_t)a, (int16x8_t)weights);
    return (ra_halves)vpaddq_s32(first, second);
#endif
}
#endif

/* a < b ? a : b, and a > b ? a : b, number by number: b where one is NaN. */
static inline ra_pack ra_smaller(ra_pack a, ra_pack b)
{
#if RA_WIDTH == 8
    return (ra_pack)_mm512_min_pd((__m512d)a, (__m512d)b);
#elif RA_WIDTH == 4
    return (ra_pack)_mm256_min_pd((__m256d)a, (__m256d)b);
#elif defined(__SSE2__)
    return (ra_pack)_mm_min_pd((__m128d)a, (__m128d)b);
#elif RA_WIDTH == 1
    return a < b ? a : b;
#else
    return ra_choose((ra_words)(a < b), a, b);
#endif
}

static inline ra_pack ra_larger(ra_pack a, ra_pack b)
{
#if RA_WIDTH == 8
    return (ra_pack)_mm512_max_pd((__m512d)a, (__m512d)b);
#elif RA_WIDTH == 4
    return (ra_pack)_mm256_max_pd((__m256d)a, (__m256d)b);
#elif defined(__SSE2__)
    return (ra_pack)_mm_max_pd((__m128d)a, (__m128d)b);
#elif RA_WIDTH == 1
    return a > b ? a : b;
#else
    return ra_choose((ra_words)(a > b), a, b);
#endif
}

#endif
