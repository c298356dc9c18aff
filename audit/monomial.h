/* The headline as a product of powers, where it is one.
 *
 *     headline = coefficient * product over q of v_q ^ exponent_q
 *
 * Found from the formulas alone: the steps (and derived figures) are walked from the headline down,
 * and every operator hands exponents on to its operands. A product hands on the exponent it has, a
 * quotient changes the sign for its divisor, `^` multiplies by a constant exponent, sqrt halves.
 * Whatever holds no variable is a number. Exponents of the same variable add up, so that x * x is
 * x^2 and x / x is nothing. */
#ifndef RA_MONOMIAL_H
#define RA_MONOMIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "models/claim.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the variables are. */
typedef enum {
    RA_MONOMIAL_CHANGES, /* the assumptions that are corrected: steps read either side of them. A
                            corrected method is no power of anything */
    RA_MONOMIAL_LAWS     /* the figures that have a law on the audited side, through derived figures
                            down to what they are made from */
} ra_monomial_kind;

typedef struct {
    bool product;        /* whether the headline has this form */
    uint32_t obstacle;   /* where not: the quantity whose formula is in the way; else UINT32_MAX */
    double coefficient;  /* in the claim's unit; the headline with 1 for every variable and the
                            audited value of everything else. NaN where it is no product */
    double *exponent;    /* by quantity; 0 for what is no variable or does not count */
} ra_monomial;

/* Returned: RA_OK whether or not the headline is a product, or RA_NOMEM. Free with ra_monomial_free
 * also where this fails. */
ra_status ra_monomial_open(ra_monomial *out, const ra_claim *claim, ra_monomial_kind kind);
void ra_monomial_free(ra_monomial *monomial);

/* Returns whether a figure is uncertain: it has a law of more than one value. */
bool ra_figure_uncertain(const ra_figure *figure);

#ifdef __cplusplus
}
#endif
#endif
