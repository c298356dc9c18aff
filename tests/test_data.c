/* The data directory: what is found in it, what cannot leave it, what a table must hold. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/data.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define ROW_REST                                                                                   \
    "\"unit\": \"1\", \"source\": {\"key\": \"s2020\", \"locator\": \"p\", \"evidence\": "         \
    "\"primary\"}"

static const char sources[] =
    "[{\"id\":\"s2020\",\"type\":\"book\",\"title\":\"T\",\"DOI\":\"10.1/x\"}]";
static const char table[] =
    "{\"id\": \"pue\", \"title\": \"PUE\", \"rows\": [\n"
    "{\"key\": \"world-2018\", \"label\": \"W\", \"printed\": \"1.58\", " ROW_REST "},\n"
    "{\"key\": \"google\", \"label\": \"G\", \"value\": 1.1, \"year\": 2018, \"status\": "
    "\"reported\", \"basis\": \"b\", \"aliases\": [\"GCP\", \"Alphabet\"], " ROW_REST "}]}";

static char *folder;
static ra_data *data;
static ra_diag *diag;

static void put(const char *name, const char *text)
{
    free(put_text(folder, name, text));
}

static void set_up(void)
{
    folder = make_folder();
    diag = ra_diag_new();
    put("datasets/sources.json", sources);
    put("datasets/pue.json", table);
    put("datasets/Not-An-Id.json", "{}");
    put("datasets/claims/b-2.json", "{}");
    put("datasets/claims/a-1.json", "{}");
    put("datasets/claims/notes.txt", "");
    put("datasets/claims/.hidden.json", "{}");
    ck_assert_int_eq(ra_data_open(&data, folder, diag), RA_OK);
}

static void tear_down(void)
{
    ra_data_free(data);
    ra_diag_free(diag);
    free_folder(folder);
}

static void check_list(ra_data_kind kind, const char *expected)
{
    char **ids = NULL;
    ra_text joined = {0};
    ck_assert_int_eq(ra_data_list(data, kind, &ids), RA_OK);
    ra_text_append(&joined, "");
    for (size_t i = 0; ids[i]; i++)
        ra_text_format(&joined, "%s%s", i ? " " : "", ids[i]);
    ck_assert_str_eq(joined.data, expected);
    ra_text_free(&joined);
    ra_free(ids);
}

START_TEST(test_list)
{
    check_list(RA_DATA_CLAIMS, "a-1 b-2");
    check_list(RA_DATA_CHAINS, "");
    check_list(RA_DATA_TABLES, "pue");
    ck_assert_str_eq(ra_data_root(data), folder);
    ck_assert_uint_eq(ra_sources_count(ra_data_sources(data)), 1);
}
END_TEST

START_TEST(test_find_claim)
{
    char *path = NULL, wanted[300];
    ck_assert_int_eq(ra_data_find_claim(data, "a-1", &path, diag), RA_OK);
    snprintf(wanted, sizeof wanted, "%s/datasets/claims/a-1.json", folder);
    ck_assert_str_eq(path, wanted);
    ra_free(path);
    path = NULL;
    ck_assert_int_eq(ra_data_find_chain(data, "training", &path), RA_USAGE);
    ck_assert_ptr_null(path);
    put("models/chains/training.json", "{}");
    ck_assert_int_eq(ra_data_find_chain(data, "training", &path), RA_OK);
    ra_free(path);
}
END_TEST

static const struct {
    const char *id, *expected;
} unknown[] = {
    {"b2", "error: unknown claim 'b2'; did you mean 'b-2'?"},
    {"zebra", "error: unknown claim 'zebra'"},
    {"", "error: unknown claim ''"},
    {"../sources", "error: unknown claim '../sources'"},
    {"/etc/passwd", "error: unknown claim '/etc/passwd'"},
    {"..", "error: unknown claim '..'"},
    {".hidden", "error: unknown claim '.hidden'"},
    {"A-1", "error: unknown claim 'A-1'; did you mean 'a-1'?"},
};

START_TEST(test_unknown_claim)
{
    char *path = NULL;
    ck_assert_int_eq(ra_data_find_claim(data, unknown[_i].id, &path, diag), RA_USAGE);
    ck_assert_ptr_null(path);
    char *message = first_message(diag);
    ck_assert_str_eq(message, unknown[_i].expected);
    free(message);
}
END_TEST

START_TEST(test_table)
{
    const ra_table *t = NULL, *again = NULL;
    ck_assert_int_eq(ra_data_table(data, "pue", &t, diag), RA_OK);
    ck_assert_int_eq(ra_data_table(data, "pue", &again, diag), RA_OK);
    ck_assert_ptr_eq(t, again);
    ck_assert_str_eq(ra_table_title(t), "PUE");
    ck_assert_uint_eq(ra_table_count(t), 2);
    const ra_row *row = ra_table_row(t, 0);
    ck_assert_str_eq(row->path, "pue/world-2018");
    ck_assert_str_eq(row->table, "pue");
    ck_assert_str_eq(row->label, "W");
    ck_assert_str_eq(row->unit, "1");
    ck_assert_str_eq(ra_value_string(ra_value_find(row->at, "printed")), "1.58");
    ck_assert_ptr_null(ra_table_row(t, 2));
    ck_assert_int_eq(ra_data_table(data, "pui", &t, diag), RA_USAGE);
    char *message = first_message(diag);
    ck_assert_str_eq(message, "error: unknown table 'pui'; did you mean 'pue'?");
    free(message);
    ck_assert_int_eq(ra_data_table(data, "sources", &t, diag), RA_USAGE);
    ck_assert_int_eq(ra_data_table(data, "claims/a-1", &t, diag), RA_USAGE);
}
END_TEST

/* A path, the row's label, and the nearest where there is none. */
static const struct {
    const char *path, *label, *nearest;
} rows[] = {
    {"pue/google", "G", NULL},
    {"pue/world-2018", "W", NULL},
    {"pue/world-2019", NULL, "pue/world-2018"},
    {"pue/gcp", NULL, "pue/google"},
    {"pue/alphabet", NULL, "pue/google"},
    {"pue/nothing-like-it", NULL, NULL},
    {"pue/", NULL, NULL},
    {"pue", NULL, "pue"},
    {"pu/google", NULL, "pue"},
    {"", NULL, NULL},
    {"../pue/google", NULL, NULL},
    {"sources/s2020", NULL, NULL},
};

