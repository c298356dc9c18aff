/* What measured runs replaced, in JSON. */
#include "reports/report_json.h"

/* The lines of the file that count; null where they are not known. */
static void add_rows(ra_json_tree *tree, cJSON *parent, const ra_replacement *item)
{
    cJSON *object;

    if (item->first == 0) {
        ra_json_add_text(tree, parent, "rows", NULL);
        return;
    }
    object = ra_json_add_object(tree, parent, "rows");
    ra_json_add_number(tree, object, "count", (double)item->rows);
    ra_json_add_number(tree, object, "first", (double)item->first);
    ra_json_add_number(tree, object, "last", (double)item->last);
}

static void add_sensor(ra_json_tree *tree, cJSON *parent, const ra_replacement *item)
{
    cJSON *object;

    if (item->sensor == NULL) {
        ra_json_add_text(tree, parent, "sensor", NULL);
        return;
    }
    object = ra_json_add_object(tree, parent, "sensor");
    ra_json_add_text(tree, object, "text", item->sensor);
    ra_json_add_number(tree, object, "half_width", item->half_width);
    ra_json_add_bool(tree, object, "judgement", item->judged);
}

static void add_figure(ra_json_tree *tree, cJSON *parent, const char *name,
                       const ra_measured_figure *figure)
{
    cJSON *object = ra_json_add_object(tree, parent, name);

    ra_json_add_number(tree, object, "value", figure->value);
    ra_json_add_number(tree, object, "p5", figure->p5);
    ra_json_add_number(tree, object, "p95", figure->p95);
}

/* The assumptions that a measured step made idle. */
static void add_retired(ra_json_tree *tree, cJSON *parent, const ra_claim *claim, const char *id)
{
    cJSON *array = ra_json_add_array(tree, parent, "retired");
    uint32_t step = ra_claim_find(claim, id);

    for (uint32_t i = 0; i < claim->assumption_count; i++)
        if (claim->quantities[i].retired && claim->quantities[i].retired_by == step)
            ra_json_add_text(tree, array, NULL, claim->quantities[i].id);
}

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
        add_rows(tree, row, item);
        add_sensor(tree, row, item);
        ra_json_add_text(tree, row, "was", item->was);
        ra_json_add_text(tree, row, "was_status", ra_origin_name(item->was_origin));
        ra_json_add_text(tree, row, "now", item->now);
        ra_json_add_text(tree, row, "status", ra_origin_name(item->origin));
        ra_json_add_text(tree, row, "was_evidence", ra_evidence_name(item->was_evidence));
        add_figure(tree, row, "before", &item->before);
        add_figure(tree, row, "after", &item->after);
        ra_json_add_bool(tree, row, "other_run", item->other_run);
        add_retired(tree, row, result->claim, item->id);
    }
}
