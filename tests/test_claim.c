/* Whole claims: the shipped ones, and one that uses every key. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define CLOSE(a, b) ck_assert_double_eq_tol((a), (b), 1e-12 * fabs((double)(b)))

static ra_claim *nas(void)
{
    return load_claim("datasets/claims/strubell-2019-nas.json");
}

/* 979e6 steps * 84 h / 300,000 * 1515.43 W * 1.58 * 0.954 lb/kWh, and the corrected chain:
 * 200 chips * 6.8 d * 24 h/d * 208 W * 1.10 * 0.431 kg/kWh. */
START_TEST(search_has_both_totals)
{
    ra_claim *claim = nas();
    CLOSE(result_of(claim, RA_PUBLISHED), 979e6 * 84 / 300000 * 1.51543 * 1.58 * 0.954);
    CLOSE(result_of(claim, RA_AUDITED), 200 * 6.8 * 24 * 0.208 * 1.10 * 0.431 / 0.45359237);
    ck_assert_str_eq(ra_unit_text(claim->unit), "lbCO2e");
    ck_assert_double_eq(claim->stated.value, 626155);
    CLOSE(claim->corrected.value * claim->corrected.factor, 3200 / 0.45359237);
    ra_claim_free(claim);
}
END_TEST

START_TEST(search_has_six_corrections_in_order)
{
    static const char *const ids[] = {"time_per_step", "chips", "speedup",
                                      "chip_power",    "pue",   "grid"};
    ra_claim *claim = nas();
    ck_assert_uint_eq(claim->changed_count, 6);
    for (uint32_t i = 0; i < 6; i++)
        ck_assert_str_eq(claim->quantities[claim->changed[i]].id, ids[i]);
    ra_claim_free(claim);
}
END_TEST

/* 18.667 = 84/300,000 : 12/100,000 times 8 : 1; the rest 4.727. */
START_TEST(search_groups_have_their_factors)
{
    ra_claim *claim = nas();
    double *values = calloc(claim->quantity_count, sizeof *values);
    uint8_t *choice = calloc(claim->quantity_count, 1);
    for (uint32_t i = 0; i < claim->changed_count; i++)
        if (claim->quantities[claim->changed[i]].group == 0)
            choice[claim->changed[i]] = RA_AUDITED;
    double published = result_of(claim, RA_PUBLISHED), audited = result_of(claim, RA_AUDITED);
    double proxy = ra_claim_eval(claim, choice, values);
    ck_assert_double_eq_tol(published / proxy, 56.0 / 3, 1e-10);
    ck_assert_double_eq_tol(proxy / audited, 4.727, 5e-4);
    free(values);
    free(choice);
    ra_claim_free(claim);
}
END_TEST

START_TEST(order_has_needs_before_uses)
{
    ra_claim *claim = nas();
    uint32_t *place = calloc(claim->quantity_count, sizeof *place);
    for (uint32_t n = 0; n < claim->quantity_count; n++)
        place[claim->order[n]] = n + 1;
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        const ra_quantity *q = &claim->quantities[i];
        ck_assert_uint_gt(place[i], 0);
        for (int side = 0; side < RA_SIDES; side++)
            for (uint32_t k = 0; q->formula[side] && k < q->formula[side]->name_count; k++)
                ck_assert_uint_lt(place[q->bind[side][k]], place[i]);
    }
    free(place);
    ra_claim_free(claim);
}
END_TEST

/* A figure that nobody changed is read on both sides, a local on its own alone. */
START_TEST(sides_use_what_they_need)
{
    ra_claim *claim = nas();
    uint32_t steps = ra_claim_find(claim, "search_steps");
    uint32_t days = ra_claim_find(claim, "speedup.days");
    ck_assert(ra_claim_uses(claim, steps, RA_PUBLISHED));
    ck_assert(ra_claim_uses(claim, steps, RA_AUDITED));
    ck_assert(!ra_claim_uses(claim, days, RA_PUBLISHED));
    ck_assert(ra_claim_uses(claim, days, RA_AUDITED));
    ra_claim_free(claim);
}
END_TEST

START_TEST(shipped_claims_are_good)
{
    char **ids = NULL;
    size_t count = 0;
    ck_assert_int_eq(ra_data_list(claim_data, RA_DATA_CLAIMS, &ids), RA_OK);
    for (; ids[count]; count++) {
        ra_text path = {0};
        ra_text_format(&path, "datasets/claims/%s.json", ids[count]);
        ra_claim *claim = load_claim(path.data);
        ck_assert_str_eq(claim->base, ids[count]);
        ck_assert(isfinite(result_of(claim, RA_PUBLISHED)));
        ck_assert(isfinite(result_of(claim, RA_AUDITED)));
        ck_assert_uint_eq(strlen(claim->sha256), 64);
        ra_claim_free(claim);
        ra_text_free(&path);
    }
    ck_assert_uint_ge(count, 5);
    ra_free(ids);
}
END_TEST

static ra_claim *every_key(void)
{
    return load_claim("tests/claims_good/every-key.json");
}

