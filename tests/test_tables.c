/* The shipped tables, row by row: figures, units, laws, subjects, sources. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/dist.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"
#include "tests/support/units.h"

static ra_arena *arena;

static void set_up(void)
{
    claim_set_up();
    units_set_up();
    arena = ra_arena_new((size_t)64 << 20);
}

static void tear_down(void)
{
    ra_arena_free(arena);
    units_tear_down();
    claim_tear_down();
}

static const ra_table *open_table(const char *id)
{
    const ra_table *table = NULL;
    ck_assert_msg(ra_data_table(claim_data, id, &table, claim_diag) == RA_OK, "%s", id);
    return table;
}

static const char *text_of(const ra_value *object, const char *key)
{
    const ra_value *found = ra_value_find(object, key);
    return found ? ra_value_string(found) : NULL;
}

static void check_law(const ra_row *row, const ra_value *law)
{
    ra_dist_figure figure = {.unit = row->unit};
    ck_assert(ra_row_figure(row, &figure.value, &figure.low, &figure.high));
    const ra_dist *dist = ra_dist_parse(law, &figure, arena, claim_diag);
    ck_assert_msg(dist != NULL, "%s", row->path);
}

/* An intensity of a grid lies between nothing and burnt oil shale with all it takes. */
static void check_grid(const ra_row *row, double value)
{
    double factor = 0;
    if (row->basis == RA_GRID_NONE) {
        ck_assert_str_eq(row->quantity, "carbon-free energy");
        ck_assert_msg(value >= 0 && value <= 1, "%s", row->path);
        return;
    }
    ck_assert_msg(ra_unit_convert(unit_of(row->unit), unit_of("gCO2e/kWh"), &factor), "%s",
                  row->path);
    ck_assert_msg(value * factor >= 0 && value * factor < 1700, "%s", row->path);
}

static void check_row(const ra_row *row)
{
    double value, low, high;
    ra_unit_problem problem;
    ck_assert_msg(ra_row_figure(row, &value, &low, &high), "%s", row->path);
    ck_assert_msg(low <= value && value <= high && value >= 0, "%s", row->path);
    const ra_unit *unit = ra_unit_parse(units, row->unit, &problem);
    ck_assert_msg(unit && problem.text[0] == '\0', "%s: %s", row->path, problem.text);
    const ra_value *law = ra_value_find(row->at, "distribution");
    if (law)
        check_law(row, law);
    const ra_value *source = ra_value_find(row->at, "source");
    const ra_sources *sources = NULL;
    ck_assert_int_eq(ra_data_sources(claim_data, &sources, NULL), RA_OK);
    const ra_source *cited = ra_sources_find(sources, text_of(source, "key"));
    ck_assert_msg(cited && cited->url, "%s", row->path);
    ck_assert_msg(row->year == 0 || (row->year >= 1990 && row->year <= 2026), "%s", row->path);
    if (strncmp(row->table, "grid", 4) == 0)
        check_grid(row, value);
    if (strcmp(row->table, "pue") == 0)
        ck_assert_msg(value >= 1 && value <= 2.5, "%s", row->path);
}

START_TEST(every_row)
{
    char **ids = NULL;
    size_t rows = 0;
    ck_assert_int_eq(ra_data_list(claim_data, RA_DATA_TABLES, &ids), RA_OK);
    for (size_t i = 0; ids[i]; i++) {
        const ra_table *table = open_table(ids[i]);
        for (size_t r = 0; r < ra_table_count(table); r++)
            check_row(ra_table_row(table, r));
        rows += ra_table_count(table);
    }
    ck_assert_uint_ge(rows, 2900);
    ra_free(ids);
}
END_TEST

/* "grid-egrid/mrow": a subject of another table, about which that has rows. */
static void check_reference(const ra_subject *subject, const char *path)
{
    char id[101] = "";
    const char *slash = path ? strchr(path, '/') : NULL;
    if (!path)
        return;
    ck_assert_msg(slash && slash - path < 100, "%s", subject->id);
    memcpy(id, path, (size_t)(slash - path));
    const ra_table *table = open_table(id);
    const ra_subject *found = ra_table_find_subject(table, slash + 1);
    bool any = false;
    for (size_t r = 0; r < ra_table_count(table); r++)
        any = any || (found && ra_table_row(table, r)->subject == found);
    ck_assert_msg(any, "%s names %s", subject->id, path);
}

START_TEST(every_subject)
{
    char **ids = NULL;
    ck_assert_int_eq(ra_data_list(claim_data, RA_DATA_TABLES, &ids), RA_OK);
    for (size_t i = 0; ids[i]; i++) {
        const ra_table *table = open_table(ids[i]);
        for (size_t s = 0; s < ra_table_subject_count(table); s++) {
            const ra_subject *subject = ra_table_subject(table, s);
            check_reference(subject, subject->grid);
            check_reference(subject, subject->country);
        }
    }
    ra_free(ids);
}
END_TEST

