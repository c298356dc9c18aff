/* Nataf's transformation: Pearson's correlation of two laws under a Gaussian copula [liu1986].
 *
 * Mehler's formula [dlmf, 18.18.28] gives it for laws with the Hermite coefficients a_n and b_n
 * (nataf_law.h) and normal scores correlated by r as
 *
 *     rho(r) = sum over n >= 1 of a_n b_n r^n,
 *
 * which never falls as r grows; rho(-1) and rho(1) bound what can be reached. With a normal law it
 * is a_1 r; of two lognormal ones it is (exp(s t r) - 1) / sqrt((exp(s^2) - 1) (exp(t^2) - 1)).
 * Two short lists of values have a formula of their own (nataf_atoms.h).
 *
 * Where the coefficients of both laws decay slowly, quadrature at r = -1 and r = 1 says what the N
 * terms of the series leave out there. Kinks of Q give terms that fall like n^(-5/2), so that of
 * what is left out at an end the part
 *
 *     (3/2) E_{5/2}(x),   x = -(N + 1/2) ln |r|,
 *
 * remains inside, with the exponential integral E_k [dlmf, 8.19]. */
#ifndef RA_NATAF_H
#define RA_NATAF_H

#include "audit/nataf_law.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A pair of laws. */
typedef struct {
    double c[RA_NATAF_TERMS + 1]; /* a_n b_n */
    double above, below;          /* what they leave out at r = 1 and r = -1 */
    double product;   /* of the sigmas of two lognormal laws, whose closed form holds; else 0 */
    double scale;     /* of it */
    double low, high; /* rho(-1), rho(1) */
    const ra_nataf_law *x, *y; /* borrowed */
    bool atoms;                /* two short lists */
} ra_nataf;

/* Joins two laws, which are borrowed. */
void ra_nataf_open(ra_nataf *pair, const ra_nataf_law *x, const ra_nataf_law *y);

/* Pearson's correlation of the laws for normal scores correlated by r, -1 <= r <= 1. */
double ra_nataf_eval(const ra_nataf *pair, double r);

/* Finds the correlation of normal scores that gives Pearson's rho. Returned: RA_OK with *r;
 * RA_INVALID where rho lies outside low to high by more than 1e-6; RA_NOMEM. */
ra_status ra_nataf_find(const ra_nataf *pair, double rho, double *r);

#ifdef __cplusplus
}
#endif
#endif
