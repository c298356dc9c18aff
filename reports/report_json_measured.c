/* What measured runs replaced, in JSON. */
#include "reports/report_json.h"

void ra_json_add_measured(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    const ra_measured_result *measured = &result->measured;
    cJSON *object, *array;

    if (measured->count == 0)
        return;
    object = ra_json_add_object(tree, parent, "measured");
    ra_json_add_number(tree, object, "point_before", measured->point);
    ra_json_add_interval(tree, object, "interval_before", result->level, measured->low,
                         measured->high);
    ra_json_add_text(tree, object, "verdict_before", ra_verdict_name(measured->verdict));
    array = ra_json_add_array(tree, object, "replaced");
    for (uint32_t i = 0; i < measured->count; i++) {
        const ra_replacement *item = &measured->items[i];
        cJSON *row = ra_json_add_object(tree, array, NULL);
        ra_json_add_text(tree, row, "id", item->id);
        ra_json_add_text(tree, row, "file", item->file);
        ra_json_add_text(tree, row, "column", item->column);
        ra_json_add_text(tree, row, "maker", item->maker);
        ra_json_add_text(tree, row, "note", item->note);
        ra_json_add_text(tree, row, "was", item->was);
        ra_json_add_text(tree, row, "was_status", ra_origin_name(item->was_origin));
        ra_json_add_text(tree, row, "now", item->now);
        ra_json_add_text(tree, row, "status", ra_origin_name(item->origin));
    }
}
