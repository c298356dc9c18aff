#include <gsl/gsl_sf.h>
#include <lzma.h>

#include "audit/engine.h"
#include "audit/missing.h"
#include "models/unit.h"
  #  include "engine.h"
#include "audit/cli/command.h"
#include "reports/workbook.h"
