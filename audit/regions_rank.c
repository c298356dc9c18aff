#include "audit/regions_rank.h"

#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The quantile of sorted numbers, interpolated. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

ra_status ra_region_summarise(const double *trials, double level, double *low, double *median,
                              double *high)
{
    double *sorted = ra_alloc(RA_REGION_TRIALS * sizeof *sorted);
    if (sorted == NULL) {
        return RA_NOMEM;
    }
    memcpy(sorted, trials, RA_REGION_TRIALS * sizeof *sorted);
    qsort(sorted, RA_REGION_TRIALS, sizeof *sorted, compare_numbers);
    *low = quantile(sorted, RA_REGION_TRIALS, (1 - level) / 2);
    *median = quantile(sorted, RA_REGION_TRIALS, 0.5);
    *high = quantile(sorted, RA_REGION_TRIALS, (1 + level) / 2);
    ra_free(sorted);
    return RA_OK;
}

bool ra_regions_apart(const ra_regions *regions, size_t a, size_t b)
{
    const double *x = regions->own->trials[a], *y = regions->own->trials[b];
    double greener = 0;

    for (size_t t = 0; t < RA_REGION_TRIALS; t++) {
        greener += x[t] < y[t] ? 1 : x[t] == y[t] ? 0.5 : 0;
    }
    return greener / (double)RA_REGION_TRIALS >= (1 + regions->level) / 2;
}

void ra_regions_tie(const ra_regions *out, ra_region *items)
{
    for (size_t i = 0; i < out->count; i++) {
        items[i].first = items[i].last = i;
    }
    for (size_t i = 0; i < out->count; i++) {
        for (size_t k = i + 1; k < out->count; k++) {
            if (ra_regions_apart(out, i, k)) {
                continue;
            }
            items[i].last = k > items[i].last ? k : items[i].last;
            items[k].first = i < items[k].first ? i : items[k].first;
        }
    }
}

ra_status ra_regions_find_factor(ra_regions *out)
{
    const double *best = out->own->trials[0], *worst = out->own->trials[out->count - 1];
    double *ratio = ra_alloc(RA_REGION_TRIALS * sizeof *ratio);

    if (ratio == NULL) {
        return RA_NOMEM;
    }
    for (size_t t = 0; t < RA_REGION_TRIALS; t++) {
        ratio[t] = worst[t] / best[t];
    }
    ra_status status =
        ra_region_summarise(ratio, out->level, &out->factor_low, &out->factor, &out->factor_high);
    ra_free(ratio);
    return status;
}
