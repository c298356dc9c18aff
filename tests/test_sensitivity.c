/* Sobol indices, tornado and exact inputs beside closed forms. */
#include <check.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "models/text.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"
#include "tests/support/sensitivity.h"

static void close_to(double got, double expected, double tolerance, const char *what)
{
    ck_assert_msg(fabs(got - expected) <= tolerance, "%s is %.12g, expected %.12g within %g", what,
                  got, expected, tolerance);
}

#define MOST 6
static const double middles[MOST] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
static const double zeros[MOST];
#define UNIT   "{'type': 'uniform', 'min': 0, 'max': 1}"
#define PI_LAW "{'type': 'uniform', 'min': -3.141592653589793, 'max': 3.141592653589793}"
static const char *const units[MOST] = {UNIT, UNIT, UNIT, UNIT, UNIT, UNIT};
static const char *const angles[MOST] = {PI_LAW, PI_LAW, PI_LAW};

/* Closed forms: the functions of Ishigami and Homma (a = 7, b = 0.1) and of Sobol', with a = 0,
 * 0.5, 3, 9, 99, 99 and a = 0, 0.5, 1 [saltelli2010]. The Shapley effects of independent inputs
 * share every interaction equally [owen2014]. */
static const struct {
    const char *formula;
    const char *const *laws;
    const double *values;
    int count;
    double first[MOST], total[MOST], shapley[MOST];
} cases[] = {
    {"sin(x1) + 7 * sin(x2)^2 + 0.1 * x3^4 * sin(x1)",
     angles,
     zeros,
     3,
     {0.31390519114781146, 0.4424111447900409, 0},
     {0.5575888552099592, 0.4424111447900409, 0.24368366406214773},
     {0.4357470231788853, 0.4424111447900409, 0.12184183203107386}},
    {"abs(4 * x1 - 2) * (abs(4 * x2 - 2) + 0.5) / 1.5 * (abs(4 * x3 - 2) + 3) / 4"
     " * (abs(4 * x4 - 2) + 9) / 10 * (abs(4 * x5 - 2) + 99) / 100"
     " * (abs(4 * x6 - 2) + 99) / 100",
     units,
     middles,
     6,
     {0.5867811897667689, 0.2607916398963417, 0.03667382436042305, 0.005867811897667689,
      5.867811897667689e-05, 5.867811897667689e-05},
     {0.6900858923250766, 0.35617336378068465, 0.0563335422306185, 0.00917057664219371,
      9.200838536383143e-05, 9.200838536383143e-05},
     {0.638073944054535, 0.30812676584842114, 0.04619029318412064, 0.007459541757110371,
      7.472757790642466e-05, 7.472757790642466e-05}},
    {"abs(4 * x1 - 2) * (abs(4 * x2 - 2) + 0.5) / 1.5 * (abs(4 * x3 - 2) + 1) / 2",
     units,
     middles,
     3,
     {0.50625, 0.225, 0.1265625},
     {0.6296875, 0.325, 0.19375},
     {0.5669270833333334, 0.2739583333333334, 0.15911458333333334}},
};

/* Within the tolerance of a million trials, and within six standard errors. */
static void check_index(double got, double se, double expected, double tolerance, const char *what)
{
    close_to(got, expected, tolerance, what);
    close_to(got, expected, 6 * se + 1e-12, what);
    ck_assert(se < tolerance / 2);
}

