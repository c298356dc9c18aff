#define RA_XLSX_OPENS /* the names of its functions mean themselves here */
#include "reports/workbook_library.h"

#ifdef RA_XLSX_NAME

#include <dlfcn.h>
#include <string.h>

ra_xlsx_calls ra_xlsx;

static bool find_call(void *library, const char *name, void *call)
{
    void *found = dlsym(library, name);

    memcpy(call, &found, sizeof found);
    return found != NULL;
}

static bool find_calls(void *library, ra_xlsx_calls *calls)
{
#define X(name)                                                                                    \
    if (!find_call(library, #name, &calls->name))                                                  \
        return false;
    RA_XLSX_LIST(X)
#undef X
    return true;
}

/* Global, so that what takes the place of its functions (workbook_markup.c) finds those behind its
 * own. */
ra_status ra_book_library_open(ra_diag *diag)
{
    static bool opened;
    ra_xlsx_calls calls;

    if (opened)
        return RA_OK;
    void *library = dlopen(RA_XLSX_NAME, RTLD_NOW | RTLD_GLOBAL);
    opened = library != NULL && find_calls(library, &calls);
    if (opened) {
        ra_xlsx = calls;
        return RA_OK;
    }
    const char *reason = dlerror();
    ra_diag_report(diag, RA_ERROR, NULL, "cannot open the library that writes workbooks: %s",
                   reason != NULL ? reason : RA_XLSX_NAME);
    return RA_IO;
}

#else

ra_status ra_book_library_open(ra_diag *diag)
{
    (void)diag;
    return RA_OK;
}

#endif
