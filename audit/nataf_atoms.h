/* Pearson's correlation of two laws that are short lists of values, under a Gaussian copula.
 *
 * With jumps dx_i of Q at scores a_i, and dy_j at b_j, Plackett's identity [plackett1954] gives
 *
 *     d cov / dr = sum over i, j of dx_i dy_j phi_2(a_i, b_j; r),
 *
 * phi_2 the bivariate normal density. With r = sin(t) that is, integrated from t = 0,
 *
 *     cov = 1 / (2 pi) integral of sum of dx_i dy_j
 *           exp(-(a_i - b_j)^2 / (4 (1 - sin t)) - (a_i + b_j)^2 / (4 (1 + sin t))) dt. */
#ifndef RA_NATAF_ATOMS_H
#define RA_NATAF_ATOMS_H

#include "audit/nataf_law.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Returns whether both laws are lists of at most 64 values, neither truncated nor clipped. */
bool ra_nataf_atoms_check(const ra_nataf_law *x, const ra_nataf_law *y);

/* The correlation for normal scores correlated by r, -1 <= r <= 1. */
double ra_nataf_atoms_eval(const ra_nataf_law *x, const ra_nataf_law *y, double r);

#ifdef __cplusplus
}
#endif
#endif
