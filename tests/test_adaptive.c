/* The adaptive number of trials: JCGM 101, 7.9, in two stages. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "audit/adaptive.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

#define NORMAL    LAW("{'type': 'normal', 'mean': 100, 'sd': 2}")
#define WITH(law) number_claim("", RESULT("a"), CHANGED("a", 8, 4, law))
#define BLOCK_TEN 10240
#define FIRST     (10 * BLOCK_TEN)

static ra_plan digits_of(int digits, uint64_t most)
{
    ra_plan plan = plan_of(most);

    plan.digits = digits;
    return plan;
}

/* max(J, 10^4) with J >= 100 / (1 - p) [jcgm101, 7.9.4 b]. */
START_TEST(batches_of_the_supplement)
{
    ck_assert_uint_eq(ra_adaptive_batch(0.95), 10000);
    ck_assert_uint_eq(ra_adaptive_batch(0.99), 10000);
    ck_assert_uint_eq(ra_adaptive_batch(0.999), 100000);
    ck_assert_uint_eq(ra_adaptive_batch(0.9997), 333334);
}
END_TEST

/* (t S / delta)^2 with t = 2.262157 for nine degrees of freedom. */
START_TEST(need_is_steins)
{
    ck_assert_double_eq(ra_adaptive_need(1, 1), 10);
    ck_assert_double_eq(ra_adaptive_need(2, 1), 21);   /* 20.47 */
    ck_assert_double_eq(ra_adaptive_need(10, 1), 512); /* 511.74 */
    ck_assert_double_eq(ra_adaptive_need(0, 1), 10);
}
END_TEST

/* Of a normal law with sd 2 and two digits (2.0) the tolerance is 0.05. The end of the 90 %
 * interval has the standard error sqrt(0.05 * 0.95 / n) / phi(1.645) * 2 = 4.2265 / sqrt(n), so
 * that about (2.26 * 4.2265 / 0.05)^2 = 36,600 trials are needed: the first stage has them. With
 * three digits it is a hundred times as many, give or take what S is off by (chi-squared with nine
 * degrees). */
