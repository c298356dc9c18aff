/* Nataf's transformation: Pearson's correlation of two laws under a Gaussian copula [liu1986].
 *
 * With X = Q(Phi(Z)), Q the quantile function, and the orthonormal Hermite polynomials h_n,
 *
 *     a_n = E[(X - mean) / sd * h_n(Z)],     sum of a_n^2 over n >= 1 = 1,
 *
 * and Mehler's formula gives the correlation of X and Y for normal scores correlated by r as
 *
 *     rho(r) = sum over n >= 1 of a_n b_n r^n,
 *
 * which never falls as r grows. rho(-1) and rho(1) bound what can be reached. Closed forms: for two
 * normal laws rho = r; for two lognormal ones (exp(s t r) - 1) / sqrt((exp(s^2) - 1)(exp(t^2) - 1)).
 * Otherwise a_n comes from Gauss-Legendre quadrature over z, in panels that are halved until kinks
 * and jumps of Q do not matter; where the a_n of both laws decay slowly, what the series leaves out
 * is fixed by quadrature at r = -1 and r = 1. */
#ifndef RA_NATAF_H
#define RA_NATAF_H

#include <stdbool.h>

#include "models/dist.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_NATAF_TERMS 200

/* A law expanded in Hermite polynomials; borrows the distribution. */
typedef struct {
    const ra_dist *dist;
    double mean, sd;
    double a[RA_NATAF_TERMS + 1]; /* a[0] is not used */
    double rest;                  /* 1 - sum of a_n^2: what the series leaves out */
} ra_nataf_law;

/* A pair of laws: rho(r) as a polynomial. */
typedef struct {
    double c[RA_NATAF_TERMS + 3];
    double product; /* of the sigmas of two lognormal laws; 0: the polynomial holds */
    double scale;   /* of their closed form */
    double low, high; /* rho(-1), rho(1) */
} ra_nataf_pair;

/* Expands a law. Returned: RA_OK; RA_INVALID where it has no standard deviation, or one of zero, or
 * one that rests on values too rare to be drawn; RA_NOMEM. */
ra_status ra_nataf_expand(ra_nataf_law *law, const ra_dist *dist);

/* Joins two laws. RA_NOMEM. */
ra_status ra_nataf_join(ra_nataf_pair *pair, const ra_nataf_law *x, const ra_nataf_law *y);

/* Pearson's correlation of the laws for normal scores correlated by r, -1 <= r <= 1. */
double ra_nataf_eval(const ra_nataf_pair *pair, double r);

/* Finds the correlation of normal scores that gives Pearson's rho. Returned: RA_OK with *r;
 * RA_INVALID where rho lies outside low to high by more than 1e-9; RA_NOMEM. */
ra_status ra_nataf_find(const ra_nataf_pair *pair, double rho, double *r);

#ifdef __cplusplus
}
#endif
#endif
