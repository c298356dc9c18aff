/* The data directory: what is found in it, what cannot leave it. */
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
}
END_TEST

/* They are read when they are asked for, and refused to everyone who asks; the same message is kept
 * once. When they are there, the file may go. */
START_TEST(test_sources)
{
    const ra_sources *all = NULL, *again = NULL;
    put("datasets/sources.json", "[}");
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(ra_data_sources(data, &all, diag), RA_INVALID);
        ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 1);
    }
    ck_assert_ptr_null(all);
    put("datasets/sources.json", sources);
    ck_assert_int_eq(ra_data_sources(data, &all, diag), RA_OK);
    ck_assert_uint_eq(ra_sources_count(all), 1);
    put("datasets/sources.json", "[}");
    ck_assert_int_eq(ra_data_sources(data, &again, diag), RA_OK);
    ck_assert_ptr_eq(again, all);
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
    tcase_add_test(tests, test_sources);
    tcase_add_test(tests, test_find_claim);
    tcase_add_loop_test(tests, test_unknown_claim, 0, sizeof unknown / sizeof *unknown);
    tcase_add_test(tests, test_table);
    tcase_add_loop_test(tests, test_find_row, 0, sizeof rows / sizeof *rows);
    tcase_add_test(tests, test_no_directory);
    tcase_add_test(tests, test_shipped);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