START_TEST(trials_follow_the_digits)
{
    ra_claim *claim = WITH(NORMAL);
    ra_plan plan = digits_of(2, 100000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_DIGITS);
    ck_assert(r->adaptive.reached);
    ck_assert_uint_eq(r->trials, FIRST);
    ck_assert_double_eq(r->adaptive.tolerance, 0.05);
    ra_result_free(r);

    plan = digits_of(3, 100000000);
    r = audit_claim(claim, &plan);
    ck_assert_int_eq(r->adaptive.stop, RA_STOP_DIGITS);
    ck_assert_double_eq(r->adaptive.tolerance, 0.005);
    ck_assert_uint_eq(r->trials % BLOCK_TEN, 0);
    ck_assert_msg(r->trials > 1000000 && r->trials < 15000000, "%g trials", (double)r->trials);
    ck_assert(fabs(r->audited.low - (100 + 2 * gsl_cdf_ugaussian_Pinv(0.05))) < 0.01);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* The number of trials is all that the procedure decides: the run is that of a fixed number. */
START_TEST(same_bits_as_a_fixed_run)
{
    ra_claim *claim = WITH(LAW(LOGNORMAL(1.4, 0.8)));
    ra_plan plan = digits_of(2, 100000000);
    ra_result *adaptive = audit_claim(claim, &plan);
    ra_plan fixed = plan_of(adaptive->trials);
    ra_result *given = audit_claim(claim, &fixed);
    size_t count, others;
    double *a = numbers_of(adaptive, &count), *b = numbers_of(given, &others);

    ck_assert(adaptive->trials > FIRST);
    ck_assert_uint_eq(count, others);
    ck_assert_mem_eq(a, b, count * sizeof *a);
    ck_assert_int_eq(given->adaptive.stop, RA_STOP_GIVEN);
    ck_assert_ptr_null(given->adaptive.text);
    free(a);
    free(b);
    ra_result_free(adaptive);
    ra_result_free(given);
    ra_claim_free(claim);
}
END_TEST

START_TEST(threads_change_nothing)
{
    ra_claim *claim = WITH(LAW(LOGNORMAL(1.4, 0.8)));
    uint64_t trials[3];

    for (int threads = 1; threads <= 3; threads++) {
        ra_plan plan = digits_of(2, 100000000);
        plan.threads = threads;
        ra_result *r = audit_claim(claim, &plan);
        trials[threads - 1] = r->trials;
        ra_result_free(r);
    }
    ck_assert(trials[0] == trials[1] && trials[1] == trials[2]);
    ra_claim_free(claim);
}
END_TEST

/* In 40 runs to two digits every end of the interval is within the tolerance of the true one, but
 * for about one in twenty at most. */
START_TEST(digits_are_right)
{
    ra_claim *claim = WITH(LAW(LOGNORMAL(1.4, 0.5)));
    double low = exp(1.4 + 0.5 * gsl_cdf_ugaussian_Pinv(0.05));
    double high = exp(1.4 + 0.5 * gsl_cdf_ugaussian_Pinv(0.95));
    int right[2] = {0};

    for (uint64_t seed = 1; seed <= 40; seed++) {
        ra_plan plan = digits_of(2, 100000000);
        plan.seed = seed;
        ra_result *r = audit_claim(claim, &plan);
        right[0] += fabs(r->audited.low - low) <= r->adaptive.tolerance;
        right[1] += fabs(r->audited.high - high) <= r->adaptive.tolerance;
        ra_result_free(r);
    }
    ck_assert_msg(right[0] >= 35 && right[1] >= 35, "%d and %d of 40", right[0], right[1]);
    ra_claim_free(claim);
}
END_TEST

START_TEST(the_most_is_kept)
{
    ra_claim *claim = WITH(NORMAL);
    ra_plan plan = digits_of(4, 200000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_LIMIT);
    ck_assert_uint_eq(r->trials, 200000);
    ck_assert(!r->adaptive.reached && r->adaptive.needed > 1e8);
    ck_assert_ptr_nonnull(r->adaptive.text);
    ra_result_free(r);
    plan = digits_of(1, 5000); /* fewer than a first stage needs */
    r = audit_claim(claim, &plan);
    ck_assert_int_eq(r->adaptive.stop, RA_STOP_LIMIT);
    ck_assert_uint_eq(r->trials, 5000);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(nothing_uncertain_needs_nothing)
{
    ra_claim *claim = WITH("");
    ra_plan plan = digits_of(2, 1000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_CERTAIN);
    ck_assert_uint_eq(r->trials, 1);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Half of the trials are infinite: the upper end has no digits, and neither has the tolerance. */
START_TEST(half_infinite)
{
    ra_claim *claim = number_claim(
        "", RESULT("a / max(b, 0)"),
        CHANGED("a", 8, 4, LAW("{'type': 'normal', 'mean': 100, 'sd': 2}")) ", "
        CHANGED("b", 1, 2, LAW("{'type': 'normal', 'mean': 0, 'sd': 1}")));
    ra_plan plan = digits_of(2, 1000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_UNBOUNDED);
    ck_assert_uint_eq(r->trials, FIRST);
    ck_assert(!r->adaptive.moments && !r->adaptive.reached);
    ck_assert_str_eq(r->adaptive.text, "the interval has no finite width to take digits of");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(no_trial_has_a_value)
{
    ra_claim *claim = number_claim( /* the value is where the law is not */
        "", RESULT("sqrt(a)"),
        CHANGED("a", 8, 2,
                LAW("{'type': 'mixture', 'weights': [1e-12, 1], 'components': [{'type': 'uniform', "
                    "'min': 1, 'max': 3}, {'type': 'uniform', 'min': -2, 'max': -1}]}")));
    ra_plan plan = digits_of(2, 1000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_VALUELESS);
    ck_assert_uint_eq(r->trials, FIRST);
    ck_assert_str_eq(r->adaptive.text, "no trial has a value");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* What is the same in all trials has all its digits. */
START_TEST(never_changes)
{
    ra_claim *claim =
        number_claim("", RESULT("min(a, 3)"),
                     CHANGED("a", 8, 4.5, LAW("{'type': 'uniform', 'min': 4, 'max': 5}")));
    ra_plan plan = digits_of(2, 1000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_DIGITS);
    ck_assert_uint_eq(r->trials, FIRST);
    ck_assert(r->adaptive.reached && r->adaptive.half_width == 0 && r->audited.p50 == 3);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Of 1 with the probability 0.3 and 2 with 0.7 the mean is 1.7 and the standard deviation
 * sqrt(0.21) = 0.458: of one digit the tolerance is 0.05. The median and both ends are single
 * values that never move, so that the mean decides: with 0.898 / sqrt(n) for 95 % that is soon. */
START_TEST(single_values)
{
    ra_claim *claim = number_claim(
        "", RESULT("a"),
        CHANGED("a", 8, 2, LAW("{'type': 'discrete', 'values': [1, 2], 'weights': [3, 7]}")));
    ra_plan plan = digits_of(1, 1000000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->adaptive.stop, RA_STOP_DIGITS);
    ck_assert(r->adaptive.reached && r->adaptive.moments);
    ck_assert_double_eq(r->adaptive.tolerance, 0.05);
    ck_assert_double_eq_tol(r->adaptive.u, sqrt(0.21), 0.01);
    ck_assert(r->audited.low == 1 && r->audited.p50 == 2 && r->audited.high == 2);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(bad_digits_are_refused)
{
    ra_claim *claim = WITH(NORMAL);
    ra_plan plan = digits_of(10, 1000000);
    ra_result *result;

    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INVALID);
    plan.digits = -1;
    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INVALID);
    plan.digits = 2;
    plan.sampling = RA_SAMPLING_SOBOL;
    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INVALID);
    expect_message("the number of trials follows from digits with random numbers alone");
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("adaptive");
    TCase *tcase = tcase_create("adaptive");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, batches_of_the_supplement);
    tcase_add_test(tcase, need_is_steins);
    tcase_add_test(tcase, trials_follow_the_digits);
    tcase_add_test(tcase, same_bits_as_a_fixed_run);
    tcase_add_test(tcase, threads_change_nothing);
    tcase_add_test(tcase, digits_are_right);
    tcase_add_test(tcase, the_most_is_kept);
    tcase_add_test(tcase, nothing_uncertain_needs_nothing);
    tcase_add_test(tcase, half_infinite);
    tcase_add_test(tcase, no_trial_has_a_value);
    tcase_add_test(tcase, never_changes);
    tcase_add_test(tcase, single_values);
    tcase_add_test(tcase, bad_digits_are_refused);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
