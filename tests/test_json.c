/* Strict JSON: what is refused, with its place; what is read; the limits. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "models/json.h"
#include "tests/support/files.h"
#include "tests/support/locale.h"
#include "tests/support/run.h"

/* Texts that are no strict JSON, with the first message. */
static const struct {
    const char *text, *expected;
} refused[] = {
    {"", "f:1:1: error: the text ends where a value should stand"},
    {" \n ", "f:1:1: error: the text ends where a value should stand"},
    {"{", "f:1:2: error: the text ends where a key in double quotes should stand"},
    {"[1", "f:1:3: error: the text ends where ',' or ']' should stand"},
    {"[1,\n\n", "f:1:4: error: the text ends where a value should stand"},
    {"{\"a\"", "f:1:5: error: the text ends where ':' behind the key should stand"},
    {"{\"a\":", "f:1:6: error: the text ends where a value should stand"},
    {"01", "f:1:1: error: a number may not start with 0"},
    {"-012", "f:1:2: error: a number may not start with 0"},
    {"1e999", "f:1:1: error: number too large"},
    {"-1e999", "f:1:1: error: number too large"},
    {"1e-999", "f:1:1: error: number too small"},
    {"NaN", "f:1:1: error: expected a value, not 'NaN'"},
    {"[Infinity]", "f:1:2: error: expected a value, not 'Infinity'"},
    {"-Infinity", "f:1:2: error: a number needs a digit behind '-'"},
    {"+1", "f:1:1: error: expected a value, not '+'"},
    {".5", "f:1:1: error: expected a value, not '.'"},
    {"5.", "f:1:3: error: a number needs a digit behind the point"},
    {"5e", "f:1:3: error: a number needs a digit in the exponent"},
    {"5e+", "f:1:4: error: a number needs a digit in the exponent"},
    {"0x10", "f:1:2: error: text behind the end of the value"},
    {"[0x10]", "f:1:3: error: expected ',' or ']', not 'x'"},
    {"[1_000]", "f:1:3: error: expected ',' or ']', not '_'"},
    {"1 2", "f:1:3: error: text behind the end of the value"},
    {"{}\n{}", "f:2:1: error: text behind the end of the value"},
    {"True", "f:1:1: error: expected a value, not 'True'"},
    {"truer", "f:1:1: error: expected a value, not 'truer'"},
    {"true1", "f:1:1: error: expected a value, not 'true'"},
    {"nu_l", "f:1:1: error: expected a value, not 'nu_l'"},
    {"$1", "f:1:1: error: expected a value, not '$'"},
    {"[@]", "f:1:2: error: expected a value, not '@'"},
    {"[Z]", "f:1:2: error: expected a value, not 'Z'"},
    {"[\xc3\xa9]", "f:1:2: error: expected a value, not '\xc3\xa9'"},
    {"abcdefghijklmnopqrstuvwxyzabcdefgh",
     "f:1:1: error: expected a value, not 'abcdefghijklmnopqrstuvwxyzabcd'"},
    {"[1\n-2]", "f:1:3: error: expected ',' or ']' here, before the next line"},
    {"[1\n[2]]", "f:1:3: error: expected ',' or ']' here, before the next line"},
    {"[1\n{}]", "f:1:3: error: expected ',' or ']' here, before the next line"},
    {"[1\n\"2\"]", "f:1:3: error: expected ',' or ']' here, before the next line"},
    {"[1\ntrue]", "f:1:3: error: expected ',' or ']' here, before the next line"},
    {"\"\\ud83d", "f:1:2: error: \\ud83d is half of a surrogate pair"},
    {"\"\\ud83dx\"", "f:1:2: error: \\ud83d is half of a surrogate pair"},
    {"\"\\ud83d\\n12345\"", "f:1:2: error: \\ud83d is half of a surrogate pair"},
    {"\"\\ud83d\\ud83d\"", "f:1:2: error: \\ud83d is half of a surrogate pair"},
    {"\"\\ud83d\\ue000\"", "f:1:2: error: \\ud83d is half of a surrogate pair"},
    {"\"\\udc00\\udc00\"", "f:1:2: error: \\udc00 is half of a surrogate pair"},
    {"\"a\rb\"", "f:1:3: error: the string is not closed on its line"},
    {"nul", "f:1:1: error: expected a value, not 'nul'"},
    {"[1,]", "f:1:4: error: a comma before ']'"},
    {"[,]", "f:1:2: error: expected a value, not ','"},
    {"{\"a\":1,\n}", "f:2:1: error: a comma before '}'"},
    {"{,}", "f:1:2: error: expected a key in double quotes, not ','"},
    {"[1 2]", "f:1:4: error: expected ',' or ']', not '2'"},
    {"{\"a\":1\n \"b\":2}", "f:1:7: error: expected ',' or '}' here, before the next line"},
    {"[1  \n\n 2]", "f:1:3: error: expected ',' or ']' here, before the next line"},
    {"[1\n}", "f:2:1: error: expected ',' or ']', not '}'"},
    {"[1\n// 2\n]", "f:2:1: error: JSON has no comments; use a \"note\""},
    {"{\"a\" 1}", "f:1:6: error: expected ':' behind the key, not '1'"},
    {"{\"a\",1}", "f:1:5: error: expected ':' behind the key, not ','"},
    {"{a:1}", "f:1:2: error: expected a key in double quotes, not 'a'"},
    {"{1:1}", "f:1:2: error: expected a key in double quotes, not '1'"},
    {"{'a':1}", "f:1:2: error: strings and keys take double quotes, not single ones"},
    {"['a']", "f:1:2: error: strings and keys take double quotes, not single ones"},
    {"[1} ", "f:1:3: error: expected ',' or ']', not '}'"},
    {"{\"a\":}", "f:1:6: error: expected a value, not '}'"},
    {"[1 // one\n]", "f:1:4: error: JSON has no comments; use a \"note\""},
    {"/* a */ 1", "f:1:1: error: JSON has no comments; use a \"note\""},
    {"# a\n1", "f:1:1: error: JSON has no comments; use a \"note\""},
    {"\xEF\xBB\xBF{}", "f:1:1: error: starts with a byte order mark; save it as UTF-8 without one"},
    {"\"a", "f:1:1: error: the string is not closed"},
    {"\"a\\\"", "f:1:1: error: the string is not closed"},
    {"\"a\nb\"", "f:1:3: error: the string is not closed on its line"},
    {"\"a\tb\"", "f:1:3: error: control character 0x09 in a string; write \\u0009"},
    {"\"\x1F\"", "f:1:2: error: control character 0x1F in a string; write \\u001F"},
    {"\"\\u0000\"", "f:1:2: error: a string may not contain \\u0000"},
    {"\"\\x41\"", "f:1:2: error: unknown escape in a string; write \\\\ for a backslash"},
    {"\"\\u12g4\"", "f:1:2: error: \\u takes four hexadecimal digits"},
    {"\"\\u12", "f:1:2: error: \\u takes four hexadecimal digits"},
    {"\"\\", "f:1:2: error: unknown escape in a string; write \\\\ for a backslash"},
    {"\"\\ud800\"", "f:1:2: error: \\ud800 is half of a surrogate pair"},
    {"\"\\ud800\\u0041\"", "f:1:2: error: \\ud800 is half of a surrogate pair"},
    {"\"a\\udc00\"", "f:1:3: error: \\udc00 is half of a surrogate pair"},
    {"\"\xFF\"", "f:1:2: error: not valid UTF-8"},
    {"\"\xC0\x80\"", "f:1:2: error: not valid UTF-8"},
    {"\"\xED\xA0\x80\"", "f:1:2: error: not valid UTF-8"},
    {"\"\xF4\x90\x80\x80\"", "f:1:2: error: not valid UTF-8"},
    {"\"\xE2\x82\"", "f:1:2: error: not valid UTF-8"},
    {"[\xFF]", "f:1:2: error: expected a value, not '\\xFF'"},
    {"[\xC2\xA0" "1]", "f:1:2: error: expected a value, not '\xC2\xA0'"},
    {"{\"a\":1,\n\"a\":2}", "f:2:1: error: duplicate key 'a' (first on line 1) (/a)"},
    {"{\"a\":1,\n\"\\u0061\":2}", "f:2:1: error: duplicate key 'a' (first on line 1) (/a)"},
    {"[{\"b\":{\"\":1,\"\":2}}]", "f:1:13: error: duplicate key '' (first on line 1) (/0/b/)"},
    {"{\"a/b~\":{\"x\":1,\"x\":1}}", "f:1:16: error: duplicate key 'x' (first on line 1) (/a~1b~0/x)"},
};

