/* Keyed random streams.
 *
 * Every draw has a name and its own stream. For block b of the stream, Philox4x32-10
 * [salmon2011] with key = seed and counter = (FNV-1a 64 of the name, b << 4 | word), word 0..15,
 * gives the state of eight lanes of xoshiro256++ [blackman2021]: word w holds the 64-bit numbers
 * 2w and 2w + 1, and number 8k + l is state word k of lane l. The lanes fill the block of 1,024
 * trials: trial t is step t / 8 of lane t % 8, u = ((x >> 11) + 0.5) 2^-53, so 0 < u < 1.
 *
 * Any block, and so any trial, can be made by itself: nothing depends on threads or on order. */
#ifndef RA_STREAM_H
#define RA_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RA_BLOCK 1024 /* trials in a block */
#define RA_LANES 8

/* The ten-round Philox4x32 bijection. Given: counter, key. Returned: out. */
void ra_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* FNV-1a, 64 bits, of a name [fnv]. */
uint64_t ra_stream_key(const char *name);

/* Fills u[0..RA_BLOCK) with the uniform numbers of block `block`. */
void ra_stream_fill(uint64_t seed, uint64_t key, uint64_t block, double *u);

/* One number of the stream: trial t of all trials. */
double ra_stream_at(uint64_t seed, uint64_t key, uint64_t trial);

/* The stream as a generator of GSL, so that every GSL sampler can run on it. gsl_rng_set(r, s)
 * starts at trial 0 of the stream with seed s and the name "gsl"; ra_stream_use chooses another. */
extern const gsl_rng_type *const ra_stream_rng;
void ra_stream_use(gsl_rng *rng, uint64_t seed, const char *name);

#ifdef __cplusplus
}
#endif
#endif
