/* From tails of uniform numbers to values: tables and closed forms. Which tail a number lies in
 * nobody can predict, so there are no branches. */
#include <math.h>

#include "audit/kernels/variant.h"
#include "models/elementary.h"

/* The last number of a stream, 1 - 2^-54, is rounded to 1 where it is made. */
static inline double tail_of(double u)
{
    double upper = u - 1 < -0x1p-54 ? u - 1 : -0x1p-54;
    return u < 0.5 ? u : upper;
}

void RA_KERNEL(tails)(const double *u, double *t, size_t n)
{
    RA_INDEPENDENT
    for (size_t i = 0; i < n; i++) {
        t[i] = tail_of(u[i]);
    }
}

/* The tail at `i`; `from` is a constant in every loop. */
#define TAIL(from, u, i) ((from) == RA_FROM_TAILS ? (u)[i] : tail_of((u)[i]))

/* Numbers are turned into cells in pieces, in a loop of its own. */
#define PIECE 128

/* Leading bits of the smallest probability of a table, less one: its cell is number 1. */
#define CELL_BITS   6
#define CELL_SHIFT  (52 - CELL_BITS)
#define CELL_ORIGIN ((1023 - 16) * RA_CUBIC_CELLS - 1)
#define MANTISSA    ((UINT64_C(1) << 52) - 1)
#define ONE_BITS    UINT64_C(0x3FF0000000000000)

/* The cell is the exponent and the leading bits of the mantissa of the tail probability; the rest
 * of the mantissa, moved to the front of a number between 1 and 2, is the place in the cell. */
static inline void find_cells(ra_from from, const double *restrict u, uint32_t *restrict cells,
                              double *restrict places, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double t = TAIL(from, u, i);
        uint64_t bits = ra_bits(fabs(t));
        int32_t upper = -(t < 0);
        int32_t cell = (int32_t)(bits >> CELL_SHIFT) - CELL_ORIGIN;
        cells[i] = (uint32_t)((cell > 0 ? cell : 0) + (upper & RA_CUBIC_TAIL));
        places[i] = ra_from_bits((bits << CELL_BITS & MANTISSA) | ONE_BITS) - 1.0;
    }
}

/* Cells are loaded as rows and turned into columns in registers, which is twice as fast as what a
 * compiler makes of four single loads a number. The width is that of the widest registers. */
#if !defined(__GNUC__)
#define WIDTH 1
#elif defined(__AVX512F__)
#define WIDTH 8
#elif defined(__AVX__)
#define WIDTH 4
#else
#define WIDTH 2
#endif

#if WIDTH > 1
typedef double column __attribute__((vector_size(8 * WIDTH)));
typedef double row __attribute__((vector_size(WIDTH == 2 ? 16 : 32)));

static inline row load_row(const double *c)
{
    row r;
    memcpy(&r, c, sizeof r);
    return r;
}
#endif

/* c[k] holds coefficient k of the cells of WIDTH numbers. */
#if WIDTH == 8
static inline void load_cells(const ra_cubic *cells, const uint32_t *k, column c[4])
{
    row r[8];

    for (size_t i = 0; i < 8; i++) {
        r[i] = load_row(cells[k[i]].c);
    }
#define PAIR(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7)
    column p = PAIR(r[0], r[4]), q = PAIR(r[1], r[5]), s = PAIR(r[2], r[6]), t = PAIR(r[3], r[7]);
    column pq_even = __builtin_shufflevector(p, q, 0, 8, 2, 10, 4, 12, 6, 14);
    column pq_odd = __builtin_shufflevector(p, q, 1, 9, 3, 11, 5, 13, 7, 15);
    column st_even = __builtin_shufflevector(s, t, 0, 8, 2, 10, 4, 12, 6, 14);
    column st_odd = __builtin_shufflevector(s, t, 1, 9, 3, 11, 5, 13, 7, 15);
    c[0] = __builtin_shufflevector(pq_even, st_even, 0, 1, 8, 9, 4, 5, 12, 13);
    c[1] = __builtin_shufflevector(pq_odd, st_odd, 0, 1, 8, 9, 4, 5, 12, 13);
    c[2] = __builtin_shufflevector(pq_even, st_even, 2, 3, 10, 11, 6, 7, 14, 15);
    c[3] = __builtin_shufflevector(pq_odd, st_odd, 2, 3, 10, 11, 6, 7, 14, 15);
}
#elif WIDTH == 4
static inline void load_cells(const ra_cubic *cells, const uint32_t *k, column c[4])
{
    row p = load_row(cells[k[0]].c), q = load_row(cells[k[1]].c);
    row s = load_row(cells[k[2]].c), t = load_row(cells[k[3]].c);
    column pq_even = __builtin_shufflevector(p, q, 0, 4, 2, 6);
    column pq_odd = __builtin_shufflevector(p, q, 1, 5, 3, 7);
    column st_even = __builtin_shufflevector(s, t, 0, 4, 2, 6);
    column st_odd = __builtin_shufflevector(s, t, 1, 5, 3, 7);
    c[0] = __builtin_shufflevector(pq_even, st_even, 0, 1, 4, 5);
    c[1] = __builtin_shufflevector(pq_odd, st_odd, 0, 1, 4, 5);
    c[2] = __builtin_shufflevector(pq_even, st_even, 2, 3, 6, 7);
    c[3] = __builtin_shufflevector(pq_odd, st_odd, 2, 3, 6, 7);
}
#elif WIDTH == 2
static inline void load_cells(const ra_cubic *cells, const uint32_t *k, column c[4])
{
    row p = load_row(cells[k[0]].c), q = load_row(cells[k[1]].c);
    row s = load_row(cells[k[0]].c + 2), t = load_row(cells[k[1]].c + 2);
    c[0] = __builtin_shufflevector(p, q, 0, 2);
    c[1] = __builtin_shufflevector(p, q, 1, 3);
    c[2] = __builtin_shufflevector(s, t, 0, 2);
    c[3] = __builtin_shufflevector(s, t, 1, 3);
}
#endif

