/* Correlated inputs of claims: what stays as it is, shared draws, derived figures, what --set does,
 * and every refusal. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_math.h>

#include "audit/correlation.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/correlated.h"
#include "tests/support/run.h"

#define THREE                                                                                      \
    LAW("a", "'type': 'normal', 'mean': 5, 'sd': 1")                                               \
    ", " LAW("b", "'type': 'gamma', 'shape': 2, 'scale': 1") ", " LAW(                             \
        "c", "'type': 'uniform', 'min': 1, 'max': 2")

static void replay(const ra_claim *claim, const char *id, double *out, uint64_t count)
{
    ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_RANDOM, 1, ra_claim_find(claim, id), 0, count, out), RA_OK);
}

/* What is not correlated keeps its draws to the last bit, and so does the first of a group; the
 * others keep their law. What the program needs changes nothing: a replay of one input alone has
 * the draws that it has in the run. */
START_TEST(other_inputs_stay)
{
    enum { COUNT = 3000 };
    static double before[COUNT], after[COUNT], whole[COUNT], a[COUNT], c[COUNT];
    ra_claim *plain = correlated_claim(THREE, "a + b + c", "");
    ra_claim *linked = correlated_claim(THREE, "a + b + c", BETWEEN("b", "a", "spearman", "0.8"));

    replay(plain, "a", before, COUNT);
    replay(linked, "a", a, COUNT);
    ck_assert_mem_eq(a, before, sizeof a);
    replay(plain, "c", before, COUNT);
    replay(linked, "c", c, COUNT);
    ck_assert_mem_eq(c, before, sizeof c);
    replay(plain, "b", before, COUNT);
    replay(linked, "b", after, COUNT);
    ck_assert_mem_ne(after, before, sizeof after);
    replay(linked, "y", whole, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert(whole[i] == a[i] + after[i] + c[i]);
    }
    ra_claim_free(plain);
    ra_claim_free(linked);
}
END_TEST

START_TEST(any_number_of_threads)
{
    ra_claim *claim = correlated_claim(
        THREE, "a * b / c",
        BETWEEN("a", "b", "pearson", "0.4") ", " BETWEEN("c", "b", "normal", "-0.7"));
    ra_plan plan = plan_of(20000);
    size_t count, other_count;

    plan.threads = 1;
    ra_result *one = audit_claim(claim, &plan);
    plan.threads = 7;
    ra_result *many = audit_claim(claim, &plan);
    double *numbers = numbers_of(one, &count), *others = numbers_of(many, &other_count);
    ck_assert_uint_eq(count, other_count);
    ck_assert_mem_eq(numbers, others, count * sizeof *numbers);
    free(numbers);
    free(others);
    ra_result_free(one);
    ra_result_free(many);
    ra_claim_free(claim);
}
END_TEST

/* Two assumptions with one draw have normal scores that are correlated by 1; and a draw that is
 * shared carries the correlations of each to the other. */
START_TEST(shared_draws)
{
    ra_correlations *c;
    ra_claim *claim = correlated_claim(SHARED LAW("c", "'type': 'uniform', 'min': 0, 'max': 1"),
                                       "a + b + c", BETWEEN("c", "a", "normal", "0.6"));
    enum { COUNT = 2000 };
    static double a[COUNT], b[COUNT];

    ck_assert_int_eq(ra_correlations_new(&c, claim, claim_diag), RA_OK);
    ck_assert(ra_correlation_scores(c, 0, 1) == 1);
    ck_assert(ra_correlation_scores(c, 0, 2) == 0.6 && ra_correlation_scores(c, 2, 1) == 0.6);
    ck_assert(ra_correlation_linked(c, 0, 1) && ra_correlation_linked(c, 1, 2));
    ck_assert_double_eq_tol(ra_correlation_pearson(c, 0, 1), 0.5 / sqrt(expm1(0.25)), 1e-12);
    ck_assert_double_eq_tol(ra_correlation_pearson(c, 0, 2), 0.6 * sqrt(3 / M_PI), 1e-10);
    replay(claim, "a", a, COUNT);
    replay(claim, "b", b, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_double_eq_tol(log(b[i]) / 0.5, a[i] - 5, 1e-7);
    }
    ra_correlations_free(c);
    ra_claim_free(claim);
}
END_TEST