START_TEST(test_refused)
{
    ra_json *json = NULL;
    ra_diag *diag = ra_diag_new();
    const char *text = refused[_i].text;
    ck_assert_int_eq(ra_json_parse(&json, "f", text, strlen(text), diag), RA_INVALID);
    ck_assert_ptr_null(json);
    char *message = first_message(diag);
    ck_assert_str_eq(message, refused[_i].expected);
    free(message);
    ra_diag_free(diag);
}
END_TEST

/* Appends a value in one canonical form, by the public functions alone. */
static void emit(ra_text *out, const ra_value *value)
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
        ra_text_format(out, "<%s>", ra_value_string(value));
        break;
    case RA_ARRAY:
    case RA_OBJECT:
        ra_text_append(out, ra_value_kind(value) == RA_ARRAY ? "[" : "{");
        for (const ra_value *m = ra_value_first(value); m; m = ra_value_next(m)) {
            if (ra_value_key(m))
                ra_text_format(out, "%s:", ra_value_key(m));
            emit(out, m);
            ra_text_append(out, ra_value_next(m) ? "," : "");
        }
        ra_text_append(out, ra_value_kind(value) == RA_ARRAY ? "]" : "}");
        break;
    }
}

static const struct {
    const char *text, *expected;
} accepted[] = {
    {"0", "0"},
    {"-0", "-0"},
    {" 7\r\n\t", "7"},
    {"1.5e+3", "1500"},
    {"1E-2", "0.01"},
    {"0.1", "0.1"},
    {"0e5", "0"},
    {"0.0", "0"},
    {"1.7976931348623157e308", "1.7976931348623157e+308"},
    {"5e-324", "5e-324"},
    {"2.2250738585072011e-308", "2.225073858507201e-308"},
    {"9007199254740993", "9007199254740992"},
    {"null", "null"},
    {"[true,false,null]", "[true,false,null]"},
    {"\"\"", "<>"},
    {"\"a\\n\\t\\\"\\\\\\/\\b\\f\\r\"", "<a\n\t\"\\/\b\f\r>"},
    {"\"\\u00e9\\u20AC\\ud83d\\ude00\"", "<\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80>"},
    {"\"\xF0\x9F\x98\x80\x7F\"", "<\xF0\x9F\x98\x80\x7F>"},
    {"[]", "[]"},
    {"{}", "{}"},
    {" { \"a\" : [ 1 , { \"b\" : [ ] } , \"c\" ] , \"d\" : { } } ", "{a:[1,{b:[]},<c>],d:{}}"},
    {"{\"a\":1,\"A\":2}", "{a:1,A:2}"},
};

