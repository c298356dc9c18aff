/* Lines of a text file, and fields of a line; in memory that does not grow with the file. */
#ifndef RA_MEASURED_LINES_H
#define RA_MEASURED_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/diag.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A line may have so many bytes, and so many fields. */
#define RA_LINE_LIMIT  65536
#define RA_FIELD_LIMIT 256

/* A file that is read line by line: UTF-8 with or without a byte order mark, or UTF-16 with one,
 * which is turned into UTF-8. Lines end in "\n" or "\r\n", or all of them in "\r". */
typedef struct {
    const char *name; /* as the user named it */
    ra_diag *diag;
    int descriptor;
    unsigned char *bytes; /* read and not yet used: [start, end) */
    size_t start, end;
    bool finished; /* the file has no more */
    int wide;      /* 0: UTF-8; 1: UTF-16 little-endian; 2: big-endian */
    char ending;   /* '\n', or '\r' where a file has no '\n' */
    char *line;    /* the current line, NUL-terminated */
    char *copy;    /* the same, for messages, whatever is done to `line` */
    size_t length;
    uint64_t number;  /* of the current line, from 1 */
    ra_status status; /* what ended the reading, where it was not the end of the file */
} ra_lines;

/* Opens a regular file. Returned: RA_OK, RA_IO with a message, or RA_NOMEM. Close in any case. */
ra_status ra_lines_open(ra_lines *lines, const char *path, ra_diag *diag);
void ra_lines_close(ra_lines *lines);

/* Moves to the next line. Returned: false at the end, or where a line is too long or not UTF-8
 * (then `status` is RA_INVALID, with a message). */
bool ra_lines_next(ra_lines *lines);

/* Goes back to the first line. */
ra_status ra_lines_rewind(ra_lines *lines);

/* Messages about the current line; `field` points into `line`, or is NULL for its start. */
void ra_lines_report(ra_lines *lines, ra_severity severity, const char *field, const char *format,
                     ...) RA_PRINTF(4, 5);

/* Splits the current line in place into fields; a field in double quotes may hold the delimiter,
 * and two of them for one [rfc4180]. White space around a field is left out. Returned: how many
 * there are; RA_FIELD_LIMIT + 1 where there are more; 0 where a quote is not closed. */
size_t ra_lines_split(ra_lines *lines, char delimiter, char *fields[RA_FIELD_LIMIT]);

/* Reads a field that holds a number, with nothing or a unit behind it ("100 W": *unit is "W", else
 * ""). Returned: false for anything else; missing values are asked for with ra_field_missing. */
bool ra_field_number(const char *field, double *out, const char **unit);

/* Returns whether a field stands for a value that is not there: "", "[N/A]", "N/A", "None", "nan",
 * "NULL", "-", "[Not Supported]", "[Unknown Error]". */
bool ra_field_missing(const char *field);

#ifdef __cplusplus
}
#endif
#endif
