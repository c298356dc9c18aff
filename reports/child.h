/* A writer at work in a process of its own.
 *
 * Units: none. Errors: messages in `diag`. Source: POSIX.1-2017, fork and waitpid. */
#ifndef RA_CHILD_H
#define RA_CHILD_H

#include <sys/types.h>

#include "models/diag.h"
#include "models/status.h"
#include "reports/format.h"

/* Its number, 0 where there is none, and the end of the pipe on which it says what went wrong. */
struct ra_child {
    pid_t process;
    int words;
};

/* Waits for the end of a writer. Given: a `child` that was started; none any more afterwards.
 * Returned: RA_OK, or RA_NOMEM or RA_IO with a message, also where it crashed. */
ra_status ra_child_wait(ra_child *child, ra_diag *diag);

/* Ends a writer whose file nobody wants any more. Given: a `child`, or none. */
void ra_child_stop(ra_child *child);

#endif
