/* A unit system for every test, and units that must be there. */
#ifndef RA_TEST_UNITS_H
#define RA_TEST_UNITS_H

#include "models/unit.h"

#define UNITS_XML REAUDIT_SOURCE_DATA "/datasets/units.xml"

extern ra_units *units;

/* The fixture: loads the units of the data directory, and frees them. */
void units_set_up(void);
void units_tear_down(void);

/* Returns a unit; the test fails with the problem where there is none. */
const ra_unit *unit_of(const char *text);

/* Declares a thing to count. */
void declare(const char *name);

#endif