/* rho = 1 in normal scores draws what a shared draw does. */
START_TEST(shared_draw_is_perfect_correlation)
{
    enum { COUNT = 2000 };
    static double shared[COUNT], correlated[COUNT];
    ra_claim *one = correlated_claim(SHARED LAW("c", "'type': 'uniform', 'min': 0, 'max': 1"),
                                     "a - 5 - 2 * log(b)", "");
    ra_claim *two = correlated_claim(LAW("a", "'type': 'normal', 'mean': 5, 'sd': 1") ", " LAW(
                                         "b", "'type': 'lognormal', 'mu': 0, 'sigma': 0.5"),
                                     "a - 5 - 2 * log(b)", BETWEEN("a", "b", "normal", "1"));

    replay(one, "y", shared, COUNT);
    replay(two, "y", correlated, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert(fabs(shared[i]) < 1e-7 && fabs(correlated[i]) < 1e-7);
    }
    ra_claim_free(one);
    ra_claim_free(two);
}
END_TEST

/* A correlation of an entry of `where` reaches the figure that is derived from it: x = 2 host. */
START_TEST(derived_figures)
{
    static const char assumptions[] =
        "{'id': 'x', 'label': 'X', 'published': {'value': 1, 'unit': '1'}, 'audited': {'unit': '1',"
        " 'reason': 'r', 'formula': '2 * host', 'where': {'host': {'value': 3, 'unit': '1',"
        " 'distribution': {'type': 'normal', 'sd': 0.5}}}}}, " LAW(
            "v", "'type': 'normal', 'mean': 4, 'sd': 2");
    ra_result *r = correlated_audit(assumptions, "x + v", BETWEEN("x.host", "v", "normal", "-0.5"));

    ck_assert_uint_eq(r->correlation_count, 1);
    ck_assert_int_eq(r->correlations[0].stated->kind, RA_NORMAL_SCORES);
    ck_assert(r->correlations[0].scores == -0.5 && r->correlations[0].pearson == -0.5);
    /* sd^2 = 1 + 4 - 2 * 0.5 * 1 * 2 */
    ck_assert_double_eq_tol(r->audited.sd, sqrt(3), 4 * sqrt(3) / sqrt(2.0 * TRIALS));
    free_correlated(r);
}
END_TEST

static double sd_after(ra_claim *claim)
{
    ra_plan plan = plan_of(50000);
    ra_result *result = audit_claim(claim, &plan);
    double sd = result->audited.sd;
    ra_result_free(result);
    return sd;
}

/* What is made exact leaves its correlations behind, and says so; another law keeps them. */
START_TEST(changed_by_hand)
{
    ra_claim *claim = correlated_claim(LAW("a", "'type': 'normal', 'mean': 2, 'sd': 0.5") ", " LAW(
                                           "b", "'type': 'normal', 'mean': 3, 'sd': 0.5"),
                                       "a + b",
                                       "{'between': ['a', 'b'], 'kind': 'covariance', 'matrix': "
                                       "[[0.25, 0.25], [0.25, 0.25]]}");

    ck_assert_double_eq_tol(sd_after(claim), 1, 0.02);
    ck_assert_int_eq(
        ra_claim_set(claim, "b", "{\"type\": \"normal\", \"mean\": 3, \"sd\": 1}", claim_diag),
        RA_OK);
    ck_assert_double_eq_tol(sd_after(claim), 1.5, 0.03);
    ck_assert_int_eq(ra_claim_set(claim, "b", "3", claim_diag), RA_OK);
    ck_assert_uint_eq(claim->correlation_count, 0);
    expect_message("note: 'b' is exact in this run: its correlations are left out");
    ck_assert_double_eq_tol(sd_after(claim), 0.5, 0.01);
    ra_claim_free(claim);
}
END_TEST

/* What cannot be drawn, and what is said about it. */
#define EXPONENTIALS                                                                               \
    LAW("a", "'type': 'exponential', 'mean': 2")                                                   \
    ", " LAW("b", "'type': 'exponential', 'mean': 2")
