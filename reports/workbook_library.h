/* libxlsxwriter, which is opened when the first workbook is written: most runs write none, and the
 * dynamic linker would take longer for it and its libraries than for all others together.
 *
 * The files of the workbook writer include this header in place of the library's. Its functions are
 * called by their own names, which are members of a table that ra_book_library_open fills; the list
 * of them is in cmake/Workbook.cmake. Without RA_XLSX_NAME the library is linked as any other. */
#ifndef RA_WORKBOOK_LIBRARY_H
#define RA_WORKBOOK_LIBRARY_H

#include <stdbool.h>

#include <xlsxwriter.h>

#include "models/diag.h"
#include "models/status.h"

#ifdef RA_XLSX_NAME
#include <xlsx_calls.h>

typedef struct {
#define X(name) __typeof__(name) *(name);
    RA_XLSX_LIST(X)
#undef X
} ra_xlsx_calls;

/* Filled once, before the first workbook, with the same functions ever after. */
extern ra_xlsx_calls ra_xlsx;

#ifndef RA_XLSX_OPENS
#include <xlsx_names.h>
#endif
#endif

/* Opens the library; at its second call nothing is left to do. Called by one thread. Returned:
 * RA_OK; RA_IO with a message where it is not there, or not as it was when this was built. */
ra_status ra_book_library_open(ra_diag *diag);

#endif
