/* Writing a file so that there is a whole one or none, and several at a time. */
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
#include "reports/child.h"

struct ra_writing {
    ra_text name;      /* as the user wrote it, for messages */
    ra_text target;    /* the file behind symbolic links */
    ra_text temporary; /* beside it; empty: not made */
    int descriptor;    /* of the temporary file; -1: not open */
    FILE *file;        /* over it, for a text; NULL: not open */
    ra_child child;    /* that writes it */
    bool device;       /* nothing is replaced; it is written when its turn comes */
    const ra_format *format;
    const ra_result *const *results;
    size_t count;
    const ra_report_options *options;
    ra_status status; /* of what was begun */
    ra_diag *diag;    /* what it said */
};

static ra_status complain(ra_writing *out, const char *what)
{
    ra_diag_report(out->diag, RA_ERROR, NULL, "cannot write '%s': %s%s%s", out->name.data, what,
                   errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
    return RA_IO;
}

/* Follows symbolic links, so that the file behind a link is replaced and not the link. */
static void resolve(ra_writing *out, const char *path)
{
    char *real = realpath(path, NULL);

    ra_text_append(&out->name, path);
    ra_text_append(&out->target, real != NULL ? real : path);
    free(real); /* realpath's own memory */
}

/* Makes an empty file with a new name in the target's directory. O_EXCL refuses a name that someone
 * else has put there, a link included. */
static ra_status open_temporary(ra_writing *out)
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
        return complain(out, "no file can be made beside it");
    }
    return RA_OK;
}

/* Writes a text format to a stream over `descriptor`, which it takes over and leaves open. */
static ra_status write_stream(ra_writing *out, int descriptor)
{
    size_t said = ra_diag_count(out->diag, RA_ERROR);
    ra_status status;

    errno = 0;
    out->file = fdopen(descriptor, "w");
    if (out->file == NULL) {
        close(descriptor);
        return complain(out, "it cannot be opened");
    }
    status = out->format->stream(out->results, out->count, out->file, out->options, out->diag);
    /* A writer that failed by itself has said why. */
    if (status != RA_OK && (status != RA_IO || ra_diag_count(out->diag, RA_ERROR) > said))
        return status;
    if (status == RA_IO || ferror(out->file) || fflush(out->file) != 0)
        return complain(out, "writing failed");
    return RA_OK;
}

/* Closes what write_stream left open. `sync`: once it is on the disk. */
static ra_status close_stream(ra_writing *out, bool sync)
{
    FILE *file = out->file;

    out->file = NULL;
    errno = 0;
    if (sync && fsync(fileno(file)) != 0) {
        complain(out, "writing failed");
        fclose(file);
        return RA_IO;
    }
    errno = 0;
    return fclose(file) == 0 ? RA_OK : complain(out, "writing failed");
}

/* Begins a binary format. */
static ra_status begin_file(ra_writing *out)
{
    const ra_format *format = out->format;
    const char *path = out->temporary.data;

    if (format->start != NULL)
        return format->start(out->results, out->count, path, out->options, &out->child, out->diag);
    return format->file(out->results, out->count, path, out->options, out->diag);
}

