/* Limits of a claim (docs/limits.md): what is at one is read, what is one above is told. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/claim_private.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define STEP "{'id': 's', 'label': 'S', 'unit': '1', 'formula': 'a'}"

static void append_times(ra_text *out, char letter, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ra_text_append_bytes(out, &letter, 1);
}

/* A text of so many bytes under a key of the assumption. */
static const struct {
    const char *key;
    size_t most;
} texts[] = {{"label", 200}, {"note", 2000}};

static char *claim_of_text(const char *key, size_t bytes)
{
    ra_text assumption = {0};
    ra_text_format(&assumption, "{'id': 'a', %s'%s': '",
                   strcmp(key, "label") == 0 ? "" : "'label': 'A', ", key);
    append_times(&assumption, 'x', bytes);
    ra_text_append(&assumption, "', 'published': {'value': 1, 'unit': '1'}}");
    char *claim =
        claim_with("", "{'step': 's', 'value': 1, 'unit': '1'}", STEP, assumption.data);
    ra_text_free(&assumption);
    return claim;
}

START_TEST(texts_end_at_their_limit)
{
    char message[100], *text = claim_of_text(texts[_i].key, texts[_i].most);
    ra_claim_free(good_claim(text));
    free(text);
    text = claim_of_text(texts[_i].key, texts[_i].most + 1);
    ck_assert_ptr_null(parse_claim(text));
    snprintf(message, sizeof message, "'%s' has %zu bytes, at most %zu are allowed", texts[_i].key,
             texts[_i].most + 1, texts[_i].most);
    expect_message(message);
    free(text);
}
END_TEST

/* 25 assumptions have 300 pairs, of which the first `count` are correlated a little. */
#define LAWS 25

static char *claim_of_pairs(int count)
{
    ra_text assumptions = {0}, head = {0};
    int made = 0;
    for (int i = 0; i < LAWS; i++)
        ra_text_format(&assumptions,
                       "%s{'id': 'a%d', 'label': 'A', 'published': {'value': 1, 'unit': '1'}, "
                       "'audited': {'unit': '1', 'reason': 'r', 'distribution': {'type': 'normal', "
                       "'mean': 1, 'sd': 0.1}}}",
                       i ? ", " : "", i);
    ra_text_append(&head, "'correlations': [");
    for (int i = 0; i < LAWS; i++)
        for (int k = i + 1; k < LAWS && made < count; k++)
            ra_text_format(&head, "%s{'between': ['a%d', 'a%d'], 'kind': 'pearson', 'rho': 0.01}",
                           made++ ? ", " : "", i, k);
    ra_text_append(&head, "], ");
    ck_assert_int_eq(made, count);
    char *claim = claim_with(head.data, "{'step': 's', 'value': 1, 'unit': '1'}",
                             "{'id': 's', 'label': 'S', 'unit': '1', 'formula': 'a0'}",
                             assumptions.data);
    ra_text_free(&assumptions);
    ra_text_free(&head);
    return claim;
}

START_TEST(correlations_end_at_their_limit)
{
    char *text = claim_of_pairs(200);
    ra_claim *claim = good_claim(text);
    ck_assert_uint_eq(claim->correlation_count, 200);
    ra_claim_free(claim);
    free(text);
    text = claim_of_pairs(201);
    ck_assert_ptr_null(parse_claim(text));
    expect_message("a claim has at most 200 correlations");
    free(text);
}
END_TEST

/* A name of a claim is one letter shorter than a name of a formula may be. */
START_TEST(names_end_at_their_limit)
{
    for (size_t length = 63; length <= 64; length++) {
        ra_text name = {0}, step = {0};
        append_times(&name, 'n', length);
        ra_text_format(&step, "{'id': '%s', 'label': 'S', 'unit': '1', 'formula': '2'}", name.data);
        ra_text published = {0};
        ra_text_format(&published, "{'step': '%s', 'value': 2, 'unit': '1'}", name.data);
        char *text = claim_with("", published.data, step.data, "");
        if (length == 63) {
            ra_claim_free(good_claim(text));
        } else {
            ck_assert_ptr_null(parse_claim(text));
            expect_message("the name has 64 letters, at most 63 are allowed");
        }
        free(text);
        ra_text_free(&name);
        ra_text_free(&step);
        ra_text_free(&published);
    }
}
END_TEST

