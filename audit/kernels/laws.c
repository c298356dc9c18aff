/* From tails of uniform numbers to values: tables and closed forms. Which tail a number lies in
 * nobody can predict, so there are no branches. */
#include <math.h>

#include "audit/kernels/pack.h"
#include "audit/kernels/variant.h"
#include "models/elementary.h"

static inline double tail_of(double u)
{
    return u < 0.5 ? u : u - 1;
}

/* No stream has a number that is 1; from elsewhere it counts as the largest one below. */
void RA_KERNEL(tails)(const double *u, double *t, size_t n)
{
    RA_INDEPENDENT
    for (size_t i = 0; i < n; i++) {
        double upper = u[i] - 1 < -0x1p-54 ? u[i] - 1 : -0x1p-54;
        t[i] = u[i] < 0.5 ? u[i] : upper;
    }
}

/* Leading bits of the smallest probability of a table, less one: its cell is number 1. */
#define CELL_BITS   6
#define CELL_SHIFT  (52 - CELL_BITS)
#define CELL_ORIGIN ((1023 - 16) * RA_CUBIC_CELLS - 1)
#define MANTISSA    ((UINT64_C(1) << 52) - 1)
#define ONE_BITS    UINT64_C(0x3FF0000000000000)

/* The largest number below the table: its cell is number 0, where every coefficient is NaN. */
#define BELOW (RA_CUBIC_SMALLEST * (1 - 0x1p-53))

/* The cell is the exponent and the leading bits of the mantissa of the tail probability p; the rest
 * of the mantissa, moved to the front of a number between 1 and 2, is the place in the cell. Given:
 * p, and what the upper tail adds where p is one of it. Returned in `first`: the number of
 * the cell's first coefficient, 4 * cell. */
static inline ra_pack find_cells(ra_pack p, ra_words upper, uint64_t first[RA_WIDTH])
{
    const ra_words zero = {0};
    ra_words bits = ra_words_of(ra_larger(p, (ra_pack){0} + BELOW));
    ra_words coefficient =
        (bits >> (CELL_SHIFT - 2) & (zero + ~UINT64_C(3))) + upper - 4 * CELL_ORIGIN;

    memcpy(first, &coefficient, sizeof coefficient);
    return ra_pack_of((bits << CELL_BITS & (zero + MANTISSA)) | (zero + ONE_BITS)) - 1.0;
}

#define UPPER_TAIL (4 * RA_CUBIC_TAIL)

static inline ra_pack find_uniform(ra_pack u, uint64_t first[RA_WIDTH])
{
    return find_cells(ra_smaller(u, 1.0 - u), ra_from_on(u, 0.5, UPPER_TAIL), first);
}

static inline ra_pack find_tails(ra_pack t, uint64_t first[RA_WIDTH])
{
    return find_cells(ra_larger(t, -t), ra_from_on(-t, 0x1p-1074, UPPER_TAIL), first);
}

/* Cells are loaded as rows, or halves of them, and turned into columns in registers, which is twice
 * as fast as what a compiler makes of four single loads a number. c[k] is coefficient k of RA_WIDTH
 * numbers. */
#if RA_WIDTH == 8
static inline ra_pack load_rows(const double *a, const double *b)
{
    __m512d low = _mm512_castpd256_pd512(_mm256_loadu_pd(a));
    return (ra_pack)_mm512_insertf64x4(low, _mm256_loadu_pd(b), 1);
}

