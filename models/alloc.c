#include "models/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>

/* A number that only grows; no result depends on it. */
static atomic_ulong failures;

static void *checked(void *memory)
{
    if (!memory)
        failures++;
    return memory;
}

void *ra_alloc(size_t size)
{
    return checked(malloc(size ? size : 1));
}

void *ra_calloc(size_t count, size_t size)
{
    return checked(count && size ? calloc(count, size) : calloc(1, 1));
}

void *ra_realloc(void *memory, size_t size)
{
    return checked(realloc(memory, size ? size : 1));
}

void ra_free(void *memory)
{
    free(memory);
}

unsigned long ra_alloc_failures(void)
{
    return failures;
}

void ra_alloc_fail(void)
{
    failures++;
}
