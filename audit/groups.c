/* The factor of every group of corrections: the product of its rungs. */
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

ra_status ra_groups_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    ra_group_result *groups = ra_arena_alloc(builder->arena, claim->group_count, sizeof *groups);

    if (groups == NULL && claim->group_count > 0) {
        return RA_NOMEM;
    }
    for (uint32_t g = 0; g < claim->group_count; g++) {
        uint32_t output = builder->layout.group[g];
        groups[g] = (ra_group_result){
            .group = g,
            .factor = point_factor(result, g),
            .p5 = ra_output_quantile(builder, output, 0.05),
            .p50 = ra_output_quantile(builder, output, 0.5),
            .p95 = ra_output_quantile(builder, output, 0.95),
            .boundary = claim->groups[g].boundary,
        };
    }
    result->groups = groups;
    result->group_count = claim->group_count;
    return RA_OK;
}
