/* reaudit: re-audits published footprint estimates. */
#include <locale.h>

#include "audit/cli/commands.h"
#include "audit/library.h"

int main(int argc, char **argv)
{
    ra_library_open();

    /* The locale decides which characters the terminal can show, and nothing else: a decimal comma
     * must never reach a report. */
    setlocale(LC_CTYPE, "");

    return ra_command_line(argc, argv);
}
