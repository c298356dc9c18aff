/* The chain as one loop written by hand for it, what the machine can do: usage:
 *
 *     fused_chain TRIALS SEED THREADS
 *
 * Blocks of 1,024 trials; for one factor after the other numbers of xoshiro256++ in eight lanes, its law
 * (a cubic table, or a closed form), the product, its sum and its bin in one loop of AVX-512, then the
 * counting. No standard deviation, no factor between two sides, no formula that could be another one, and
 * numbers that change with the number of threads. Prints mean, p5, p50, p95 of the ten products, and the
 * seconds that they took. */
#define _GNU_SOURCE
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <immintrin.h>

#include "tests/bench/clock.h"

enum {
    FACTORS = 10,
    LANES = 8,
    CELLS = 64,           /* of an octave of the tail */
    OCTAVES = 16,         /* the last one stands for everything below 2^-16 */
    TAIL = CELLS * OCTAVES,
    FIRST_OCTAVE = 1023 - 32,
    BINS = 64 * 1024, /* from 2^-32 to 2^32; beyond, which does not happen, they begin anew */
    BLOCK = 1024,         /* trials */
};

typedef enum { LOGNORMAL, UNIFORM, TRIANGULAR, NORMAL } law_kind;
typedef struct {
    law_kind kind;
    double a, b, c;
} law;

static const law laws[FACTORS] = {
    {LOGNORMAL, 80, 120, 0},        {LOGNORMAL, 0.5, 2, 0},   {UNIFORM, 0.8, 1.2, 0},
    {LOGNORMAL, 3, 12, 0},          {TRIANGULAR, 0.5, 0.7, 0.95}, {LOGNORMAL, 0.9, 1.1, 0},
    {NORMAL, 1, 0.4, 0},            {LOGNORMAL, 10, 40, 0},   {UNIFORM, 0.25, 0.35, 0},
    {LOGNORMAL, 0.02, 0.05, 0},
};

typedef double pack __attribute__((vector_size(8 * LANES)));
typedef uint64_t words __attribute__((vector_size(8 * LANES)));

/* x = c0 + t (c1 + t (c2 + t c3)) in a cell of the tail; lower tail, then upper one. */
typedef struct {
    double c[2][TAIL][4];
} table;

static table tables[FACTORS] __attribute__((aligned(64)));

/* The value of a law at a tail probability; `upper` says which tail. */
static double value_at(const law *l, double p, int upper)
{
    if (l->kind == LOGNORMAL) {
        double z = upper ? gsl_cdf_ugaussian_Qinv(p) : gsl_cdf_ugaussian_Pinv(p);
        return sqrt(l->a * l->b) * exp(log(l->b / l->a) / 2 / gsl_cdf_ugaussian_Pinv(0.95) * z);
    }
    /* Truncated below 0: of the whole law's probability, `kept` lies above. */
    double kept = gsl_cdf_ugaussian_Q(-l->a / l->b);
    double above = upper ? p * kept : (1 - p) * kept;
    return l->a + l->b * gsl_cdf_ugaussian_Qinv(above);
}

/* The cubic through four points of a cell. */
static void fit(const law *l, double low, double width, int upper, double c[4])
{
    double y[4];

    for (int i = 0; i < 4; i++)
        y[i] = value_at(l, low + width * i / 3, upper);
    c[0] = y[0];
    c[1] = (-11 * y[0] + 18 * y[1] - 9 * y[2] + 2 * y[3]) / 2;
    c[2] = 9 * (2 * y[0] - 5 * y[1] + 4 * y[2] - y[3]) / 2;
    c[3] = 9 * (-y[0] + 3 * y[1] - 3 * y[2] + y[3]) / 2;
}

static void make_table(const law *l, table *out)
{
    for (int upper = 0; upper < 2; upper++)
        for (int cell = 0; cell < TAIL; cell++) {
            double octave = ldexp(1, cell / CELLS - OCTAVES - 1);
            double low = octave * (1 + (double)(cell % CELLS) / CELLS), width = octave / CELLS;
            fit(l, low, width, upper, out->c[upper][cell]);
        }
}

