/* Looking up: words to rows, what stands side by side, factors, advice. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/disagreement.h"
#include "models/lookup.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

static ra_lookup *look_up(const char *table, const char *words)
{
    ra_lookup *found = NULL;
    ck_assert_msg(ra_lookup_find(&found, claim_data, table, words, claim_diag) == RA_OK, "%s",
                  words);
    return found;
}

/* The group that has a row; NULL: none. */
static const ra_lookup_group *group_of(const ra_lookup *found, const char *path)
{
    for (size_t g = 0; g < found->count; g++)
        for (size_t r = 0; r < found->groups[g].count; r++)
            if (strcmp(found->groups[g].rows[r]->path, path) == 0)
                return &found->groups[g];
    return NULL;
}

/* What is asked, a row that is found, one that is not, and in how many groups at most. */
static const struct {
    const char *table, *words, *has, *lacks;
    size_t most;
} queries[] = {
    {NULL, "V100", "hardware/v100-average-power", "hardware/nvidia-v100-pcie-16gb-tdp-mlco2", 12},
    {NULL, "v100", "embodied/nvidia-v100-embodied-faiz", NULL, 12},
    {NULL, "V100 TDP", "hardware/nvidia-v100-pcie-16gb-tdp-mlco2", "hardware/v100-average-power",
     8},
    {"hardware", "V100", "hardware/v100-average-power", "embodied/nvidia-v100-embodied-faiz", 12},
    {NULL, "us-central1", "grid-cloud/gcp-us-central1-2022-google",
     "grid-cloud/gcp-us-east1-2022-google", 6},
    {NULL, "us central1", "pue/gcp-us-central1-2020-green-algorithms", NULL, 6},
    {NULL, "us-central1 2022", "grid-cloud/gcp-us-central1-2022-google",
     "grid-cloud/gcp-us-central1-2021-google", 4},
    {NULL, "Iowa 2020", "grid/google-iowa-2020-gross", "grid-cloud/gcp-us-central1-2022-google",
     12},
    {NULL, "Iowa 2020", "pue/google-iowa-2020", NULL, 12},
    {NULL, "PUE average", "pue/uptime-2018", "pue/aws-fleet-2025-aws", 1},
    {NULL, "average pue 2018", "pue/uptime-2018", "pue/uptime-2020", 4},
    {NULL, "google pue", "pue/google-fleet-2024-ecologits", "pue/aws-fleet-2025-aws", 1},
    {NULL, "mrow", "grid-egrid/mrow-2020-co2", "grid-egrid/srvc-2020-co2", 3},
    {NULL, "usa", "grid-country/usa-2021-owid-2026", NULL, 8},
    {NULL, "Sweden 2020", "grid-country/swe-2020-green-algorithms",
     "grid-country/swe-2021-owid-2026", 4},
    {NULL, "pue/uptime-2020", "pue/uptime-2020-first", "pue/uptime-2018", 1},
    {NULL, "nvidia-h100-sxm5-peak-fp16-sparse-mlco2",
     "hardware/nvidia-h100-sxm5-peak-fp16-sparse-mlco2", "hardware/nvidia-h100-sxm5-tdp-epoch", 1},
    {"pue", NULL, NULL, NULL, 0},
    {"embodied", "lifetime", "embodied/gpu-server-lifetime-luccioni",
     "embodied/gpu-server-use-luccioni", 14},
    {NULL, "{Iowa} [2020]", "pue/google-iowa-2020", NULL, 12},
    {NULL, "phone charge", "everyday/smartphone-charge-2021-epa", NULL, 1},
};

START_TEST(words_find_rows)
{
    if (!queries[_i].words)
        return;
    ra_lookup *found = look_up(queries[_i].table, queries[_i].words);
    ck_assert_uint_ge(found->count, 1);
    ck_assert_uint_le(found->count, queries[_i].most);
    ck_assert_msg(group_of(found, queries[_i].has), "'%s' does not find %s", queries[_i].words,
                  queries[_i].has);
    if (queries[_i].lacks)
        ck_assert_msg(!group_of(found, queries[_i].lacks), "'%s' finds %s", queries[_i].words,
                      queries[_i].lacks);
    ra_lookup_free(found);
}
END_TEST

