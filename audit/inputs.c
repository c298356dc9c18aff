/* Every uncertain input that the audited result needs, echoed back as it was read. */
#include <math.h>

#include "audit/builder.h"

static ra_status set_input(ra_builder *builder, ra_input_result *row, const ra_model_input *input)
{
    const ra_dist *dist = input->figure->dist;
    ra_text law = {0};

    ra_dist_describe(dist, &law);
    row->quantity = input->quantity;
    row->law = ra_builder_text(builder, &law);
    ra_text_free(&law);
    ra_dist_moments(dist, &row->mean, &row->sd);
    row->p5 = ra_dist_quantile(dist, 0.05, false);
    row->p50 = ra_dist_quantile(dist, 0.5, false);
    row->p95 = ra_dist_quantile(dist, 0.05, true);
    return row->law != NULL ? RA_OK : RA_NOMEM;
}

ra_status ra_inputs_eval(ra_builder *builder)
{
    const ra_model *model = &builder->layout.model;
    ra_result *result = builder->result;
    ra_input_result *rows =
        ra_arena_alloc(builder->arena, (size_t)model->input_count + 1, sizeof *rows);
    ra_status status = rows != NULL ? RA_OK : RA_NOMEM;

    for (uint32_t i = 0; i < model->input_count && status == RA_OK; i++) {
        if (ra_program_needs(model->program, i)) {
            status = set_input(builder, &rows[result->input_count++], &model->inputs[i]);
        }
    }
    result->inputs = rows;
    return status;
}
