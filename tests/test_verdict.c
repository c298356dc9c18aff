/* Verdicts and their sentences. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/text.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define UNIFORM(min, max) ", 'distribution': {'type': 'uniform', 'min': " min ", 'max': " max "}"
#define THOUSAND          "'printed': '1,000', 'digits': 4"
#define BOUNDARY          "'groups': [{'id': 'wide', 'label': 'W', 'kind': 'boundary'}], "

/* Published headline; published and audited value of `a`, the rest of its audited figure; verdict
 * and sentence. The chain is result = a [kWh]. */
static const struct {
    const char *stated, *published, *audited, *more;
    ra_verdict verdict;
    const char *sentence;
} cases[] = {
    {THOUSAND, "1000", "250", UNIFORM("200", "300"), RA_OVERSTATED,
     "The published 1,000 kWh is 4.0 times too high: the audit finds 250.0 kWh "
     "(90 % interval 205 to 295)."},
    {THOUSAND, "1000", "800", UNIFORM("780", "820"), RA_OVERSTATED,
     "The published 1,000 kWh is 25 % too high: the audit finds 800.0 kWh "
     "(90 % interval 782 to 818)."},
    {THOUSAND, "1000", "123456", "", RA_UNDERSTATED,
     "The published 1,000 kWh is 120 times too low: the audit finds 123,500 kWh."},
    {THOUSAND, "1000", "1250", UNIFORM("1240", "1260"), RA_UNDERSTATED,
     "The published 1,000 kWh is 20 % too low: the audit finds 1,250 kWh "
     "(90 % interval 1,241 to 1,259)."},
    {THOUSAND, "1000", "1010", UNIFORM("900", "1120"), RA_STANDS,
     "The published 1,000 kWh stands: the audit finds 1,010 kWh (90 % interval 911 to 1,110)."},
    /* The printed digits leave room for the audited value. */
    {THOUSAND, "1000", "1000.4", "", RA_STANDS,
     "The published 1,000 kWh stands: the audit finds 1,000 kWh."},
    {"'printed': '1.0'", "1.0", "0.96", "", RA_STANDS,
     "The published 1.0 kWh stands: the audit finds 0.9600 kWh."},
    {"'printed': '0.00123'", "0.00123", "0.0000246", "", RA_OVERSTATED,
     "The published 0.00123 kWh is 50 times too high: the audit finds 2.460e-05 kWh."},
    {THOUSAND, "1000", "-20", "", RA_OVERSTATED,
     "The published 1,000 kWh is too high: the audit finds -20.00 kWh."},
};

/* Headlines that are not one number. The audited interval of uniform(min, max) at 90 % is the middle
 * nine tenths. */
static const struct {
    const char *stated, *unit, *audited, *more;
    ra_verdict verdict;
    double holds;
    const char *sentence;
} statements[] = {
    {"'interval': [10, 50]", "kWh", "20", UNIFORM("10", "30"), RA_STANDS, 1,
     "The published 10 to 50 kWh stands: the audit finds 20.00 kWh (90 % interval 11.0 to 29.0). "
     "It covers 100 % of the trials."},
    {"'interval': ['10', 50]", "kWh", "50", UNIFORM("40", "60"), RA_PARTLY, 0.5,
     "The published 10 to 50 kWh stands in part: the audit finds 50.00 kWh (90 % interval 41.0 to "
     "59.0); it covers 50 % of the trials."},
    {"'interval': [10, 50]", "kWh", "100", UNIFORM("80", "120"), RA_UNDERSTATED, 0,
     "The published 10 to 50 kWh is 2.0 times too low: the audit finds 100.0 kWh "
     "(90 % interval 82.0 to 118)."},
    {"'interval': [10, 50]", "kWh", "5", UNIFORM("4", "6"), RA_OVERSTATED, 0,
     "The published 10 to 50 kWh is 2.0 times too high: the audit finds 5.000 kWh "
     "(90 % interval 4.10 to 5.90)."},
    {"'printed': '8', 'bound': 'at most'", "kWh", "4", UNIFORM("2", "6"), RA_STANDS, 1,
     "The published \"at most 8 kWh\" stands: the audit finds 4.000 kWh (90 % interval 2.20 to "
     "5.80). It holds in 100 % of the trials."},
    {"'value': 8, 'bound': 'at most'", "kWh", "8.5", UNIFORM("7.5", "9.5"), RA_PARTLY, 0.25,
     "The published \"at most 8.000 kWh\" stands in part: the audit finds 8.500 kWh (90 % interval "
     "7.60 to 9.40); it holds in 25 % of the trials."},
    {"'printed': '8', 'bound': 'at most'", "kWh", "12", "", RA_UNDERSTATED, 0,
     "The published \"at most 8 kWh\" is 33 % too low: the audit finds 12.00 kWh."},
    {"'printed': '8', 'bound': 'at least'", "kWh", "12", "", RA_STANDS, 1,
     "The published \"at least 8 kWh\" stands: the audit finds 12.00 kWh."},
    {"'printed': '8', 'bound': 'at least'", "kWh", "4", "", RA_OVERSTATED, 0,
     "The published \"at least 8 kWh\" is 2.0 times too high: the audit finds 4.000 kWh."},
    {"'printed': '99.998', 'compare': 'remainder'", "%", "99.866", "", RA_OVERSTATED, NAN,
     "The published 99.998 % leaves 67 times too little: the audit finds 99.866 %, which leaves "
     "0.134 % and not 0.00200 %."},
    {"'value': 100, 'compare': 'remainder'", "%", "99", "", RA_OVERSTATED, NAN,
     "The published 100.0 % leaves too little: the audit finds 99.00 %, which leaves 1.00 % and "
     "not 0 %."},
    {"'printed': '90', 'compare': 'remainder'", "%", "95", "", RA_UNDERSTATED, NAN,
     "The published 90 % leaves 2.0 times too much: the audit finds 95.00 %, which leaves 5.00 % "
     "and "
     "not 10.0 %."},
};

