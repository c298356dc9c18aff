#include "models/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "models/alloc.h"

/* Blocks double from the first size to the last, so that small claims stay small and large ones
 * need few blocks. */
#define FIRST_BLOCK ((size_t)4096)
#define LAST_BLOCK  ((size_t)262144)
#define ALIGNMENT   alignof(max_align_t)

typedef struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
} block;

struct ra_arena {
    block *blocks;
    size_t next_size;
    size_t left; /* bytes that may still be handed out */
};

ra_arena *ra_arena_new(size_t limit)
{
    ra_arena *arena = ra_calloc(1, sizeof *arena);
    if (!arena)
        return NULL;
    arena->left = limit;
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void ra_arena_free(ra_arena *arena)
{
    if (!arena)
        return;
    for (block *b = arena->blocks; b;) {
        block *next = b->next;
        ra_free(b);
        b = next;
    }
    ra_free(arena);
}

static block *add_block(ra_arena *arena, size_t size)
{
    size_t capacity = size > arena->next_size ? size : arena->next_size;
    if (capacity > SIZE_MAX - sizeof(block))
        return NULL;
    block *b = ra_calloc(1, sizeof *b + capacity);
    if (!b)
        return NULL;
    b->size = capacity;
    b->next = arena->blocks;
    arena->blocks = b;
    if (arena->next_size < LAST_BLOCK)
        arena->next_size *= 2;
    return b;
}

void *ra_arena_alloc(ra_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    size_t need = count * size;
    if (need == 0)
        need = 1;
    if (need > SIZE_MAX - ALIGNMENT)
        return NULL;
    need = (need + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (need > arena->left)
        return NULL;
    block *b = arena->blocks;
    if (!b || b->size - b->used < need)
        b = add_block(arena, need);
    if (!b)
        return NULL;
    void *memory = b->bytes + b->used;
    b->used += need;
    arena->left -= need;
    return memory;
}

char *ra_arena_text(ra_arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        return NULL;
    char *copy = ra_arena_alloc(arena, length + 1, 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}
