#include "audit/statement.h"

#include <math.h>

static ra_statement of_interval(const ra_claim *claim, double audited)
{
    ra_statement stated = {.low = claim->interval_low, .high = claim->interval_high, .set = true};

    stated.figure = fmin(fmax(audited, stated.low), stated.high);
    return stated;
}

ra_statement ra_statement_of(const ra_claim *claim, double recomputed, double audited)
{
    const ra_figure *figure = &claim->stated;

    if (claim->stated_interval) {
        return of_interval(claim, audited);
    }
    if (figure->kind == RA_FIGURE_NONE) {
        return (ra_statement){.low = recomputed, .high = recomputed, .figure = recomputed};
    }
    ra_statement stated = {.low = figure->low * figure->factor,
                           .high = figure->high * figure->factor,
                           .figure = figure->value * figure->factor,
                           .set = claim->bound != RA_BOUND_NONE};
    if (claim->bound == RA_BOUND_AT_MOST) {
        stated.low = -INFINITY;
    }
    if (claim->bound == RA_BOUND_AT_LEAST) {
        stated.high = INFINITY;
    }
    return stated;
}

double ra_statement_whole(const ra_claim *claim)
{
    double whole = NAN;

    if (claim->compare == RA_COMPARE_REMAINDER) {
        ra_unit_convert(ra_unit_one(claim->units), claim->unit, &whole);
    }
    return whole;
}
