/* Changing the audited side by hand. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/run.h"

#define CLOSE(a, b) ck_assert_double_eq_tol((a), (b), 1e-12 * fabs((double)(b)))

static ra_claim *claim;

static void set_up(void)
{
    claim_set_up();
    claim = load_claim("datasets/claims/strubell-2019-nas.json");
}

static void tear_down(void)
{
    ra_claim_free(claim);
    claim_tear_down();
}

static const struct {
    const char *id, *text;
    double value;    /* in the published unit */
    const char *law; /* NULL: exact */
} changes[] = {
    {"pue", "1.2", 1.2, NULL},
    {"pue", " 1.2 ", 1.2, NULL},
    {"pue", "+1.2e0", 1.2, NULL},
    {"pue", "120 %", 1.2, NULL},
    {"grid", "0.9", 0.9, NULL},
    {"grid", "0.4 kgCO2e/kWh", 0.4 / 0.45359237, NULL},
    {"grid", "0.4kgCO2e/kWh", 0.4 / 0.45359237, NULL},
    {"grid", "400\tgCO2e/kWh", 0.4 / 0.45359237, NULL},
    {"grid", ".4 tCO2e/MWh", 0.4 / 0.45359237, NULL},
    /* A law: its median; without a centre of its own, the audited value as it was. */
    {"pue", "{\"type\": \"uniform\", \"min\": 1.1, \"max\": 1.5}", 1.3,
     "uniform(min 1.1, max 1.5)"},
    {"chip_power", "{\"type\": \"normal\", \"relative_sd\": 0.1}", 208,
     "normal(mean 208, sd 20.8)"},
    /* A unit of its own; what has no centre is about the audited value in that unit. */
    {"chip_power", "{\"type\": \"uniform\", \"min\": 0.2, \"max\": 0.25, \"unit\": \"kW\"}", 225,
     "uniform(min 0.2, max 0.25)"},
    {"chip_power", "{\"unit\": \"kW\", \"type\": \"normal\", \"relative_sd\": 0.1}", 208,
     "normal(mean 0.208, sd 0.0208)"},
    /* Derived figures give way as well. */
    {"speedup", "3", 3, NULL},
};

START_TEST(changes_take_effect)
{
    ra_text law = {0};
    char before[65];
    memcpy(before, claim->sha256, sizeof before);
    ck_assert_int_eq(ra_claim_set(claim, changes[_i].id, changes[_i].text, claim_diag), RA_OK);
    const ra_figure *figure = &quantity_of(claim, changes[_i].id)->figure[RA_AUDITED];
    CLOSE(value_of(claim, changes[_i].id, RA_AUDITED), changes[_i].value);
    ck_assert_int_eq(figure->dist != NULL, changes[_i].law != NULL);
    if (figure->dist)
        ra_dist_describe(figure->dist, &law);
    if (changes[_i].law)
        ck_assert_str_eq(law.data, changes[_i].law);
    ck_assert_str_ne(claim->sha256, before);
    CLOSE(result_of(claim, RA_PUBLISHED), 979e6 * 84 / 300000 * 1.51543 * 1.58 * 0.954);
    ra_text_free(&law);
}
END_TEST

START_TEST(changes_add_up_and_the_last_counts)
{
    ck_assert_int_eq(ra_claim_set(claim, "pue", "1.3", claim_diag), RA_OK);
    ck_assert_int_eq(ra_claim_set(claim, "chips", "2", claim_diag), RA_OK);
    ck_assert_int_eq(ra_claim_set(claim, "pue", "1.2", claim_diag), RA_OK);
    CLOSE(result_of(claim, RA_AUDITED), 2 * 200 * 6.8 * 24 * 0.208 * 1.2 * 0.431 / 0.45359237);
}
END_TEST

/* The ladder follows: what is as published is no rung, what was kept becomes one. */
START_TEST(ladder_follows)
{
    ck_assert_uint_eq(claim->changed_count, 6);
    ck_assert_int_eq(ra_claim_set(claim, "pue", "1.58", claim_diag), RA_OK);
    ck_assert_uint_eq(claim->changed_count, 5);
    ck_assert_int_eq(ra_claim_set(claim, "search_steps", "1e9", claim_diag), RA_OK);
    ck_assert_uint_eq(claim->changed_count, 6);
    ck_assert_str_eq(claim->quantities[claim->changed[0]].id, "search_steps");
    /* The derived speed follows too: 1e9 * 0.00012 h / (200 * 6.8 d). */
    CLOSE(value_of(claim, "speedup", RA_AUDITED), 1e9 * 0.00012 / (200 * 6.8 * 24));
}
END_TEST

