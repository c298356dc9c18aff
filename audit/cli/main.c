/* reaudit: re-audits published footprint estimates. */
#include <locale.h>

#include "audit/cli/commands.h"
#include "audit/cli/guard.h"
#include "audit/library.h"

int main(int argc, char **argv)
{
    ra_library_open();

    /* The locale decides which characters the terminal can show, and nothing else: a decimal comma
     * must never reach a report. */
    setlocale(LC_CTYPE, "");

    ra_guard_open();
    int status = ra_command_line(argc, argv);
    ra_guard_close();
    return status;
}