/* Waits until a binary format is written, and puts it to the disk. */
static ra_status end_file(ra_writing *out)
{
    ra_status status = out->child.process != 0 ? ra_child_wait(&out->child, out->diag) : RA_OK;
    int descriptor;
    bool failed;

    if (status != RA_OK)
        return status;
    errno = 0;
    descriptor = open(out->temporary.data, O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return complain(out, "writing failed");
    failed = fsync(descriptor) != 0;
    failed = close(descriptor) != 0 || failed;
    return failed ? complain(out, "writing failed") : RA_OK;
}

/* Makes the temporary file and begins to fill it. `mode`: of a file that is there already, or 0. */
static ra_status begin_replacing(ra_writing *out, mode_t mode)
{
    ra_status status = open_temporary(out);
    int descriptor = out->descriptor;

    if (status != RA_OK)
        return status;
    out->descriptor = -1;
    if (mode != 0 && fchmod(descriptor, mode & 07777) != 0) {
        close(descriptor);
        return complain(out, "its permissions cannot be kept");
    }
    if (out->format->stream == NULL) {
        close(descriptor);
        return begin_file(out);
    }
    status = write_stream(out, descriptor);
    return status == RA_OK ? close_stream(out, true) : status;
}

/* Puts the temporary file in the target's place. */
static ra_status end_replacing(ra_writing *out)
{
    unsigned long failures = ra_alloc_failures();
    ra_status status = out->format->stream != NULL ? RA_OK : end_file(out);

    if (status == RA_OK && ra_alloc_failures() != failures)
        status = RA_NOMEM;
    if (status != RA_OK)
        return status;
    errno = 0;
    if (rename(out->temporary.data, out->target.data) != 0)
        return complain(out, "the file cannot be put in its place");
    ra_text_free(&out->temporary); /* it is the target now */
    return RA_OK;
}

/* Writes to a device or a pipe, which must not be replaced by a file. */
static ra_status write_device(ra_writing *out)
{
    int descriptor;

    errno = 0;
    if (out->format->stream == NULL)
        return complain(out, "this format needs a file, not a device");
    descriptor = open(out->target.data, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return complain(out, "it cannot be opened");
    ra_status status = write_stream(out, descriptor);
    return status == RA_OK ? close_stream(out, false) : status;
}

static ra_status begin(ra_writing *out, const char *path)
{
    struct stat info;
    bool exists, link;

    resolve(out, path);
    if (out->target.failed || out->name.failed)
        return RA_NOMEM;
    exists = stat(out->target.data, &info) == 0;
    link = !exists && lstat(out->target.data, &info) == 0;
    errno = 0;
    if (link)
        return complain(out, "it is a symbolic link that leads nowhere");
    if (exists && S_ISDIR(info.st_mode))
        return complain(out, "it is a directory");
    out->device = exists && !S_ISREG(info.st_mode);
    return out->device ? RA_OK : begin_replacing(out, exists ? info.st_mode : 0);
}

void ra_report_cancel(ra_writing *out)
{
    if (out == NULL)
        return;
    ra_child_stop(&out->child);
    if (out->file != NULL)
        fclose(out->file);
    if (out->temporary.length > 0)
        unlink(out->temporary.data);
    ra_text_free(&out->temporary);
    ra_text_free(&out->target);
    ra_text_free(&out->name);
    ra_diag_free(out->diag);
    ra_free(out);
}

ra_status ra_report_begin(ra_writing **out, const ra_format *format,
                          const ra_result *const *results, size_t count, const char *path,
                          const ra_report_options *options)
{
    ra_writing *w = *out = ra_calloc(1, sizeof *w);

    if (w == NULL)
        return RA_NOMEM;
    *w = (ra_writing){.descriptor = -1,
                      .format = format,
                      .results = results,
                      .count = count,
                      .options = options,
                      .diag = ra_diag_new()};
    if (w->diag == NULL) {
        ra_report_cancel(w);
        *out = NULL;
        return RA_NOMEM;
    }
    unsigned long failures = ra_alloc_failures();
    w->status = begin(w, path);
    /* What a writer had no memory for is missing from the file. */
    if (w->status == RA_OK && ra_alloc_failures() != failures)
        w->status = RA_NOMEM;
    return RA_OK;
}

ra_status ra_report_end(ra_writing *out, ra_diag *diag)
{
    ra_status status = out->status;

    if (status == RA_OK)
        status = out->device ? write_device(out) : end_replacing(out);
    ra_diag_move(diag, out->diag);
    ra_report_cancel(out);
    return status;
}

ra_status ra_report_write(const ra_format *format, const ra_result *const *results, size_t count,
                          const char *path, const ra_report_options *options, ra_diag *diag)
{
    ra_writing *writing;
    ra_status status = ra_report_begin(&writing, format, results, count, path, options);

    return status == RA_OK ? ra_report_end(writing, diag) : status;
}
