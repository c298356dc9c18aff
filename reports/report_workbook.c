/* The workbook, written by a child process: libxlsxwriter does not survive a failed allocation, and
 * a crash in it must cost neither the run nor the file that stood there before. */
#include "reports/format.h"

#include <errno.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reports/workbook.h"

/* The child says how it ended by its exit status: 0, or an error of libxlsxwriter. */
static ra_status explain(int status, ra_diag *diag)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == LXW_NO_ERROR)
        return RA_OK;
    if (WIFSIGNALED(status)) {
        ra_diag_report(diag, RA_ERROR, NULL, "the workbook writer was stopped by signal %d",
                       WTERMSIG(status));
        return RA_IO;
    }
    int code = WEXITSTATUS(status);
    if (code == LXW_ERROR_MEMORY_MALLOC_FAILED) {
        ra_diag_report(diag, RA_ERROR, NULL, "out of memory while writing the workbook");
        return RA_NOMEM;
    }
    ra_diag_report(diag, RA_ERROR, NULL, "cannot write the workbook: %s",
                   code < LXW_MAX_ERRNO ? lxw_strerror((lxw_error)code) : "its writer failed");
    return RA_IO;
}

ra_status ra_report_workbook(const ra_result *const *results, size_t count, const char *path,
                             const ra_report_options *options, ra_diag *diag)
{
    pid_t child = fork();
    if (child < 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "cannot start the workbook writer: %s",
                       strerror(errno));
        return RA_IO;
    }
    if (child == 0)
        _exit((int)(count == 1 ? ra_book_write(results[0], path, options)
                               : ra_book_compare(results, count, path, options)));
    int status = 0;
    pid_t ended;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "cannot wait for the workbook writer: %s",
                       strerror(errno));
        return RA_IO;
    }
    return explain(status, diag);
}
