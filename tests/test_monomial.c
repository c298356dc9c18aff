/* Finding the headline's form as a product of powers. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "audit/monomial.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

/* Four assumptions: a, b and c are corrected and uncertain, k is the same on both sides. */
#define ASSUMPTION(id, published, audited)                                                         \
    "{'id': '" id "', 'label': 'L', 'published': {'value': " published ", 'unit': '1'}, "          \
    "'audited': {'value': " audited ", 'unit': '1', 'reason': 'measured', "                        \
    "'distribution': {'type': 'normal', 'relative_sd': 0.1}}}"
#define ASSUMPTIONS                                                                                \
    ASSUMPTION("a", "3", "2") ", " ASSUMPTION("b", "5", "4") ", " ASSUMPTION("c", "7", "8") ", "   \
    "{'id': 'k', 'label': 'L', 'published': {'value': 3, 'unit': '1'}}"
#define STEP(formula)                                                                              \
    "{'id': 'middle', 'label': 'M', 'formula': 'a * b', 'unit': '1'}, "                            \
    "{'id': 'total', 'label': 'T', 'formula': '" formula "', 'unit': '1'}"
#define PUBLISHED "{'step': 'total', 'printed': '9.5', 'unit': '1'}"

typedef struct {
    const char *steps;
    bool product;
    double coefficient, exponent[3]; /* of a, b, c */
} form;

static const form forms[] = {
    {STEP("a * b * c"), true, 1, {1, 1, 1}},
    {STEP("a / b"), true, 1, {1, -1, 0}},
    {STEP("middle * c / k"), true, 1.0 / 3, {1, 1, 1}},
    {STEP("a / (b / c)"), true, 1, {1, -1, 1}},
    {STEP("(k + 1) * a"), true, 4, {1, 0, 0}},
    {STEP("-(2 * a) ^ 2"), true, -4, {2, 0, 0}},
    {STEP("(2 * a / b) ^ -k"), true, 0.125, {-3, 3, 0}},
    {STEP("sqrt(a * b ^ 4) * max(k, 2)"), true, 3, {0.5, 2, 0}},
    {STEP("a * a / b * b"), true, 1, {2, 0, 0}},
    {STEP("middle / middle"), true, 1, {0, 0, 0}},
    {STEP("if(k > 2, a, a + b)"), true, 1, {1, 0, 0}},
    {STEP("a * (b + c) ^ 0"), true, 1, {1, 0, 0}},
    {STEP("a + b"), false, NAN, {0}},
    {STEP("a - k"), false, NAN, {0}},
    {STEP("2 ^ a"), false, NAN, {0}},
    {STEP("a * exp(b)"), false, NAN, {0}},
    {STEP("if(a > 2, b, c)"), false, NAN, {0}},
    {STEP("max(a, 1)"), false, NAN, {0}},
    /* Conversions of units are numbers too. */
    {"{'id': 'total', 'label': 'T', 'formula': 'a * 3 * 1 [h] / 1 [s]', 'unit': '1'}", true, 10800,
     {1, 0, 0}},
};
enum { FORMS = sizeof forms / sizeof forms[0] };

static void check_form(const form *f, ra_monomial_kind kind)
{
    char *text = claim_with("", PUBLISHED, f->steps, ASSUMPTIONS);
    ra_claim *claim = good_claim(text);
    ra_monomial monomial;

    ck_assert_int_eq(ra_monomial_open(&monomial, claim, kind), RA_OK);
    ck_assert_msg(monomial.product == f->product, "%s", f->steps);
    if (f->product) {
        static const char *const ids[] = {"a", "b", "c"};
        ck_assert_msg(fabs(monomial.coefficient - f->coefficient) <= 1e-15 * fabs(f->coefficient),
                      "%s: coefficient %.17g", f->steps, monomial.coefficient);
        for (int i = 0; i < 3; i++) {
            double exponent = monomial.exponent[ra_claim_find(claim, ids[i])];
            ck_assert_msg(exponent == f->exponent[i], "%s: %s ^ %g", f->steps, ids[i], exponent);
        }
        ck_assert_uint_eq(monomial.obstacle, UINT32_MAX);
    } else {
        ck_assert_uint_eq(monomial.obstacle, ra_claim_find(claim, "total"));
        ck_assert(isnan(monomial.coefficient));
    }
    ra_monomial_free(&monomial);
    ra_claim_free(claim);
    free(text);
}

