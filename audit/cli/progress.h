/* A bar that shows how far a long audit is. */
#ifndef RA_CLI_PROGRESS_H
#define RA_CLI_PROGRESS_H

#include <stdbool.h>
#include <time.h>

typedef struct {
    bool wanted; /* messages go to a terminal and --quiet was not given */
    bool utf8;
    const char *name;      /* of the claim */
    size_t index, count;   /* of the claims */
    struct timespec start; /* of the whole run */
    bool shown;            /* a bar is on the screen */
    int percent;           /* that it shows */
} ra_progress;

/* Starts the clock. */
ra_progress ra_progress_new(bool wanted, bool utf8, size_t count);

/* For ra_plan.progress, with the progress as its context: shows the bar once a second has passed.
 * Returns false where the user interrupted. */
bool ra_progress_update(void *context, double done);

/* Takes the bar from the screen. */
void ra_progress_clear(ra_progress *progress);

#endif
