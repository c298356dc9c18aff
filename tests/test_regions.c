/* The same work in every region, against values by hand and closed forms. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/regions.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

/* 1,000 kWh of the computers, times PUE, times the grid. */
static const char training[] =
    "{'id': 'mine', 'title': 'M', 'source': {'key': 'so2019'}, 'chain': 'training', 'published': "
    "{'printed': '500', 'digits': 3, 'unit': 'kgCO2e'}, 'assumptions': [{'id': 'devices', "
    "'published': {'value': 1}}, {'id': 'hours', 'published': {'value': 1000}}, {'id': "
    "'device_power', 'published': {'value': 1000}}, {'id': 'pue', 'published': {'value': 1.25}}, "
    "{'id': 'grid', 'published': {'value': 0.4, 'basis': 'BASIS'} GRID}]}";

/* An energy that is uncertain, and a grid with a lognormal spread; no PUE. */
static const char plain[] =
    "{'id': 'mine', 'title': 'M', 'source': {'key': 'so2019'}, 'published': {'step': 'emissions', "
    "'unit': 'kgCO2e'}, 'steps': [{'id': 'emissions', 'formula': 'energy * grid', 'unit': "
    "'kgCO2e'}], 'assumptions': [{'id': 'energy', 'published': {'value': 100, 'unit': 'kWh'}, "
    "'audited': {'distribution': {'type': 'uniform', 'min': 50, 'max': 150}}}, {'id': 'grid', "
    "'published': {'value': 0.4, 'unit': 'kgCO2e/kWh', 'basis': 'BASIS'}, 'audited': "
    "{'distribution': {'type': 'lognormal', 'gsd': 1.1}}}]}";

static char *claim_text;
static ra_regions *regions;

static void tear_down(void)
{
    ra_regions_free(regions);
    regions = NULL;
    free(claim_text);
    claim_text = NULL;
    claim_tear_down();
}

static ra_status load(void *context, ra_claim **claim, ra_diag *diag)
{
    (void)context;
    return ra_claim_parse(claim, claim_data, "mine.json", claim_text, strlen(claim_text), diag);
}

/* Makes the claim's text: double quotes, its basis, and what else its grid has. */
static void make_text(const char *text, const char *basis, const char *grid)
{
    ra_text out = {0};
    for (const char *p = text; *p; p++) {
        if (strncmp(p, "BASIS", 5) == 0) {
            ra_text_append(&out, basis);
            p += 4;
        } else if (strncmp(p, "GRID", 4) == 0) {
            ra_text_append(&out, grid);
            p += 3;
        } else {
            ra_text_append_bytes(&out, *p == '\'' ? "\"" : p, 1);
        }
    }
    free(claim_text);
    claim_text = strdup(out.data);
    ra_text_free(&out);
}

static ra_status evaluate(ra_grid_basis basis)
{
    const ra_regions_plan plan = {.load = load, .basis = basis, .level = 0.9, .seed = 1};
    ra_regions_free(regions);
    regions = NULL;
    return ra_regions_eval(&regions, claim_data, &plan, claim_diag);
}

static const ra_region *region_of(const char *id)
{
    for (size_t i = 0; i < regions->count; i++)
        if (strcmp(regions->items[i].region->id, id) == 0)
            return &regions->items[i];
    ck_abort_msg("no region '%s'", id);
}

static double figure_of(const char *path)
{
    double value, low, high;
    const char *nearest;
    const ra_row *row = ra_data_find_row(claim_data, path, &nearest, claim_diag);
    ck_assert_msg(row != NULL, "%s", path);
    ck_assert(ra_row_figure(row, &value, &low, &high));
    return value;
}

