/* The correlations of a claim, by quantity and by random stream.
 *
 * Every dependence is a Gaussian copula: the draws of correlated inputs are Phi(z) with jointly
 * normal z, whose correlations are called *normal scores*. What a claim states is turned into them:
 *
 *     normal      the stated number itself
 *     spearman    2 sin(pi rho / 6)                                     [pearson1907]
 *     pearson     Nataf's transformation (nataf.h)                      [liu1986]
 *     covariance  the matrix over the standard deviations that it has, then as pearson
 *
 * Pairs of which nothing is stated are independent. Quantities with the same draw are one stream:
 * their normal scores have the correlation 1. */
#ifndef RA_CORRELATION_H
#define RA_CORRELATION_H

#include <stdbool.h>
#include <stdint.h>

#include "models/claim.h"
#include "models/diag.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_correlations ra_correlations;

/* Reads the correlations of the audited side. Given: a claim, which is borrowed.
 * Returned: RA_OK with *out, to be freed with ra_correlations_free; RA_NOMEM; RA_INVALID with a
 * message at the correlation in the file where no Gaussian copula has it (the range that can be
 * reached is said), where it contradicts a shared draw, or where all of them together are not
 * positive semi-definite (the smallest eigenvalue and the pair that spoils it are said). */
ra_status ra_correlations_new(ra_correlations **out, const ra_claim *claim, ra_diag *diag);
void ra_correlations_free(ra_correlations *correlations);

/* Returns whether two quantities may be dependent: they share a draw, or belong to one group of
 * correlated streams. Quantities without a law are not. */
bool ra_correlation_linked(const ra_correlations *correlations, uint32_t i, uint32_t j);

/* Correlation of the normal scores of two quantities: 1 for i = j and for shared draws, 0 where
 * they are independent. */
double ra_correlation_scores(const ra_correlations *correlations, uint32_t i, uint32_t j);

/* Pearson's correlation of the values of two quantities, as GUM's covariances need it: stated or
 * computed from the normal scores. NaN where a standard deviation does not exist, or out of
 * memory. The first call for a quantity takes milliseconds; what it finds is kept, so that calls for
 * one object belong to one thread. */
double ra_correlation_pearson(ra_correlations *correlations, uint32_t i, uint32_t j);

#ifdef __cplusplus
}
#endif
#endif
