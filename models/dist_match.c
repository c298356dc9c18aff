/* Which of the forms of a law the keys of an object are. */
#include "models/dist_read.h"

#include <string.h>

enum { KEYS_MOST = 32, KEY_LENGTH = 24 };

/* Takes the next key from the text of a form. Returned: false at the end. */
static bool next_key(const char **keys, char *key, bool *optional)
{
    *keys += strspn(*keys, " ");
    size_t length = strcspn(*keys, " ");
    *optional = length > 0 && **keys == '[';
    size_t plain = *optional ? length - 2 : length;
    memcpy(key, *keys + *optional, plain);
    key[plain] = '\0';
    *keys += length;
    return length > 0;
}

/* The key of the member that the caller reads itself, where this object has it (the components of a
 * mixture have not), or NULL. */
static const char *callers_key(const ra_reader *in)
{
    const ra_value *read = in->figure->read;
    return read && ra_value_find(in->object, ra_value_key(read)) == read ? ra_value_key(read)
                                                                         : NULL;
}

/* Whether the object has all keys that a form requires, and no other. */
static bool matches(const ra_form *form, const ra_reader *in)
{
    const ra_value *object = in->object;
    const char *keys = form->keys;
    char key[KEY_LENGTH];
    bool optional;
    size_t known = 1; /* "type" */
    known += ra_value_find(object, "truncate") != NULL;
    known += ra_value_find(object, "clip") != NULL;
    known += callers_key(in) != NULL;
    while (next_key(&keys, key, &optional)) {
        bool there = ra_value_find(object, key) != NULL;
        if (!there && !optional)
            return false;
        known += there;
    }
    return known == ra_value_count(object);
}

/* Reports keys that no form of the law has. Returned: true where there is none. */
static bool check_keys(const ra_reader *in, const ra_dist_type *type)
{
    char names[KEYS_MOST][KEY_LENGTH];
    const char *known[KEYS_MOST + 5] = {"type", "truncate", "clip"};
    size_t count = 0;
    bool optional;
    for (const ra_form *form = ra_dist_forms; form->type; form++) {
        const char *keys = form->keys;
        while (form->type == type && count < KEYS_MOST &&
               next_key(&keys, names[count], &optional)) {
            size_t i = 0;
            while (i < count && strcmp(names[i], names[count]) != 0)
                i++;
            if (i == count)
                known[3 + count] = names[count], count++;
        }
    }
    known[3 + count] = callers_key(in);
    return ra_value_check_keys(in->object, known, in->diag);
}

/* Whether a form has a key. */
static bool form_has(const ra_form *form, const char *wanted)
{
    const char *keys = form->keys;
    char key[KEY_LENGTH];
    bool optional, found = false;
    while (!found && next_key(&keys, key, &optional))
        found = strcmp(key, wanted) == 0;
    return found;
}

/* The form that has most of the object's keys, the first of equals: the one probably meant. */
static const ra_form *nearest_form(const ra_reader *in, const ra_dist_type *type)
{
    const ra_form *best = NULL;
    size_t most = 0;
    for (const ra_form *form = ra_dist_forms; form->type; form++) {
        size_t common = 0;
        for (const ra_value *m = ra_value_first(in->object); m; m = ra_value_next(m))
            common += form_has(form, ra_value_key(m));
        if (form->type == type && (!best || common > most)) {
            best = form;
            most = common;
        }
    }
    return best;
}

/* What keeps the object from being of the form: a key that the form does not have (the last such
 * one: a second spread written behind the first), else a key that is missing. */
static const ra_value *describe_misfit(const ra_reader *in, const ra_form *form, ra_text *out)
{
    const ra_value *stray = NULL, *known = NULL;
    for (const ra_value *m = ra_value_first(in->object); m; m = ra_value_next(m)) {
        const char *key = ra_value_key(m);
        bool common = strcmp(key, "type") == 0 || strcmp(key, "truncate") == 0 ||
                      strcmp(key, "clip") == 0 || m == in->figure->read;
        if (form_has(form, key))
            known = m;
        else if (!common)
            stray = m;
    }
    if (stray) {
        ra_text_format(out, "'%s' does not go with '%s'", ra_value_key(stray),
                       known ? ra_value_key(known) : in->name);
        return stray;
    }
    const char *keys = form->keys;
    char key[KEY_LENGTH];
    bool optional = false;
    while (next_key(&keys, key, &optional) && (optional || ra_reader_has(in, key)))
        continue;
    if (known)
        ra_text_format(out, "'%s' needs '%s' too", ra_value_key(known), key);
    else
        ra_text_format(out, "'%s' needs its parameters", in->name);
    return known ? known : in->object;
}

/* "'expanded' needs 'k' too; 'normal' takes one of these ...: [mean] sd [df] | ..." */
static void report_forms(const ra_reader *in, const ra_dist_type *type)
{
    ra_text text = {0};
    const ra_value *at = describe_misfit(in, nearest_form(in, type), &text);
    ra_text_format(&text, "; '%s' takes (in brackets what may be left out): ", in->name);
    for (size_t i = 0; ra_dist_form_at(type, i); i++)
        ra_text_format(&text, "%s%s", i ? " | " : "", ra_dist_form_at(type, i));
    ra_value_report(at, in->diag, RA_ERROR, "%s", text.failed ? "out of memory" : text.data);
    ra_text_free(&text);
}

const ra_form *ra_form_find(const ra_reader *in, const ra_dist_type *type)
{
    for (const ra_form *form = ra_dist_forms; form->type; form++)
        if (form->type == type && matches(form, in))
            return form;
    if (check_keys(in, type))
        report_forms(in, type);
    return NULL;
}
