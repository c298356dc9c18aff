#include "audit/portions.h"

/* A part as one word, so that both ends change together. */
static uint64_t part(uint64_t first, uint64_t end)
{
    return first << 32 | end;
}

static uint64_t first_of(uint64_t left)
{
    return left >> 32;
}

static uint64_t end_of(uint64_t left)
{
    return left & UINT32_MAX;
}

void ra_portions_open(ra_portion *portions, int threads, uint64_t turns)
{
    uint64_t steps = (turns + RA_PORTIONS_TURNS - 1) / RA_PORTIONS_TURNS, count = (uint64_t)threads;

    for (uint64_t t = 0; t < count; t++) {
        atomic_init(&portions[t].left, part(steps * t / count, steps * (t + 1) / count));
    }
}

/* Takes one step from the front of a part. */
static bool take_front(ra_portion *portion, uint64_t *step)
{
    uint64_t left = atomic_load_explicit(&portion->left, memory_order_relaxed);

    while (first_of(left) < end_of(left)) {
        if (atomic_compare_exchange_weak(&portion->left, &left,
                                         part(first_of(left) + 1, end_of(left)))) {
            *step = first_of(left);
            return true;
        }
    }
    return false;
}

/* The thread with the most steps left; -1: nobody has two. */
static int largest(ra_portion *portions, int threads)
{
    uint64_t most = 1;
    int which = -1;

    for (int t = 0; t < threads; t++) {
        uint64_t left = atomic_load_explicit(&portions[t].left, memory_order_relaxed);
        uint64_t length = first_of(left) < end_of(left) ? end_of(left) - first_of(left) : 0;
        if (length > most) {
            most = length;
            which = t;
        }
    }
    return which;
}

/* Moves the back half of another thread's part to an empty one. */
static bool take_over(ra_portion *portions, int threads, int thread)
{
    int from = largest(portions, threads);

    while (from >= 0) {
        uint64_t left = atomic_load_explicit(&portions[from].left, memory_order_relaxed);
        uint64_t first = first_of(left), end = end_of(left);
        uint64_t middle = first < end ? first + (end - first + 1) / 2 : end;
        if (middle < end &&
            atomic_compare_exchange_strong(&portions[from].left, &left, part(first, middle))) {
            atomic_store_explicit(&portions[thread].left, part(middle, end), memory_order_relaxed);
            return true;
        }
        from = largest(portions, threads);
    }
    return false;
}

bool ra_portions_take(ra_portion *portions, int threads, int thread, bool may_take_over,
                      uint64_t turns, uint64_t *first, uint64_t *end)
{
    uint64_t step;

    while (!take_front(&portions[thread], &step)) {
        if (!may_take_over || !take_over(portions, threads, thread)) {
            return false;
        }
    }
    *first = step * RA_PORTIONS_TURNS;
    *end = *first + RA_PORTIONS_TURNS < turns ? *first + RA_PORTIONS_TURNS : turns;
    return true;
}
