/* Writes the keyed streams without end, 32 bits a number, for script/dieharder: in the order in
 * which WAY says (see there). */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "audit/stream.h"

#define MOST_STREAMS 1000

/* The upper 32 of the 53 bits of a uniform number. */
static uint32_t upper_bits(double u)
{
    return (uint32_t)(u * 0x1p32);
}

/* Streams are named as the inputs of a claim are. */
static uint64_t key_of(unsigned stream)
{
    char name[40];

    snprintf(name, sizeof name, "dieharder/x%u", stream);
    return ra_stream_key(name);
}

int main(int argc, char **argv)
{
    static double u[MOST_STREAMS][RA_BLOCK];
    static uint32_t out[MOST_STREAMS * RA_BLOCK];
    const char *way = argc > 1 ? argv[1] : "one";
    unsigned streams = strcmp(way, "one") == 0      ? 1
                       : strcmp(way, "inputs") == 0 ? 200
                                                    : MOST_STREAMS;
    bool by_trial = strcmp(way, "inputs") == 0;

    for (uint64_t block = 0;; block++) {
        size_t count = 0;
        for (unsigned s = 0; s < streams; s++) {
            ra_stream_fill(1, key_of(s), block, u[s]);
        }
        for (size_t k = 0; k < (size_t)streams * RA_BLOCK; k++) {
            size_t s = by_trial ? k % streams : k / RA_BLOCK,
                   i = by_trial ? k / streams : k % RA_BLOCK;
            out[count++] = upper_bits(u[s][i]);
        }
        if (fwrite(out, sizeof *out, count, stdout) != count) {
            return 0;
        }
    }
}
