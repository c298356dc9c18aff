#include "models/source.h"

#include <string.h>

#include "models/alloc.h"
#include "models/arena.h"
#include "models/json.h"
#include "models/source_read.h"

/* Sources are found by walking the list, which this keeps short. */
#define MOST_SOURCES 10000
#define MEMORY_LIMIT ((size_t)128 << 20)

struct ra_sources {
    ra_json *json;   /* owns what is taken over as it was read */
    ra_arena *arena; /* owns what was put together */
    ra_source *items;
    const char **keys;
    size_t count;
};

static ra_status add_source(ra_sources *sources, const ra_value *object, ra_diag *diag)
{
    ra_source source;
    ra_status status = ra_source_read(&source, object, sources->arena, diag);
    if (status != RA_OK)
        return status;
    if (ra_sources_find(sources, source.key)) {
        ra_value_report(ra_value_find(object, "id"), diag, RA_ERROR, "a second source '%s'",
                        source.key);
        return RA_INVALID;
    }
    sources->keys[sources->count] = source.key;
    sources->items[sources->count++] = source;
    return RA_OK;
}

static ra_status read_list(ra_sources *sources, ra_diag *diag)
{
    const ra_value *list = ra_json_root(sources->json);
    ra_status status = RA_OK;
    if (ra_value_kind(list) != RA_ARRAY) {
        ra_value_report(list, diag, RA_ERROR, "a list of sources must be an array (CSL-JSON)");
        return RA_INVALID;
    }
    size_t count = ra_value_count(list);
    if (count > MOST_SOURCES) {
        ra_value_report(list, diag, RA_ERROR, "more than %d sources", MOST_SOURCES);
        return RA_INVALID;
    }
    sources->items = ra_arena_alloc(sources->arena, count, sizeof *sources->items);
    sources->keys = ra_arena_alloc(sources->arena, count, sizeof *sources->keys);
    if (!sources->items || !sources->keys)
        return RA_NOMEM;
    for (const ra_value *v = ra_value_first(list); v && status != RA_NOMEM; v = ra_value_next(v)) {
        ra_status one = add_source(sources, v, diag);
        status = one == RA_OK ? status : one;
    }
    return status;
}

ra_status ra_sources_load(ra_sources **out, const char *path, ra_diag *diag)
{
    ra_sources *sources = ra_calloc(1, sizeof *sources);
    ra_status status = RA_NOMEM;
    if (!sources)
        goto done;
    sources->arena = ra_arena_new(MEMORY_LIMIT);
    if (!sources->arena)
        goto done;
    status = ra_json_load(&sources->json, path, diag);
    if (status == RA_OK)
        status = read_list(sources, diag);
done:
    if (status == RA_OK)
        *out = sources;
    else
        ra_sources_free(sources);
    return status;
}

void ra_sources_free(ra_sources *sources)
{
    if (!sources)
        return;
    ra_json_free(sources->json);
    ra_arena_free(sources->arena);
    ra_free(sources);
}

size_t ra_sources_count(const ra_sources *sources)
{
    return sources->count;
}

const ra_source *ra_sources_at(const ra_sources *sources, size_t i)
{
    return i < sources->count ? &sources->items[i] : NULL;
}

const ra_source *ra_sources_find(const ra_sources *sources, const char *key)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->keys[i][0] == key[0] && strcmp(sources->keys[i], key) == 0)
            return &sources->items[i];
    return NULL;
}

const char *ra_sources_nearest(const ra_sources *sources, const char *key)
{
    return ra_text_nearest(key, sources->keys, sources->count);
}

/* Appends a sentence, with its full stop unless it has a mark of its own. */
static void append_sentence(ra_text *out, const char *text)
{
    size_t length = strlen(text);
    ra_text_append(out, text);
    if (length == 0 || !strchr(".?!", text[length - 1]))
        ra_text_append(out, ".");
}

void ra_source_cite(const ra_source *source, ra_text *out)
{
    const char *first = source->authors ? source->authors : source->title;
    if (source->year)
        ra_text_format(out, "%s (%d).", first, source->year);
    else
        append_sentence(out, first);
    if (source->authors) {
        ra_text_append(out, " ");
        append_sentence(out, source->title);
    }
    if (source->container) {
        ra_text_append(out, " ");
        append_sentence(out, source->container);
    }
}
