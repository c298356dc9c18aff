#include "tests/support/units.h"

#include <check.h>

ra_units *units;

void units_set_up(void)
{
    ra_diag *diag = ra_diag_new();
    ck_assert_int_eq(ra_units_load(&units, UNITS_XML, diag), RA_OK);
    ra_diag_free(diag);
}

void units_tear_down(void)
{
    ra_units_free(units);
}

const ra_unit *unit_of(const char *text)
{
    ra_unit_problem problem;
    const ra_unit *unit = ra_unit_parse(units, text, &problem);
    ck_assert_msg(unit != NULL, "'%s': %s", text, problem.text);
    return unit;
}

void declare(const char *name)
{
    ra_unit_problem problem;
    ck_assert_msg(ra_units_declare(units, name, &problem) == RA_OK, "%s: %s", name, problem.text);
}
