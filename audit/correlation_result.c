/* Every stated correlation, echoed back as it was read. */
#include "audit/builder.h"
#include "audit/correlation.h"

ra_status ra_correlations_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_correlation_result *rows =
        ra_arena_alloc(builder->arena, (size_t)claim->correlation_count + 1, sizeof *rows);

    if (rows == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t k = 0; k < claim->correlation_count; k++) {
        uint32_t i = claim->correlations[k].between[0], j = claim->correlations[k].between[1];
        rows[k] = (ra_correlation_result){
            .stated = &claim->correlations[k],
            .scores = ra_correlation_scores(builder->draws.correlations, i, j),
            .pearson = ra_correlation_pearson(builder->draws.correlations, i, j),
        };
    }
    builder->result->correlations = rows;
    builder->result->correlation_count = claim->correlation_count;
    return RA_OK;
}
