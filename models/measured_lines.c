#include "models/measured_lines.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "models/alloc.h"
#include "models/file.h"
#include "models/text.h"

#define BUFFER 65536

/* What is kept of a line: one byte more than it may have, so that a longer one is noticed. */
#define MOST (RA_LINE_LIMIT + 1)

static ra_status refuse(ra_lines *lines, const char *reason)
{
    ra_locus at = {.file = lines->name};

    ra_diag_report(lines->diag, RA_ERROR, &at, "%s", reason);
    lines->status = RA_IO;
    return RA_IO;
}

/* Fills the buffer as far as the file goes. */
static void fill(ra_lines *lines)
{
    memmove(lines->bytes, lines->bytes + lines->start, lines->end - lines->start);
    lines->end -= lines->start;
    lines->start = 0;
    while (!lines->finished && lines->end < BUFFER) {
        ssize_t got = read(lines->descriptor, lines->bytes + lines->end, BUFFER - lines->end);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            refuse(lines, "cannot be read to its end");
        if (got <= 0)
            lines->finished = true;
        else
            lines->end += (size_t)got;
    }
}

/* Takes the byte order mark off, and looks what ends a line: "\r" alone only where the start of the
 * file has no "\n" at all, since logs of progress have it inside their lines. */
static void read_mark(ra_lines *lines)
{
    const unsigned char *b = lines->bytes;

    fill(lines);
    lines->wide = 0;
    lines->ending = memchr(b, '\n', lines->end) == NULL ? '\r' : '\n';
    if (lines->end >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf) {
        lines->start = 3;
    } else if (lines->end >= 2 && b[0] == 0xff && b[1] == 0xfe) {
        lines->start = 2;
        lines->wide = 1;
    } else if (lines->end >= 2 && b[0] == 0xfe && b[1] == 0xff) {
        lines->start = 2;
        lines->wide = 2;
    }
}

ra_status ra_lines_open(ra_lines *lines, const char *path, ra_diag *diag)
{
    *lines = (ra_lines){.name = path, .diag = diag, .descriptor = -1};
    lines->status = ra_file_open(&lines->descriptor, path, diag);
    if (lines->status != RA_OK)
        return lines->status;
    lines->bytes = ra_alloc(BUFFER);
    lines->line = ra_alloc(MOST + 4);
    lines->copy = ra_alloc(MOST + 4);
    if (lines->bytes == NULL || lines->line == NULL || lines->copy == NULL)
        return RA_NOMEM;
    read_mark(lines);
    return lines->status;
}

void ra_lines_close(ra_lines *lines)
{
    if (lines->descriptor >= 0)
        close(lines->descriptor);
    ra_free(lines->bytes);
    ra_free(lines->line);
    ra_free(lines->copy);
    *lines = (ra_lines){.descriptor = -1};
}

ra_status ra_lines_rewind(ra_lines *lines)
{
    if (lseek(lines->descriptor, 0, SEEK_SET) != 0)
        return refuse(lines, "cannot be read again");
    lines->start = lines->end = 0;
    lines->finished = false;
    lines->number = 0;
    lines->status = RA_OK;
    read_mark(lines);
    return lines->status;
}

/* Reads one unit of UTF-16; false at the end. */
static bool next_unit(ra_lines *lines, unsigned *unit)
{
    if (lines->end - lines->start < 2)
        fill(lines);
    if (lines->end - lines->start < 2)
        return false;
    const unsigned char *b = lines->bytes + lines->start;
    *unit = lines->wide == 1 ? (unsigned)(b[0] | b[1] << 8) : (unsigned)(b[1] | b[0] << 8);
    lines->start += 2;
    return true;
}

/* Reads the second half of a pair; false, and nothing is taken, where another unit comes. */
static bool next_low(ra_lines *lines, unsigned *unit)
{
    if (!next_unit(lines, unit))
        return false;
    if (*unit >= 0xdc00 && *unit < 0xe000)
        return true;
    lines->start -= 2;
    return false;
}

/* Appends a character as UTF-8. Lone halves of a pair become U+FFFD. */
static void put_character(ra_lines *lines, unsigned code)
{
    char *to = lines->line + lines->length;

    if (code < 0x80) {
        to[0] = (char)code;
        lines->length += 1;
    } else if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        lines->length += 2;
    } else if (code < 0x10000) {
        to[0] = (char)(0xe0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3f));
        to[2] = (char)(0x80 | (code & 0x3f));
        lines->length += 3;
    } else {
        to[0] = (char)(0xf0 | code >> 18);
        to[1] = (char)(0x80 | (code >> 12 & 0x3f));
        to[2] = (char)(0x80 | (code >> 6 & 0x3f));
        to[3] = (char)(0x80 | (code & 0x3f));
        lines->length += 4;
    }
}