static inline void read_cells(const ra_cubic *cells, const uint32_t *k, const double *place,
                              double *x)
{
#if WIDTH > 1
    column c[4], t, value;
    load_cells(cells, k, c);
    memcpy(&t, place, sizeof t);
    value = c[0] + t * (c[1] + t * (c[2] + t * c[3]));
    memcpy(x, &value, sizeof value);
#else
    const double *c = cells[*k].c;
    *x = c[0] + *place * (c[1] + *place * (c[2] + *place * c[3]));
#endif
}

static bool cubic_piece(const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n)
{
    uint32_t k[PIECE + 8];
    double place[PIECE + 8], value[PIECE + 8];
    size_t missing = 0;

    if (from == RA_FROM_TAILS) {
        find_cells(RA_FROM_TAILS, u, k, place, n);
    } else {
        find_cells(RA_FROM_UNIFORM, u, k, place, n);
    }
    for (size_t i = n; i < n + 8; i++) {
        k[i] = 0;
        place[i] = 0;
    }
    for (size_t i = 0; i < n; i += WIDTH) {
        read_cells(cells, k + i, place + i, value + i);
    }
    for (size_t i = 0; i < n; i++) {
        missing += value[i] != value[i];
        x[i] = value[i];
    }
    return missing > 0;
}

bool RA_KERNEL(cubic)(const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n)
{
    bool missing = false;

    for (size_t start = 0; start < n; start += PIECE) {
        size_t piece = n - start < PIECE ? n - start : PIECE;
        missing |= cubic_piece(cells, from, u + start, x + start, piece);
    }
    return missing;
}

/* Defines a kernel with a loop for either kind of numbers. `LAW` is expanded with `from`. */
#define LOOPS(LAW)                                                                                 \
    if (from == RA_FROM_TAILS) {                                                                   \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            LAW(TAIL(RA_FROM_TAILS, u, i));                                                        \
        }                                                                                          \
    } else {                                                                                       \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            LAW(TAIL(RA_FROM_UNIFORM, u, i));                                                      \
        }                                                                                          \
    }

static inline double uniform(double low, double high, double range, double t)
{
    return (t < 0 ? high : low) + t * range;
}

void RA_KERNEL(uniform)(double low, double high, ra_from from, const double *u, double *x, size_t n)
{
    double range = high - low;

#define LAW(t) x[i] = uniform(low, high, range, t)
    LOOPS(LAW)
#undef LAW
}

/* With w the width, m the distance of the mode from the end whose tail is p, and v = w - m: the
 * distance from that end is sqrt(p w m) up to the mode; behind it, that from the other end is
 * sqrt((1 - p) w v). */
static inline double triangle(double low, double mode, double high, double t)
{
    double w = high - low, p = fabs(t), m = t < 0 ? high - mode : mode - low;
    double before = p * w * m, behind = (1 - p) * w * (w - m);
    double distance = sqrt(p * w <= m ? before : behind);
    double near = (t < 0 ? high : low) + (t < 0 ? -distance : distance);
    double far = (t < 0 ? low : high) + (t < 0 ? distance : -distance);

    return p * w <= m ? near : far;
}

void RA_KERNEL(triangle)(const double law[3], ra_from from, const double *u, double *x, size_t n)
{
    double low = law[0], mode = law[1], high = law[2];

#define LAW(t) x[i] = triangle(low, mode, high, t)
    LOOPS(LAW)
#undef LAW
}

void RA_KERNEL(affine)(double a, double b, double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = a + b * x[i];
    }
}

/* With p the tail probability of t in the law that is left, the whole law has below + p mass on the
 * lower side and above + p mass on the upper one. */
static inline double truncate(double below, double above, double mass, double t)
{
    double p = fabs(t), q = 1 - p;
    double lower = below + (t < 0 ? q : p) * mass;
    double upper = above + (t < 0 ? p : q) * mass;

    return lower < upper ? lower : -upper;
}

/* Both ends lie in the tail of this sign: `far` is what the far end leaves out. */
static inline double truncate_tail(double near, double far, double mass, double sign, double t)
{
    double p = fabs(t);
    double from_far = far + p * mass, from_near = near - p * mass;

    return sign * (t * sign > 0 ? from_far : from_near);
}

void RA_KERNEL(truncate)(const double rest[3], int side, ra_from from, const double *u,
                         double *whole, size_t n)
{
    double below = rest[0], above = rest[1], mass = rest[2], sign = -side;

#define INSIDE(t) whole[i] = truncate(below, above, mass, t)
#define UPPER(t)  whole[i] = truncate_tail(below, above, mass, sign, t)
#define LOWER(t)  whole[i] = truncate_tail(above, below, mass, sign, t)
    if (side == 0) {
        LOOPS(INSIDE)
    } else if (side > 0) {
        LOOPS(UPPER)
    } else {
        LOOPS(LOWER)
    }
}

void RA_KERNEL(limit)(double low, double high, double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double limited = x[i] < low ? low : x[i];
        x[i] = limited > high ? high : limited;
    }
}
