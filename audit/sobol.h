/* Sobol indices of independent inputs [sobol1993].
 *
 *     first_i = V(E[y | x_i]) / V(y)           what x_i explains by itself
 *     total_i = E[V(y | all but x_i)] / V(y)   what remains unexplained without x_i
 *
 * With points a and b, and c_i the point a with coordinate i of b, over all points
 *
 *     V_i  = mean of y(b) (y(c_i) - y(a))      [saltelli2010, table 2 (b)]
 *     VT_i = mean of (y(a) - y(c_i))^2 / 2     [saltelli2010, table 2 (f); jansen1999]
 *
 * and V(y) from all y(a) and y(b). Points where any of them has no value are left out. An index may
 * come out below 0 by its standard error.
 *
 * The same with two coordinates exchanged at once gives the closed index of a pair, what both
 * explain together; what it has beyond the first index of each is their interaction
 *
 *     S_ij = V(E[y | x_i, x_j]) / V(y) - S_i - S_j. */
#ifndef RA_SOBOL_H
#define RA_SOBOL_H

#include "audit/study.h"

/* Returned: first[cause] and total[cause] with their standard errors; NaN where the headline does
 * not vary. */
ra_status ra_sobol_eval(const ra_study *study, double *first, double *first_se, double *total,
                        double *total_se);

/* Returned: the interaction of every pair of causes and its standard error, both as symmetric
 * matrices of cause_count rows (the diagonal is 0). The causes are independent. */
ra_status ra_sobol_interactions_eval(const ra_study *study, double *interaction, double *se);

#endif
