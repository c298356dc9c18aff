/* From uniform numbers, or their tails, to the values of a table (ra_cubic). Which tail a number lies in
 * nobody can predict, so there are no branches. */
#include "audit/kernels/pack.h"
#include "audit/kernels/variant.h"

/* The cell is the exponent and the leading bits of the mantissa of a tail, 16 bits in all; that of the
 * smallest probability of a table is number 1, and what lies below is in cell 0, where every
 * coefficient is NaN. The rest of the mantissa is the place in the cell: behind the exponent of 64 it
 * is 64 + place. */
#define CELL_BITS   6
#define CELL_SHIFT  (52 - CELL_BITS)
#define CELL_ORIGIN ((1023 - 16) * RA_CUBIC_CELLS - 1)
#define UPPER_TAIL  ((uint32_t)sizeof(ra_cubic) * RA_CUBIC_TAIL)
#define PLACE_BITS  ((UINT64_C(1) << CELL_SHIFT) - 1)

static inline ra_pack find_place(ra_pack t)
{
    const ra_pack cells = (ra_pack){0} + RA_CUBIC_CELLS;
    return ra_join(t, PLACE_BITS, cells) - cells;
}

/* Where the cells of two packs of tails are, in bytes from the table's start. Words of 16 bits do it:
 * the upper half of the bits above the place is 2 in an upper tail, the lower one is the cell, from
 * which no less than nothing is left. What is no tail, a NaN say, stays inside the table. */
static inline void find_cells(const ra_pack t[2], uint32_t at[2 * RA_WIDTH])
{
#if RA_WIDTH == 1
    for (size_t k = 0; k < 2; k++) {
        uint32_t bits = (uint32_t)(ra_words_of(t[k]) >> CELL_SHIFT), upper = bits >> 16;
        uint32_t cell = (bits & UINT16_MAX) > CELL_ORIGIN ? (bits & UINT16_MAX) - CELL_ORIGIN : 0;
        cell = cell < RA_CUBIC_TAIL ? cell : RA_CUBIC_TAIL - 1;
        at[k] = (uint32_t)sizeof(ra_cubic) * cell + UPPER_TAIL / 2 * (upper < 2 ? upper : 2);
    }
#else
    const ra_halves none = {0};
    ra_halves cells = ra_high_halves(ra_words_of(t[0]), ra_words_of(t[1])) >> (CELL_SHIFT - 32);

    cells = ra_subtract_shorts(cells, none + CELL_ORIGIN);
    cells = ra_smaller_shorts(cells, none + (UINT32_C(2) << 16 | (RA_CUBIC_TAIL - 1)));
    cells = ra_weigh_shorts(cells, sizeof(ra_cubic), UPPER_TAIL / 2);
    memcpy(at, &cells, sizeof cells);
#endif
}

/* Cells are loaded as rows, or halves of them, and turned into columns in registers, which is twice
 * as fast as what a compiler makes of four single loads a number. c[k] is coefficient k of RA_WIDTH
 * numbers. */
static inline const double *cell_at(const ra_cubic *table, uint32_t bytes)
{
    return (const void *)((const char *)table + bytes);
}

/* Where that of the first pack's number l stands, and how far behind it that of the other
 * one: see ra_high_halves. */
#define AT(l)  ((l) / 2 * 4 + (l) % 2)
#define SECOND (RA_WIDTH == 1 ? 1 : 2)

#if RA_WIDTH == 8
static inline ra_pack load_rows(const double *a, const double *b)
{
    __m512d low = _mm512_castpd256_pd512(_mm256_loadu_pd(a));
    return (ra_pack)_mm512_insertf64x4(low, _mm256_loadu_pd(b), 1);
}

