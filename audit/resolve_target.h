/* The bins in question of one output, while passes over the trials resolve them. */
#ifndef RA_RESOLVE_TARGET_H
#define RA_RESOLVE_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/histogram.h"
#include "models/status.h"

/* Parts into which a bin of many numbers is divided, and numbers that are kept of a smaller one. */
#define RA_TARGET_PARTS 256
#define RA_TARGET_KEPT  2048
#define RA_TARGET_SLOTS 4096

typedef struct {
    uint64_t count;
    double min, max;
} ra_target_part;

/* A range of numbers that holds ranks in question. In the first pass it is a bin, later the numbers
 * from low to high, both included. */
typedef struct {
    bool bin, settled;
    uint64_t key; /* of the bin: table and number */
    double low, high;
    uint64_t before, count; /* numbers to its left, numbers in it */
    double *kept;           /* count of them, where they are few */
    uint64_t kept_count;
    ra_target_part *parts; /* where they are many */
} ra_target;

typedef struct {
    ra_target *targets; /* by their place on the axis; never overlapping */
    uint32_t count;
    uint32_t open; /* not settled */
    uint64_t *ranks;
    size_t rank_count;
    /* Most numbers lie in no target: the axis from the first to the last one in equal slots, and
     * whether a target touches each. */
    double first,
        scale; /* slots to a unit; 0: the axis has no ends, and all numbers are looked at */
    uint8_t slot[RA_TARGET_SLOTS];
} ra_target_list;

/* Opens the targets of the ranks, which are sorted here. Free with ra_target_list_free also where
 * this fails. */
ra_status ra_target_list_open(ra_target_list *list, const ra_histogram *histogram, uint64_t *ranks,
                              size_t count);
void ra_target_list_free(ra_target_list *list);

/* Looks at a number that is no NaN and not -0. */
void ra_target_list_add(ra_target_list *list, const ra_histogram *histogram, double x);

/* After a pass: makes known what is settled, and narrows the others. RA_NOMEM. */
ra_status ra_target_list_settle(ra_target_list *list, ra_histogram *histogram);

#endif
