/* Memory that is given back all at once: a claim owns everything it holds through one arena.
 *
 * Units: sizes are in bytes. Errors: NULL where there is no memory, or none left within the limit.
 * Source: ARCHITECTURE.md, "Errors and memory". */
#ifndef RA_ARENA_H
#define RA_ARENA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_arena ra_arena; /* memory with one owner */

/* Makes an arena. Given: the `limit` of what it may hand out in all. Returned: an empty one, freed
 * with ra_arena_free, or NULL. */
ra_arena *ra_arena_new(size_t limit);

/* Gives all memory back. Given: an `arena`, or NULL. */
void ra_arena_free(ra_arena *arena);

/* Takes memory. Given: the `arena`, the `count` of items, the `size` of one. Returned: zeroed
 * memory, aligned for any type, that lives as long as the arena; NULL too where count * size
 * overflows. */
void *ra_arena_alloc(ra_arena *arena, size_t count, size_t size);

/* Copies a text. Given: the `arena`; `length` bytes of `text`. Returned: the copy with a NUL
 * behind it, which lives as long as the arena, or NULL. */
char *ra_arena_text(ra_arena *arena, const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
