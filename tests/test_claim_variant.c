/* The rows of a claim, and its audits by further authors. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define CLOSE(a, b) ck_assert_double_eq_tol((a), (b), 1e-12 * fabs((double)(b)))
#define FILE_NAME   REAUDIT_SOURCE_DATA "/tests/claims_good/rows.json"

static ra_claim *variant(const char *row, const char *audit)
{
    const ra_variant which = {row, audit};
    ra_claim *claim = NULL;

    ck_assert_int_eq(ra_claim_load_variant(&claim, claim_data, FILE_NAME, &which, claim_diag),
                     RA_OK);
    return claim;
}

/* Row, audit; address, title, headline; both results; printed factor of the group is checked. */
static const struct {
    const char *row, *audit, *id, *title, *headline;
    double published, audited;
} variants[] = {
    {NULL, NULL, "rows/7b", "Models of one table: 7 billion", "7 billion emit 20 t", 20, 16.5},
    {"7b", NULL, "rows/7b", "Models of one table: 7 billion", "7 billion emit 20 t", 20, 16.5},
    {"13b", NULL, "rows/13b", "The middle one", "What three models emit", 40, 38.5},
    {"sum", NULL, "rows/sum", "Models of one table: Both", "What three models emit", 60, 49.5},
    /* Power and method stay as published; the grid is (1.0 / 2) kg/kWh. */
    {"7b", "other", "rows/7b", "Models of one table: 7 billion", "7 billion emit 20 t", 20, 20},
    /* 100,000 h (400 + 50) W 0.4 kg/kWh */
    {"7b", "method", "rows/7b", "Models of one table: 7 billion", "7 billion emit 20 t", 20, 18},
    {"13b", "method", "rows/13b", "The middle one", "What three models emit", 40, 36},
};

START_TEST(variants_have_their_figures)
{
    ra_claim *claim = variant(variants[_i].row, variants[_i].audit);

    ck_assert_str_eq(claim->id, variants[_i].id);
    ck_assert_str_eq(claim->base, "rows");
    ck_assert_str_eq(claim->title, variants[_i].title);
    ck_assert_str_eq(claim->headline, variants[_i].headline);
    CLOSE(result_of(claim, RA_PUBLISHED), variants[_i].published);
    CLOSE(result_of(claim, RA_AUDITED), variants[_i].audited);
    ck_assert_uint_eq(claim->row_count, 3);
    ck_assert_uint_eq(claim->audit_count, 2);
    ck_assert(!claim->own_headline);
    /* The factor was printed for the claim's own headline, and it has none. */
    ck_assert_ptr_null(claim->groups[0].printed);
    ra_claim_free(claim);
}
END_TEST

START_TEST(totals_belong_to_what_is_made)
{
    ra_claim *small = variant("7b", NULL), *middle = variant("13b", NULL);
    ra_claim *other = variant("7b", "other");

    ck_assert_str_eq(small->corrected.printed, "16.5");
    ck_assert_int_eq(middle->corrected.kind, RA_FIGURE_NONE);
    ck_assert_int_eq(other->corrected.kind, RA_FIGURE_NONE);
    ck_assert_uint_eq(small->repeat_count, 2);
    ck_assert(small->repeated[0].differs && !small->repeated[1].differs);
    ck_assert_uint_eq(middle->repeat_count, 0);
    ck_assert(middle->stated_interval);
    /* What the claim prints for a step is not what a row does. */
    ck_assert_str_eq(quantity_of(small, "energy")->figure[RA_PUBLISHED].printed, "40");
    ck_assert_int_eq(quantity_of(middle, "energy")->figure[RA_PUBLISHED].kind, RA_FIGURE_NONE);
    ck_assert_str_eq(middle->citation.source->key, "so2019");
    ck_assert_str_eq(small->citation.source->key, "strubell2019");
    ra_claim_free(small);
    ra_claim_free(middle);
    ra_claim_free(other);
}
END_TEST

START_TEST(audits_have_their_grounds)
{
    ra_claim *other = variant("7b", "other"), *method = variant("7b", "method");
    const ra_quantity *energy = quantity_of(method, "energy");
    const ra_figure *grid = &quantity_of(other, "grid")->figure[RA_AUDITED];

    ck_assert_str_eq(grid->citation.source->key, "so2019");
    ck_assert_str_eq(grid->citation.locator, "p. 2");
    ck_assert_str_eq(local_of(other, "grid.a", RA_AUDITED)->id, "grid.a");
    /* Kept as uncertain as the claim says; corrections of the claim's own audit are not made. */
    ck_assert_ptr_nonnull(quantity_of(other, "hours")->figure[RA_AUDITED].dist);
    ck_assert_int_eq(quantity_of(other, "power")->figure[RA_AUDITED].kind, RA_FIGURE_NONE);
    ck_assert_ptr_eq(quantity_of(other, "energy")->formula[RA_AUDITED],
                     quantity_of(other, "energy")->formula[RA_PUBLISHED]);
    ck_assert_str_eq(energy->formula[RA_AUDITED]->text, "hours * (power + host)");
    ck_assert_str_eq(energy->figure[RA_AUDITED].reason, "The host takes power too.");
    ck_assert_str_eq(energy->figure[RA_AUDITED].citation.locator, "p. 3");
    ck_assert_uint_eq(method->changed_count, 2);
    ra_claim_free(other);
    ra_claim_free(method);
}
END_TEST