START_TEST(forms_are_found)
{
    check_form(&forms[_i], RA_MONOMIAL_LAWS);
    check_form(&forms[_i], RA_MONOMIAL_CHANGES);
}
END_TEST

/* A derived figure is one variable where sides are chosen, and what it is made from where laws
 * count. */
START_TEST(derived_figures_depend_on_the_kind)
{
    char *text = claim_with(
        "", PUBLISHED, "{'id': 'total', 'label': 'T', 'formula': 'a ^ 2', 'unit': '1'}",
        "{'id': 'a', 'label': 'L', 'published': {'value': 3, 'unit': '1'}, "
        "'audited': {'formula': '10 * x / y', 'unit': '1', 'reason': 'r', 'where': {"
        "'x': {'value': 4, 'unit': '1', 'distribution': {'type': 'normal', 'sd': 0.5}}, "
        "'y': {'value': 5, 'unit': '1'}}}}");
    ra_claim *claim = good_claim(text);
    ra_monomial changes, laws;
    uint32_t a = ra_claim_find(claim, "a");
    uint32_t x = (uint32_t)(local_of(claim, "a.x", RA_AUDITED) - claim->quantities);

    ck_assert_int_eq(ra_monomial_open(&changes, claim, RA_MONOMIAL_CHANGES), RA_OK);
    ck_assert_int_eq(ra_monomial_open(&laws, claim, RA_MONOMIAL_LAWS), RA_OK);
    ck_assert(changes.product && laws.product);
    ck_assert_double_eq(changes.exponent[a], 2);
    ck_assert_double_eq(changes.exponent[x], 0);
    ck_assert_double_eq(laws.exponent[a], 0);
    ck_assert_double_eq(laws.exponent[x], 2);
    ck_assert_double_eq(laws.coefficient, 4);
    ra_monomial_free(&changes);
    ra_monomial_free(&laws);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* A corrected method is in the way of a choice of sides only. */
START_TEST(methods_are_no_powers)
{
    char *text = claim_with("", PUBLISHED,
                            "{'id': 'total', 'label': 'T', 'formula': 'a * b', "
                            "'audited_formula': 'a / b', 'reason': 'r', 'unit': '1'}",
                            ASSUMPTION("a", "3", "2") ", " ASSUMPTION("b", "5", "4"));
    ra_claim *claim = good_claim(text);
    ra_monomial changes, laws;

    ck_assert_int_eq(ra_monomial_open(&changes, claim, RA_MONOMIAL_CHANGES), RA_OK);
    ck_assert_int_eq(ra_monomial_open(&laws, claim, RA_MONOMIAL_LAWS), RA_OK);
    ck_assert(!changes.product && laws.product);
    ck_assert_uint_eq(changes.obstacle, claim->result);
    ck_assert_double_eq(laws.exponent[ra_claim_find(claim, "b")], -1);
    ra_monomial_free(&changes);
    ra_monomial_free(&laws);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* The chain of the architecture search is a product, and the product is the chain. */
START_TEST(product_is_the_chain)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-nas.json");
    ra_monomial laws;

    ck_assert_int_eq(ra_monomial_open(&laws, claim, RA_MONOMIAL_LAWS), RA_OK);
    ck_assert(laws.product);
    double product = laws.coefficient;
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_figure *figure = &claim->quantities[q].figure[RA_AUDITED];
        if (laws.exponent[q] != 0)
            product *= pow(figure->value * figure->factor, laws.exponent[q]);
    }
    double headline = result_of(claim, RA_AUDITED);
    ck_assert_double_eq_tol(product, headline, 1e-13 * headline);
    ra_monomial_free(&laws);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("monomial");
    TCase *group = tcase_create("forms");

    tcase_add_checked_fixture(group, claim_set_up, claim_tear_down);
    tcase_add_loop_test(group, forms_are_found, 0, FORMS);
    tcase_add_test(group, derived_figures_depend_on_the_kind);
    tcase_add_test(group, methods_are_no_powers);
    tcase_add_test(group, product_is_the_chain);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
