/* The one place where memory comes from.
 *
 * Every allocation of the project goes through these four functions, so that a test program can
 * link its own version of alloc.c and let the n-th allocation fail. */
#ifndef RA_ALLOC_H
#define RA_ALLOC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Returns memory of `size` bytes (of at least one), or NULL. The caller frees it with ra_free. */
void *ra_alloc(size_t size);

/* The same for `count` zeroed items; NULL too where count * size overflows. */
void *ra_calloc(size_t count, size_t size);

/* Grows or shrinks. On NULL the old block is still the caller's. */
void *ra_realloc(void *memory, size_t size);

void ra_free(void *memory);

#ifdef __cplusplus
}
#endif
#endif
