/* The Philox4x32-10 bijection [salmon2011], which gives every block of every stream its state. */
#ifndef RA_PHILOX_H
#define RA_PHILOX_H

#include <stdint.h>

/* Constants of Philox4x32 [salmon2011]: the two multipliers, and the increments of the key
 * from round to round (the golden ratio and the square root of three less one, times 2^32). */
#define RA_PHILOX_ROUNDS 10
#define RA_PHILOX_M0     0xD2511F53u
#define RA_PHILOX_M1     0xCD9E8D57u
#define RA_PHILOX_W0     0x9E3779B9u
#define RA_PHILOX_W1     0xBB67AE85u

/* Given: counter, key. Returned: out. */
static inline void ra_philox_eval(const uint32_t counter[4], const uint32_t key[2],
                                  uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];

    for (int round = 0; round < RA_PHILOX_ROUNDS; round++) {
        uint64_t p0 = (uint64_t)RA_PHILOX_M0 * c0;
        uint64_t p1 = (uint64_t)RA_PHILOX_M1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
        k0 += RA_PHILOX_W0;
        k1 += RA_PHILOX_W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

#endif
