/* Regions out of tables of one's own: rows without spread, laws, what is missing, what is wrong. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/regions.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define SOURCE                                                                                     \
    "'source': {'key': 's2020', 'locator': 'p', 'evidence': 'primary'}, 'status': 'reported'}"
#define ROW(key, subject, year, rest)                                                              \
    "{'key': '" key "', 'label': 'R', 'subject': '" subject "', 'year': " year ", " rest ","       \
                                                                                         " " SOURCE
#define DIRECT            "'basis': 'direct generation'"
#define GRAMS             "'unit': 'gCO2e/kWh', "
#define SUBJECT(id, rest) "{'id': '" id "', 'label': 'S', 'provider': 'p', 'place': 'P'" rest "}"
#define TABLE(id, subjects, rows)                                                                  \
    "{'id': '" id "', 'title': 'T', 'subjects': [" subjects "], 'rows': [" rows "]}"

static const char pues[] =
    TABLE("pue", SUBJECT("b-1", "") ", " SUBJECT("q-all", ", 'fleet': true"),
          "{'key': 'loose', 'label': 'R', 'year': 2030, 'value': 3, 'unit': '1', 'basis': "
          "'other', " SOURCE ", " ROW("b-1-2024", "b-1", "2024",
                                      "'value': 1.5, 'unit': '1', 'basis': 'region of a cloud'"));

static char *folder, *claim_text;
static ra_data *data;
static ra_diag *diag;
static ra_regions *regions;

static char *quoted(const char *text)
{
    char *copy = strdup(text);

    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return copy;
}

static void put(const char *name, const char *text)
{
    char *copy = quoted(text);

    free(put_text(folder, name, copy));
    free(copy);
}

static void copy_shipped(const char *name)
{
    size_t length;
    ra_text path = {0};

    ra_text_format(&path, "%s/%s", REAUDIT_SOURCE_DATA, name);
    char *bytes = get_file(path.data, &length);
    free(put_file(folder, name, bytes, length));
    free(bytes);
    ra_text_free(&path);
}

static void set_up(void)
{
    folder = make_folder();
    diag = ra_diag_new();
    copy_shipped("datasets/units.xml");
    copy_shipped("datasets/unit-prefixes.xml");
    put("datasets/sources.json",
        "[{'id': 's2020', 'type': 'book', 'title': 'T', 'DOI': '10.1/x'}]");
    put("datasets/pue.json", pues);
}

static void tear_down(void)
{
    ra_regions_free(regions);
    regions = NULL;
    ra_data_free(data);
    data = NULL;
    ra_diag_free(diag);
    free_folder(folder);
    free(claim_text);
    claim_text = NULL;
}

/* 100 kWh times a grid of 0.4 kgCO2e/kWh, of which `grid` says more. */
static void make_claim(const char *formulas, const char *grid)
{
    ra_text text = {0};

    ra_text_format(&text,
                   "{'id': 'mine', 'title': 'M', 'source': {'key': 's2020'}, 'published': {'step': "
                   "'emissions', 'unit': 'kgCO2e'}, 'steps': [{'id': 'emissions', %s, 'unit': "
                   "'kgCO2e'}], 'assumptions': [{'id': 'energy', 'published': {'value': 100, 'unit'"
                   ": 'kWh'}}, {'id': 'grid', %s}]}",
                   formulas, grid);
    claim_text = quoted(text.data);
    ra_text_free(&text);
}

#define PRODUCT   "'formula': 'energy * grid'"
#define PUBLISHED "'published': {'value': 0.4, 'unit': 'kgCO2e/kWh', 'basis': 'direct generation'}"

static ra_status load(void *context, ra_claim **claim, ra_diag *messages)
{
    (void)context;
    return ra_claim_parse(claim, data, "mine.json", claim_text, strlen(claim_text), messages);
}

static double level = 0.9;

static ra_status evaluate(const char *clouds)
{
    const ra_regions_plan plan = {.load = load, .level = level, .seed = 1};

    put("datasets/grid-cloud.json", clouds);
    ck_assert_int_eq(ra_data_open(&data, folder, diag), RA_OK);
    return ra_regions_eval(&regions, data, &plan, diag);
}

static void expect_said(const char *text)
{
    char *said = written_messages(diag);

    ck_assert_msg(strstr(said, text) != NULL, "wanted: %s\nsaid: %s", text, said);
    free(said);
}

