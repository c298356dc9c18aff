/* Which version this is. */
#include "models/version.h"

const char *ra_version_text(void)
{
    return REAUDIT_VERSION;
}
