/* Kernels: every variant that this processor can run gives the same bits as the plainest one, over
 * a million numbers each, those at the edges of the number range among them. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "tests/support/digest.h"
#include "tests/support/run.h"

enum { BLOCKS = 1000 };

/* Lengths at which loops end in the middle of their pieces. */
static const size_t lengths[] = {0,  1,  2,  3,   7,   8,   9,   15,  16,
                                 17, 31, 33, 127, 129, 255, 257, 511, 1023};
enum { LENGTHS = sizeof lengths / sizeof lengths[0] };

/* Of block b: whole blocks mostly. */
static size_t length_of(uint64_t b)
{
    return b < LENGTHS ? lengths[b] : RA_BLOCK;
}

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The last variant is the plainest one. */
static const ra_kernels *plainest(void)
{
    const ra_kernels *last = NULL;

    for (size_t i = 0; ra_kernels_at(i) != NULL; i++) {
        last = ra_kernels_at(i);
    }
    return last;
}

/* The four kinds of columns: uniform numbers, numbers of all signs and sizes, the same near one,
 * and any bits at all (subnormal numbers, infinities and NaN among them). */
static void fill_column(uint64_t block, uint64_t which, double *x)
{
    uint64_t key = ra_stream_key("kernels") + which;

    plainest()->fill(1, key, block, x);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        double u = x[i];
        switch (block % 4) {
        case 0:
            break;
        case 1:
            x[i] = ldexp(u - 0.5, (int)(i * 37 % 2000) - 1000);
            break;
        case 2:
            x[i] = 1 + (u - 0.5) * 0x1p-3;
            break;
        default:
            x[i] = from_bits((uint64_t)(u * 0x1p53) << 11 ^ (uint64_t)(u * 0x1p40));
        }
    }
}

/* Numbers on the borders of tables, rounding and range. */
static void fill_edges(double *x)
{
    static const double edges[] = {
        0.0,
        -0.0,
        0.5,
        -0.5,
        0x1p-16,
        -0x1p-16,
        0x1.fffffffffffffp-17,
        0x1p-54,
        -0x1p-54,
        DBL_MIN,
        -DBL_MIN,
        0x1p-1074,
        -0x1p-1074,
        DBL_MAX,
        -DBL_MAX,
        INFINITY,
        -INFINITY,
        NAN,
        1.0,
        0x1.fffffffffffffp-1,
        0x1.0000000000001p0,
        0x1.6a09e667f3bcdp-1,
        0x1.6a09e667f3bccp0,
        709.78271289338397,
        709.7827128933841,
        -745.1332191019411,
        -745.1332191019412,
        710.0,
        -746.0,
        0.25,
        0x1.fffffffffffffp-3,
        0x1.fffffffffffffp-2,
    };
    memcpy(x, edges, sizeof edges);
}

/* Columns a and b of block b; the first blocks begin with edges. */
static void fill_columns(uint64_t block, double *a, double *b)
{
    fill_column(block, 0, a);
    fill_column(block + 1, 1, b);
    if (block < 2 * LENGTHS) {
        fill_edges(block % 2 == 0 ? a : b);
    }
}

/* Kernels whose numbers go into the digests: those of the best variant. */
static bool is_best(const char *variant)
{
    return strcmp(variant, ra_kernels_at(0)->name) == 0;
}

/* The same bits, NaN being NaN. */
static void expect_same(const double *x, const double *y, size_t n, const char *kernel,
                        const char *variant)
{
    for (size_t i = 0; memcmp(x, y, n * sizeof *x) != 0 && i < n; i++) {
        bool same = memcmp(&x[i], &y[i], sizeof x[i]) == 0 || (isnan(x[i]) && isnan(y[i]));
        if (!same) {
            ck_abort_msg("%s of %s: %a and %a at %zu", kernel, variant, x[i], y[i], i);
        }
    }
    if (is_best(variant)) {
        digest_numbers(kernel, y, n);
    }
}

