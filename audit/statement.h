/* What a headline states: the numbers that it allows.
 *
 * A figure allows its rounding interval, "10 to 50" what lies between (each end with its own
 * rounding), "at most 8" everything up to 8. A complement ("99.998 %") allows its rounding interval
 * too, but is compared by what it leaves of the whole. */
#ifndef RA_STATEMENT_H
#define RA_STATEMENT_H

#include "audit/result.h"

/* In the claim's unit; low and high may be infinite. Without a figure: the recomputed value. */
typedef struct {
    double low, high;
    double figure; /* the number that is compared: of an interval the end nearer to the audit */
    bool set;      /* an interval or a bound: it allows more than one number */
} ra_statement;

/* Given: a claim, what its published side gives, what the audit found. */
ra_statement ra_statement_of(const ra_claim *claim, double recomputed, double audited);

/* Returns the whole in the claim's unit (100 in percent) where the headline is judged by what it
 * leaves of it; else NaN. */
double ra_statement_whole(const ra_claim *claim);

#endif
