/* What is added up of a column: power sums, and the bins of its histogram. */
#include <math.h>

#include "audit/kernels/pack.h"
#include "audit/kernels/variant.h"
#include "models/elementary.h"

/* Sums run in independent lanes, so that they vectorise and do not wait for each other, and are
 * added up in one fixed order. */
#define LANES 16

static double add_lanes(const double s[LANES])
{
    double half[LANES / 2];

    for (size_t l = 0; l < LANES / 2; l++) {
        half[l] = s[l] + s[l + LANES / 2];
    }
    return ((half[0] + half[1]) + (half[2] + half[3])) +
           ((half[4] + half[5]) + (half[6] + half[7]));
}

/* Packs of lanes that are summed at a time, so that all sums stay in registers. */
#define PACKS 2
#define STEP  (PACKS * RA_WIDTH)

typedef struct {
    double power[4][LANES];
} lanes;

/* Sums rows of LANES numbers into the lanes from `first` on: two powers, or four. */
static inline void sum_packs(const double *x, size_t n, size_t first, double centre, int powers,
                             lanes *out)
{
    const ra_pack none = {0};
    ra_pack s1[PACKS] = {none}, s2[PACKS] = {none}, s3[PACKS] = {none}, s4[PACKS] = {none};

    for (size_t i = first; i < n; i += LANES) {
        for (size_t g = 0; g < PACKS; g++) {
            ra_pack d = ra_pack_load(x + i + g * RA_WIDTH) - centre, square = d * d;
            s1[g] += d;
            s2[g] += square;
            if (powers == 4) {
                s3[g] += square * d;
                s4[g] += square * square;
            }
        }
    }
    for (size_t g = 0; g < PACKS; g++) {
        size_t lane = first + g * RA_WIDTH;
        ra_pack_store(out->power[0] + lane, s1[g]);
        ra_pack_store(out->power[1] + lane, s2[g]);
        ra_pack_store(out->power[2] + lane, s3[g]);
        ra_pack_store(out->power[3] + lane, s4[g]);
    }
}

static inline void add_number(lanes *to, size_t l, double x, double centre)
{
    double d = x - centre, square = d * d;

    to->power[0][l] += d;
    to->power[1][l] += square;
    to->power[2][l] += square * d;
    to->power[3][l] += square * square;
}

static inline void sum_column(const double *x, size_t n, double centre, int powers, ra_sums *out)
{
    size_t rows = n - n % LANES;
    lanes sum;

    for (size_t first = 0; first < LANES; first += STEP) {
        sum_packs(x, rows, first, centre, powers, &sum);
    }
    for (size_t l = 0; rows + l < n; l++) {
        add_number(&sum, l, x[rows + l], centre);
    }
    for (int k = 0; k < 4; k++) {
        out->power[k] = k < powers ? add_lanes(sum.power[k]) : (double)NAN;
    }
}

void RA_KERNEL(sums)(const double *x, size_t n, double centre, ra_sums *out)
{
    sum_column(x, n, centre, 4, out);
}

void RA_KERNEL(squares)(const double *x, size_t n, double centre, ra_sums *out)
{
    sum_column(x, n, centre, 2, out);
}

static inline void change_packs(const double *a, const double *b, const double *c, size_t n,
                                size_t first, double sum[2][LANES])
{
    ra_pack s[2][PACKS];

    memset(s, 0, sizeof s);
    for (size_t i = first; i < n; i += LANES) {
        for (size_t g = 0; g < PACKS; g++) {
            size_t at = i + g * RA_WIDTH;
            ra_pack change = ra_pack_load(c + at) - ra_pack_load(a + at);
            s[0][g] += ra_pack_load(b + at) * change;
            s[1][g] += change * change;
        }
    }
    memcpy(&sum[0][first], s[0], sizeof s[0]);
    memcpy(&sum[1][first], s[1], sizeof s[1]);
}

void RA_KERNEL(effects)(const double *a, const double *b, const double *c, size_t n, double out[2])
{
    double sum[2][LANES];
    size_t rows = n - n % LANES;

    for (size_t first = 0; first < LANES; first += STEP) {
        change_packs(a, b, c, rows, first, sum);
    }
    for (size_t l = 0; rows + l < n; l++) {
        double change = c[rows + l] - a[rows + l];
        sum[0][l] += b[rows + l] * change;
        sum[1][l] += change * change;
    }
    out[0] = add_lanes(sum[0]);
    out[1] = add_lanes(sum[1]);
}

/* Bins of the octaves are the leading 22 bits (sign, exponent, ten bits of the mantissa) in the
 * order of values: those of negative numbers count down. -0 counts as 0. The bins of NaN are those
 * of the infinities, which are never among the ones in the array. */
#define BIN_SHIFT 42

static ra_bin_range find_signed(const double *x, uint32_t base, uint32_t limit, uint16_t *bins,
                                size_t n)
{
    uint32_t first = limit, last = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t high = (uint32_t)(ra_bits(x[i] + 0.0) >> 32);
        high ^= (uint32_t)((int32_t)high >> 31) | UINT32_C(1) << 31;
        uint32_t bin = (high >> (BIN_SHIFT - 32)) - base;
        bin = bin < limit ? bin : limit;
        first = bin < first ? bin : first;
        last = bin > last ? bin : last;
        bins[i] = (uint16_t)bin;
    }
    return (ra_bin_range){first, last};
}

#if RA_WIDTH == 2 && defined(__SSE4_1__)
static inline __m128i find_four(const double *x, __m128i base)
{
    __m128i high = (__m128i)ra_high_halves((ra_words)ra_pack_load(x), (ra_words)ra_pack_load(x + 2));
    return _mm_srli_epi32(_mm_sub_epi32(high, base), BIN_SHIFT - 32);
}