static const char clouds[] = TABLE(
    "grid-cloud",
    SUBJECT("a-1", "") ", " SUBJECT("b-1", "") ", " SUBJECT("c-1", "") ", " SUBJECT(
        "d-1", ", 'country': 'nowhere'") ", {'id': 'e-1', 'label': 'S'}",
    ROW("b-1-2023", "b-1", "2023", "'printed': '300', 'digits': 3, " GRAMS DIRECT) ", " ROW(
        "b-1-2024", "b-1", "2024",
        "'printed': '200', 'digits': 3, " GRAMS
            DIRECT) ", " ROW("b-1-2022", "b-1", "2022",
                             "'printed': '500', 'digits': 3, " GRAMS
                                 DIRECT) ", " ROW("a-1-2024", "a-1", "2024",
                                                  "'value': 0, " GRAMS
                                                      DIRECT) ", " ROW("c-1-2024", "c-1", "2024",
                                                                       "'printed': '100', "
                                                                       "'digits': 3, "
                                                                       "'distribution': {'type': "
                                                                       "'uniform', 'min': 50, "
                                                                       "'max': 150}, " GRAMS
                                                                           DIRECT) ", " ROW("e-1-"
                                                                                            "2024",
                                                                                            "e-1",
                                                                                            "2024",
                                                                                            "'print"
                                                                                            "ed': "
                                                                                            "'100',"
                                                                                            " '"
                                                                                            "digits"
                                                                                            "': "
                                                                                            "3,"
                                                                                            " " GRAMS
                                                                                                DIRECT));

static void expect_evaluated(void)
{
    ra_status status = evaluate(clouds);
    char *said = written_messages(diag);

    ck_assert_msg(status == RA_OK, "%s", said);
    free(said);
}

/* The region without a provider is none, the one without a row is left out, of rows the latest is
 * taken; what has no spread is a point, a row's own law is its law. */
START_TEST(regions_of_own_tables)
{
    make_claim(PRODUCT, PUBLISHED);
    expect_evaluated();
    ck_assert_uint_eq(regions->count, 3);
    ck_assert_uint_eq(regions->left_out, 1);
    const ra_region *a = &regions->items[0], *c = &regions->items[1], *b = &regions->items[2];
    ck_assert_str_eq(a->region->id, "a-1");
    ck_assert(a->point == 0 && a->low == 0 && a->high == 0 && a->grid_value == 0);
    ck_assert_str_eq(c->region->id, "c-1");
    ck_assert_double_eq_tol(c->low, 5.5, 0.1); /* 5 % and 95 % of 5 to 15 kg */
    ck_assert_double_eq_tol(c->high, 14.5, 0.1);
    ck_assert_str_eq(b->grid->key, "b-1-2024");
    ck_assert_double_eq_tol(b->point, 20, 1e-12);
    ck_assert_double_eq_tol(b->low, 19.955, 0.001); /* 200 is 199.5 to 200.5 */
    ck_assert_double_eq_tol(b->high, 20.045, 0.001);
    ck_assert(!regions->has_pue && isnan(b->pue_value) && b->pue_from == RA_FROM_CLAIM);
}
END_TEST

/* At a level that is nearly 1 the interval is from the smallest to the largest trial. */
START_TEST(nearly_all_trials)
{
    level = nextafter(1, 0);
    make_claim(PRODUCT, PUBLISHED);
    expect_evaluated();
    level = 0.9;
    const ra_region *c = &regions->items[1];
    ck_assert(c->low >= 5 && c->low < 5.01 && c->high <= 15 && c->high > 14.99);
}
END_TEST

/* A claim with a PUE takes that of the region, or keeps its own where neither region nor fleet has
 * one. */
START_TEST(pue_of_own_tables)
{
    make_claim("'formula': 'energy * pue * grid'",
               PUBLISHED "}, {'id': 'pue', 'published': {'value': 2, 'unit': '1'}");
    put("datasets/pue.json",
        TABLE("pue",
              SUBJECT("b-1", "") ", {'id': 'q-all', 'label': 'F', 'provider': 'q', 'fleet': true}",
              ROW("b-1-2024", "b-1", "2024",
                  "'value': 1.5, 'unit': '1', 'basis': 'region of a cloud'")));
    expect_evaluated();
    ck_assert(regions->has_pue);
    ck_assert_double_eq_tol(regions->items[1].point, 20, 1e-12); /* c-1: 100 * 2 * 0.1 */
    ck_assert_int_eq(regions->items[1].pue_from, RA_FROM_CLAIM);
    ck_assert_double_eq_tol(regions->items[2].point, 30, 1e-12); /* b-1: 100 * 1.5 * 0.2 */
    ck_assert_int_eq(regions->items[2].pue_from, RA_FROM_REGION);
}
END_TEST

/* The claim's own spread goes to rows without a law, but nothing spreads around zero; a law without
 * a standard deviation has none to give. */
