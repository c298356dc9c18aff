#include "audit/points.h"

#include <assert.h>

#include "audit/directions.h"
#include "audit/kernels.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Bits of the index inside a block, and of the number of a block. */
#define INNER_BITS 10
#define OUTER_BITS 30

/* Blocks of a keyed stream from here on scramble; no run has so many trials. */
#define SCRAMBLING_BLOCKS (UINT64_C(1) << 50)

/* What bit k of the index adds to the digits of a coordinate, scrambled, and the digital shift. */
typedef struct {
    uint64_t shift;
    uint64_t inner[INNER_BITS];
    uint64_t outer[OUTER_BITS];
} scrambled;

struct ra_points {
    uint32_t dimension, quasi; /* the first `quasi` coordinates are those of the sequence */
    uint32_t first, replicates;
    uint64_t seed;
    uint64_t *keys;
    scrambled *coordinates; /* by coordinate, then by replicate */
};

bool ra_points_quasi(uint32_t dimension)
{
    return dimension <= RA_DIRECTIONS;
}

/* L x as the sum of the columns of L whose digit is set; column j has a one in row j and random
 * digits below. */
static uint64_t multiply(const uint64_t columns[RA_DIRECTION_BITS], uint64_t x)
{
    uint64_t product = 0;

    for (uint32_t j = 0; j < RA_DIRECTION_BITS; j++) {
        product ^= (x >> (RA_DIRECTION_BITS - 1 - j) & 1) != 0 ? columns[j] : 0;
    }
    return product;
}

/* Random digits: u = (digits + 0.5) 2^-53. */
static uint64_t digits_of(double u)
{
    return (uint64_t)(u * 0x1p53);
}

static void scramble(scrambled *out, uint32_t dimension, uint64_t seed, uint64_t key,
                     uint32_t replicate)
{
    uint64_t v[INNER_BITS + OUTER_BITS], columns[RA_DIRECTION_BITS];
    double random[RA_BLOCK];

    ra_stream_fill(seed, key, SCRAMBLING_BLOCKS + replicate, random);
    for (uint32_t j = 0; j < RA_DIRECTION_BITS; j++) {
        uint64_t diagonal = UINT64_C(1) << (RA_DIRECTION_BITS - 1 - j);
        columns[j] = diagonal | (digits_of(random[j]) & (diagonal - 1));
    }
    out->shift = digits_of(random[RA_DIRECTION_BITS]);
    ra_directions_fill(dimension, v, INNER_BITS + OUTER_BITS);
    for (uint32_t k = 0; k < INNER_BITS; k++) {
        out->inner[k] = multiply(columns, v[k]);
    }
    for (uint32_t k = 0; k < OUTER_BITS; k++) {
        out->outer[k] = multiply(columns, v[INNER_BITS + k]);
    }
}

ra_status ra_points_new(ra_points **out, const uint64_t *keys, uint32_t dimension, uint64_t seed,
                        uint32_t first, uint32_t replicates)
{
    ra_points *points = ra_calloc(1, sizeof *points);
    uint32_t quasi = ra_points_quasi(dimension) ? dimension : RA_DIRECTIONS;

    *out = points;
    if (points == NULL) {
        return RA_NOMEM;
    }
    *points = (ra_points){.dimension = dimension,
                          .quasi = quasi,
                          .first = first,
                          .replicates = replicates,
                          .seed = seed};
    points->keys = ra_calloc(dimension, sizeof *points->keys);
    points->coordinates = ra_calloc((size_t)quasi * replicates, sizeof *points->coordinates);
    if (points->keys == NULL || points->coordinates == NULL) {
        ra_points_free(points);
        *out = NULL;
        return RA_NOMEM;
    }
    for (uint32_t j = 0; j < dimension; j++) {
        points->keys[j] = keys[j];
        for (uint32_t r = 0; j < quasi && r < replicates; r++) {
            scramble(&points->coordinates[(size_t)j * replicates + r], j, seed, keys[j], first + r);
        }
    }
    return RA_OK;
}

void ra_points_free(ra_points *points)
{
    if (points == NULL) {
        return;
    }
    ra_free(points->keys);
    ra_free(points->coordinates);
    ra_free(points);
}

void ra_points_fill(const ra_points *points, uint32_t coordinate, uint32_t replicate,
                    uint64_t block, double *u)
{
    assert(coordinate < points->dimension && replicate < points->replicates);
    assert(block >> OUTER_BITS == 0);
    if (coordinate >= points->quasi) {
        uint64_t number = (uint64_t)(points->first + replicate) << OUTER_BITS | block;
        ra_stream_fill(points->seed, points->keys[coordinate], number, u);
        return;
    }
    const scrambled *own = &points->coordinates[(size_t)coordinate * points->replicates + replicate];
    uint64_t start = own->shift;
    for (uint32_t k = 0; k < OUTER_BITS; k++) {
        start ^= (block >> k & 1) != 0 ? own->outer[k] : 0;
    }
    ra_kernels_get()->net(start, own->inner, u);
}
