/* Reports that are written side by side.
 *
 * A workbook is written by a process of its own (reports/workbook_child.c), beside which the next
 * report can be begun. What becomes of them looks as if one had been written after the other: they
 * are waited for and put in their places in the order of the command line, the first that fails
 * ends it, and what was begun behind it leaves nothing. */
#include "reports/writings.h"

#include <unistd.h>

#include "models/alloc.h"

/* One is ready when its elder has been put in its place. */
#define WAITING 1
#define MOST    64

static size_t room_for(int threads)
{
    long processors = threads > 0 ? threads : sysconf(_SC_NPROCESSORS_ONLN);

    if (processors <= 1)
        return 1;
    return (processors < MOST ? (size_t)processors : MOST) + WAITING;
}

static bool is_stopped(const ra_writings *all)
{
    return all->stopped != NULL && all->stopped();
}

ra_status ra_writings_open(ra_writings *all, int threads, bool (*stopped)(void))
{
    *all = (ra_writings){.room = room_for(threads), .stopped = stopped};
    all->items = ra_calloc(all->room, sizeof *all->items);
    all->marks = ra_calloc(all->room, sizeof *all->marks);
    return all->items != NULL && all->marks != NULL ? RA_OK : RA_NOMEM;
}

/* Waits for the oldest. */
static ra_status end_one(ra_writings *all, ra_diag *diag)
{
    ra_writing *oldest = all->items[all->first];
    void *mark = all->marks[all->first];

    all->items[all->first] = NULL;
    all->first = (all->first + 1) % all->room;
    all->count--;
    ra_status status = ra_report_end(oldest, diag);
    if (status == RA_OK && all->done != NULL)
        all->done(mark);
    return status;
}

ra_status ra_writings_add(ra_writings *all, const ra_format *format,
                          const ra_result *const *results, size_t count, const char *path,
                          const ra_report_options *options, void *mark, ra_diag *diag)
{
    ra_status status = all->count == all->room ? end_one(all, diag) : RA_OK;
    size_t at = (all->first + all->count) % all->room;

    if (status != RA_OK || is_stopped(all))
        return status;
    status = ra_report_begin(&all->items[at], format, results, count, path, options);
    all->marks[at] = mark;
    all->count += status == RA_OK;
    /* One at a time is done before the next is thought of. */
    return status == RA_OK && all->room == 1 ? end_one(all, diag) : status;
}

ra_status ra_writings_finish(ra_writings *all, ra_diag *diag)
{
    ra_status status = RA_OK;

    while (all->count > 0 && status == RA_OK && !is_stopped(all))
        status = end_one(all, diag);
    return status;
}

void ra_writings_free(ra_writings *all)
{
    for (size_t i = 0; all->items != NULL && i < all->room; i++)
        ra_report_cancel(all->items[i]);
    ra_free(all->items);
    ra_free(all->marks);
    *all = (ra_writings){0};
}
