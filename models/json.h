/* Strict JSON (RFC 8259) with the place of every value.
 *
 * cJSON builds the tree, but takes too much (01, 1e999, duplicate keys, trailing text, bad UTF-8,
 * raw tabs) and keeps no positions. A scanner of our own therefore reads the text first, refuses
 * what the RFC refuses, and records where each value and key stands. Limits: 16 MiB of text, depth
 * 64, 1e6 values, 64 KiB for a string, 60 characters for a number. A byte order mark is an error
 * that says so.
 *
 * What a value is asked for must be of its type: that is an assertion. Everything is borrowed
 * from the document. Units: none; places are bytes. Errors: functions that take `diag` report
 * there, at the place of the value. Source: RFC 8259. */
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

/* The types of JSON. */
typedef enum { RA_NULL, RA_BOOL, RA_NUMBER, RA_STRING, RA_ARRAY, RA_OBJECT } ra_value_type;

/* Reads a file. Given: the `path` of a regular file. Returned: RA_OK with *out, which the caller
 * frees with ra_json_free; RA_IO (cannot be read), RA_INVALID (not strict JSON) or RA_NOMEM with
 * messages. */
ra_status ra_json_load(ra_json **out, const char *path, ra_diag *diag);

/* Reads from memory. Given: the `name` that messages use for the file; `length` bytes of `text`,
 * which are copied. Returned: as ra_json_load, but for RA_IO: *out, or RA_INVALID, RA_NOMEM. */
ra_status ra_json_parse(ra_json **out, const char *name, const char *text, size_t length,
                        ra_diag *diag);
/* Given: `json` with all its values, or NULL. */
void ra_json_free(ra_json *json);

/* Given: `json`. Returned: the value that is the document. */
const ra_value *ra_json_root(const ra_json *json);

/* Given: `json`. Returned: its bytes as they were read, for hashing, and in *length their number.
 */
const char *ra_json_text(const ra_json *json, size_t *length);

/* Given: `json`. Returned: the file name as it was given. */
const char *ra_json_name(const ra_json *json);

/* Given: a `value`. Returned: its type. */
ra_value_type ra_value_kind(const ra_value *value);

/* Given: a `value`, a string. Returned: it in UTF-8, without NUL bytes. */
const char *ra_value_string(const ra_value *value);

/* Given: a `value`, a number. Returned: it, always finite. */
double ra_value_number(const ra_value *value);

/* Given: a `value`, true or false. Returned: it. */
bool ra_value_bool(const ra_value *value);

/* Given: a `value`. Returned: its key, or NULL where it is no member of an object. */
const char *ra_value_key(const ra_value *value);

/* Given: a `value`. Returned: how many members or elements it has; 0 for other types. */
size_t ra_value_count(const ra_value *value);

/* Given: a `value`. Returned: its first member or element, or NULL. */
const ra_value *ra_value_first(const ra_value *value);

/* Given: a `value`. Returned: the member or element behind it, or NULL. */
const ra_value *ra_value_next(const ra_value *value);

/* Given: an `object`, a `key`. Returned: the member of that key, or NULL. */
const ra_value *ra_value_find(const ra_value *object, const char *key);

/* Reports at a value. Given: the `value`, the `severity`, a `format` of printf and what it asks
 * for. */
void ra_value_report(const ra_value *value, ra_diag *diag, ra_severity severity,
                     const char *format, ...) RA_PRINTF(4, 5);

/* Reports at the key in front of a value. Given: as ra_value_report: `value`, `severity`,
 * `format`. */
void ra_value_report_key(const ra_value *value, ra_diag *diag, ra_severity severity,
                         const char *format, ...) RA_PRINTF(4, 5);

/* Reports inside a string. Given: the `string`; a `byte` of the decoded text, whatever escapes
 * stand in front of it; `severity` and `format` as above. */
void ra_value_report_byte(const ra_value *string, size_t byte, ra_diag *diag,
                          ra_severity severity, const char *format, ...) RA_PRINTF(5, 6);

/* Reads a member that is a string. Given: an `object`, a `key`; where the member is `required` its
 * absence is an error. Returned: true where *out was set; else it is as it was. */
bool ra_value_get_string(const ra_value *object, const char *key, bool required,
                         const char **out, ra_diag *diag);

/* Reads a member that is a number. Given: `object`, `key`, `required` as for ra_value_get_string.
 * Returned: true where *out was set. */
bool ra_value_get_number(const ra_value *object, const char *key, bool required, double *out,
                         ra_diag *diag);

/* Reads a member that is true or false. Given: `object`, `key`, `required` as for
 * ra_value_get_string. Returned: true where *out was set. */
bool ra_value_get_bool(const ra_value *object, const char *key, bool required, bool *out,
                       ra_diag *diag);

/* Reads a member that is an array. Given: `object`, `key`, `required` as for ra_value_get_string.
 * Returned: true where *out was set. */
bool ra_value_get_array(const ra_value *object, const char *key, bool required,
                        const ra_value **out, ra_diag *diag);

/* Reads a member that is an object. Given: `object`, `key`, `required` as for ra_value_get_string.
 * Returned: true where *out was set. */
bool ra_value_get_object(const ra_value *object, const char *key, bool required,
                         const ra_value **out, ra_diag *diag);

/* Reads a member that is one of several strings. Given: `object`, `key`, `required` as for
 * ra_value_get_string; `count` `names`. Returned: true where *out was set to the index of its
 * name. */
bool ra_value_get_choice(const ra_value *object, const char *key, bool required,
                         const char *const *names, size_t count, int *out, ra_diag *diag);

/* Reports every member that nobody knows, with the nearest known key. Given: an `object`; the keys
 * that are `known`, NULL behind the last. Returned: true where there was none. */
bool ra_value_check_keys(const ra_value *object, const char *const *known, ra_diag *diag);

/* Appends JSON that reads back to the same value. Given: a `value`; `out`, which takes it. */
void ra_value_emit(const ra_value *value, ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
