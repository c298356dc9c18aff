/* The JSON Schema says about distributions what their reader says: the same laws, the same keys. */
#include <check.h>
#include <string.h>

#include "models/dist_read.h"
#include "models/dist_types.h"
#include "tests/support/run.h"

static ra_json *schema;

static void set_up(void)
{
    ra_diag *diag = ra_diag_new();
    ck_assert_int_eq(ra_json_load(&schema, REAUDIT_SOURCE_DATA "/models/claim.schema.json", diag),
                     RA_OK);
    ra_diag_free(diag);
}

static void tear_down(void)
{
    ra_json_free(schema);
}

static const ra_value *law_properties(const char *name)
{
    ra_text key = {0};
    ra_text_format(&key, "law_%s", name);
    const ra_value *law = ra_value_find(ra_value_find(ra_json_root(schema), "$defs"), key.data);
    ck_assert_msg(law != NULL, "the schema does not know '%s'", name);
    ra_text_free(&key);
    return ra_value_find(law, "properties");
}

/* Goes over the words of a form, "[mean] sd [df]", without their brackets. */
static bool next_word(const char **form, char word[64])
{
    *form += strspn(*form, " []");
    size_t length = strcspn(*form, " []");
    ck_assert_uint_lt(length, 64);
    memcpy(word, *form, length);
    word[length] = '\0';
    *form += length;
    return length > 0;
}

static bool form_has(const char *form, const char *key)
{
    char word[64];
    while (next_word(&form, word))
        if (strcmp(word, key) == 0)
            return true;
    return false;
}

START_TEST(schema_has_every_key_of_every_form)
{
    char word[64];
    for (const ra_form *form = ra_dist_forms; form->type; form++) {
        const ra_value *properties = law_properties(form->type->name);
        const char *keys = form->keys;
        while (next_word(&keys, word))
            ck_assert_msg(ra_value_find(properties, word) != NULL, "%s has '%s'", form->type->name,
                          word);
    }
}
END_TEST

static bool any_form_has(const char *law, const char *key)
{
    for (const ra_form *form = ra_dist_forms; form->type; form++)
        if (strcmp(form->type->name, law) == 0 && form_has(form->keys, key))
            return true;
    return false;
}

START_TEST(schema_has_no_other_keys)
{
    for (size_t i = 0; ra_dist_type_at(i); i++) {
        const char *law = ra_dist_type_at(i)->name;
        for (const ra_value *v = ra_value_first(law_properties(law)); v; v = ra_value_next(v)) {
            const char *key = ra_value_key(v);
            bool common = form_has("type truncate clip", key);
            ck_assert_msg(common || any_form_has(law, key), "'%s' has no '%s'", law, key);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim schema");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, schema_has_every_key_of_every_form);
    tcase_add_test(all, schema_has_no_other_keys);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