/* Keys are stable: claims and readers name rows by them. The figures are those of the sources. */
static const struct {
    const char *path;
    double value;
    ra_grid_basis basis;
} figures[] = {
    {"pue/uptime-2018", 1.58, RA_GRID_NONE},
    {"pue/google-georgia-2018", 1.10, RA_GRID_NONE},
    {"pue/aws-fleet-2025-aws", 1.14, RA_GRID_NONE},
    {"pue/jean-zay-2022-luccioni", 1.2, RA_GRID_NONE},
    {"grid/us-strubell-2019", 0.954, RA_GRID_DIRECT},
    {"grid/google-iowa-2020-net", 0.080, RA_GRID_MARKET},
    {"grid/google-oklahoma-2021-net", 0.088, RA_GRID_MARKET},
    {"grid-cloud/gcp-us-central1-2019-google", 479, RA_GRID_LIFECYCLE},
    {"grid-cloud/gcp-us-central1-2022-google", 460, RA_GRID_DIRECT},
    {"grid-cloud/gcp-us-central1-2016-mlco2", 566.3, RA_GRID_DIRECT},
    {"grid-country/usa-2021-owid-2023a", 379.57, RA_GRID_LIFECYCLE},
    {"grid-country/usa-2021-owid-2026", 423.78, RA_GRID_LIFECYCLE},
    {"grid-country/swe-2020-green-algorithms", 5.67, RA_GRID_DIRECT},
    {"grid-egrid/us-2019-non-baseload", 1562.4, RA_GRID_MARGINAL},
    {"hardware/v100-average-power", 325, RA_GRID_NONE},
    {"hardware/nvidia-h100-sxm5-tdp-epoch", 700, RA_GRID_NONE},
    {"hardware/nvidia-h100-sxm5-peak-fp16-epoch", 989.4, RA_GRID_NONE},
    {"hardware/nvidia-h100-sxm5-peak-fp16-sparse-mlco2", 1979, RA_GRID_NONE},
    {"embodied/nvidia-a100-embodied-luccioni", 150, RA_GRID_NONE},
    {"embodied/gpu-server-lifetime-luccioni", 6, RA_GRID_NONE},
    {"water/grid-usa-2023-li", 3.142, RA_GRID_NONE},
    {"everyday/car-mile-2024-epa", 0.393, RA_GRID_NONE},
    {"equivalences/car-lifetime", 126000, RA_GRID_NONE},
};

START_TEST(known_row)
{
    const char *nearest = NULL;
    double value, low, high;
    const ra_row *row = ra_data_find_row(claim_data, figures[_i].path, &nearest, claim_diag);
    ck_assert_msg(row, "no '%s'; near: %s", figures[_i].path, nearest ? nearest : "none");
    ck_assert(ra_row_figure(row, &value, &low, &high));
    ck_assert_double_eq(value, figures[_i].value);
    ck_assert_int_eq(row->basis, figures[_i].basis);
}
END_TEST

/* Two bases in one claim are told, on two sides and on one; an unstated one is no second basis. */
static const struct {
    const char *published, *audited, *warning;
} bases[] = {
    {"'table': 'grid/us-strubell-2019'", "'table': 'grid/google-iowa-2020-net'",
     "'grid' counts market-based, 'grid' counts direct generation: two bases of a grid are two "
     "quantities"},
    {"'value': 0.5, 'unit': 'kgCO2e/kWh', 'basis': 'marginal'",
     "'table': 'grid-country/usa-2021-owid-2026'", "'grid' counts lifecycle generation"},
    {"'table': 'grid/us-strubell-2019'", "'table': 'grid/google-georgia-2018'", NULL},
    {"'table': 'grid/us-strubell-2019'", "'table': 'grid-cloud/gcp-us-central1-2022-google'", NULL},
    {"'value': 0.5, 'unit': 'kgCO2e/kWh'", "'table': 'grid/google-iowa-2020-net'", NULL},
    {"'table': 'grid/us-strubell-2019'",
     "'value': 0.5, 'unit': 'kgCO2e/kWh', 'reason': 'R', "
     "'basis': 'consumption'",
     "'grid' counts consumption"},
};

START_TEST(bases_have_names)
{
    ck_assert_ptr_null(ra_grid_basis_name(RA_GRID_NONE));
    ck_assert_ptr_null(ra_grid_basis_text(RA_GRID_NONE));
    for (int basis = RA_GRID_NONE + 1; basis < RA_GRID_BASES; basis++) {
        ck_assert_str_ne(ra_grid_basis_name((ra_grid_basis)basis), "");
        ck_assert_str_ne(ra_grid_basis_text((ra_grid_basis)basis), "");
    }
    ck_assert_str_eq(ra_grid_basis_name(RA_GRID_MARKET), "market-based");
}
END_TEST

START_TEST(bases_are_not_mixed)
{
    ra_text text = {0};
    ra_text_format(&text,
                   "{'id': 'energy', 'published': {'value': 19, 'unit': 'kWh'}}, "
                   "{'id': 'grid', 'published': {%s}, 'audited': {%s}}",
                   bases[_i].published, bases[_i].audited);
    char *claim_text = small_claim("", text.data);
    ra_claim *claim = good_claim(claim_text);
    ck_assert_uint_eq(ra_diag_count(claim_diag, RA_WARNING), bases[_i].warning != NULL);
    if (bases[_i].warning)
        expect_message(bases[_i].warning);
    ra_claim_free(claim);
    free(claim_text);
    ra_text_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables");
    TCase *tests = tcase_create("tables");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_row);
    tcase_add_test(tests, every_subject);
    tcase_add_loop_test(tests, known_row, 0, sizeof figures / sizeof *figures);
    tcase_add_test(tests, bases_have_names);
    tcase_add_loop_test(tests, bases_are_not_mixed, 0, sizeof bases / sizeof *bases);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
