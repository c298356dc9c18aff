/* Tables and chains of a data directory that are refused: where, and what is said. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/chain.h"
#include "models/data.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define ROW_REST                                                                                   \
    "\"unit\": \"1\", \"source\": {\"key\": \"s2020\", \"locator\": \"p\", \"evidence\": "         \
    "\"primary\"}"

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
    put("datasets/sources.json",
        "[{\"id\":\"s2020\",\"type\":\"book\",\"title\":\"T\",\"DOI\":\"10.1/x\"}]");
    ck_assert_int_eq(ra_data_open(&data, folder, diag), RA_OK);
}

static void tear_down(void)
{
    ra_data_free(data);
    ra_diag_free(diag);
    free_folder(folder);
}

/* Fails the test unless the first message, from the name of the file on, is this one. */
static void expect_first(const char *file, const char *expected)
{
    char *message = first_message(diag), *name = strstr(message, file);
    ck_assert_str_eq(name ? name : message, expected);
    free(message);
}

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
     "bad.json:1:81: error: a value beside 'printed' needs 'digits', and is for words alone "
     "(/rows/0/value)"},
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
    {TABLE("{\"label\":\"L\",\"value\":1," ROW_REST "}"),
     "bad.json:1:33: error: missing 'key' (/rows/0)"},
    {TABLE("{\"key\":7,\"label\":\"L\",\"value\":1," ROW_REST "}"),
     "bad.json:1:40: error: 'key' must be a string, not a number (/rows/0/key)"},
    {TABLE("{\"key\":\"k\",\"value\":1," ROW_REST "}"),
     "bad.json:1:33: error: missing 'label' (/rows/0)"},
    {TABLE("{\"key\":\"k\",\"label\":\"L\",\"value\":1,\"source\":7}"),
     "bad.json:1:33: error: missing 'unit' (/rows/0)"},
    {TABLE("{\"key\":\"\",\"label\":\"L\",\"value\":1," ROW_REST "}"),
     "bad.json:1:40: error: a key has small letters, digits and . _ - alone, and starts with "
     "a letter or digit (/rows/0/key)"},
    {TABLE("{\"key\":\"_k\",\"label\":\"L\",\"value\":1," ROW_REST "}"),
     "bad.json:1:40: error: a key has small letters, digits and . _ - alone, and starts with "
     "a letter or digit (/rows/0/key)"},
    {ROW("\"printed\":\"1.58\",\"value\":1.58"),
     "bad.json:1:81: error: a value beside 'printed' needs 'digits', and is for words alone "
     "(/rows/0/value)"},
    {ROW("\"printed\":\"most\",\"value\":1.7976931348623157e308,\"digits\":1"),
     "bad.json:1:81: error: the value is too large to be rounded to its digits (/rows/0/value)"},
    {ROW("\"printed\":\"1.58\",\"digits\":\"3\""),
     "bad.json:1:82: error: 'digits' must be a number, not a string (/rows/0/digits)"},
    {ROW("\"printed\":\"1.58\",\"value\":\"1.58\""),
     "bad.json:1:81: error: 'value' must be a number, not a string (/rows/0/value)"},
    {ROW("\"printed\":1.58"),
     "bad.json:1:66: error: 'printed' must be a string, not a number (/rows/0/printed)"},
    {ROW("\"value\":158,\"digits\":2"),
     "bad.json:1:68: error: 'digits' belongs to a 'printed' figure (/rows/0/digits)"},
    {ROW("\"value\":1,\"year\":\"2018\""),
     "bad.json:1:73: error: 'year' must be a number, not a string (/rows/0/year)"},
    {ROW("\"value\":1,\"status\":7"),
     "bad.json:1:75: error: 'status' must be a string, not a number (/rows/0/status)"},
    {ROW("\"value\":1,\"aliases\":7"),
     "bad.json:1:76: error: 'aliases' must be an array, not a number (/rows/0/aliases)"},
    {ROW("\"value\":1,\"note\":7,\"region\":8"),
     "bad.json:1:73: error: 'note' must be a string, not a number (/rows/0/note)"},
    {SOURCE("{\"key\":7,\"locator\":\"p\",\"evidence\":\"primary\"}"),
     "bad.json:1:93: error: 'key' must be a string, not a number (/rows/0/source/key)"},
    {SOURCE("{\"key\":\"s2020\",\"locator\":\"p\",\"evidence\":\"primary\",\"page\":1}"),
     "bad.json:1:136: error: unknown key 'page'; known are key, locator, evidence "
     "(/rows/0/source/page)"},
    {SUBJECTS("{\"label\":\"L\"}"), "bad.json:1:37: error: missing 'id' (/subjects/0)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":7}"),
     "bad.json:1:55: error: 'label' must be a string, not a number (/subjects/0/label)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"place\":7,\"country\":8}"),
     "bad.json:1:67: error: 'place' must be a string, not a number (/subjects/0/place)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"released\":\"2017\"}"),
     "bad.json:1:70: error: 'released' must be a number, not a string (/subjects/0/released)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"released\":2017.5}"),
     "bad.json:1:70: error: 'released' must be a year (/subjects/0/released)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"released\":2101}"),
     "bad.json:1:70: error: 'released' must be a year (/subjects/0/released)"},
    {SUBJECTS("{\"id\":\"x\",\"label\":\"L\",\"fleet\":\"yes\"}"),
     "bad.json:1:67: error: 'fleet' must be true or false, not a string (/subjects/0/fleet)"},
    {"{\"id\":\"bad\",\"rows\":[]}", "bad.json:1:1: error: missing 'title'"},
    {"{\"title\":\"B\",\"rows\":[]}", "bad.json:1:1: error: missing 'id'"},
    {"{\"id\":\"bad\",\"title\":\"B\",\"rows\":{}}",
     "bad.json:1:32: error: 'rows' must be an array, not an object (/rows)"},
    {"{\"id\":\"bad\",\"title\":\"B\",\"yearly\":1,\"rows\":[]}",
     "bad.json:1:34: error: 'yearly' must be true or false, not a number (/yearly)"},
    {"{\"id\":\"bad\",\"title\":\"B\",\"subjects\":7,\"rows\":[]}",
     "bad.json:1:36: error: 'subjects' must be an array, not a number (/subjects)"},
    {"{\"id\":\"bad\",\"titel\":\"B\",\"yearly\":1,\"rows\":7,\"subjects\":7}",
     "bad.json:1:1: error: missing 'title'"},
    {"7", "bad.json:1:1: error: a table must be an object"},
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
    expect_first("bad.json", bad_tables[_i].expected);
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
    expect_first("grid-bad.json", bad_bases[_i].expected);
    ra_text_free(&text);
}
END_TEST

