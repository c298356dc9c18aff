#include "audit/audit.h"

#include <math.h>
#include <string.h>

#include "audit/adaptive.h"
#include "audit/builder.h"
#include "audit/convolution.h"
#include "audit/gum.h"
#include "audit/extras.h"
#include "audit/resolve.h"
#include "audit/reverse.h"
#include "audit/stream.h"
#include "audit/threads.h"
#include "models/alloc.h"
#include "models/version.h"

ra_plan ra_plan_default(void)
{
    return (ra_plan){.trials = 1000000, .seed = 1, .level = 0.90, .version = ra_version_text()};
}

static ra_status check_plan(const ra_plan *plan, ra_diag *diag)
{
    if (plan->trials < 1 || plan->trials > RA_MAX_TRIALS) {
        ra_diag_report(diag, RA_ERROR, NULL, "the number of trials must be 1 to 1e12");
        return RA_INVALID;
    }
    if (!(plan->level > 0 && plan->level < 1)) {
        ra_diag_report(diag, RA_ERROR, NULL, "the level of the intervals must lie between 0 and 1");
        return RA_INVALID;
    }
    if (plan->digits > 0 && plan->sampling != RA_SAMPLING_RANDOM) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "the number of trials follows from digits with random numbers alone");
        return RA_INVALID;
    }
    if (plan->digits < 0 || plan->digits > RA_MAX_DIGITS) {
        ra_diag_report(diag, RA_ERROR, NULL, "the number of digits must be 1 to 9");
        return RA_INVALID;
    }
    if (plan->engine == RA_ENGINE_CONVOLUTION &&
        (plan->without & RA_EXTRA_BIT(RA_EXTRA_CONVOLUTION))) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "the convolution cannot be left out where it is the engine");
        return RA_INVALID;
    }
    return RA_OK;
}

static void close_builder(ra_builder *builder)
{
    ra_free(builder->choice);
    ra_free(builder->values);
    ra_free(builder->existence);
    ra_free(builder->summaries);
    if (builder->layout.model.program != NULL) {
        ra_tallies_free(builder->tallies, ra_program_outputs(builder->layout.model.program));
        ra_replicates_free(&builder->replicates);
    }
    ra_draws_free(&builder->draws);
    ra_layout_free(&builder->layout);
}

static ra_status open_builder(ra_builder *builder)
{
    ra_status status = ra_result_new(&builder->result, builder->claim, builder->plan);

    if (status != RA_OK) {
        return status;
    }
    builder->result->asked = builder->asked;
    builder->result->without = builder->plan->without;
    builder->arena = builder->result->own->arena;
    builder->choice = ra_alloc(builder->claim->quantity_count);
    builder->values = ra_calloc(builder->claim->quantity_count, sizeof *builder->values);
    if (builder->choice == NULL || builder->values == NULL) {
        return RA_NOMEM;
    }
    return ra_layout_open(&builder->layout, builder->claim);
}

static ra_status run(ra_builder *builder)
{
    ra_status status = ra_draws_open(&builder->draws, &builder->layout.model, builder->plan->seed,
                                     builder->plan->sampling,
                                     ra_threads_beside(builder->plan->threads,
                                                       builder->plan->trials),
                                     builder->diag);

    if (status != RA_OK) {
        return status;
    }
    status = ra_existence_eval(&builder->existence, &builder->layout.model, &builder->draws);
    if (status == RA_OK) {
        status = ra_adaptive_plan(builder);
    }
    if (status != RA_OK) {
        return status;
    }
    ra_replicates parts = {.outputs = ra_program_outputs(builder->layout.model.program),
                           .count = ra_sampling_replicates(builder->plan->sampling)};
    status = ra_run(&parts.tallies, builder->layout.model.program, &builder->draws,
                    builder->layout.wanted, builder->plan);
    if (parts.count == 1) {
        builder->tallies = parts.tallies;
        return status;
    }
    builder->replicates = parts;
    return status == RA_OK ? ra_replicates_pool(&parts, &builder->tallies) : status;
}

/* Prepares the tallies for all that is read from them. Where nothing is drawn, there is nothing to look
 * up. */
static ra_status resolve(ra_builder *builder)
{
    ra_status status = RA_OK;

    for (uint32_t k = 0; k < ra_program_outputs(builder->layout.model.program); k++) {
        ra_histogram *histogram = builder->tallies[k].histogram;
        status = status == RA_OK && histogram != NULL ? ra_histogram_list(histogram) : status;
    }
    if (builder->draws.count == 0 || status != RA_OK) {
        return status;
    }
    return ra_resolve(builder->tallies, builder->layout.model.program, &builder->draws,
                      builder->plan, builder->plan->exact);
}

ra_status ra_audit(ra_result **out, const ra_claim *claim, ra_data *data, const ra_plan *plan,
                   ra_diag *diag)
{
    /* `parts`: those that a step makes, without one of which it is left out. */
    static const struct {
        ra_status (*eval)(ra_builder *);
        unsigned parts;
        bool beyond; /* the headline: left out where that alone is wanted */
    } steps[] = {
        {open_builder, 0, false},
        {run, 0, false},
        {resolve, 0, false},
        {ra_summaries_eval, 0, false},
        {ra_values_eval, 0, false},
        {ra_headline_eval, 0, false},
        {ra_adaptive_eval, 0, false},
        {ra_valueless_eval, 0, false},
        {ra_convolution_eval, RA_EXTRA_BIT(RA_EXTRA_CONVOLUTION), false},
        {ra_ladder_eval, 0, false},
        {ra_groups_eval, 0, false},
        {ra_attribution_eval, RA_EXTRA_BIT(RA_EXTRA_ATTRIBUTION), true},
        {ra_steps_eval, 0, false},
        {ra_inputs_eval, 0, false},
        {ra_correlations_eval, 0, false},
        {ra_sensitivity_eval, RA_EXTRA_BIT(RA_EXTRA_SENSITIVITY), true},
        {ra_checks_eval, 0, false},
        {ra_equivalences_eval, 0, false},
        {ra_verdict_eval, 0, false},
        {ra_gum_eval, RA_EXTRA_BIT(RA_EXTRA_GUM), true},
        {ra_gum_validity_eval, RA_EXTRA_BIT(RA_EXTRA_GUM), true},
        {ra_reverse_eval, 0, true},
    };
    unsigned skipped = plan->without | plan->unread;
    ra_plan own = *plan;
    ra_builder builder = {.claim = claim, .data = data, .diag = diag, .plan = &own};
    ra_status status = check_plan(plan, diag);

    *out = NULL;
    own.trials = ra_sampling_trials(plan->sampling, plan->trials);
    builder.asked = plan->trials;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == RA_OK; i++) {
        if (!(plan->headline && steps[i].beyond) && (steps[i].parts & skipped) == 0) {
            status = steps[i].eval(&builder);
            status = status == RA_OK && builder.failed ? RA_NOMEM : status;
        }
    }
    close_builder(&builder);
    if (status == RA_OK) {
        *out = builder.result;
    } else {
        ra_result_free(builder.result);
    }
    return status;
}
