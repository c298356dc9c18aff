#include "models/alloc.h"

#include <stdlib.h>

void *ra_alloc(size_t size)
{
    return malloc(size ? size : 1);
}

void *ra_calloc(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        return calloc(1, 1);
    return calloc(count, size);
}

void *ra_realloc(void *memory, size_t size)
{
    return realloc(memory, size ? size : 1);
}

void ra_free(void *memory)
{
    free(memory);
}
