/* The bins of a histogram, in the order of their values: shared by counting and by quantiles. */
#ifndef RA_HISTOGRAM_CELLS_H
#define RA_HISTOGRAM_CELLS_H

#include <string.h>

#include "audit/histogram.h"
#include "audit/kernels.h"

#define RA_PAGE         1024 /* bins */
#define RA_TABLE_PAGES  4096 /* sign and exponent of a double; for the window, 2,048 are used */
#define RA_WINDOW_PAGES 2048
#define RA_WINDOW_BINS  (RA_WINDOW_PAGES * RA_PAGE)
#define RA_CARRIED      15 /* bits of a short counter that stay when it is carried over */

/* Where a number is counted: in octaves below the window, in it, or in octaves above it. Without a
 * window everything is above. */
typedef enum { RA_BELOW, RA_WINDOW, RA_ABOVE, RA_TABLES } ra_table_kind;

/* Pages of counters. slot[i] is 1 + the index of page i, or 0 while nothing was counted there. */
typedef struct {
    uint16_t *slot;
    void *pages;
    size_t count, capacity;
} ra_bin_pages;

/* A table: short counters of numbers that lie far from block 0, where few do, and long ones of what
 * these cannot hold. */
typedef struct {
    ra_bin_pages few; /* uint16_t[RA_PAGE] */
    ra_bin_pages many; /* uint64_t[RA_PAGE] */
} ra_bin_table;

/* The number at a rank, from elsewhere. */
typedef struct {
    uint64_t rank;
    double value;
} ra_known_rank;

/* A bin that is not empty. low and high lie within the smallest and largest number counted. */
typedef struct {
    double low, high;
    uint64_t before; /* trials in the bins to the left */
    uint64_t count;
} ra_cell;

struct ra_histogram {
    ra_histogram_scale scale;
    double low_edge, high_edge; /* of the window; low_edge = infinity where there is none */
    double inverse;             /* 1 / width */
    uint64_t count, nan;
    double min, max;
    ra_bin_range ends; /* bins near block 0 in which smaller and larger numbers than these may lie: up to
                          the first and from the last on */
    ra_table_kind near; /* the table that holds the bins scale.first and following */
    uint16_t *counts;   /* what was counted there, in short counters, twice as many of which stay in the
                           cache; one more, which may overflow, for what lies elsewhere */
    uint16_t **carried; /* by page what was taken from these before they overflowed, in units of
                           2^RA_CARRIED, and not moved to the table; NULL: nothing */
    uint32_t room;      /* numbers that may be counted there before one of these could overflow */
    ra_bin_table table[RA_TABLES];
    ra_known_rank *known; /* numbers at ranks that were looked up, by rank */
    size_t known_count, known_capacity;
    ra_cell *list; /* of few numbers all cells, once they are listed (ra_histogram_list); or NULL */
    uint32_t listed;
};

/* The short counters: opened empty, and freed. RA_NOMEM. */
ra_status ra_short_open(ra_histogram *histogram);
void ra_short_free(ra_histogram *histogram);

/* Sees to it that n more numbers may be counted in the short counters, whichever: so many at a time as a
 * counter holds, or fewer. RA_NOMEM. */
ra_status ra_short_room(ra_histogram *histogram, uint32_t n);

/* Adds those of a histogram of the same scale. RA_NOMEM. */
ra_status ra_short_merge(ra_histogram *into, const ra_histogram *from);

/* The short and the long counters of a page; NULL where it has none. */
const uint16_t *ra_bin_table_few(const ra_bin_table *table, uint32_t page);
const uint64_t *ra_bin_table_many(const ra_bin_table *table, uint32_t page);

/* The long counters of a page, which is opened if need be; NULL: out of memory. */
uint64_t *ra_bin_table_page(ra_bin_table *table, uint32_t page);

/* Counts a number. RA_NOMEM. */
ra_status ra_bin_table_count(ra_bin_table *table, uint32_t bin);