START_TEST(test_find_row)
{
    const char *nearest = "unset";
    const ra_row *row = ra_data_find_row(data, rows[_i].path, &nearest, diag);
    ck_assert_pstr_eq(row ? row->label : NULL, rows[_i].label);
    ck_assert_pstr_eq(nearest, rows[_i].nearest);
    ck_assert_uint_eq(ra_diag_kept(diag), 0);
}
END_TEST

/* Tables with one fault each; the first message, behind the folder's name. */
#define TABLE(rows)    "{\"id\":\"bad\",\"title\":\"B\",\"rows\":[" rows "]}"
#define ROW(part)      TABLE("{\"key\":\"k\",\"label\":\"L\"," part "," ROW_REST "}")
#define SUBJECTS(list) "{\"id\":\"bad\",\"title\":\"B\",\"subjects\":[" list "],\"rows\":[]}"
#define SOURCE(source)                                                                             \
    TABLE("{\"key\":\"k\",\"label\":\"L\",\"value\":1,\"unit\":\"1\",\"source\":" source "}")
static const struct {
    const char *text, *expected;
} bad_tables[] = {
    {"[]", "bad.json:1:1: error: a table must be an object"},
    {"{\"id\":\"bed\",\"title\":\"B\",\"rows\":[]}",
     "bad.json:1:7: error: the id is 'bed', the file's name says 'bad' (/id)"},
    {"{\"id\":\"bad\",\"title\":\"B\",\"row\":[]}", "bad.json:1:1: error: missing 'rows'"},
    {TABLE("3"), "bad.json:1:33: error: a row must be an object (/rows/0)"},
    {ROW("\"value\":1,\"yaer\":2018"),
     "bad.json:1:66: error: unknown key 'yaer'; did you mean 'year'? (/rows/0/yaer)"},
    {ROW("\"year\":2018"), "bad.json:1:33: error: a row needs 'printed' or 'value' (/rows/0)"},
    {ROW("\"value\":1,\"year\":2018.5"),
     "bad.json:1:73: error: 'year' must be a whole number from 1 to 9999 (/rows/0/year)"},
    {ROW("\"value\":1,\"year\":1e300"),
     "bad.json:1:73: error: 'year' must be a whole number from 1 to 9999 (/rows/0/year)"},
    {ROW("\"value\":1,\"digits\":0"),
     "bad.json:1:75: error: 'digits' must be a whole number from 1 to 17 (/rows/0/digits)"},
    {ROW("\"value\":\"1\""),
     "bad.json:1:64: error: 'value' must be a number, not a string (/rows/0/value)"},
    {ROW("\"printed\":\"88x\""),
     "bad.json:1:69: error: 'x' does not belong to the digits; put scale and unit into \"unit\" "
     "(/rows/0/printed)"},
    {ROW("\"printed\":\"five\",\"value\":5"),
     "bad.json:1:67: error: not a number; give its value and digits beside it (/rows/0/printed)"},
    {ROW("\"value\":1,\"status\":\"guessed\""),
     "bad.json:1:75: error: unknown status 'guessed'; known are given, reported, measured, "
     "default, inferred, judgement, omitted (/rows/0/status)"},
    {ROW("\"value\":1,\"aliases\":[1]"),
     "bad.json:1:77: error: an alias must be a string (/rows/0/aliases/0)"},
    {ROW("\"value\":1,\"basis\":7"),
     "bad.json:1:74: error: 'basis' must be a string, not a number (/rows/0/basis)"},
    {ROW("\"value\":1,\"distribution\":\"normal\""),
     "bad.json:1:81: error: 'distribution' must be an object, not a string "
     "(/rows/0/distribution)"},
    {TABLE("{\"key\":\"A b\",\"label\":\"L\",\"value\":1," ROW_REST "}"),
     "bad.json:1:40: error: a key has small letters, digits and . _ - alone, and starts with a "
     "letter or digit (/rows/0/key)"},
    {SOURCE("{\"key\":\"s2021\",\"locator\":\"p\",\"evidence\":\"primary\"}"),
     "bad.json:1:93: error: unknown source 's2021'; did you mean 's2020'? (/rows/0/source/key)"},
    {SOURCE("{\"key\":\"who\",\"locator\":\"p\",\"evidence\":\"primary\"}"),
     "bad.json:1:93: error: unknown source 'who' (/rows/0/source/key)"},
    {SOURCE("{\"key\":\"s2020\",\"locator\":\"p\",\"evidence\":\"seen\"}"),
     "bad.json:1:126: error: unknown evidence 'seen'; known are primary, secondary, derived, "
     "recalled (/rows/0/source/evidence)"},
    {SOURCE("{\"key\":\"s2020\",\"evidence\":\"primary\"}"),
     "bad.json:1:86: error: missing 'locator' (/rows/0/source)"},
    {SOURCE("\"s2020\""),
     "bad.json:1:86: error: 'source' must be an object, not a string (/rows/0/source)"},
    {ROW("\"value\":1,\"subject\":\"v100\""),
     "bad.json:1:76: error: the table has no subject 'v100' (/rows/0/subject)"},
    {ROW("\"value\":1,\"subject\":7"),
     "bad.json:1:76: error: 'subject' must be a string, not a number (/rows/0/subject)"},
    {ROW("\"value\":1,\"quantity\":7"),
     "bad.json:1:77: error: 'quantity' must be a string, not a number (/rows/0/quantity)"},
    {ROW("\"value\":1,\"recommended\":1"),
     "bad.json:1:80: error: 'recommended' must be true or false, not a number "
     "(/rows/0/recommended)"},
    {SUBJECTS("7"), "bad.json:1:37: error: a subject must be an object (/subjects/0)"},
    {SUBJECTS("{\"id\":\"x\"}"), "bad.json:1:37: error: missing 'label' (/subjects/0)"},
    {SUBJECTS("{\"id\":\"X 1\",\"label\":\"L\"}"),
     "bad.json:1:43: error: an id has small letters, digits and . _ - alone, and starts with a "
     "letter or digit (/subjects/0/id)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"alises\":[]}"),
     "bad.json:1:59: error: unknown key 'alises'; did you mean 'aliases'? (/subjects/0/alises)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"aliases\":[2]}"),
     "bad.json:1:70: error: an alias must be a string (/subjects/0/aliases/0)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"released\":17}"),
     "bad.json:1:70: error: 'released' must be a year (/subjects/0/released)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"fleet\":true}"),
     "bad.json:1:37: error: a fleet is that of a 'provider' (/subjects/0)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\"},{\"id\":\"x\",\"label\":\"M\"}"),
     "bad.json:1:66: error: a second subject 'x' (/subjects/1/id)"},
    {TABLE("{\"key\":\"k\",\"label\":\"L\",\"value\":1," ROW_REST "},\n"
           "{\"key\":\"k\",\"label\":\"L\",\"value\":1," ROW_REST "}"),
     "bad.json:2:8: error: a second row 'k' (/rows/1/key)"},
};