static ra_claim *audited_claim(const char *head, const char *stated, const char *assumption)
{
    ra_text published = {0};

    ra_text_format(&published, "{'step': 'result', %s, 'unit': 'kWh'}", stated);
    char *text =
        claim_with(head, published.data,
                   "{'id': 'result', 'label': 'R', 'unit': 'kWh', 'formula': 'a'}", assumption);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&published);
    return claim;
}

START_TEST(verdicts)
{
    ra_text assumption = {0};

    ra_text_format(&assumption,
                   "{'id': 'a', 'label': 'A', 'published': {'value': %s, 'unit': 'kWh'},"
                   " 'audited': {'value': %s, 'unit': 'kWh', 'reason': 'r'%s}}",
                   cases[_i].published, cases[_i].audited, cases[_i].more);
    ra_claim *claim = audited_claim("", cases[_i].stated, assumption.data);
    ra_plan plan = plan_of(50000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_str_eq(r->sentence, cases[_i].sentence);
    ck_assert_str_eq(ra_verdict_name(r->verdict), ra_verdict_name(cases[_i].verdict));
    ck_assert_int_eq(ra_verdict_exit(r->verdict), r->verdict == RA_STANDS ? 0 : 1);
    ra_result_free(r);
    ra_claim_free(claim);
    ra_text_free(&assumption);
}
END_TEST

START_TEST(statements_that_are_not_one_number)
{
    ra_text published = {0}, assumption = {0};
    ra_plan plan = plan_of(200000);

    ra_text_format(&published, "{'step': 'result', %s, 'unit': '%s'}", statements[_i].stated,
                   statements[_i].unit);
    ra_text_format(&assumption,
                   "{'id': 'a', 'label': 'A', 'published': {'value': 20, 'unit': '%s'},"
                   " 'audited': {'value': %s, 'unit': '%s', 'reason': 'r'%s}}",
                   statements[_i].unit, statements[_i].audited, statements[_i].unit,
                   statements[_i].more);
    ra_text step = {0};
    ra_text_format(&step, "{'id': 'result', 'label': 'R', 'unit': '%s', 'formula': 'a'}",
                   statements[_i].unit);
    char *text = claim_with("", published.data, step.data, assumption.data);
    ra_claim *claim = good_claim(text);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_str_eq(r->sentence, statements[_i].sentence);
    ck_assert_int_eq(r->verdict, statements[_i].verdict);
    ck_assert_int_eq(ra_verdict_exit(r->verdict), r->verdict == RA_STANDS ? 0 : 1);
    if (isnan(statements[_i].holds))
        ck_assert(isnan(r->holds));
    else
        ck_assert_double_eq_tol(r->holds, statements[_i].holds, 0.005);
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
    ra_text_free(&published);
    ra_text_free(&assumption);
    ra_text_free(&step);
}
END_TEST

/* Whether the chain of the published side gives what is stated. */
START_TEST(statements_follow_or_not)
{
    static const struct {
        const char *stated;
        ra_consistency consistency;
    } follow[] = {
        {"'interval': [10, 50]", RA_REPRODUCES},
        {"'interval': [30, 50]", RA_DOES_NOT_FOLLOW},
        {"'interval': [20.4, 50]", RA_REPRODUCES_ROUNDED},
        {"'printed': '8', 'bound': 'at least'", RA_REPRODUCES},
        {"'printed': '8', 'bound': 'at most'", RA_DOES_NOT_FOLLOW},
        {"'printed': '20', 'digits': 2, 'bound': 'at most'", RA_REPRODUCES},
    };
    ra_plan plan = plan_of(10);

    for (size_t i = 0; i < sizeof follow / sizeof follow[0]; i++) {
        ra_claim *claim = audited_claim("", follow[i].stated,
                                        "{'id': 'a', 'label': 'A', 'published': {'printed': '20', "
                                        "'digits': 2, 'unit': 'kWh'}}");
        ra_result *r = audit_claim(claim, &plan);
        ck_assert_msg(r->consistency == follow[i].consistency, "%s: %s", follow[i].stated,
                      ra_consistency_name(r->consistency));
        ra_result_free(r);
        ra_claim_free(claim);
    }
}
END_TEST

static void expect(const char *head, const char *stated, const char *assumption, ra_verdict verdict,
                   const char *sentence)
{
    ra_claim *claim = audited_claim(head, stated, assumption);
    ra_plan plan = plan_of(1000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_str_eq(r->sentence, sentence);
    ck_assert_int_eq(r->verdict, verdict);
    ra_result_free(r);
    ra_claim_free(claim);
}

START_TEST(without_corrections)
{
    expect(
        "", THOUSAND, "{'id': 'a', 'label': 'A', 'published': {'value': 1000, 'unit': 'kWh'}}",
        RA_NOT_AUDITED,
        "The published 1,000 kWh follows from its own inputs, but nothing in it has been audited: "
        "there is no correction and no uncertainty.");
    expect("", THOUSAND, "{'id': 'a', 'label': 'A', 'published': {'value': 1200, 'unit': 'kWh'}}",
           RA_NOT_FOLLOWING,
           "The published 1,000 kWh does not follow from its own inputs, which give 1,200 kWh.");
    expect("", THOUSAND,
           "{'id': 'a', 'label': 'A', 'published': {'printed': '1.2', 'unit': 'MWh'}, 'audited':"
           " {'distribution': {'type': 'uniform', 'min': 0.9, 'max': 1.5}}}",
           RA_NOT_FOLLOWING,
           "The published 1,000 kWh does not follow from its own inputs, which give 1,200 kWh.");
}
END_TEST

START_TEST(wider_boundaries)
{
    const char *wide = "{'id': 'a', 'label': 'A', 'group': 'wide', 'published': {'value': 1000,"
                       " 'unit': 'kWh'}, 'audited': {'value': 3000, 'unit': 'kWh', 'reason': 'r'}}";

    expect(
        BOUNDARY, THOUSAND, wide, RA_NARROWER_BOUNDARY,
        "The published 1,000 kWh draws a narrower boundary: within it the audit finds 1,000 kWh, "
        "with all that belongs to it 3,000 kWh.");
    expect("'groups': [{'id': 'wide', 'label': 'W'}], ", THOUSAND, wide, RA_UNDERSTATED,
           "The published 1,000 kWh is 3.0 times too low: the audit finds 3,000 kWh.");
}
END_TEST

/* Understated within its own boundary too: the wider one is not the reason. */
START_TEST(boundary_is_not_all)
{
    char *text = claim_with(
        BOUNDARY, "{'step': 'result', 'printed': '1,000', 'unit': 'kWh', 'digits': 4}",
        "{'id': 'result', 'label': 'R', 'unit': 'kWh', 'formula': 'a * b'}",
        "{'id': 'a', 'label': 'A', 'group': 'wide', 'published': {'value': 500, 'unit': 'kWh'},"
        " 'audited': {'value': 600, 'unit': 'kWh', 'reason': 'r'}},"
        "{'id': 'b', 'label': 'B', 'published': {'value': 2, 'unit': '1'},"
        " 'audited': {'value': 5, 'unit': '1', 'reason': 'r'}}");
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->verdict, RA_UNDERSTATED);
    ck_assert(r->factor_narrow == 0.4);
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

START_TEST(real_claim)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-nas.json");
    ra_plan plan = plan_of(100000);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_str_eq(r->sentence, "The published 626,155 lbCO2e is 88 times too high: the audit "
                                  "finds 7,096 lbCO2e (90 % interval 6,300 to 7,900).");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("verdict");
    TCase *tcase = tcase_create("verdict");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, verdicts, 0, (int)(sizeof cases / sizeof cases[0]));
    tcase_add_loop_test(tcase, statements_that_are_not_one_number, 0,
                        (int)(sizeof statements / sizeof statements[0]));
    tcase_add_test(tcase, statements_follow_or_not);
    tcase_add_test(tcase, without_corrections);
    tcase_add_test(tcase, wider_boundaries);
    tcase_add_test(tcase, boundary_is_not_all);
    tcase_add_test(tcase, real_claim);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
