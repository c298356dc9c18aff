/* How hard a workbook is compressed.
 *
 * libxlsxwriter asks zlib for its usual level, 6, which took a third of the time of a workbook.
 * Level 1 takes a third of that and leaves files a fifth larger. The library has no option for it;
 * it and minizip call zlib by a function that a program may replace (as workbook_scratch.c does),
 * and ours calls zlib's own with another level. Where the dynamic linker does not ask us the level
 * is 6. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "reports/workbook_deflate.h"

#include <dlfcn.h>
#include <string.h>

#include <zlib.h>

#define LEVEL 1

typedef int (*opener)(z_streamp stream, int level, int method, int bits, int memory, int strategy,
                      const char *version, int size);

/* Weak, so that a program with zlib linked into it keeps zlib's. */
__attribute__((weak)) int deflateInit2_(z_streamp stream, int level, int method, int bits,
                                        int memory, int strategy, const char *version, int size)
{
    void *found = dlsym(RTLD_NEXT, "deflateInit2_");
    opener own;

    if (found == NULL)
        return Z_VERSION_ERROR;
    memcpy(&own, &found, sizeof own);
    return own(stream, level == Z_DEFAULT_COMPRESSION ? LEVEL : level, method, bits, memory,
               strategy, version, size);
}

void ra_book_deflate_open(void)
{
    /* That this file is linked is all it takes. */
}
