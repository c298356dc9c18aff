/* Scratch files in memory.
 *
 * libxlsxwriter writes every part of a workbook to a file of its own below /tmp, and then copies it
 * into the target. It does not look whether that was written: where /tmp is full, the workbook
 * lacks what found no room, and nothing is said. It makes these files by its function lxw_tmpfile,
 * which a program may replace: the dynamic linker takes the program's first. Ours gives streams
 * over memory of ra_alloc, whose failures are counted. */
#define _GNU_SOURCE /* fopencookie */
#include "reports/workbook_scratch.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include <xlsxwriter.h>

#include "models/alloc.h"

/* A library of that name calls this; it is declared in none of its public headers. */
FILE *lxw_tmpfile(char *folder);

typedef struct {
    char *bytes;
    size_t length, room, at;
} scratch;

static bool make_room(scratch *s, size_t need)
{
    size_t room = s->room > 0 ? s->room : 16384;

    while (room < need)
        room *= 2;
    char *bytes = room > s->room ? ra_realloc(s->bytes, room) : s->bytes;
    if (bytes == NULL)
        return false;
    s->bytes = bytes;
    s->room = room;
    return true;
}

static ssize_t write_scratch(void *cookie, const char *bytes, size_t count)
{
    scratch *s = cookie;

    if (count > SIZE_MAX / 4 - s->at || !make_room(s, s->at + count)) {
        errno = ENOMEM;
        return 0;
    }
    memcpy(s->bytes + s->at, bytes, count);
    s->at += count;
    s->length = s->length > s->at ? s->length : s->at;
    return (ssize_t)count;
}

static ssize_t read_scratch(void *cookie, char *bytes, size_t count)
{
    scratch *s = cookie;
    size_t left = s->at < s->length ? s->length - s->at : 0, got = count < left ? count : left;

    if (got > 0)
        memcpy(bytes, s->bytes + s->at, got);
    s->at += got;
    return (ssize_t)got;
}

static int seek_scratch(void *cookie, off64_t *offset, int whence)
{
    scratch *s = cookie;
    off64_t from = whence == SEEK_SET ? 0 : (off64_t)(whence == SEEK_CUR ? s->at : s->length);

    /* Nothing is written behind the end with a gap before it. */
    if (from + *offset < 0 || from + *offset > (off64_t)s->length)
        return -1;
    *offset += from;
    s->at = (size_t)*offset;
    return 0;
}

static int close_scratch(void *cookie)
{
    scratch *s = cookie;

    ra_free(s->bytes);
    ra_free(s);
    return 0;
}

/* Weak, so that a program with the library linked into it keeps the library's. */
__attribute__((weak)) FILE *lxw_tmpfile(char *folder)
{
    const cookie_io_functions_t functions = {read_scratch, write_scratch, seek_scratch,
                                             close_scratch};
    scratch *s = ra_calloc(1, sizeof *s);
    FILE *file = s != NULL ? fopencookie(s, "w+", functions) : NULL;

    (void)folder;
    if (file == NULL)
        ra_free(s);
    return file;
}

void ra_book_scratch_open(void)
{
    /* That this file is linked is all it takes. */
}
