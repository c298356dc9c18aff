/* What a program does once, before it uses the library. */
#include "audit/library.h"

#include <gsl/gsl_errno.h>

void ra_library_open(void)
{
    gsl_set_error_handler_off();
}
