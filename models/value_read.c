/* Typed reading of the members of an object. */
#include <string.h>

#include "models/json_types.h"

static const char *type_text(ra_value_type type)
{
    static const char *const texts[] = {"null",     "true or false", "a number",
                                        "a string", "an array",      "an object"};
    return texts[type];
}

/* Returns the member if it is there with the right type, else reports and returns NULL. */
static const ra_value *get(const ra_value *object, const char *key, bool required,
                           ra_value_type type, ra_diag *diag)
{
    const ra_value *member = ra_value_find(object, key);
    if (!member && required)
        ra_value_report(object, diag, RA_ERROR, "missing '%s'", key);
    if (!member || member->type == type)
        return member;
    ra_value_report(member, diag, RA_ERROR, "'%s' must be %s, not %s", key, type_text(type),
                    type_text(member->type));
    return NULL;
}

bool ra_value_get_string(const ra_value *object, const char *key, bool required, const char **out,
                         ra_diag *diag)
{
    const ra_value *member = get(object, key, required, RA_STRING, diag);
    if (member)
        *out = member->string;
    return member != NULL;
}

bool ra_value_get_number(const ra_value *object, const char *key, bool required, double *out,
                         ra_diag *diag)
{
    const ra_value *member = get(object, key, required, RA_NUMBER, diag);
    if (member)
        *out = member->number;
    return member != NULL;
}

bool ra_value_get_bool(const ra_value *object, const char *key, bool required, bool *out,
                       ra_diag *diag)
{
    const ra_value *member = get(object, key, required, RA_BOOL, diag);
    if (member)
        *out = member->number != 0;
    return member != NULL;
}

bool ra_value_get_array(const ra_value *object, const char *key, bool required,
                        const ra_value **out, ra_diag *diag)
{
    const ra_value *member = get(object, key, required, RA_ARRAY, diag);
    if (member)
        *out = member;
    return member != NULL;
}

bool ra_value_get_object(const ra_value *object, const char *key, bool required,
                         const ra_value **out, ra_diag *diag)
{
    const ra_value *member = get(object, key, required, RA_OBJECT, diag);
    if (member)
        *out = member;
    return member != NULL;
}

/* Reports a name that is not among the known ones: with the nearest or, where none is near, with
 * all of them if they are few. */
static void report_unknown(const ra_value *value, bool at_key, const char *what, const char *name,
                           const char *const *known, size_t count, ra_diag *diag)
{
    /* Nobody will see a hint behind a full list, and a hostile file has a million unknown keys. */
    bool shown = diag && ra_diag_count(diag, RA_ERROR) < RA_DIAG_CAP;
    const char *nearest = shown ? ra_text_nearest(name, known, count) : NULL;
    ra_text hint = {0};
    if (nearest)
        ra_text_format(&hint, "; did you mean '%s'?", nearest);
    for (size_t i = 0; shown && !nearest && count <= 20 && i < count; i++)
        ra_text_format(&hint, "%s%s", i ? ", " : "; known are ", known[i]);
    const char *tail = hint.failed || !hint.data ? "" : hint.data;
    if (at_key)
        ra_value_report_key(value, diag, RA_ERROR, "unknown %s '%s'%s", what, name, tail);
    else
        ra_value_report(value, diag, RA_ERROR, "unknown %s '%s'%s", what, name, tail);
    ra_text_free(&hint);
}

bool ra_value_get_choice(const ra_value *object, const char *key, bool required,
                         const char *const *names, size_t count, int *out, ra_diag *diag)
{
    const ra_value *member = get(object, key, required, RA_STRING, diag);
    if (!member)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], member->string) == 0) {
            *out = (int)i;
            return true;
        }
    }
    report_unknown(member, false, key, member->string, names, count, diag);
    return false;
}

bool ra_value_check_keys(const ra_value *object, const char *const *known, ra_diag *diag)
{
    size_t count = 0;
    bool good = true;
    while (known[count])
        count++;
    for (const ra_value *m = ra_value_first(object); m; m = ra_value_next(m)) {
        size_t i = 0;
        while (i < count && strcmp(known[i], m->key) != 0)
            i++;
        if (i < count)
            continue;
        report_unknown(m, true, "key", m->key, known, count, diag);
        good = false;
    }
    return good;
}