/* As below, for whole eights of numbers: gcc 12 shifts words of 64 bits, and limits bins, and looks for
 * the smallest and the largest one, before they are short. */
static ra_bin_range find_eights(const double *x, uint32_t base, uint32_t limit, uint16_t *bins,
                                size_t n)
{
    const __m128i from = _mm_set1_epi32((int32_t)(base << (BIN_SHIFT - 32)));
    const __m128i most = _mm_set1_epi16((int16_t)limit);
    __m128i first = most, last = _mm_setzero_si128();

    for (size_t i = 0; i < n; i += 8) {
        __m128i found = _mm_packus_epi32(find_four(x + i, from), find_four(x + i + 4, from));
        found = _mm_min_epu16(found, most);
        first = _mm_min_epu16(first, found);
        last = _mm_max_epu16(last, found);
        _mm_storeu_si128((__m128i *)(bins + i), found);
    }
    /* The smallest of eight has an instruction, which is the largest one where bits are inverted. */
    last = _mm_xor_si128(last, _mm_set1_epi32(-1));
    return (ra_bin_range){
        (uint16_t)_mm_extract_epi16(_mm_minpos_epu16(first), 0),
        UINT16_MAX - (uint32_t)_mm_extract_epi16(_mm_minpos_epu16(last), 0),
    };
}
#endif

/* Where all bins are those of positive numbers, zero not among them, the order of the others does not
 * matter: the leading bits of negative numbers, and of -0, are larger than those of any positive one. */
static ra_bin_range find_positive(const double *x, uint32_t base, uint32_t limit, uint16_t *bins,
                                  size_t n)
{
    uint32_t first = limit, last = 0;
    size_t start = 0;

#if RA_WIDTH == 2 && defined(__SSE4_1__)
    start = n - n % 8;
    ra_bin_range found = find_eights(x, base, limit, bins, start);
    first = found.first;
    last = found.last;
#endif
    RA_UNROLLED
    for (size_t i = start; i < n; i++) {
        uint32_t bin = (uint32_t)(ra_bits(x[i]) >> BIN_SHIFT) - base;
        bin = bin < limit ? bin : limit;
        first = bin < first ? bin : first;
        last = bin > last ? bin : last;
        bins[i] = (uint16_t)bin;
    }
    return (ra_bin_range){first, last};
}

#define BIN_ZERO (UINT32_C(1) << (63 - BIN_SHIFT))

ra_bin_range RA_KERNEL(octaves)(const double *x, uint32_t base, uint32_t limit, uint16_t *bins,
                                size_t n)
{
    return base > BIN_ZERO && limit <= 2 * BIN_ZERO - base
               ? find_positive(x, base - BIN_ZERO, limit, bins, n)
               : find_signed(x, base, limit, bins, n);
}

/* The place in bins is (x - place[0]) * place[1] + place[2]. Whatever lies below `base`, which is not 0,
 * counts as the bin before, and that as a large one. */
ra_bin_range RA_KERNEL(window)(const double *x, const double place[3], uint32_t base,
                               uint32_t limit, uint16_t *bins, size_t n)
{
    double centre = place[0], inverse = place[1], middle = place[2];
    double below = (double)base - 1, end = (double)base + limit;
    uint32_t first = limit, last = 0;

    for (size_t i = 0; i < n; i++) {
        double at = (x[i] - centre) * inverse + middle;
        at = at < end ? at : end;
        at = at > below ? at : below;
        uint32_t bin = (uint32_t)(int32_t)at - base;
        bin = bin < limit ? bin : limit;
        first = bin < first ? bin : first;
        last = bin > last ? bin : last;
        bins[i] = (uint16_t)bin;
    }
    return (ra_bin_range){first, last};
}

/* Smallest and largest number; NaN are passed over. Which of 0 and -0 is found depends on how wide the
 * registers are, so that both are 0. */
void RA_KERNEL(range)(const double *x, size_t n, double *min, double *max)
{
    const ra_pack none = {0};
    ra_pack low = none + INFINITY, high = none - INFINITY;
    double lows[RA_WIDTH], highs[RA_WIDTH];
    size_t whole = n - n % RA_WIDTH;

    for (size_t i = 0; i < whole; i += RA_WIDTH) {
        ra_pack value = ra_pack_load(x + i);
        low = ra_smaller(value, low);
        high = ra_larger(value, high);
    }
    for (size_t i = whole; i < n; i++) {
        ra_pack value = none + x[i];
        low = ra_smaller(value, low);
        high = ra_larger(value, high);
    }
    ra_pack_store(lows, low + 0.0);
    ra_pack_store(highs, high + 0.0);
    *min = lows[0];
    *max = highs[0];
    for (size_t l = 1; l < RA_WIDTH; l++) {
        *min = lows[l] < *min ? lows[l] : *min;
        *max = highs[l] > *max ? highs[l] : *max;
    }
}

void RA_KERNEL(count)(uint16_t *counts, const uint16_t *bins, size_t n)
{
#pragma GCC unroll 8 /* the store of one counter a cycle is what it waits for, not the loop */
    for (size_t i = 0; i < n; i++) {
        counts[bins[i]]++;
    }
}

uint16_t RA_KERNEL(most)(const uint16_t *counts, size_t n)
{
    uint16_t most = 0;

    for (size_t i = 0; i < n; i++) {
        most = counts[i] > most ? counts[i] : most;
    }
    return most;
}
