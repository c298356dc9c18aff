#include "audit/threads.h"

#include <omp.h>

int ra_threads(int asked, uint64_t tasks)
{
    int threads = asked > 0 ? asked : omp_get_num_procs();

    threads = threads < RA_MOST_THREADS ? threads : RA_MOST_THREADS;
    return (uint64_t)threads < tasks ? threads : tasks > 1 ? (int)tasks : 1;
}
