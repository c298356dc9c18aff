/* Attribution: against brute force over all orders, against closed forms, and where there is little
 * or nothing to attribute. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/orders.h"
#include "tests/support/run.h"

#define NAS "datasets/claims/strubell-2019-nas.json"

#define PUBLISHED(printed) "{'step': 'total', 'printed': '" printed "', 'unit': '1'}"
#define TOTAL(formula)     "{'id': 'total', 'label': 'T', 'unit': '1', 'formula': '" formula "'}"
#define CHANGED(id, published, audited, law)                                                       \
    "{'id': '" id "', 'label': 'L', 'published': {'value': " published ", 'unit': '1'},"           \
    " 'audited': {'value': " audited ", 'unit': '1', 'reason': 'r'" law "}}"
#define LAW(json)         ", 'distribution': " json
#define RELATIVE(sd)      LAW("{'type': 'normal', 'relative_sd': " sd "}")
#define LOGNORMAL(m, gsd) LAW("{'type': 'lognormal', 'median': " m ", 'gsd': " gsd "}")

static ra_claim *number_claim(const char *head, const char *printed, const char *steps,
                              const char *assumptions)
{
    char *text = claim_with(head, printed, steps, assumptions);
    ra_claim *claim = good_claim(text);
    free(text);
    return claim;
}

static ra_result *audit_with(const ra_claim *claim, uint64_t trials, int threads)
{
    ra_plan plan = plan_of(trials);
    plan.threads = threads;
    return audit_claim(claim, &plan);
}

/* Shares sum to 1, contributions and LMDI to what they are parts of. */
static void check_sums(const ra_result *r)
{
    const ra_attribution *a = &r->attribution;
    double whole = a->basis == RA_BASIS_LOG ? log(r->recomputed / r->audited.point)
                                            : r->recomputed - r->audited.point;
    double share = 0, contribution = 0, lmdi = 0, factor = 1, size = 0;
    for (uint32_t k = 0; k < a->share_count; k++) {
        share += a->shares[k].share;
        contribution += a->shares[k].contribution;
        lmdi += a->shares[k].lmdi;
        factor *= a->shares[k].lmdi_factor;
        size += fabs(a->shares[k].contribution);
        ck_assert(a->shares[k].order_min <= a->shares[k].share + 1e-12);
        ck_assert(a->shares[k].order_max >= a->shares[k].share - 1e-12);
    }
    ck_assert(a->total == whole);
    ck_assert_double_eq_tol(contribution, whole, 1e-12 * fmax(1, size));
    ck_assert_double_eq_tol(share, 1, 1e-12 * fmax(1, size / fabs(whole)));
    if (a->method == RA_ATTRIBUTION_CLOSED) {
        double difference = r->recomputed - r->audited.point;
        ck_assert_double_eq_tol(lmdi, difference, 1e-12 * fmax(r->recomputed, r->audited.point));
        ck_assert_double_eq_tol(factor, r->recomputed / r->audited.point, 1e-12 * factor);
    }
}

static double pick(const double *published, const double *audited, unsigned set, int k)
{
    return set >> k & 1 ? audited[k] : published[k];
}
#define PICK(k) pick(p, a, set, k)

static double search(const double *p, const double *a, unsigned set)
{
    return PICK(1) * a[6] * PICK(0) / PICK(2) * PICK(3) * PICK(4) * PICK(5);
}

static const orders_chain search_chain = {
    {"time_per_step", "chips", "speedup", "chip_power", "pue", "grid", "search_steps"},
    7,
    0,
    search};

