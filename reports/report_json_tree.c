/* Building the tree of the JSON report. */
#include <math.h>
#include <stdio.h>

#include "reports/report_json.h"

/* Puts an item into its parent, which owns it from then on. Returned: the item, or NULL. */
static cJSON *attach(ra_json_tree *tree, cJSON *parent, const char *key, cJSON *item)
{
    cJSON_bool done = 0;

    if (item != NULL && parent != NULL)
        done = key != NULL ? cJSON_AddItemToObjectCS(parent, key, item)
                           : cJSON_AddItemToArray(parent, item);
    if (done)
        return item;
    cJSON_Delete(item);
    tree->failed = true;
    return NULL;
}

cJSON *ra_json_add_object(ra_json_tree *tree, cJSON *parent, const char *key)
{
    return attach(tree, parent, key, cJSON_CreateObject());
}

cJSON *ra_json_add_array(ra_json_tree *tree, cJSON *parent, const char *key)
{
    return attach(tree, parent, key, cJSON_CreateArray());
}

void ra_json_add_number(ra_json_tree *tree, cJSON *parent, const char *key, double value)
{
    char text[40];

    if (!isfinite(value)) {
        attach(tree, parent, key, cJSON_CreateNull());
        return;
    }
    /* cJSON prints 15 digits where they read back to nearly the same number; a raw item says what
     * the audit computed, to the last bit. Adding zero turns -0 into 0. */
    snprintf(text, sizeof text, "%.17g", value + 0.0);
    attach(tree, parent, key, cJSON_CreateRaw(text));
}

void ra_json_add_count(ra_json_tree *tree, cJSON *parent, const char *key, uint64_t value)
{
    char text[40];

    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    attach(tree, parent, key, cJSON_CreateRaw(text));
}

void ra_json_add_bool(ra_json_tree *tree, cJSON *parent, const char *key, bool value)
{
    attach(tree, parent, key, cJSON_CreateBool(value));
}

void ra_json_add_text(ra_json_tree *tree, cJSON *parent, const char *key, const char *text)
{
    attach(tree, parent, key, text != NULL ? cJSON_CreateString(text) : cJSON_CreateNull());
}

void ra_json_add_interval(ra_json_tree *tree, cJSON *parent, const char *key, double level,
                          double low, double high)
{
    cJSON *interval = ra_json_add_object(tree, parent, key);

    ra_json_add_number(tree, interval, "level", level);
    ra_json_add_number(tree, interval, "low", low);
    ra_json_add_number(tree, interval, "high", high);
}

const char *const ra_json_ends[RA_ENDS] = {"p5", "p50", "p95"};

const char *const ra_json_quantiles[RA_QUANTILES] = {
#define X(code, field, p) #field,
    RA_QUANTILE_LIST(X)
#undef X
};

void ra_json_add_bounds(ra_json_tree *tree, cJSON *parent, const char *const *keys,
                        const ra_bounds *bounds, int count)
{
    cJSON *object = cJSON_GetObjectItemCaseSensitive(parent, "bounds");

    if (object == NULL)
        object = ra_json_add_object(tree, parent, "bounds");
    for (int i = 0; i < count; i++) {
        cJSON *pair = ra_json_add_array(tree, object, keys[i]);
        ra_json_add_number(tree, pair, NULL, bounds[i].low);
        ra_json_add_number(tree, pair, NULL, bounds[i].high);
    }
}

void ra_json_add_citation(ra_json_tree *tree, cJSON *parent, const char *key,
                          const ra_citation *citation)
{
    cJSON *object;

    if (citation->source == NULL) {
        ra_json_add_text(tree, parent, key, NULL);
        return;
    }
    object = ra_json_add_object(tree, parent, key);
    ra_json_add_text(tree, object, "key", citation->source->key);
    ra_json_add_text(tree, object, "locator", citation->locator);
    ra_json_add_text(tree, object, "evidence", ra_evidence_name(citation->evidence));
}

ra_status ra_json_write(ra_json_tree *tree, cJSON *root, FILE *out)
{
    ra_status status = RA_NOMEM;
    char *text = root != NULL && !tree->failed ? cJSON_Print(root) : NULL;

    if (text != NULL)
        status = fputs(text, out) >= 0 && fputc('\n', out) != EOF ? RA_OK : RA_IO;
    cJSON_free(text);
    cJSON_Delete(root);
    return status;
}
