/* Sources that are files of the claim's own author, as the log of a run: they stand in no list of
 * sources, and are made here, each with a record like one that was read. */
#include <string.h>

#include "models/claim_private.h"

/* A file as a source, and its record. */
struct ra_file_source {
    const char *path;
    ra_source source;
    ra_json *record;
    ra_file_source *next;
};

/* A relative reference [rfc3986]: everything that is not unreserved, or a slash, is encoded. */
static void append_url(ra_text *out, const char *path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    ra_text_append(out, "file:");
    for (const char *p = path; *p; p++)
        if (strchr(plain, *p))
            ra_text_append_bytes(out, p, 1);
        else
            ra_text_format(out, "%%%02X", (unsigned)(unsigned char)*p);
}

static void append_json(ra_text *out, const char *text)
{
    ra_text_append(out, "\"");
    for (const char *p = text; *p; p++)
        if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ')
            ra_text_format(out, "\\u%04x", (unsigned)(unsigned char)*p);
        else
            ra_text_append_bytes(out, p, 1);
    ra_text_append(out, "\"");
}

/* A key that every format can have: what is no letter and no digit becomes '-'. */
static char *make_key(ra_build *b, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    char *key = claim_format(b, "file-%s", path);
    for (char *p = key; p && *p; p++)
        if (!strchr(plain, *p))
            *p = '-';
    return key;
}

static ra_json *make_record(ra_build *b, const ra_source *source)
{
    ra_json *json = NULL;
    ra_text text = {0};
    ra_text_append(&text, "{\"id\": ");
    append_json(&text, source->key);
    ra_text_append(&text, ", \"type\": \"dataset\", \"title\": ");
    append_json(&text, source->title);
    ra_text_append(&text, ", \"URL\": ");
    append_json(&text, source->url);
    ra_text_append(&text, "}");
    if (text.failed || ra_json_parse(&json, source->key, text.data, text.length, b->diag) != RA_OK)
        b->no_memory = true;
    ra_text_free(&text);
    return json;
}

static ra_file_source *make_source(ra_build *b, const char *path, const char *maker)
{
    ra_text url = {0};
    ra_file_source *made = claim_alloc(b, 1, sizeof *made);
    append_url(&url, path);
    b->no_memory |= url.failed;
    if (!b->no_memory) {
        made->path = path;
        made->source =
            (ra_source){.key = make_key(b, path),
                        .type = "dataset",
                        .title = maker ? claim_format(b, "%s, written by %s", path, maker) : path,
                        .url = claim_format(b, "%s", url.data)};
        if (!b->no_memory)
            made->record = make_record(b, &made->source);
        if (made->record)
            made->source.record = ra_json_root(made->record);
    }
    ra_text_free(&url);
    return b->no_memory ? NULL : made;
}

const ra_source *claim_file_source(ra_build *b, const ra_value *object)
{
    const char *path = claim_read_text(b, object, "file", true, RA_CLAIM_MAX_LABEL);
    const char *maker = claim_read_text(b, object, "maker", false, RA_CLAIM_MAX_LABEL);
    ra_file_source **end = &b->own->files;
    if (!path)
        return NULL;
    for (; *end; end = &(*end)->next)
        if (strcmp((*end)->path, path) == 0)
            return &(*end)->source;
    *end = make_source(b, path, maker);
    return *end ? &(*end)->source : NULL;
}

void claim_free_files(ra_claim_private *own)
{
    for (ra_file_source *file = own->files; file; file = file->next)
        ra_json_free(file->record);
}
