/* The chain in C with GSL, written straightforwardly: mt19937, its samplers, a sort for quantiles.
 * usage: gsl_chain TRIALS SEED THREADS */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "tests/bench/clock.h"

#define FACTORS 10

static double lognormal(const gsl_rng *rng, double low, double high)
{
    double sigma = log(high / low) / 2 / gsl_cdf_ugaussian_Pinv(0.95);
    return gsl_ran_lognormal(rng, (log(low) + log(high)) / 2, sigma);
}

static double triangular(const gsl_rng *rng, double low, double mode, double high)
{
    double u = gsl_rng_uniform(rng);

    if (u < (mode - low) / (high - low)) {
        return low + sqrt(u * (high - low) * (mode - low));
    }
    return high - sqrt((1 - u) * (high - low) * (high - mode));
}

static double above_zero(const gsl_rng *rng, double mean, double sd)
{
    double x;

    do {
        x = mean + gsl_ran_gaussian(rng, sd);
    } while (x <= 0);
    return x;
}

static void draw(const gsl_rng *rng, double x[FACTORS])
{
    x[0] = lognormal(rng, 80, 120);
    x[1] = lognormal(rng, 0.5, 2);
    x[2] = gsl_ran_flat(rng, 0.8, 1.2);
    x[3] = lognormal(rng, 3, 12);
    x[4] = triangular(rng, 0.5, 0.7, 0.95);
    x[5] = lognormal(rng, 0.9, 1.1);
    x[6] = above_zero(rng, 1, 0.4);
    x[7] = lognormal(rng, 10, 40);
    x[8] = gsl_ran_flat(rng, 0.25, 0.35);
    x[9] = lognormal(rng, 0.02, 0.05);
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
    double start = clock_seconds();
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double *y[FACTORS], row[FACTORS][4];

    gsl_rng_set(rng, argc > 2 ? strtoul(argv[2], NULL, 10) : 1);
    for (int k = 0; k < FACTORS; k++) {
        y[k] = malloc(n * sizeof *y[k]);
        if (y[k] == NULL) {
            return 1;
        }
    }
    for (size_t i = 0; i < n; i++) {
        double x[FACTORS], product = 1;
        draw(rng, x);
        for (int k = 0; k < FACTORS; k++) {
            product *= x[k];
            y[k][i] = product;
        }
    }
    for (int k = 0; k < FACTORS; k++) {
        row[k][0] = gsl_stats_mean(y[k], 1, n);
        gsl_sort(y[k], 1, n);
        row[k][1] = gsl_stats_quantile_from_sorted_data(y[k], 1, n, 0.05);
        row[k][2] = gsl_stats_quantile_from_sorted_data(y[k], 1, n, 0.5);
        row[k][3] = gsl_stats_quantile_from_sorted_data(y[k], 1, n, 0.95);
        free(y[k]);
    }
    gsl_rng_free(rng);
    double spent = clock_seconds() - start;
    for (int k = 0; k < FACTORS; k++) {
        printf("%.9g %.9g %.9g %.9g\n", row[k][0], row[k][1], row[k][2], row[k][3]);
    }
    printf("seconds %.6f\n", spent);
    return 0;
}
