/* Report formats: a writer reads a finished result and writes one format, nothing else.
 *
 * Units: a report shows every figure in the unit it was published in. Errors: messages in `diag`.
 * Source: docs/formats.md. */
#ifndef RA_FORMAT_H
#define RA_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "audit/extras.h"
#include "audit/result.h"
#include "models/diag.h"
#include "models/status.h"
#include "reports/chart_kind.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a report looks. */
typedef struct {
    int width;   /* of the terminal in columns, at least 40 */
    bool colour; /* escape sequences for colour */
    bool utf8;   /* characters beyond ASCII */
    bool brief;  /* verdict and ladder only */
    int64_t
        created; /* creation time that a file carries, seconds since 1970; below 1: a fixed one */
    bool plain;  /* a workbook without its sheets for teaching, which hold a thousand trials */
    const char *const *files; /* of several results: for each the file that has it alone, relative
                                 to the report, or NULL; NULL: there are none */
    ra_chart chart;   /* of a picture */
    ra_canvas canvas;
    bool (*stopped)(void); /* whether the user interrupted; NULL: never */
    int threads;           /* that may read what a report needs; 0: one a processor */
    const char *index;   /* a page: address of the page that lists all audits; NULL: there is none */
    const char *sources; /* a page: what stands before the key of a source and ".html" in the address
                            of that source's page ("../sources/"); NULL: sources have no pages */
} ra_report_options;

/* A writer at work in a process of its own (reports/child.h). */
typedef struct ra_child ra_child;

/* One row of the table of formats (formats.c). Exactly one of `stream` and `file` is set: a text
 * format writes to a stream; a binary one to the path of a file that is there, empty and ours. */
typedef struct {
    const char *name;      /* "json" */
    const char *extension; /* ".json" */
    const char *summary;   /* for help */
    ra_status (*stream)(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
    ra_status (*file)(const ra_result *const *results, size_t count, const char *path,
                      const ra_report_options *options, ra_diag *diag);
    unsigned parts; /* of the audit that it reads, as bits (audit/extras.h) */
    bool whole;     /* it cannot do without one of them */
    /* `file`, begun in a process of its own; NULL: it has none. */
    ra_status (*start)(const ra_result *const *results, size_t count, const char *path,
                       const ra_report_options *options, ra_child *child, ra_diag *diag);
} ra_format;

/* Given: an index `i` from 0. Returned: the i-th format, or NULL behind the last. */
const ra_format *ra_format_at(size_t i);

/* Given: a `format`. Returned: whether it is a picture of a chart. */
bool ra_format_draws(const ra_format *format);

/* Given: a `format`. Returned: whether it is text for a terminal. */
bool ra_format_readable(const ra_format *format);

/* Asks before anything is computed. Given: a `format`. Returned: RA_OK where all is there that it
 * needs besides the program; RA_IO with a message where a picture needs gnuplot and there is none. */
ra_status ra_format_ready(const ra_format *format, ra_diag *diag);

/* Given: the `name` of a format. Returned: it, or NULL. */
const ra_format *ra_format_find(const char *name);

/* Given: the `path` of a file. Returned: the format that its extension asks for, or NULL. */
const ra_format *ra_format_for_path(const char *path);

/* Writes a report to a file: beside the target, flushed, checked, renamed. A target that is a
 * device or pipe is written to directly. Given: the `format`; `count` `results`; the `path`; the
 * `options`. Returned: RA_OK; RA_IO or RA_NOMEM with a message: then the target is as it was and
 * nothing else is left behind. */
ra_status ra_report_write(const ra_format *format, const ra_result *const *results, size_t count,
                          const char *path, const ra_report_options *options, ra_diag *diag);

/* A report on its way to a file: begun and not ended. Several may be at once. */
typedef struct ra_writing ra_writing;

/* Begins to write a report to a file, as ra_report_write does: a text is made, and a workbook has a
 * process of its own from now on. Given: the `format`; `count` `results`, the `path`, the
 * `options`, borrowed until the end. Returned: RA_OK with `*out`, which ra_report_end or
 * ra_report_cancel frees, also where something went wrong, which the end tells; RA_NOMEM. */
ra_status ra_report_begin(ra_writing **out, const ra_format *format,
                          const ra_result *const *results, size_t count, const char *path,
                          const ra_report_options *options);

/* Waits for a report and puts it in its place. Given: the `writing` that was begun, freed.
 * Returned: RA_OK; RA_IO or RA_NOMEM with a message: then the target is as it was and nothing else
 * is left behind. */
ra_status ra_report_end(ra_writing *writing, ra_diag *diag);

/* Gives a report up: the target is as it was and nothing else is left behind. Given: the `writing`
 * that was begun, freed, or NULL. */
void ra_report_cancel(ra_writing *writing);

#ifdef __cplusplus
}
#endif
#endif
