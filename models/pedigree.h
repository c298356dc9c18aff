/* The pedigree approach of life-cycle inventories: scores of data quality become an uncertainty.
 *
 * A figure is scored from 1 (best) to 5 on five indicators, in this order: reliability,
 * completeness, temporal, geographical and further technological correlation. Every score adds to
 * the variance of ln X. */
#ifndef RA_PEDIGREE_H
#define RA_PEDIGREE_H

#include <stdbool.h>

#define RA_PEDIGREE_INDICATORS 5
#define RA_PEDIGREE_SCORES 5

/* The published sets of factors. */
typedef enum { RA_ECOINVENT2, RA_CIROTH2013, RA_ECOINVENT3, RA_PEDIGREES } ra_pedigree;
extern const char *const ra_pedigree_names[RA_PEDIGREES]; /* "ecoinvent2" ... */

/* Given: the set, the basic variance of ln X, five scores from 1 to 5. Returned: true with the
 * whole variance of ln X, or false where the set leaves a score without a factor. */
bool ra_pedigree_variance(ra_pedigree set, double basic, const int *scores, double *variance);

#endif
