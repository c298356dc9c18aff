/* Whether propagation is valid, beside Monte Carlo. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/example.h"
#include "tests/support/run.h"

typedef struct {
    int example;
    uint64_t trials;
    int digits;
    double delta, d_low, d_high, error; /* distances and what they may be off; NAN: not looked at */
} validity;

static const validity validities[] = {
    {NORMALS, 200000, 2, 0.05, 0, 0, 0.04},
    /* 2 sqrt(3) (2 - (3/5)^(1/4)) = 3.8794 beside 3.9199. */
    {UNIFORMS, 500000, 2, 0.05, 0.0405, 0.0405, 0.02},
    {LOSS_0, 200000, 0, 5e-6, 1.27e-6, 1.84e-4, 2e-6},
    {LOG, 200000, 0, 0.05, 0.626, 0.360, 0.01},
    {BALL, 200000, 0, 0.5, NAN, NAN, NAN},
    /* Rice's law has a mean of 0.1005. */
    {RICE, 200000, 1, 0.005, 0.0006, 0.0004, 0.0002},
};
enum { VALIDITIES = sizeof validities / sizeof validities[0] };

START_TEST(validity_in_words)
{
    const validity *v = &validities[_i];
    ra_claim *claim;
    ra_result *result = audit_example(v->example, v->trials, 0.95, &claim);
    const ra_gum *gum = &result->gum;

    ck_assert_msg(gum->digits == v->digits, "%s: %s", examples[v->example].name, gum->text);
    ck_assert_double_eq_tol(gum->delta, v->delta, 1e-15);
    ck_assert(!(fabs(gum->d_low - v->d_low) > v->error));
    ck_assert(!(fabs(gum->d_high - v->d_high) > v->error));
    const char *words = v->digits == 0 ? "does not agree with Monte Carlo: the low end"
                                       : "agrees with Monte Carlo to";
    ck_assert_msg(strstr(gum->text, words) != NULL, "%s", gum->text);
    free_audit(result, claim);
}
END_TEST

/* A verdict that a few trials reach by chance says so; a clear one needs few. */
START_TEST(few_trials_are_not_sure)
{
    ra_claim *claim;
    ra_result *result = audit_example(UNIFORMS, 500, 0.95, &claim);

    ck_assert(!result->gum.decided);
    ck_assert_ptr_nonnull(strstr(result->gum.text, "too few to be sure"));
    free_audit(result, claim);
    result = audit_example(LOG, 500, 0.95, &claim);
    ck_assert(result->gum.decided);
    ck_assert_ptr_null(strstr(result->gum.text, "too few"));
    free_audit(result, claim);
}
END_TEST

/* Mean, standard deviation and 95 % interval of the trials beside the values of the examples in
 * closed form, by quadrature, or (E3, E13) of 4e7 trials; NAN: not given. The
 * tolerances are four standard errors of a million trials. */
typedef struct {
    int example;
    double value[4], tolerance[4];
} published;

static const published publications[] = {
    {NORMALS, {0, 2, -3.919927969080108, 3.919927969080108}, {0.008, 0.00566, 0.0214, 0.0214}},
    {UNIFORMS, {0, 2, -3.879406741347821, 3.879406741347821}, {0.008, 0.00522, 0.019, 0.019}},
    {LOSS_0,
     {5e-5, 5e-5, 1.265890399216574e-06, 0.00018444397270570102},
     {2e-7, 2.83e-7, 3.2e-8, 1.25e-6}},
    {LOSS_1,
     {1.5e-4, 0.00011180339887498949, 8.546844922991616e-06, 0.00042712328243960383},
     {4.47e-7, 6.32e-7, 1.99e-7, 2.16e-6}},
    {LOSS_5,
     {0.00255, 0.0005024937810560445, 0.0016384770698801266, 0.0036033580539165176},
     {2.01e-6, 2.84e-6, 4.31e-6, 6.4e-6}},
    {LOSS_R,
     {0.00255, 0.0005045047076093543, 0.0016968579817289431, 0.00365979628038123},
     {2.02e-6, 2.85e-6, 3.5e-6, 7.27e-6}},
    {RICE, {0.1005012693667742, 0.009974710806188645, NAN, NAN}, {3.99e-5, 2.82e-5, NAN, NAN}},
    {RICE_0, {0.012564454659860948, 0.00656768445498857, NAN, NAN}, {2.63e-5, 1.86e-5, NAN, NAN}},
    {BALL,
     {5.825472662535914, 1.1155489900959785, 4.052528046397234, 8.399929927928527},
     {0.00491, 0.00547, 0.00736, 0.0201}},
    {EXPANSION,
     {1.7266208957779672e-05, NAN, 1.4005264858179433e-05, 2.052892917726163e-05},
     {2e-8, NAN, 3.09e-8, 3.1e-8}},
    {LOG,
     {-0.6649002929158381, 0.6062266974292995, -2.0794415416798357, 0.07232066157962608},
     {0.00242, 0.0021, 0.005, 0.000581}},
};
enum { PUBLICATIONS = sizeof publications / sizeof publications[0] };

START_TEST(trials_as_published)
{
    enum { TRIALS = 200000 };
    const published *p = &publications[_i];
    ra_claim *claim;
    ra_result *result = audit_example(p->example, TRIALS, 0.95, &claim);
    const ra_summary *y = &result->audited;
    const double found[4] = {y->mean, y->sd, y->low, y->high};

    for (int i = 0; i < 4; i++) {
        double tolerance = p->tolerance[i] * sqrt(1e6 / TRIALS);
        ck_assert_msg(!(fabs(found[i] - p->value[i]) > tolerance), "%s: value %d is %.9g, not %.9g",
                      examples[p->example].name, i, found[i], p->value[i]);
    }
    free_audit(result, claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("gum validity");
    TCase *group = tcase_create("clause 8");

    tcase_set_timeout(group, 60);
    tcase_add_checked_fixture(group, claim_set_up, claim_tear_down);
    tcase_add_loop_test(group, validity_in_words, 0, VALIDITIES);
    tcase_add_test(group, few_trials_are_not_sure);
    tcase_add_loop_test(group, trials_as_published, 0, PUBLICATIONS);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
