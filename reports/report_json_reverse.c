/* What it would take for another verdict, in the JSON report. */
#include "reports/report_json.h"

static const char *unit_text(const ra_figure *figure)
{
    return figure->unit != NULL ? ra_unit_text(figure->unit) : NULL;
}

static void add_widest(ra_json_tree *tree, cJSON *object, const ra_result *result)
{
    const ra_reverse *reverse = &result->reverse;

    if (reverse->input == UINT32_MAX) {
        ra_json_add_text(tree, object, "widest", NULL);
        return;
    }
    uint32_t quantity = result->inputs[reverse->input].quantity;
    cJSON *widest = ra_json_add_object(tree, object, "widest");
    ra_json_add_text(tree, widest, "id", result->claim->quantities[quantity].id);
    ra_json_add_interval(tree, widest, "interval", result->level, reverse->low, reverse->high);
    ra_json_add_interval(tree, widest, "needed", result->level, reverse->need_low,
                         reverse->need_high);
}

void ra_json_add_reverse(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    const ra_reverse *reverse = &result->reverse;

    if (!reverse->asked) {
        return;
    }
    cJSON *object = ra_json_add_object(tree, parent, "what_would_it_take");
    ra_json_add_number(tree, object, "wanted", reverse->wanted);
    cJSON *rows = ra_json_add_array(tree, object, "assumptions");
    for (uint32_t i = 0; i < reverse->count; i++) {
        const ra_reverse_row *found = &reverse->rows[i];
        const ra_quantity *quantity = &result->claim->quantities[found->quantity];
        cJSON *row = ra_json_add_object(tree, rows, NULL);
        ra_json_add_text(tree, row, "id", quantity->id);
        ra_json_add_text(tree, row, "label", quantity->label);
        ra_json_add_text(tree, row, "unit", unit_text(&quantity->figure[RA_AUDITED]));
        ra_json_add_number(tree, row, "audited", found->audited);
        ra_json_add_number(tree, row, "value", found->value);
    }
    add_widest(tree, object, result);
}
