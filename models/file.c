#include "models/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/alloc.h"

static ra_status refuse(const char *path, const char *reason, ra_diag *diag)
{
    ra_locus at = {.file = path};
    ra_diag_report(diag, RA_ERROR, &at, "%s", reason);
    return RA_IO;
}

static ra_status refuse_errno(const char *path, const char *action, int code, ra_diag *diag)
{
    char reason[200] = "unknown error";
    ra_locus at = {.file = path};
    strerror_r(code, reason, sizeof reason);
    ra_diag_report(diag, RA_ERROR, &at, "cannot %s: %s", action, reason);
    return RA_IO;
}

/* Says what else than a regular file this is; NULL: it is one. */
static const char *kind_refused(mode_t mode)
{
    if (S_ISREG(mode))
        return NULL;
    if (S_ISDIR(mode))
        return "is a directory, not a file";
    if (S_ISFIFO(mode))
        return "is a pipe; only a regular file can be read";
    return "is a device; only a regular file can be read";
}

/* Reads up to `room` bytes, through interruptions, until the end of the file. Returned: the number
 * of bytes, or -1 with errno set. */
static ssize_t read_all(int fd, char *bytes, size_t room)
{
    size_t length = 0;
    while (length < room) {
        ssize_t got = read(fd, bytes + length, room - length);
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

static ra_status check_kind(int fd, struct stat *info, const char *path, ra_diag *diag)
{
    if (fstat(fd, info) != 0)
        return refuse_errno(path, "read", errno, diag);
    const char *refused = kind_refused(info->st_mode);
    return refused ? refuse(path, refused, diag) : RA_OK;
}

/* Without O_NONBLOCK a pipe that nobody writes to would wait here for ever. */
static int open_file(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

ra_status ra_file_open(int *descriptor, const char *path, ra_diag *diag)
{
    struct stat info;
    int fd = open_file(path);
    if (fd < 0)
        return refuse_errno(path, "open", errno, diag);
    ra_status status = check_kind(fd, &info, path, diag);
    if (status == RA_OK)
        *descriptor = fd;
    else
        close(fd);
    return status;
}

static ra_status read_open(int fd, char **bytes, size_t *length, const char *path, size_t limit,
                           ra_diag *diag)
{
    struct stat info;
    ra_status kind = check_kind(fd, &info, path, diag);
    if (kind != RA_OK)
        return kind;
    if (info.st_size < 0 || (size_t)info.st_size > limit)
        return refuse(path, "is too large", diag);
    /* One byte more than it had, so that a file that grew meanwhile is noticed. */
    size_t room = (size_t)info.st_size + 1;
    char *buffer = ra_alloc(room + 1);
    if (!buffer)
        return refuse(path, "out of memory", diag), RA_NOMEM;
    ssize_t got = read_all(fd, buffer, room);
    if (got < 0 || (size_t)got == room) {
        ra_status status = got < 0 ? refuse_errno(path, "read", errno, diag)
                                   : refuse(path, "grew while it was read", diag);
        ra_free(buffer);
        return status;
    }
    buffer[got] = '\0';
    *bytes = buffer;
    *length = (size_t)got;
    return RA_OK;
}

ra_status ra_file_load(char **bytes, size_t *length, const char *path, size_t limit, ra_diag *diag)
{
    int fd = open_file(path);
    if (fd < 0)
        return refuse_errno(path, "open", errno, diag);
    ra_status status = read_open(fd, bytes, length, path, limit, diag);
    close(fd);
    return status;
}
