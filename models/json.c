#include "models/json.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "models/alloc.h"
#include "models/arena.h"
#include "models/excerpt.h"
#include "models/file.h"
#include "models/json_types.h"

/* cJSON keeps its allocator in a global variable. It is set once, before the first document, and to
 * the same functions whoever comes first. */
static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;

/* Where the tree that this thread is building takes its memory from; NULL: it builds none. cJSON
 * asks for every node and every text by itself and would give them back one by one, which took
 * longer than to read them. */
static _Thread_local ra_arena *building;

/* Keys of an object that are compared one with another; of more than these they are sorted. */
#define SMALL 16

static void *take(size_t size)
{
    return building ? ra_arena_alloc(building, 1, size) : ra_alloc(size);
}

/* What an arena handed out it takes back all at once. */
static void give_back(void *memory)
{
    if (!building)
        ra_free(memory);
}

static void set_hooks(void)
{
    cJSON_Hooks hooks = {take, give_back};
    cJSON_InitHooks(&hooks);
}

void ra_json_free(ra_json *json)
{
    if (!json)
        return;
    ra_arena_free(json->tree);
    ra_free(json->values);
    ra_free(json->text);
    ra_free(json->name);
    ra_free(json);
}

static ra_value_type type_of(const cJSON *item)
{
    if (cJSON_IsObject(item))
        return RA_OBJECT;
    if (cJSON_IsArray(item))
        return RA_ARRAY;
    if (cJSON_IsString(item))
        return RA_STRING;
    if (cJSON_IsNumber(item))
        return RA_NUMBER;
    return cJSON_IsBool(item) ? RA_BOOL : RA_NULL;
}

/* Joins the tree with the places: both are in preorder. Returned: the index of the item. Recursion
 * is bounded by RA_JSON_MAX_DEPTH. */
static uint32_t join(ra_json *json, const ra_json_place *places, const cJSON *item, uint32_t parent,
                     uint32_t index)
{
    uint32_t self = (uint32_t)json->count++, last = RA_JSON_NONE;
    ra_value *value = &json->values[self];
    *value = (ra_value){
        .json = json,
        .key = item->string,
        .string = item->valuestring,
        .number = cJSON_IsTrue(item) ? 1 : places[self].number,
        .offset = places[self].offset,
        .key_offset = places[self].key,
        .parent = parent,
        .next = RA_JSON_NONE,
        .index = index,
        .type = type_of(item),
    };
    for (const cJSON *child = item->child; child; child = child->next) {
        uint32_t at = join(json, places, child, self, value->count++);
        if (last != RA_JSON_NONE)
            json->values[last].next = at;
        last = at;
    }
    return self;
}

