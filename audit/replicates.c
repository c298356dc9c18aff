#include "audit/replicates.h"

#include <math.h>

#include "audit/order.h"
#include "models/alloc.h"

void ra_replicates_free(ra_replicates *replicates)
{
    ra_tallies_free(replicates->tallies, replicates->outputs * replicates->count);
    *replicates = (ra_replicates){0};
}

static const ra_tally *tally_of(const ra_replicates *replicates, uint32_t output, uint32_t r)
{
    return &replicates->tallies[(size_t)r * replicates->outputs + output];
}

static ra_status pool(const ra_replicates *replicates, uint32_t output, ra_tally *out)
{
    ra_moments total = {0};
    ra_status status = RA_OK;

    for (uint32_t r = 0; r < replicates->count && status == RA_OK; r++) {
        const ra_tally *tally = tally_of(replicates, output, r);
        total = ra_moments_merge(total, ra_moments_total(&tally->tree));
        if (tally->histogram == NULL) {
            continue;
        }
        status = out->histogram == NULL ? ra_histogram_copy(&out->histogram, tally->histogram)
                                        : ra_histogram_merge(out->histogram, tally->histogram);
    }
    ra_moments_push(&out->tree, 0, total);
    return status;
}

ra_status ra_replicates_pool(const ra_replicates *replicates, ra_tally **out)
{
    ra_tally *pooled = ra_calloc(replicates->outputs, sizeof *pooled);
    ra_status status = pooled != NULL ? RA_OK : RA_NOMEM;

    *out = pooled;
    for (uint32_t k = 0; k < replicates->outputs && status == RA_OK; k++) {
        status = pool(replicates, k, &pooled[k]);
    }
    return status;
}

/* Standard error of the mean of one number a replicate; NaN where one of them has none. */
static double error_of(const double *q, uint32_t count)
{
    double mean = 0, square = 0;

    for (uint32_t r = 0; r < count; r++) {
        mean += q[r] / count;
    }
    for (uint32_t r = 0; r < count; r++) {
        square += (q[r] - mean) * (q[r] - mean);
    }
    return sqrt(square / (count - 1) / count);
}

double ra_replicates_mean_error(const ra_replicates *replicates, uint32_t output)
{
    double q[RA_UNIFORMS_REPLICATES];

    for (uint32_t r = 0; r < replicates->count; r++) {
        q[r] = ra_moments_total(&tally_of(replicates, output, r)->tree).mean;
    }
    return error_of(q, replicates->count);
}

static double deviation(ra_moments moments)
{
    return sqrt(moments.m2 / (moments.count - 1));
}

double ra_replicates_sd_error(const ra_replicates *replicates, uint32_t output)
{
    double q[RA_UNIFORMS_REPLICATES];

    for (uint32_t r = 0; r < replicates->count; r++) {
        q[r] = deviation(ra_moments_total(&tally_of(replicates, output, r)->tree));
    }
    return error_of(q, replicates->count);
}

double ra_replicates_log_sd_error(const ra_replicates *replicates, uint32_t output)
{
    double q[RA_UNIFORMS_REPLICATES];

    for (uint32_t r = 0; r < replicates->count; r++) {
        q[r] = deviation(ra_histogram_log_moments(tally_of(replicates, output, r)->histogram));
    }
    return error_of(q, replicates->count);
}

void ra_replicates_quantile_errors(const ra_replicates *replicates, uint32_t output,
                                   const double *p, size_t count, double *errors)
{
    double q[RA_ORDER_MOST][RA_UNIFORMS_REPLICATES];
    ra_quantile read[RA_ORDER_MOST];

    for (uint32_t r = 0; r < replicates->count; r++) {
        ra_order_read(tally_of(replicates, output, r)->histogram, p, count, read);
        for (size_t i = 0; i < count; i++) {
            q[i][r] = read[i].value;
        }
    }
    for (size_t i = 0; i < count; i++) {
        errors[i] = error_of(q[i], replicates->count);
    }
}