START_TEST(closed_forms)
{
    ra_claim *claim =
        formula_claim("", cases[_i].formula, cases[_i].laws, cases[_i].values, cases[_i].count);
    ra_plan plan = plan_of(65536);
    ra_result *r = audit_claim(claim, &plan);
    double sum = 0;

    ck_assert_int_eq(r->sensitivity.method, RA_SENSITIVITY_SOBOL);
    ck_assert_uint_eq(r->sensitivity.count, (uint32_t)cases[_i].count);
    ck_assert(r->sensitivity.quasi);
    ck_assert_uint_eq(r->sensitivity.points, 8192);
    for (int i = 0; i < cases[_i].count; i++) {
        const ra_sensitivity *row = row_of(r, (uint32_t)i + 1);
        check_index(row->first, row->first_se, cases[_i].first[i], 0.01, "first index");
        check_index(row->total, row->total_se, cases[_i].total[i], 0.01, "total index");
        check_index(row->shapley, row->shapley_se, cases[_i].shapley[i], 0.015, "Shapley effect");
        sum += row->shapley;
    }
    close_to(sum, 1, 1e-12, "sum of the Shapley effects");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* y = x1 - 2 x2 with standard normal laws: the interval without x_i has the width of the other one,
 * sqrt(5) : 2 and sqrt(5) : 1. x1 is at 0.5 in its point. */
START_TEST(exact_inputs)
{
    static const char *const laws[] = {"{'type': 'normal', 'mean': 0, 'sd': 1}",
                                       "{'type': 'normal', 'mean': 0, 'sd': 1}"};
    static const double values[] = {0.5, 0};
    ra_claim *claim = formula_claim("", "x1 - 2 * x2", laws, values, 2);
    ra_plan plan = plan_of(300000);
    ra_result *r = audit_claim(claim, &plan);
    const ra_sensitivity *x1 = row_of(r, 1), *x2 = row_of(r, 2);
    const double z = 1.6448536269514722;

    ck_assert_uint_eq(r->sensitivity.trials, 262144);
    close_to(x1->tornado_low, -z, 1e-9, "x1 at its 5 % point");
    close_to(x1->tornado_high, z, 1e-9, "x1 at its 95 % point");
    close_to(x2->tornado_low, 0.5 + 2 * z, 1e-9, "x2 at its 5 % point");
    close_to(x2->tornado_high, 0.5 - 2 * z, 1e-9, "x2 at its 95 % point");
    close_to(x1->if_exact_p5, 0.5 - 2 * z, 0.03, "5 % point with x1 exact");
    close_to(x1->if_exact_p95, 0.5 + 2 * z, 0.03, "95 % point with x1 exact");
    close_to(x2->if_exact_p95 - x2->if_exact_p5, 2 * z, 0.03, "width with x2 exact");
    close_to(x1->width_removed, 1 - 2 / sqrt(5), 0.005, "width that x1 removes");
    close_to(x2->width_removed, 1 - 1 / sqrt(5), 0.005, "width that x2 removes");
    ck_assert_uint_eq(r->sensitivity.rows[0].input, 1);
    close_to(r->sensitivity.p95, sqrt(5) * z, 0.03, "95 % point");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* More causes than GSL's points have coordinates for: the sum of 21 equal laws takes 42. */
START_TEST(many_inputs)
{
    const char *laws[21];
    double values[21], sum = 0;
    ra_text formula = {0};

    for (int i = 0; i < 21; i++) {
        laws[i] = UNIT;
        values[i] = 0.5;
        ra_text_format(&formula, "%sx%d", i > 0 ? " + " : "", i + 1);
    }
    ra_claim *claim = formula_claim("", formula.data, laws, values, 21);
    ra_plan plan = plan_of(16384);
    ra_result *r = audit_claim(claim, &plan);
    ck_assert(r->sensitivity.quasi);
    ck_assert_uint_eq(r->sensitivity.causes, 21);
    for (uint32_t i = 1; i <= 21; i++) {
        const ra_sensitivity *row = row_of(r, i);
        close_to(row->first, 1.0 / 21, 6 * row->first_se, "first index");
        close_to(row->total, 1.0 / 21, 6 * row->total_se, "total index");
        ck_assert(row->first_se > 0 && row->first_se < 0.02 && row->total_se < 0.005);
        sum += row->shapley;
    }
    close_to(sum, 1, 1e-12, "sum of the Shapley effects");
    ra_text_free(&formula);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* One input carries all of it. */
START_TEST(one_input)
{
    static const char *const laws[] = {"{'type': 'uniform', 'min': 2, 'max': 4}"};
    static const double values[] = {3};
    ra_claim *claim = formula_claim("", "10 * x1", laws, values, 1);
    ra_plan plan = plan_of(20000);
    ra_result *r = audit_claim(claim, &plan);
    const ra_sensitivity *x1 = row_of(r, 1);

    close_to(x1->first, 1, 0.01, "first index");
    close_to(x1->total, 1, 0.01, "total index");
    ck_assert(x1->shapley == 1);
    close_to(x1->if_exact_p5, 30, 1e-9, "5 % point");
    close_to(x1->if_exact_p95, 30, 1e-9, "95 % point");
    close_to(x1->width_removed, 1, 1e-9, "width removed");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Inputs that share a draw are one cause: x1 + x2 moves as one, and x3 beside it. */
START_TEST(shared_draws)
{
    char *text = claim_with(
        "", "{'step': 'result', 'value': 1, 'unit': '1'}",
        "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': 'x1 + x2 + x3'}",
        "{'id': 'x1', 'label': 'X', 'published': {'value': 0.5, 'unit': '1'}, 'audited': {'reason':"
        " 'r', 'draw': 'same', 'distribution': {'type': 'uniform', 'min': 0, 'max': 1}}},"
        "{'id': 'x2', 'label': 'X', 'published': {'value': 0.5, 'unit': '1'}, 'audited': {'reason':"
        " 'r', 'draw': 'same', 'distribution': {'type': 'uniform', 'min': 0, 'max': 1}}},"
        "{'id': 'x3', 'label': 'X', 'published': {'value': 0.5, 'unit': '1'}, 'audited': {'reason':"
        " 'r', 'distribution': {'type': 'uniform', 'min': 0, 'max': 1}}}");
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(65536);
    ra_result *r = audit_claim(claim, &plan);
    const ra_sensitivity *x1 = row_of(r, 1), *x2 = row_of(r, 2), *x3 = row_of(r, 3);

    ck_assert_uint_eq(r->sensitivity.causes, 2);
    close_to(x1->first, 0.8, 0.005, "first index of both");
    close_to(x3->first, 0.2, 0.005, "first index of the third");
    close_to(x1->tornado_high, 0.5 + 2 * 0.95, 1e-12, "both at their 95 % point");
    close_to(x1->if_exact_p95, 1.95, 0.01, "both exact");
    ck_assert_mem_eq(&x1->first, &x2->first, sizeof *x1 - offsetof(ra_sensitivity, first));
    free(text);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Sums of correlated normal inputs, for which E[V(y | some)] is a closed form of linear algebra
 * [owen2014; song2016]. With a correlation of 1 either input tells all about the other: half each.
 */
static const struct {
    const char *correlations, *formula;
    double sd[3], shapley[3];
    int count;
    double removed[3]; /* 1 - sd(y | x_i = 0) / sd(y) */
} correlated_cases[] = {
    {"{'between': ['x1', 'x2'], 'kind': 'pearson', 'rho': 0.5}",
     "x1 + x2",
     {1, 2},
     {0.3392857142857143, 0.6607142857142857},
     2,
     {0.3453463292920229, 0.6726731646460115}},
    {"{'between': ['x1', 'x2'], 'kind': 'pearson', 'rho': 1}",
     "x1 + x2",
     {1, 2},
     {0.5, 0.5},
     2,
     {1, 1}},
    {"{'between': ['x1', 'x2'], 'kind': 'pearson', 'rho': 0.5}",
     "x1 + x2 + x3",
     {1, 2, 3},
     {0.3392857142857143 * 7 / 16, 0.6607142857142857 * 7 / 16, 9.0 / 16},
     3,
     {0.1339745962155614, 0.2193752502002002, 0.3385621722338523}},
    {"{'between': ['x1', 'x2'], 'kind': 'pearson', 'rho': 0.6},"
     " {'between': ['x1', 'x3'], 'kind': 'pearson', 'rho': -0.3},"
     " {'between': ['x2', 'x3'], 'kind': 'pearson', 'rho': 0.2}",
     "x1 + x2 - 2 * x3",
     {1, 2, 1.5},
     {0.3295131885519544, 0.1984696671998887, 0.4720171442481569},
     3,
     {0.3740829512637205, 0.13580358538236537, 0.3160983118990407}},
};

START_TEST(correlated_inputs)
{
    const char *laws[3];
    ra_text text[3] = {{0}}, head = {0};
    double sum = 0;

    ra_text_format(&head, "'correlations': [%s], ", correlated_cases[_i].correlations);
    for (int i = 0; i < 3; i++) {
        ra_text_format(&text[i], "{'type': 'normal', 'mean': 0, 'sd': %g}",
                       fmax(correlated_cases[_i].sd[i], 1));
        laws[i] = text[i].data;
    }
    ra_claim *claim = formula_claim(head.data, correlated_cases[_i].formula, laws, zeros,
                                    correlated_cases[_i].count);
    ra_plan plan = plan_of(131072);
    ra_result *r = audit_claim(claim, &plan);
    ck_assert_int_eq(r->sensitivity.method, RA_SENSITIVITY_SHAPLEY);
    for (int i = 0; i < correlated_cases[_i].count; i++) {
        const ra_sensitivity *row = row_of(r, (uint32_t)i + 1);
        check_index(row->shapley, row->shapley_se, correlated_cases[_i].shapley[i], 0.015,
                    "Shapley effect");
        close_to(row->width_removed, correlated_cases[_i].removed[i], 0.01, "width removed");
        ck_assert(isnan(row->first) && isnan(row->total));
        sum += row->shapley;
    }
    close_to(sum, 1, 1e-12, "sum of the effects");
    plan.threads = 1;
    ra_result *again = audit_claim(claim, &plan);
    same_sensitivity(r, again);
    ra_result_free(again);
    for (int i = 0; i < 3; i++)
        ra_text_free(&text[i]);
    ra_text_free(&head);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Nothing to be sensitive to. */
START_TEST(nothing_is_uncertain)
{
    char *text = small_claim(
        "", "{'id': 'energy', 'label': 'E', 'published': {'value': 19, 'unit': 'kWh'}},"
            "{'id': 'grid', 'label': 'G', 'published': {'value': 0.5, 'unit': 'kgCO2e/kWh'}}");
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(2000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->sensitivity.method, RA_SENSITIVITY_NONE);
    ck_assert_uint_eq(r->sensitivity.count, 0);
    ck_assert(isnan(r->sensitivity.p5));
    free(text);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Trials without a value are left out: of sqrt(x1) + x2 with x1 from -1 to 1 half remain. */
START_TEST(trials_without_a_value)
{
    static const char *const laws[] = {"{'type': 'uniform', 'min': -1, 'max': 1}",
                                       "{'type': 'uniform', 'min': 0, 'max': 1}"};
    static const double values[] = {0.5, 0.5};
    ra_claim *claim = formula_claim("", "sqrt(x1) + x2", laws, values, 2);
    ra_plan plan = plan_of(65536);
    ra_result *r = audit_claim(claim, &plan);
    const ra_sensitivity *x1 = row_of(r, 1), *x2 = row_of(r, 2);

    /* V(sqrt(u)) = 1/18, V(u) = 1/12. */
    if (isfinite(r->audited.sd)) {
        close_to(x1->total, 0.4, 0.02, "total index of x1");
        close_to(x2->total, 0.6, 0.02, "total index of x2");
    } else {
        ck_assert(isnan(x1->total) && isnan(x2->total));
    }
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* The same bytes on one thread and on five. */
START_TEST(threads)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-nas.json");
    ra_plan plan = plan_of(20000);

    plan.threads = 1;
    ra_result *one = audit_claim(claim, &plan);
    plan.threads = 5;
    ra_result *five = audit_claim(claim, &plan);
    ck_assert_uint_gt(one->sensitivity.count, 2);
    ck_assert_uint_eq(one->sensitivity.count, one->input_count);
    same_sensitivity(one, five);
    for (uint32_t i = 1; i < one->sensitivity.count; i++) {
        const ra_sensitivity *row = &one->sensitivity.rows[i];
        ck_assert(row->width_removed <= row[-1].width_removed);
    }
    ra_result_free(one);
    ra_result_free(five);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sensitivity");
    TCase *tests = tcase_create("sensitivity");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_add_loop_test(tests, closed_forms, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tests, correlated_inputs, 0,
                        sizeof correlated_cases / sizeof *correlated_cases);
    tcase_add_test(tests, exact_inputs);
    tcase_add_test(tests, one_input);
    tcase_add_test(tests, many_inputs);
    tcase_add_test(tests, shared_draws);
    tcase_add_test(tests, nothing_is_uncertain);
    tcase_add_test(tests, trials_without_a_value);
    tcase_add_test(tests, threads);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