/* A law keeps the name of its draw, so that the other draws and its own stay as they were. */
START_TEST(draws_keep_their_names)
{
    static const char law[] = "{\"type\": \"normal\", \"relative_sd\": 0.1}";
    ck_assert_int_eq(ra_claim_set(claim, "pue", law, claim_diag), RA_OK);
    ck_assert_str_eq(quantity_of(claim, "pue")->figure[RA_AUDITED].draw, "strubell-2019-nas/pue");
    ck_assert_int_eq(ra_claim_set(claim, "chips", law, claim_diag), RA_OK);
    ck_assert_str_eq(quantity_of(claim, "chips")->figure[RA_AUDITED].draw,
                     "strubell-2019-nas/chips");
}
END_TEST

static const struct {
    const char *id, *text, *message;
} mistakes[] = {
    {"puee", "1", "'strubell-2019-nas' has no assumption 'puee'; did you mean 'pue'?"},
    {"emissions", "1",
     "'emissions' of 'strubell-2019-nas' is a step: it is computed and cannot be set, but what it "
     "is computed from can: search_steps, time_per_step, chips, speedup, chip_power, pue, grid"},
    {"energy_it", "1", "can: search_steps, time_per_step, chips, speedup, chip_power"},
    {"speedup.days", "7", "has no assumption 'speedup.days'"},
    {"pue", "", "'pue' cannot be set to ''"},
    {"pue", "many", "'pue' cannot be set to 'many'"},
    {"pue", "1e999", "'pue' cannot be set to '1e999'"},
    {"pue", "-", "'pue' cannot be set to '-'"},
    {"pue", "1.2 kWh", "'pue' has no unit: kWh cannot be compared with it"},
    {"grid", "0.4 kg/kWh", "'grid' is in lbCO2e/kWh: kg/kWh cannot be compared with it: write "
                          "'kgCO2e/kWh'"},
    {"grid", "4 t/MW", "'grid' is in lbCO2e/kWh: t/MW cannot be compared with it"},
    {"grid", "0.4 kWhh", "unknown unit 'kWhh'"},
    {"pue", "{\"type\": \"norml\"}", "unknown type 'norml'; did you mean 'normal'?"},
    {"pue", "{\"type\": ", "pue=:1:"},
    {"pue", "{\"type\": \"uniform\", \"min\": 1, \"max\": 2, \"unit\": \"kW\"}",
     "pue=:1:49: error: 'pue' has no unit: kW cannot be compared with it"},
    {"pue", "{\"type\": \"uniform\", \"min\": 1, \"max\": 2, \"unit\": 3}", "'unit'"},
    {"chip_power", "{\"type\": \"normal\", \"mean\": 3, \"unit\": \"kW\"}", "'sd'"},
    {"chip_power",
     "{\"type\": \"mixture\", \"components\": [{\"type\": \"normal\", \"mean\": 3, "
     "\"sd\": 1, \"unit\": \"kW\"}], \"weights\": [1]}",
     "unknown key 'unit'"},
    {"time_per_step", "0", "'chip_hours' has no value on the audited side"},
};

START_TEST(mistakes_leave_the_claim_as_it_was)
{
    double before = result_of(claim, RA_AUDITED);
    ck_assert_int_eq(ra_claim_set(claim, mistakes[_i].id, mistakes[_i].text, claim_diag), RA_USAGE);
    expect_message(mistakes[_i].message);
    ck_assert_double_eq(result_of(claim, RA_AUDITED), before);
    ck_assert_uint_eq(claim->changed_count, 6);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim set");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_loop_test(all, changes_take_effect, 0, sizeof changes / sizeof *changes);
    tcase_add_test(all, changes_add_up_and_the_last_counts);
    tcase_add_test(all, ladder_follows);
    tcase_add_test(all, draws_keep_their_names);
    tcase_add_loop_test(all, mistakes_leave_the_claim_as_it_was, 0,
                        sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