START_TEST(every_key_is_read)
{
    ra_claim *claim = every_key();
    ck_assert_str_eq(claim->headline, "One image takes at most 30 g, as much as charging a phone");
    ck_assert_str_eq(claim->date, "2019-06");
    ck_assert_str_eq(claim->version, "v2");
    ck_assert_str_eq(claim->topic, "inference");
    ck_assert_str_eq(claim->citation.source->key, "strubell2019");
    ck_assert_str_eq(claim->citation.locator, "Section 1");
    ck_assert_int_eq(claim->citation.evidence, RA_SECONDARY);
    ck_assert_int_eq(claim->bound, RA_BOUND_AT_MOST);
    ck_assert_int_eq(claim->stated.origin, RA_REPORTED);
    ck_assert_int_eq(claim->stated.citation.evidence, RA_DERIVED);
    ck_assert_double_eq(claim->stated.low, 29.5);
    ck_assert_double_eq(claim->stated.high, 30.5);
    ck_assert_uint_eq(claim->group_count, 2);
    ck_assert(!claim->groups[0].boundary);
    ck_assert(claim->groups[1].boundary);
    ck_assert_str_eq(claim->groups[1].printed, "half");
    ck_assert_double_eq(claim->groups[1].value, 0.5);
    ck_assert_double_eq(claim->groups[0].low, 2.45);
    ck_assert_uint_eq(claim->repeat_count, 3);
    ck_assert_str_eq(claim->repeated[0].figure.printed, "thirty");
    ck_assert_int_eq(claim->repeated[2].figure.kind, RA_FIGURE_NONE);
    ck_assert(claim->solved);
    ra_claim_free(claim);
}
END_TEST

START_TEST(every_key_is_evaluated)
{
    ra_claim *claim = every_key();
    CLOSE(result_of(claim, RA_PUBLISHED), 30);
    CLOSE(value_of(claim, "chip_power", RA_PUBLISHED), 200);
    CLOSE(value_of(claim, "chip_power", RA_AUDITED), 160);
    double site = (value_of(claim, "energy_it", RA_AUDITED) + 2) * 1.1;
    CLOSE(value_of(claim, "energy", RA_AUDITED), site);
    CLOSE(result_of(claim, RA_AUDITED), site * 0.431 * 0.9);
    ck_assert_uint_eq(claim->row_count, 1);
    ck_assert_uint_eq(claim->audit_count, 1);
    ck_assert(claim->own_headline && claim->row == -1 && claim->audit == -1);
    ck_assert(!claim->repeated[0].differs && claim->repeated[1].differs);
    ra_claim_report_repeats(claim, claim_diag);
    expect_message(
        "note: the repeated figure is 31.2 gCO2e/image, the published one 30 gCO2e/image");
    ra_claim_free(claim);
}
END_TEST

START_TEST(every_key_has_its_draws_and_correlations)
{
    ra_claim *claim = every_key();
    const ra_figure *power = &quantity_of(claim, "chip_power")->figure[RA_AUDITED];
    const ra_quantity *gross = local_of(claim, "grid.gross", RA_AUDITED);
    ck_assert_str_eq(power->draw, "every-key/meter");
    ck_assert_str_eq(quantity_of(claim, "pue")->figure[RA_AUDITED].draw, "pue/google-georgia-2018");
    ck_assert_str_eq(quantity_of(claim, "standby")->figure[RA_AUDITED].draw, "every-key/standby");
    ck_assert_str_eq(gross->figure[RA_AUDITED].draw, "georgia");
    ck_assert_str_eq(gross->figure[RA_AUDITED].table, "grid/google-georgia-2018");
    ck_assert_uint_eq(claim->correlation_count, 2);
    ck_assert_int_eq(claim->correlations[0].kind, RA_SPEARMAN);
    ck_assert_double_eq(claim->correlations[0].rho, -0.3);
    ck_assert_int_eq(claim->correlations[1].kind, RA_COVARIANCE);
    ck_assert_double_eq_tol(claim->correlations[1].rho, 0.001 / sqrt(0.00038533333333333345 / 3),
                            1e-15);
    ck_assert_uint_eq(claim->correlations[1].between[1], ra_claim_find(claim, "grid.gross"));
    ra_claim_free(claim);
}
END_TEST

/* The hash is that of what was read: the bytes of the claim, and the rows that it uses. */
START_TEST(hash_follows_the_bytes)
{
    char *text = get_file(REAUDIT_SOURCE_DATA "/datasets/claims/strubell-2019-nas.json", NULL);
    ra_claim *a = nas(), *b = good_claim(text);
    ck_assert_str_eq(a->sha256, b->sha256);
    ra_claim_free(b);
    strstr(text, "Neural")[0] = 'n';
    b = good_claim(text);
    ck_assert_str_ne(a->sha256, b->sha256);
    ra_claim_free(a);
    ra_claim_free(b);
    free(text);
}
END_TEST

START_TEST(symbols_have_no_dots)
{
    ra_claim *claim = nas();
    ra_text symbol = {0};
    ra_quantity_symbol(local_of(claim, "speedup.days", RA_AUDITED), &symbol);
    ck_assert_str_eq(symbol.data, "speedup_days");
    ra_text_free(&symbol);
    ra_claim_free(claim);
}
END_TEST

START_TEST(names_of_origins_and_evidence)
{
    ck_assert_str_eq(ra_origin_name(RA_JUDGEMENT), "judgement");
    ck_assert_str_eq(ra_origin_text(RA_OMITTED), "left out of the estimate");
    ck_assert_str_eq(ra_evidence_name(RA_RECALLED), "recalled");
    ck_assert_str_eq(ra_evidence_text(RA_PRIMARY), "read in the primary source");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, search_has_both_totals);
    tcase_add_test(all, search_has_six_corrections_in_order);
    tcase_add_test(all, search_groups_have_their_factors);
    tcase_add_test(all, order_has_needs_before_uses);
    tcase_add_test(all, sides_use_what_they_need);
    tcase_add_test(all, shipped_claims_are_good);
    tcase_add_test(all, every_key_is_read);
    tcase_add_test(all, every_key_is_evaluated);
    tcase_add_test(all, every_key_has_its_draws_and_correlations);
    tcase_add_test(all, hash_follows_the_bytes);
    tcase_add_test(all, symbols_have_no_dots);
    tcase_add_test(all, names_of_origins_and_evidence);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
