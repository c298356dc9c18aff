/* The point values of both sides, and the distribution of the audited headline. */
#include <math.h>

#include "audit/builder.h"
#include "audit/statement.h"
#include "models/alloc.h"

double ra_builder_point(ra_builder *builder)
{
    return ra_claim_eval(builder->claim, builder->choice, builder->values);
}

/* The chain leaves a figure of its other side where a side has none; here that is no value. */
static void own_figures(const ra_claim *claim, ra_side side, double *values)
{
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_quantity *quantity = &claim->quantities[q];
        const ra_figure *figure = &quantity->figure[side];
        if (quantity->kind == RA_STEP) {
            continue;
        }
        values[q] = figure->kind == RA_FIGURE_NONE ? (double)NAN : figure->value * figure->factor;
    }
}

ra_status ra_values_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    double *values[RA_SIDES];

    for (int side = 0; side < RA_SIDES; side++) {
        values[side] = ra_arena_alloc(builder->arena, claim->quantity_count, sizeof(double));
        if (values[side] == NULL) {
            return RA_NOMEM;
        }
        result->values[side] = values[side];
    }
    ra_choice_published(claim, builder->choice);
    result->recomputed = ra_claim_eval(claim, builder->choice, values[RA_PUBLISHED]);
    ra_choice_audited(claim, builder->choice);
    result->audited.point = ra_claim_eval(claim, builder->choice, values[RA_AUDITED]);
    own_figures(claim, RA_PUBLISHED, values[RA_PUBLISHED]);
    own_figures(claim, RA_AUDITED, values[RA_AUDITED]);
    bool stated = claim->stated.kind != RA_FIGURE_NONE;
    result->stated = stated ? claim->stated.value * claim->stated.factor : (double)NAN;
    return RA_OK;
}

/* Forty bins between the 0.1 % and the 99.9 % point, on a logarithmic axis where they are more than
 * a factor of ten apart. */
static void set_bins(ra_builder *builder)
{
    ra_result *result = builder->result;
    uint32_t output = builder->layout.audited;
    double low = ra_output_quantile(builder, output, 0.001);
    double high = ra_output_quantile(builder, output, 0.999);

    if (!isfinite(low) || !isfinite(high) || !(low < high)) {
        return;
    }
    result->bins_log = low > 0 && high / low > 10;
    result->bin_count = RA_RESULT_BINS;
    double edge[RA_RESULT_BINS + 1] = {low}, share[RA_RESULT_BINS + 1];
    for (uint32_t i = 1; i <= RA_RESULT_BINS; i++) {
        double place = (double)i / RA_RESULT_BINS;
        edge[i] = result->bins_log ? low * pow(high / low, place) : low + (high - low) * place;
    }
    ra_histogram_shares(builder->tallies[output].histogram, edge, RA_RESULT_BINS + 1, share);
    for (uint32_t i = 0; i < RA_RESULT_BINS; i++) {
        result->bins[i] =
            (ra_bin){.low = edge[i], .high = edge[i + 1], .share = share[i + 1] - share[i]};
    }
}

/* The factor that is left when boundaries stay as published. */
static double narrow_factor(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    bool boundary = false;

    ra_choice_audited(claim, builder->choice);
    for (uint32_t k = 0; k < claim->changed_count; k++) {
        int group = claim->quantities[claim->changed[k]].group;
        if (group >= 0 && claim->groups[group].boundary) {
            builder->choice[claim->changed[k]] = RA_PUBLISHED;
            boundary = true;
        }
    }
    return boundary ? builder->result->recomputed / ra_builder_point(builder) : (double)NAN;
}

/* The share of the trials in which an interval or a bound holds. */
static double share_that_holds(const ra_builder *builder, uint32_t output)
{
    const ra_result *result = builder->result;
    ra_statement stated =
        ra_statement_of(builder->claim, result->recomputed, result->audited.point);

    if (!stated.set) {
        return NAN;
    }
    double above =
        isinf(stated.low) ? 0 : ra_output_share(builder, output, nextafter(stated.low, -INFINITY));
    double below = isinf(stated.high) ? 1 : ra_output_share(builder, output, stated.high);
    return below - above;
}

/* A factor whose divisor changes its sign has no interval: its values lie beyond two ends. */
static void leave_out_interval(ra_builder *builder, ra_summary *factor)
{
    const char *clause = ra_missing_interval(builder, builder->layout.audited);

    if (clause == NULL) {
        return;
    }
    factor->missing = clause;
    factor->short_low = factor->short_high = NAN;
#define X(code, field, p)                                                                          \
    factor->field = NAN;                                                                           \
    factor->bounds[code] = (ra_bounds){NAN, NAN};
    RA_QUANTILE_LIST(X)
#undef X
}

ra_status ra_headline_eval(ra_builder *builder)
{
    ra_result *result = builder->result;
    const ra_layout *layout = &builder->layout;
    double point = result->audited.point;

    result->audited = ra_summary_eval(builder, layout->audited, point);
    result->factor = ra_summary_eval(builder, layout->whole, result->recomputed / point);
    leave_out_interval(builder, &result->factor);
    result->factor_narrow = narrow_factor(builder);
    double below = ra_output_share(builder, layout->audited, result->stated);
    result->exceedance = 1 - below;
    result->percentile = 100 * below;
    result->holds = share_that_holds(builder, layout->audited);
    result->whole = ra_statement_whole(builder->claim);
    if (!result->audited.constant) {
        set_bins(builder);
    }
    return RA_OK;
}
