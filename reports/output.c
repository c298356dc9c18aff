/* Writing a file so that there is a whole one or none. */
/* realpath belongs to the X/Open part of POSIX. */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/alloc.h"
#include "models/text.h"
#include "reports/format.h"

/* A report on its way to a file. */
typedef struct {
    const char *name;  /* as the user wrote it, for messages */
    ra_text target;    /* the file behind symbolic links */
    ra_text temporary; /* beside it; empty: not made */
    int descriptor;    /* of the temporary file; -1: not open */
} output;

static ra_status complain(const output *out, ra_diag *diag, const char *what)
{
    ra_diag_report(diag, RA_ERROR, NULL, "cannot write '%s': %s%s%s", out->name, what,
                   errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
    return RA_IO;
}

/* Follows symbolic links, so that the file behind a link is replaced and not the link. */
static void resolve(output *out)
{
    char *real = realpath(out->name, NULL);

    ra_text_append(&out->target, real != NULL ? real : out->name);
    free(real); /* realpath's own memory */
}

/* Makes an empty file with a new name in the target's directory. O_EXCL refuses a name that someone
 * else has put there, a link included. */
static ra_status open_temporary(output *out, ra_diag *diag)
{
    const char *slash = strrchr(out->target.data, '/');
    int attempt;

    for (attempt = 0; attempt < 100 && out->descriptor < 0; attempt++) {
        ra_text_free(&out->temporary);
        if (slash != NULL)
            ra_text_append_bytes(&out->temporary, out->target.data,
                                 (size_t)(slash - out->target.data) + 1);
        ra_text_format(&out->temporary, ".reaudit-%ld-%d", (long)getpid(), attempt);
        if (out->temporary.failed)
            return RA_NOMEM;
        errno = 0;
        out->descriptor = open(out->temporary.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (out->descriptor < 0 && errno != EEXIST)
            break;
    }
    if (out->descriptor < 0) {
        ra_text_free(&out->temporary); /* not ours */
        return complain(out, diag, "no file can be made beside it");
    }
    return RA_OK;
}

/* Writes a text format to a stream over `descriptor`, which it closes. `sync`: to the disk. */
static ra_status write_stream(const output *out, int descriptor, bool sync, const ra_format *format,
                              const ra_result *const *results, size_t count,
                              const ra_report_options *options, ra_diag *diag)
{
    FILE *file = fdopen(descriptor, "w");
    size_t said = ra_diag_count(diag, RA_ERROR);
    ra_status status;
    bool failed;

    errno = 0;
    if (file == NULL) {
        close(descriptor);
        return complain(out, diag, "it cannot be opened");
    }
    status = format->stream(results, count, file, options, diag);
    /* A writer that failed by itself has said why. */
    if (status != RA_OK && (status != RA_IO || ra_diag_count(diag, RA_ERROR) > said)) {
        fclose(file);
        return status;
    }
    failed =
        status == RA_IO || ferror(file) || fflush(file) != 0 || (sync && fsync(fileno(file)) != 0);
    if (failed) {
        complain(out, diag, "writing failed");
        fclose(file);
        return RA_IO;
    }
    errno = 0;
    return fclose(file) == 0 ? RA_OK : complain(out, diag, "writing failed");
}

/* Writes a binary format to the temporary file, and that to the disk. */
static ra_status write_file(const output *out, const ra_format *format,
                            const ra_result *const *results, size_t count,
                            const ra_report_options *options, ra_diag *diag)
{
    ra_status status = format->file(results, count, out->temporary.data, options, diag);
    int descriptor;
    bool failed;

    if (status != RA_OK)
        return status;
    errno = 0;
    descriptor = open(out->temporary.data, O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return complain(out, diag, "writing failed");
    failed = fsync(descriptor) != 0;
    failed = close(descriptor) != 0 || failed;
    return failed ? complain(out, diag, "writing failed") : RA_OK;
}

/* Writes the temporary file and puts it in the target's place. `mode`: of a file that is there
 * already, or 0. */
static ra_status replace(output *out, mode_t mode, const ra_format *format,
                         const ra_result *const *results, size_t count,
                         const ra_report_options *options, ra_diag *diag)
{
    unsigned long failures = ra_alloc_failures();
    ra_status status = open_temporary(out, diag);

    if (status != RA_OK)
        return status;
    if (mode != 0 && fchmod(out->descriptor, mode & 07777) != 0) {
        close(out->descriptor);
        return complain(out, diag, "its permissions cannot be kept");
    }
    if (format->stream != NULL) {
        status = write_stream(out, out->descriptor, true, format, results, count, options, diag);
    } else {
        close(out->descriptor);
        status = write_file(out, format, results, count, options, diag);
    }
    /* What a writer had no memory for is missing from the file. */
    if (status == RA_OK && ra_alloc_failures() != failures)
        status = RA_NOMEM;
    if (status != RA_OK)
        return status;
    errno = 0;
    if (rename(out->temporary.data, out->target.data) != 0)
        return complain(out, diag, "the file cannot be put in its place");
    ra_text_free(&out->temporary); /* it is the target now */
    return RA_OK;
}

/* Writes to a device or a pipe, which must not be replaced by a file. */
static ra_status write_device(const output *out, const ra_format *format,
                              const ra_result *const *results, size_t count,
                              const ra_report_options *options, ra_diag *diag)
{
    int descriptor;

    errno = 0;
    if (format->stream == NULL)
        return complain(out, diag, "this format needs a file, not a device");
    descriptor = open(out->target.data, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return complain(out, diag, "it cannot be opened");
    return write_stream(out, descriptor, false, format, results, count, options, diag);
}

ra_status ra_report_write(const ra_format *format, const ra_result *const *results, size_t count,
                          const char *path, const ra_report_options *options, ra_diag *diag)
{
    output out = {.name = path, .descriptor = -1};
    ra_status status;
    struct stat info;
    bool exists;

    resolve(&out);
    if (out.target.failed) {
        status = RA_NOMEM;
        goto done;
    }
    exists = stat(out.target.data, &info) == 0;
    bool link = !exists && lstat(out.target.data, &info) == 0;
    errno = 0;
    if (link)
        status = complain(&out, diag, "it is a symbolic link that leads nowhere");
    else if (exists && S_ISDIR(info.st_mode))
        status = complain(&out, diag, "it is a directory");
    else if (exists && !S_ISREG(info.st_mode))
        status = write_device(&out, format, results, count, options, diag);
    else
        status = replace(&out, exists ? info.st_mode : 0, format, results, count, options, diag);
done:
    if (out.temporary.length > 0)
        unlink(out.temporary.data);
    ra_text_free(&out.temporary);
    ra_text_free(&out.target);
    return status;
}