/* Reads a line of UTF-16. Returned: whether there was one. */
static bool read_wide(ra_lines *lines)
{
    unsigned unit, second;
    bool any = false;

    while (lines->length < MOST && next_unit(lines, &unit)) {
        any = true;
        if (unit == (unsigned char)lines->ending || unit == 0)
            return true;
        if (unit >= 0xd800 && unit < 0xdc00 && next_low(lines, &second))
            put_character(lines, 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00));
        else
            put_character(lines, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
    }
    return any;
}

/* Reads a line of UTF-8. Returned: whether there was one. */
static bool read_narrow(ra_lines *lines)
{
    for (;;) {
        size_t room = lines->end - lines->start, left = MOST - lines->length;
        const unsigned char *from = lines->bytes + lines->start;
        size_t limit = room < left ? room : left;
        const unsigned char *newline = memchr(from, lines->ending, limit);
        size_t length = newline != NULL ? (size_t)(newline - from) : limit;
        memcpy(lines->line + lines->length, from, length);
        lines->length += length;
        lines->start += length + (newline != NULL);
        if (newline != NULL)
            return true;
        if (lines->length == MOST)
            return true;
        fill(lines);
        if (lines->end == lines->start)
            return lines->length > 0;
    }
}

bool ra_lines_next(ra_lines *lines)
{
    bool any;

    if (lines->status != RA_OK)
        return false;
    lines->length = 0;
    any = lines->wide != 0 ? read_wide(lines) : read_narrow(lines);
    if (!any || lines->status != RA_OK)
        return false;
    lines->number++;
    while (lines->length > 0 && lines->line[lines->length - 1] == '\r')
        lines->length--;
    lines->line[lines->length] = '\0';
    memcpy(lines->copy, lines->line, lines->length + 1);
    if (lines->length > RA_LINE_LIMIT) {
        ra_lines_report(lines, RA_ERROR, NULL, "a line of more than %d bytes", RA_LINE_LIMIT);
        lines->status = RA_INVALID;
    } else if (!ra_text_valid(lines->line, lines->length)) {
        ra_lines_report(lines, RA_ERROR, NULL, "this line is not UTF-8");
        lines->status = RA_INVALID;
    }
    return lines->status == RA_OK;
}

void ra_lines_report(ra_lines *lines, ra_severity severity, const char *field, const char *format,
                     ...)
{
    ra_locus at = {.file = lines->name, .text = lines->copy, .length = lines->length};
    va_list args;

    at.before = lines->number > 0 ? (size_t)lines->number - 1 : 0;
    if (field != NULL && field >= lines->line && field <= lines->line + lines->length)
        at.offset = (size_t)(field - lines->line);
    va_start(args, format);
    ra_diag_report_list(lines->diag, severity, &at, format, args);
    va_end(args);
}

static char *skip_space(char *p, char delimiter)
{
    while ((*p == ' ' || *p == '\t') && *p != delimiter)
        p++;
    return p;
}

/* Takes a quoted field apart in place. Returned: what follows it, or NULL (not closed). */
static char *read_quoted(char *from, char **field)
{
    char *to = from;

    *field = from;
    for (char *p = from; *p != '\0'; p++) {
        if (*p == '"' && p[1] == '"') {
            p++;
        } else if (*p == '"') {
            *to = '\0';
            return p + 1;
        }
        *to++ = *p;
    }
    return NULL;
}

static void trim_end(char *field, char *end)
{
    while (end > field && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *end = '\0';
}

size_t ra_lines_split(ra_lines *lines, char delimiter, char *fields[RA_FIELD_LIMIT])
{
    size_t count = 0;
    char *p = lines->line;

    for (;;) {
        if (count == RA_FIELD_LIMIT)
            return RA_FIELD_LIMIT + 1;
        p = skip_space(p, delimiter);
        char *end;
        if (*p == '"') {
            end = read_quoted(p + 1, &fields[count]);
            if (end == NULL)
                return 0;
            end = skip_space(end, delimiter);
            if (*end != '\0' && *end != delimiter)
                return 0;
        } else {
            fields[count] = p;
            end = strchr(p, delimiter);
            end = end != NULL ? end : p + strlen(p);
        }
        bool more = *end == delimiter;
        if (*p != '"')
            trim_end(fields[count], end);
        count++;
        if (!more)
            return count;
        p = end + 1;
    }
}

bool ra_field_number(const char *field, double *out, const char **unit)
{
    const char *end = field;

    if (*field == '\0' || strspn(field, "+-.0123456789") == 0)
        return false;
    *out = ra_text_parse_number(field, &end);
    if (end == field || !isfinite(*out))
        return false;
    *unit = end + strspn(end, " \t");
    return true;
}

bool ra_field_missing(const char *field)
{
    static const char *const words[] = {"",
                                        "[N/A]",
                                        "N/A",
                                        "NA",
                                        "None",
                                        "nan",
                                        "NULL",
                                        "-",
                                        "null",
                                        "[Not Supported]",
                                        "[Unknown Error]",
                                        "[None]"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasecmp(field, words[i]) == 0)
            return true;
    return false;
}
