#include <stdio.h>
#include <udunits2.h>

#include "models/unit.h"
