/* The loops in which a run spends its time, over columns that stay in the first-level cache.
 *
 * One source, audit/kernels/, is compiled once for every level of the instruction set; the best
 * that the processor has is taken at run time. All variants are the same sequence of IEEE
 * operations on every element (no contraction, no reordering), so that they give the same bits:
 * which one runs decides the speed alone.
 *
 * Columns of `n` numbers need no alignment; an output may be one of the inputs where the comment
 * says so. */
#ifndef RA_KERNELS_H
#define RA_KERNELS_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A cell of a table: x = c[0] + t (c[1] + t (c[2] + t c[3])), t from 0 to 1 in the cell. The four
 * numbers stand together, so that one load fetches a cell, or two of them that are aligned. */
typedef struct {
    alignas(16) double c[4];
} ra_cubic;

/* Cells of a table: octaves of the tail probability from 2^-16 to 1/2, each cut into 64; cell 0
 * stands for everything below, the last one for 1/2 itself. The lower tail, then the upper one. */
#define RA_CUBIC_OCTAVES  15
#define RA_CUBIC_CELLS    64
#define RA_CUBIC_TAIL     (RA_CUBIC_OCTAVES * RA_CUBIC_CELLS + 2)
#define RA_CUBIC_SMALLEST 0x1p-16

/* Sums over a column with d = x - centre: of d, d^2, d^3, d^4, in lanes that are added up in a
 * fixed order. */
typedef struct {
    double power[4];
} ra_sums;

/* The smallest and the largest of some bins. */
typedef struct {
    uint32_t first, last;
} ra_bin_range;

/* What the numbers that a law is drawn from are: uniform ones, or their tails (audit/sampler.h). */
typedef enum { RA_FROM_UNIFORM, RA_FROM_TAILS } ra_from;

/* Every kernel: returned type, name, arguments.
 *
 * - fill: u[0..1024) of a block of a keyed stream (audit/stream.h).
 * - net: u[0..1024) of a block of a digital net (audit/points.h): u = (x + 0.5) 2^-53 of the digits
 *   x = start + the sum, without carry, of v[k] over the bits k of the point's number.
 * - tails: t = u below one half, u - 1 from there on (audit/sampler.h); t may be u.
 * - cubic: x = table at the numbers; x may be u. Returned: whether some x may be NaN.
 * - uniform: x = low + u range, from the upper end in the upper tail; x may be u.
 * - triangle: x = inverse of the triangular law (models/dist_corners.c); x may be u.
 * - affine: x = a + b x.
 * - truncate: tails of the whole law from those of what truncation leaves (models/dist.c); rest holds
 *   what is left out below and above, and what lies between.
 * - limit: x limited to low and high; NaN stay.
 * - exp, log: those of models/elementary.h; y may be x.
 * - sums: of a column; with numbers that are not finite, the power sums are not.
 * - squares: the same of the first two powers; the others are NaN.
 * - octaves: bins of a column over the octaves (audit/histogram.h), counted from `base`. One that is
 *   not below `limit`, 65,535 at most, becomes `limit`: so does that of a NaN where the bins from
 *   `base` on do not reach those of the infinities. Returned: their range; of none, `limit` and 0.
 * - window: the same over the window: the place is (x - place[0]) * place[1] + place[2]; `base` is
 *   not 0.
 * - range: smallest and largest number, NaN passed over; infinite where there is none.
 * - count: counts[bin]++ for every bin.
 * - most: the largest counter; 0 of none.
 * - add and those behind it: the operators, between columns, and with a number on the right or on the
 *   left. */
#define RA_KERNEL_LIST(X)                                                                          \
    X(void, fill, (uint64_t seed, uint64_t key, uint64_t block, double *u))                        \
    X(void, net, (uint64_t start, const uint64_t v[10], double *u))                                \
    X(void, tails, (const double *u, double *t, size_t n))                                         \
    X(bool, cubic, (const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n))    \
    X(void, uniform,                                                                               \
      (double low, double high, ra_from from, const double *u, double *x, size_t n))               \
    X(void, triangle, (const double law[3], ra_from from, const double *u, double *x, size_t n))   \
    X(void, affine, (double a, double b, double *x, size_t n))                                     \
    X(void, truncate,                                                                              \
      (const double rest[3], int side, ra_from from, const double *u, double *whole, size_t n))    \
    X(void, limit, (double low, double high, double *x, size_t n))                                 \
    X(void, exp, (const double *x, double *y, size_t n))                                           \
    X(void, log, (const double *x, double *y, size_t n))                                           \
    X(void, sums, (const double *x, size_t n, double centre, ra_sums *out))                        \
    X(void, squares, (const double *x, size_t n, double centre, ra_sums *out))                     \
    X(void, effects, (const double *a, const double *b, const double *c, size_t n, double out[2])) \
    X(ra_bin_range, octaves,                                                                       \
      (const double *x, uint32_t base, uint32_t limit, uint16_t *bins, size_t n))                  \
    X(ra_bin_range, window,                                                                        \
      (const double *x, const double place[3], uint32_t base, uint32_t limit, uint16_t *bins,      \
       size_t n))                                                                                  \
    X(void, range, (const double *x, size_t n, double *min, double *max))                          \
    X(void, count, (uint16_t * counts, const uint16_t *bins, size_t n))                            \
    X(uint16_t, most, (const uint16_t *counts, size_t n))                                          \
    X(void, add, (double *out, const double *a, const double *b, size_t n))                        \
    X(void, subtract, (double *out, const double *a, const double *b, size_t n))                   \
    X(void, multiply, (double *out, const double *a, const double *b, size_t n))                   \
    X(void, divide, (double *out, const double *a, const double *b, size_t n))                     \
    X(void, add_number, (double *out, const double *a, double number, size_t n))                   \
    X(void, subtract_number, (double *out, const double *a, double number, size_t n))              \
    X(void, subtract_from, (double *out, const double *a, double number, size_t n))                \
    X(void, multiply_number, (double *out, const double *a, double number, size_t n))              \
    X(void, divide_number, (double *out, const double *a, double number, size_t n))                \
    X(void, divide_into, (double *out, const double *a, double number, size_t n))                  \
    X(void, put_number, (double *out, double number, size_t n))

typedef struct {
    const char *name; /* "v2", "v3", "v4" on x86-64; "base" elsewhere */
#define X(type, name, arguments) type(*name) arguments;
    RA_KERNEL_LIST(X)
#undef X
} ra_kernels;

/* The variants that this processor can run, the best one first; NULL behind the last. */
const ra_kernels *ra_kernels_at(size_t i);

/* The variant in use: the best one, unless another was chosen. */
const ra_kernels *ra_kernels_get(void);

/* Chooses a variant for the whole process, for tests and benchmarks: NULL is the best one.
 * Returned: false where the processor cannot run it, or there is none of that name. */
bool ra_kernels_use(const char *name);

#ifdef __cplusplus
}
#endif
#endif
