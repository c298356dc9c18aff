/* The inside of a JSON document; shared by json.c, json_scan.c, value.c and value_read.c. */
#ifndef RA_JSON_TYPES_H
#define RA_JSON_TYPES_H

#include <stdint.h>

#include "models/arena.h"
#include "models/json.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_JSON_MAX_TEXT   ((size_t)16 << 20)
#define RA_JSON_MAX_DEPTH  64
#define RA_JSON_MAX_VALUES 1000000u
#define RA_JSON_MAX_STRING ((size_t)64 << 10)
/* cJSON copies a number into 64 bytes; no double needs as many. */
#define RA_JSON_MAX_NUMBER 60
#define RA_JSON_NONE       UINT32_MAX

/* Where a value stands. A document is scanned in preorder: a value comes before its members. */
typedef struct {
    uint32_t offset; /* of its first byte */
    uint32_t key;    /* of the quote before its key; RA_JSON_NONE: not a member */
    double number;   /* of a number */
} ra_json_place;

struct ra_value {
    const ra_json *json;
    const char *key;    /* NULL: not a member */
    const char *string; /* of a string */
    double number;      /* of a number; 0 or 1 of a boolean */
    uint32_t offset, key_offset;
    uint32_t parent, next; /* indices in the document; RA_JSON_NONE: none */
    uint32_t count;        /* members or elements; the first follows its parent at once */
    uint32_t index;        /* among its siblings */
    ra_value_type type;
};

struct ra_json {
    char *name;
    char *text; /* with a NUL behind it */
    size_t length;
    ra_arena *tree; /* with cJSON's, which owns keys and strings */
    ra_value *values;
    size_t count;
};

/* Checks that a text is one strict JSON value within the limits. Given: its file name, text and
 * length, with a NUL behind it. Returned: RA_OK with the places of all values, freed with ra_free;
 * RA_INVALID with a message at the first fault; RA_NOMEM. */
ra_status ra_json_scan(ra_json_place **places, size_t *count, const ra_locus *document,
                       ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
