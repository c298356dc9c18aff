/* Building the tree of the JSON report. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/decimal.h"
#include "models/text.h"
#include "models/utf8.h"
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
    char text[RA_DECIMAL_ROOM];

    if (!isfinite(value)) {
        attach(tree, parent, key, cJSON_CreateNull());
        return;
    }
    /* cJSON prints 15 digits where they read back to nearly the same number; a raw item says what
     * the audit computed, to the last bit. Adding zero turns -0 into 0. */
    ra_decimal_write_exact(text, value + 0.0);
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

/* Returns how many bytes there are up to the first that may have to be written otherwise. */
static size_t count_harmless(const char *json)
{
    size_t count = 0;

    while (json[count] != '\0' && (unsigned char)json[count] < 0x7f && json[count] != '<')
        count++;
    return count;
}

/* Appends JSON in which every character that could end a script element, turn the direction of
 * writing, hide a word or move a cursor is written as its number [rfc8259, 7]. All of them stand in
 * strings alone. */
static void add_harmless(ra_text *out, const char *json)
{
    size_t left = strlen(json);

    while (left > 0) {
        uint32_t code = 0;
        size_t plain = count_harmless(json);
        size_t length = plain > 0 ? plain : ra_utf8_decode(json, left, &code);
        if (code == '<' || (code >= 0x7f && code <= 0xffff && ra_utf8_unsafe(code)))
            ra_text_format(out, "\\u%04x", (unsigned)code);
        else if (code > 0xffff && ra_utf8_unsafe(code))
            ra_text_format(out, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (code >> 10)),
                           (unsigned)(0xdc00 + (code & 0x3ff)));
        else
            ra_text_append_bytes(out, json, length > 0 ? length : 1);
        json += length > 0 ? length : 1;
        left -= length > 0 ? length : 1;
    }
}

ra_status ra_json_write(ra_json_tree *tree, cJSON *root, FILE *out)
{
    ra_status status = RA_NOMEM;
    char *text = root != NULL && !tree->failed ? cJSON_Print(root) : NULL;
    ra_text harmless = {0};

    if (text != NULL)
        add_harmless(&harmless, text);
    if (text != NULL) {
        ra_text_append(&harmless, "\n");
        status = ra_text_finish(&harmless, out);
    }
    cJSON_free(text);
    cJSON_Delete(root);
    return status;
}
