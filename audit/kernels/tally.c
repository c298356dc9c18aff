/* What is added up of a column: power sums and extremes, and the bins of its histogram. */
#include <math.h>

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

typedef struct {
    double s1[LANES], s2[LANES], s3[LANES], s4[LANES], min[LANES], max[LANES];
} lanes;

static inline void add_number(lanes *to, size_t l, double x, double centre)
{
    double d = x - centre, square = d * d;

    to->s1[l] += d;
    to->s2[l] += square;
    to->s3[l] += square * d;
    to->s4[l] += square * square;
    to->min[l] = x < to->min[l] ? x : to->min[l];
    to->max[l] = x > to->max[l] ? x : to->max[l];
}

void RA_KERNEL(sums)(const double *x, size_t n, double centre, ra_sums *out)
{
    lanes sum = {{0}, {0}, {0}, {0}, {0}, {0}};
    size_t i = 0;

    for (size_t l = 0; l < LANES; l++) {
        sum.min[l] = INFINITY;
        sum.max[l] = -INFINITY;
    }
    for (; i + LANES <= n; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            add_number(&sum, l, x[i + l], centre);
        }
    }
    for (size_t l = 0; i < n; i++, l++) {
        add_number(&sum, l, x[i], centre);
    }
    out->power[0] = add_lanes(sum.s1);
    out->power[1] = add_lanes(sum.s2);
    out->power[2] = add_lanes(sum.s3);
    out->power[3] = add_lanes(sum.s4);
    out->min = sum.min[0];
    out->max = sum.max[0];
    for (size_t l = 1; l < LANES; l++) {
        out->min = sum.min[l] < out->min ? sum.min[l] : out->min;
        out->max = sum.max[l] > out->max ? sum.max[l] : out->max;
    }
}

/* Lanes that stand in one register. */
#if !defined(__GNUC__)
#define WIDTH 1
typedef double pack;
#else
#if defined(__AVX512F__)
#define WIDTH 8
#elif defined(__AVX__)
#define WIDTH 4
#else
#define WIDTH 2
#endif
typedef double pack __attribute__((vector_size(8 * WIDTH)));
#endif

static inline pack load(const double *x)
{
    pack p;
    memcpy(&p, x, sizeof p);
    return p;
}

static inline void change_packs(const double *a, const double *b, const double *c, size_t n,
                                size_t first, double sum[2][LANES])
{
    pack s[2][2];

    memset(s, 0, sizeof s);
    for (size_t i = first; i < n; i += LANES) {
        for (size_t g = 0; g < 2; g++) {
            size_t at = i + g * WIDTH;
            pack change = load(c + at) - load(a + at);
            s[0][g] += load(b + at) * change;
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

    for (size_t first = 0; first < LANES; first += 2 * WIDTH) {
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
 * order of values: those of negative numbers count down. -0 counts as 0. */
#define BIN_SHIFT 42

bool RA_KERNEL(octaves)(const double *x, uint32_t base, uint32_t limit, uint32_t *bins, size_t n)
{
    uint32_t outside = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t high = (uint32_t)(ra_bits(x[i] + 0.0) >> 32);
        high ^= (uint32_t)((int32_t)high >> 31) | UINT32_C(1) << 31;
        uint32_t bin = (high >> (BIN_SHIFT - 32)) - base;
        bin = x[i] == x[i] && bin < limit ? bin : limit;
        outside += bin == limit;
        bins[i] = bin;
    }
    return outside > 0;
}

/* The place in bins is (x - place[0]) * place[1] + place[2]. */
bool RA_KERNEL(window)(const double *x, const double place[3], uint32_t base, uint32_t limit,
                       uint32_t *bins, size_t n)
{
    double centre = place[0], inverse = place[1], middle = place[2];
    double first = base, end = (double)base + limit;
    uint32_t outside = 0;

    for (size_t i = 0; i < n; i++) {
        double at = (x[i] - centre) * inverse + middle;
        at = at >= first && at < end ? at : end;
        uint32_t bin = (uint32_t)(int32_t)at - base;
        outside += bin == limit;
        bins[i] = bin;
    }
    return outside > 0;
}

/* Smallest and largest number; NaN are passed over. */
void RA_KERNEL(range)(const double *x, size_t n, double *min, double *max)
{
    double low = INFINITY, high = -INFINITY;

#pragma omp simd reduction(min : low) reduction(max : high)
    for (size_t i = 0; i < n; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    *min = low;
    *max = high;
}

void RA_KERNEL(count)(uint32_t *counts, const uint32_t *bins, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        counts[bins[i]]++;
    }
}