static void expect_same_bins(const uint16_t *x, const uint16_t *y, size_t n, const char *kernel,
                             const char *variant)
{
    ck_assert_msg(memcmp(x, y, n * sizeof *x) == 0, "%s of %s", kernel, variant);
    if (is_best(variant)) {
        digest_integers(kernel, y, n);
    }
}

/* Runs `call` with K the plainest kernels and `out` one column, and again with another variant and
 * column, and compares. */
#define COMPARE(kernel, call)                                                                      \
    do {                                                                                           \
        const ra_kernels *K = plain;                                                               \
        double *out = first;                                                                       \
        memset(out, 0, RA_BLOCK * sizeof *out);                                                    \
        call;                                                                                      \
        K = other, out = second;                                                                   \
        memset(out, 0, RA_BLOCK * sizeof *out);                                                    \
        call;                                                                                      \
        expect_same(first, second, RA_BLOCK, kernel, other->name);                                 \
    } while (0)

static ra_cubic cells[2 * RA_CUBIC_TAIL];

/* Numbers from -1 to 1, without functions of the C library, which differ between processors. */
static void fill_cells(void)
{
    for (uint32_t i = 0; i < 2 * RA_CUBIC_TAIL; i++) {
        for (uint32_t k = 0; k < 4; k++) {
            uint32_t bits = (4 * i + k + 1) * UINT32_C(2654435769);
            cells[i].c[k] = ldexp(bits * 0x1p-31 - 1, -3 * (int)k);
        }
    }
    cells[0].c[0] = cells[77].c[0] = NAN;
}

static void compare_operators(const ra_kernels *other, uint64_t block)
{
    const ra_kernels *plain = plainest();
    double a[RA_BLOCK], b[RA_BLOCK], first[RA_BLOCK], second[RA_BLOCK];
    size_t n = length_of(block);

    fill_columns(block, a, b);
    double number = b[block % RA_BLOCK];
    COMPARE("add", K->add(out, a, b, n));
    COMPARE("subtract", K->subtract(out, a, b, n));
    COMPARE("multiply", K->multiply(out, a, b, n));
    COMPARE("divide", K->divide(out, a, b, n));
    COMPARE("add_number", K->add_number(out, a, number, n));
    COMPARE("subtract_number", K->subtract_number(out, a, number, n));
    COMPARE("subtract_from", K->subtract_from(out, a, number, n));
    COMPARE("multiply_number", K->multiply_number(out, a, number, n));
    COMPARE("divide_number", K->divide_number(out, a, number, n));
    COMPARE("divide_into", K->divide_into(out, a, number, n));
    COMPARE("put_number", K->put_number(out, number, n));
    COMPARE("exp", K->exp(a, out, n));
    COMPARE("log", K->log(a, out, n));
}

/* Digits over all of their range: among them all ones, of which rounding would make one itself. */
static void compare_nets(const ra_kernels *other, uint64_t block)
{
    const ra_kernels *plain = plainest();
    const uint64_t all = (UINT64_C(1) << 53) - 1;
    double u[RA_BLOCK], first[RA_BLOCK], second[RA_BLOCK];
    uint64_t v[10];

    plain->fill(3, 4, block, u);
    for (size_t k = 0; k < 10; k++) {
        v[k] = (uint64_t)(u[k] * 0x1p53);
    }
    uint64_t start = block % 4 == 0 ? all : block % 4 == 1 ? 0 : (uint64_t)(u[10] * 0x1p53);
    COMPARE("net", K->net(start, v, out));
    for (size_t i = 0; i < RA_BLOCK; i++) {
        uint64_t digits = start;
        for (size_t k = 0; k < 10; k++) {
            digits ^= (i >> k & 1) != 0 ? v[k] : 0;
        }
        double exact = digits == all ? 0x1.fffffffffffffp-1 : ((double)digits + 0.5) * 0x1p-53;
        if (first[i] != exact) {
            ck_abort_msg("net: %a, not %a", first[i], exact);
        }
    }
}

