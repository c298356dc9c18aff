/* Values of a document as JSON again. */
#include "models/json.h"

static void emit_string(const char *string, ra_text *out)
{
    ra_text_append(out, "\"");
    for (const char *c = string; *c; c++) {
        if (*c == '"' || *c == '\\')
            ra_text_format(out, "\\%c", *c);
        else if ((unsigned char)*c < 0x20)
            ra_text_format(out, "\\u%04x", (unsigned)*c);
        else
            ra_text_append_bytes(out, c, 1);
    }
    ra_text_append(out, "\"");
}

static void emit_members(const ra_value *value, bool object, ra_text *out)
{
    ra_text_append(out, object ? "{" : "[");
    for (const ra_value *m = ra_value_first(value); m; m = ra_value_next(m)) {
        if (object) {
            emit_string(ra_value_key(m), out);
            ra_text_append(out, ": ");
        }
        ra_value_emit(m, out);
        ra_text_append(out, ra_value_next(m) ? ", " : "");
    }
    ra_text_append(out, object ? "}" : "]");
}

/* The depth is bounded by that of the document. */
void ra_value_emit(const ra_value *value, ra_text *out)
{
    switch (ra_value_kind(value)) {
    case RA_NULL:
        ra_text_append(out, "null");
        break;
    case RA_BOOL:
        ra_text_append(out, ra_value_bool(value) ? "true" : "false");
        break;
    case RA_NUMBER:
        ra_text_number(out, ra_value_number(value));
        break;
    case RA_STRING:
        emit_string(ra_value_string(value), out);
        break;
    case RA_ARRAY:
    case RA_OBJECT:
        emit_members(value, ra_value_kind(value) == RA_OBJECT, out);
        break;
    }
}
