/* How many threads a piece of work is shared by. What comes out never depends on it. */
#ifndef RA_THREADS_H
#define RA_THREADS_H

#include <stdint.h>

/* Given: the threads that were asked for (a plan's `threads`; 0: one a processor), and the number
 * of tasks that can run side by side. Returned: 1 to RA_MOST_THREADS, no more than there are tasks.
 */
#define RA_MOST_THREADS 256
int ra_threads(int asked, uint64_t tasks);

/* The same for what is done once a run, before and behind its trials: one thread alone where they
 * are so few that waking others would take longer. */
int ra_threads_beside(int asked, uint64_t trials);

#endif
