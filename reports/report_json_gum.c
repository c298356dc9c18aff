/* The two evaluations beside the Monte Carlo run in the JSON report: the GUM, and convolution. */
#include "reports/report_json.h"

static void add_budget_row(ra_json_tree *tree, cJSON *rows, const ra_result *result,
                           const ra_budget_row *of)
{
    const ra_quantity *quantity = &result->claim->quantities[result->inputs[of->input].quantity];
    const ra_figure *figure = &quantity->figure[RA_AUDITED];
    const ra_unit *unit = figure->unit != NULL ? figure->unit : quantity->unit;
    cJSON *row = ra_json_add_object(tree, rows, NULL);

    ra_json_add_text(tree, row, "id", quantity->id);
    ra_json_add_text(tree, row, "label", quantity->label);
    ra_json_add_text(tree, row, "unit", unit != NULL ? ra_unit_text(unit) : NULL);
    ra_json_add_number(tree, row, "estimate", of->estimate);
    ra_json_add_number(tree, row, "u", of->u);
    ra_json_add_number(tree, row, "nu", of->df);
    ra_json_add_number(tree, row, "coefficient", of->coefficient);
    ra_json_add_number(tree, row, "contribution", of->contribution);
    ra_json_add_number(tree, row, "share", of->share);
}

/* Whether the interval may stand in for that of the run; null where they were not compared. */
static void add_validity(ra_json_tree *tree, cJSON *object, const ra_gum *gum)
{
    if (gum->text == NULL)
        ra_json_add_text(tree, object, "valid", NULL);
    else
        ra_json_add_bool(tree, object, "valid", gum->digits > 0);
    ra_json_add_count(tree, object, "digits", gum->text != NULL ? (uint64_t)gum->digits : 0);
    ra_json_add_number(tree, object, "delta", gum->delta);
    ra_json_add_number(tree, object, "d_low", gum->d_low);
    ra_json_add_number(tree, object, "d_high", gum->d_high);
    ra_json_add_bool(tree, object, "decided", gum->decided);
    ra_json_add_text(tree, object, "text", gum->text);
}

void ra_json_add_gum(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    const ra_gum *gum = &result->gum;
    cJSON *object = ra_json_add_object(tree, parent, "gum");
    cJSON *budget;

    ra_json_add_bool(tree, object, "applies", gum->applies);
    ra_json_add_text(tree, object, "why_not", gum->why_not);
    ra_json_add_number(tree, object, "estimate", gum->estimate);
    ra_json_add_number(tree, object, "u", gum->u);
    ra_json_add_number(tree, object, "u2", gum->u2);
    ra_json_add_number(tree, object, "shift", gum->shift);
    ra_json_add_number(tree, object, "nu_eff", gum->df);
    ra_json_add_number(tree, object, "k", gum->k);
    ra_json_add_interval(tree, object, "interval", result->level, gum->low, gum->high);
    add_validity(tree, object, gum);
    budget = ra_json_add_array(tree, object, "budget");
    for (uint32_t i = 0; i < gum->budget_count; i++)
        add_budget_row(tree, budget, result, &gum->budget[i]);
}

void ra_json_add_convolution(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    const ra_convolution *convolution = &result->convolution;
    cJSON *object = ra_json_add_object(tree, parent, "convolution");

    ra_json_add_bool(tree, object, "applies", convolution->applies);
    ra_json_add_text(tree, object, "why_not", convolution->why_not);
    ra_json_add_number(tree, object, "mean", convolution->mean);
    ra_json_add_number(tree, object, "sd", convolution->sd);
    ra_json_add_number(tree, object, "p5", convolution->p5);
    ra_json_add_number(tree, object, "p25", convolution->p25);
    ra_json_add_number(tree, object, "p50", convolution->p50);
    ra_json_add_number(tree, object, "p75", convolution->p75);
    ra_json_add_number(tree, object, "p95", convolution->p95);
    ra_json_add_interval(tree, object, "interval", result->level, convolution->low,
                         convolution->high);
    ra_json_add_number(tree, object, "error", convolution->error);
    ra_json_add_count(tree, object, "points", convolution->points);
    if (convolution->applies)
        ra_json_add_bool(tree, object, "agrees", convolution->agrees);
    else
        ra_json_add_text(tree, object, "agrees", NULL);
    ra_json_add_text(tree, object, "text", convolution->text);
}