/* Lists of one entry too many, whatever the entries are. */
static const struct {
    const char *key, *what;
    size_t most;
} lists[] = {
    {"rows", "rows", RA_CLAIM_MAX_ROWS},
    {"audits", "audits", RA_CLAIM_MAX_ROWS},
    {"repeated", "repetitions", RA_CLAIM_MAX_ROWS},
    {"groups", "groups", RA_CLAIM_MAX_GROUPS},
    {"correlations", "correlations", RA_CLAIM_MAX_CORRELATIONS},
};

START_TEST(lists_end_at_their_limit)
{
    char message[100];
    ra_text head = {0};
    ra_text_format(&head, "'%s': [0", lists[_i].key);
    for (size_t i = 0; i < lists[_i].most; i++)
        ra_text_append(&head, ", 0");
    ra_text_append(&head, "], ");
    char *text =
        small_claim(head.data, "{'id': 'energy', 'published': {'value': 1, 'unit': 'kWh'}}");
    snprintf(message, sizeof message, "a claim has at most %zu %s", lists[_i].most, lists[_i].what);
    ck_assert_ptr_null(parse_claim(text));
    expect_message(message);
    free(text);
    ra_text_free(&head);
}
END_TEST

/* A claim of the data directory is found by its id, which is the name of its file. */
START_TEST(names_of_files_are_ids)
{
    static const char *const names[] = {"small", "smaller", "other"};
    ra_data *data = NULL;
    char *folder = make_folder(), *text = small_claim("", "{'id': 'energy', 'published': {'value': "
                                                          "19, 'unit': 'kWh'}}, {'id': 'grid', "
                                                          "'published': {'value': 0.5, 'unit': "
                                                          "'kgCO2e/kWh'}}");
    free(put_text(
        folder, "datasets/sources.json",
        "[{\"id\":\"strubell2019\",\"type\":\"book\",\"title\":\"T\",\"DOI\":\"10.1/x\"}]"));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(symlink(REAUDIT_SOURCE_DATA "/datasets/units.xml", "datasets/units.xml"), 0);
    ck_assert_int_eq(
        symlink(REAUDIT_SOURCE_DATA "/datasets/unit-prefixes.xml", "datasets/unit-prefixes.xml"),
        0);
    ck_assert_int_eq(ra_data_open(&data, folder, claim_diag), RA_OK);
    for (size_t i = 0; i < 3; i++) {
        ra_claim *claim = NULL;
        char name[60], expected[120];
        snprintf(name, sizeof name, "datasets/claims/%s.json", names[i]);
        snprintf(expected, sizeof expected,
                 "the claim 'small' is not found by its id: the file is %s.json", names[i]);
        char *path = put_text(folder, name, text);
        ck_assert_int_eq(ra_claim_load(&claim, data, path, claim_diag), RA_OK);
        ck_assert_uint_eq(ra_diag_count(claim_diag, RA_WARNING), i);
        if (i > 0)
            expect_message(expected);
        ra_claim_free(claim);
        free(path);
    }
    ra_data_free(data);
    free(text);
    free_folder(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim limits");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_set_timeout(all, 100);
    tcase_add_loop_test(all, texts_end_at_their_limit, 0, sizeof texts / sizeof *texts);
    tcase_add_test(all, correlations_end_at_their_limit);
    tcase_add_test(all, names_end_at_their_limit);
    tcase_add_loop_test(all, lists_end_at_their_limit, 0, sizeof lists / sizeof *lists);
    tcase_add_test(all, names_of_files_are_ids);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
