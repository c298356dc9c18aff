/* Claims from strangers: damaged ones and huge ones give messages, never a crash or a hang. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/formula.h"
#include "tests/support/run.h"

static void try_text(ra_data *data, const char *text, size_t length)
{
    ra_claim *claim = NULL;
    ra_diag *diag = ra_diag_new();
    ra_status status = ra_claim_parse(&claim, data, "hostile.json", text, length, diag);
    ck_assert_int_eq(status == RA_OK, claim != NULL);
    if (status == RA_INVALID)
        ck_assert_uint_gt(ra_diag_count(diag, RA_ERROR), 0);
    ra_claim_free(claim);
    ra_diag_free(diag);
}

/* One place of a JSON text where a value may be swapped. */
static size_t pick_value(const char *text, size_t length, uint64_t *state)
{
    size_t at = random_bits(state) % length;
    while (at < length && text[at] != ':')
        at++;
    return at + 1 < length ? at + 1 : 0;
}

/* Bytes from a value to the comma or bracket behind it (of a flat value). */
static size_t value_length(const char *text)
{
    return strcspn(text, ",}]\n");
}

/* Every value in turn becomes one of another kind: the text stays JSON, the claim becomes nonsense.
 */
START_TEST(swapped_values_give_messages)
{
    static const char *const values[] = {"null",    "true", "-1e308",        "\"\"",      "[]",
                                         "{}",      "0",    "\"emissions\"", "\"chips\"", "1e-320",
                                         "\"kWh\"", "[{}]", "{\"a\": {}}",   "\"1 / 0\""};
    size_t length = 0;
    uint64_t state = 7;
    char *text = get_file(REAUDIT_SOURCE_DATA "/tests/claims_good/every-key.json", &length);
    for (int i = 0; i < 250; i++) {
        size_t at = pick_value(text, length, &state);
        const char *value = values[random_bits(&state) % (sizeof values / sizeof *values)];
        ra_text changed = {0};
        ra_text_append_bytes(&changed, text, at);
        ra_text_format(&changed, " %s", value);
        ra_text_append(&changed, text + at + value_length(text + at));
        try_text(claim_data, changed.data, changed.length);
        ra_text_free(&changed);
    }
    free(text);
}
END_TEST

START_TEST(damaged_bytes_give_messages)
{
    size_t length = 0;
    uint64_t state = 11;
    char *text = get_file(REAUDIT_SOURCE_DATA "/tests/claims_good/every-key.json", &length);
    for (int i = 0; i < 120; i++) {
        size_t at = random_bits(&state) % length;
        char before = text[at];
        text[at] = (char)(32 + random_bits(&state) % 95);
        try_text(claim_data, text, length);
        text[at] = before;
    }
    for (size_t cut = 0; cut < length; cut += 503)
        try_text(claim_data, text, cut);
    free(text);
}
END_TEST

/* As long a chain as may be: 200 steps, each of all 500 assumptions before it. */
START_TEST(largest_claim_is_read)
{
    ra_text steps = {0}, assumptions = {0};
    for (int i = 0; i < RA_CLAIM_MAX_ASSUMPTIONS; i++)
        ra_text_format(&assumptions, "%s{'id': 'a%d', 'published': {'value': 1, 'unit': '1'}}",
                       i ? ", " : "", i);
    for (int i = 0; i < RA_CLAIM_MAX_STEPS; i++) {
        ra_text_format(&steps, "%s{'id': 's%d', 'unit': '1', 'formula': '", i ? ", " : "", i);
        for (int k = 0; k < RA_CLAIM_MAX_ASSUMPTIONS; k++)
            ra_text_format(&steps, "%sa%d", k ? "+" : "", k);
        ra_text_format(&steps, i ? " + s%d'}" : "'}", i - 1);
    }
    char *text = claim_with("", "{'step': 's199', 'value': 100000, 'unit': '1'}", steps.data,
                            assumptions.data);
    ra_claim *claim = good_claim(text);
    ck_assert_double_eq(result_of(claim, RA_PUBLISHED), 100000);
    ra_claim_free(claim);
    free(text);
    ra_text_free(&steps);
    ra_text_free(&assumptions);
}
END_TEST

/* A path through all steps back to the first. */
START_TEST(longest_cycle_is_told)
{
    ra_text steps = {0};
    for (int i = 0; i < RA_CLAIM_MAX_STEPS; i++)
        ra_text_format(&steps, "%s{'id': 's%d', 'unit': '1', 'formula': 's%d'}", i ? ", " : "", i,
                       (i + 1) % RA_CLAIM_MAX_STEPS);
    char *text = claim_with("", "{'step': 's0'}", steps.data, "");
    ck_assert_ptr_null(parse_claim(text));
    expect_message("'s0' depends on itself: s0 -> s1 -> s2 ->");
    free(text);
    ra_text_free(&steps);
}
END_TEST

static const struct {
    int assumptions, steps;
    const char *message;
} sizes[] = {
    {501, 1, "a claim has at most 500 assumptions"},
    {1, 201, "a claim has at most 200 steps"},
};

START_TEST(limits_are_told)
{
    ra_text steps = {0}, assumptions = {0};
    for (int i = 0; i < sizes[_i].assumptions; i++)
        ra_text_format(&assumptions, "%s{'id': 'a%d', 'published': {'value': 1, 'unit': '1'}}",
                       i ? ", " : "", i);
    for (int i = 0; i < sizes[_i].steps; i++)
        ra_text_format(&steps, "%s{'id': 's%d', 'unit': '1', 'formula': '1'}", i ? ", " : "", i);
    char *text = claim_with("", "{'step': 's0'}", steps.data, assumptions.data);
    ck_assert_ptr_null(parse_claim(text));
    expect_message(sizes[_i].message);
    ck_assert_uint_eq(ra_diag_count(claim_diag, RA_ERROR), 1);
    free(text);
    ra_text_free(&steps);
    ra_text_free(&assumptions);
}
END_TEST

/* Names reach files: none of them may leave the data directory. */
START_TEST(names_stay_in_the_data)
{
    char *text = claim_with("'chain': '../../etc/passwd', ", "{'step': 's'}",
                            "{'id': 's', 'unit': '1', 'formula': 'a'}",
                            "{'id': 'a', 'published': {'table': '../sources/x'}}");
    ck_assert_ptr_null(parse_claim(text));
    expect_message("unknown chain '../../etc/passwd'");
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim hostile");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_set_timeout(all, 200);
    tcase_add_test(all, swapped_values_give_messages);
    tcase_add_test(all, damaged_bytes_give_messages);
    tcase_add_test(all, largest_claim_is_read);
    tcase_add_test(all, longest_cycle_is_told);
    tcase_add_loop_test(all, limits_are_told, 0, sizeof sizes / sizeof *sizes);
    tcase_add_test(all, names_stay_in_the_data);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