/* The search is 65 % the proxy, 26.5 % hardware, 8 % the site, and nothing the grid. */
START_TEST(architecture_search)
{
    static const double wanted[] = {0.1891, 0.4642, 0.2859, -0.0209, 0.0808, 0.0009};
    enum { TRIALS = 500 };
    ra_claim *claim = load_claim(NAS);
    ra_result *r = audit_with(claim, TRIALS, 0);
    const ra_attribution *a = &r->attribution;

    ck_assert_int_eq(a->method, RA_ATTRIBUTION_CLOSED);
    ck_assert_int_eq(a->basis, RA_BASIS_LOG);
    ck_assert_uint_eq(a->trials, TRIALS);
    ck_assert_uint_eq(a->share_count, 6);
    for (int k = 0; k < 6; k++)
        ck_assert_double_eq_tol(a->shares[k].share, wanted[k], 5e-5);
    ck_assert_double_eq_tol(a->shares[0].share + a->shares[1].share, 0.65, 0.005);
    ck_assert_double_eq_tol(a->shares[2].share + a->shares[3].share, 0.265, 0.005);
    ck_assert_double_eq_tol(a->shares[4].share, 0.08, 0.005);
    ck_assert_double_eq_tol(a->shares[5].share, 0.00, 0.005);
    check_sums(r);
    orders_found found = walk_orders(&search_chain, claim, 1, TRIALS);
    same_attribution(a, &found);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(groups_are_sums)
{
    ra_claim *claim = load_claim(NAS);
    ra_result *r = audit_with(claim, 5000, 0);
    const ra_share *share = r->attribution.shares;
    const ra_group_result *proxy = &r->groups[0], *site = &r->groups[1];

    ck_assert_double_eq_tol(proxy->share, share[0].share + share[1].share, 1e-15);
    ck_assert_double_eq_tol(proxy->share, log(proxy->factor) / log(r->factor.point), 1e-12);
    ck_assert_double_eq_tol(proxy->share + site->share, 1, 1e-12);
    ck_assert(proxy->share_p5 < proxy->share && proxy->share < proxy->share_p95);
    /* Two shares that make up the whole mirror each other. */
    double width = proxy->share_p95 - proxy->share_p5;
    ck_assert_double_eq_tol(proxy->share_p5, 1 - site->share_p95, 2e-3 * width);
    ck_assert_double_eq_tol(proxy->share_p50, 1 - site->share_p50, 2e-3 * width);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* No product: a sum, a kept input that is uncertain, and a method that was wrong. */
static double mixed(const double *p, const double *a, unsigned set)
{
    double first = PICK(0) * a[3] + PICK(1);
    return set >> 3 & 1 ? first * PICK(2) * PICK(2) : first + PICK(2);
}

static const orders_chain mixed_chain = {{"x", "y", "z", "kept"}, 4, 1, mixed};

static ra_claim *mixed_claim(const char *head)
{
    return number_claim(
        head, PUBLISHED("25"),
        "{'id': 'first', 'label': 'F', 'unit': '1', 'formula': 'x * kept + y'},"
        "{'id': 'total', 'label': 'T', 'unit': '1', 'formula': 'first + z',"
        " 'audited_formula': 'first * z ^ 2', 'reason': 'r'}",
        CHANGED("x", "4", "2", RELATIVE("0.1")) ", " CHANGED(
            "y", "3", "1",
            LOGNORMAL("1", "1.3")) ", " CHANGED("z", "10", "0.5",
                                                "") ", {'id': 'kept', 'label': 'K',"
                                                    " 'published': {'value': 3, 'unit': '1'}, "
                                                    "'audited': {'value': 3, 'unit': '1',"
                                                    " 'reason': 'r'" RELATIVE("0.05") "}}");
}

/* With independent inputs, and with correlated ones: the draws are those of the run. */
START_TEST(sums_and_methods)
{
    static const char *const heads[] = {
        "", "'correlations': [{'between': ['x', 'y'], 'kind': 'spearman', 'rho': 0.8}], "};
    enum { TRIALS = 3000 };
    ra_claim *claim = mixed_claim(heads[_i]);
    ra_result *r = audit_with(claim, TRIALS, 0);
    orders_found found = walk_orders(&mixed_chain, claim, 1, TRIALS);

    ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_EXACT);
    ck_assert_uint_eq(r->attribution.subsets, 16);
    ck_assert_uint_eq(r->attribution.trials, TRIALS);
    ck_assert_str_eq(claim->quantities[r->attribution.shares[3].quantity].id, "total");
    check_sums(r);
    same_attribution(&r->attribution, &found);
    /* The order matters here, and that is seen. */
    ck_assert(r->attribution.shares[2].order_max - r->attribution.shares[2].order_min > 0.1);
    ck_assert(isnan(r->attribution.shares[0].lmdi));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(same_numbers_for_any_number_of_threads)
{
    ra_claim *claim = mixed_claim("");
    ra_result *one = audit_with(claim, 20000, 1);
    size_t count, other_count;
    double *numbers = numbers_of(one, &count);
    static const int threads[] = {2, 7};

    for (size_t i = 0; i < 2; i++) {
        ra_result *many = audit_with(claim, 20000, threads[i]);
        double *others = numbers_of(many, &other_count);
        ck_assert_uint_eq(count, other_count);
        ck_assert_mem_eq(numbers, others, count * sizeof *numbers);
        free(others);
        ra_result_free(many);
    }
    free(numbers);
    ra_result_free(one);
    ra_claim_free(claim);
}
END_TEST

/* gross - credit is negative as published: there is no logarithm, and the differences add up. */
START_TEST(differences_where_there_is_no_logarithm)
{
    ra_claim *claim = number_claim(
        "", PUBLISHED("-2"), TOTAL("gross - credit"),
        CHANGED("gross", "3", "10", RELATIVE("0.1")) ", " CHANGED("credit", "5", "1", ""));
    ra_result *r = audit_with(claim, 2000, 0);
    const ra_share *share = r->attribution.shares;

    ck_assert_int_eq(r->attribution.basis, RA_BASIS_DIFFERENCE);
    ck_assert_str_eq(ra_basis_name(r->attribution.basis), "difference");
    ck_assert_double_eq_tol(share[0].contribution, -7, 1e-12);
    ck_assert_double_eq_tol(share[1].contribution, -4, 1e-12);
    ck_assert_double_eq_tol(share[0].share, 7.0 / 11, 1e-12);
    ck_assert_double_eq_tol(share[0].order_min, 7.0 / 11, 1e-12);
    ck_assert_double_eq_tol(share[1].contribution_p5, -4, 1e-12);
    ck_assert_double_eq_tol(share[1].contribution_p95, -4, 1e-12);
    ck_assert_double_eq_tol(share[0].contribution_p5, -7 - 1.645, 0.1);
    check_sums(r);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A factor that was left out altogether: the product is 0 as published, and LMDI takes its limit.
 */
START_TEST(zero_as_published)
{
    ra_claim *claim = number_claim("", PUBLISHED("0"), TOTAL("a * b"),
                                   CHANGED("a", "4", "2", "") ", " CHANGED("b", "0", "3", ""));
    ra_result *r = audit_with(claim, 100, 0);
    const ra_share *share = r->attribution.shares;

    ck_assert_int_eq(r->attribution.basis, RA_BASIS_DIFFERENCE);
    ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_EXACT);
    /* b first: 0 - 12, then a: 12 - 6; a first: nothing, then b: 0 - 6. */
    ck_assert_double_eq_tol(share[0].contribution, 3, 1e-12);
    ck_assert_double_eq_tol(share[1].contribution, -9, 1e-12);
    ck_assert_double_eq_tol(share[1].order_min, 1, 1e-12);
    ck_assert_double_eq_tol(share[1].order_max, 2, 1e-12);
    ck_assert_double_eq(share[0].lmdi, 0);
    ck_assert_double_eq(share[1].lmdi, -6);
    ck_assert(isnan(share[0].lmdi_factor));
    ck_assert_uint_eq(r->attribution.trials, 0);
    ck_assert_double_eq(share[0].p5, share[0].share);
    check_sums(r);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* ln(a ratio around 1) may be 0: shares then have no bounds, contributions do. */
START_TEST(totals_around_nothing)
{
    ra_claim *claim = number_claim(
        "", PUBLISHED("2"), TOTAL("a * b"),
        CHANGED("a", "2", "4", LOGNORMAL("4", "1.3")) ", " CHANGED("b", "1", "0.45", ""));
    ra_result *r = audit_with(claim, 20000, 0);
    const ra_share *share = r->attribution.shares;

    ck_assert(r->attribution.crosses);
    ck_assert(isfinite(share[0].share) && isnan(share[0].p5) && isnan(share[1].p95));
    ck_assert_double_eq_tol(share[0].contribution_p50, log(0.5), 0.01);
    ck_assert_double_eq_tol(share[0].contribution_p95, log(0.5) + 1.645 * log(1.3), 0.02);
    ck_assert_double_eq(share[1].contribution_p5, share[1].contribution);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Two corrections of a billion leave a difference far below what their sum can be known to: what is
 * left is no whole to have shares of. */
START_TEST(next_to_nothing_to_share)
{
    ra_claim *claim = number_claim(
        "", PUBLISHED("0"), TOTAL("a - b"),
        CHANGED("a", "1e9", "2000000000.0001", "") ", " CHANGED("b", "1e9", "2e9", ""));
    ra_result *r = audit_with(claim, 100, 0);

    ck_assert_int_eq(r->attribution.basis, RA_BASIS_DIFFERENCE);
    ck_assert_double_eq_tol(r->attribution.total, -1e-4, 1e-6);
    for (int k = 0; k < 2; k++) {
        ck_assert_double_eq_tol(fabs(r->attribution.shares[k].contribution), 1e9, 1e-3);
        ck_assert(isnan(r->attribution.shares[k].share));
    }
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Twice too much and half too little make no difference: there is nothing to share. */
START_TEST(nothing_to_share)
{
    ra_claim *claim =
        number_claim("'groups': [{'id': 'all', 'label': 'All'}], ", PUBLISHED("3"), TOTAL("a * b"),
                     "{'id': 'c', 'label': 'C', 'group': 'all',"
                     " 'published': {'value': 1, 'unit': '1'}}, " CHANGED(
                         "a", "6", "3", "") ", " CHANGED("b", "0.5", "1", ""));
    ra_result *r = audit_with(claim, 100, 0);

    ck_assert_double_eq(r->attribution.total, 0);
    for (int k = 0; k < 2; k++) {
        const ra_share *share = &r->attribution.shares[k];
        ck_assert_double_eq_tol(fabs(share->contribution), log(2), 1e-15);
        ck_assert(isnan(share->share) && isnan(share->p50) && isnan(share->order_max));
    }
    ck_assert(isnan(r->groups[0].share) && isnan(r->groups[0].share_p5));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(no_corrections)
{
    ra_claim *claim =
        number_claim("", PUBLISHED("3"), TOTAL("a"),
                     "{'id': 'a', 'label': 'A', 'published': {'value': 3, 'unit': '1'}}");
    ra_result *r = audit_with(claim, 100, 0);

    ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_NONE);
    ck_assert_uint_eq(r->attribution.share_count, 0);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Powers keep their exponents; what cancels counts for nothing, even at zero. */
START_TEST(exponents)
{
    ra_claim *claim = number_claim("", PUBLISHED("12"), TOTAL("3 * a ^ 2 / sqrt(b) * c / c"),
                                   CHANGED("a", "4", "2", "") ", " CHANGED(
                                       "b", "16", "9", "") ", " CHANGED("c", "7", "5", ""));
    ra_result *r = audit_with(claim, 100, 0);
    const ra_share *share = r->attribution.shares;

    ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_CLOSED);
    ck_assert_double_eq_tol(share[0].contribution, 2 * log(2), 1e-15);
    ck_assert_double_eq_tol(share[1].contribution, log(9.0 / 16) / 2, 1e-15);
    ck_assert(share[2].contribution == 0 && !signbit(share[2].share));
    check_sums(r);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A sign that changes under an even power: no logarithm of the ratio, but one of the headline. */
START_TEST(signs_under_even_powers)
{
    ra_claim *claim = number_claim("", PUBLISHED("18"), TOTAL("a ^ 2 * b"),
                                   CHANGED("a", "-3", "2", "") ", " CHANGED("b", "2", "1", ""));
    ra_result *r = audit_with(claim, 100, 0);
    const ra_share *share = r->attribution.shares;

    ck_assert_int_eq(r->attribution.method, RA_ATTRIBUTION_EXACT);
    ck_assert_int_eq(r->attribution.basis, RA_BASIS_LOG);
    ck_assert_double_eq_tol(share[0].contribution, log(9.0 / 4), 1e-14);
    ck_assert_double_eq_tol(share[1].contribution, log(2), 1e-14);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("attribution");
    TCase *tcase = tcase_create("attribution");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, architecture_search);
    tcase_add_test(tcase, groups_are_sums);
    tcase_add_loop_test(tcase, sums_and_methods, 0, 2);
    tcase_add_test(tcase, same_numbers_for_any_number_of_threads);
    tcase_add_test(tcase, differences_where_there_is_no_logarithm);
    tcase_add_test(tcase, zero_as_published);
    tcase_add_test(tcase, totals_around_nothing);
    tcase_add_test(tcase, nothing_to_share);
    tcase_add_test(tcase, next_to_nothing_to_share);
    tcase_add_test(tcase, no_corrections);
    tcase_add_test(tcase, exponents);
    tcase_add_test(tcase, signs_under_even_powers);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
