/* Strict JSON (RFC 8259) with the place of every value.
 *
 * cJSON builds the tree, but takes too much (01, 1e999, duplicate keys, trailing text, bad UTF-8,
 * raw tabs) and keeps no positions. A scanner of our own therefore reads the text first, refuses
 * what the RFC refuses, and records where each value and key stands. Limits: 16 MiB of text, depth
 * 64, 1e6 values, 64 KiB for a string, 60 characters for a number. A byte order mark is an error
 * that says so. */
#ifndef RA_JSON_H
#define RA_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "models/diag.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_json ra_json;   /* a document: owns its text and all its values */
typedef struct ra_value ra_value; /* a value of a document, borrowed from it */

typedef enum { RA_NULL, RA_BOOL, RA_NUMBER, RA_STRING, RA_ARRAY, RA_OBJECT } ra_value_type;

/* Reads a file (a regular file only). Given: path. Returned: RA_OK, RA_IO (cannot be read),
 * RA_INVALID (not strict JSON) or RA_NOMEM, with messages. The caller frees *out. */
ra_status ra_json_load(ra_json **out, const char *path, ra_diag *diag);

/* The same from memory; `name` stands for the file in messages. The text is copied. */
ra_status ra_json_parse(ra_json **out, const char *name, const char *text, size_t length,
                        ra_diag *diag);
void ra_json_free(ra_json *json);

const ra_value *ra_json_root(const ra_json *json);

/* Returns the bytes as they were read, for hashing. */
const char *ra_json_text(const ra_json *json, size_t *length);

/* Returns the file name as given. */
const char *ra_json_name(const ra_json *json);

/* Reading a value. The accessors of a type assert that the value has it. */
ra_value_type ra_value_kind(const ra_value *value);
const char *ra_value_string(const ra_value *value); /* UTF-8 without NUL bytes */
double ra_value_number(const ra_value *value);      /* always finite */
bool ra_value_bool(const ra_value *value);
const char *ra_value_key(const ra_value *value);    /* NULL: not a member of an object */
size_t ra_value_count(const ra_value *value);       /* members or elements; 0 for others */
const ra_value *ra_value_first(const ra_value *value);
const ra_value *ra_value_next(const ra_value *value);
const ra_value *ra_value_find(const ra_value *object, const char *key); /* NULL: no such member */

/* Messages at a value, at the key in front of it, or at a byte of the decoded string (escapes
 * before that byte are taken into account). */
void ra_value_report(const ra_value *value, ra_diag *diag, ra_severity severity,
                     const char *format, ...) RA_PRINTF(4, 5);
void ra_value_report_key(const ra_value *value, ra_diag *diag, ra_severity severity,
                         const char *format, ...) RA_PRINTF(4, 5);
void ra_value_report_byte(const ra_value *string, size_t byte, ra_diag *diag,
                          ra_severity severity, const char *format, ...) RA_PRINTF(5, 6);

/* Typed reading of an object's members, with messages. A member that is absent leaves *out as it
 * is, and is an error where `required`. Returned: true where *out was set. */
bool ra_value_get_string(const ra_value *object, const char *key, bool required,
                         const char **out, ra_diag *diag);
bool ra_value_get_number(const ra_value *object, const char *key, bool required, double *out,
                         ra_diag *diag);
bool ra_value_get_bool(const ra_value *object, const char *key, bool required, bool *out,
                       ra_diag *diag);
bool ra_value_get_array(const ra_value *object, const char *key, bool required,
                        const ra_value **out, ra_diag *diag);
bool ra_value_get_object(const ra_value *object, const char *key, bool required,
                         const ra_value **out, ra_diag *diag);

/* Reads a string member that must be one of `count` names into its index. */
bool ra_value_get_choice(const ra_value *object, const char *key, bool required,
                         const char *const *names, size_t count, int *out, ra_diag *diag);

/* Reports every member whose key is not among `known` (NULL-terminated), with the nearest known
 * name. Returned: true where there was none. */
bool ra_value_check_keys(const ra_value *object, const char *const *known, ra_diag *diag);

/* Appends the value as JSON that reads back to the same value. */
void ra_value_emit(const ra_value *value, ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
