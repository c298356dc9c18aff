#include "audit/uniforms.h"

#include <stdlib.h>

#include "audit/names.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* The coordinate of one draw. */
typedef struct {
    uint64_t key;
    uint32_t coordinate;
} place;

struct ra_uniforms {
    uint64_t seed;
    ra_points *points; /* NULL: keyed streams */
    place *places;     /* sorted by key */
    uint32_t count;
};

RA_LOOKUP(const char *, ra_sampling_name, ra_sampling, RA_SAMPLING_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_sampling_summary, ra_sampling, RA_SAMPLING_LIST, RA_TEXT_OF)

uint32_t ra_sampling_replicates(ra_sampling sampling)
{
    return sampling == RA_SAMPLING_SOBOL ? RA_UNIFORMS_REPLICATES : 1;
}

uint64_t ra_sampling_trials(ra_sampling sampling, uint64_t trials)
{
    uint64_t whole = (uint64_t)RA_UNIFORMS_REPLICATES * RA_BLOCK;

    if (sampling != RA_SAMPLING_SOBOL) {
        return trials;
    }
    while (whole < trials) {
        whole *= 2;
    }
    return whole;
}

static int by_key(const void *a, const void *b)
{
    const place *x = a, *y = b;

    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return x->coordinate < y->coordinate ? -1 : x->coordinate > y->coordinate;
}

static int by_coordinate(const void *a, const void *b)
{
    const place *x = a, *y = b;

    return x->coordinate < y->coordinate ? -1 : x->coordinate > y->coordinate;
}

/* Gives every key the coordinate of its place among those that come first; keys[j] is that of
 * coordinate j then. */
static void number_places(ra_uniforms *uniforms, uint64_t *keys, uint32_t count)
{
    place *places = uniforms->places;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++) {
        places[i] = (place){.key = keys[i], .coordinate = i};
    }
    qsort(places, count, sizeof *places, by_key);
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || places[i].key != places[i - 1].key) {
            places[kept++] = places[i];
        }
    }
    qsort(places, kept, sizeof *places, by_coordinate);
    for (uint32_t j = 0; j < kept; j++) {
        places[j].coordinate = j;
        keys[j] = places[j].key;
    }
    qsort(places, kept, sizeof *places, by_key);
    uniforms->count = kept;
}

static ra_status open_points(ra_uniforms *uniforms, const uint64_t *keys, uint32_t count)
{
    uint64_t *own = ra_calloc((size_t)count + 1, sizeof *own);
    ra_status status = RA_NOMEM;

    uniforms->places = ra_calloc((size_t)count + 1, sizeof *uniforms->places);
    if (own != NULL && uniforms->places != NULL) {
        for (uint32_t i = 0; i < count; i++) {
            own[i] = keys[i];
        }
        number_places(uniforms, own, count);
        status = ra_points_new(&uniforms->points, own, uniforms->count, uniforms->seed, 0,
                               RA_UNIFORMS_REPLICATES);
    }
    ra_free(own);
    return status;
}

ra_status ra_uniforms_new(ra_uniforms **out, ra_sampling sampling, uint64_t seed,
                          const uint64_t *keys, uint32_t count)
{
    ra_uniforms *uniforms = ra_calloc(1, sizeof *uniforms);
    ra_status status = RA_OK;

    *out = uniforms;
    if (uniforms == NULL) {
        return RA_NOMEM;
    }
    uniforms->seed = seed;
    if (sampling == RA_SAMPLING_SOBOL) {
        status = open_points(uniforms, keys, count);
    }
    if (status != RA_OK) {
        ra_uniforms_free(uniforms);
        *out = NULL;
    }
    return status;
}

void ra_uniforms_free(ra_uniforms *uniforms)
{
    if (uniforms == NULL) {
        return;
    }
    ra_points_free(uniforms->points);
    ra_free(uniforms->places);
    ra_free(uniforms);
}

static const place *find_place(const ra_uniforms *uniforms, uint64_t key)
{
    const place wanted = {.key = key};
    uint32_t low = 0, high = uniforms->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_key(&uniforms->places[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < uniforms->count && uniforms->places[low].key == key;
    return found ? &uniforms->places[low] : NULL;
}

void ra_uniforms_fill(const ra_uniforms *uniforms, uint64_t key, uint64_t block, double *u)
{
    const place *own = uniforms->points != NULL ? find_place(uniforms, key) : NULL;

    if (own == NULL) {
        ra_stream_fill(uniforms->seed, key, block, u);
        return;
    }
    ra_points_fill(uniforms->points, own->coordinate, (uint32_t)(block % RA_UNIFORMS_REPLICATES),
                   block / RA_UNIFORMS_REPLICATES, u);
}