START_TEST(test_accepted)
{
    ra_json *json = NULL;
    ra_diag *diag = ra_diag_new();
    ra_text out = {0};
    const char *text = accepted[_i].text;
    ck_assert_int_eq(ra_json_parse(&json, "f", text, strlen(text), diag), RA_OK);
    emit(&out, ra_json_root(json));
    ck_assert_str_eq(out.data, accepted[_i].expected);
    size_t length;
    ck_assert_str_eq(ra_json_text(json, &length), text);
    ck_assert_uint_eq(length, strlen(text));
    ck_assert_str_eq(ra_json_name(json), "f");
    ra_text_free(&out);
    ra_json_free(json);
    ra_diag_free(diag);
}
END_TEST

/* A decimal comma in the locale of the program around changes nothing. */
START_TEST(test_locale)
{
    if (!enter_comma_locale())
        return;
    ra_json *json = NULL;
    ra_text out = {0};
    ck_assert_int_eq(ra_json_parse(&json, "f", "1.5", 3, NULL), RA_OK);
    emit(&out, ra_json_root(json));
    leave_comma_locale();
    ck_assert_str_eq(out.data, "1.5");
    ra_text_free(&out);
    ra_json_free(json);
}
END_TEST

static ra_status parse_repeated(const char *before, const char *part, size_t count,
                                const char *after, char **message)
{
    ra_text text = {0};
    ra_json *json = NULL;
    ra_diag *diag = ra_diag_new();
    ra_text_append(&text, before);
    /* A thousand at a time, since a limit may be millions away. */
    ra_text block = {0};
    for (size_t i = 0; i < 1000; i++)
        ra_text_append(&block, part);
    for (; count >= 1000; count -= 1000)
        ra_text_append_bytes(&text, block.data, block.length);
    ra_text_append_bytes(&text, block.data, count * strlen(part));
    ra_text_append(&text, after);
    ra_text_free(&block);
    ra_status status = ra_json_parse(&json, "f", text.data, text.length, diag);
    *message = first_message(diag);
    ra_json_free(json);
    ra_text_free(&text);
    ra_diag_free(diag);
    return status;
}