/* Without words, a whole table. */
START_TEST(no_words_are_the_table)
{
    ra_lookup *found = look_up("pue", NULL);
    const ra_table *table = NULL;
    size_t rows = 0;
    ck_assert_int_eq(ra_data_table(claim_data, "pue", &table, claim_diag), RA_OK);
    for (size_t g = 0; g < found->count; g++)
        rows += found->groups[g].count;
    ck_assert_uint_eq(rows, ra_table_count(table));
    ra_lookup_free(found);
}
END_TEST

static const struct {
    const char *words, *nearest;
} misses[] = {
    {"us-centrall", "us-central1"},
    {"V10O", "V100"},
    {"uptime-2O18", "uptime-2018"},
    {"quite unlike anything", NULL},
    {"", NULL},
    {"?!", NULL},
    {"pue 1899", NULL},
    {"pue 2100", NULL},
    {"caf\xc3\xa9", NULL},
};

START_TEST(misses_name_the_nearest)
{
    ra_lookup *found = look_up(NULL, misses[_i].words);
    ck_assert_uint_eq(found->count, 0);
    ck_assert_pstr_eq(found->nearest, misses[_i].nearest);
    ra_lookup_free(found);
}
END_TEST

START_TEST(unknown_table_is_told)
{
    ra_lookup *found = NULL;
    ck_assert_int_eq(ra_lookup_find(&found, claim_data, "puue", "x", claim_diag), RA_USAGE);
    expect_message("unknown table 'puue'; did you mean 'pue'?");
}
END_TEST

/* Factors between figures that should agree, by hand. */
static const struct {
    const char *words, *row;
    double factor;
    bool bases, advice;
} factors[] = {
    {"V100", "hardware/nvidia-v100-sxm2-16gb-tdp-mlco2", 300.0 / 250, false, true},
    {"usa 2021", "grid-country/usa-2021-owid-2026", 423.78 / 379.57, false, true},
    {"Sweden 2020", "grid-country/swe-2020-owid-2026", 1, true, true},
    {"PUE average", "pue/uptime-2020", 1.65 / 1.58, false, true},
    {"H100 embodied", "embodied/nvidia-h100-embodied-faiz", 164 / 14.652, false, true},
};

START_TEST(factors_are_of_what_should_agree)
{
    ra_lookup *found = look_up(NULL, factors[_i].words);
    const ra_lookup_group *group = group_of(found, factors[_i].row);
    ck_assert_ptr_nonnull(group);
    if (strcmp(factors[_i].words, "PUE average") == 0)
        ck_assert_double_le(group->factor, 1.06);
    else
        ck_assert_double_ge(group->factor, factors[_i].factor * (1 - 1e-12));
    ck_assert_int_eq(group->bases, factors[_i].bases);
    ck_assert_int_eq(group->advice[0] != NULL, factors[_i].advice);
    ra_lookup_free(found);
}
END_TEST

/* Rows of a group are by year, then by value. */
START_TEST(rows_are_in_order)
{
    ra_lookup *found = look_up(NULL, "usa");
    const ra_lookup_group *group = group_of(found, "grid-country/usa-2021-owid-2026");
    ck_assert_uint_ge(group->count, 10);
    for (size_t r = 1; r < group->count; r++) {
        double x, y, low, high;
        ra_row_figure(group->rows[r - 1], &x, &low, &high);
        ra_row_figure(group->rows[r], &y, &low, &high);
        ck_assert_int_le(group->rows[r - 1]->year, group->rows[r]->year);
        if (group->rows[r - 1]->year == group->rows[r]->year)
            ck_assert_double_le(x, y);
    }
    ra_lookup_free(found);
}
END_TEST

/* Every disagreement that is shipped names rows that are there, and says what to do. */
START_TEST(disagreements_are_of_rows)
{
    ra_disagreements *list = NULL;
    ck_assert_int_eq(ra_disagreements_load(&list, claim_data, claim_diag), RA_OK);
    ck_assert_uint_ge(list->count, 30);
    for (size_t i = 0; i < list->count; i++)
        for (const ra_value *v = ra_value_first(list->items[i].rows); v; v = ra_value_next(v)) {
            const char *nearest = NULL;
            ck_assert_msg(ra_data_find_row(claim_data, ra_value_string(v), &nearest, claim_diag) !=
                              NULL,
                          "%s names %s", list->items[i].id, ra_value_string(v));
        }
    ra_disagreements_free(list);
}
END_TEST