START_TEST(test_bad_table)
{
    const ra_table *t = NULL;
    put("datasets/bad.json", bad_tables[_i].text);
    ck_assert_int_eq(ra_data_table(data, "bad", &t, diag), RA_INVALID);
    ck_assert_ptr_null(t);
    char *message = first_message(diag), *name = strstr(message, "bad.json");
    ck_assert_str_eq(name ? name : message, bad_tables[_i].expected);
    free(message);
}
END_TEST

/* Tables of grids say the basis in words that can be compared. */
static const struct {
    const char *basis, *expected;
} bad_bases[] = {
    {"", "grid-bad.json:1:38: error: missing 'basis' (/rows/0)"},
    {"\"basis\":\"gross\",", "grid-bad.json:1:79: error: unknown basis 'gross'; known are direct "
                             "generation, lifecycle generation, consumption, market-based, "
                             "marginal, unstated (/rows/0/basis)"},
};

START_TEST(test_bad_basis)
{
    const ra_table *t = NULL;
    ra_text text = {0};
    ra_text_format(&text,
                   "{\"id\":\"grid-bad\",\"title\":\"B\",\"rows\":["
                   "{\"key\":\"k\",\"label\":\"L\",\"value\":1,%s" ROW_REST "}]}",
                   bad_bases[_i].basis);
    put("datasets/grid-bad.json", text.data);
    ck_assert_int_eq(ra_data_table(data, "grid-bad", &t, diag), RA_INVALID);
    char *message = first_message(diag), *name = strstr(message, "grid-bad.json");
    ck_assert_str_eq(name ? name : message, bad_bases[_i].expected);
    free(message);
    ra_text_free(&text);
}
END_TEST

