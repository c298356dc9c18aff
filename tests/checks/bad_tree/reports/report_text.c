#include <check.h>
#include <xlsxwriter.h>

#include "audit/engine.h"
#include "tests/support.h"
