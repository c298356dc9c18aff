/* The sources of claims as CSL-JSON [csl]: the records as they were read. */
#include <stdio.h>

#include "models/json.h"
#include "reports/citations.h"
#include "reports/writers.h"
#include "reports/report_json.h"

/* Adds a copy of a value. Whole numbers, as of dates, stay whole. */
static void add_value(ra_json_tree *tree, cJSON *parent, const char *key, const ra_value *value)
{
    cJSON *branch;

    switch (ra_value_kind(value)) {
    case RA_OBJECT:
    case RA_ARRAY:
        branch = ra_value_kind(value) == RA_OBJECT ? ra_json_add_object(tree, parent, key)
                                                   : ra_json_add_array(tree, parent, key);
        for (const ra_value *v = ra_value_first(value); v != NULL; v = ra_value_next(v))
            add_value(tree, branch, ra_value_key(v), v);
        break;
    case RA_STRING:
        ra_json_add_text(tree, parent, key, ra_value_string(value));
        break;
    case RA_NUMBER:
        ra_json_add_number(tree, parent, key, ra_value_number(value));
        break;
    case RA_BOOL:
        ra_json_add_bool(tree, parent, key, ra_value_bool(value));
        break;
    case RA_NULL:
        ra_json_add_text(tree, parent, key, NULL);
        break;
    }
}

ra_status ra_report_csl(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag)
{
    ra_json_tree tree = {0};
    cJSON *root = cJSON_CreateArray();

    (void)options;
    (void)diag;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; ra_citation_at(results[i]->claim, k) != NULL; k++)
            if (ra_cited_source(results, i, k) != NULL)
                add_value(&tree, root, NULL, ra_cited_source(results, i, k)->record);
    return ra_json_write(&tree, root, out);
}
