/* Attribution over all subsets of the corrections. */
#include <math.h>
#include <string.h>

#include "audit/attribution.h"
#include "audit/shapley.h"
#include "audit/stream.h"
#include "models/alloc.h"

static void choose(ra_seat *seat, uint32_t set)
{
    for (uint32_t k = 0; k < seat->game->players; k++) {
        seat->chosen[k] = set >> k & 1;
    }
}

/* v of every set at the point estimates. Returned: whether all of them are numbers. */
static bool eval_sets(ra_seat *seat, ra_attribution_basis basis, double *value)
{
    bool finite = true;

    for (uint32_t set = 0; set < (uint32_t)1 << seat->game->players; set++) {
        choose(seat, set);
        value[set] = ra_seat_eval(seat, basis)[0];
        finite = finite && isfinite(value[set]);
    }
    return finite;
}

/* The corrections lower v by what they contribute. */
static void set_contributions(ra_split *split, const double *value)
{
    uint32_t m = split->game.players;
    double rise[RA_SHAPLEY_MAX], least[RA_SHAPLEY_MAX], most[RA_SHAPLEY_MAX];

    ra_shapley(m, value, rise);
    ra_shapley_range(m, value, least, most);
    for (uint32_t k = 0; k < m; k++) {
        split->contribution[k] = 0 - rise[k];
        split->least[k] = 0 - most[k];
        split->most[k] = 0 - least[k];
        split->se[k] = 0;
    }
}

bool ra_split_exact(ra_split *split, ra_attribution_basis basis, ra_status *status)
{
    uint64_t sets = UINT64_C(1) << split->game.players;
    double *value = ra_calloc(sets, sizeof *value);

    if (value == NULL) {
        *status = RA_NOMEM;
        return false;
    }
    split->method = RA_ATTRIBUTION_EXACT;
    split->basis = basis;
    split->subsets = sets;
    bool finite = eval_sets(&split->seat, basis, value);
    set_contributions(split, value);
    ra_free(value);
    return finite;
}

static void add_scaled(double *sum, double weight, const double *value, size_t n)
{
    for (size_t t = 0; t < n; t++) {
        sum[t] += weight * value[t];
    }
}

/* A set of s players adds weight[s] v to the contribution of each of the others, and takes
 * weight[s - 1] v from that of each of its own; or, with half the work, adds to all and takes both
 * from its own. The weights of each player cancel, so v may be counted from that of no
 * correction. */
void ra_exact_fill(const ra_split *split, ra_seat *seat, double *phi)
{
    uint32_t m = split->game.players;
    double weight[RA_SHAPLEY_MAX + 1] = {0};
    double base[RA_BLOCK], value[RA_BLOCK], all[RA_BLOCK] = {0};

    ra_shapley_weights(m, weight);
    weight[m] = 0; /* none joins the set of all */
    memset(phi, 0, (size_t)m * RA_BLOCK * sizeof *phi);
    choose(seat, 0);
    memcpy(base, ra_seat_eval(seat, split->basis), seat->n * sizeof *base);
    for (uint32_t set = 1; set < (uint32_t)1 << m; set++) {
        uint32_t size = ra_shapley_size(set);
        choose(seat, set);
        const double *v = ra_seat_eval(seat, split->basis);
        for (size_t t = 0; t < seat->n; t++) {
            value[t] = v[t] - base[t];
        }
        add_scaled(all, weight[size], value, seat->n);
        for (uint32_t k = 0; k < m; k++) {
            if ((set >> k & 1) != 0) {
                add_scaled(phi + (size_t)k * RA_BLOCK, -weight[size - 1] - weight[size], value,
                           seat->n);
            }
        }
    }
    for (uint32_t k = 0; k < m; k++) {
        add_scaled(phi + (size_t)k * RA_BLOCK, 1, all, seat->n);
    }
}
