/* The interposer: reads what it is to do, and counts. */
#include "tests/faults/interpose.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

fault_plan fault;

static char kind[40];
static pid_t first; /* the process that the module was loaded into */

static const struct {
    const char *name;
    int error, signal;
} names[] = {{"ENOSPC", ENOSPC, 0},   {"EIO", EIO, 0},         {"EINTR", EINTR, 0},
             {"EROFS", EROFS, 0},     {"EACCES", EACCES, 0},   {"EDQUOT", EDQUOT, 0},
             {"EMFILE", EMFILE, 0},   {"EAGAIN", EAGAIN, 0},   {"ENOMEM", ENOMEM, 0},
             {"SIGINT", 0, SIGINT},   {"SIGTERM", 0, SIGTERM}, {"SIGHUP", 0, SIGHUP},
             {"SIGKILL", 0, SIGKILL}, {"short", 0, 0}};

static void read_plan(const char *text)
{
    const char *number = strchr(text, ':');
    const char *what = number != NULL ? strchr(number + 1, ':') : NULL;

    if (what == NULL || (size_t)(number - text) >= sizeof kind)
        abort();
    memcpy(kind, text, (size_t)(number - text));
    fault.kind = kind;
    fault.call = atol(number + 1);
    fault.lasting = what[-1] == '+';
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(what + 1, names[i].name) == 0) {
            fault.error = names[i].error;
            fault.signal = names[i].signal;
            fault.partial = names[i].error == 0 && names[i].signal == 0;
        }
}

bool fault_hits(void)
{
    long call = atomic_fetch_add(fault.calls, 1) + 1;

    return fault.call > 0 && (fault.lasting ? call >= fault.call : call == fault.call);
}

static void write_log(void)
{
    const char *path = getenv("FAULT_LOG");
    FILE *file = path != NULL && getpid() == first ? fopen(path, "w") : NULL;

    if (file != NULL) {
        fprintf(file, "%ld\n", atomic_load(fault.calls));
        fclose(file);
    }
}

__attribute__((constructor)) static void open_plan(void)
{
    const char *text = getenv("FAULT");

    if (text == NULL)
        return;
    first = getpid();
    fault.calls =
        mmap(NULL, sizeof *fault.calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fault.calls == MAP_FAILED)
        abort();
    read_plan(text);
    atexit(write_log);
    if (strcmp(kind, "memory") == 0)
        fault_find_libraries();
    else
        fault_trap_calls();
}
