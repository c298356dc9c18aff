/* From what the trials add up to, to the numbers that are reported. */
#include <math.h>

#include "audit/builder.h"

/* A central interval of the unit normal law that holds 95 %. */
#define NORMAL_95 1.959963984540054

double ra_output_quantile(const ra_builder *builder, uint32_t output, double p)
{
    double constant;

    if (ra_program_constant(builder->layout.model.program, output, &constant)) {
        return constant;
    }
    return ra_histogram_quantile(builder->tallies[output].histogram, p);
}

double ra_output_share(const ra_builder *builder, uint32_t output, double x)
{
    double constant;

    if (isnan(x)) {
        return NAN;
    }
    if (ra_program_constant(builder->layout.model.program, output, &constant)) {
        return isnan(constant) ? NAN : constant <= x ? 1 : 0;
    }
    return ra_histogram_share(builder->tallies[output].histogram, x);
}

static ra_summary constant_summary(double value, double point)
{
    return (ra_summary){
        .point = point,
        .mean = value,
        .sd = isnan(value) ? NAN : 0,
        .p5 = value,
        .p25 = value,
        .p50 = value,
        .p75 = value,
        .p95 = value,
        .low = value,
        .high = value,
        .short_low = value,
        .short_high = value,
        .mcse = isnan(value) ? NAN : 0,
        .median_low = value,
        .median_high = value,
        .gsd = value > 0 ? 1 : NAN,
        .log_variance = value > 0 ? 0 : NAN,
        .constant = true,
    };
}

/* Variance with n - 1 degrees of freedom. Where some trial is infinite or has no value for the
 * logarithm, the moments do not exist: `trials` is the number that must have been summed. */
static double variance(ra_moments moments, double trials)
{
    return moments.count == trials && trials > 1 ? moments.m2 / (trials - 1) : NAN;
}

static void set_moments(ra_summary *summary, const ra_tally *tally)
{
    ra_moments moments = ra_moments_total(&tally->tree);
    double trials = (double)ra_histogram_count(tally->histogram);

    summary->mean = moments.count == trials && trials > 0 ? moments.mean : NAN;
    summary->sd = sqrt(variance(moments, trials));
    if (!isfinite(summary->sd)) {
        summary->sd = NAN;
    }
    summary->mcse = summary->sd / sqrt(trials);
}

/* The geometric standard deviation is exp of the standard deviation of ln x. */
static void set_log_moments(ra_summary *summary, const ra_tally *logarithms, double trials)
{
    summary->log_variance = variance(ra_moments_total(&logarithms->tree), trials);
    summary->gsd = exp(sqrt(summary->log_variance));
}

static void set_quantiles(ra_summary *summary, const ra_histogram *histogram, double level)
{
    summary->p5 = ra_histogram_quantile(histogram, 0.05);
    summary->p25 = ra_histogram_quantile(histogram, 0.25);
    summary->p50 = ra_histogram_quantile(histogram, 0.5);
    summary->p75 = ra_histogram_quantile(histogram, 0.75);
    summary->p95 = ra_histogram_quantile(histogram, 0.95);
    summary->low = ra_histogram_quantile(histogram, (1 - level) / 2);
    summary->high = ra_histogram_quantile(histogram, (1 + level) / 2);
    ra_histogram_shortest(histogram, level, &summary->short_low, &summary->short_high);

    /* The number of trials below the true median is binomial (n, 1/2), whatever the law: ranks
     * n / 2 -/+ 1.96 sqrt(n) / 2 hold it in 95 % of the runs [david2003, 7.1]. */
    double half = NORMAL_95 * 0.5 / sqrt((double)ra_histogram_count(histogram));
    summary->median_low = ra_histogram_quantile(histogram, fmax(0.5 - half, 0));
    summary->median_high = ra_histogram_quantile(histogram, fmin(0.5 + half, 1));
}

ra_summary ra_summary_eval(const ra_builder *builder, uint32_t output, double point)
{
    double constant;

    if (ra_program_constant(builder->layout.model.program, output, &constant)) {
        return constant_summary(constant, point);
    }
    const ra_tally *tally = &builder->tallies[output];
    ra_summary summary = {.point = point, .nan = ra_histogram_nan(tally->histogram)};
    set_moments(&summary, tally);
    set_log_moments(&summary, &builder->tallies[builder->layout.log[output]],
                    (double)ra_histogram_count(tally->histogram));
    set_quantiles(&summary, tally->histogram, builder->plan->level);
    return summary;
}
