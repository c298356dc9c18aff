#include "tests/faults/allocator.h"

#include <execinfo.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "models/alloc.h"

/* Callers of the allocator that tell one place from another. Where none is inlined, the nearest
 * ones are often those that every text goes through. */
#ifdef __OPTIMIZE__
#define DEPTH 3
#else
#define DEPTH 5
#endif

/* Slots of the table of places, a power of two; more than there are. */
#define SLOTS (1 << 14)

/* Both lie in memory that a child shares with its parent. */
typedef struct {
    atomic_long calls;
    long fail;
    bool lasting, noting;
} counter;

typedef struct {
    atomic_ulong key; /* 0: free */
    long call;        /* the first from there; 0: none since noting began that was new */
} place;

static counter *shared;
static place *places;
static bool (*visit)(void *context, long call); /* NULL: nobody is asked */
static void *visitor;
static atomic_long live;
static atomic_ulong failures;

void *allocator_share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED)
        abort();
    return memory;
}

void allocator_open(void)
{
    shared = allocator_share(sizeof *shared);
    places = allocator_share(SLOTS * sizeof *places);
}

void allocator_part(long fail, bool lasting)
{
    counter *own = allocator_share(sizeof *own);

    own->calls = shared->calls;
    own->fail = fail;
    own->lasting = lasting;
    shared = own;
    visit = NULL;
}

void allocator_visit(bool (*ask)(void *context, long call), void *context)
{
    visit = ask;
    visitor = context;
}

void allocator_arm(long fail, bool lasting)
{
    shared->calls = 0;
    shared->fail = fail;
    shared->lasting = lasting;
}

void allocator_note(bool noting)
{
    shared->noting = noting;
    for (size_t i = 0; noting && i < SLOTS; i++)
        places[i].call = 0;
}

/* What the addresses of the callers say, which are the same in a child. */
static inline unsigned long find_key(void)
{
    void *caller[DEPTH + 3];
    int count = backtrace(caller, DEPTH + 3);
    uint64_t key = 0;

    for (int i = 3; i < count; i++)
        key = (key ^ (uintptr_t)caller[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return key | 1;
}

__attribute__((noinline)) static void note(long call)
{
    unsigned long key = find_key(), expected = 0;
    size_t slot = key >> 40 & (SLOTS - 1), tried = 0;

    while (!atomic_compare_exchange_strong(&places[slot].key, &expected, key)) {
        if (expected == key)
            return;
        if (++tried == SLOTS)
            abort();
        slot = (slot + 1) & (SLOTS - 1);
        expected = 0;
    }
    places[slot].call = call;
}

static int compare_calls(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

long allocator_places(long **calls)
{
    long count = 0;

    *calls = malloc(SLOTS * sizeof **calls);
    if (*calls == NULL)
        abort();
    for (size_t i = 0; i < SLOTS; i++)
        if (places[i].call != 0)
            (*calls)[count++] = places[i].call;
    qsort(*calls, (size_t)count, sizeof **calls, compare_calls);
    return count;
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

__attribute__((noinline)) static bool fails(void)
{
    long call = atomic_fetch_add(&shared->calls, 1) + 1, fail = shared->fail;
    if (shared->noting)
        note(call);
    bool hit = fail > 0 && (shared->lasting ? call >= fail : call == fail);
    hit = hit || (visit != NULL && visit(visitor, call));

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
