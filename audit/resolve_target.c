#include "audit/resolve_target.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/histogram_cells.h"
#include "models/alloc.h"

static int by_rank(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static uint64_t key_of(const ra_histogram *histogram, double x)
{
    ra_bin_place place = ra_histogram_place(histogram, x);

    return (uint64_t)place.table << 32 | place.bin;
}

/* Marks the slots that targets touch, and one more on either side for the rounding of edges. */
static void mark_slots(ra_target_list *list)
{
    memset(list->slot, 0, sizeof list->slot);
    list->scale = 0;
    if (list->count == 0) {
        return;
    }
    double first = list->targets[0].low, last = list->targets[list->count - 1].high;
    double scale = (RA_TARGET_SLOTS - 4) / (last - first);
    if (!isnormal(scale) || !isfinite(first)) {
        return;
    }
    list->scale = scale;
    list->first = first - 2 / scale;
    for (uint32_t i = 0; i < list->count; i++) {
        double low = (list->targets[i].low - list->first) * scale - 1;
        double high = (list->targets[i].high - list->first) * scale + 1;
        for (double s = floor(low); s <= high && s < RA_TARGET_SLOTS; s++) {
            list->slot[s > 0 ? (size_t)s : 0] = 1;
        }
    }
}

static bool may_hold(const ra_target_list *list, double x)
{
    double place = (x - list->first) * list->scale;

    if (list->scale == 0) {
        return true;
    }
    return place >= 0 && place < RA_TARGET_SLOTS && list->slot[(size_t)place] != 0;
}

/* Room for what a pass finds. */
static ra_status prepare(ra_target *target)
{
    target->kept_count = 0;
    if (target->count <= RA_TARGET_KEPT) {
        target->kept = ra_alloc(target->count * sizeof *target->kept);
        return target->kept != NULL ? RA_OK : RA_NOMEM;
    }
    target->parts = ra_calloc(RA_TARGET_PARTS, sizeof *target->parts);
    return target->parts != NULL ? RA_OK : RA_NOMEM;
}

static void clear(ra_target *target)
{
    ra_free(target->kept);
    ra_free(target->parts);
    target->kept = NULL;
    target->parts = NULL;
}

void ra_target_list_free(ra_target_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        clear(&list->targets[i]);
    }
    ra_free(list->targets);
    ra_free(list->ranks);
    *list = (ra_target_list){0};
}

/* A number inside a cell names its bin, whatever its edges are rounded to. */
static double inside_of(const ra_cell *cell)
{
    double middle = cell->low + (cell->high - cell->low) / 2;

    return isfinite(middle) ? middle : isinf(cell->low) ? cell->low : cell->high;
}

static ra_status open_target(ra_target_list *list, const ra_histogram *histogram,
                             const ra_cell *cell)
{
    ra_target *target = &list->targets[list->count++];

    *target = (ra_target){.bin = true,
                          .key = key_of(histogram, inside_of(cell)),
                          .low = cell->low,
                          .high = cell->high,
                          .before = cell->before,
                          .count = cell->count};
    list->open++;
    return prepare(target);
}

ra_status ra_target_list_open(ra_target_list *list, const ra_histogram *histogram, uint64_t *ranks,
                              size_t count)
{
    ra_cell_walk walk = {0};
    ra_cell cell = {0};
    ra_status status = RA_OK;

    list->targets = ra_calloc(count, sizeof *list->targets);
    list->ranks = ra_alloc(count * sizeof *list->ranks);
    if (list->targets == NULL || list->ranks == NULL) {
        return RA_NOMEM;
    }
    qsort(ranks, count, sizeof *ranks, by_rank);
    for (size_t i = 0; i < count && status == RA_OK; i++) {
        list->ranks[list->rank_count++] = ranks[i];
        if (cell.before + cell.count >= ranks[i]) {
            continue; /* in the bin of the rank before */
        }
        if (!ra_cell_seek(histogram, &walk, &cell, ranks[i])) {
            break;
        }
        status = open_target(list, histogram, &cell);
    }
    mark_slots(list);
    return status;
}

/* Monotone in x, so that a part holds all numbers between its smallest and its largest. */
static size_t part_of(const ra_target *target, double x)
{
    double width = target->high - target->low;
    double place = (x - target->low) / width * RA_TARGET_PARTS;

    return place > 0 ? place < RA_TARGET_PARTS - 1 ? (size_t)place : RA_TARGET_PARTS - 1 : 0;
}

