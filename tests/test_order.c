/* What ranks say of quantiles, against the binomial law and published numbers. */
#include <check.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "audit/audit.h"
#include "audit/order.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/numbers.h"
#include "tests/support/run.h"

/* P(r <= B < s) summed term by term. */
START_TEST(confidence_is_a_binomial_sum)
{
    for (unsigned n = 1; n <= 40; n += 3) {
        for (unsigned r = 0; r <= n; r += 2) {
            double sum = 0;
            for (unsigned s = r + 1; s <= n + 1; s++) {
                sum += gsl_ran_binomial_pdf(s - 1, 0.3, n);
                ck_assert_double_eq_tol(ra_order_confidence(n, 0.3, r, s), sum, 1e-13);
            }
        }
    }
}
END_TEST

/* The fewest trials of which the largest is above the 95 % point, and of which the smallest and the
 * largest hold 95 % of the law between them, with probability 95 %: 59 and 93 [wilks1941]. */
START_TEST(wilks_numbers)
{
    uint64_t one = 1, two = 2;

    while (ra_order_confidence(one, 0.95, 0, one) < 0.95)
        one++;
    while (ra_order_confidence(two, 0.95, 0, two - 1) < 0.95)
        two++;
    ck_assert_uint_eq(one, 59);
    ck_assert_uint_eq(two, 93);
    ck_assert_double_eq_tol(ra_order_confidence(59, 0.95, 0, 59), 0.9515054747505769, 1e-12);
}
END_TEST

/* Ranks hold what they promise, and the next ones inside do not; also where the exact law passes
 * into the normal one. */
START_TEST(ranks_are_the_tightest)
{
    static const uint64_t sizes[] = {10, 59, 100, 1000, 9999, 10000, 10001, 50000, 1000000};
    static const double places[] = {0.05, 0.25, 0.5, 0.75, 0.95};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 0; k < 5; k++) {
            uint64_t n = sizes[i], low, high;
            ra_order_ranks(n, places[k], 0.95, &low, &high);
            double held = ra_order_confidence(n, places[k], low, high);
            ck_assert_msg(held >= 0.95, "%llu trials, %g: %.17g", (unsigned long long)n, places[k],
                          held);
            bool loose = ra_order_confidence(n, places[k], low + 4, high - 4) >= 0.95;
            ck_assert(n < 100 || !loose);
        }
    }
}
END_TEST

/* The lower rank is the largest r with P(B < r) <= tail, also where the law is skewed and the normal
 * one guesses too high: there B is nearly n less a Poisson number of mean n (1 - p). */
START_TEST(lower_rank_is_the_largest)
{
    static const double places[] = {0.9999, 0.9995, 0.998, 0.9, 0.5, 0.1, 0.002, 0.0001};
    static const double confidences[] = {0.5, 0.95, 0.999, 0.99999};
    static const uint64_t sizes[] = {1, 2, 17, 1000, 5000, 10000};

    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < 8 * 4; k++) {
            uint64_t n = sizes[i], low, high;
            double p = places[k % 8], tail = (1 - confidences[k / 8]) / 2;
            ra_order_ranks(n, p, confidences[k / 8], &low, &high);
            ck_assert(low <= n);
            ck_assert(ra_order_confidence(n, p, 0, low) <= tail || low == 0);
            ck_assert_msg(ra_order_confidence(n, p, 0, low + 1) > tail, "%llu of %llu, %g, %g",
                          (unsigned long long)low, (unsigned long long)n, p, tail);
        }
    }
}
END_TEST

/* Ranks beyond the ends are not listed. */
START_TEST(all_ranks)
{
    const double ends[] = {0, 1}, middle[] = {0.05};
    uint64_t ranks[2 * RA_ORDER_RANKS];

    ck_assert_uint_eq(ra_order_all_ranks(10, middle, 1, ranks), 3);
    ck_assert(ranks[0] == 1 && ranks[1] == 2 && ranks[2] == 3);
    ck_assert_uint_eq(ra_order_all_ranks(10, ends, 2, ranks), 6);
    ck_assert(ranks[0] == 1 && ranks[1] == 2 && ranks[2] == 1); /* P(B < 1) = 0 of p = 0 is no rank */
    ck_assert(ranks[3] == 10 && ranks[4] == 10 && ranks[5] == 10);
}
END_TEST

START_TEST(few_trials_leave_an_end_open)
{
    uint64_t low, high;

    ra_order_ranks(10, 0.05, 0.95, &low, &high);
    ck_assert_uint_eq(low, 0);
    ck_assert_uint_eq(high, 3); /* P(B >= 3) = 0.0115 */
    ra_order_ranks(10, 0.95, 0.95, &low, &high);
    ck_assert_uint_eq(low, 8);
    ck_assert_uint_eq(high, 11);
}
END_TEST