#define NORMALS                                                                                    \
    LAW("a", "'type': 'normal', 'mean': 5, 'sd': 1")                                               \
    ", " LAW("b", "'type': 'normal', 'mean': 5, 'sd': 1") ", " LAW(                                \
        "c", "'type': 'normal', 'mean': 5, 'sd': 1")
#define HUB(leaf) BETWEEN("a", leaf, "normal", "0.7") ", " BETWEEN("b", leaf, "normal", "0.7")
static const struct {
    const char *assumptions, *formula, *correlations, *message;
} refusals[] = {
    {LAW("a", "'type': 'student_t', 'df': 2, 'location': 5, 'scale': 1") ", " LAW(
         "b",
         "'type': 'uniform', 'min': 0, 'max': 1") ", " LAW("c",
                                                           "'type': 'uniform', 'min': 0, 'max': 1"),
     "a + b + c", BETWEEN("a", "b", "pearson", "0.2") ", " BETWEEN("c", "a", "pearson", "0.2"),
     "error: 'a' has no standard deviation that a Pearson correlation could rest on: state it as "
     "'spearman' or 'normal' (/correlations/1/rho)"},
    {EXPONENTIALS, "a + b", BETWEEN("a", "b", "pearson", "-0.7"),
     "error: 'a' and 'b' can have Pearson correlations from -0.644934 to 1, not -0.7 "
     "(/correlations/0/rho)"},
    {LAW("a", "'type': 'student_t', 'df': 2, 'location': 5, 'scale': 1") ", " LAW(
         "b", "'type': 'uniform', 'min': 0, 'max': 1"),
     "a + b", BETWEEN("a", "b", "pearson", "0.2"),
     "error: 'a' has no standard deviation that a Pearson correlation could rest on: state it as "
     "'spearman' or 'normal' (/correlations/0/rho)"},
    {NORMALS, "a + b + c",
     BETWEEN("a", "b", "pearson", "0.9") ", " BETWEEN("a", "c", "pearson", "0.9") ", " BETWEEN(
         "b", "c", "pearson", "-0.9"),
     "error: the correlations contradict each other: their matrix has the eigenvalue -0.8, to "
     "which 'b' and 'c' add most, with -0.9 in normal scores (/correlations/2/rho)"},
    {NORMALS, "a + b + c",
     BETWEEN("a", "b", "normal", "0.9") ", " BETWEEN("a", "c", "normal", "0.9"),
     "to which 'a' and 'c' add most, with 0.9 in normal scores (/correlations/1/rho)"},
    {SHARED LAW("c", "'type': 'uniform', 'min': 0, 'max': 1"), "a + b + c",
     BETWEEN("a", "b", "normal", "0.5"),
     "error: 'a' and 'b' are correlated by 1 in normal scores already, through a shared draw; this "
     "would be 0.5 (/correlations/0/rho)"},
    {SHARED LAW("c", "'type': 'uniform', 'min': 0, 'max': 1"), "a + b + c",
     BETWEEN("a", "c", "normal", "0.5") ", " BETWEEN("b", "c", "normal", "0.4"),
     "error: 'b' and 'c' are correlated by 0.5 in normal scores already, through a shared draw; "
     "this would be 0.4 (/correlations/1/rho)"},
    {LAW("a", "'type': 'uniform', 'min': 0, 'max': 1") ", " LAW("b",
                                                                "'type': 'exponential', 'mean': 1"),
     "a + b", BETWEEN("a", "b", "pearson", "0.9"),
     "error: 'a' and 'b' can have Pearson correlations from -0.866025 to 0.866025, not 0.9 "
     "(/correlations/0/rho)"},
    {NORMALS, "a + b + c",
     BETWEEN("a", "b", "normal", "0.9") ", " BETWEEN("a", "c", "normal", "0.9") ", " BETWEEN(
         "c", "b", "normal", "-0.9"),
     "to which 'b' and 'c' add most, with -0.9 in normal scores (/correlations/2/rho)"},
    /* Two hubs that both go with three others, but are not said to go together: 1 - 0.7 sqrt(6). */
    {LAW("q", "'type': 'uniform', 'min': 0, 'max': 1") ", " NORMALS ", " LAW(
         "d", "'type': 'uniform', 'min': 0, 'max': 1") ", " LAW("e",
                                                                "'type': 'uniform', 'min': 0, "
                                                                "'max': 1"),
     "a + b + c + d + e + q",
     HUB("c") ", " HUB("d") ", " HUB("e"),
     "error: the correlations contradict each other: their matrix has the eigenvalue -0.714643, to "
     "which 'a' and 'b' add most, with 0 in normal scores, since nothing is stated for them "
     "(/correlations/0/rho)"},
};

