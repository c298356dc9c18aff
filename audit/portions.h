/* Sharing a range of numbered turns among threads.
 *
 * Every thread begins with an equal, contiguous part and takes its turns from the front, a few at a
 * time. One that has none left takes over the back half of the largest part that is left, so that a
 * thread that started late or was held up keeps nobody waiting. Which thread has which turns cannot
 * change a result: counts merge in any order, and moments in a tree over the numbers of the turns.
 */
#ifndef RA_PORTIONS_H
#define RA_PORTIONS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RA_PORTIONS_TURNS 8 /* taken at a time */

/* First and end of what is left to one thread, in steps of RA_PORTIONS_TURNS, in the upper and the
 * lower half. Two of them are never on one cache line. */
typedef struct {
    _Atomic uint64_t left;
    char apart[120];
} ra_portion;

/* Given: room for as many portions as threads; turns < 2^34. */
void ra_portions_open(ra_portion *portions, int threads, uint64_t turns);

/* Takes the next turns of a thread: *first <= turn < *end, of `turns` altogether. Given: whether it
 * may take over a part of another thread. Returned: false where nothing is left to it. */
bool ra_portions_take(ra_portion *portions, int threads, int thread, bool may_take_over,
                      uint64_t turns, uint64_t *first, uint64_t *end);

#endif
