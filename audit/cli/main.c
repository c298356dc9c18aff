/* reaudit: re-audits published footprint estimates. */
#include <locale.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "audit/cli/commands.h"
#include "audit/cli/guard.h"
#include "audit/library.h"

/* The heap grows by a megabyte at a time and keeps what it has: a thread's would ask the system for
 * some pages more at every turn, and give them back in between, while the others wait for it. What
 * nobody writes to takes no memory. */
static void prepare_heap(void)
{
#ifdef __GLIBC__
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

int main(int argc, char **argv)
{
    prepare_heap();
    ra_library_open();

    /* The locale decides which characters the terminal can show, and nothing else: a decimal comma
     * must never reach a report. */
    setlocale(LC_CTYPE, "");

    ra_guard_open();
    int status = ra_command_line(argc, argv);
    ra_guard_close();
    return status;
}
