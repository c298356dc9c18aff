/* What the files of the distributions share: the rows of the table and the special functions.
 *
 * To add a kind: write its block (functions and a `const ra_dist_type`) in the file of its family,
 * name it in RA_DIST_TYPES, give it at least one form in dist_forms.c, and a row in the tables of
 * tests/test_dist_types.c, which fails until there is one. */
#ifndef RA_DIST_TYPES_H
#define RA_DIST_TYPES_H

#include "models/dist.h"

/* Every kind once, in the order in which `reaudit list distributions` prints them. */
#define RA_DIST_TYPES(X)                                                       \
    X(point)                                                                   \
    X(rounding)                                                                \
    X(uniform)                                                                 \
    X(loguniform)                                                              \
    X(triangular)                                                              \
    X(pert)                                                                    \
    X(normal)                                                                  \
    X(truncated_normal)                                                        \
    X(lognormal)                                                               \
    X(beta)                                                                    \
    X(gamma)                                                                   \
    X(exponential)                                                             \
    X(student_t)                                                               \
    X(arcsine)                                                                 \
    X(trapezoid)                                                               \
    X(discrete)                                                                \
    X(mixture)                                                                 \
    X(empirical)

#define X(name) extern const ra_dist_type ra_dist_##name;
RA_DIST_TYPES(X)
#undef X

/* The empirical law with straight lines between the values ("interpolate": true). It is read and
 * printed as "empirical" and therefore has no row of its own. */
extern const ra_dist_type ra_dist_interpolated;

/* A tail probability on the axis v = log(position): its logarithm, and the first two logarithmic
 * derivatives that its density there has. */
typedef struct {
    double log;   /* ln of the tail probability T */
    double slope; /* |dT/dv| / T */
    double tilt;  /* d ln(density of v) / dv */
} ra_tail;

/* Solves T(position) = p for a law whose density over v is log-concave. Given: the tail function
 * and its argument; whether T is the lower tail (rises with v); ln p; a first guess above 0.
 * Returned: the position (0 or infinity where it leaves the range of numbers). */
typedef ra_tail (*ra_tail_function)(const void *law, double position);
double ra_tail_solve(ra_tail_function tail, const void *law, bool lower, double log_p,
                     double guess);

/* The regularised incomplete beta function I_x(a, b) with x = odds / (1 + odds). Given as odds so
 * that x and 1 - x keep their relative precision together. `ra_beta_odds` is its inverse, p <= 1/2.
 * Valid for a and b from 1e-3 to 1e6. */
double ra_beta_lower(double a, double b, double odds);
double ra_beta_odds(double a, double b, double p);

/* The smallest x in [low, high] with P(X <= x) >= p (or P(X > x) <= p where `upper`), from the cdf
 * alone: at most a few hundred evaluations whatever the law, atoms included. Truncation and
 * clipping of `dist` are not looked at. */
double ra_dist_bracket(const ra_dist *dist, double p, bool upper, double low, double high);

/* The law without its truncation and clipping. */
double ra_dist_base_quantile(const ra_dist *dist, double p, bool upper);

/* The part of a law that truncation leaves: F(a), S(b) and the mass between, each computed from the
 * tail in which it is small. `side` is the tail that holds both ends, -1 or 1; 0: the median lies
 * between them. */
typedef struct {
    double below, above; /* of a lower and an upper tail: measured from the same far end */
    double mass;
    int side;
} ra_dist_rest;
ra_dist_rest ra_dist_truncation(const ra_dist *dist);

/* ra_dist_quantile and ra_dist_cdf for who asks often: with the truncation of the law. */
double ra_dist_rest_quantile(const ra_dist *dist, const ra_dist_rest *rest, double p, bool upper);
double ra_dist_rest_cdf(const ra_dist *dist, const ra_dist_rest *rest, double x, bool upper);

/* Returns whether truncation leaves something out. */
bool ra_dist_is_truncated(const ra_dist *dist);

/* Whether a law is of a kind, and neither truncated nor clipped. */
bool ra_dist_is_whole(const ra_dist *dist, const ra_dist_type *type);

/* Returns whether x is not strictly between two ends, and then the tail probability there. */
bool ra_dist_outside(double x, double low, double high, bool upper, double *probability);

/* Returns whether some value has a probability of its own. */
bool ra_dist_has_atoms(const ra_dist *dist);

#endif
