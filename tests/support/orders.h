/* Attribution by brute force: every order of corrections, trial by trial, in plain loops. */
#ifndef RA_TEST_ORDERS_H
#define RA_TEST_ORDERS_H

#include "audit/audit.h"

#define ORDERS_NAMES 8

/* A chain written down by hand. `names` are assumptions, those that are corrected first and in the
 * order of the claim, then the others (audited in every set); the last `methods` players are
 * changes of method. value() is the headline with the corrections of the bit set made. */
typedef struct {
    const char *names[ORDERS_NAMES];
    uint32_t assumptions, methods;
    double (*value)(const double *published, const double *audited, unsigned set);
} orders_chain;

/* What it finds, by player. */
typedef struct {
    uint32_t players;
    double share[ORDERS_NAMES], least[ORDERS_NAMES], most[ORDERS_NAMES]; /* point */
    double p5[ORDERS_NAMES], p50[ORDERS_NAMES], p95[ORDERS_NAMES];       /* shares of trials */
} orders_found;

/* Walks all orders at the point and in the first trials of a seed. */
orders_found walk_orders(const orders_chain *chain, const ra_claim *claim, uint64_t seed,
                         size_t trials);

/* The p-quantile of n numbers, which are sorted: rank 1 + (n - 1) p, interpolated. */
double sorted_quantile(double *x, size_t n, double p);

/* Fails the test unless a result's attribution is what was found: points to 1e-11, intervals to
 * 0.2 % of their width. */
void same_attribution(const ra_attribution *attribution, const orders_found *found);

#endif
