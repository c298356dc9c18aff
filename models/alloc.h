/* The one place where memory comes from.
 *
 * Every allocation of the project goes through these functions, so that a test program can
 * link its own version of alloc.c and let the n-th allocation fail.
 *
 * Units: sizes are in bytes. Errors: NULL where there is no memory. Source: C11, 7.22.3. */
#ifndef RA_ALLOC_H
#define RA_ALLOC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Takes memory. Given: its `size`; 0 is taken as 1. Returned: memory that the caller frees with
 * ra_free, or NULL. */
void *ra_alloc(size_t size);

/* Takes zeroed memory. Given: the `count` of items and the `size` of one. Returned: as ra_alloc;
 * NULL too where count * size overflows. */
void *ra_calloc(size_t count, size_t size);

/* Grows or shrinks. Given: `memory` of these functions, or NULL; its new `size`. Returned: the
 * block, perhaps elsewhere; on NULL the old one is still the caller's. */
void *ra_realloc(void *memory, size_t size);

/* Gives memory back. Given: `memory` of these functions, or NULL. */
void ra_free(void *memory);

/* Returned: how many calls, in any thread of this process, found no memory so far. What is said or
 * written while the number grows lacks something: whoever is about to print it, to put it in a
 * file's place or to report success asks here, so that a piece of text that a writer could not make
 * is an error and never just missing. */
unsigned long ra_alloc_failures(void);

/* Counts one more: a third party that takes memory elsewhere found none. */
void ra_alloc_fail(void);

#ifdef __cplusplus
}
#endif
#endif
