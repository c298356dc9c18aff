#include "audit/stream.h"

#include "audit/kernels.h"
#include "audit/philox.h"

/* FNV-1a, 64 bits [fnv]. */
#define FNV_BASIS 0xCBF29CE484222325u
#define FNV_PRIME 0x00000100000001B3u

void ra_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    ra_philox_eval(counter, key, out);
}

uint64_t ra_stream_key(const char *name)
{
    uint64_t hash = FNV_BASIS;

    for (; *name != '\0'; name++) {
        hash ^= (unsigned char)*name;
        hash *= FNV_PRIME;
    }
    return hash;
}

void ra_stream_fill(uint64_t seed, uint64_t key, uint64_t block, double *u)
{
    ra_kernels_get()->fill(seed, key, block, u);
}

double ra_stream_at(uint64_t seed, uint64_t key, uint64_t trial)
{
    double u[RA_BLOCK];

    ra_stream_fill(seed, key, trial / RA_BLOCK, u);
    return u[trial % RA_BLOCK];
}