/* A chain with one fault each. */
#define CHAIN(part) "{\"id\":\"bad\",\"title\":\"B\"," part "}"
static const struct {
    const char *text, *expected;
} bad_chains[] = {
    {"7", "bad.json:1:1: error: a chain is an object"},
    {"{\"id\":\"bed\",\"title\":\"B\",\"steps\":[],\"assumptions\":[]}",
     "bad.json:1:7: error: the file is that of the chain 'bad' (/id)"},
    {"{\"title\":\"B\",\"steps\":[],\"assumptions\":[]}", "bad.json:1:1: error: missing 'id'"},
    {CHAIN("\"steps\":[]"), "bad.json:1:1: error: missing 'assumptions'"},
    {CHAIN("\"steps\":{},\"assumptions\":[]"),
     "bad.json:1:33: error: 'steps' must be an array, not an object (/steps)"},
    {CHAIN("\"steps\":[],\"assumptions\":[],\"counts\":7"),
     "bad.json:1:62: error: 'counts' must be an array, not a number (/counts)"},
    {CHAIN("\"steps\":[],\"assumptions\":[],\"step\":[]"),
     "bad.json:1:53: error: unknown key 'step'; did you mean 'steps'? (/step)"},
    {CHAIN("\"steps\":[],\"assumptions\":[7,{\"usual\":[7]}]"),
     "bad.json:1:63: error: a usual value is a row of a table, as \"pue/google-georgia-2018\" "
     "(/assumptions/1/usual/0)"},
    {CHAIN("\"steps\":[],\"assumptions\":[{\"usual\":[\"pue/a\",\"pue\"]}]"),
     "bad.json:1:69: error: a usual value is a row of a table, as \"pue/google-georgia-2018\" "
     "(/assumptions/0/usual/1)"},
    {CHAIN("\"steps\":[],\"assumptions\":[{\"usual\":7}]"),
     "bad.json:1:60: error: 'usual' must be an array, not a number (/assumptions/0/usual)"},
    {"{\"id\":", "bad.json:1:7: error: the text ends where a value should stand"},
};

START_TEST(test_bad_chain)
{
    ra_chain *chain = NULL;
    put("models/chains/bad.json", bad_chains[_i].text);
    ck_assert_int_eq(ra_chain_load(&chain, data, "bad", diag), RA_INVALID);
    ck_assert_ptr_null(chain);
    expect_first("bad.json", bad_chains[_i].expected);
}
END_TEST

START_TEST(test_no_chain)
{
    ra_chain *chain = NULL;
    ck_assert_int_eq(ra_chain_load(&chain, data, "bad", diag), RA_USAGE);
    ra_chain_free(chain);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data_refused");
    TCase *tests = tcase_create("data_refused");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_bad_table, 0, sizeof bad_tables / sizeof *bad_tables);
    tcase_add_loop_test(tests, test_bad_basis, 0, sizeof bad_bases / sizeof *bad_bases);
    tcase_add_loop_test(tests, test_bad_chain, 0, sizeof bad_chains / sizeof *bad_chains);
    tcase_add_test(tests, test_no_chain);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
