/* The kernels in closed form, and the sums, over a million numbers of every variant, beside a
 * longer format: long double has 64 bits of mantissa at least where these tests run, or the same
 * 53, and then only agreement is tested. Tables: test_sampler; exp and log: test_elementary. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "tests/support/run.h"

/* Blocks of each variant; fewer where every access to memory is checked. */
#if defined(__SANITIZE_ADDRESS__)
enum { BLOCKS = 20 };
#else
enum { BLOCKS = 977 };
#endif

static double u[RA_BLOCK], x[RA_BLOCK];

static void fill(const ra_kernels *kernels, const char *name, uint64_t block)
{
    kernels->fill(1, ra_stream_key(name), block, u);
}

/* The largest error of x beside `exact`, over `unit`. */
static double worst_of(long double (*exact)(double), double unit, double worst)
{
    for (size_t i = 0; i < RA_BLOCK; i++)
        worst = fmax(worst, (double)fabsl(x[i] - exact(u[i])) / unit);
    return worst;
}

/* Runs a law over all blocks of all variants; every other block is squeezed into the tails. */
static double worst_law(void (*draw)(const ra_kernels *), long double (*exact)(double), double unit)
{
    double worst = 0;

    for (size_t v = 0; ra_kernels_at(v) != NULL; v++)
        for (uint64_t block = 0; block < BLOCKS; block++) {
            fill(ra_kernels_at(v), "accuracy", block);
            for (size_t i = 0; block % 4 > 1 && i < RA_BLOCK; i++) {
                double tail = exp2(-40 * u[i] - 1);
                u[i] = block % 4 == 2 ? tail : 1 - tail;
            }
            draw(ra_kernels_at(v));
            worst = worst_of(exact, unit, worst);
        }
    return worst;
}

/* A number of the upper half is exact from its end. */
static long double upper(double p)
{
    return 1 - (long double)p;
}

static void draw_uniform(const ra_kernels *kernels)
{
    kernels->uniform(0.8, 1.2, RA_FROM_UNIFORM, u, x, RA_BLOCK);
}

static long double exact_uniform(double p)
{
    long double low = (double)0.8, high = (double)1.2;

    return low + p * (high - low);
}

START_TEST(uniform_law)
{
    ck_assert_double_le(worst_law(draw_uniform, exact_uniform, DBL_EPSILON), 1);
}
END_TEST

static const double corners[3] = {0.5, 0.7, 0.95};

static void draw_triangular(const ra_kernels *kernels)
{
    kernels->triangle(corners, RA_FROM_UNIFORM, u, x, RA_BLOCK);
}

/* F(x) = (x - a)^2 / ((b - a) (c - a)) up to the mode c, from the other end behind it. */
static long double exact_triangular(double p)
{
    long double a = corners[0], c = corners[1], b = corners[2], w = b - a;

    return p * w <= c - a ? a + sqrtl(p * w * (c - a)) : b - sqrtl(upper(p) * w * (b - c));
}

START_TEST(triangular_law)
{
    ck_assert_double_le(worst_law(draw_triangular, exact_triangular, DBL_EPSILON), 1.5);
}
END_TEST

/* 53 bits of a number of the stream, half a step up, rounded once, and never 1. */
START_TEST(uniform_numbers)
{
    const ra_kernels *kernels = ra_kernels_get();
    double sum = 0, square = 0, count = (double)BLOCKS * RA_BLOCK;
    size_t wrong = 0;

    for (uint64_t block = 0; block < BLOCKS; block++) {
        fill(kernels, "numbers", block);
        for (size_t i = 0; i < RA_BLOCK; i++) {
            double steps = u[i] * 0x1p53, whole = floor(steps);
            /* The half is there as long as there is a bit for it. */
            wrong += !(u[i] > 0 && u[i] < 1) || !(steps >= 0x1p52 || steps - whole == 0.5);
            sum += u[i] - 0.5;
            square += (u[i] - 0.5) * (u[i] - 0.5);
        }
    }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_double_lt(fabs(sum / count), 5 * sqrt(1 / 12.0 / count));
    ck_assert_double_lt(fabs(square / count - 1 / 12.0), 5 * sqrt(1 / 180.0 / count));
}
END_TEST

