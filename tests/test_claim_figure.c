/* Figures: the ways to a value, units, kept values, laws, sources, and what is only warned of. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/run.h"

#define CLOSE(a, b) ck_assert_double_eq_tol((a), (b), 1e-12 * fabs((double)(b)))
#define ENERGY      "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh'}}, "
#define GRID        "{'id': 'grid', 'published': {'printed': '0.5', 'unit': 'kgCO2e/kWh'}}"
#define WHY         "'reason': 'Measured.'"

/* The published headline is 9.5 kgCO2e; rows give the energy of both sides. */
static const struct {
    const char *energy;
    double published, audited; /* kWh */
    double low, high;          /* of the audited figure, in its unit */
    ra_figure_kind kind;       /* of the audited figure */
    const char *law;           /* its description; NULL: none */
    bool changed;
} ways[] = {
    /* Digits, and a value alone, which is exact. */
    {"'published': {'printed': '19', 'unit': 'kWh'}, 'audited': {'printed': '18.0', 'unit': "
     "'kWh', " WHY "}",
     19, 18, 17.95, 18.05, RA_FIGURE_PRINTED, NULL, true},
    {"'published': {'value': 19, 'unit': 'kWh'}, 'audited': {'value': 18, 'unit': 'kWh', " WHY "}",
     19, 18, 18, 18, RA_FIGURE_EXACT, NULL, true},
    /* The other side in its own unit; a difference of rounding is no change. */
    {"'published': {'value': 19, 'unit': 'kWh'}, 'audited': {'value': 68.4, 'unit': 'MJ', " WHY "}",
     19, 19, 68.4, 68.4, RA_FIGURE_EXACT, NULL, false},
    /* Words, and digits that end in zeros. */
    {"'published': {'printed': 'nineteen', 'value': 19, 'digits': 2, 'unit': 'kWh'}, 'audited': "
     "{'printed': '20', 'digits': 1, 'unit': 'kWh', " WHY "}",
     19, 20, 15, 25, RA_FIGURE_PRINTED, NULL, true},
    /* Kept: value and digits are those of the published side. */
    {"'published': {'printed': '19', 'unit': 'kWh'}, 'audited': {'distribution': {'type': "
     "'rounding'}}",
     19, 19, 18.5, 19.5, RA_FIGURE_PRINTED, "rounding(min 18.5, max 19.5)", false},
    {"'published': {'printed': '19', 'unit': 'kWh'}, 'audited': {'unit': 'MJ', 'distribution': "
     "{'type': 'uniform', 'min': 65, 'max': 72}}",
     19, 19, 66.6, 70.2, RA_FIGURE_PRINTED, "uniform(min 65, max 72)", false},
    {"'published': {'solve': true, 'unit': 'kWh'}, 'audited': {'distribution': {'type': 'normal', "
     "'relative_sd': 0.1}}",
     19, 19, 19, 19, RA_FIGURE_EXACT, "normal(mean 19, sd 1.9)", false},
    /* Derived, with locals that may be derived themselves; then with a law around the value. */
    {"'published': {'value': 19, 'unit': 'kWh'}, 'audited': {'formula': 'a * b', 'unit': 'kWh', "
     "'where': {'a': {'value': 3, 'unit': 'kW'}, 'b': {'formula': '2 * c', 'unit': 'hour'}, 'c': "
     "{'value': 180, 'unit': 's'}}, " WHY "}",
     19, 0.3, 0.3, 0.3, RA_FIGURE_FORMULA, NULL, true},
    {"'published': {'value': 19, 'unit': 'kWh'}, 'audited': {'formula': 'a * 2 [hour]', 'unit': "
     "'MJ', 'where': {'a': {'value': 5, 'unit': 'kW'}}, 'distribution': {'type': 'normal', "
     "'relative_sd': 0.5}, " WHY "}",
     19, 10, 36, 36, RA_FIGURE_FORMULA, "normal(mean 36, sd 18)", true},
    /* A law alone: its median is the value where there is no published one. */
    {"'published': {'value': 19, 'unit': 'kWh'}, 'audited': {'value': 17, 'unit': 'kWh', "
     "'distribution': {'type': 'uniform', 'min': 16, 'max': 18}, " WHY "}",
     19, 17, 17, 17, RA_FIGURE_EXACT, "uniform(min 16, max 18)", true},
};

