#include "tests/faults/allocator.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "models/alloc.h"

/* Lies in memory that a child shares with its parent. */
typedef struct {
    atomic_long calls;
    long fail;
    bool lasting;
} counter;

static counter *shared;
static atomic_long live;
static atomic_ulong failures;

void allocator_open(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        abort();
}

void allocator_arm(long fail, bool lasting)
{
    shared->calls = 0;
    shared->fail = fail;
    shared->lasting = lasting;
}

long allocator_calls(void)
{
    return shared->calls;
}

long allocator_live(void)
{
    return live;
}

/* A place for a debugger to stop at. */
__attribute__((noinline)) void allocator_trip(void)
{
    failures++;
}

static bool fails(void)
{
    long call = atomic_fetch_add(&shared->calls, 1) + 1, fail = shared->fail;
    bool hit = fail > 0 && (shared->lasting ? call >= fail : call == fail);

    if (hit)
        allocator_trip();
    return hit;
}

static void *given(void *memory)
{
    live += memory != NULL;
    return memory;
}

void *ra_alloc(size_t size)
{
    return fails() ? NULL : given(malloc(size > 0 ? size : 1));
}

void *ra_calloc(size_t count, size_t size)
{
    return fails() ? NULL : given(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *ra_realloc(void *memory, size_t size)
{
    void *moved = fails() ? NULL : realloc(memory, size > 0 ? size : 1);

    return memory != NULL ? moved : given(moved);
}

void ra_free(void *memory)
{
    live -= memory != NULL;
    free(memory);
}

void ra_alloc_fail(void)
{
    failures++;
}

unsigned long ra_alloc_failures(void)
{
    return failures;
}