START_TEST(refusal)
{
    ra_claim *claim =
        correlated_claim(refusals[_i].assumptions, refusals[_i].formula, refusals[_i].correlations);
    ra_plan plan = plan_of(1000);
    ra_result *result;

    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INVALID);
    ck_assert_ptr_null(result);
    expect_message(refusals[_i].message);
    ra_claim_free(claim);
}
END_TEST

/* What a shared draw says already may be said again. */
START_TEST(said_twice)
{
    ra_correlations *c;
    ra_claim *claim = correlated_claim(
        SHARED LAW("c", "'type': 'uniform', 'min': 0, 'max': 1") ", " LAW(
            "d", "'type': 'uniform', 'min': 0, 'max': 1") ", " LAW("e", "'type': 'student_t', "
                                                                        "'df': 2, 'location': 0, "
                                                                        "'scale': 1"),
        "a + b + c + d + e",
        BETWEEN("a", "b", "normal", "1") ", " BETWEEN("a", "c", "normal", "0.5") ", " BETWEEN(
            "b", "c", "normal", "0.5") ", " BETWEEN("d", "e", "spearman", "0.5"));

    ck_assert_int_eq(ra_correlations_new(&c, claim, claim_diag), RA_OK);
    ck_assert(ra_correlation_scores(c, 0, 2) == 0.5 && ra_correlation_scores(c, 1, 2) == 0.5);
    ck_assert(ra_correlation_scores(c, 0, 1) == 1);
    ck_assert(ra_correlation_linked(c, 0, 2) && ra_correlation_linked(c, 3, 4));
    ck_assert(!ra_correlation_linked(c, 0, 3) && !ra_correlation_linked(c, 4, 2));
    /* 2 sin(pi rho / 6); the heavy tails leave no Pearson correlation. */
    ck_assert_double_eq_tol(ra_correlation_scores(c, 3, 4), 2 * sin(M_PI / 12), 1e-15);
    ck_assert(isnan(ra_correlation_pearson(c, 3, 4)) && isnan(ra_correlation_pearson(c, 4, 3)));
    ra_correlations_free(c);
    ra_claim_free(claim);
}
END_TEST

START_TEST(nothing_correlated)
{
    ra_correlations *c;
    ra_claim *claim = correlated_claim(THREE, "a + b + c", "");

    ck_assert_int_eq(ra_correlations_new(&c, claim, claim_diag), RA_OK);
    uint32_t y = ra_claim_find(claim, "y");
    for (uint32_t i = 0; i < 3; i++) {
        for (uint32_t j = 0; j < 3; j++) {
            ck_assert(ra_correlation_scores(c, i, j) == (i == j));
            ck_assert(ra_correlation_pearson(c, i, j) == (i == j));
            ck_assert(ra_correlation_linked(c, i, j) == (i == j));
        }
        ck_assert(ra_correlation_scores(c, i, y) == 0 && !ra_correlation_linked(c, i, y));
        ck_assert(ra_correlation_scores(c, y, i) == 0 && !ra_correlation_linked(c, y, i));
    }
    ra_correlations_free(c);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("correlation");
    TCase *tcase = tcase_create("correlation");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, other_inputs_stay);
    tcase_add_test(tcase, any_number_of_threads);
    tcase_add_test(tcase, shared_draws);
    tcase_add_test(tcase, shared_draw_is_perfect_correlation);
    tcase_add_test(tcase, derived_figures);
    tcase_add_test(tcase, changed_by_hand);
    tcase_add_loop_test(tcase, refusal, 0, sizeof refusals / sizeof refusals[0]);
    tcase_add_test(tcase, said_twice);
    tcase_add_test(tcase, nothing_correlated);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
