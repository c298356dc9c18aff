/* Tallies as bytes: what comes back is what went in, cut and wrong bytes are refused. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/gather.h"
#include "audit/stream.h"
#include "audit/tally_bytes.h"
#include "tests/support/run.h"

enum { BLOCKS = 21 };

/* Block b of a column: mostly near one number, with some far away, infinite and without value. */
static void fill(uint64_t block, double *x)
{
    ra_stream_fill(1, ra_stream_key("tally"), block, x);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        x[i] = 100 + x[i];
    }
    x[1] = 1e-300;
    x[2] = -5e200;
    x[3] = INFINITY;
    x[4] = NAN;
}

/* The tally of blocks first to end - 1. */
static ra_tally count_blocks(uint64_t first, uint64_t end)
{
    double x[RA_BLOCK];
    ra_tally tally = {.centre = 100.5};

    fill(0, x);
    ck_assert_int_eq(ra_histogram_new(&tally.histogram, ra_histogram_choose(x + 5, RA_BLOCK - 5)),
                     RA_OK);
    for (uint64_t block = first; block < end; block++) {
        fill(block, x);
        ra_moments_push(&tally.tree, block, ra_moments_block(x, RA_BLOCK, tally.centre));
        ck_assert_int_eq(ra_histogram_add(tally.histogram, x, RA_BLOCK), RA_OK);
    }
    return tally;
}

static void expect_same(const ra_tally *a, const ra_tally *b)
{
    ra_moments total[2] = {ra_moments_total(&a->tree), ra_moments_total(&b->tree)};

    ck_assert_mem_eq(&total[0], &total[1], sizeof total[0]);
    ck_assert(a->centre == b->centre);
    ck_assert_uint_eq(ra_histogram_count(a->histogram), ra_histogram_count(b->histogram));
    ck_assert_uint_eq(ra_histogram_nan(a->histogram), ra_histogram_nan(b->histogram));
    for (int k = 0; k <= 50; k++) {
        double p = k / 50.0;
        ck_assert(ra_histogram_quantile(a->histogram, p) == ra_histogram_quantile(b->histogram, p));
    }
}

START_TEST(bytes_come_back)
{
    ra_tally tally = count_blocks(0, BLOCKS), plain = {.centre = 3}, out;
    ra_text bytes = {0};
    size_t at = 0;

    ra_tally_emit(&tally, &bytes);
    ra_tally_emit(&plain, &bytes);
    ck_assert_int_eq(ra_tally_parse(&out, &bytes, &at), RA_OK);
    expect_same(&tally, &out);
    ra_histogram_free(out.histogram);
    ck_assert_int_eq(ra_tally_parse(&out, &bytes, &at), RA_OK);
    ck_assert_ptr_null(out.histogram);
    ck_assert(out.centre == 3);
    ck_assert_uint_eq(at, bytes.length);
    ck_assert_int_eq(ra_tally_parse(&out, &bytes, &at), RA_INTERNAL);
    ra_text_free(&bytes);
    ra_histogram_free(tally.histogram);
}
END_TEST

/* Ranges in other processes add up to the run of one, wherever they are cut. */
START_TEST(ranges_join)
{
    static const uint64_t cuts[] = {0, 1, 13, 16, BLOCKS};
    ra_tally whole = count_blocks(0, BLOCKS);

    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
        ra_tally left = count_blocks(0, cuts[k]), right = count_blocks(cuts[k], BLOCKS), read;
        ra_text bytes = {0};
        size_t at = 0;
        ra_tally_emit(&right, &bytes);
        ck_assert_int_eq(ra_tally_parse(&read, &bytes, &at), RA_OK);
        ck_assert_int_eq(ra_tally_join(&left, &read), RA_OK);
        expect_same(&whole, &left);
        ra_text_free(&bytes);
        ra_histogram_free(left.histogram);
        ra_histogram_free(right.histogram);
        ra_histogram_free(read.histogram);
    }
    ra_histogram_free(whole.histogram);
}
END_TEST

/* Every shorter text is refused, and nothing is read behind its end (the sanitizers see it). */
START_TEST(cut_bytes_are_refused)
{
    ra_tally tally = count_blocks(0, 1), out;
    ra_text bytes = {0};

    ra_tally_emit(&tally, &bytes);
    for (size_t length = 0; length < bytes.length; length += length < 200 ? 1 : 997) {
        char *copy = malloc(length + 1);
        ra_text part = {.data = copy, .length = length, .capacity = length + 1};
        size_t at = 0;
        memcpy(copy, bytes.data, length);
        ck_assert_int_eq(ra_tally_parse(&out, &part, &at), RA_INTERNAL);
        ra_histogram_free(out.histogram);
        free(copy);
    }
    /* More bins than there are, in a tally without a tree: the scale stands behind three numbers.
     */
    ra_tally few = {.histogram = tally.histogram};
    ra_histogram_scale scale = {.count = UINT32_MAX};
    ra_text other = {0};
    size_t start = 0;
    ra_tally_emit(&few, &other);
    memcpy(other.data + sizeof few.centre + sizeof few.tree.count + sizeof(bool), &scale,
           sizeof scale);
    ck_assert_int_eq(ra_tally_parse(&out, &other, &start), RA_INTERNAL);
    ck_assert_ptr_null(out.histogram);
    ra_text_free(&other);
    /* More nodes than a tree has. */
    memset(bytes.data + sizeof(double), 0xff, 4);
    size_t at = 0;
    ck_assert_int_eq(ra_tally_parse(&out, &bytes, &at), RA_INTERNAL);
    ra_histogram_free(out.histogram);
    ra_text_free(&bytes);
    ra_histogram_free(tally.histogram);
}
END_TEST

START_TEST(one_process_gathers_nothing)
{
    ra_tally tally = count_blocks(0, 2), same = count_blocks(0, 2);

    ck_assert_int_eq(ra_gather(&tally, 1), RA_OK);
    expect_same(&tally, &same);
    ra_histogram_free(tally.histogram);
    ra_histogram_free(same.histogram);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tally_bytes");
    TCase *tests = tcase_create("tally_bytes");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, bytes_come_back);
    tcase_add_test(tests, ranges_join);
    tcase_add_test(tests, cut_bytes_are_refused);
    tcase_add_test(tests, one_process_gathers_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