/* Adds the counts of another table. RA_NOMEM. */
ra_status ra_bin_table_merge(ra_bin_table *into, const ra_bin_table *from);

void ra_bin_table_free(ra_bin_table *table);

/* Bin of a number among the octaves in the order of values: its leading 22 bits, sign, exponent and ten
 * bits of the mantissa; negative ones count down. */
static inline uint32_t ra_octave_bin(double x)
{
    uint64_t bits;

    x += 0.0; /* -0 counts as 0 */
    memcpy(&bits, &x, sizeof bits);
    bits ^= (uint64_t)((int64_t)bits >> 63) | UINT64_C(1) << 63;
    return (uint32_t)(bits >> 42);
}

/* Place of a number in the window, in bins from its lower edge, so that truncation is floor. */
static inline double ra_window_place(const ra_histogram_scale *scale, double x)
{
    return (x - scale->centre) * (1 / scale->width) + RA_WINDOW_BINS / 2;
}

/* Where a number is counted. */
typedef struct {
    ra_table_kind table;
    uint32_t bin;
} ra_bin_place;
ra_bin_place ra_histogram_place(const ra_histogram *histogram, double x);

/* A walk over the bins from left to right, which reads some ahead. Start with {0}. */
#define RA_WALK_CELLS 64

typedef struct {
    bool begun;
    ra_bin_place last; /* of the largest number: where the walk ends */
    uint32_t table, page, bin; /* of the bin that is read next; in a list, bin is its place */
    uint64_t before;           /* trials to the left of it */
    uint32_t at, filled;       /* of the cells that are read already */
    const ra_cell *list;       /* where these stand; NULL: in the walk itself */
    ra_cell cells[RA_WALK_CELLS];
} ra_cell_walk;

/* The same in a list of cells: what the functions of a walk do where there is one. */
bool ra_list_refill(const ra_histogram *histogram, ra_cell_walk *walk);
bool ra_list_seek(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell, uint64_t rank);
void ra_list_skip(const ra_histogram *histogram, ra_cell_walk *walk, double x);
uint64_t ra_list_most(const ra_histogram *histogram);

/* Reads more cells. Returned: false behind the last bin. */
bool ra_cell_refill(const ra_histogram *histogram, ra_cell_walk *walk);

/* Returns false behind the last bin. */
static inline bool ra_cell_next(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell)
{
    if (walk->at == walk->filled && !ra_cell_refill(histogram, walk)) {
        return false;
    }
    *cell = (walk->list != NULL ? walk->list : walk->cells)[walk->at++];
    return true;
}

/* Moves `cell` right to the one that holds a rank; it stays where it is if that holds it. Returned:
 * false where there is none. */
bool ra_cell_seek(const ra_histogram *histogram, ra_cell_walk *walk, ra_cell *cell, uint64_t rank);

/* An octave whole: the edges of its bins, and how many numbers are in each. */
typedef struct {
    double edge[RA_PAGE + 1], count[RA_PAGE];
} ra_octave;

/* Reads the octave that a walk has come to and moves behind it. Returned: false, and the walk stays,
 * where cells are to be read: where it is not at the beginning of an octave, where the octave has a
 * bin that is not like the others, and where numbers are so few that most bins are empty. */
bool ra_octave_next(const ra_histogram *histogram, ra_cell_walk *walk, ra_octave *octave);

/* Moves a walk that has read nothing to the page in which x is counted, or the first behind it. */
void ra_page_skip(const ra_histogram *histogram, ra_cell_walk *walk, double x);

/* Moves such a walk to the bin in which x is counted, or one before it: an edge is rounded. */
void ra_cell_skip(const ra_histogram *histogram, ra_cell_walk *walk, double x);

/* The number at a rank, 1 to the count of the histogram, that lies in the cell: the one that is
 * known (ra_histogram_know), or an estimate: the c numbers of a bin stand at (j - 1/2) / c of its
 * width. */
double ra_cell_at(const ra_histogram *histogram, const ra_cell *cell, uint64_t rank);

#endif
