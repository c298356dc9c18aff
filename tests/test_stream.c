/* Random streams: known answers, random access, and the generator that GSL sees. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "audit/stream.h"
#include "tests/support/run.h"

/* Known answers of the Random123 distribution (tests/kat_vectors) [salmon2011]. */
static const struct {
    uint32_t counter[4], key[2], out[4];
} known[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

START_TEST(philox_known_answers)
{
    uint32_t out[4];

    ra_philox(known[_i].counter, known[_i].key, out);
    ck_assert_mem_eq(out, known[_i].out, sizeof out);
}
END_TEST

/* Published values of FNV-1a 64 [fnv]. */
START_TEST(name_hash)
{
    ck_assert_uint_eq(ra_stream_key(""), 0xcbf29ce484222325u);
    ck_assert_uint_eq(ra_stream_key("a"), 0xaf63dc4c8601ec8cu);
    ck_assert_uint_eq(ra_stream_key("foobar"), 0x85944171f73967e8u);
}
END_TEST

/* A second writing of the generator, one lane at a time, straight from its definition. */
static uint64_t turn(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static double reference(uint64_t seed, uint64_t key, uint64_t block, unsigned trial)
{
    uint64_t s[4], result = 0;
    unsigned lane = trial % 8;
    uint32_t k[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};

    for (unsigned i = 0; i < 4; i++) {
        unsigned number = 8 * i + lane;
        uint64_t place = block * 16 + number / 2;
        uint32_t c[4] = {(uint32_t)key, (uint32_t)(key >> 32), (uint32_t)place,
                         (uint32_t)(place >> 32)};
        uint32_t out[4];
        ra_philox(c, k, out);
        const uint32_t *half = out + 2 * (number % 2);
        s[i] = half[0] + ((uint64_t)half[1] << 32);
    }
    for (unsigned step = 0; step <= trial / 8; step++) {
        result = turn(s[0] + s[3], 23) + s[0];
        uint64_t t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = turn(s[3], 45);
    }
    double u = ldexp((double)(result >> 11) + 0.5, -53);
    return u < 1 ? u : nextafter(1, 0);
}

START_TEST(block_is_what_the_definition_says)
{
    static const uint64_t blocks[] = {0, 1, 977, UINT64_C(976562500)};
    double u[RA_BLOCK];
    uint64_t key = ra_stream_key("strubell-2019-nas/pue");

    for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++) {
        ra_stream_fill(UINT64_C(0x123456789abcdef0), key, blocks[b], u);
        for (unsigned t = 0; t < RA_BLOCK; t++) {
            ck_assert(u[t] == reference(UINT64_C(0x123456789abcdef0), key, blocks[b], t));
        }
    }
}
END_TEST

START_TEST(any_trial_by_itself)
{
    double u[RA_BLOCK];

    ra_stream_fill(1, ra_stream_key("x"), 12, u);
    for (uint64_t t = 0; t < RA_BLOCK; t++) {
        ck_assert(ra_stream_at(1, ra_stream_key("x"), 12 * RA_BLOCK + t) == u[t]);
    }
}
END_TEST

/* Mean 1/2 and variance 1/12 within five standard errors; all numbers between 0 and 1; streams of
 * other names, seeds and blocks are uncorrelated. */
START_TEST(uniform_and_independent)
{
    enum { BLOCKS = 100 };
    static const struct {
        uint64_t seed, shift;
        const char *name;
    } others[] = {{2, 0, "a"}, {1, 1, "a"}, {1, 0, "b"}};
    const double n = (double)BLOCKS * RA_BLOCK;
    double u[RA_BLOCK], v[RA_BLOCK];
    bool inside = true;

    for (size_t k = 0; k < 3; k++) {
        double sum = 0, squares = 0, products = 0;
        for (uint64_t b = 0; b < BLOCKS; b++) {
            ra_stream_fill(1, ra_stream_key("a"), b, u);
            ra_stream_fill(others[k].seed, ra_stream_key(others[k].name), b + others[k].shift, v);
            for (size_t t = 0; t < RA_BLOCK; t++) {
                inside = inside && u[t] > 0 && u[t] < 1;
                sum += u[t] - 0.5;
                squares += (u[t] - 0.5) * (u[t] - 0.5);
                products += (u[t] - 0.5) * (v[t] - 0.5);
            }
        }
        ck_assert(inside);
        ck_assert(fabs(sum / n) < 5 * sqrt(1 / 12.0 / n));
        ck_assert(fabs(squares / n - 1 / 12.0) < 5 * sqrt(1 / 180.0 / n));
        ck_assert(fabs(products / n) < 5 / 12.0 / sqrt(n));
    }
}
END_TEST

START_TEST(rng_of_gsl)
{
    double u[RA_BLOCK];
    gsl_rng *rng = gsl_rng_alloc(ra_stream_rng);

    ck_assert_str_eq(gsl_rng_name(rng), "reaudit");
    ck_assert_uint_eq(gsl_rng_max(rng), 0xFFFFFFFFu);
    gsl_rng_set(rng, 7);
    for (uint64_t block = 0; block < 3; block++) {
        ra_stream_fill(7, ra_stream_key("gsl"), block, u);
        for (size_t t = 0; t < RA_BLOCK; t++) {
            ck_assert(gsl_rng_uniform(rng) == u[t]);
        }
    }
    gsl_rng *twin = gsl_rng_clone(rng);
    for (int i = 0; i < 3000; i++) {
        ck_assert_uint_eq(gsl_rng_get(rng), gsl_rng_get(twin));
    }
    ra_stream_use(rng, 3, "claim/x");
    ra_stream_fill(3, ra_stream_key("claim/x"), 0, u);
    ck_assert_uint_eq(gsl_rng_get(rng), (unsigned long)(u[0] * 4294967296.0));
    gsl_rng_free(twin);
    gsl_rng_free(rng);
}
END_TEST

/* A sampler of GSL that rejects runs on the stream: its sample mean is right. */
START_TEST(samplers_of_gsl_run_on_it)
{
    enum { N = 200000 };
    double sum = 0;
    gsl_rng *rng = gsl_rng_alloc(ra_stream_rng);

    gsl_rng_set(rng, 1);
    for (int i = 0; i < N; i++) {
        sum += gsl_ran_gamma(rng, 2.385, 1.5);
    }
    ck_assert(fabs(sum / N - 2.385 * 1.5) < 5 * sqrt(2.385) * 1.5 / sqrt(N));
    gsl_rng_free(rng);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stream");
    TCase *tcase = tcase_create("stream");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, philox_known_answers, 0, sizeof known / sizeof known[0]);
    tcase_add_test(tcase, name_hash);
    tcase_add_test(tcase, block_is_what_the_definition_says);
    tcase_add_test(tcase, any_trial_by_itself);
    tcase_add_test(tcase, uniform_and_independent);
    tcase_add_test(tcase, rng_of_gsl);
    tcase_add_test(tcase, samplers_of_gsl_run_on_it);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