/* The last text within each limit and the first beyond it. */
static const struct {
    const char *before, *part;
    size_t within;
    const char *after, *expected;
} limits[] = {
    {"", "[", 64, "1", "f:1:65: error: nested deeper than 64"},
    {"[0", ",1", 999998, "]", "f:1:2000000: error: more than 1000000 values"},
    {"\"", "x", 65536, "\"", "f:1:1: error: string of more than 64 KiB"},
    {"1", "0", 59, "", "f:1:1: error: number of more than 60 characters"},
    {"1", " ", (16 << 20) - 1, "", "f: error: more than 16 MiB of text"},
};

START_TEST(test_limit)
{
    char *message;
    bool nested = limits[_i].part[0] == '[';
    ra_status status = parse_repeated(limits[_i].before, limits[_i].part, limits[_i].within,
                                      limits[_i].after, &message);
    /* The brackets are left open: the depth was accepted if it is the end that is missed. */
    ck_assert_int_eq(status, nested ? RA_INVALID : RA_OK);
    ck_assert_str_eq(message, nested ? "f:1:66: error: the text ends where ',' or ']' should stand"
                                     : "");
    free(message);
    status = parse_repeated(limits[_i].before, limits[_i].part, limits[_i].within + 1,
                            limits[_i].after, &message);
    ck_assert_int_eq(status, RA_INVALID);
    ck_assert_str_eq(message, limits[_i].expected);
    free(message);
}
END_TEST

/* Many equal keys cost no more than sorting them. */
START_TEST(test_many_duplicates)
{
    char *message;
    ck_assert_int_eq(parse_repeated("{\"a\":0", ",\"a\":0", 100000, "}", &message), RA_INVALID);
    ck_assert_str_eq(message, "f:1:8: error: duplicate key 'a' (first on line 1) (/a)");
    free(message);
}
END_TEST

START_TEST(test_nul_byte)
{
    ra_json *json = NULL;
    ra_diag *diag = ra_diag_new();
    ck_assert_int_eq(ra_json_parse(&json, "f", "[1]\0", 4, diag), RA_INVALID);
    char *message = first_message(diag);
    ck_assert_str_eq(message, "f:1:4: error: a NUL byte; this is not a text");
    free(message);
    ra_diag_free(diag);
}
END_TEST

START_TEST(test_load)
{
    char *folder = make_folder();
    char *path = put_text(folder, "a.json", "{\"a\": [1, 2]}");
    ra_json *json = NULL;
    ra_diag *diag = ra_diag_new();
    ck_assert_int_eq(ra_json_load(&json, path, diag), RA_OK);
    ck_assert_str_eq(ra_json_name(json), path);
    ck_assert_uint_eq(ra_value_count(ra_value_find(ra_json_root(json), "a")), 2);
    ra_json_free(json);
    ra_diag_free(diag);
    free(path);
    free_folder(folder);
}
END_TEST

/* What is not a regular file is refused at once, without waiting for it. */
START_TEST(test_not_a_file)
{
    static const char *const names[] = {"missing", "", "pipe"};
    static const char *const expected[] = {"cannot open: No such file or directory",
                                           "is a directory, not a file",
                                           "is a pipe; only a regular file can be read"};
    char *folder = make_folder();
    for (int i = 0; i < 3; i++) {
        char path[200], wanted[300];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        snprintf(wanted, sizeof wanted, "%s: error: %s", path, expected[i]);
        if (i == 2)
            ck_assert_int_eq(mkfifo(path, 0600), 0);
        ra_json *json = NULL;
        ra_diag *diag = ra_diag_new();
        ck_assert_int_eq(ra_json_load(&json, path, diag), RA_IO);
        char *message = first_message(diag);
        ck_assert_str_eq(message, wanted);
        free(message);
        ra_diag_free(diag);
    }
    ra_json *json = NULL;
    ck_assert_int_eq(ra_json_load(&json, "/dev/zero", NULL), RA_IO);
    free_folder(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *tests = tcase_create("json");
    tcase_set_timeout(tests, 240);
    tcase_add_loop_test(tests, test_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_loop_test(tests, test_accepted, 0, sizeof accepted / sizeof *accepted);
    tcase_add_loop_test(tests, test_limit, 0, sizeof limits / sizeof *limits);
    tcase_add_test(tests, test_locale);
    tcase_add_test(tests, test_many_duplicates);
    tcase_add_test(tests, test_nul_byte);
    tcase_add_test(tests, test_load);
    tcase_add_test(tests, test_not_a_file);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
