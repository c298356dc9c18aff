/* The corpus as JSON: an array of objects, one per claim. */
#include <stdio.h>

#include "reports/corpus.h"
#include "reports/report_json.h"

static void add_claim(ra_json_tree *tree, cJSON *array, const ra_result *result)
{
    cJSON *object = ra_json_add_object(tree, array, NULL);

    for (size_t i = 0; ra_corpus_column_at(i) != NULL; i++) {
        const ra_corpus_column *column = ra_corpus_column_at(i);
        if (column->text != NULL)
            ra_json_add_text(tree, object, column->name, column->text(result));
        else
            ra_json_add_number(tree, object, column->name, column->number(result));
    }
}

ra_status ra_corpus_json(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag)
{
    ra_json_tree tree = {0};
    cJSON *root = cJSON_CreateArray();

    (void)options;
    (void)diag;
    for (size_t i = 0; i < count; i++)
        add_claim(&tree, root, results[i]);
    return ra_json_write(&tree, root, out);
}
