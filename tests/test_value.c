/* Typed reading of members, and messages at values, keys and bytes. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/json.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

static ra_json *json;
static ra_diag *diag;

/* Parses a text with ' in place of ". */
static const ra_value *parse(const char *quoted)
{
    char *text = strdup(quoted);
    for (char *c = text; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    diag = ra_diag_new();
    ck_assert_int_eq(ra_json_parse(&json, "f", text, strlen(text), diag), RA_OK);
    free(text);
    return ra_json_root(json);
}

static void check_messages(const char *expected)
{
    char *messages = written_messages(diag);
    ck_assert_str_eq(messages, expected);
    free(messages);
    ra_json_free(json);
    ra_diag_free(diag);
}

START_TEST(test_get)
{
    const ra_value *root = parse("{'s':'x','n':2.5,'b':true,'a':[1,2],'o':{'k':null}}");
    const char *string = NULL;
    double number = 0;
    bool truth = false;
    const ra_value *array = NULL, *object = NULL;
    int choice = -1;
    static const char *const names[] = {"w", "x"};
    ck_assert(ra_value_get_string(root, "s", true, &string, diag));
    ck_assert_str_eq(string, "x");
    ck_assert(ra_value_get_number(root, "n", true, &number, diag) && number == 2.5);
    ck_assert(ra_value_get_bool(root, "b", true, &truth, diag) && truth);
    ck_assert(ra_value_get_array(root, "a", true, &array, diag));
    ck_assert_uint_eq(ra_value_count(array), 2);
    ck_assert(ra_value_get_object(root, "o", true, &object, diag));
    ck_assert_str_eq(ra_value_key(ra_value_first(object)), "k");
    ck_assert(ra_value_get_choice(root, "s", true, names, 2, &choice, diag) && choice == 1);
    ck_assert(!ra_value_get_number(root, "absent", false, &number, diag) && number == 2.5);
    ck_assert_ptr_null(ra_value_find(array, "a"));
    ck_assert_ptr_null(ra_value_next(root));
    ck_assert_ptr_null(ra_value_first(ra_value_find(root, "n")));
    ck_assert_uint_eq(ra_value_count(ra_value_find(root, "s")), 0);
    check_messages("");
}
END_TEST

START_TEST(test_get_wrong)
{
    const ra_value *root = parse("{'p':\n {'s':1,'n':'x',\n'b':null,'o':[]}}");
    const ra_value *p = ra_value_find(root, "p"), *out = NULL;
    const char *string = "before";
    double number = 7;
    bool truth = true;
    ck_assert(!ra_value_get_string(p, "s", true, &string, diag));
    ck_assert(!ra_value_get_number(p, "n", true, &number, diag));
    ck_assert(!ra_value_get_bool(p, "b", true, &truth, diag));
    ck_assert(!ra_value_get_object(p, "o", true, &out, diag));
    ck_assert(!ra_value_get_array(p, "absent", true, &out, diag));
    ck_assert(strcmp(string, "before") == 0 && number == 7 && truth && !out);
    check_messages("f:2:2: error: missing 'absent' (/p)\n"
                   "    2 |  {\"s\":1,\"n\":\"x\",\n"
                   "      |  ^\n"
                   "f:2:7: error: 's' must be a string, not a number (/p/s)\n"
                   "    2 |  {\"s\":1,\"n\":\"x\",\n"
                   "      |       ^\n"
                   "f:2:13: error: 'n' must be a number, not a string (/p/n)\n"
                   "    2 |  {\"s\":1,\"n\":\"x\",\n"
                   "      |             ^\n"
                   "f:3:5: error: 'b' must be true or false, not null (/p/b)\n"
                   "    3 | \"b\":null,\"o\":[]}}\n"
                   "      |     ^\n"
                   "f:3:14: error: 'o' must be an object, not an array (/p/o)\n"
                   "    3 | \"b\":null,\"o\":[]}}\n"
                   "      |              ^\n");
}
END_TEST

START_TEST(test_check_keys)
{
    static const char *const known[] = {"formula", "unit", NULL};
    const ra_value *root = parse("[{'formula':1,'unit':2},{'fromula':1,'zebra':2}]");
    ck_assert(ra_value_check_keys(ra_value_first(root), known, diag));
    ck_assert(!ra_value_check_keys(ra_value_next(ra_value_first(root)), known, diag));
    check_messages("f:1:26: error: unknown key 'fromula'; did you mean 'formula'? (/1/fromula)\n"
                   "    1 | [{\"formula\":1,\"unit\":2},{\"fromula\":1,\"zebra\":2}]\n"
                   "      |                          ^\n"
                   "f:1:38: error: unknown key 'zebra'; known are formula, unit (/1/zebra)\n"
                   "    1 | [{\"formula\":1,\"unit\":2},{\"fromula\":1,\"zebra\":2}]\n"
                   "      |                                      ^\n");
}
END_TEST

START_TEST(test_choice_wrong)
{
    static const char *const names[] = {"primary", "secondary"};
    const ra_value *root = parse("{'evidence':'secundary'}");
    int choice = 5;
    ck_assert(!ra_value_get_choice(root, "evidence", true, names, 2, &choice, diag));
    ck_assert_int_eq(choice, 5);
    check_messages("f:1:13: error: unknown evidence 'secundary'; did you mean 'secondary'? "
                   "(/evidence)\n"
                   "    1 | {\"evidence\":\"secundary\"}\n"
                   "      |             ^\n");
}
END_TEST

/* Each byte of the decoded string against its column in: "a\n\u00e9\ud83d\ude00<e9>z" */
START_TEST(test_report_byte)
{
    static const size_t columns[] = {2, 3, 5, 5, 11, 11, 11, 11, 23, 23, 24, 25, 25};
    const ra_value *root = parse("'a\\n\\u00e9\\ud83d\\ude00\xC3\xA9z'");
    ck_assert_uint_eq(strlen(ra_value_string(root)), 11);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        ra_diag *own = ra_diag_new();
        ra_value_report_byte(root, i, own, RA_ERROR, "here");
        ck_assert_uint_eq(ra_diag_message(own, 0)->column, columns[i]);
        ra_diag_free(own);
    }
    check_messages("");
}
END_TEST

