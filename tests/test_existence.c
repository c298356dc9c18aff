/* Moments that do not exist: found by structure, and by evidence where structure cannot tell. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/tails.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

#define N(m, s)      "{'type': 'normal', 'mean': " #m ", 'sd': " #s "}"
#define U(a, b)      "{'type': 'uniform', 'min': " #a ", 'max': " #b "}"
#define T(df)        "{'type': 'student_t', 'location': 0, 'scale': 1, 'df': " #df "}"
#define G(shape)     "{'type': 'gamma', 'shape': " #shape ", 'scale': 1}"
#define B(a, b)      "{'type': 'beta', 'alpha': " #a ", 'beta': " #b "}"
#define TRI(a, b, c) "{'type': 'triangular', 'min': " #a ", 'mode': " #b ", 'max': " #c "}"

#define RARELY(weight)                                                                             \
    "{'type': 'mixture', 'weights': [" weight ", 1], 'components': [" U(-1, -0.5) ", " U(1, 2) "]" \
                                                                                               "}"

/* Formulas of a and b with their laws, and what is said where there is no standard deviation. */
static const struct {
    const char *formula, *value, *a, *b, *missing;
} cases[] = {
    {"a / b", "0.6", N(0, 1), N(0, 1), "divided by 'b', which may be zero or of either sign"},
    {"b / a", "3.6", N(3, 1), N(1, 0.1), "divided by 'a', which may be zero"},
    {"b / a", "10", N(10, 1), N(1, 0.1), NULL}, /* below zero with probability 8e-24 */
    {"b / (a - 3)", "3.6", N(3.5, 1), N(1, 0.1), "divided by a number made of 'a'"},
    {"b / (a - 3)", "3.7", U(3.5, 4), N(1, 0.1), NULL},
    {"b / a", "0.6", U(0, 1), N(1, 0.1),
     "divided by 'a', which comes as near to zero as one likes"},
    {"b / a", "1.6", U(1, 2), N(1, 0.1), NULL},
    {"b / a", "0.6", U(-1, 1), N(1, 0.1), "of either sign"},
    {"b / a", "2", G(1.5), N(1, 0.1), "as near to zero"},
    {"b / a", "2", G(2), N(1, 0.1), "as near to zero"}, /* E 1/a^2 is infinite, E 1/a is not */
    {"b / a", "2", G(3), N(1, 0.1), NULL},
    {"b / a", "0.6", B(0.5, 3), N(1, 0.1), "as near to zero"},
    {"b / a", "0.6", B(3, 1), N(1, 0.1), NULL},
    {"b / a", "2", TRI(0, 1, 2), N(1, 0.1), "as near to zero"}, /* as x^2 near zero */
    {"b / sqrt(a)", "0.6", U(0, 1), N(1, 0.1), "as near to zero"},
    {"b / a^0.4", "0.6", U(0, 1), N(1, 0.1), NULL},
    {"a * b", "0.6", T(1), N(1, 0.1), "the law of 'a' has no mean"},
    {"a * b", "0.6", T(2), N(1, 0.1), "the law of 'a' has no standard deviation"},
    {"a * b", "0.6", T(3), N(1, 0.1), NULL},
    {"a + b", "0.6", T(2), T(3), "the law of 'a' has no standard deviation"},
    {"a^2 + b", "0.6", T(5), N(1, 0.1), NULL},
    {"a^2 + b", "0.6", T(4), N(1, 0.1), "the law of 'a'"}, /* E a^4 is infinite */
    {"a * a + b", "0.6", T(4), N(1, 0.1), "the law of 'a'"},
    {"a / b", "2", LOGNORMAL(0, 2), LOGNORMAL(0, 1.5), NULL},
    {"exp(a) + b", "0.6", N(0, 1), N(1, 0.1), NULL},
    {"exp(exp(a)) + b", "0.6", N(0, 1), N(1, 0.1), "one trial alone has"},
    {"log(a) + b", "0.6", U(0, 1), N(1, 0.1), NULL},
    {"sin(1 / a) + b", "0.6", U(-1, 1), N(1, 0.1), NULL},
    {"min(1 / a, 5) + b", "1.6", U(1, 2), N(1, 0.1), NULL},
    {"b / a", "0.5", B(0.01, 1), N(1, 0.1), "as near to zero"}, /* a third of a is below 1e-47 */
    {"b / a", "-0.6", U(-1, 0), N(1, 0.1), "as near to zero"},
    {"b / a", "1.6", RARELY("1e-20"), N(1, 0.1), NULL}, /* never below zero */
    {"b / a", "1.6", RARELY("1e-6"), N(1, 0.1), NULL},  /* seldom, and never near it */
    {"b / a", "1", "{'type': 'discrete', 'values': [-1, 1], 'weights': [1, 1]}", N(1, 0.1), NULL},
    {"b * a^(-2)", "0.6", U(0, 1), N(1, 0.1), "as near to zero"},
    {"b * a^(-0.4)", "0.6", U(0, 1), N(1, 0.1), NULL},
    {"b / a^3", "0.6", N(0, 1), N(1, 0.1), "divided by a number made of 'a'"},
    {"b / a^2", "0.6", N(0, 1), N(1, 0.1), "divided by a number made of 'a'"},
    {"b / a^3", "1.6", U(1, 2), N(1, 0.1), NULL},
    {"a^3 + b", "0.6", T(7), N(1, 0.1), NULL},
    {"a^3 + b", "0.6", T(6), N(1, 0.1), "the law of 'a'"}, /* E a^6 is infinite */
    {"exp(a) + b", "0.6", U(0, 1), N(1, 0.1), NULL},
    {"log10(a) + log2(a) + b", "1.6", U(1, 2), N(1, 0.1), NULL},
    {"log(exp(a)) + b", "0.6", N(0, 1), N(1, 0.1), NULL},
    {"max(1, b) + a", "0.6", U(0, 1), N(1, 0.1), NULL},
    {"if(a > 0.5, 1, b)", "0.6", U(0, 1), T(1), "the run cannot tell"},
    {"1 / (a + b)", "0.6", U(0, 1), U(0, 2), "divided by a number"}, /* as ln near zero */
    {"1 / (a + b)", "0.6", U(0, 1), U(0.5, 2), NULL},
    {"1 / (a + b - 2)", "-1.6", U(-2, -1), U(0.5, 2), NULL},
};