START_TEST(figures_have_their_values)
{
    const size_t i = (size_t)_i;
    ra_text energy = {0}, law = {0};
    ra_text_format(&energy, "{'id': 'energy', %s}, " GRID, ways[i].energy);
    char *text = small_claim("", energy.data);
    ra_claim *claim = good_claim(text);
    const ra_quantity *q = quantity_of(claim, "energy");
    const ra_figure *figure = &q->figure[RA_AUDITED];
    CLOSE(value_of(claim, "energy", RA_PUBLISHED), ways[i].published);
    CLOSE(value_of(claim, "energy", RA_AUDITED), ways[i].audited);
    CLOSE(figure->low, ways[i].low);
    CLOSE(figure->high, ways[i].high);
    ck_assert_int_eq(figure->kind, ways[i].kind);
    ck_assert_int_eq(q->changed, ways[i].changed);
    ck_assert_uint_eq(claim->changed_count, ways[i].changed);
    ck_assert_int_eq(figure->dist != NULL, ways[i].law != NULL);
    if (figure->dist)
        ra_dist_describe(figure->dist, &law);
    if (ways[i].law)
        ck_assert_str_eq(law.data, ways[i].law);
    ra_claim_free(claim);
    ra_text_free(&energy);
    ra_text_free(&law);
    free(text);
}
END_TEST

/* Warnings and notes do not fail a claim. */
static const struct {
    const char *head, *assumptions, *message;
} doubts[] = {
    {"", "{'id': 'energy', 'published': {'printed': '20', 'unit': 'kWh'}}, " GRID,
     "note: '20' ends in zeros: 'digits' can say how many of its digits count"},
    {"", ENERGY GRID ", {'id': 'pue', 'published': {'printed': '1.5', 'unit': '1'}}",
     "warning: neither side needs the assumption 'pue'"},
    {"",
     "{'id': 'energy', 'published': {'formula': '19 [kWh]', 'unit': 'kWh', 'where': {'a': "
     "{'value': "
     "1, 'unit': '1'}}}}, " GRID,
     "warning: no formula uses 'a'"},
    {"'groups': [{'id': 'site'}], ", ENERGY GRID, "warning: nothing belongs to the group 'site'"},
    {"",
     "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh'}, 'audited': {'value': 16.1, "
     "'unit': 'kWh', 'distribution': {'type': 'uniform', 'min': 16, 'max': 18}, " WHY "}}, " GRID,
     "warning: the value 16.1 lies outside the central half of its distribution, 16.5 to 17.5 kWh"},
    {"",
     "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh'}, 'audited': {'value': 16, "
     "'unit': 'kWh', 'distribution': {'type': 'normal', 'mean': 16, 'sd': 8}, " WHY "}}, " GRID,
     "warning: 'energy' is positive, but its distribution is below zero with a probability of "
     "2.3 %: truncate it, or take a law of positive numbers, as lognormal"},
    {"'repeated': [{'source': {'key': 'so2019'}, 'printed': '9.7', 'unit': 'kgCO2e'}], ",
     ENERGY GRID, "note: the repeated figure is 9.7 kgCO2e, the published one 9.5 kgCO2e"},
};

