/* Chains: shared ones, methods that change, steps without formulas, solved figures, choices. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/chain.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define CLOSE(a, b) ck_assert_double_eq_tol((a), (b), 1e-12 * fabs((double)(b)))
#define HEADLINE    "{'step': 'emissions', 'printed': '9.5', 'unit': 'kgCO2e'}"
#define GRID        "{'id': 'grid', 'published': {'printed': '0.5', 'unit': 'kgCO2e/kWh'}}"
#define TRAINING                                                                                   \
    "{'id': 'devices', 'published': {'value': 8}}, "                                               \
    "{'id': 'hours', 'published': {'printed': '84'}}, "                                            \
    "{'id': 'device_power', 'published': {'printed': '0.25', 'unit': 'kW'}}, "                     \
    "{'id': 'pue', 'label': 'Overhead', 'published': {'printed': '1.58'}}, "                       \
    "{'id': 'grid', 'published': {'printed': '0.5'}}"

static char *quoted(const char *text)
{
    char *copy = strdup(text);
    for (char *p = copy; *p; p++)
        if (*p == '\'')
            *p = '"';
    return copy;
}

/* A chain gives steps, labels and units; what the claim says comes first. */
START_TEST(shared_chain_gives_what_is_left_out)
{
    char *text = quoted("{'id': 'mine', 'title': 'M', 'source': {'key': 'so2019'}, 'chain': "
                        "'training', 'published': {'printed': '133', 'unit': 'kgCO2e'}, "
                        "'assumptions': [" TRAINING "]}");
    ra_claim *claim = good_claim(text);
    CLOSE(result_of(claim, RA_PUBLISHED), 8 * 84 * 0.25 * 1.58 * 0.5);
    ck_assert_str_eq(claim->quantities[claim->result].id, "emissions");
    ck_assert_str_eq(quantity_of(claim, "hours")->label, "Duration of the training");
    ck_assert_str_eq(quantity_of(claim, "pue")->label, "Overhead");
    ck_assert_str_eq(ra_unit_text(quantity_of(claim, "hours")->unit), "hour");
    ck_assert_str_eq(ra_unit_text(quantity_of(claim, "device_power")->unit), "kW");
    ck_assert_uint_eq(claim->step_count, 4);
    ra_claim_free(claim);
    free(text);
}
END_TEST

START_TEST(shared_chain_is_overridden_and_extended)
{
    char *text = quoted(
        "{'id': 'mine', 'title': 'M', 'source': {'key': 'so2019'}, 'chain': 'training', "
        "'published': {'step': 'total', 'printed': '145.6', 'unit': 'kgCO2e'}, 'steps': ["
        "{'id': 'energy', 'formula': 'energy_it * pue * 1.1', 'published': {'printed': '292'}}, "
        "{'id': 'total', 'label': 'Total', 'formula': 'emissions + 1 [kgCO2e]', 'unit': 'kgCO2e'}],"
        "'assumptions': [" TRAINING "]}");
    ra_claim *claim = good_claim(text);
    CLOSE(result_of(claim, RA_PUBLISHED), 8 * 84 * 0.25 * 1.58 * 1.1 * 0.5 + 1);
    ck_assert_str_eq(quantity_of(claim, "energy")->label, "Energy of the site");
    ck_assert_double_eq(quantity_of(claim, "energy")->figure[RA_PUBLISHED].value, 292);
    ra_claim_free(claim);
    free(text);
}
END_TEST

START_TEST(shipped_chains_load)
{
    static const char *const ids[] = {"architecture-search", "training"};
    for (size_t i = 0; i < 2; i++) {
        ra_chain *chain = NULL;
        ck_assert_int_eq(ra_chain_load(&chain, claim_data, ids[i], claim_diag), RA_OK);
        ck_assert_str_eq(chain->id, ids[i]);
        ck_assert_str_eq(chain->result, "emissions");
        ra_chain_free(chain);
    }
    ra_chain *none = NULL;
    ck_assert_int_eq(ra_chain_load(&none, claim_data, "../claim.schema", claim_diag), RA_USAGE);
    ck_assert_ptr_null(none);
}
END_TEST

