/* The factor of every group of corrections: the product of its rungs. */
#include <math.h>

#include "audit/builder.h"

static double point_factor(const ra_result *result, uint32_t group)
{
    double factor = 1;

    for (uint32_t k = 1; k < result->rung_count; k++) {
        if (result->ladder[k].group == (int)group) {
            factor *= result->ladder[k].factor;
        }
    }
    return factor;
}

/* Whether a headline after one of the group's corrections changes its sign. */
static bool divides_by_zero(const ra_builder *builder, uint32_t group)
{
    const ra_result *result = builder->result;
    bool any = false;

    for (uint32_t k = 1; k < result->rung_count; k++) {
        any = any || (result->ladder[k].group == (int)group &&
                      ra_changes_sign(builder, builder->layout.rung[k]));
    }
    return any;
}

ra_status ra_groups_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    ra_group_result *groups = ra_arena_alloc(builder->arena, claim->group_count, sizeof *groups);

    if (groups == NULL && claim->group_count > 0) {
        return RA_NOMEM;
    }
    for (uint32_t g = 0; g < claim->group_count; g++) {
        double ends[RA_ENDS];
        groups[g] = (ra_group_result){
            .group = g,
            .factor = point_factor(result, g),
            .boundary = claim->groups[g].boundary,
            .share = NAN, /* until there is an attribution */
            .share_p5 = NAN,
            .share_p50 = NAN,
            .share_p95 = NAN,
            .share_bounds = {{NAN, NAN}, {NAN, NAN}, {NAN, NAN}},
        };
        ra_quotient_ends(builder, builder->layout.group[g], divides_by_zero(builder, g), ends,
                         groups[g].bounds);
        groups[g].p5 = ends[RA_END_LOW];
        groups[g].p50 = ends[RA_END_MIDDLE];
        groups[g].p95 = ends[RA_END_HIGH];
    }
    result->groups = groups;
    result->group_count = claim->group_count;
    return RA_OK;
}
