/* Units of measurement, over UDUNITS-2 and our own datasets/units.xml.
 *
 * A system owns all its units; a unit lives as long as its system and is borrowed by everyone else.
 * The same text gives the same pointer. Two units are compatible when their quotient is
 * dimensionless (never ut_are_convertible, which takes s for Hz).
 *
 * UDUNITS-2 keeps its reader's state in the process: loading, declaring, reading, combining and
 * converting belong to one thread at a time, even on two systems. Texts may be read by any. */
#ifndef RA_UNIT_H
#define RA_UNIT_H

#include <stdbool.h>
#include <stddef.h>

#include "models/diag.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_units ra_units; /* a unit system */
typedef struct ra_unit ra_unit;   /* a unit of it */

/* What is wrong, or doubtful, with a unit's text. */
typedef struct {
    bool lint;       /* false: an error, there is no unit; true: there is one, with a warning */
    size_t position; /* byte in the text */
    char text[240];  /* "" where there is nothing to say */
} ra_unit_problem;

/* Reads the unit definitions. Free with ra_units_free. */
ra_status ra_units_load(ra_units **out, const char *path, ra_diag *diag);
void ra_units_free(ra_units *units);

/* Makes a countable thing ("image") a dimension of its own, with its plural ("images").
 * Returned: RA_INVALID with a problem where the name is taken or cannot be a unit. */
ra_status ra_units_declare(ra_units *units, const char *name, ra_unit_problem *problem);

/* Given: a unit as a person writes it: "kWh", "lbCO2e/kWh", "1e9 USD", "W/chip", "%", "1".
 * Returned: the unit, or NULL with problem->text. `@`, `since`, `lg(` and the like are refused.
 * Names that end in a digit, and `kg CO2e`, cannot be parsed: the message says what to write.
 * Lint for kt, a, ton, gal, H, year, month and for "/1000 image". At most 200 bytes. */
const ra_unit *ra_unit_parse(ra_units *units, const char *text, ra_unit_problem *problem);

const ra_unit *ra_unit_one(ra_units *units);

/* Derived units keep the words they are made of: "W.hour", "lbCO2e" for lbCO2e/kWh times kWh.
 * Returned: NULL without memory, or for a unit of more than 32 words, of an exponent over 100 or of
 * a factor beyond 1e200, which no claim needs. */
const ra_unit *ra_unit_multiply(ra_units *units, const ra_unit *a, const ra_unit *b);
const ra_unit *ra_unit_divide(ra_units *units, const ra_unit *a, const ra_unit *b);

/* Returned: the unit to the power `exponent`, or NULL where no unit of integer dimensions is (the
 * square root of a metre) or as above. The unit "1" may take any exponent. */
const ra_unit *ra_unit_power(ra_units *units, const ra_unit *unit, double exponent);

/* Returns whether values in one unit can be given in the other; *factor (may be NULL) is what a
 * value in `from` is multiplied by to be in `to`. */
bool ra_unit_convert(const ra_unit *from, const ra_unit *to, double *factor);

/* Returns whether the unit has no dimension (1, %, kWh/J). */
bool ra_unit_dimensionless(const ra_unit *unit);

/* Returns the text: as the user wrote it, or made for a derived unit ("W.hour"). */
const char *ra_unit_text(const ra_unit *unit);

/* The names that can be written, for `reaudit list units` and for suggestions: the i-th name and
 * its definition in base units, or NULL behind the last. */
const char *ra_units_name(const ra_units *units, size_t i, const char **definition);

#ifdef __cplusplus
}
#endif
#endif