/* The laws, from uniform numbers or from their tails. */
static void compare_laws(const ra_kernels *other, ra_from from, const double *u, size_t n)
{
    const ra_kernels *plain = plainest();
    const double corners[3] = {0.5, 0.7, 0.95}, right[3] = {0, 0, 3}, rest[3] = {0.01, 0.2, 0.79};
    double first[RA_BLOCK], second[RA_BLOCK];
    bool missing[2];

    COMPARE("cubic", missing[out == second] = K->cubic(cells, from, u, out, n));
    ck_assert(missing[0] == missing[1]);
    COMPARE("uniform", K->uniform(-1, 2, from, u, out, n));
    COMPARE("triangle", K->triangle(corners, from, u, out, n));
    COMPARE("triangle", K->triangle(right, from, u, out, n));
    for (int side = -1; side <= 1; side++) {
        COMPARE("truncate", K->truncate(rest, side, from, u, out, n));
    }
}

static void compare_draws(const ra_kernels *other, uint64_t block)
{
    const ra_kernels *plain = plainest();
    double u[RA_BLOCK], t[RA_BLOCK], first[RA_BLOCK], second[RA_BLOCK];
    size_t n = length_of(block);

    COMPARE("fill", K->fill(block * 0x9E3779B97F4A7C15u, block, block << 33, out));
    compare_nets(other, block);
    plain->fill(1, 2, block, u);
    for (size_t i = 0; block % 2 == 1 && i < RA_BLOCK; i++) {
        u[i] = ldexp(u[i], -(int)(i % 54)); /* far into the lower tail */
    }
    COMPARE("tails", K->tails(u, out, n));
    plain->tails(u, t, RA_BLOCK);
    for (size_t i = 0; block % 4 == 3 && i < RA_BLOCK; i++) {
        t[i] = -t[i];
    }
    t[0] = block % 2 == 0 ? 0.5 : -0.5;
    t[1] = -0x1p-54;
    compare_laws(other, RA_FROM_UNIFORM, u, n);
    compare_laws(other, RA_FROM_TAILS, t, n);
    COMPARE("affine", (memcpy(out, u, sizeof u), K->affine(3, -0.7, out, n)));
    COMPARE("limit", (memcpy(out, u, sizeof u), K->limit(0.1, 0.6, out, n)));
}

static void expect_range(ra_bin_range range, const uint16_t *bins, size_t n, uint16_t limit)
{
    uint16_t first = limit, last = 0;

    for (size_t i = 0; i < n; i++)
        first = bins[i] < first ? bins[i] : first;
    for (size_t i = 0; i < n; i++)
        last = bins[i] > last ? bins[i] : last;
    ck_assert(range.first == first && range.last == last);
}

static void compare_tallies(const ra_kernels *other, uint64_t block)
{
    const ra_kernels *plain = plainest();
    const double place[3] = {1, 0x1p10, 0x1p20};
    double x[RA_BLOCK], y[RA_BLOCK];
    uint16_t bins[2][RA_BLOCK];
    ra_sums sums[2] = {0};
    double ends[4];
    size_t n = length_of(block);

    fill_columns(block, x, y);
    plain->sums(x, n, x[0], &sums[0]);
    other->sums(x, n, x[0], &sums[1]);
    expect_same(sums[0].power, sums[1].power, 4, "sums", other->name);
    plain->squares(x, n, x[0], &sums[0]);
    expect_same(sums[0].power, sums[1].power, 2, "squares", other->name);
    other->squares(x, n, x[0], &sums[1]);
    expect_same(sums[0].power, sums[1].power, 2, "squares", other->name);
    plain->range(x, n, &ends[0], &ends[1]);
    other->range(x, n, &ends[2], &ends[3]);
    expect_same(ends, ends + 2, 2, "range", other->name);
    plain->effects(x, y, x + n / 2, n / 2, ends);
    other->effects(x, y, x + n / 2, n / 2, ends + 2);
    expect_same(ends, ends + 2, 2, "effects", other->name);
    for (uint32_t base = 0; base < 1u << 22; base += 1u << 20) {
        expect_range(plain->octaves(x, base, 60000, bins[0], n), bins[0], n, 60000);
        expect_range(other->octaves(x, base, 60000, bins[1], n), bins[0], n, 60000);
        expect_same_bins(bins[0], bins[1], n, "octaves", other->name);
    }
    expect_range(plain->window(x, place, 1 << 20, 5000, bins[0], n), bins[0], n, 5000);
    expect_range(other->window(x, place, 1 << 20, 5000, bins[1], n), bins[0], n, 5000);
    expect_same_bins(bins[0], bins[1], n, "window", other->name);
    static uint16_t counts[2][5001];
    plain->count(counts[0], bins[0], n);
    other->count(counts[1], bins[1], n);
    expect_same_bins(counts[0], counts[1], 5001, "count", other->name);
    ck_assert_uint_eq(plain->most(counts[0], 5001), other->most(counts[1], 5001));
}

