/* From what the trials add up to, to the numbers that are reported. */
#include <math.h>

#include "audit/builder.h"
#include "audit/order.h"
#include "audit/threads.h"
#include "models/alloc.h"

double ra_bounds_half(ra_bounds bounds, double value)
{
    return fmax(fmax(value - bounds.low, bounds.high - value), 0);
}

double ra_output_quantile(const ra_builder *builder, uint32_t output, double p)
{
    double constant;

    if (ra_program_constant(builder->layout.model.program, output, &constant)) {
        return constant;
    }
    return ra_histogram_quantile(builder->tallies[output].histogram, p);
}

/* Of points, the trials of one replicate are not independent: errors come from the replicates. */
static ra_bounds replicate_bounds(double value, double error)
{
    double half = RA_REPLICATES_REACH * error;

    return (ra_bounds){value - half, value + half};
}

void ra_output_ends(const ra_builder *builder, uint32_t output, double *ends, ra_bounds *bounds)
{
    static const double p[RA_ENDS] = {0.05, 0.5, 0.95};
    ra_quantile read[RA_ENDS];
    double constant, errors[RA_ENDS];
    bool varies = !ra_program_constant(builder->layout.model.program, output, &constant);

    if (varies) {
        ra_order_read(builder->tallies[output].histogram, p, RA_ENDS, read);
    }
    bool replicated = varies && builder->replicates.count > 0;
    if (replicated) {
        ra_replicates_quantile_errors(&builder->replicates, output, p, RA_ENDS, errors);
    }
    for (int i = 0; i < RA_ENDS; i++) {
        ends[i] = varies ? read[i].value : constant;
        bounds[i] = varies ? read[i].bounds : (ra_bounds){constant, constant};
        if (replicated) {
            bounds[i] = replicate_bounds(ends[i], errors[i]);
        }
    }
}