static inline void load_cells(const double *table, const uint64_t *first, ra_pack c[4])
{
    ra_pack p = load_rows(table + first[0], table + first[4]);
    ra_pack q = load_rows(table + first[1], table + first[5]);
    ra_pack s = load_rows(table + first[2], table + first[6]);
    ra_pack t = load_rows(table + first[3], table + first[7]);
    ra_pack pq_even = __builtin_shufflevector(p, q, 0, 8, 2, 10, 4, 12, 6, 14);
    ra_pack pq_odd = __builtin_shufflevector(p, q, 1, 9, 3, 11, 5, 13, 7, 15);
    ra_pack st_even = __builtin_shufflevector(s, t, 0, 8, 2, 10, 4, 12, 6, 14);
    ra_pack st_odd = __builtin_shufflevector(s, t, 1, 9, 3, 11, 5, 13, 7, 15);
    c[0] = __builtin_shufflevector(pq_even, st_even, 0, 1, 8, 9, 4, 5, 12, 13);
    c[1] = __builtin_shufflevector(pq_odd, st_odd, 0, 1, 8, 9, 4, 5, 12, 13);
    c[2] = __builtin_shufflevector(pq_even, st_even, 2, 3, 10, 11, 6, 7, 14, 15);
    c[3] = __builtin_shufflevector(pq_odd, st_odd, 2, 3, 10, 11, 6, 7, 14, 15);
}
#elif RA_WIDTH == 4
static inline ra_pack load_halves(const double *a, const double *b)
{
    __m256d low = _mm256_castpd128_pd256(_mm_loadu_pd(a));
    return (ra_pack)_mm256_insertf128_pd(low, _mm_loadu_pd(b), 1);
}

static inline void load_cells(const double *table, const uint64_t *first, ra_pack c[4])
{
    for (size_t k = 0; k < 4; k += 2) {
        ra_pack p = load_halves(table + first[0] + k, table + first[2] + k);
        ra_pack q = load_halves(table + first[1] + k, table + first[3] + k);
        c[k] = __builtin_shufflevector(p, q, 0, 4, 2, 6);
        c[k + 1] = __builtin_shufflevector(p, q, 1, 5, 3, 7);
    }
}
#elif RA_WIDTH == 2
static inline void load_cells(const double *table, const uint64_t *first, ra_pack c[4])
{
    for (size_t k = 0; k < 4; k += 2) {
        ra_pack p = ra_pack_load(table + first[0] + k), q = ra_pack_load(table + first[1] + k);
        c[k] = __builtin_shufflevector(p, q, 0, 2);
        c[k + 1] = __builtin_shufflevector(p, q, 1, 3);
    }
}
#else
static inline void load_cells(const double *table, const uint64_t *first, ra_pack c[4])
{
    memcpy(c, table + *first, 4 * sizeof *c);
}
#endif

