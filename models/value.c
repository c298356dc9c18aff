/* Values of a document: what they are and where they stand. */
#include <assert.h>
#include <string.h>

#include "models/json_types.h"

ra_value_type ra_value_kind(const ra_value *value)
{
    return value->type;
}

const char *ra_value_string(const ra_value *value)
{
    assert(value->type == RA_STRING);
    return value->string;
}

double ra_value_number(const ra_value *value)
{
    assert(value->type == RA_NUMBER);
    return value->number;
}

bool ra_value_bool(const ra_value *value)
{
    assert(value->type == RA_BOOL);
    return value->number != 0;
}

const char *ra_value_key(const ra_value *value)
{
    return value->key;
}

size_t ra_value_count(const ra_value *value)
{
    return value->count;
}

const ra_value *ra_value_first(const ra_value *value)
{
    return value->count ? value + 1 : NULL;
}

const ra_value *ra_value_next(const ra_value *value)
{
    return value->next == RA_JSON_NONE ? NULL : &value->json->values[value->next];
}

const ra_value *ra_value_find(const ra_value *object, const char *key)
{
    if (object->type != RA_OBJECT)
        return NULL;
    for (const ra_value *m = ra_value_first(object); m; m = ra_value_next(m))
        if (m->key[0] == key[0] && strcmp(m->key, key) == 0)
            return m;
    return NULL;
}

/* Appends one step of a JSON pointer, in which ~ and / are written ~0 and ~1 [rfc6901, 3]. */
static void append_step(ra_text *out, const ra_value *value)
{
    if (!value->key) {
        ra_text_format(out, "/%u", value->index);
        return;
    }
    ra_text_append(out, "/");
    for (const char *c = value->key; *c; c++) {
        if (*c == '~' || *c == '/')
            ra_text_append(out, *c == '~' ? "~0" : "~1");
        else
            ra_text_append_bytes(out, c, 1);
    }
}

static void append_pointer(ra_text *out, const ra_value *value)
{
    const ra_value *chain[RA_JSON_MAX_DEPTH + 1];
    size_t count = 0;
    for (; value->parent != RA_JSON_NONE; value = &value->json->values[value->parent])
        chain[count++] = value;
    while (count)
        append_step(out, chain[--count]);
    ra_text_append(out, "");
}

static RA_PRINTF(5, 0) void report(const ra_value *value, size_t offset, ra_diag *diag,
                                   ra_severity severity, const char *format, va_list args)
{
    const ra_json *json = value->json;
    ra_text pointer = {0};
    append_pointer(&pointer, value);
    ra_locus at = {json->name, json->text, json->length, offset, 0,
                   pointer.failed ? NULL : pointer.data};
    ra_diag_report_list(diag, severity, &at, format, args);
    ra_text_free(&pointer);
}

void ra_value_report(const ra_value *value, ra_diag *diag, ra_severity severity, const char *format,
                     ...)
{
    va_list args;
    va_start(args, format);
    report(value, value->offset, diag, severity, format, args);
    va_end(args);
}

void ra_value_report_key(const ra_value *value, ra_diag *diag, ra_severity severity,
                         const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(value, value->key ? value->key_offset : value->offset, diag, severity, format, args);
    va_end(args);
}

/* Returns the bytes that a \u escape decodes to, and how long it is written. */
static size_t unicode_bytes(const char *escape, size_t *written)
{
    unsigned unit = 0;
    for (int i = 2; i < 6; i++) {
        char c = escape[i];
        unit = unit << 4 | (unsigned)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    *written = unit >= 0xD800 && unit < 0xE000 ? 12 : 6;
    return *written == 12 ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
}

/* Returns where in the text a byte of the decoded string stands: at the escape where it is part of
 * one, at the closing quote where it is behind the last. */
static size_t offset_of_byte(const ra_value *string, size_t byte)
{
    const char *text = string->json->text;
    size_t at = string->offset + 1, decoded = 0;
    while (text[at] != '"') {
        size_t written = 1, bytes = 1;
        if (text[at] == '\\' && text[at + 1] == 'u')
            bytes = unicode_bytes(text + at, &written);
        else if (text[at] == '\\')
            written = 2;
        if (byte < decoded + bytes)
            break;
        decoded += bytes;
        at += written;
    }
    return at;
}

void ra_value_report_byte(const ra_value *string, size_t byte, ra_diag *diag, ra_severity severity,
                          const char *format, ...)
{
    assert(string->type == RA_STRING);
    va_list args;
    va_start(args, format);
    report(string, offset_of_byte(string, byte), diag, severity, format, args);
    va_end(args);
}