void ra_quotient_ends(const ra_builder *builder, uint32_t output, bool none, double *ends,
                      ra_bounds *bounds)
{
    ra_output_ends(builder, output, ends, bounds);
    for (int i = 0; none && i < RA_ENDS; i++) {
        ends[i] = NAN;
        bounds[i] = (ra_bounds){NAN, NAN};
    }
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

ra_summary ra_summary_constant(double value, double point)
{
    double zero = isnan(value) ? (double)NAN : 0;
    ra_summary summary = {
        .point = point,
        .mean = value,
        .sd = zero,
        .short_low = value,
        .short_high = value,
        .mcse = zero,
        .gsd = value > 0 ? 1 : NAN,
        .log_variance = value > 0 ? 0 : NAN,
        .sd_mcse = zero,
        .gsd_mcse = value > 0 ? 0 : NAN,
        .constant = true,
    };

#define X(code, field, p)                                                                          \
    summary.field = value;                                                                         \
    summary.bounds[code] = (ra_bounds){value, value};
    RA_QUANTILE_LIST(X)
#undef X
    return summary;
}

/* The square of a smaller one would not have all its digits. */
#define LEAST_SD 1e-146

/* Variance with n - 1 degrees of freedom. Where some trial is infinite or has no value for the
 * logarithm, the moments do not exist: `trials` is the number that must have been summed. */
static double variance(ra_moments moments, double trials)
{
    return moments.count == trials && trials > 1 ? moments.m2 / (trials - 1) : NAN;
}

/* Returned: the moments of the logarithm, where they are wanted. */
static ra_moments set_moments(ra_summary *summary, const ra_tally *tally, bool logarithm)
{
    ra_moments moments = ra_moments_total(&tally->tree);
    double trials = (double)ra_histogram_count(tally->histogram);

    summary->mean = moments.count == trials && trials > 0 ? moments.mean : NAN;
    summary->sd = sqrt(variance(moments, trials));
    /* Squares that leave the range of numbers, to either side, have no root to give. */
    bool varies = ra_histogram_min(tally->histogram) < ra_histogram_max(tally->histogram);
    if (!isfinite(summary->sd) || (varies && summary->sd < LEAST_SD)) {
        summary->sd = NAN;
    }
    summary->mcse = summary->sd / sqrt(trials);
    ra_histogram_powers powers = {0};
    if (logarithm) {
        powers = ra_histogram_powers_of(tally->histogram, moments.mean);
    } else {
        powers.fourth = ra_histogram_fourth(tally->histogram, moments.mean);
    }
    moments.m4 = powers.fourth;
    summary->sd_mcse = ra_moments_sd_error(moments, summary->sd);
    return powers.logarithm;
}

/* The geometric standard deviation is exp of the standard deviation s of ln x; its error is that of
 * s, times exp s. */
static void set_log_moments(ra_summary *summary, ra_moments moments, double trials)
{
    summary->log_variance = variance(moments, trials);
    summary->gsd = exp(sqrt(summary->log_variance));
    summary->gsd_mcse = summary->gsd * ra_moments_sd_error(moments, sqrt(summary->log_variance));
}

/* The quantiles of a summary among n trials. */
static ra_order_plan plan_quantiles(uint64_t n, double level)
{
    double p[RA_QUANTILES];

#define X(code, field, probability) p[code] = probability;
    RA_QUANTILE_LIST(X)
#undef X
    p[RA_QLOW] = (1 - level) / 2;
    p[RA_QHIGH] = (1 + level) / 2;
    return ra_order_plan_of(n, p, RA_QUANTILES);
}

/* Given: the plan of an output all of whose trials have a value. */
static void set_quantiles(ra_summary *summary, const ra_histogram *histogram,
                          const ra_order_plan *whole, double level)
{
    uint64_t n = ra_histogram_count(histogram);
    ra_order_plan own = n == whole->n ? *whole : plan_quantiles(n, level);
    ra_quantile read[RA_QUANTILES];

    ra_order_plan_read(&own, histogram, read);
#define X(code, field, probability)                                                                \
    summary->field = read[code].value;                                                             \
    summary->bounds[code] = read[code].bounds;
    RA_QUANTILE_LIST(X)
#undef X
    ra_histogram_shortest(histogram, level, &summary->short_low, &summary->short_high);
}

static void set_replicate_errors(ra_summary *summary, const ra_builder *builder, uint32_t output)
{
    const ra_replicates *parts = &builder->replicates;
    uint32_t logarithm = builder->layout.log[output];
    double level = builder->plan->level;
    double p[RA_QUANTILES], errors[RA_QUANTILES];

#define X(code, field, probability) p[code] = probability;
    RA_QUANTILE_LIST(X)
#undef X
    p[RA_QLOW] = (1 - level) / 2;
    p[RA_QHIGH] = (1 + level) / 2;
    ra_replicates_quantile_errors(parts, output, p, RA_QUANTILES, errors);
#define X(code, field, probability)                                                                \
    summary->bounds[code] = replicate_bounds(summary->field, errors[code]);
    RA_QUANTILE_LIST(X)
#undef X
    summary->mcse = isnan(summary->mean) ? (double)NAN : ra_replicates_mean_error(parts, output);
    summary->sd_mcse = isnan(summary->sd) ? (double)NAN : ra_replicates_sd_error(parts, output);
    double error = logarithm != RA_NO_OUTPUT
                       ? ra_replicates_sd_error(parts, logarithm)
                       : ra_replicates_log_sd_error(parts, builder->layout.twin[output]);
    summary->gsd_mcse = summary->gsd * error;
}

static bool is_summarized(const ra_builder *builder, uint32_t output)
{
    const int both = RA_WANT_MOMENTS | RA_WANT_QUANTILES;

    return (builder->layout.wanted[output] & both) == both &&
           !ra_program_constant(builder->layout.model.program, output, NULL);
}

/* What the summaries of all outputs share. */
typedef struct {
    ra_builder *builder;
    uint32_t outputs;
    ra_order_plan quantiles;
    bool *logarithm;     /* by output: the moments of its logarithm come out of its histogram */
    ra_moments *moments; /* by output: these */
} summing;

/* Outputs that are multiples of each other read the logarithm of the first of them. */
static void want_logarithms(summing *all)
{
    const ra_layout *layout = &all->builder->layout;

    for (uint32_t k = 0; k < all->outputs; k++) {
        if (is_summarized(all->builder, k) && layout->log[k] == RA_NO_OUTPUT) {
            all->logarithm[layout->twin[k]] = true;
        }
    }
}

/* What the trials of an output that varies add up to; what needs its logarithm comes later. */
static void summarize(summing *all, uint32_t output)
{
    const ra_builder *builder = all->builder;
    const ra_tally *tally = &builder->tallies[output];
    ra_summary *summary = &builder->summaries[output];

    *summary = (ra_summary){.nan = ra_histogram_nan(tally->histogram)};
    all->moments[output] = set_moments(summary, tally, all->logarithm[output]);
    set_quantiles(summary, tally->histogram, &all->quantiles, builder->plan->level);
}

/* The rest of it: moments of the logarithm of its own trials, or out of a histogram. */
static void finish(const summing *all, uint32_t output)
{
    const ra_builder *builder = all->builder;
    const ra_layout *layout = &builder->layout;
    const ra_tally *tally = &builder->tallies[output];
    ra_summary *summary = &builder->summaries[output];
    uint32_t logarithm = layout->log[output];

    set_log_moments(summary,
                    logarithm != RA_NO_OUTPUT ? ra_moments_total(&builder->tallies[logarithm].tree)
                                              : all->moments[layout->twin[output]],
                    (double)ra_histogram_count(tally->histogram));
    if (builder->replicates.count > 0) {
        set_replicate_errors(summary, builder, output);
    }
}

/* Each output is read by one thread, whichever. */
static void summarize_all(summing *all)
{
    const ra_plan *plan = all->builder->plan;
    int threads = ra_threads_beside(plan->threads, plan->trials);

    want_logarithms(all);
    all->quantiles = plan_quantiles(plan->trials, plan->level);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (uint32_t k = 0; k < all->outputs; k++) {
        if (is_summarized(all->builder, k)) {
            summarize(all, k);
        }
    }
    /* Without replicates nothing is left that takes long. */
    threads = all->builder->replicates.count > 0 ? threads : 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (uint32_t k = 0; k < all->outputs; k++) {
        if (is_summarized(all->builder, k)) {
            finish(all, k);
        }
    }
}

ra_status ra_summaries_eval(ra_builder *builder)
{
    summing all = {.builder = builder,
                   .outputs = ra_program_outputs(builder->layout.model.program)};

    builder->summaries = ra_calloc(all.outputs, sizeof *builder->summaries);
    all.logarithm = ra_calloc(all.outputs, sizeof *all.logarithm);
    all.moments = ra_calloc(all.outputs, sizeof *all.moments);
    bool complete = builder->summaries != NULL && all.logarithm != NULL && all.moments != NULL;
    if (complete) {
        summarize_all(&all);
    }
    ra_free(all.logarithm);
    ra_free(all.moments);
    return complete ? RA_OK : RA_NOMEM;
}

ra_summary ra_summary_eval(ra_builder *builder, uint32_t output, double point)
{
    double constant;

    if (ra_program_constant(builder->layout.model.program, output, &constant)) {
        return ra_summary_constant(constant, point);
    }
    ra_summary summary = builder->summaries[output];
    summary.point = point;
    ra_missing_moments(builder, output, ra_moments_total(&builder->tallies[output].tree), &summary);
    return summary;
}