static int compare_keys(const void *a, const void *b)
{
    const ra_value *x = *(const ra_value *const *)a, *y = *(const ra_value *const *)b;
    int order = strcmp(x->key, y->key);
    return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

/* Returns whether a small object has no key twice. */
static bool is_plain(const ra_value *object)
{
    const char *keys[SMALL];
    size_t count = 0;
    if (object->count > SMALL)
        return false;
    for (const ra_value *m = ra_value_first(object); m; m = ra_value_next(m)) {
        for (size_t i = 0; i < count; i++)
            if (keys[i][0] == m->key[0] && strcmp(keys[i], m->key) == 0)
                return false;
        keys[count++] = m->key;
    }
    return true;
}

/* Reports the keys that an object has twice, at their second place. Keys are compared as decoded
 * ("a" is "\u0061"), sorted so that a hostile object costs n log n; *left is how many more are
 * worth a message. */
static ra_status check_duplicates(const ra_value *object, size_t *left, ra_diag *diag)
{
    size_t count = 0, line, column;
    const ra_value **members = ra_alloc(object->count * sizeof *members);
    if (!members)
        return RA_NOMEM;
    for (const ra_value *m = ra_value_first(object); m; m = ra_value_next(m))
        members[count++] = m;
    qsort(members, count, sizeof *members, compare_keys);
    ra_status status = RA_OK;
    for (size_t i = 1, first = 0; i < count && *left; i++) {
        if (strcmp(members[first]->key, members[i]->key) != 0) {
            first = i;
            continue;
        }
        const ra_json *json = object->json;
        ra_excerpt_place(json->text, json->length, members[first]->key_offset, &line, &column);
        ra_value_report_key(members[i], diag, RA_ERROR, "duplicate key '%s' (first on line %zu)",
                            members[i]->key, line);
        status = RA_INVALID;
        --*left;
    }
    ra_free(members);
    return status;
}

static ra_status check_all_duplicates(const ra_json *json, ra_diag *diag)
{
    ra_status status = RA_OK;
    size_t left = RA_DIAG_CAP;
    for (size_t i = 0; i < json->count && left > 0 && status != RA_NOMEM; i++) {
        if (json->values[i].type != RA_OBJECT || json->values[i].count < 2)
            continue;
        if (is_plain(&json->values[i]))
            continue;
        ra_status one = check_duplicates(&json->values[i], &left, diag);
        status = one == RA_OK ? status : one;
    }
    return status;
}

/* Builds the tree of a text that the scanner accepted, which leaves memory as the only reason for
 * a failure. */
static ra_status build(ra_json *json, const ra_json_place *places, size_t count)
{
    pthread_once(&hooks_once, set_hooks);
    json->tree = ra_arena_new(SIZE_MAX);
    json->values = ra_alloc(count * sizeof *json->values);
    if (!json->tree || !json->values)
        return RA_NOMEM;
    building = json->tree;
    const cJSON *root = cJSON_ParseWithLength(json->text, json->length);
    building = NULL;
    if (!root)
        return RA_NOMEM;
    join(json, places, root, RA_JSON_NONE, 0);
    assert(json->count == count);
    return RA_OK;
}

static ra_status read_document(ra_json *json, ra_diag *diag)
{
    ra_locus document = {json->name, json->text, json->length, 0, 0, NULL};
    ra_json_place *places = NULL;
    size_t count = 0;
    ra_status status = ra_json_scan(&places, &count, &document, diag);
    if (status == RA_OK)
        status = build(json, places, count);
    if (status == RA_OK)
        status = check_all_duplicates(json, diag);
    ra_free(places);
    return status;
}

/* Makes a document of `text`, which it takes over in every case. */
static ra_status open_document(ra_json **out, const char *name, char *text, size_t length,
                               ra_diag *diag)
{
    size_t name_size = strlen(name) + 1;
    ra_json *json = ra_calloc(1, sizeof *json);
    char *copy = ra_alloc(name_size);
    ra_status status = RA_NOMEM;
    if (!json || !copy) {
        ra_free(json);
        ra_free(copy);
        ra_free(text);
        goto done;
    }
    *json = (ra_json){.name = memcpy(copy, name, name_size), .text = text, .length = length};
    status = read_document(json, diag);
    if (status == RA_OK)
        *out = json;
    else
        ra_json_free(json);
done:
    if (status == RA_NOMEM)
        ra_diag_report(diag, RA_ERROR, &(ra_locus){.file = name}, "out of memory");
    return status;
}

ra_status ra_json_parse(ra_json **out, const char *name, const char *text, size_t length,
                        ra_diag *diag)
{
    ra_locus at = {.file = name};
    if (length > RA_JSON_MAX_TEXT) {
        ra_diag_report(diag, RA_ERROR, &at, "more than 16 MiB of text");
        return RA_INVALID;
    }
    char *copy = ra_alloc(length + 1);
    if (!copy) {
        ra_diag_report(diag, RA_ERROR, &at, "out of memory");
        return RA_NOMEM;
    }
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return open_document(out, name, copy, length, diag);
}

ra_status ra_json_load(ra_json **out, const char *path, ra_diag *diag)
{
    char *text;
    size_t length;
    ra_status status = ra_file_load(&text, &length, path, RA_JSON_MAX_TEXT, diag);
    if (status != RA_OK)
        return status;
    return open_document(out, path, text, length, diag);
}

const ra_value *ra_json_root(const ra_json *json)
{
    return json->values;
}

const char *ra_json_text(const ra_json *json, size_t *length)
{
    *length = json->length;
    return json->text;
}

const char *ra_json_name(const ra_json *json)
{
    return json->name;
}
