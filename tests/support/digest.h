/* Digests of what kernels give, by which two machines can be compared that cannot run each other's
 * programs: with REAUDIT_DIGESTS=FILE in the environment a line of FILE has a kernel and its digest. */
#ifndef RA_TEST_DIGEST_H
#define RA_TEST_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Adds numbers to the digest of a kernel; all NaN count alike, whose sign and bits are the processor's.
 * Given: a name that stays. */
void digest_numbers(const char *kernel, const double *x, size_t n);

/* Adds integers. */
void digest_integers(const char *kernel, const uint16_t *x, size_t n);

/* Writes what was added, in the order in which kernels were first met, where the environment asks. */
void digest_write(void);

#endif
