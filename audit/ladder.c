/* Corrections one after another, in the claim's order. */
#include <math.h>

#include "audit/builder.h"

/* The headline when only this quantity is taken from the audited side. */
static double alone(ra_builder *builder, uint32_t quantity)
{
    ra_choice_published(builder->claim, builder->choice);
    builder->choice[quantity] = RA_AUDITED;
    return ra_builder_point(builder);
}

static ra_rung published_rung(ra_builder *builder)
{
    double value = builder->result->recomputed;
    const ra_bounds one = {1, 1};

    return (ra_rung){
        .quantity = UINT32_MAX,
        .id = "published",
        .label = "As recomputed",
        .group = -1,
        .published = NAN,
        .audited = NAN,
        .result = value,
        .factor = 1,
        .cumulative = 1,
        .alone = 1,
        .spread = ra_summary_eval(builder, builder->layout.rung[0], value),
        .factor_p5 = 1,
        .factor_p50 = 1,
        .factor_p95 = 1,
        .cumulative_p5 = 1,
        .cumulative_p50 = 1,
        .cumulative_p95 = 1,
        .factor_bounds = {one, one, one},
        .cumulative_bounds = {one, one, one},
    };
}

/* A step that was measured has a value on either side, and is called after its measurement. */
static void set_quantity(ra_rung *rung, const ra_builder *builder, uint32_t q)
{
    const ra_quantity *quantity = &builder->claim->quantities[q];
    bool method = quantity->kind == RA_STEP && !quantity->measured;

    rung->quantity = q;
    rung->id = quantity->id;
    rung->label = quantity->kind == RA_STEP && quantity->measured
                      ? builder->claim->quantities[quantity->bind[RA_AUDITED][0]].label
                      : quantity->label;
    rung->group = quantity->group;
    rung->unit = quantity->unit;
    rung->published = method ? (double)NAN : builder->result->values[RA_PUBLISHED][q];
    rung->audited = method ? (double)NAN : builder->result->values[RA_AUDITED][q];
}

static void set_spread(ra_rung *rung, ra_builder *builder, uint32_t k)
{
    const ra_layout *layout = &builder->layout;
    double ends[RA_ENDS];

    rung->spread = ra_summary_eval(builder, layout->rung[k], rung->result);
    bool none = ra_changes_sign(builder, layout->rung[k]);
    ra_quotient_ends(builder, layout->factor[k], none, ends, rung->factor_bounds);
    rung->factor_p5 = ends[RA_END_LOW];
    rung->factor_p50 = ends[RA_END_MIDDLE];
    rung->factor_p95 = ends[RA_END_HIGH];
    ra_quotient_ends(builder, layout->cumulative[k], none, ends, rung->cumulative_bounds);
    rung->cumulative_p5 = ends[RA_END_LOW];
    rung->cumulative_p50 = ends[RA_END_MIDDLE];
    rung->cumulative_p95 = ends[RA_END_HIGH];
}

ra_status ra_ladder_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    double published = builder->result->recomputed;
    uint32_t count = ra_layout_rungs(claim);
    ra_rung *ladder = ra_arena_alloc(builder->arena, count, sizeof *ladder);

    if (ladder == NULL) {
        return RA_NOMEM;
    }
    ladder[0] = published_rung(builder);
    for (uint32_t k = 1; k < count; k++) {
        ra_rung *rung = &ladder[k];
        set_quantity(rung, builder, claim->changed[k - 1]);
        ra_choice_rung(claim, k, builder->choice);
        rung->result = ra_builder_point(builder);
        rung->factor = ladder[k - 1].result / rung->result;
        rung->cumulative = published / rung->result;
        rung->alone = published / alone(builder, rung->quantity);
        set_spread(rung, builder, k);
    }
    builder->result->ladder = ladder;
    builder->result->rung_count = count;
    return RA_OK;
}