START_TEST(test_no_directory)
{
    ra_data *none = NULL;
    ck_assert_int_eq(ra_data_open(&none, "/nonexistent", diag), RA_IO);
    ck_assert_ptr_null(none);
    char *message = first_message(diag);
    ck_assert_str_eq(message, "/nonexistent/datasets/sources.json: error: cannot open: No such "
                              "file or directory");
    free(message);
    ra_data_free(NULL);
}
END_TEST

/* Every table that is shipped can be read, and each of its rows is found. */
START_TEST(test_shipped)
{
    ra_data *shipped = NULL;
    char **ids = NULL;
    ra_status status = ra_data_open(&shipped, REAUDIT_SOURCE_DATA, diag);
    if (status == RA_OK)
        status = ra_data_list(shipped, RA_DATA_TABLES, &ids);
    size_t tables = 0;
    for (; status == RA_OK && ids[tables]; tables++) {
        const ra_table *t = NULL;
        status = ra_data_table(shipped, ids[tables], &t, diag);
        for (size_t r = 0; status == RA_OK && r < ra_table_count(t); r++) {
            const ra_row *row = ra_table_row(t, r);
            const char *nearest;
            ck_assert_ptr_eq(ra_data_find_row(shipped, row->path, &nearest, diag), row);
        }
    }
    char *messages = written_messages(diag);
    ck_assert_msg(status == RA_OK, "%s", messages);
    ck_assert_uint_ge(tables, 4);
    free(messages);
    ra_free(ids);
    ra_data_free(shipped);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data");
    TCase *tests = tcase_create("data");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, test_list);
    tcase_add_test(tests, test_find_claim);
    tcase_add_loop_test(tests, test_unknown_claim, 0, sizeof unknown / sizeof *unknown);
    tcase_add_test(tests, test_table);
    tcase_add_loop_test(tests, test_find_row, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, test_bad_table, 0, sizeof bad_tables / sizeof *bad_tables);
    tcase_add_loop_test(tests, test_bad_basis, 0, sizeof bad_bases / sizeof *bad_bases);
    tcase_add_test(tests, test_no_directory);
    tcase_add_test(tests, test_shipped);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