typedef struct {
    words s[4];
} lanes;

static uint64_t splitmix(uint64_t *x)
{
    uint64_t z = *x += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static inline words rotate(words x, int k)
{
    return x << k | x >> (64 - k);
}

static inline words next(lanes *own)
{
    words *s = own->s, out = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return out;
}

/* In (0, 1): 52 bits and a half. */
static inline pack uniform(lanes *own)
{
    words bits = next(own) >> 12 | UINT64_C(1023) << 52;

    return (pack)bits - (1 - 0x1p-53);
}

/* A table at eight numbers: cells by the leading bits of the tail. */
static inline pack from_table(const table *of, pack u)
{
    const words least = (words){0} + ((uint64_t)(1023 - OCTAVES - 1) << 52);
    __mmask8 upper = _mm512_cmp_pd_mask((__m512d)u, _mm512_set1_pd(0.5), _CMP_GE_OQ);
    words tail = (words)_mm512_mask_sub_pd((__m512d)u, upper, _mm512_set1_pd(1), (__m512d)u);
    words bits = (words)_mm512_max_epu64((__m512i)tail, (__m512i)least);
    words cell = (bits - least) >> 46;
    words place = (bits << 6 & UINT64_C(0xfffffffffffff)) | UINT64_C(1023) << 52;
    pack t = (pack)place - 1;

    cell = (words)_mm512_mask_add_epi64((__m512i)cell, upper, (__m512i)cell, _mm512_set1_epi64(TAIL));
    uint32_t at[LANES];
    _mm256_storeu_si256((__m256i *)at, _mm512_cvtepi64_epi32((__m512i)cell));
    const double(*rows)[4] = (const double(*)[4])of->c;
#define ROWS(i, j)                                                                                 \
    _mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_load_pd(rows[at[i]])),                        \
                       _mm256_load_pd(rows[at[j]]), 1)
    __m512d r0 = ROWS(0, 4), r1 = ROWS(1, 5), r2 = ROWS(2, 6), r3 = ROWS(3, 7);
    __m512d a = _mm512_unpacklo_pd(r0, r1), b = _mm512_unpackhi_pd(r0, r1);
    __m512d c = _mm512_unpacklo_pd(r2, r3), d = _mm512_unpackhi_pd(r2, r3);
    const __m512i even = _mm512_set_epi64(13, 12, 5, 4, 9, 8, 1, 0);
    const __m512i odd = _mm512_set_epi64(15, 14, 7, 6, 11, 10, 3, 2);
    pack c0 = (pack)_mm512_permutex2var_pd(a, even, c), c2 = (pack)_mm512_permutex2var_pd(a, odd, c);
    pack c1 = (pack)_mm512_permutex2var_pd(b, even, d), c3 = (pack)_mm512_permutex2var_pd(b, odd, d);
    return c0 + t * (c1 + t * (c2 + t * c3));
}

static inline pack triangular(const law *l, pack u)
{
    double range = l->c - l->a, cut = (l->b - l->a) / range;
    pack left = u * (range * (l->b - l->a)), right = (1 - u) * (range * (l->c - l->b));
    __mmask8 above = _mm512_cmp_pd_mask((__m512d)u, _mm512_set1_pd(cut), _CMP_GT_OQ);
    pack root = (pack)_mm512_sqrt_pd(_mm512_mask_mov_pd((__m512d)left, above, (__m512d)right));
    pack low = l->a + root, high = l->c - root;

    return (pack)_mm512_mask_mov_pd((__m512d)low, above, (__m512d)high);
}

static inline pack draw(int k, pack u)
{
    const law *l = &laws[k];

    if (l->kind == UNIFORM)
        return l->a + (l->b - l->a) * u;
    return l->kind == TRIANGULAR ? triangular(l, u) : from_table(&tables[k], u);
}

typedef struct {
    uint32_t bins[FACTORS][BINS];
    double sum[FACTORS];
} tally;

