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

int main(void)
{
    Suite *suite = suite_create("gum validity");
    TCase *group = tcase_create("clause 8");

    tcase_set_timeout(group, 60);
    tcase_add_checked_fixture(group, claim_set_up, claim_tear_down);
    tcase_add_loop_test(group, validity_in_words, 0, VALIDITIES);
    tcase_add_test(group, few_trials_are_not_sure);
    suite_add_tcase(suite, group);
    return run_suite(suite);
}