static inline void load_cells(const ra_cubic *table, const uint32_t *at, ra_pack c[4])
{
    ra_pack p = load_rows(cell_at(table, at[AT(0)]), cell_at(table, at[AT(4)]));
    ra_pack q = load_rows(cell_at(table, at[AT(1)]), cell_at(table, at[AT(5)]));
    ra_pack s = load_rows(cell_at(table, at[AT(2)]), cell_at(table, at[AT(6)]));
    ra_pack t = load_rows(cell_at(table, at[AT(3)]), cell_at(table, at[AT(7)]));
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

static inline void load_cells(const ra_cubic *table, const uint32_t *at, ra_pack c[4])
{
    for (size_t k = 0; k < 4; k += 2) {
        ra_pack p = load_halves(cell_at(table, at[AT(0)]) + k, cell_at(table, at[AT(2)]) + k);
        ra_pack q = load_halves(cell_at(table, at[AT(1)]) + k, cell_at(table, at[AT(3)]) + k);
        c[k] = __builtin_shufflevector(p, q, 0, 4, 2, 6);
        c[k + 1] = __builtin_shufflevector(p, q, 1, 5, 3, 7);
    }
}
#elif RA_WIDTH == 2
static inline void load_cells(const ra_cubic *table, const uint32_t *at, ra_pack c[4])
{
#if defined(__SSE4_1__) /* numbers are put together as they are loaded, in one instruction each */
    const double *a = cell_at(table, at[AT(0)]), *b = cell_at(table, at[AT(1)]);
    for (size_t k = 0; k < 4; k += 2) {
        c[k] = (ra_pack)_mm_loadl_pd(_mm_loaddup_pd(b + k), a + k);
        c[k + 1] = (ra_pack)_mm_blend_pd(_mm_loaddup_pd(a + k + 1), _mm_load_pd(b + k), 2);
    }
#else
    for (size_t k = 0; k < 4; k += 2) {
        ra_pack p = ra_pack_load(cell_at(table, at[AT(0)]) + k);
        ra_pack q = ra_pack_load(cell_at(table, at[AT(1)]) + k);
        c[k] = __builtin_shufflevector(p, q, 0, 2);
        c[k + 1] = __builtin_shufflevector(p, q, 1, 3);
    }
#endif
}
#else
static inline void load_cells(const ra_cubic *table, const uint32_t *at, ra_pack c[4])
{
    memcpy(c, cell_at(table, *at), 4 * sizeof *c);
}
#endif

static inline ra_pack read_cells(const ra_cubic *table, const uint32_t *at, ra_pack place)
{
    ra_pack c[4];

    load_cells(table, at, c);
    return c[0] + place * (c[1] + place * (c[2] + place * c[3]));
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

/* Numbers of a turn of the loop: two packs of them. Cells are found some turns ahead, so that their
 * numbers are in memory when they are read one by one. */
#define PAIR  (2 * RA_WIDTH)
#define AHEAD 256

static inline void find_pair(bool uniform, const double *u, uint32_t *at, double *place)
{
    ra_pack t[2] = {ra_pack_load(u), ra_pack_load(u + RA_WIDTH)};

    if (uniform) {
        t[0] = ra_tails_of(t[0]);
        t[1] = ra_tails_of(t[1]);
    }
    find_cells(t, at);
    ra_pack_store(place, find_place(t[0]));
    ra_pack_store(place + RA_WIDTH, find_place(t[1]));
}

/* Over whole pairs of packs. */
static inline bool cubic_pairs(const ra_cubic *table, bool uniform, const double *u, double *x,
                               size_t n)
{
    _Alignas(64) uint32_t at[AHEAD];
    _Alignas(64) double place[AHEAD];
    ra_pack sum = {0};

    for (size_t start = 0; start < n; start += AHEAD) {
        size_t piece = n - start < AHEAD ? n - start : AHEAD;
#if defined(__GNUC__)
#pragma GCC unroll 1
#endif
        for (size_t i = 0; i < piece; i += PAIR) {
            find_pair(uniform, u + start + i, at + i, place + i);
        }
        for (size_t i = 0; i < piece; i += PAIR) {
            ra_pack a = read_cells(table, at + i, ra_pack_load(place + i));
            ra_pack b = read_cells(table, at + i + SECOND, ra_pack_load(place + i + RA_WIDTH));
            ra_pack_store(x + start + i, a);
            ra_pack_store(x + start + i + RA_WIDTH, b);
            sum += a + b;
        }
    }
    return has_nan(sum);
}

static bool cubic_packs(const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n)
{
    return from == RA_FROM_TAILS ? cubic_pairs(cells, false, u, x, n)
                                 : cubic_pairs(cells, true, u, x, n);
}

bool RA_KERNEL(cubic)(const ra_cubic *cells, ra_from from, const double *u, double *x, size_t n)
{
    size_t whole = n - n % PAIR;
    double last[PAIR];
    bool missing = cubic_packs(cells, from, u, x, whole);

    if (whole < n) {
        for (size_t i = 0; i < PAIR; i++) {
            last[i] = whole + i < n ? u[whole + i] : 0.5;
        }
        missing |= cubic_packs(cells, from, last, last, PAIR);
        memcpy(x + whole, last, (n - whole) * sizeof *x);
    }
    return missing;
}