static ra_claim *pair_claim(const char *formula, const char *value, const char *a, const char *b)
{
    ra_text step = {0}, assumptions = {0};

    ra_text_format(&step, "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '%s'}", formula);
    ra_text_format(&assumptions,
                   "{'id': 'a', 'label': 'A', 'published': {'value': %s, 'unit': '1'}, 'audited': "
                   "{'reason': 'r', 'distribution': %s}}, {'id': 'b', 'label': 'B', 'published': "
                   "{'value': 1, 'unit': '1'}, 'audited': {'reason': 'r', 'distribution': %s}}",
                   value, a, b);
    ra_claim *claim = number_claim("", step.data, assumptions.data);
    ra_text_free(&step);
    ra_text_free(&assumptions);
    return claim;
}

START_TEST(moments_exist_or_not)
{
    ra_claim *claim = pair_claim(cases[_i].formula, cases[_i].value, cases[_i].a, cases[_i].b);
    ra_plan plan = plan_of(50000);
    ra_result *r = audit_claim(claim, &plan);
    const char *missing = r->audited.missing;

    if (cases[_i].missing == NULL) {
        ck_assert_msg(missing == NULL, "%s: %s", cases[_i].formula, missing);
        ck_assert(isfinite(r->audited.mean) && isfinite(r->audited.sd));
    } else {
        ck_assert_msg(missing != NULL && strstr(missing, cases[_i].missing) != NULL, "%s: %s",
                      cases[_i].formula, missing != NULL ? missing : "nothing missing");
        ck_assert(isnan(r->audited.mean) && isnan(r->audited.sd) && isnan(r->audited.mcse) &&
                  isnan(r->audited.sd_mcse));
        ck_assert(isfinite(r->audited.p5) && isfinite(r->audited.p95));
    }
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* The quartiles of Cauchy's law are -1, 0 and 1. */
START_TEST(quantiles_stay)
{
    ra_claim *claim = pair_claim("a / b", "0.6", N(0, 1), N(0, 1));
    ra_plan plan = plan_of(1000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_double_eq_tol(r->audited.p25, -1, 0.02);
    ck_assert_double_eq_tol(r->audited.p50, 0, 0.01);
    ck_assert_double_eq_tol(r->audited.p75, 1, 0.02);
    ck_assert(isnan(r->audited.mean));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* With trials as needed, the median and the ends decide. */
START_TEST(digits_without_moments)
{
    ra_claim *claim = pair_claim("a / b", "0.6", N(0, 1), N(0, 1));
    ra_plan plan = plan_of(20000000);
    plan.digits = 1;
    plan.level = 0.5;
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_DIGITS);
    ck_assert(!r->adaptive.moments && r->adaptive.reached);
    ck_assert_double_eq_tol(r->audited.low, -1, r->adaptive.tolerance);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A factor whose divisor changes its sign has no interval; the share is Phi(-2). */
START_TEST(factors_without_interval)
{
    ra_claim *claim = pair_claim("a * b", "2", N(2, 1), N(1, 0.1));
    ra_plan plan = plan_of(100000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert(isnan(r->factor.low) && isnan(r->factor.p50) && isnan(r->factor.bounds[RA_Q5].low));
    ck_assert_ptr_nonnull(strstr(r->factor.missing, "changes its sign in 2.3 % of the trials"));
    ck_assert(isfinite(r->factor.point) && isfinite(r->audited.low) && isfinite(r->audited.mean));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Which operation has no value, and of which inputs. */
START_TEST(culprits_are_named)
{
    static const struct {
        const char *formula, *value, *a, *because;
    } rows[] = {
        {"log(a - 1) * b", "2", N(2, 1), "because of 'log' with 'a'"},
        {"sqrt(a - b) + 1", "2", N(2, 1), "because of 'sqrt' with 'a' and 'b'"},
        {"b * asin(a)", "0.6", N(0.6, 1), "because of 'asin' with 'a'"},
        {"(a - 2)^0.5 + log(b)", "2.5", N(2.5, 1), "because of '^' with 'a'"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ra_claim *claim = pair_claim(rows[i].formula, rows[i].value, rows[i].a, N(1, 0.1));
        ra_plan plan = plan_of(5000);
        ra_result *r = audit_claim(claim, &plan);
        ck_assert(r->audited.nan > 0);
        ck_assert_ptr_nonnull(r->valueless);
        ck_assert_str_eq(r->valueless, rows[i].because);
        ck_assert_ptr_nonnull(strstr(r->sentence, rows[i].because));
        ra_result_free(r);
        ra_claim_free(claim);
    }
}
END_TEST

#define ROWS(table) (int)(sizeof table / sizeof *table)

int main(void)
{
    Suite *suite = suite_create("existence");
    TCase *tcase = tcase_create("existence");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, moments_exist_or_not, 0, ROWS(cases));
    tcase_add_test(tcase, quantiles_stay);
    tcase_add_test(tcase, digits_without_moments);
    tcase_add_test(tcase, factors_without_interval);
    tcase_add_test(tcase, culprits_are_named);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