/* An audited formula is one more rung, after the assumptions. */
START_TEST(changed_method_is_a_rung)
{
    char *text = claim_with(
        "", HEADLINE,
        "{'id': 'emissions', 'label': 'E', 'formula': 'energy * grid', 'audited_formula': "
        "'(energy + idle) * grid', 'reason': 'Idle.', 'unit': 'kgCO2e'}",
        "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh'}, 'audited': {'value': 18, "
        "'unit': 'kWh', 'reason': 'R'}}, {'id': 'idle', 'audited': {'value': 7200, 'unit': 'kJ', "
        "'reason': 'R'}}, " GRID);
    ra_claim *claim = good_claim(text);
    ck_assert_uint_eq(claim->changed_count, 2);
    ck_assert_str_eq(claim->quantities[claim->changed[0]].id, "energy");
    ck_assert_str_eq(claim->quantities[claim->changed[1]].id, "emissions");
    ck_assert_str_eq(quantity_of(claim, "emissions")->figure[RA_AUDITED].reason, "Idle.");
    CLOSE(result_of(claim, RA_PUBLISHED), 9.5);
    CLOSE(result_of(claim, RA_AUDITED), 10);
    uint32_t idle = ra_claim_find(claim, "idle");
    ck_assert(!ra_claim_uses(claim, idle, RA_PUBLISHED));
    ck_assert(isnan(value_of(claim, "idle", RA_PUBLISHED)));
    /* The method alone: what it needs comes from the other side. */
    double *values = calloc(claim->quantity_count, sizeof *values);
    uint8_t *choice = calloc(claim->quantity_count, 1);
    choice[claim->changed[1]] = RA_AUDITED;
    CLOSE(ra_claim_eval(claim, choice, values), 10.5);
    CLOSE(values[idle], 7200);
    free(values);
    free(choice);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* A step whose formula the paper does not give has the figure that it printed. */
START_TEST(printed_step_stands_for_its_formula)
{
    char *text = claim_with(
        "", HEADLINE,
        "{'id': 'energy', 'label': 'E', 'unit': 'kWh', 'published': {'printed': '19,000', "
        "'digits': "
        "3, 'unit': 'Wh'}, 'audited_formula': 'power * 3 [hour]', 'reason': 'R'}, "
        "{'id': 'emissions', 'label': 'E', 'formula': 'energy * grid', 'unit': 'kgCO2e'}",
        GRID ", {'id': 'power', 'audited': {'value': 6, 'unit': 'kW', 'reason': 'R'}}");
    ra_claim *claim = good_claim(text);
    CLOSE(result_of(claim, RA_PUBLISHED), 9.5);
    CLOSE(result_of(claim, RA_AUDITED), 9);
    ck_assert_uint_eq(claim->changed_count, 1);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* Derived figures are made on their own side alone: a kept one does not follow a correction. */
START_TEST(kept_figure_stays_with_its_side)
{
    char *text = claim_with(
        "", HEADLINE,
        "{'id': 'emissions', 'label': 'E', 'formula': 'energy * grid * chips / 8', "
        "'unit': 'kgCO2e'}",
        "{'id': 'energy', 'published': {'formula': 'machine / chips * 8', 'unit': 'kWh', 'where': "
        "{'machine': {'printed': '19', 'unit': 'kWh'}}}}, {'id': 'chips', 'published': {'value': "
        "8, 'unit': '1'}, 'audited': {'value': 4, 'unit': '1', 'reason': 'R'}}, " GRID);
    ra_claim *claim = good_claim(text);
    CLOSE(result_of(claim, RA_PUBLISHED), 9.5);
    CLOSE(result_of(claim, RA_AUDITED), 4.75);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* What `x` must be for formula(x) * grid to be 9.5 kgCO2e. */
static const struct {
    const char *formula;
    double root;
} roots[] = {
    {"x * grid", 19},
    {"x^3 * grid / 361 [kWh^2]", 19},
    {"1000 [kWh^2] * grid / x", 1000.0 / 19},
    {"(x + 20 [kWh]) * grid", -1},
    {"(x + 19 [kWh]) * grid", 0},
    {"(x * 1e-40 + 18 [kWh]) * grid", 1e40},
    {"1 [kWh] * grid * exp(x / 1 [kWh])", 2.9444389791664403},
    {"sqrt(x / 1 [kWh]) * grid * 1 [kWh]", 361},
    /* A pole between the start and the root is passed over. */
    {"19 [kWh^2] * grid / (x - 3 [kWh])", 4},
};

START_TEST(solved_figures_close_the_chain)
{
    ra_text steps = {0};
    ra_text_format(&steps, "{'id': 'emissions', 'label': 'E', 'formula': '%s', 'unit': 'kgCO2e'}",
                   roots[_i].formula);
    char *text = claim_with("", HEADLINE, steps.data,
                            "{'id': 'x', 'published': {'solve': true, 'unit': 'kWh'}}, " GRID);
    ra_claim *claim = good_claim(text);
    ck_assert_int_eq(quantity_of(claim, "x")->figure[RA_PUBLISHED].kind, RA_FIGURE_SOLVED);
    ck_assert_double_eq_tol(value_of(claim, "x", RA_PUBLISHED), roots[_i].root,
                            1e-9 * (fabs(roots[_i].root) + 1e-9));
    ck_assert_double_eq_tol(result_of(claim, RA_PUBLISHED), 9.5, 1e-8);
    ra_claim_free(claim);
    ra_text_free(&steps);
    free(text);
}
END_TEST

/* The headline in another unit than its step. */
START_TEST(headline_has_its_own_unit)
{
    char *text = claim_with(
        "'corrected': {'printed': '8.5', 'unit': 'kgCO2e', 'source': {'key': 'so2019'}}, ",
        "{'step': 'emissions', 'printed': '20.94', 'unit': 'lbCO2e'}",
        "{'id': 'emissions', 'label': 'E', 'formula': 'energy * grid', 'unit': 'kgCO2e'}",
        "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh'}}, " GRID);
    ra_claim *claim = good_claim(text);
    CLOSE(result_of(claim, RA_PUBLISHED), 9.5 / 0.45359237);
    CLOSE(claim->result_factor, 1 / 0.45359237);
    CLOSE(value_of(claim, "emissions", RA_PUBLISHED), 9.5);
    CLOSE(claim->stated.factor, 1);
    CLOSE(claim->corrected.factor, 1 / 0.45359237);
    ra_claim_free(claim);
    free(text);
}
END_TEST

static const struct {
    const char *published;
    double low, high;
    const char *text;
} intervals[] = {
    {"{'step': 'emissions', 'interval': [8, 12], 'unit': 'kgCO2e'}", 8, 12, "8 to 12"},
    {"{'step': 'emissions', 'interval': ['8', '12'], 'unit': 'kgCO2e'}", 7.5, 12.5, "8 to 12"},
    {"{'step': 'emissions', 'interval': [8, '12.0'], 'unit': 'kgCO2e'}", 8, 12.05, "8 to 12.0"},
};

START_TEST(intervals_have_their_ends)
{
    char *text = claim_with(
        "", intervals[_i].published,
        "{'id': 'emissions', 'label': 'E', 'formula': 'energy * grid', 'unit': 'kgCO2e'}",
        "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh'}}, " GRID);
    ra_claim *claim = good_claim(text);
    ck_assert(claim->stated_interval);
    ck_assert_int_eq(claim->stated.kind, RA_FIGURE_NONE);
    CLOSE(claim->interval_low, intervals[_i].low);
    CLOSE(claim->interval_high, intervals[_i].high);
    ck_assert_str_eq(claim->interval_text, intervals[_i].text);
    ra_claim_free(claim);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim chain");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_add_test(all, shared_chain_gives_what_is_left_out);
    tcase_add_test(all, shared_chain_is_overridden_and_extended);
    tcase_add_test(all, shipped_chains_load);
    tcase_add_test(all, changed_method_is_a_rung);
    tcase_add_test(all, printed_step_stands_for_its_formula);
    tcase_add_test(all, kept_figure_stays_with_its_side);
    tcase_add_loop_test(all, solved_figures_close_the_chain, 0, sizeof roots / sizeof *roots);
    tcase_add_test(all, headline_has_its_own_unit);
    tcase_add_loop_test(all, intervals_have_their_ends, 0, sizeof intervals / sizeof *intervals);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