/* A machine with the plainest variant alone compares it with itself, for the digests. */
START_TEST(variants_give_the_same_bits)
{
    fill_cells();
    for (size_t i = 0; ra_kernels_at(i) != NULL; i++) {
        const ra_kernels *other = ra_kernels_at(i);
        for (uint64_t block = 0; block < BLOCKS && (i == 0 || other != plainest()); block++) {
            compare_operators(other, block);
            compare_draws(other, block);
            compare_tallies(other, block);
        }
    }
    digest_write();
}
END_TEST

START_TEST(variants_are_chosen_by_name)
{
    const ra_kernels *best = ra_kernels_get();

    ck_assert_ptr_eq(best, ra_kernels_at(0));
    for (size_t i = 0; ra_kernels_at(i) != NULL; i++) {
        ck_assert(ra_kernels_use(ra_kernels_at(i)->name));
        ck_assert_ptr_eq(ra_kernels_get(), ra_kernels_at(i));
    }
    ck_assert_str_eq(plainest()->name, "base");
    ck_assert(!ra_kernels_use("v9"));
    ck_assert_ptr_eq(ra_kernels_get(), plainest());
    ck_assert(ra_kernels_use(NULL));
    ck_assert_ptr_eq(ra_kernels_get(), best);
}
END_TEST

/* At the lower border of a cell the place in it is 0, so that the value is the first coefficient.
 */
START_TEST(cells_are_found_at_their_borders)
{
    const ra_kernels *kernels = ra_kernels_get();

    fill_cells();
    for (int octave = -16; octave < -1; octave++) {
        for (int i = 0; i < RA_CUBIC_CELLS; i++) {
            int cell = (octave + 16) * RA_CUBIC_CELLS + i + 1;
            double p = ldexp(1 + (double)i / RA_CUBIC_CELLS, octave), t[2] = {p, -p}, x[2];
            kernels->cubic(cells, RA_FROM_TAILS, t, x, 2);
            double lower = cells[cell].c[0], upper = cells[RA_CUBIC_TAIL + cell].c[0];
            ck_assert(x[0] == lower || isnan(lower));
            ck_assert(x[1] == upper || isnan(upper));
        }
    }
}
END_TEST

/* Both ends are 0 where both zeros are among the numbers, in whatever order and lane. */
START_TEST(zero_has_no_sign_in_a_range)
{
    for (size_t v = 0; ra_kernels_at(v) != NULL; v++) {
        for (size_t n = 1; n <= 17; n++) {
            double x[17], min, max;
            for (size_t i = 0; i < n; i++) {
                x[i] = (i + n) % 3 == 0 ? 0.0 : -0.0;
            }
            ra_kernels_at(v)->range(x, n, &min, &max);
            ck_assert(min == 0 && !signbit(min));
            ck_assert(max == 0 && !signbit(max));
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kernels");
    TCase *tests = tcase_create("kernels");

    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, variants_give_the_same_bits);
    tcase_add_test(tests, variants_are_chosen_by_name);
    tcase_add_test(tests, cells_are_found_at_their_borders);
    tcase_add_test(tests, zero_has_no_sign_in_a_range);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
