#include "models/unit.h"
#include "audit/engine.h"

#include <cjson/cJSON.h>
