#include "reports/workbook.h"
#include RA_HEADER
