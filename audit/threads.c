#include "audit/threads.h"

#include <omp.h>

int ra_threads(int asked, uint64_t tasks)
{
    int threads = asked > 0 ? asked : omp_get_num_procs();

    threads = threads < RA_MOST_THREADS ? threads : RA_MOST_THREADS;
    return (uint64_t)threads < tasks ? threads : tasks > 1 ? (int)tasks : 1;
}

/* Some milliseconds of trials. */
#define FEW_TRIALS 100000

int ra_threads_beside(int asked, uint64_t trials)
{
    return trials < FEW_TRIALS ? 1 : ra_threads(asked, RA_MOST_THREADS);
}
