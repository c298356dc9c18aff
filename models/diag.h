/* Messages about input, in the form that compilers use:
 *
 *     claims/x.json:12:18: error: 'power' is W, 'energy' needs J (/steps/0/formula)
 *        12 |   "formula": "chips * power",
 *           |                       ^
 *
 * All messages are collected; the first one does not hide the others.
 *
 * Units: places are in bytes from 0, lines and columns count from 1. Errors: a message for which
 * there is no memory is counted and not kept. Source: GNU coding standards, 4.4. */
#ifndef RA_DIAG_H
#define RA_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How bad it is: only an error makes a function fail. */
typedef enum { RA_ERROR, RA_WARNING, RA_NOTE, RA_SEVERITIES } ra_severity;

/* A place in a text. A locus is borrowed only for the time of the call: what is needed of it is
 * copied. NULL stands for no place (the command line, the machine). */
typedef struct {
    const char *file;    /* as the user named it */
    const char *text;    /* the whole text of the file; may be NULL */
    size_t length;       /* of it, in bytes */
    size_t offset;       /* of the place, in bytes from the start */
    size_t before;       /* lines of the file before `text`, where that is not the whole of it */
    const char *pointer; /* JSON pointer of the value, or NULL */
} ra_locus;

/* A message that was kept. */
typedef struct {
    ra_severity severity;
    char *file;     /* NULL: no file */
    size_t line;    /* from 1; 0: no line */
    size_t column;  /* in characters (UTF-8) from 1 */
    char *text;     /* the message, one line, control characters made visible */
    char *pointer;  /* NULL: none */
    char *excerpt;  /* the line of the text, shortened around the place; NULL: none */
    size_t caret;   /* terminal column of the caret under `excerpt`, from 0 */
} ra_message;

typedef struct ra_diag ra_diag; /* a list of messages */

/* At most this many messages are kept; the count of the others is still known. */
#define RA_DIAG_CAP 20

/* Makes a list of messages. Returned: an empty one, freed with ra_diag_free, or NULL. */
ra_diag *ra_diag_new(void);

/* Given: a list `diag`, or NULL. */
void ra_diag_free(ra_diag *diag);

/* Adds a message. Given: the list, or NULL for those who only ask whether something can be read;
 * its `severity`; the place `at`, or NULL; a `format` of printf and what it asks for. The same
 * message at the same place is kept once. */
void ra_diag_report(ra_diag *diag, ra_severity severity, const ra_locus *at, const char *format,
                    ...) RA_PRINTF(4, 5);

/* Adds a message. Given: as ra_diag_report, with the `severity`, the place `at`, the `format` and
 * its `args`. */
void ra_diag_report_list(ra_diag *diag, ra_severity severity, const ra_locus *at,
                         const char *format, va_list args) RA_PRINTF(4, 0);

/* Given: the list, a `severity`. Returned: how many messages of it were reported, those over
 * RA_DIAG_CAP included. */
size_t ra_diag_count(const ra_diag *diag, ra_severity severity);

/* Given: the list. Returned: how many messages are kept. */
size_t ra_diag_kept(const ra_diag *diag);

/* Given: the list; `i` below ra_diag_kept. Returned: the i-th message, borrowed. */
const ra_message *ra_diag_message(const ra_diag *diag, size_t i);

/* Moves all messages to another list. Given: the list `from`, empty afterwards; the list, or NULL
 * to drop them. */
void ra_diag_move(ra_diag *diag, ra_diag *from);

/* Prints all kept messages, sorted by file and place, and how many more there were. Given: the
 * list; the `file` to print to. */
void ra_diag_write(const ra_diag *diag, FILE *file);

/* Given: a `severity`. Returned: "error", "warning" or "note". */
const char *ra_severity_name(ra_severity severity);

#ifdef __cplusplus
}
#endif
#endif
