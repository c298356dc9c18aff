/* Memory that is given back all at once: a claim owns everything it holds through one arena. */
#ifndef RA_ARENA_H
#define RA_ARENA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_arena ra_arena;

/* Returns an empty arena that may hand out at most `limit` bytes, or NULL. Free with ra_arena_free. */
ra_arena *ra_arena_new(size_t limit);
void ra_arena_free(ra_arena *arena);

/* Returns zeroed memory aligned for any type that lives as long as the arena, or NULL (out of
 * memory, over the limit, or count * size overflows). */
void *ra_arena_alloc(ra_arena *arena, size_t count, size_t size);

/* Returns a copy of `length` bytes with a NUL behind them, or NULL. */
char *ra_arena_text(ra_arena *arena, const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