/* One walk gives what single quantiles give. */
START_TEST(reads_like_single_quantiles)
{
    static const double p[] = {0, 0.05, 0.123, 0.5, 0.9, 1};
    ra_quantile read[6];
    double x[1001];
    ra_histogram *histogram;

    for (int i = 0; i < 1001; i++)
        x[i] = exp(gsl_cdf_ugaussian_Pinv((i + 0.5) / 1001));
    ck_assert_int_eq(ra_histogram_new(&histogram, ra_histogram_choose(x, 1001)), RA_OK);
    ra_order_read(histogram, p, 6, read);
    ck_assert(isnan(read[3].value) && isnan(read[3].bounds.low));
    ck_assert_int_eq(ra_histogram_add(histogram, x, 1001), RA_OK);
    ra_order_read(histogram, p, 6, read);
    for (int i = 0; i < 6; i++) {
        ck_assert(read[i].value == ra_histogram_quantile(histogram, p[i]));
        ck_assert(i == 0 || i == 5 ||
                  (read[i].bounds.low < read[i].value && read[i].value < read[i].bounds.high));
    }
    ra_histogram_free(histogram);
}
END_TEST

/* Every quantile of an audit lies within its bounds of the true one in about 95 % of 400 runs: 368
 * to 396 of them but for one time in ten thousand. */
START_TEST(bounds_cover)
{
    static const double p[RA_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95, 0.1, 0.9};
    ra_claim *claim = number_claim("", RESULT("a"), CHANGED("a", 8, 4, LAW(LOGNORMAL(1.4, 1))));
    int covered[RA_QUANTILES] = {0};

    for (uint64_t seed = 1; seed <= 400; seed++) {
        ra_plan plan = plan_of(1024);
        plan.seed = seed;
        plan.level = 0.8;
        ra_result *r = audit_claim(claim, &plan);
        for (int k = 0; k < RA_QUANTILES; k++) {
            double truth = exp(1.4 + gsl_cdf_ugaussian_Pinv(p[k]));
            ra_bounds bounds = r->audited.bounds[k];
            covered[k] += bounds.low < truth && truth < bounds.high;
        }
        ra_result_free(r);
    }
    for (int k = 0; k < RA_QUANTILES; k++)
        ck_assert_msg(364 <= covered[k] && covered[k] <= 398, "%d of 400 runs", covered[k]);
    ra_claim_free(claim);
}
END_TEST

/* Of a million trials of a unit normal law the bounds are 2 * 1.96 standard errors apart, and the
 * standard errors of mean and standard deviation are 1/1000 and that over the root of 2. */
START_TEST(standard_errors_of_a_normal_law)
{
    static const double se[] = {0.0012533141373155003, 0.002671310864727704};
    ra_claim *claim = number_claim(
        "", RESULT("a"), CHANGED("a", 8, 4, LAW("{'type': 'normal', 'mean': 0, 'sd': 1}")));
    ra_plan plan = plan_of(1000000);
    plan.level = 0.95;
    ra_result *r = audit_claim(claim, &plan);
    ra_bounds median = r->audited.bounds[RA_Q50], low = r->audited.bounds[RA_QLOW];

    ck_assert_double_eq_tol((median.high - median.low) / (2 * RA_NORMAL_95), se[0], 0.1 * se[0]);
    ck_assert_double_eq_tol((low.high - low.low) / (2 * RA_NORMAL_95), se[1], 0.1 * se[1]);
    ck_assert_double_eq_tol(r->audited.mcse, 0.001, 5e-6);
    ck_assert_double_eq_tol(r->audited.sd_mcse, 0.0007071067811865475, 5e-6);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("order");
    TCase *ranks = tcase_create("ranks");

    tcase_add_checked_fixture(ranks, claim_set_up, claim_tear_down);
    tcase_set_timeout(ranks, 60);
    tcase_add_test(ranks, confidence_is_a_binomial_sum);
    tcase_add_test(ranks, wilks_numbers);
    tcase_add_test(ranks, ranks_are_the_tightest);
    tcase_add_test(ranks, lower_rank_is_the_largest);
    tcase_add_test(ranks, all_ranks);
    tcase_add_test(ranks, few_trials_leave_an_end_open);
    tcase_add_test(ranks, reads_like_single_quantiles);
    tcase_add_test(ranks, bounds_cover);
    tcase_add_test(ranks, standard_errors_of_a_normal_law);
    suite_add_tcase(suite, ranks);
    return run_suite(suite);
}
