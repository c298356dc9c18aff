#include "models/status.h"

#include <stddef.h>

static const struct {
    int exit_status;
    const char *text;
} statuses[] = {
#define X(code, exit_status, text) {exit_status, text},
    RA_STATUS_LIST(X)
#undef X
};

const char *ra_status_text(ra_status status)
{
    return statuses[status].text;
}

int ra_status_exit(ra_status status)
{
    return statuses[status].exit_status;
}
