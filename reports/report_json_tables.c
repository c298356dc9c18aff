/* The tables of the JSON report. */
#include <math.h>

#include "reports/report_json.h"

/* The keys of three quantiles of a rung's factors and of a group's share. */
static const char *const factor_ends[RA_ENDS] = {"factor_p5", "factor_p50", "factor_p95"};
static const char *const cumulative_ends[RA_ENDS] = {"cumulative_p5", "cumulative_p50",
                                                     "cumulative_p95"};
static const char *const share_ends[RA_ENDS] = {"share_p5", "share_p50", "share_p95"};

/* p5, p50 and p95 of something. */
static void add_quantiles(ra_json_tree *tree, cJSON *row, double p5, double p50, double p95)
{
    ra_json_add_number(tree, row, "p5", p5);
    ra_json_add_number(tree, row, "p50", p50);
    ra_json_add_number(tree, row, "p95", p95);
}

/* The bounds of p5, p50 and p95 of a summary. */
static void add_summary_bounds(ra_json_tree *tree, cJSON *row, const ra_summary *summary)
{
    const ra_bounds bounds[RA_ENDS] = {summary->bounds[RA_Q5], summary->bounds[RA_Q50],
                                       summary->bounds[RA_Q95]};

    ra_json_add_bounds(tree, row, ra_json_ends, bounds, RA_ENDS);
}

static const char *unit_text(const ra_unit *unit)
{
    return unit != NULL ? ra_unit_text(unit) : NULL;
}

void ra_json_add_ladder(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *ladder = ra_json_add_array(tree, parent, "ladder");
    uint32_t i;

    for (i = 0; i < result->rung_count; i++) {
        const ra_rung *rung = &result->ladder[i];
        cJSON *row = ra_json_add_object(tree, ladder, NULL);
        ra_json_add_text(tree, row, "id", rung->id);
        ra_json_add_text(tree, row, "label", rung->label);
        ra_json_add_text(tree, row, "group",
                         rung->group >= 0 ? result->claim->groups[rung->group].id : NULL);
        ra_json_add_number(tree, row, "published", rung->published);
        ra_json_add_number(tree, row, "audited", rung->audited);
        ra_json_add_text(tree, row, "unit", unit_text(rung->unit));
        ra_json_add_number(tree, row, "result", rung->result);
        ra_json_add_number(tree, row, "factor", rung->factor);
        ra_json_add_number(tree, row, "cumulative", rung->cumulative);
        ra_json_add_number(tree, row, "alone", rung->alone);
        add_quantiles(tree, row, rung->spread.p5, rung->spread.p50, rung->spread.p95);
        ra_json_add_number(tree, row, "factor_p5", rung->factor_p5);
        ra_json_add_number(tree, row, "factor_p50", rung->factor_p50);
        ra_json_add_number(tree, row, "factor_p95", rung->factor_p95);
        ra_json_add_number(tree, row, "cumulative_p5", rung->cumulative_p5);
        ra_json_add_number(tree, row, "cumulative_p50", rung->cumulative_p50);
        ra_json_add_number(tree, row, "cumulative_p95", rung->cumulative_p95);
        add_summary_bounds(tree, row, &rung->spread);
        ra_json_add_bounds(tree, row, factor_ends, rung->factor_bounds, RA_ENDS);
        ra_json_add_bounds(tree, row, cumulative_ends, rung->cumulative_bounds, RA_ENDS);
    }
}