#define LIST(items) "{\"disagreements\": [" items "]}"
static const struct {
    const char *text, *expected;
} bad_lists[] = {
    {"[]", "disagreements.json:1:1: error: the file must be an object"},
    {"{\"rows\": []}", "disagreements.json:1:1: error: missing 'disagreements'"},
    {LIST("7"), "disagreements.json:1:20: error: a disagreement must be an object "
                "(/disagreements/0)"},
    {LIST("{\"id\": \"a\", \"rows\": [\"a/b\", \"a/c\"]}"),
     "disagreements.json:1:20: error: missing 'advice' (/disagreements/0)"},
    {LIST("{\"id\": \"a\", \"advice\": \"A\", \"rows\": [\"a/b\"]}"),
     "disagreements.json:1:55: error: a disagreement is one of at least two rows "
     "(/disagreements/0/rows)"},
    {LIST("{\"advice\": \"A\", \"rows\": [\"a/b\", \"a/c\"]}"),
     "disagreements.json:1:20: error: missing 'id' (/disagreements/0)"},
    {LIST("{\"id\": 7, \"advice\": \"A\", \"rows\": [\"a/b\", \"a/c\"]}"),
     "disagreements.json:1:27: error: 'id' must be a string, not a number "
     "(/disagreements/0/id)"},
    {LIST("{\"id\": \"a\", \"advice\": 7, \"rows\": [\"a/b\", \"a/c\"]}"),
     "disagreements.json:1:42: error: 'advice' must be a string, not a number "
     "(/disagreements/0/advice)"},
    {LIST("{\"id\": \"a\", \"advice\": \"A\"}"),
     "disagreements.json:1:20: error: missing 'rows' (/disagreements/0)"},
    {LIST("{\"id\": \"a\", \"advice\": \"A\", \"rows\": [7, \"a/c\"]}"),
     "disagreements.json:1:56: error: a row is named by its path, as \"pue/uptime-2018\" "
     "(/disagreements/0/rows/0)"},
    {LIST("{\"id\": \"a\", \"advise\": \"A\", \"rows\": [\"a/b\"]}"),
     "disagreements.json:1:20: error: missing 'advice' (/disagreements/0)"},
    {"{\"disagreements\": {}, \"note\": 1}",
     "disagreements.json:1:19: error: 'disagreements' must be an array, not an object "
     "(/disagreements)"},
    {"{",
     "disagreements.json:1:2: error: the text ends where a key in double quotes should stand"},
    {LIST("{\"id\": \"a\", \"advice\": \"A\", \"rows\": [\"a/b\", \"c\"]}"),
     "disagreements.json:1:63: error: a row is named by its path, as \"pue/uptime-2018\" "
     "(/disagreements/0/rows/1)"},
};

START_TEST(bad_disagreements)
{
    char *folder = make_folder();
    ra_diag *diag = ra_diag_new();
    ra_data *data = NULL;
    ra_disagreements *list = NULL;
    free(put_text(folder, "datasets/sources.json", "[]"));
    free(put_text(folder, "datasets/disagreements.json", bad_lists[_i].text));
    ck_assert_int_eq(ra_data_open(&data, folder, diag), RA_OK);
    ck_assert_int_eq(ra_disagreements_load(&list, data, diag), RA_INVALID);
    char *message = first_message(diag), *name = strstr(message, "disagreements.json");
    ck_assert_str_eq(name ? name : message, bad_lists[_i].expected);
    free(message);
    ra_data_free(data);
    ra_diag_free(diag);
    free_folder(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lookup");
    TCase *tests = tcase_create("lookup");
    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_add_loop_test(tests, words_find_rows, 0, sizeof queries / sizeof *queries);
    tcase_add_test(tests, no_words_are_the_table);
    tcase_add_loop_test(tests, misses_name_the_nearest, 0, sizeof misses / sizeof *misses);
    tcase_add_test(tests, unknown_table_is_told);
    tcase_add_loop_test(tests, factors_are_of_what_should_agree, 0,
                        sizeof factors / sizeof *factors);
    tcase_add_test(tests, rows_are_in_order);
    tcase_add_test(tests, disagreements_are_of_rows);
    tcase_add_loop_test(tests, bad_disagreements, 0, sizeof bad_lists / sizeof *bad_lists);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
