/* Attribution where the headline is a product of powers.
 *
 *     headline = c * product over k of x_k ^ e_k
 *
 * Every order of corrections gives correction k the same part of the logarithm,
 *
 *     phi_k = e_k ln(published x_k / audited x_k),
 *
 * which is its Shapley value, and the logarithm of its multiplicative LMDI-I [ang2005, eq. (4)]. */
#include <math.h>

#include "audit/attribution.h"
#include "audit/kernels.h"
#include "audit/layout.h"
#include "audit/lmdi.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* How far rounding may move the sum of logarithms from the logarithm of the whole ratio. */
#define CLOSE 1e-9

static double exponent_of(const ra_split *split, uint32_t k)
{
    return split->monomial.exponent[split->game.claim->changed[k]];
}

/* e ln(published / audited); what has no exponent counts for nothing, whatever its values. */
static double part(double exponent, double published, double audited)
{
    return exponent != 0 ? exponent * log(published / audited) : 0;
}

/* The power of a player on one side; 1 where it does not count. */
static double power_of(const ra_split *split, uint32_t k, ra_side side)
{
    double exponent = exponent_of(split, k);
    const double *column = split->game.still[side][split->game.claim->changed[k]];

    return exponent != 0 ? pow(column[0], exponent) : 1;
}

/* LMDI-I of published - audited and of published / audited, the constant factor being one that does
 * not change. It takes factors that are not negative. */
static void set_lmdi(ra_split *split, double *x0, double *x1, double *additive, double *factor)
{
    uint32_t m = split->game.players;
    bool usable = split->monomial.coefficient >= 0;

    x0[m] = x1[m] = split->monomial.coefficient;
    for (uint32_t k = 0; k < m; k++) {
        x0[k] = power_of(split, k, RA_AUDITED);
        x1[k] = power_of(split, k, RA_PUBLISHED);
        usable = usable && x0[k] >= 0 && x1[k] >= 0 && isfinite(x0[k]) && isfinite(x1[k]);
    }
    if (!usable) {
        return;
    }
    ra_lmdi(x0, x1, 1, (size_t)m + 1, additive, factor);
    for (uint32_t k = 0; k < m; k++) {
        split->lmdi[k] = additive[k];
        split->lmdi_factor[k] = factor[k];
    }
}

/* Returned: whether the logarithms exist and add up to the whole. */
static bool set_contributions(ra_split *split, double published, double audited)
{
    double sum = 0, size = 0;

    for (uint32_t k = 0; k < split->game.players; k++) {
        uint32_t q = split->game.claim->changed[k];
        double phi = part(exponent_of(split, k), split->game.still[RA_PUBLISHED][q][0],
                          split->game.still[RA_AUDITED][q][0]);
        split->contribution[k] = split->least[k] = split->most[k] = phi;
        split->se[k] = 0;
        sum += phi;
        size += fabs(phi);
    }
    /* Not so where a sign changes under an even power, or a value is zero. */
    return fabs(sum - log(published / audited)) <= CLOSE * (1 + size);
}

bool ra_split_product(ra_split *split, double published, double audited, ra_status *status)
{
    size_t room = (size_t)split->game.players + 1;

    if (!split->monomial.product) {
        return false;
    }
    double *numbers = ra_calloc(4 * room, sizeof *numbers);
    if (numbers == NULL) {
        *status = RA_NOMEM;
        return false;
    }
    set_lmdi(split, numbers, numbers + room, numbers + 2 * room, numbers + 3 * room);
    ra_free(numbers);
    split->method = RA_ATTRIBUTION_CLOSED;
    split->basis = RA_BASIS_LOG;
    return set_contributions(split, published, audited);
}

void ra_product_fill(const ra_split *split, const ra_seat *seat, double *phi)
{
    const ra_kernels *kernels = ra_kernels_get();

    for (uint32_t k = 0; k < split->game.players; k++) {
        uint32_t q = split->game.claim->changed[k];
        double exponent = exponent_of(split, k), *own = phi + (size_t)k * RA_BLOCK;
        if (split->game.output[q] == RA_NO_OUTPUT || exponent == 0) {
            kernels->put_number(own, exponent != 0 ? split->contribution[k] : 0, seat->n);
            continue;
        }
        kernels->divide(own, seat->side[RA_PUBLISHED][q], seat->side[RA_AUDITED][q], seat->n);
        kernels->log(own, own, seat->n);
        if (exponent != 1) {
            kernels->multiply_number(own, own, exponent, seat->n);
        }
    }
}
