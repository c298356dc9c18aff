/* Writing a workbook in a process of its own. */
#ifndef RA_WORKBOOK_CHILD_H
#define RA_WORKBOOK_CHILD_H

#include "reports/child.h"
#include "reports/workbook_library.h"

/* An error of ours behind those of the library: a table of the data could not be read. */
#define RA_BOOK_UNREADABLE LXW_MAX_ERRNO

/* Writes a workbook. Called in a child process, whose memory nobody else sees. */
typedef lxw_error (*ra_book_writer)(const void *context);

/* Starts a writer in a child process; what it needs of `context` it has by then. Returned: RA_OK
 * with the `child`, to be waited for or stopped; RA_IO with a message. */
ra_status ra_book_start(ra_book_writer write, const void *context, ra_child *child, ra_diag *diag);

/* Runs a writer in a child process and waits for its end. Returned: RA_OK, or RA_NOMEM or RA_IO
 * with a message, also where it crashed. */
ra_status ra_book_apart(ra_book_writer write, const void *context, ra_diag *diag);

#endif