START_TEST(doubts_are_told)
{
    char *text = small_claim(doubts[_i].head, doubts[_i].assumptions);
    ra_claim *claim = good_claim(text);
    ra_claim_report_repeats(claim, claim_diag);
    expect_message(doubts[_i].message);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* A repetition in another unit, within the rounding of both, is the same figure. */
START_TEST(repetitions_are_compared_in_one_unit)
{
    char *text = small_claim("'repeated': [{'source': {'key': 'so2019'}, 'printed': '9,500', "
                             "'digits': 2, 'unit': 'gCO2e'}], ",
                             ENERGY GRID);
    ra_claim *claim = good_claim(text);
    ck_assert_uint_eq(ra_diag_kept(claim_diag), 0);
    CLOSE(claim->repeated[0].figure.factor, 1e-3);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* Where a figure comes from: its own source, else that of the claim or of the audit. */
START_TEST(sources_are_inherited)
{
    char *text = small_claim("'audit': {'source': {'key': 'patterson2021', 'locator': 'Table 4', "
                             "'evidence': 'primary'}, "
                             "'reason': 'Asked them.'}, ",
                             "{'id': 'energy', 'published': {'printed': '19', 'unit': 'kWh', "
                             "'source': {'key': 'so2019'}},"
                             " 'audited': {'value': 18, 'unit': 'kWh'}}, "
                             "{'id': 'grid', 'published': {'printed': '0.5', 'unit': 'kgCO2e/kWh', "
                             "'status': 'default'}, "
                             "'audited': {'distribution': {'type': 'rounding'}}}");
    ra_claim *claim = good_claim(text);
    const ra_figure *energy = quantity_of(claim, "energy")->figure;
    const ra_figure *grid = quantity_of(claim, "grid")->figure;
    ck_assert_str_eq(energy[RA_PUBLISHED].citation.source->key, "so2019");
    ck_assert_int_eq(energy[RA_PUBLISHED].citation.evidence, RA_RECALLED);
    ck_assert(!energy[RA_PUBLISHED].citation.inherited);
    ck_assert_str_eq(energy[RA_AUDITED].citation.source->key, "patterson2021");
    ck_assert_str_eq(energy[RA_AUDITED].citation.locator, "Table 4");
    ck_assert(energy[RA_AUDITED].citation.inherited);
    ck_assert_str_eq(energy[RA_AUDITED].reason, "Asked them.");
    /* A kept figure is still that of the estimate. */
    ck_assert_str_eq(grid[RA_AUDITED].citation.source->key, "strubell2019");
    ck_assert_int_eq(grid[RA_AUDITED].origin, RA_DEFAULT);
    ck_assert_ptr_null(grid[RA_AUDITED].reason);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* A row gives figure, unit, law, source and status; keys beside it override. */
START_TEST(rows_of_tables_can_be_overridden)
{
    char *text = claim_with(
        "", "{'step': 'energy', 'value': 9.5, 'unit': 'kWh'}",
        "{'id': 'energy', 'formula': 'a * b * 5 [kWh]', 'unit': 'kWh'}",
        "{'id': 'a', 'published': {'value': 1, 'unit': '1'}, 'audited': {'table': "
        "'pue/google-georgia-2018'}}, "
        "{'id': 'b', 'published': {'value': 1, 'unit': '1'}, 'audited': {'table': "
        "'pue/google-georgia-2018', 'value': 1.2, 'status': 'judgement', 'distribution': {'type': "
        "'uniform', 'min': 1.1, 'max': 1.3}, 'source': {'key': 'so2019'}}}");
    ra_claim *claim = good_claim(text);
    const ra_figure *a = &quantity_of(claim, "a")->figure[RA_AUDITED];
    const ra_figure *b = &quantity_of(claim, "b")->figure[RA_AUDITED];
    ck_assert_double_eq(a->value, 1.1);
    ck_assert_str_eq(a->dist->type->name, "triangular");
    ck_assert_str_eq(a->citation.source->key, "patterson2021");
    ck_assert_int_eq(a->origin, RA_REPORTED);
    ck_assert_double_eq(b->value, 1.2);
    ck_assert_str_eq(b->dist->type->name, "uniform");
    ck_assert_str_eq(b->citation.source->key, "so2019");
    ck_assert_int_eq(b->origin, RA_JUDGEMENT);
    /* Both are one row: they share its error. */
    ck_assert_str_eq(a->draw, b->draw);
    ra_claim_free(claim);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim figure");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_add_loop_test(all, figures_have_their_values, 0, sizeof ways / sizeof *ways);
    tcase_add_loop_test(all, doubts_are_told, 0, sizeof doubts / sizeof *doubts);
    tcase_add_test(all, repetitions_are_compared_in_one_unit);
    tcase_add_test(all, sources_are_inherited);
    tcase_add_test(all, rows_of_tables_can_be_overridden);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