/* The four power sums of a block about a centre, relative to the sum of absolute values. */
START_TEST(power_sums)
{
    for (size_t v = 0; ra_kernels_at(v) != NULL; v++) {
        const ra_kernels *kernels = ra_kernels_at(v);
        double worst = 0;
        for (uint64_t block = 0; block < BLOCKS; block++) {
            long double power[4] = {0}, size[4] = {0};
            ra_sums sums;
            fill(kernels, "sums", block);
            kernels->exp(u, x, RA_BLOCK);
            kernels->sums(x, RA_BLOCK, 1.7, &sums);
            for (size_t i = 0; i < RA_BLOCK; i++) {
                long double term = 1;
                for (int k = 0; k < 4; k++) {
                    term *= x[i] - (long double)1.7;
                    power[k] += term;
                    size[k] += fabsl(term);
                }
            }
            for (int k = 0; k < 4; k++)
                worst = fmax(worst, (double)(fabsl(sums.power[k] - power[k]) / size[k]));
        }
        ck_assert_msg(worst < 32 * DBL_EPSILON, "%s: %g", kernels->name, worst);
    }
}
END_TEST

/* Bins of the octaves: 1,024 of equal width between two powers of two, negative numbers in the
 * opposite order. */
START_TEST(bins_of_the_octaves)
{
    static uint16_t bins[RA_BLOCK];
    const uint32_t one = (1023u + 2048u) << 10, base[] = {(1u << 22) - 1 - one - 30000, one - 30000};
    size_t wrong = 0;

    for (size_t v = 0; ra_kernels_at(v) != NULL; v++)
        for (uint64_t block = 0; block < BLOCKS; block++) {
            double sign = block % 2 == 0 ? 1 : -1;
            fill(ra_kernels_at(v), "bins", block);
            for (size_t i = 0; i < RA_BLOCK; i++)
                x[i] = sign * exp2(20 * u[i] - 10);
            ra_kernels_at(v)->octaves(x, base[sign > 0], 60000, bins, RA_BLOCK);
            for (size_t i = 0; i < RA_BLOCK; i++) {
                int exponent;
                double mantissa = 2 * frexp(fabs(x[i]), &exponent);
                int32_t bin = (exponent - 1) * 1024 + (int32_t)((mantissa - 1) * 1024);
                wrong += bins[i] != 30000 + (sign > 0 ? bin : -bin);
            }
        }
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

/* The leading 22 bits, where those of negative numbers count down. */
static uint32_t octave_bin(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    uint32_t leading = (uint32_t)(bits >> 42);
    return value < 0 ? ~leading & ((1u << 22) - 1) : (leading & ((1u << 21) - 1)) + (1u << 21);
}

/* Bins from some bin on, also of numbers that are no larger than 0, or not finite, where all bins are
 * those of positive numbers. */
START_TEST(bins_from_some_bin_on)
{
    const uint32_t zero = 1u << 21, infinite = (2047u + 2048u) << 10;
    const uint32_t base[] = {1, zero - 1000, zero, zero + 1, zero + (1000u << 10), infinite - 9};
    uint16_t bins[RA_BLOCK];

    for (size_t v = 0; ra_kernels_at(v) != NULL; v++)
        for (size_t b = 0; b < sizeof base / sizeof *base; b++) {
            const double edges[] = {0, -0.0, 0x1p-1074, -0x1p-1074, INFINITY, -INFINITY, -1, DBL_MAX};
            uint32_t limit = b == 5 ? 9 : 60000, first = limit, last = 0;
            fill(ra_kernels_at(v), "bins", b);
            for (size_t i = 0; i < RA_BLOCK; i++)
                x[i] = (i % 3 == 0 ? -1 : 1) * ldexp(u[i], (int)(i % 2000) - 1000);
            memcpy(x, edges, sizeof edges);
            ra_bin_range found = ra_kernels_at(v)->octaves(x, base[b], limit, bins, RA_BLOCK);
            for (size_t i = 0; i < RA_BLOCK; i++) {
                uint32_t part = octave_bin(x[i]) - base[b], bin = part < limit ? part : limit;
                first = bin < first ? bin : first;
                last = bin > last ? bin : last;
                ck_assert_uint_eq(bins[i], bin);
            }
            ck_assert(found.first == first && found.last == last);
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("accuracy");
    TCase *tcase = tcase_create("kernels");

    tcase_set_timeout(tcase, 200);
    tcase_add_test(tcase, uniform_law);
    tcase_add_test(tcase, triangular_law);
    tcase_add_test(tcase, uniform_numbers);
    tcase_add_test(tcase, power_sums);
    tcase_add_test(tcase, bins_of_the_octaves);
    tcase_add_test(tcase, bins_from_some_bin_on);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
