/* Units of measurement, over UDUNITS-2 and our own datasets/units.xml.
 *
 * A system owns all its units; a unit lives as long as its system and is borrowed by everyone else.
 * The same text gives the same pointer. Two units are compatible when their quotient is
 * dimensionless (never ut_are_convertible, which takes s for Hz).
 *
 * UDUNITS-2 keeps its reader's state in the process: loading, declaring, reading, combining and
 * converting belong to one thread at a time, even on two systems. Texts may be read by any.
 *
 * Units: they are what this is about. Errors: NULL or false, with a problem where one is taken.
 * Source: UDUNITS-2 and datasets/units.xml, which cites its definitions. */
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

/* Reads the definitions of units. Given: the `path` of datasets/units.xml. Returned: RA_OK with
 * *out, which the caller frees with ra_units_free; RA_IO, RA_INVALID or RA_NOMEM with messages. */
ra_status ra_units_load(ra_units **out, const char *path, ra_diag *diag);

/* Reads the words of the definitions; what they mean is read when the first of them is asked for,
 * which the unit 1 is not. Given: as for ra_units_load, the `path` of a file that stays. Returned: RA_OK with *out, which
 * the caller frees with ra_units_free; RA_IO or RA_NOMEM with messages. Definitions that turn out
 * to be none leave every word unknown, and count as a failed allocation (models/alloc.h). */
ra_status ra_units_open(ra_units **out, const char *path, ra_diag *diag);

/* Given: `units` with every unit of theirs, or NULL. */
void ra_units_free(ra_units *units);

/* Makes a countable thing a dimension of its own. Given: the `units`; its `name` ("image"), whose
 * plural ("images") is made too. Returned: RA_OK; RA_INVALID with a `problem` where the name is
 * taken or cannot be a unit; RA_NOMEM. */
ra_status ra_units_declare(ra_units *units, const char *name, ra_unit_problem *problem);

/* Given: the `units`; a `text` as a person writes it: "kWh", "lbCO2e/kWh", "1e9 USD", "W/chip",
 * "%", "1". Returned: the unit, or NULL with `problem`->text. `@`, `since`, `lg(` and the like are
 * refused. Names that end in a digit, and `kg CO2e`, cannot be parsed: the message says what to
 * write. Lint for kt, a, ton, gal, H, year, month and for "/1000 image". At most 200 bytes. */
const ra_unit *ra_unit_parse(ra_units *units, const char *text, ra_unit_problem *problem);

/* Given: the `units`. Returned: the unit 1. */
const ra_unit *ra_unit_one(ra_units *units);

/* Multiplies. Given: the `units`, two of them, `a` and `b`. Returned: their product, which keeps
 * the words it is made of ("W.hour", "lbCO2e" for lbCO2e/kWh times kWh); NULL without memory, or
 * for a unit of more than 32 words, of an exponent over 100 or of a factor beyond 1e200, which no
 * claim needs. */
const ra_unit *ra_unit_multiply(ra_units *units, const ra_unit *a, const ra_unit *b);

/* Divides. Given: the `units`, two of them, `a` and `b`. Returned: a/b, or NULL as for a product.
 */
const ra_unit *ra_unit_divide(ra_units *units, const ra_unit *a, const ra_unit *b);

/* Raises to a power. Given: the `units`, one `unit` of them, an `exponent`; the unit 1 may take
 * any. Returned: the power, or NULL where it has no integer dimensions (the square root of a
 * metre) or as for a product. */
const ra_unit *ra_unit_power(ra_units *units, const ra_unit *unit, double exponent);

/* Given: two units, `from` and `to`. Returned: whether values in one can be given in the other;
 * *factor (may be NULL) is what a value in `from` is multiplied by to be in `to`. */
bool ra_unit_convert(const ra_unit *from, const ra_unit *to, double *factor);

/* Given: a `unit`. Returned: whether it has no dimension (1, %, kWh/J). */
bool ra_unit_dimensionless(const ra_unit *unit);

/* Given: a `unit`. Returned: its text, as the user wrote it, or made for a derived one ("W.hour").
 */
const char *ra_unit_text(const ra_unit *unit);

/* The names that can be written. Given: the `units`, an index `i` from 0. Returned: the i-th name,
 * or NULL behind the last, and in *definition what it is in base units. */
const char *ra_units_name(const ra_units *units, size_t i, const char **definition);

#ifdef __cplusplus
}
#endif
#endif