static void add_to(ra_target *target, double x)
{
    if (target->parts == NULL) {
        assert(target->kept_count < target->count);
        target->kept[target->kept_count++] = x;
        return;
    }
    ra_target_part *part = &target->parts[part_of(target, x)];
    part->min = part->count == 0 || x < part->min ? x : part->min;
    part->max = part->count == 0 || x > part->max ? x : part->max;
    part->count++;
}

/* Targets stand in the order of their numbers, those that are bins in that of their keys too. */
void ra_target_list_add(ra_target_list *list, const ra_histogram *histogram, double x)
{
    uint32_t low = 0, high = list->count;

    if (!may_hold(list, x)) {
        return;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->targets[middle].high < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    /* The edge of a bin may be rounded: its neighbours are asked too. */
    for (uint32_t i = low > 0 ? low - 1 : 0; i < list->count && i <= low + 1; i++) {
        ra_target *target = &list->targets[i];
        bool in = target->bin ? key_of(histogram, x) == target->key
                              : target->low <= x && x <= target->high;
        if (in && !target->settled) {
            add_to(target, x);
            return;
        }
    }
}

/* The ranks that lie in a target: [*first, *end) of the list. */
static void ranks_in(const ra_target_list *list, const ra_target *target, size_t *first,
                     size_t *end)
{
    *first = 0;
    while (*first < list->rank_count && list->ranks[*first] <= target->before) {
        (*first)++;
    }
    *end = *first;
    while (*end < list->rank_count && list->ranks[*end] <= target->before + target->count) {
        (*end)++;
    }
}

static ra_status know_kept(ra_target_list *list, ra_target *target, ra_histogram *histogram)
{
    size_t first, end;
    ra_status status = RA_OK;

    ranks_in(list, target, &first, &end);
    qsort(target->kept, target->kept_count, sizeof *target->kept, by_value);
    for (size_t i = first; i < end && status == RA_OK; i++) {
        uint64_t place = list->ranks[i] - target->before - 1;
        assert(place < target->kept_count);
        status = ra_histogram_know(histogram, list->ranks[i], target->kept[place]);
    }
    return status;
}

/* Adds the part of a target that holds ranks: settled where it is one number. */
static ra_status narrow_to(ra_target_list *list, const ra_target_part *part, uint64_t before,
                           ra_histogram *histogram, ra_target *narrowed)
{
    size_t first, end;
    ra_status status = RA_OK;

    *narrowed = (ra_target){.low = part->min,
                            .high = part->max,
                            .before = before,
                            .count = part->count,
                            .settled = part->min == part->max};
    if (!narrowed->settled) {
        return prepare(narrowed);
    }
    ranks_in(list, narrowed, &first, &end);
    for (size_t i = first; i < end && status == RA_OK; i++) {
        status = ra_histogram_know(histogram, list->ranks[i], part->min);
    }
    return status;
}

/* Whether a rank lies behind `before`, among `count` numbers. */
static bool wanted(const ra_target_list *list, uint64_t before, uint64_t count)
{
    const ra_target probe = {.before = before, .count = count};
    size_t first, end;

    ranks_in(list, &probe, &first, &end);
    return first < end;
}

/* Replaces a target that was divided by its parts that are wanted. */
static ra_status divide(ra_target_list *list, const ra_target *target, ra_histogram *histogram,
                        ra_target *next, uint32_t *count)
{
    uint64_t before = target->before;
    ra_status status = RA_OK;

    for (size_t p = 0; p < RA_TARGET_PARTS && status == RA_OK; p++) {
        const ra_target_part *part = &target->parts[p];
        if (part->count > 0 && wanted(list, before, part->count)) {
            status = narrow_to(list, part, before, histogram, &next[*count]);
            (*count)++;
        }
        before += part->count;
    }
    return status;
}

ra_status ra_target_list_settle(ra_target_list *list, ra_histogram *histogram)
{
    ra_status status = RA_OK;
    uint32_t count = 0;

    if (list->open == 0) {
        return RA_OK;
    }
    /* There are never more targets than ranks. */
    ra_target *next = ra_calloc(list->rank_count, sizeof *next);
    if (next == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < list->count && status == RA_OK; i++) {
        ra_target *target = &list->targets[i];
        if (target->settled) {
            continue;
        }
        status = target->parts == NULL ? know_kept(list, target, histogram)
                                       : divide(list, target, histogram, next, &count);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        clear(&list->targets[i]);
    }
    ra_free(list->targets);
    list->targets = next;
    list->count = count;
    list->open = 0;
    for (uint32_t i = 0; i < count; i++) {
        list->open += !next[i].settled;
    }
    mark_slots(list);
    return status;
}
