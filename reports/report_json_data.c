/* Figures that were looked up, as JSON: an array of groups with their rows. */
#include <math.h>
#include <stdio.h>

#include "reports/report_data.h"
#include "reports/report_json.h"

static void add_row(ra_json_tree *tree, cJSON *array, const ra_row *row, const ra_sources *sources)
{
    ra_row_words words = ra_row_read_words(row, sources);
    cJSON *object = ra_json_add_object(tree, array, NULL);

    ra_json_add_text(tree, object, "key", row->key);
    ra_json_add_text(tree, object, "label", row->label);
    ra_json_add_text(tree, object, "printed", words.figure);
    ra_json_add_number(tree, object, "value", words.value);
    ra_json_add_number(tree, object, "low", words.low);
    ra_json_add_number(tree, object, "high", words.high);
    ra_json_add_text(tree, object, "unit", row->unit);
    ra_json_add_number(tree, object, "year", row->year != 0 ? row->year : NAN);
    ra_json_add_text(tree, object, "basis", words.basis);
    ra_json_add_bool(tree, object, "recommended", row->recommended);
    ra_json_add_text(tree, object, "status", words.status);
    ra_json_add_text(tree, object, "evidence", ra_evidence_name(words.evidence));
    ra_json_add_text(tree, object, "source", words.source != NULL ? words.source->key : NULL);
    ra_json_add_text(tree, object, "locator", words.locator);
    ra_json_add_text(tree, object, "url", words.source != NULL ? words.source->url : NULL);
    ra_json_add_text(tree, object, "note", words.note);
}

static void add_group(ra_json_tree *tree, cJSON *root, const ra_lookup_group *group,
                      const ra_sources *sources)
{
    cJSON *object = ra_json_add_object(tree, root, NULL);

    ra_json_add_text(tree, object, "table", group->table);
    ra_json_add_text(tree, object, "subject", group->subject ? group->subject->id : NULL);
    ra_json_add_text(tree, object, "label", group->subject ? group->subject->label : NULL);
    ra_json_add_text(tree, object, "quantity", group->quantity);
    ra_json_add_number(tree, object, "factor", group->factor);
    cJSON *advice = ra_json_add_array(tree, object, "advice");
    for (size_t i = 0; group->advice[i] != NULL; i++)
        ra_json_add_text(tree, advice, NULL, group->advice[i]);
    cJSON *rows = ra_json_add_array(tree, object, "rows");
    for (size_t r = 0; r < group->count; r++)
        add_row(tree, rows, group->rows[r], sources);
}

ra_status ra_data_json(const ra_lookup *found, const ra_sources *sources, FILE *out)
{
    ra_json_tree tree = {0};
    cJSON *root = cJSON_CreateArray();

    for (size_t g = 0; g < found->count; g++)
        add_group(&tree, root, &found->groups[g], sources);
    return ra_json_write(&tree, root, out);
}
