/* Logarithmic mean Divisia index decomposition, LMDI-I [ang2004; ang2005, eqs. (4), (5)].
 *
 * A quantity V = sum over categories of a product of factors changes from V0 to V1. LMDI-I gives
 * the part of the change that each factor explains, without a residual and independent of order:
 *
 *     additive        dV_k = sum_i L(v1_i, v0_i) ln(x1_ik / x0_ik)
 *     multiplicative  ln D_k = sum_i L(v1_i, v0_i) / L(V1, V0) ln(x1_ik / x0_ik)
 *
 * with the logarithmic mean L(a, b) = (a - b) / ln(a / b), L(a, a) = a. */
#ifndef RA_LMDI_H
#define RA_LMDI_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Returns the logarithmic mean of two numbers >= 0; 0 where either is 0. */
double ra_log_mean(double a, double b);

/* Decomposes the change of a sum of products.
 * Given: x0 and x1, factors before and after, categories rows of `factors` numbers >= 0.
 * Returned: additive[factors] (sums to V1 - V0) and multiplicative[factors] (multiplies to V1 / V0;
 * NaN where V0 or V1 is 0). Zeros take their analytic limits [ang2007]: a category that appears or
 * vanishes is explained by the factors that are zero on one side, in equal parts. */
void ra_lmdi(const double *x0, const double *x1, size_t categories, size_t factors,
             double *additive, double *multiplicative);

#ifdef __cplusplus
}
#endif
#endif
