/* The headline in things that people know, beside closed forms. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "audit/audit.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define NAS "datasets/claims/strubell-2019-nas.json"

static void close_to(double got, double expected, double tolerance, const char *what)
{
    ck_assert_msg(fabs(got - expected) <= tolerance, "%s is %.12g, expected %.12g within %g", what,
                  got, expected, tolerance);
}

/* P(X / S <= q) for a lognormal X and a thing of four sizes, each as likely, in closed form. */
static double share_of_miles(double q, double median, double sigma)
{
    static const double sizes[] = {0.393, 0.398, 0.403, 0.409};
    double sum = 0;

    for (int i = 0; i < 4; i++) {
        sum += 0.5 * erfc(-log(q * sizes[i] / median) / (sigma * sqrt(2)));
    }
    return sum / 4;
}

START_TEST(as_many_as_fit)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(1000);
    ra_result *r = audit_claim(claim, &plan);
    bool found = false;

    for (uint32_t i = 0; i < r->equivalence_count; i++) {
        const ra_equivalence *e = &r->equivalences[i];
        if (strcmp(e->row->key, "car-lifetime") == 0) {
            found = true;
            close_to(e->published, 626155.31 / 126000, 1e-6, "cars, published");
            close_to(e->value, r->audited.point / 126000, 1e-15, "cars, audited");
            ck_assert(e->p5 < e->value && e->value < e->p95);
        }
    }
    ck_assert(found);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(they_have_an_uncertainty_of_their_own)
{
    ra_claim *claim = good_claim(
        "{\"id\": \"trip\", \"title\": \"A trip\", \"source\": {\"key\": \"strubell2019\"},"
        "\"published\": {\"step\": \"total\", \"value\": 40, \"unit\": \"kgCO2e\"},"
        "\"steps\": [{\"id\": \"total\", \"label\": \"Total\", \"unit\": \"kgCO2e\","
        "\"formula\": \"x\"}], \"assumptions\": [{\"id\": \"x\", \"label\": \"X\","
        "\"published\": {\"value\": 40, \"unit\": \"kgCO2e\"},"
        "\"audited\": {\"distribution\": {\"type\": \"lognormal\", \"median\": 40, \"gsd\": 1.01},"
        "\"reason\": \"Why.\"}}]}");
    ra_plan plan = plan_of(200000);
    ra_result *r = audit_claim(claim, &plan);
    bool found = false;

    for (uint32_t i = 0; i < r->equivalence_count; i++) {
        const ra_equivalence *e = &r->equivalences[i];
        ck_assert_ptr_nonnull(e->citation.source);
        ck_assert(fmax(e->published, e->value) >= 0.1 && fmax(e->published, e->value) <= 1e7);
        if (strcmp(e->row->key, "car-mile") == 0) {
            found = true;
            close_to(e->size_p5, 0.393, 1e-12, "smallest mile");
            close_to(e->size_p95, 0.409, 1e-12, "largest mile");
            close_to(e->value, 40 / 0.393, 1e-12, "miles");
            close_to(share_of_miles(e->p5, 40, log(1.01)), 0.05, 0.003, "share below p5");
            close_to(share_of_miles(e->p95, 40, log(1.01)), 0.95, 0.003, "share below p95");
        }
    }
    ck_assert(found);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("equivalences");
    TCase *tcase = tcase_create("equivalences");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, as_many_as_fit);
    tcase_add_test(tcase, they_have_an_uncertainty_of_their_own);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
