/* Prints the bits of random streams: a line of JSON for every case. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "audit/stream.h"

static uint64_t bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void print_block(uint64_t seed, uint64_t key, uint64_t block)
{
    double u[RA_BLOCK];

    ra_stream_fill(seed, key, block, u);
    printf("{\"seed\":\"%" PRIu64 "\",\"key\":\"%" PRIu64 "\",\"block\":%" PRIu64 ",\"bits\":[", seed,
           key, block);
    for (size_t i = 0; i < RA_BLOCK; i++)
        printf("%s\"%016" PRIx64 "\"", i > 0 ? "," : "", bits_of(u[i]));
    puts("]}");
}

int main(void)
{
    static const uint64_t seeds[] = {0, 1, 42, 4294967296u, UINT64_MAX};
    static const char *const names[] = {"strubell-2019-nas/pue", "grid/us-2019", "a", ""};
    static const uint64_t blocks[] = {0, 1, 15, 268435456, 4294967296u};

    for (size_t s = 0; s < sizeof seeds / sizeof seeds[0]; s++)
        for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
            for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++)
                print_block(seeds[s], ra_stream_key(names[n]), blocks[b]);
    return 0;
}