START_TEST(spread_of_the_claim)
{
    make_claim(PRODUCT, PUBLISHED ", 'audited': {'reason': 'r', 'distribution': {'type': "
                                  "'lognormal', 'median': 0.4, 'gsd': 1.2}}");
    expect_evaluated();
    double spread = sqrt(exp(log(1.2) * log(1.2)) - 1);
    ck_assert_double_eq_tol(regions->spread, spread, 1e-9);
    ck_assert(regions->items[0].low == 0 && regions->items[0].high == 0);
    const ra_region *b = &regions->items[2];
    ck_assert_double_eq_tol(b->high / b->low, exp(2 * 1.6449 * spread), 0.02);
}
END_TEST

START_TEST(no_spread_to_give)
{
    make_claim(PRODUCT, PUBLISHED ", 'audited': {'reason': 'r', 'distribution': {'type': "
                                  "'student_t', 'location': 0.4, 'scale': 0.01, 'df': 1}}");
    expect_evaluated();
    ck_assert(regions->spread == 0);
    ck_assert_double_eq_tol(regions->items[2].high, 20.045, 0.001);
}
END_TEST

/* What cannot be evaluated, and what is said. */
static const struct {
    const char *formulas, *grid, *clouds, *message;
    ra_status status;
} refusals[] = {
    {PRODUCT, PUBLISHED,
     TABLE("grid-cloud", SUBJECT("a-1", ", 'country': 'grid-none/xxx'"),
           ROW("b", "a-1", "2024", "'value': 1, 'unit': 'gCO2e/kWh', 'basis': 'marginal'")),
     "error: unknown table 'grid-none'", RA_USAGE},
    {PRODUCT, PUBLISHED,
     TABLE("grid-cloud", SUBJECT("a-1", ""),
           ROW("a", "a-1", "2024", "'value': 1, 'unit': 'kWh', " DIRECT)),
     "'grid' is in kgCO2e/kWh: 'grid-cloud/a' is in kWh", RA_USAGE},
    {"'formula': 'grid * energy'",
     "'role': 'grid', 'published': {'value': 2, 'unit': 'kgCO2e/kWh', 'basis': 'direct "
     "generation'}",
     TABLE("grid-cloud", SUBJECT("a-1", ""),
           ROW("a", "a-1", "2024", "'value': 1, 'unit': 'kg/kWh', " DIRECT)),
     "error: ", RA_USAGE},
    {"'formula': 'energy * grid', 'audited_formula': 'energy * factor', 'reason': 'r'",
     PUBLISHED "}, {'id': 'factor', 'role': 'pue', 'audited': {'value': 1, 'reason': 'r', 'unit': "
               "'kgCO2e/kWh'}",
     TABLE("grid-cloud", SUBJECT("a-1", ""),
           ROW("a", "a-1", "2024", "'value': 1, 'unit': 'gCO2e/kWh', " DIRECT)),
     "'mine' has no carbon intensity of electricity among the assumptions of its audited side",
     RA_USAGE},
    {"'formula': 'energy * nothing'", PUBLISHED,
     TABLE("grid-cloud", SUBJECT("a-1", ""),
           ROW("a", "a-1", "2024", "'value': 1, 'unit': 'gCO2e/kWh', " DIRECT)),
     "'nothing'", RA_INVALID},
    {PRODUCT, PUBLISHED, "{'id': 'grid-cloud'}", "grid-cloud.json:1:", RA_INVALID},
};

START_TEST(refused)
{
    make_claim(refusals[_i].formulas, refusals[_i].grid);
    ra_status status = evaluate(refusals[_i].clouds);
    char *said = written_messages(diag);
    ck_assert_msg(status == refusals[_i].status, "status %d, said: %s", (int)status, said);
    free(said);
    ck_assert_ptr_null(regions);
    expect_said(refusals[_i].message);
}
END_TEST

/* An intensity that a claim measures in something of its own. */
START_TEST(no_intensity)
{
    make_claim(
        "'formula': 'grid * mass'",
        "'role': 'grid', 'published': {'value': 2, 'unit': '1', 'basis': 'direct generation'}"
        "}, {'id': 'mass', 'published': {'value': 1, 'unit': 'kgCO2e'}");
    ck_assert_int_eq(evaluate(TABLE("grid-cloud", SUBJECT("a-1", ""),
                                    ROW("a", "a-1", "2024", "'value': 1, 'unit': '1', " DIRECT))),
                     RA_USAGE);
    expect_said("error: 'grid-cloud/a' is in 1, which is no carbon intensity");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("regions_tables");
    TCase *tests = tcase_create("regions_tables");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, regions_of_own_tables);
    tcase_add_test(tests, nearly_all_trials);
    tcase_add_test(tests, pue_of_own_tables);
    tcase_add_test(tests, spread_of_the_claim);
    tcase_add_test(tests, no_spread_to_give);
    tcase_add_loop_test(tests, refused, 0, sizeof refusals / sizeof refusals[0]);
    tcase_add_test(tests, no_intensity);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