/* One factor of a block: `y` becomes the product with it. */
static inline void multiply(int k, lanes *stream, double *y, uint32_t *bins, pack *sum)
{
    for (int i = 0; i < BLOCK; i += LANES) {
        pack product = draw(k, uniform(stream)) * (pack)_mm512_load_pd(y + i);
        words bin = ((words)product >> 42) - ((uint64_t)FIRST_OCTAVE << 10);
        _mm512_store_pd(y + i, (__m512d)product);
        _mm256_store_si256((__m256i *)(bins + i), _mm512_cvtepi64_epi32((__m512i)bin));
        *sum += product;
    }
}

static void run(tally *own, lanes *stream, uint64_t blocks)
{
    _Alignas(64) double y[BLOCK];
    _Alignas(64) uint32_t bins[BLOCK];
    pack sum[FACTORS];

    memset(sum, 0, sizeof sum);
    for (uint64_t b = 0; b < blocks; b++) {
        for (int i = 0; i < BLOCK; i++)
            y[i] = 1;
#pragma GCC unroll 10
        for (int k = 0; k < FACTORS; k++) {
            multiply(k, stream, y, bins, &sum[k]);
            for (int i = 0; i < BLOCK; i++)
                own->bins[k][bins[i] % BINS]++;
        }
    }
    for (int k = 0; k < FACTORS; k++)
        for (int l = 0; l < LANES; l++)
            own->sum[k] += sum[k][l];
}

static double quantile(const uint64_t *bins, double trials, double p)
{
    double rank = p * trials, before = 0;

    for (int b = 0; b < BINS; b++) {
        if (before + (double)bins[b] >= rank) {
            double low = ldexp(1 + (b % 1024) / 1024.0, FIRST_OCTAVE - 1023 + b / 1024);
            double width = ldexp(1 / 1024.0, FIRST_OCTAVE - 1023 + b / 1024);
            return low + width * (rank - before) / (double)bins[b];
        }
        before += (double)bins[b];
    }
    return NAN;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    uint64_t trials = (uint64_t)strtoull(argv[1], NULL, 10), seed = strtoull(argv[2], NULL, 10);
    int threads = atoi(argv[3]);
    double start = clock_seconds();
    tally *all = aligned_alloc(4096, (size_t)threads * ((sizeof *all + 4095) / 4096 * 4096));
    static uint64_t bins[BINS];

    if (all == NULL)
        return 1;
    for (int k = 0; k < FACTORS; k++)
        if (laws[k].kind == LOGNORMAL || laws[k].kind == NORMAL)
            make_table(&laws[k], &tables[k]);
#pragma omp parallel num_threads(threads)
    {
        int t = omp_get_thread_num();
        tally *own = (tally *)((char *)all + (size_t)t * ((sizeof *all + 4095) / 4096 * 4096));
        uint64_t key = seed * UINT64_C(0x2545f4914f6cdd1d) + (uint64_t)t, first, end;
        lanes stream;
        memset(own, 0, sizeof *own);
        for (int s = 0; s < 4; s++)
            for (int l = 0; l < LANES; l++)
                stream.s[s][l] = splitmix(&key);
        first = trials / BLOCK * (uint64_t)t / (uint64_t)threads;
        end = trials / BLOCK * (uint64_t)(t + 1) / (uint64_t)threads;
        run(own, &stream, end - first);
    }
    double counted = (double)(trials / BLOCK * BLOCK);
    for (int k = 0; k < FACTORS; k++) {
        double sum = 0;
        memset(bins, 0, sizeof bins);
        for (int t = 0; t < threads; t++) {
            const tally *own =
                (const tally *)((char *)all + (size_t)t * ((sizeof *all + 4095) / 4096 * 4096));
            sum += own->sum[k];
            for (int b = 0; b < BINS; b++)
                bins[b] += own->bins[k][b];
        }
        printf("%.9g %.9g %.9g %.9g\n", sum / counted, quantile(bins, counted, 0.05),
               quantile(bins, counted, 0.5), quantile(bins, counted, 0.95));
    }
    printf("seconds %.6f\n", clock_seconds() - start);
    free(all);
    return 0;
}