void ra_json_add_groups(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *groups = ra_json_add_array(tree, parent, "groups");
    uint32_t i;

    for (i = 0; i < result->group_count; i++) {
        const ra_group_result *group = &result->groups[i];
        const ra_group *described = &result->claim->groups[group->group];
        cJSON *row = ra_json_add_object(tree, groups, NULL);
        ra_json_add_text(tree, row, "id", described->id);
        ra_json_add_text(tree, row, "label", described->label);
        ra_json_add_bool(tree, row, "boundary", group->boundary);
        ra_json_add_text(tree, row, "printed", described->printed);
        ra_json_add_number(tree, row, "factor", group->factor);
        ra_json_add_number(tree, row, "share", group->share);
        add_quantiles(tree, row, group->p5, group->p50, group->p95);
        ra_json_add_number(tree, row, "share_p5", group->share_p5);
        ra_json_add_number(tree, row, "share_p50", group->share_p50);
        ra_json_add_number(tree, row, "share_p95", group->share_p95);
        ra_json_add_bounds(tree, row, ra_json_ends, group->bounds, RA_ENDS);
        ra_json_add_bounds(tree, row, share_ends, group->share_bounds, RA_ENDS);
    }
}

void ra_json_add_steps(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *steps = ra_json_add_array(tree, parent, "steps");
    uint32_t i;

    for (i = 0; i < result->step_count; i++) {
        const ra_step_result *step = &result->steps[i];
        const ra_quantity *quantity = &result->claim->quantities[step->quantity];
        const ra_summary *audited = &step->audited;
        cJSON *row = ra_json_add_object(tree, steps, NULL);
        ra_json_add_text(tree, row, "id", quantity->id);
        ra_json_add_text(tree, row, "label", quantity->label);
        ra_json_add_text(tree, row, "unit", unit_text(quantity->unit));
        ra_json_add_number(tree, row, "published", step->published);
        ra_json_add_number(tree, row, "point", audited->point);
        ra_json_add_number(tree, row, "mean", audited->mean);
        ra_json_add_number(tree, row, "sd", audited->sd);
        add_quantiles(tree, row, audited->p5, audited->p50, audited->p95);
        add_summary_bounds(tree, row, audited);
        ra_json_add_number(tree, row, "gsd", audited->gsd);
        ra_json_add_number(tree, row, "log_variance_added", step->log_variance_added);
    }
}

/* The figure behind an uncertain input: an assumption's audited one, or a local's own. */
static const ra_figure *input_figure(const ra_quantity *quantity)
{
    return &quantity->figure[quantity->kind == RA_LOCAL ? quantity->owner_side : RA_AUDITED];
}

/* A list of pairs "low", "high" where at least one of them is finite. */
static void add_limits(ra_json_tree *tree, cJSON *row, const char *key, double low, double high)
{
    cJSON *limits;

    if (isinf(low) && isinf(high))
        return;
    limits = ra_json_add_object(tree, row, key);
    ra_json_add_number(tree, limits, "low", low);
    ra_json_add_number(tree, limits, "high", high);
}

static void add_parameters(ra_json_tree *tree, cJSON *row, const ra_dist *dist)
{
    cJSON *parameters = ra_json_add_object(tree, row, "parameters");
    int i;

    for (i = 0; i < RA_DIST_MAX_PARAMETERS && dist->type->parameters[i] != NULL; i++)
        ra_json_add_number(tree, parameters, dist->type->parameters[i], dist->parameter[i]);
    add_limits(tree, parameters, "truncate", dist->truncate_low, dist->truncate_high);
    add_limits(tree, parameters, "clip", dist->clip_low, dist->clip_high);
}

void ra_json_add_inputs(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *inputs = ra_json_add_array(tree, parent, "inputs");
    uint32_t i;

    for (i = 0; i < result->input_count; i++) {
        const ra_input_result *input = &result->inputs[i];
        const ra_quantity *quantity = &result->claim->quantities[input->quantity];
        const ra_figure *figure = input_figure(quantity);
        cJSON *row = ra_json_add_object(tree, inputs, NULL);
        ra_json_add_text(tree, row, "id", quantity->id);
        ra_json_add_text(tree, row, "unit", unit_text(figure->unit));
        ra_json_add_text(tree, row, "law", figure->dist != NULL ? figure->dist->type->name : NULL);
        ra_json_add_text(tree, row, "text", input->law);
        if (figure->dist != NULL)
            add_parameters(tree, row, figure->dist);
        ra_json_add_number(tree, row, "mean", input->mean);
        ra_json_add_number(tree, row, "sd", input->sd);
        add_quantiles(tree, row, input->p5, input->p50, input->p95);
        ra_json_add_text(tree, row, "status", ra_origin_name(figure->origin));
        ra_json_add_text(tree, row, "evidence", ra_evidence_name(figure->citation.evidence));
    }
}

