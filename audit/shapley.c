#include "audit/shapley.h"

#include <assert.h>
#include <stddef.h>

uint32_t ra_shapley_size(uint32_t set)
{
    uint32_t n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

/* Built from weight[0] = 1 / m by weight[s] = weight[s - 1] * s / (m - s). */
void ra_shapley_weights(uint32_t m, double *weight)
{
    weight[0] = 1.0 / m;
    for (uint32_t s = 1; s < m; s++)
        weight[s] = weight[s - 1] * s / (m - s);
}

void ra_shapley(uint32_t m, const double *value, double *phi)
{
    assert(m <= RA_SHAPLEY_MAX);
    if (m == 0)
        return;
    double weight[RA_SHAPLEY_MAX];
    ra_shapley_weights(m, weight);
    uint32_t sets = (uint32_t)1 << m;
    for (uint32_t i = 0; i < m; i++) {
        uint32_t player = (uint32_t)1 << i;
        double sum = 0;
        for (uint32_t set = 0; set < sets; set++)
            if (!(set & player))
                sum += weight[ra_shapley_size(set)] * (value[set | player] - value[set]);
        phi[i] = sum;
    }
}

void ra_shapley_range(uint32_t m, const double *value, double *least, double *most)
{
    assert(m <= RA_SHAPLEY_MAX);
    uint32_t sets = (uint32_t)1 << m;
    for (uint32_t i = 0; i < m; i++) {
        uint32_t player = (uint32_t)1 << i;
        least[i] = most[i] = value[player] - value[0];
        for (uint32_t set = 1; set < sets; set++) {
            if (set & player)
                continue;
            double marginal = value[set | player] - value[set];
            if (marginal < least[i])
                least[i] = marginal;
            if (marginal > most[i])
                most[i] = marginal;
        }
    }
}

void ra_shapley_order(uint32_t m, const double *value, const uint32_t *order, double *phi)
{
    uint32_t set = 0;
    for (uint32_t k = 0; k < m; k++) {
        uint32_t player = (uint32_t)1 << order[k];
        phi[order[k]] = value[set | player] - value[set];
        set |= player;
    }
}
