/* The attribution in the JSON report. */
#include "reports/report_json.h"

static const char *const contribution_ends[RA_ENDS] = {"contribution_p5", "contribution_p50",
                                                       "contribution_p95"};

static void add_share(ra_json_tree *tree, cJSON *rows, const ra_result *result,
                      const ra_share *share)
{
    const ra_claim *claim = result->claim;
    const ra_quantity *quantity = &claim->quantities[share->quantity];
    cJSON *row = ra_json_add_object(tree, rows, NULL);

    ra_json_add_text(tree, row, "id", quantity->id);
    ra_json_add_text(tree, row, "label", quantity->label);
    ra_json_add_text(tree, row, "group", share->group >= 0 ? claim->groups[share->group].id : NULL);
    ra_json_add_number(tree, row, "share", share->share);
    ra_json_add_number(tree, row, "p5", share->p5);
    ra_json_add_number(tree, row, "p50", share->p50);
    ra_json_add_number(tree, row, "p95", share->p95);
    ra_json_add_number(tree, row, "se", share->se);
    ra_json_add_number(tree, row, "order_min", share->order_min);
    ra_json_add_number(tree, row, "order_max", share->order_max);
    ra_json_add_number(tree, row, "contribution", share->contribution);
    ra_json_add_number(tree, row, "contribution_p5", share->contribution_p5);
    ra_json_add_number(tree, row, "contribution_p50", share->contribution_p50);
    ra_json_add_number(tree, row, "contribution_p95", share->contribution_p95);
    ra_json_add_bounds(tree, row, ra_json_ends, share->bounds, RA_ENDS);
    ra_json_add_bounds(tree, row, contribution_ends, share->contribution_bounds, RA_ENDS);
    ra_json_add_number(tree, row, "lmdi", share->lmdi);
    ra_json_add_number(tree, row, "lmdi_factor", share->lmdi_factor);
}

static void add_method(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    const ra_attribution *attribution = &result->attribution;
    cJSON *object = ra_json_add_object(tree, parent, "attribution_method");
    bool logarithm = attribution->basis == RA_BASIS_LOG;

    ra_json_add_text(tree, object, "method", ra_attribution_name(attribution->method));
    ra_json_add_text(tree, object, "text", ra_attribution_text(attribution->method));
    ra_json_add_text(tree, object, "basis", ra_basis_name(attribution->basis));
    ra_json_add_number(tree, object, "total", attribution->total);
    ra_json_add_text(tree, object, "unit", logarithm ? NULL : ra_unit_text(result->claim->unit));
    ra_json_add_count(tree, object, "subsets", attribution->subsets);
    ra_json_add_count(tree, object, "orders", attribution->orders);
    ra_json_add_count(tree, object, "trials", attribution->trials);
    ra_json_add_count(tree, object, "without_value", attribution->nan);
    ra_json_add_bool(tree, object, "crosses", attribution->crosses);
}

void ra_json_add_attribution(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *rows = ra_json_add_array(tree, parent, "attribution");

    for (uint32_t i = 0; i < result->attribution.share_count; i++) {
        add_share(tree, rows, result, &result->attribution.shares[i]);
    }
    add_method(tree, parent, result);
}
