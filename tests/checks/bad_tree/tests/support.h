#include <check.h>
#include <udunits2.h>

#include "audit/cli/command.h"
#include "support.h"
