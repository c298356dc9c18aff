/* Calls every kernel of every variant that the processor has on BLOCKS blocks, for a tool that counts
 * instructions: usage: run_kernels. */
#include <stdio.h>

#include "audit/kernels.h"
#include "audit/stream.h"

enum { BLOCKS = 32 };

static ra_cubic cells[2 * RA_CUBIC_TAIL];
static double u[RA_BLOCK], v[RA_BLOCK], x[RA_BLOCK], y[RA_BLOCK];
static uint16_t bins[RA_BLOCK], counts[1 << 16];

/* What most chains need on their way from a block of the stream to the tallies. */
static void run_block(const ra_kernels *kernels, uint64_t block)
{
    static const double corners[3] = {0.5, 0.7, 0.95}, rest[3] = {0.006, 0, 0.994};
    static const double place[3] = {1.5, 0x1p8, 0x1p15};
    static const uint64_t net[10] = {1, 3, 5, 15, 17, 51, 85, 255, 257, 771};
    ra_sums sums;
    double min, max, out[2];
    uint16_t most;

    kernels->fill(1, 2, block, u);
    kernels->net(block, net, v);
    kernels->tails(u, x, RA_BLOCK);
    kernels->cubic(cells, RA_FROM_UNIFORM, u, y, RA_BLOCK);
    kernels->uniform(1, 2, RA_FROM_UNIFORM, u, y, RA_BLOCK);
    kernels->triangle(corners, RA_FROM_UNIFORM, u, y, RA_BLOCK);
    kernels->truncate(rest, 0, RA_FROM_UNIFORM, u, y, RA_BLOCK);
    kernels->limit(0.1, 0.9, y, RA_BLOCK);
    kernels->affine(1, 2, u, RA_BLOCK);
    kernels->exp(u, x, RA_BLOCK);
    kernels->log(x, y, RA_BLOCK);
    kernels->multiply(y, u, x, RA_BLOCK);
    kernels->add(y, u, v, RA_BLOCK);
    kernels->divide(y, u, x, RA_BLOCK);
    kernels->multiply_number(y, u, 3, RA_BLOCK);
    kernels->sums(u, RA_BLOCK, 2, &sums);
    kernels->squares(u, RA_BLOCK, 2, &sums);
    kernels->effects(u, v, x, RA_BLOCK, out);
    kernels->range(u, RA_BLOCK, &min, &max);
    kernels->octaves(u, 0x2ff << 12, UINT16_MAX, bins, RA_BLOCK);
    kernels->window(u, place, 1, UINT16_MAX, bins, RA_BLOCK);
    kernels->count(counts, bins, RA_BLOCK);
    most = kernels->most(counts, RA_BLOCK);
    (void)most;
}

int main(void)
{
    size_t i = 0;

    for (; ra_kernels_at(i) != NULL; i++) {
        for (uint64_t block = 0; block < BLOCKS; block++) {
            run_block(ra_kernels_at(i), block);
        }
        printf("%s %d\n", ra_kernels_at(i)->name, BLOCKS * RA_BLOCK);
    }
    return i > 0 ? 0 : 1;
}
