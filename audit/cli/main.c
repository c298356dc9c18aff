/* reaudit: re-audits published footprint estimates. */
#include <locale.h>

#include <gsl/gsl_errno.h>

#include "audit/cli/commands.h"

int main(int argc, char **argv)
{
    /* GSL's own handler ends the process; its functions return their errors instead. */
    gsl_set_error_handler_off();

    /* The locale decides which characters the terminal can show, and nothing else: a decimal comma
     * must never reach a report. */
    setlocale(LC_CTYPE, "");

    return ra_command_line(argc, argv);
}
