/* Runs every kernel over and over, for the counter of instructions in check.py:
 * kernels VARIANT TIMES. */
#include <math.h>
#include <stdlib.h>

#include "audit/kernels.h"
#include "audit/stream.h"

static ra_cubic cells[2 * RA_CUBIC_TAIL];
static double u[RA_BLOCK], x[RA_BLOCK], y[RA_BLOCK];
static uint32_t bins[RA_BLOCK], counts[40 * RA_BLOCK + 1];

/* The places of octave bins from 1/2 to 2^9, where the numbers of `x` lie. */
#define FIRST_BIN ((2048 + 1022) * 1024)

#define KERNELS(X)                                                                                 \
    X(fill(1, 2, 3, y))                                                                            \
    X(cubic(cells, RA_FROM_UNIFORM, u, y, RA_BLOCK))                                               \
    X(uniform(1, 2, RA_FROM_UNIFORM, u, y, RA_BLOCK))                                              \
    X(triangle(corners, RA_FROM_UNIFORM, u, y, RA_BLOCK))                                          \
    X(exp(u, y, RA_BLOCK))                                                                         \
    X(log(x, y, RA_BLOCK))                                                                         \
    X(sums(x, RA_BLOCK, 10, &sums))                                                                \
    X(effects(x, u, y, RA_BLOCK, out))                                                             \
    X(octaves(x, FIRST_BIN, 40 * RA_BLOCK, bins, RA_BLOCK))                                        \
    X(window(x, place, 1 << 20, 40 * RA_BLOCK, bins, RA_BLOCK))                                    \
    X(range(x, RA_BLOCK, &out[0], &out[1]))                                                        \
    X(count(counts, bins, RA_BLOCK))                                                               \
    X(multiply(y, x, u, RA_BLOCK))                                                                 \
    X(divide(y, x, u, RA_BLOCK))

static void run(const ra_kernels *kernels, long times)
{
    static const double corners[3] = {0.5, 0.7, 0.95}, place[3] = {1, 1024, 1 << 20};
    double out[2];
    ra_sums sums;

#define X(call)                                                                                    \
    for (long k = 0; k < times; k++) {                                                             \
        kernels->call;                                                                             \
    }
    KERNELS(X)
#undef X
}

int main(int argc, char **argv)
{
    if (argc != 3 || !ra_kernels_use(argv[1])) {
        return 2;
    }
    for (size_t i = 0; i < 2 * RA_CUBIC_TAIL; i++) {
        cells[i] = (ra_cubic){{(double)i, 1, 0.5, 0.25}};
    }
    /* Made without the kernels, which run as often as they are told. */
    for (size_t i = 0; i < RA_BLOCK; i++) {
        u[i] = fmod(0.5 + 0.6180339887498949 * (double)i, 1);
        x[i] = exp(6 * u[i]);
    }
    run(ra_kernels_get(), strtol(argv[2], NULL, 10));
    return 0;
}
