/* The sensitivity in the JSON report: rows in the order in which to measure. */
#include "reports/report_json.h"

static void add_row(ra_json_tree *tree, cJSON *rows, const ra_result *result,
                    const ra_sensitivity *of)
{
    const ra_quantity *quantity = &result->claim->quantities[result->inputs[of->input].quantity];
    static const char *const ends[] = {"if_exact_p5", "if_exact_p95"};
    const ra_bounds bounds[] = {of->low_bounds, of->high_bounds};
    cJSON *row = ra_json_add_object(tree, rows, NULL);

    ra_json_add_text(tree, row, "id", quantity->id);
    ra_json_add_text(tree, row, "label", quantity->label);
    ra_json_add_number(tree, row, "first", of->first);
    ra_json_add_number(tree, row, "first_se", of->first_se);
    ra_json_add_number(tree, row, "total", of->total);
    ra_json_add_number(tree, row, "total_se", of->total_se);
    ra_json_add_number(tree, row, "shapley", of->shapley);
    ra_json_add_number(tree, row, "shapley_se", of->shapley_se);
    ra_json_add_number(tree, row, "tornado_low", of->tornado_low);
    ra_json_add_number(tree, row, "tornado_high", of->tornado_high);
    ra_json_add_number(tree, row, "if_exact_p5", of->if_exact_p5);
    ra_json_add_number(tree, row, "if_exact_p95", of->if_exact_p95);
    ra_json_add_bounds(tree, row, ends, bounds, 2);
    ra_json_add_number(tree, row, "width_removed", of->width_removed);
}

static void add_method(ra_json_tree *tree, cJSON *parent, const ra_sensitivity_result *sensitivity)
{
    cJSON *object = ra_json_add_object(tree, parent, "sensitivity_method");

    ra_json_add_text(tree, object, "method", ra_sensitivity_name(sensitivity->method));
    ra_json_add_text(tree, object, "text", ra_sensitivity_text(sensitivity->method));
    ra_json_add_count(tree, object, "causes", sensitivity->causes);
    ra_json_add_count(tree, object, "points", sensitivity->points);
    ra_json_add_count(tree, object, "replicates", sensitivity->replicates);
    ra_json_add_bool(tree, object, "quasi_random", sensitivity->quasi);
    ra_json_add_count(tree, object, "trials", sensitivity->trials);
    ra_json_add_number(tree, object, "p5", sensitivity->p5);
    ra_json_add_number(tree, object, "p95", sensitivity->p95);
}

void ra_json_add_sensitivity(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *rows = ra_json_add_array(tree, parent, "sensitivity");

    for (uint32_t i = 0; i < result->sensitivity.count; i++) {
        add_row(tree, rows, result, &result->sensitivity.rows[i]);
    }
    add_method(tree, parent, &result->sensitivity);
}
