/* The correlation of two uncertain inputs, as propagation needs it. */
#include <math.h>

#include "audit/gum.h"

/* Points of each tail at which a covariance is integrated. */
#define POINTS 4000

/* Two inputs with one stream rise together: their covariance is the integral of the product of
 * their quantile functions, here over s = ln(1 / 2p) in both tails. */
static double shared_draw(const ra_dist *a, const ra_dist *b)
{
    double end = log(0.5 / 1e-16), step = end / POINTS, sum = 0;
    double mean_a, mean_b, sd_a, sd_b;

    ra_dist_moments(a, &mean_a, &sd_a);
    ra_dist_moments(b, &mean_b, &sd_b);
    for (int i = 0; i < POINTS; i++) {
        double p = 0.5 * exp(-(i + 0.5) * step);
        for (int upper = 0; upper < 2; upper++) {
            double x = (ra_dist_quantile(a, p, upper) - mean_a) / sd_a;
            double y = (ra_dist_quantile(b, p, upper) - mean_b) / sd_b;
            sum += x * y * p * step;
        }
    }
    return fmin(sum, 1);
}

double ra_gum_correlation(const ra_claim *claim, const ra_gum_input *a, const ra_gum_input *b)
{
    if (a->input->key == b->input->key) {
        return a->input->figure->dist == b->input->figure->dist
                   ? 1
                   : shared_draw(a->input->figure->dist, b->input->figure->dist);
    }
    for (uint32_t i = 0; i < claim->correlation_count; i++) {
        const ra_correlation *c = &claim->correlations[i];
        uint32_t p = a->input->quantity, q = b->input->quantity;
        bool same = (c->between[0] == p && c->between[1] == q) ||
                    (c->between[0] == q && c->between[1] == p);
        if (same && (c->kind == RA_PEARSON || c->kind == RA_COVARIANCE)) {
            return c->rho;
        }
    }
    return 0;
}
