/* Runs a program and says what it took: usage: measure REPORT PROGRAM ARGUMENT... The file REPORT gets
 * wall time and processor time in seconds, peak memory in KiB. The kernel counts the memory of the
 * process that starts a program as the program's own, so that a small one must start it. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/clock.h"

static double of_timeval(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;

    if (argc < 3) {
        return 127;
    }
    double start = clock_seconds();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        return 127;
    }
    double wall = clock_seconds() - start;
    FILE *report = fopen(argv[1], "w");
    if (report == NULL) {
        return 127;
    }
    fprintf(report, "%.6f %.6f %ld\n", wall, of_timeval(usage.ru_utime) + of_timeval(usage.ru_stime),
            usage.ru_maxrss);
    fclose(report);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
