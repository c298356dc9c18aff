/* The headline in things that people know, beside closed forms. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
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

/* --- A table of one's own --- */

#define SOURCE                                                                                     \
    "'source': {'key': 's2020', 'locator': 'p', 'evidence': 'primary'}, 'status': 'reported'}"
#define THING(key, rest)                                                                           \
    "{'key': '" key "', 'label': 'L', 'year': 2020, 'basis': 'b', " rest ", " SOURCE
#define UNIFORM "'distribution': {'type': 'uniform', 'min': 1, 'max': 3}"

static void put_quoted(const char *folder, const char *name, const char *text)
{
    char *quoted = strdup(text);

    for (char *c = quoted; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    free(put_text(folder, name, quoted));
    free(quoted);
}

/* Audits y = formula in kgCO2e, x being uniform from 10 to 20 of them, with a table of things. */
static ra_result *audit_with(const char *rows, const char *formula, ra_claim **claim)
{
    char *folder = make_folder();
    ra_data *data = NULL;
    ra_result *result = NULL;
    ra_plan plan = plan_of(100000);
    ra_text step = {0};

    put_quoted(folder, "datasets/sources.json",
               "[{'id': 's2020', 'type': 'book', 'title': 'T', 'DOI': '10.1/x'}]");
    if (rows != NULL) {
        put_quoted(folder, "datasets/equivalences.json", rows);
    }
    ck_assert_int_eq(ra_data_open(&data, folder, claim_diag), RA_OK);
    ra_text_format(&step, "{'id': 'y', 'label': 'Y', 'unit': 'kgCO2e', 'formula': '%s'}", formula);
    char *text = claim_with(
        "", "{'step': 'y', 'value': 40, 'unit': 'kgCO2e'}", step.data,
        "{'id': 'x', 'label': 'X', 'published': {'value': 40, 'unit': 'kgCO2e'}, 'audited': {"
        "'value': 15, 'unit': 'kgCO2e', 'reason': 'r', 'distribution': {'type': 'uniform', 'min': "
        "10, 'max': 20}}}");
    *claim = good_claim(text);
    ra_status status = ra_audit(&result, *claim, data, &plan, claim_diag);
    char *said = written_messages(claim_diag);
    ck_assert_msg(status == RA_OK, "%s", said);
    free(said);
    free(text);
    ra_text_free(&step);
    /* The rows and their sources are not read any more below. */
    ra_data_free(data);
    free_folder(folder);
    return result;
}

static void free_all(ra_result *result, ra_claim *claim)
{
    ra_result_free(result);
    ra_claim_free(claim);
}

/* Things of another kind, without a size above zero, too many and too few of which there are, are
 * left out; the others stay in their order. */
START_TEST(things_that_tell_nothing)
{
    ra_claim *claim;
    ra_result
        *r =
            audit_with(
                "{'id': 'equivalences', 'title': 'T', 'rows': [" THING("energy", "'value': 2, "
                                                                                 "'unit': 'kWh'") ", " THING("nothing", "'value': 0, 'unit': 'kgCO2e'") ", " THING(
                    "huge", "'value': 1e6, 'unit': 'tCO2e'") ", " THING("tiny",
                                                                        "'value': 1e-9, 'unit': "
                                                                        "'kgCO2e'") ", " THING("fir"
                                                                                               "st",
                                                                                               "'va"
                                                                                               "lue"
                                                                                               "': "
                                                                                               "500"
                                                                                               ", "
                                                                                               "'un"
                                                                                               "it'"
                                                                                               ": "
                                                                                               "'gC"
                                                                                               "O2e"
                                                                                               "'") ", " THING("second",
                                                                                                               "'value': 2, 'unit': 'kgCO2e', " UNIFORM) "]}",
                "x", &claim);

    ck_assert_uint_eq(r->equivalence_count, 2);
    close_to(r->equivalences[0].published, 80, 1e-12, "published, of the first");
    close_to(r->equivalences[0].value, 30, 1e-12, "audited, of the first");
    close_to(r->equivalences[0].p5, 21, 0.1, "p5 of the first"); /* 10.5 / 0.5 */
    ck_assert(r->equivalences[0].size_p5 == 500 && r->equivalences[0].size_p95 == 500);
    close_to(r->equivalences[1].size_p5, 1.1, 1e-12, "p5 of the second's size");
    free_all(r, claim);
}
END_TEST

/* The quotient of two uniform numbers X of 10 to 20 and S of 1 to 3: P(X / S <= q) is the mean of
 * (q s - 10) / 10, cut at 0 and 1, over s; its 5 % and 95 % points are where that is so. */
static double share_of_quotient(double q)
{
    double sum = 0;

    for (int i = 0; i < 100000; i++) {
        double share = (q * (1 + 2 * (i + 0.5) / 100000) - 10) / 10;
        sum += fmin(fmax(share, 0), 1);
    }
    return sum / 100000;
}

START_TEST(quotient_of_two)
{
    ra_claim *claim;
    ra_result *r = audit_with("{'id': 'equivalences', 'title': 'T', 'rows': [" THING(
                                  "a", "'value': 2, 'unit': 'kgCO2e', " UNIFORM) "]}",
                              "x", &claim);

    ck_assert_uint_eq(r->equivalence_count, 1);
    close_to(share_of_quotient(r->equivalences[0].p5), 0.05, 0.005, "share below p5");
    close_to(share_of_quotient(r->equivalences[0].p95), 0.95, 0.005, "share below p95");
    free_all(r, claim);
}
END_TEST

/* A size that may be negative says nothing of its own; nor does one where the headline may be
 * infinite: there the interval is the headline's, whose finite end stays finite. */
START_TEST(headline_alone)
{
    ra_claim *claim;
    ra_result *r = audit_with(
        "{'id': 'equivalences', 'title': 'T', 'rows': [" THING(
            "a", "'value': 2, 'unit': 'kgCO2e', 'distribution': {'type': 'normal', 'sd': 1}") "]}",
        "x", &claim);

    close_to(r->equivalences[0].p5, 10.5 / 2, 0.02, "p5");
    close_to(r->equivalences[0].p95, 19.5 / 2, 0.02, "p95");
    free_all(r, claim);
    r = audit_with("{'id': 'equivalences', 'title': 'T', 'rows': [" THING(
                       "a", "'value': 2, 'unit': 'kgCO2e', " UNIFORM) "]}",
                   "if(x < 19.9 [kgCO2e], x, if(x > 30 [kgCO2e], x, x / max(0, 0)))", &claim);
    close_to(r->equivalences[0].p5, 10.5 / 2, 0.02, "p5");
    close_to(r->equivalences[0].p95, 19.5 / 2, 0.02, "p95");
    free_all(r, claim);
}
END_TEST

/* Without the table, without any data, and of numbers without a unit nothing is said. */
START_TEST(no_things)
{
    ra_claim *claim;
    ra_result *r = audit_with(NULL, "x", &claim);
    ra_plan plan = plan_of(1000);

    ck_assert_uint_eq(r->equivalence_count, 0);
    ra_result_free(r);
    ck_assert_int_eq(ra_audit(&r, claim, NULL, &plan, claim_diag), RA_OK);
    ck_assert_uint_eq(r->equivalence_count, 0);
    free_all(r, claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("equivalences");
    TCase *tcase = tcase_create("equivalences");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, as_many_as_fit);
    tcase_add_test(tcase, things_that_tell_nothing);
    tcase_add_test(tcase, quotient_of_two);
    tcase_add_test(tcase, headline_alone);
    tcase_add_test(tcase, no_things);
    tcase_add_test(tcase, they_have_an_uncertainty_of_their_own);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