/* What would make a figure follow. */
static void add_slips(ra_json_tree *tree, cJSON *parent, const ra_result *result,
                      const ra_check *check)
{
    cJSON *slips = ra_json_add_array(tree, parent, "slips");

    for (uint32_t i = 0; i < check->slip_count; i++) {
        const ra_slip *slip = &check->slips[i];
        bool itself = slip->quantity == UINT32_MAX;
        const ra_quantity *input = itself ? NULL : &result->claim->quantities[slip->quantity];
        cJSON *row = ra_json_add_object(tree, slips, NULL);
        ra_json_add_text(tree, row, "id", itself ? NULL : input->id);
        ra_json_add_text(tree, row, "label", itself ? NULL : input->label);
        ra_json_add_text(tree, row, "unit",
                         itself ? NULL : unit_text(input->figure[slip->side].unit));
        ra_json_add_text(tree, row, "kind", ra_slip_name(slip->kind));
        ra_json_add_number(tree, row, "printed", slip->printed);
        ra_json_add_number(tree, row, "exact", slip->exact);
        ra_json_add_number(tree, row, "value", slip->value);
        ra_json_add_text(tree, row, "text", slip->text);
    }
}

void ra_json_add_checks(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *checks = ra_json_add_array(tree, parent, "checks");
    uint32_t i;

    for (i = 0; i < result->check_count; i++) {
        const ra_check *check = &result->checks[i];
        cJSON *row = ra_json_add_object(tree, checks, NULL);
        ra_json_add_text(tree, row, "label", check->label);
        ra_json_add_text(tree, row, "printed", check->printed);
        ra_json_add_number(tree, row, "stated", check->stated);
        ra_json_add_number(tree, row, "stated_low", check->stated_low);
        ra_json_add_number(tree, row, "stated_high", check->stated_high);
        ra_json_add_number(tree, row, "recomputed", check->recomputed);
        ra_json_add_number(tree, row, "low", check->low);
        ra_json_add_number(tree, row, "high", check->high);
        ra_json_add_text(tree, row, "unit", unit_text(check->unit));
        ra_json_add_text(tree, row, "consistency", ra_consistency_name(check->consistency));
        add_slips(tree, row, result, check);
    }
}

void ra_json_add_equivalences(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *equivalences = ra_json_add_array(tree, parent, "equivalences");
    uint32_t i;

    for (i = 0; i < result->equivalence_count; i++) {
        static const char *const ends[] = {"p5", "p95"};
        const ra_equivalence *equivalence = &result->equivalences[i];
        const ra_bounds bounds[] = {equivalence->low_bounds, equivalence->high_bounds};
        cJSON *row = ra_json_add_object(tree, equivalences, NULL);
        ra_json_add_text(tree, row, "id", equivalence->row->key);
        ra_json_add_text(tree, row, "label", equivalence->row->label);
        ra_json_add_number(tree, row, "size", equivalence->size);
        ra_json_add_text(tree, row, "unit", equivalence->row->unit);
        ra_json_add_number(tree, row, "size_p5", equivalence->size_p5);
        ra_json_add_number(tree, row, "size_p95", equivalence->size_p95);
        ra_json_add_citation(tree, row, "source", &equivalence->citation);
        ra_json_add_number(tree, row, "published", equivalence->published);
        ra_json_add_number(tree, row, "value", equivalence->value);
        ra_json_add_number(tree, row, "p5", equivalence->p5);
        ra_json_add_number(tree, row, "p95", equivalence->p95);
        ra_json_add_bounds(tree, row, ends, bounds, 2);
    }
}