START_TEST(test_pointer)
{
    const ra_value *root = parse("{'a/b':[0,{'c~':[[1]]}]}"), *v = ra_value_first(root);
    ra_value_report(root, diag, RA_NOTE, "root");
    v = ra_value_next(ra_value_first(v));
    v = ra_value_first(ra_value_first(ra_value_first(v)));
    ra_value_report_key(v, diag, RA_WARNING, "deep %d", 1);
    ck_assert_ptr_null(ra_diag_message(diag, 0)->pointer);
    ck_assert_str_eq(ra_diag_message(diag, 1)->pointer, "/a~1b/1/c~0/0/0");
    ck_assert_uint_eq(ra_diag_message(diag, 1)->column, 19);
    ra_json_free(json);
    ra_diag_free(diag);
}
END_TEST

/* What is written reads back to the same, escapes and digits included. */
START_TEST(test_emit)
{
    static const char text[] = "{\"a\": [1, -0.1, 1e-300, 4.604094871349993], \"b\\\\\": "
                               "\"\\u0001\\\"\\\\ \xc3\xa9\", \"c\": [true, false, null, {}, []]}";
    ra_text out = {0};

    ra_value_emit(parse(text), &out);
    ck_assert_str_eq(out.data, text);
    ra_text_free(&out);
    check_messages("");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("value");
    TCase *tests = tcase_create("value");
    tcase_add_test(tests, test_get);
    tcase_add_test(tests, test_get_wrong);
    tcase_add_test(tests, test_check_keys);
    tcase_add_test(tests, test_choice_wrong);
    tcase_add_test(tests, test_report_byte);
    tcase_add_test(tests, test_pointer);
    tcase_add_test(tests, test_emit);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
