/* What help and the manual page say of the whole program. */
#include "audit/cli/commands.h"

const char *ra_about(void)
{
    return "reaudit re-audits published footprint estimates: it recomputes an estimate as "
           "published and with corrected inputs, with the uncertainty of both, and shows how "
           "the errors compound.";
}

const char *ra_exit_text_at(size_t status)
{
    static const char *const texts[] = {
        "the headline stands, or all is well",
        "a headline does not stand, or does not follow from its inputs",
        "wrong usage: an unknown command, option, claim or key",
        "invalid input",
        "reading or writing failed, or the run was interrupted",
    };

    return status < sizeof texts / sizeof texts[0] ? texts[status] : NULL;
}

const ra_example *ra_example_at(size_t i)
{
    static const ra_example examples[] = {
        {"reaudit run strubell-2019-nas", "print the verdict"},
        {"reaudit run strubell-2019-nas -o audit.xlsx", "and write a spreadsheet"},
        {"reaudit run my-claim.json --set pue=1.2", "with a figure of your own"},
    };

    return i < sizeof examples / sizeof examples[0] ? &examples[i] : NULL;
}
