/* A bar that shows how far a long audit is. */
#include "audit/cli/progress.h"

#include <stdio.h>

#include "audit/cli/signals.h"
#include "audit/cli/terminal.h"
#include "reports/page.h"

#define BAR_WIDTH 30
#define PATIENCE  1.0 /* seconds before the bar appears */

ra_progress ra_progress_new(bool wanted, bool utf8, size_t count)
{
    ra_progress progress = {.wanted = wanted, .utf8 = utf8, .count = count, .percent = -1};

    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    return progress;
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

static void draw(ra_progress *progress, int percent)
{
    int filled = percent * BAR_WIDTH / 100;
    ra_report_options look = {.width = ra_terminal_message_width() - BAR_WIDTH - 8,
                              .utf8 = progress->utf8};
    ra_page name = ra_page_new(&look);
    int i;

    fputs("\r\x1b[K", stderr);
    for (i = 0; i < BAR_WIDTH; i++)
        fputs(i < filled ? (progress->utf8 ? "\u2588" : "#") : (progress->utf8 ? "\u2591" : "."),
              stderr);
    fprintf(stderr, " %3d %% ", percent);
    ra_page_left(&name, look.width > 1 ? look.width : 1, progress->name);
    ra_page_finish(&name, stderr);
    fflush(stderr);
    progress->shown = true;
    progress->percent = percent;
}

bool ra_progress_update(void *context, double done)
{
    ra_progress *progress = context;
    double whole = ((double)progress->index + done) / (double)progress->count;
    int percent = (int)(100 * whole);

    if (ra_signals_caught())
        return false;
    if (progress->wanted && percent != progress->percent &&
        (progress->shown || seconds_since(&progress->start) > PATIENCE))
        draw(progress, percent);
    return true;
}

void ra_progress_clear(ra_progress *progress)
{
    if (progress->shown)
        fputs("\r\x1b[K", stderr);
    progress->shown = false;
    progress->percent = -1;
}
