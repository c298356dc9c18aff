/* The workbook as a report. */
#include "reports/writers.h"

#include "reports/workbook.h"
#include "reports/workbook_child.h"
#include "reports/workbook_tables.h"

/* What the child needs to know. */
typedef struct {
    const ra_result *const *results;
    size_t count;
    const char *path;
    const ra_report_options *options;
} order;

static lxw_error write_book(const void *context)
{
    const order *o = context;

    return o->count == 1 ? ra_book_write(o->results[0], o->path, o->options)
                         : ra_book_compare(o->results, o->count, o->path, o->options);
}

ra_status ra_workbook_start(const ra_result *const *results, size_t count, const char *path,
                            const ra_report_options *options, ra_child *child, ra_diag *diag)
{
    const order all = {results, count, path, options};

    /* What the child reads of the data ends with it; what is there before is there for the next. */
    if (count == 1)
        ra_tables_read(results[0]->claim, options->threads);
    return ra_book_start(write_book, &all, child, diag);
}

ra_status ra_report_workbook(const ra_result *const *results, size_t count, const char *path,
                             const ra_report_options *options, ra_diag *diag)
{
    ra_child child;
    ra_status status = ra_workbook_start(results, count, path, options, &child, diag);

    return status == RA_OK ? ra_child_wait(&child, diag) : status;
}