static inline ra_pack read_cells(const double *table, const uint64_t *first, const double *place)
{
    ra_pack c[4], t = ra_pack_load(place);

    load_cells(table, first, c);
    return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

/* A number that no cell has is NaN, and so is the sum of all then; that of infinite ones may be,
 * which makes more work and no error. */
static inline bool has_nan(ra_pack sum)
{
    double lanes[RA_WIDTH], total = 0;

    ra_pack_store(lanes, sum);
    for (size_t l = 0; l < RA_WIDTH; l++) {
        total += lanes[l];
    }
    return total != total;
}

/* Defines a loop over whole packs. Cells are found some packs ahead, so that their numbers are in
 * memory when they are read one by one. */
#define AHEAD 128

#define CUBIC(name, FIND)                                                                          \
    static bool name(const double *table, const double *u, double *x, size_t n)                    \
    {                                                                                              \
        _Alignas(64) uint64_t first[AHEAD];                                                        \
        _Alignas(64) double place[AHEAD];                                                          \
        ra_pack sum = {0};                                                                         \
                                                                                                   \
        for (size_t start = 0; start < n; start += AHEAD) {                                        \
            size_t piece = n - start < AHEAD ? n - start : AHEAD;                                  \
            for (size_t i = 0; i < piece; i += RA_WIDTH) {                                         \
                ra_pack_store(place + i, FIND(ra_pack_load(u + start + i), first + i));            \
            }                                                                                      \
            for (size_t i = 0; i < piece; i += RA_WIDTH) {                                         \
                ra_pack value = read_cells(table, first + i, place + i);                           \
                ra_pack_store(x + start + i, value);                                               \
                sum += value;                                                                      \
            }                                                                                      \
        }                                                                                          \
        return has_nan(sum);                                                                       \
    }

CUBIC(cubic_uniform, find_uniform)
CUBIC(cubic_tails, find_tails)

static bool cubic_packs(const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n)
{
    return from == RA_FROM_TAILS ? cubic_tails(cells->c, u, x, n)
                                 : cubic_uniform(cells->c, u, x, n);
}

bool RA_KERNEL(cubic)(const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n)
{
    size_t whole = n - n % RA_WIDTH;
    double last[RA_WIDTH];
    bool missing = cubic_packs(cells, from, u, x, whole);

    if (whole < n) {
        for (size_t i = 0; i < RA_WIDTH; i++) {
            last[i] = whole + i < n ? u[whole + i] : 0.5;
        }
        missing |= cubic_packs(cells, from, last, last, RA_WIDTH);
        memcpy(x + whole, last, (n - whole) * sizeof *x);
    }
    return missing;
}

/* Defines a kernel with a loop for either kind of numbers. `LAW` gets the tail and whether it is an
 * upper one. */
#define LOOPS(LAW)                                                                                 \
    if (from == RA_FROM_TAILS) {                                                                   \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            LAW(u[i], u[i] < 0);                                                                   \
        }                                                                                          \
    } else {                                                                                       \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            LAW(tail_of(u[i]), !(u[i] < 0.5));                                                     \
        }                                                                                          \
    }

static inline double uniform(double low, double high, double range, double t, bool up)
{
    return (up ? high : low) + t * range;
}

void RA_KERNEL(uniform)(double low, double high, ra_from from, const double *u, double *x, size_t n)
{
    double range = high - low;

#define LAW(t, up) x[i] = uniform(low, high, range, t, up)
    LOOPS(LAW)
#undef LAW
}

/* With w the width, m the distance of the mode from the end whose tail is p, and v = w - m: the
 * distance from that end is sqrt(p w m) up to the mode; behind it, that from the other end is
 * sqrt((1 - p) w v). */
static inline double triangle(double low, double mode, double high, double t, bool up)
{
    double w = high - low, p = fabs(t), m = up ? high - mode : mode - low;
    double before = p * w * m, behind = (1 - p) * w * (w - m);
    double distance = sqrt(p * w <= m ? before : behind);
    double near = (up ? high : low) + (up ? -distance : distance);
    double far = (up ? low : high) + (up ? distance : -distance);

    return p * w <= m ? near : far;
}

void RA_KERNEL(triangle)(const double law[3], ra_from from, const double *u, double *x, size_t n)
{
    double low = law[0], mode = law[1], high = law[2];

#define LAW(t, up) x[i] = triangle(low, mode, high, t, up)
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
static inline double truncate(double below, double above, double mass, double t, bool up)
{
    double p = fabs(t), q = 1 - p;
    double lower = below + (up ? q : p) * mass;
    double upper = above + (up ? p : q) * mass;

    return lower < upper ? lower : -upper;
}

/* Both ends lie in the tail of this sign: `far` is what the far end leaves out. */
static inline double truncate_tail(double near, double far, double mass, double t, bool is_far)
{
    double p = fabs(t);
    double from_far = far + p * mass, from_near = near - p * mass;

    return is_far ? from_far : from_near;
}

void RA_KERNEL(truncate)(const double rest[3], int side, ra_from from, const double *u,
                         double *whole, size_t n)
{
    double below = rest[0], above = rest[1], mass = rest[2];

#define INSIDE(t, up) whole[i] = truncate(below, above, mass, t, up)
#define UPPER(t, up)  whole[i] = -truncate_tail(below, above, mass, t, up)
#define LOWER(t, up)  whole[i] = truncate_tail(above, below, mass, t, !(up))
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
