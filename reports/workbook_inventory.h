/* The claim as an inventory: its categories, and what each uncertain input does to each of them.
 * Internal to the workbook writer. */
#ifndef RA_WORKBOOK_INVENTORY_H
#define RA_WORKBOOK_INVENTORY_H

#include "reports/workbook.h"

#define RA_INVENTORY_MOST 20 /* categories */

/* A term of the sum that the headline is; the whole headline where it is no sum. */
typedef struct {
    uint32_t quantity; /* of a term that is a step or an assumption; UINT32_MAX: an expression */
    ra_expr expr;      /* the term within the headline's formula */
    double scale;      /* what it is multiplied by to be in the claim's unit, with its sign */
    double value;      /* in the claim's unit */
    double activity, factor; /* standard uncertainties through either kind of input */
} ra_category;

typedef struct {
    ra_category category[RA_INVENTORY_MOST];
    uint32_t count;
    double *u;      /* by row of the result's inputs: standard uncertainty in its quantity's unit */
    double *effect; /* of each on the headline: |coefficient| u, in the claim's unit */
} ra_inventory;

/* Returns whether an input is an emission factor: its unit has CO2e in it. The others are activity
 * data. */
bool ra_inventory_factor(const ra_book *book, uint32_t quantity);

/* Finds the categories. Returned: false where memory ran out. */
bool ra_inventory_new(ra_inventory *out, const ra_book *book);
void ra_inventory_free(ra_inventory *inventory);

#endif
