/* A child process in which a workbook is written.
 *
 * libxlsxwriter does not survive a failed allocation: it crashes, or says so on standard error and
 * goes on without what it could not hold. Neither may cost the run or the file that stood there
 * before, so it works in a process of its own, whose standard error is read here: a word on it is a
 * failure like a crash. */
#include "reports/workbook_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "models/alloc.h"
#include "reports/workbook_deflate.h"
#include "reports/workbook_markup.h"
#include "reports/workbook_scratch.h"

static ra_status cannot(const char *what, ra_diag *diag)
{
    ra_diag_report(diag, RA_ERROR, NULL, "cannot %s the workbook writer: %s", what,
                   strerror(errno));
    return RA_IO;
}

static ra_status no_memory(ra_diag *diag)
{
    ra_diag_report(diag, RA_ERROR, NULL, "out of memory while writing the workbook");
    return RA_NOMEM;
}

/* Returns what of the library's complaints there is room for; the others are read and dropped, so
 * that their writer never waits. */
static size_t read_complaints(int pipe_end, char *text, size_t room)
{
    char rest[256];
    size_t length = 0;

    for (;;) {
        bool full = length == room;
        ssize_t got =
            read(pipe_end, full ? rest : text + length, full ? sizeof rest : room - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return length;
        length += full ? 0 : (size_t)got;
    }
}

/* The child says how it ended by its exit status: 0, or an error of libxlsxwriter. */
static ra_status explain(int status, const char *complaint, ra_diag *diag)
{
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    bool known = code < LXW_MAX_ERRNO && ra_book_library_open(NULL) == RA_OK;

    if (WIFSIGNALED(status)) {
        ra_diag_report(
            diag, RA_ERROR, NULL,
            "the workbook writer was stopped by signal %d; it does not survive a lack of "
            "memory",
            WTERMSIG(status));
        return RA_IO;
    }
    if (code == LXW_ERROR_MEMORY_MALLOC_FAILED || strstr(complaint, "Memory allocation failed"))
        return no_memory(diag);
    if (code == RA_BOOK_UNREADABLE)
        ra_diag_report(diag, RA_ERROR, NULL,
                       "cannot write the workbook: a table of the data cannot "
                       "be read");
    else if (code != LXW_NO_ERROR)
        ra_diag_report(diag, RA_ERROR, NULL, "cannot write the workbook: %s",
                       known ? lxw_strerror((lxw_error)code) : "its writer failed");
    else if (*complaint != '\0')
        ra_diag_report(diag, RA_ERROR, NULL, "cannot write the workbook: %s", complaint);
    return code != LXW_NO_ERROR || *complaint != '\0' ? RA_IO : RA_OK;
}

/* A writer whose parent was killed has nobody who puts its file in place, and would make it anew
 * where somebody tidied up. Given: the parent's process. */
static void end_with(pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit(LXW_ERROR_CREATING_XLSX_FILE);
}

/* Ends the child. Where an allocation failed and nothing was said of it, the error number of that
 * is all that is left. */
static void work(ra_book_writer write, const void *context, const int ends[2], pid_t parent)
{
    end_with(parent);
    unsigned long failures = ra_alloc_failures();
    bool redirected = dup2(ends[1], STDERR_FILENO) >= 0;

    close(ends[0]);
    close(ends[1]);
    /* A crash is told by the signal that ends this process. */
    signal(SIGSEGV, SIG_DFL);
    signal(SIGBUS, SIG_DFL);
    ra_book_scratch_open();
    ra_book_markup_open();
    ra_book_deflate_open();
    errno = 0;
    lxw_error error = redirected ? write(context) : LXW_ERROR_CREATING_XLSX_FILE;
    bool failed = errno == ENOMEM || ra_alloc_failures() != failures;
    _exit(failed ? LXW_ERROR_MEMORY_MALLOC_FAILED : (int)error);
}

/* The ends of a pipe that no other program inherits. */
static bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0)
        return true;
    close(ends[0]);
    close(ends[1]);
    return false;
}

ra_status ra_book_start(ra_book_writer write, const void *context, ra_child *child, ra_diag *diag)
{
    int ends[2];
    pid_t parent = getpid();

    *child = (ra_child){0};
    ra_status status = ra_book_library_open(diag);
    if (status != RA_OK)
        return status;
    if (!open_pipe(ends))
        return cannot("start", diag);
    pid_t process = fork();
    if (process == 0)
        work(write, context, ends, parent);
    int error = errno;
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        errno = error;
        return cannot("start", diag);
    }
    *child = (ra_child){process, ends[0]};
    return RA_OK;
}

static bool wait_for(pid_t process, int *status)
{
    pid_t ended;

    do
        ended = waitpid(process, status, 0);
    while (ended < 0 && errno == EINTR);
    return ended >= 0;
}

ra_status ra_child_wait(ra_child *child, ra_diag *diag)
{
    const ra_child ending = *child;
    char complaint[500];
    int status = 0;

    *child = (ra_child){0};
    complaint[read_complaints(ending.words, complaint, sizeof complaint - 1)] = '\0';
    close(ending.words);
    return wait_for(ending.process, &status) ? explain(status, complaint, diag)
                                             : cannot("wait for", diag);
}

void ra_child_stop(ra_child *child)
{
    int status;

    if (child->process == 0)
        return;
    kill(child->process, SIGKILL);
    close(child->words);
    wait_for(child->process, &status);
    *child = (ra_child){0};
}

ra_status ra_book_apart(ra_book_writer write, const void *context, ra_diag *diag)
{
    ra_child child;
    ra_status status = ra_book_start(write, context, &child, diag);

    return status == RA_OK ? ra_child_wait(&child, diag) : status;
}