/* Where each figure comes from, and what it comes to. */
static const struct {
    const char *basis, *region, *grid, *pue;
    double to_kg; /* the row's unit in kgCO2e/kWh */
    ra_region_from grid_from, pue_from;
} places[] = {
    {"direct generation", "gcp-us-central1", "grid-cloud/gcp-us-central1-2024-google",
     "pue/gcp-us-central1-2023-gsf", 1e-3, RA_FROM_REGION, RA_FROM_REGION},
    {"direct generation", "gcp-europe-west6", "grid-cloud/gcp-europe-west6-2024-google",
     "pue/google-fleet-2024-ecologits", 1e-3, RA_FROM_REGION, RA_FROM_FLEET},
    {"direct generation", "aws-us-east-1", "grid-egrid/srvc-2023-co2e",
     "pue/aws-us-east-1-2024-gsf", 0.45359237e-3, RA_FROM_SUBREGION, RA_FROM_REGION},
    {"direct generation", "aws-eu-north-1", "grid-country/swe-2020-green-algorithms",
     "pue/aws-eu-north-1-2024-gsf", 1e-3, RA_FROM_COUNTRY, RA_FROM_REGION},
    {"lifecycle generation", "aws-eu-north-1", "grid-country/swe-2025-owid-2026",
     "pue/aws-eu-north-1-2024-gsf", 1e-3, RA_FROM_COUNTRY, RA_FROM_REGION},
};

static void check_place(size_t i)
{
    const ra_region *r = region_of(places[i].region);
    ck_assert_str_eq(ra_grid_basis_name(regions->basis), places[i].basis);
    ck_assert_str_eq(r->grid->path, places[i].grid);
    ck_assert_str_eq(r->pue->path, places[i].pue);
    ck_assert_int_eq(r->grid_from, places[i].grid_from);
    ck_assert_int_eq(r->pue_from, places[i].pue_from);
    double expected = 1000 * figure_of(places[i].pue) * figure_of(places[i].grid) * places[i].to_kg;
    ck_assert_double_eq_tol(r->point, expected, 1e-12 * expected);
    ck_assert(r->low <= r->median && r->median <= r->high && r->low < r->high);
    ck_assert_double_eq_tol(regions->audited, 500, 1e-9);
}

START_TEST(regions_by_hand)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (i == 0 || strcmp(places[i].basis, places[i - 1].basis) != 0) {
            make_text(training, places[i].basis, "");
            ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_OK);
        }
        check_place(i);
    }
}
END_TEST

/* Greenest first; the factor is that of the ends; ranks that are alike lie around each region. */
START_TEST(ranks)
{
    make_text(training, "direct generation", "");
    ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_OK);
    ck_assert_uint_ge(regions->count, 60);
    for (size_t i = 1; i < regions->count; i++)
        ck_assert_double_le(regions->items[i - 1].median, regions->items[i].median);
    for (size_t i = 0; i < regions->count; i++)
        ck_assert(regions->items[i].first <= i && i <= regions->items[i].last);
    double ends = regions->items[regions->count - 1].median / regions->items[0].median;
    ck_assert_double_eq_tol(regions->factor, ends, 0.01 * ends);
    ck_assert_double_eq(regions->items[0].factor, 1);
}
END_TEST

/* Two lognormal intensities of one spread, with draws of their own: the first is the smaller one
 * with the probability Phi(log(m2 / m1) / (s sqrt 2)). Told apart from 95 % on. The energy, whose
 * spread is far larger, is shared. */
START_TEST(pairs_by_closed_form)
{
    double sigma = log(1.1), spread = sqrt(exp(sigma * sigma) - 1);
    size_t checked = 0, alike = 0;
    make_text(plain, "lifecycle generation", "");
    ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_OK);
    ck_assert(!regions->has_pue);
    /* The law's mean is above its median: the spread is sd over mean. */
    ck_assert_double_eq_tol(regions->spread, spread, 1e-9);
    for (size_t a = 0; a < regions->count; a++)
        for (size_t b = a + 1; b < regions->count; b++) {
            const ra_region *x = &regions->items[a], *y = &regions->items[b];
            if (x->grid == y->grid || x->grid_value <= 0)
                continue;
            double z = log(y->grid_value / x->grid_value) / (spread * sqrt(2));
            double p = 0.5 * erfc(-z / sqrt(2));
            if (fabs(p - 0.95) < 0.01)
                continue;
            ck_assert_msg(ra_regions_apart(regions, a, b) == (p > 0.95), "%s and %s: %g",
                          x->region->id, y->region->id, p);
            checked++;
            alike += p < 0.95;
        }
    ck_assert_uint_ge(checked, 1000);
    ck_assert_uint_ge(alike, 100);
}
END_TEST

