/* Reports that are written side by side, and put in their places one after another.
 *
 * Units: none. Errors: messages in `diag`. Source: reports/format.h. */
#ifndef RA_WRITINGS_H
#define RA_WRITINGS_H

#include "reports/format.h"

typedef struct {
    ra_writing **items; /* a ring: `count` of `room`, the oldest at `first` */
    void **marks;       /* of these, for `done` */
    size_t room, first, count;
    /* Called with the mark of every file that is in its place, in the order in which they were
     * begun; or NULL. */
    void (*done)(void *mark);
    bool (*stopped)(void); /* whether the user interrupted; NULL: never */
} ra_writings;

/* Prepares for reports of which so many are written at a time as `threads` (0: as there are
 * processors). Returned: RA_OK or RA_NOMEM; the caller frees `all` in any case. */
ra_status ra_writings_open(ra_writings *all, int threads, bool (*stopped)(void));

/* Begins a report, as ra_report_begin does. Given: a `mark` for `done`, or NULL. Where there are
 * enough, waits for the oldest. Returned: RA_OK; what ra_report_end said of the oldest; RA_NOMEM.
 */
ra_status ra_writings_add(ra_writings *all, const ra_format *format,
                          const ra_result *const *results, size_t count, const char *path,
                          const ra_report_options *options, void *mark, ra_diag *diag);

/* Waits for all reports. Where the user interrupted, or one of them failed, those behind it are
 * given up. */
ra_status ra_writings_finish(ra_writings *all, ra_diag *diag);

/* Gives up what has not been waited for. */
void ra_writings_free(ra_writings *all);

#endif