/* Shared figures share their error between rows; what a row sets is its own. */
START_TEST(draws_are_shared_between_rows)
{
    ra_claim *small = variant("7b", NULL), *middle = variant("13b", NULL);

    ck_assert_str_eq(quantity_of(small, "power")->figure[RA_AUDITED].draw, "rows/power");
    ck_assert_str_eq(quantity_of(middle, "power")->figure[RA_AUDITED].draw, "rows/13b/power");
    ck_assert_str_eq(quantity_of(small, "hours")->figure[RA_AUDITED].draw, "rows/hours");
    ck_assert_str_ne(small->sha256, middle->sha256);
    ra_claim_free(small);
    ra_claim_free(middle);
}
END_TEST

START_TEST(a_change_keeps_the_variant)
{
    ra_claim *claim = variant("13b", "method");

    ck_assert_int_eq(ra_claim_set(claim, "grid", "0.5", claim_diag), RA_OK);
    ck_assert_str_eq(claim->id, "rows/13b");
    ck_assert_int_eq(claim->audit, 1);
    CLOSE(result_of(claim, RA_AUDITED), 45);
    ra_claim_free(claim);
}
END_TEST

START_TEST(files_are_named_by_what_is_made)
{
    ra_claim *claim = variant("13b", "method");
    ra_text stem = {0};

    ra_claim_stem(claim, &stem);
    ck_assert_str_eq(stem.data, "rows.13b@method");
    ra_text_free(&stem);
    ra_claim_free(claim);
}
END_TEST

static const struct {
    const char *row, *audit, *message;
} unknown[] = {
    {"7c", NULL, "'rows' has no row '7c'; did you mean '7b'?"},
    {"large", NULL, "'rows' has no row 'large'; there are 7b, 13b, sum"},
    {NULL, "methods", "'rows' has no audit 'methods'; did you mean 'method'?"},
};

START_TEST(unknown_ones_name_the_nearest)
{
    const ra_variant which = {unknown[_i].row, unknown[_i].audit};
    ra_claim *claim = NULL;

    ck_assert_int_eq(ra_claim_load_variant(&claim, claim_data, FILE_NAME, &which, claim_diag),
                     RA_USAGE);
    ck_assert_ptr_null(claim);
    ck_assert_uint_eq(ra_diag_count(claim_diag, RA_ERROR), 1);
    expect_message(unknown[_i].message);
}
END_TEST

START_TEST(rows_are_listed)
{
    static const char *const ids[] = {"7b", "13b", "sum"};
    char **rows = NULL;

    ck_assert_int_eq(ra_claim_list_rows(FILE_NAME, &rows), RA_OK);
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(rows[i], ids[i]);
    ck_assert_ptr_null(rows[3]);
    ra_free(rows);
    /* A headline of its own comes first. */
    ck_assert_int_eq(
        ra_claim_list_rows(REAUDIT_SOURCE_DATA "/tests/claims_good/every-key.json", &rows), RA_OK);
    ck_assert_str_eq(rows[0], "");
    ck_assert_str_eq(rows[1], "small");
    ck_assert_ptr_null(rows[2]);
    ra_free(rows);
    /* What cannot be read is said by those who load it. */
    ck_assert_int_eq(ra_claim_list_rows(REAUDIT_SOURCE_DATA "/tests/none.json", &rows), RA_OK);
    ck_assert_str_eq(rows[0], "");
    ck_assert_ptr_null(rows[1]);
    ra_free(rows);
}
END_TEST

/* The row of the claim that uses every key, beside the claim's own headline. */
START_TEST(a_row_beside_a_headline)
{
    const ra_variant which = {"small", NULL};
    ra_claim *claim = NULL;

    ck_assert_int_eq(
        ra_claim_load_variant(&claim, claim_data,
                              REAUDIT_SOURCE_DATA "/tests/claims_good/every-key.json", &which,
                              claim_diag),
        RA_OK);
    ck_assert_str_eq(claim->title, "Small images");
    ck_assert_str_eq(claim->headline, "A small one takes 10 g");
    CLOSE(claim->stated.value, 10.5);
    CLOSE(value_of(claim, "batch_size", RA_PUBLISHED), 48);
    ck_assert(claim->own_headline);
    ra_claim_free(claim);
}
END_TEST

/* What another audit does not have cannot be correlated in it. */
START_TEST(correlations_of_what_is_there)
{
    const ra_variant which = {NULL, "second"};
    ra_claim *claim = NULL;

    ck_assert_int_eq(
        ra_claim_load_variant(&claim, claim_data,
                              REAUDIT_SOURCE_DATA "/tests/claims_good/every-key.json", &which,
                              claim_diag),
        RA_OK);
    ck_assert_uint_eq(claim->correlation_count, 1);
    ck_assert_str_eq(claim->quantities[claim->correlations[0].between[0]].id, "chip_power");
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim variant");
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_add_loop_test(all, variants_have_their_figures, 0,
                        (int)(sizeof variants / sizeof *variants));
    tcase_add_test(all, totals_belong_to_what_is_made);
    tcase_add_test(all, audits_have_their_grounds);
    tcase_add_test(all, draws_are_shared_between_rows);
    tcase_add_test(all, a_change_keeps_the_variant);
    tcase_add_test(all, files_are_named_by_what_is_made);
    tcase_add_loop_test(all, unknown_ones_name_the_nearest, 0,
                        (int)(sizeof unknown / sizeof *unknown));
    tcase_add_test(all, rows_are_listed);
    tcase_add_test(all, a_row_beside_a_headline);
    tcase_add_test(all, correlations_of_what_is_there);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
