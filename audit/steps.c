/* How uncertainty compounds along the audited chain. */
#include <math.h>

#include "audit/builder.h"

/* The largest log variance among the steps that the audited formula of a step reads; 0 where it
 * reads none. `rows` holds the steps, `first` is the quantity of the first of them. */
static double variance_before(const ra_claim *claim, uint32_t q, const ra_step_result *rows,
                              uint32_t first)
{
    const ra_quantity *step = &claim->quantities[q];
    const ra_expr *formula = step->formula[RA_AUDITED];
    double largest = 0;

    for (uint32_t i = 0; formula != NULL && i < formula->name_count; i++) {
        uint32_t read = step->bind[RA_AUDITED][i];
        if (claim->quantities[read].kind == RA_STEP) {
            largest = fmax(largest, rows[read - first].audited.log_variance);
        }
    }
    return largest;
}

/* A chain may have more steps than a claim needs. Returned: the number of those that either side
 * uses, which come first in `rows`. */
static uint32_t keep_used(const ra_builder *builder, ra_step_result *rows)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < builder->claim->step_count; i++) {
        uint32_t q = rows[i].quantity;
        if (ra_claim_uses(builder->claim, q, RA_PUBLISHED) ||
            builder->layout.step[q] != RA_NO_OUTPUT) {
            rows[kept++] = rows[i];
        }
    }
    return kept;
}

ra_status ra_steps_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    uint32_t first = claim->assumption_count + claim->local_count;
    ra_step_result *rows = ra_arena_alloc(builder->arena, claim->step_count, sizeof *rows);

    if (rows == NULL && claim->step_count > 0) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < claim->step_count; i++) {
        uint32_t q = first + i, output = builder->layout.step[q];
        bool used = ra_claim_uses(claim, q, RA_PUBLISHED);
        rows[i].quantity = q;
        rows[i].published = used ? result->values[RA_PUBLISHED][q] : (double)NAN;
        rows[i].audited = ra_summary_constant(NAN, NAN);
        if (output != RA_NO_OUTPUT) {
            rows[i].audited = ra_summary_eval(builder, output, result->values[RA_AUDITED][q]);
        }
    }
    for (uint32_t i = 0; i < claim->step_count; i++) {
        rows[i].log_variance_added =
            rows[i].audited.log_variance - variance_before(claim, first + i, rows, first);
    }
    result->steps = rows;
    result->step_count = keep_used(builder, rows);
    return RA_OK;
}