/* Regions of one country share its row, and with it the error: they are the same in every trial. */
START_TEST(one_row_is_one_draw)
{
    make_text(plain, "lifecycle generation", "");
    ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_OK);
    const ra_region *x = region_of("aws-us-east-1"), *y = region_of("azure-eastus");
    ck_assert_ptr_eq(x->grid, y->grid);
    ck_assert_double_eq(x->low, y->low);
    ck_assert_double_eq(x->high, y->high);
}
END_TEST

START_TEST(basis_is_chosen)
{
    make_text(training, "unstated", "");
    ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_OK);
    ck_assert(regions->assumed);
    ck_assert_int_eq(regions->basis, RA_GRID_DIRECT);
    ck_assert_int_eq(evaluate(RA_GRID_LIFECYCLE), RA_OK);
    ck_assert(!regions->assumed);
    for (size_t i = 0; i < regions->count; i++)
        ck_assert_int_eq(regions->items[i].grid->basis, RA_GRID_LIFECYCLE);
    make_text(training, "direct generation",
              ", \"audited\": {\"table\": \"grid-country/usa-2024-owid-2026\"}");
    ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_OK);
    ck_assert_int_eq(regions->basis, RA_GRID_LIFECYCLE);
}
END_TEST

START_TEST(no_grid_and_no_region)
{
    claim_text = small_claim("", "{'id': 'energy', 'published': {'value': 19, 'unit': 'kWh'}}, "
                                 "{'id': 'grid', 'role': 'pue', 'published': {'value': 0.5, "
                                 "'unit': 'kgCO2e/kWh'}}");
    ck_assert_int_eq(evaluate(RA_GRID_NONE), RA_USAGE);
    expect_message("has no carbon intensity of electricity among the assumptions of its audited "
                   "side");
    make_text(training, "direct generation", "");
    ck_assert_int_eq(evaluate(RA_GRID_MARGINAL), RA_USAGE);
    expect_message("no region of the tables has a carbon intensity that counts marginal");
}
END_TEST

/* Setting an assumption to a row: its value, unit, law and source; what is no row is refused. */
static const struct {
    const char *text, *message;
    double point;
} rows[] = {
    {"grid/us-strubell-2019", NULL, 1250 * 0.954 * 0.45359237},
    {"grid/us-strubell-2019 {\"type\": \"normal\", \"relative_sd\": 0.1}", NULL,
     1250 * 0.954 * 0.45359237},
    {"grid/us-strubel-2019", "did you mean 'grid/us-strubell-2019'?", 0},
    {"pue/uptime-2018", "'grid' is in kgCO2e/kWh: 'pue/uptime-2018' is in 1", 0},
    {"grid/us-strubell-2019 x", "or a row of a table", 0},
};

START_TEST(a_row_is_set)
{
    make_text(training, "unstated", "");
    ra_claim *claim = good_claim(claim_text);
    ra_status status = ra_claim_set(claim, "grid", rows[_i].text, claim_diag);
    ck_assert_int_eq(status, rows[_i].message ? RA_USAGE : RA_OK);
    if (rows[_i].message) {
        expect_message(rows[_i].message);
        ck_assert_double_eq_tol(result_of(claim, RA_AUDITED), 500, 1e-9);
    } else {
        const ra_figure *figure = &quantity_of(claim, "grid")->figure[RA_AUDITED];
        ck_assert_double_eq_tol(result_of(claim, RA_AUDITED), rows[_i].point, 1e-9);
        ck_assert_str_eq(figure->table, "grid/us-strubell-2019");
        ck_assert_int_eq(figure->dist != NULL, strchr(rows[_i].text, '{') != NULL);
        ck_assert_str_eq(figure->citation.source->key, "strubell2019");
    }
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("regions");
    TCase *tests = tcase_create("regions");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, claim_set_up, tear_down);
    tcase_add_test(tests, regions_by_hand);
    tcase_add_test(tests, ranks);
    tcase_add_test(tests, pairs_by_closed_form);
    tcase_add_test(tests, one_row_is_one_draw);
    tcase_add_test(tests, basis_is_chosen);
    tcase_add_test(tests, no_grid_and_no_region);
    tcase_add_loop_test(tests, a_row_is_set, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
