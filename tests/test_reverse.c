/* The audit asked backwards, beside closed forms. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

/* result = a b c: published 10 * 10 * 1, audited 5 * 2 * 1 with `a` lognormal or normal. */
#define FIGURE(value) "{'value': " value ", 'unit': '1', 'reason': 'Measured.'"
#define A(law) "{'id': 'a', 'label': 'A', 'published': {'value': 10, 'unit': '1'}, 'audited': " \
               FIGURE("5") ", 'distribution': " law "}}"
#define B "{'id': 'b', 'label': 'B', 'published': {'value': 10, 'unit': '1'}, 'audited': " \
          FIGURE("2") "}}"
#define STEP(formula) "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '" formula "'}"

static void near(double got, double expected, double tolerance, const char *what)
{
    ck_assert_msg(fabs(got - expected) <= tolerance * fabs(expected),
                  "%s is %.12g, expected %.12g", what, got, expected);
}

/* The headline, the law of a, the value of a and of b that would give it, and the interval of a at
 * which an end of that of the headline, 2 a, meets the rounding interval of what was published. */
static const struct {
    const char *printed, *law;
    double a, b, need_low, need_high;
} cases[] = {
    /* Overstated: 2 a reaches 99.5 at the upper end; on the logarithmic scale 5 is the middle. */
    {"100", "{'type': 'lognormal', 'median': 5, 'gsd': 1.5}", 50, 20, 25 / 49.75, 49.75},
    /* Understated: 2 a falls to 2.5 at the lower end. */
    {"2", "{'type': 'lognormal', 'median': 5, 'gsd': 1.2}", 1, 0.4, 1.25, 20},
    /* It stands: the upper end would have to come down to 11.5, the lower is beyond already. */
    {"12", "{'type': 'lognormal', 'median': 5, 'gsd': 1.5}", 6, 2.4, 25 / 5.75, 5.75},
    /* A law that may be negative is stretched in proportion. */
    {"20.0", "{'type': 'normal', 'sd': 2}", 10, 4, 5 - 4.975, 9.975},
};

START_TEST(reverse_questions)
{
    char published[100], assumptions[800];

    snprintf(published, sizeof published,
             "{'step': 'result', 'printed': '%s', 'digits': 3, 'unit': '1'}", cases[_i].printed);
    if (cases[_i].printed[1] == '\0' || cases[_i].printed[2] == '\0') {
        snprintf(published, sizeof published, "{'step': 'result', 'printed': '%s', 'unit': '1'}",
                 cases[_i].printed);
    }
    snprintf(assumptions, sizeof assumptions, A("%s") ", " B, cases[_i].law);
    char *text = claim_with("", published, STEP("a * b"), assumptions);
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(20000);
    plan.reverse = true;
    ra_result *r = audit_claim(claim, &plan);

    ck_assert(r->reverse.asked);
    ck_assert_uint_eq(r->reverse.count, 2);
    near(r->reverse.rows[0].value, cases[_i].a, 1e-9, "a");
    near(r->reverse.rows[1].value, cases[_i].b, 1e-9, "b");
    ck_assert_uint_eq(r->reverse.input, 0);
    near(r->reverse.need_high, cases[_i].need_high, 0.06, "need_high");
    near(r->reverse.need_high - r->reverse.need_low, cases[_i].need_high - cases[_i].need_low, 0.06,
         "width");
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* Another sign is out of reach, and nothing is uncertain. */
START_TEST(no_value)
{
    char *text = claim_with("", "{'step': 'result', 'printed': '101', 'unit': '1'}",
                            STEP("a - a + 1 + 0 * b"),
                            "{'id': 'a', 'label': 'A', 'published': {'value': 10, 'unit': '1'},"
                            " 'audited': " FIGURE("5") "}}, " B);
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(1000);
    plan.reverse = true;
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_uint_eq(r->reverse.count, 2);
    ck_assert(isnan(r->reverse.rows[0].value) && isnan(r->reverse.rows[1].value));
    ck_assert_uint_eq(r->reverse.input, UINT32_MAX);
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* What was published may be a range. y = 2 a, and a is normal with mean 5 and sd 1.2: y is 10 with
 * the 90 % interval 10 +- 3.95. Its end comes to a number that is `off` from 10 where that of a is
 * off / 2 from 5. */
static const struct {
    const char *published;
    ra_verdict verdict;
    double off;
} statements[] = {
    /* It holds until the nearer end of it is left: above, below. */
    {"'interval': [4, 15]", RA_STANDS, 5},
    {"'interval': [5.5, 30]", RA_STANDS, 4.5},
    {"'printed': '15', 'bound': 'at most'", RA_STANDS, 5.5},
    {"'value': 5, 'bound': 'at least'", RA_STANDS, 5},
    /* It does not hold until an end of the audited interval comes to it. */
    {"'interval': [20, 30]", RA_OVERSTATED, 10},
    {"'interval': [1, 2]", RA_UNDERSTATED, 8},
    {"'value': 4, 'bound': 'at most'", RA_UNDERSTATED, 6},
};

START_TEST(ranges)
{
    char published[100];

    snprintf(published, sizeof published, "{'step': 'result', %s, 'unit': '1'}",
             statements[_i].published);
    char *text = claim_with("", published, STEP("2 * a"), A("{'type': 'normal', 'sd': 1.2}"));
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(20000);
    plan.reverse = true;
    ra_result *r = audit_claim(claim, &plan);

    ck_assert_int_eq(r->verdict, statements[_i].verdict);
    near(r->reverse.need_high - 5, statements[_i].off / 2, 0.03, "need_high");
    near(5 - r->reverse.need_low, statements[_i].off / 2, 0.03, "need_low");
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* What `a` would have to be. */
static ra_result *ask(const char *published, const char *formula, const char *a, ra_claim **claim)
{
    ra_text step = {0};
    ra_plan plan = plan_of(20000);

    ra_text_format(&step, STEP("%s"), formula);
    char *text = claim_with("", published, step.data, a);
    plan.reverse = true;
    *claim = good_claim(text);
    ra_text_free(&step);
    free(text);
    return audit_claim(*claim, &plan);
}

/* On the way to -1 there is a pole at 3, where the sign changes too. */
START_TEST(beyond_a_pole)
{
    ra_claim *claim;
    ra_result *r = ask("{'step': 'result', 'value': -1, 'unit': '1'}", "1 / (a - 3)",
                       A("{'type': 'normal', 'sd': 0.1}"), &claim);

    near(r->reverse.rows[0].value, 2, 1e-12, "a");
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* A negative figure is stretched in proportion; its sign stays. */
START_TEST(negative_figure)
{
    ra_claim *claim;
    ra_result *r = ask("{'step': 'result', 'value': 20, 'unit': '1'}", "-2 * a",
                       "{'id': 'a', 'label': 'A', 'published': {'value': -10, 'unit': '1'}, "
                       "'audited': " FIGURE("-5") ", 'distribution': {'type': 'normal', 'sd': 0.5}}}",
                       &claim);

    near(r->reverse.rows[0].value, -10, 1e-12, "a");
    near(r->reverse.need_low, -10, 0.03, "need_low"); /* -2 a reaches 20 at its lower end */
    ck_assert(fabs(r->reverse.need_high) < 0.2);       /* and is as far from -5 at the other */
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Stretched so far that the headline has no value any more, before it meets what was published. */
START_TEST(no_value_on_the_way)
{
    ra_claim *claim;
    ra_result *r = ask("{'step': 'result', 'value': 3, 'unit': '1'}", "sqrt(a)",
                       A("{'type': 'normal', 'sd': 1.1}"), &claim);

    near(r->reverse.rows[0].value, 9, 1e-12, "a");
    ck_assert_uint_eq(r->reverse.input, 0);
    ck_assert(isnan(r->reverse.need_low) && isnan(r->reverse.need_high));
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

START_TEST(not_asked)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-nas.json");
    ra_plan plan = plan_of(100);
    ra_result *r = audit_claim(claim, &plan);

    ck_assert(!r->reverse.asked && r->reverse.count == 0);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reverse");
    TCase *tcase = tcase_create("reverse");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, reverse_questions, 0, (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(tcase, no_value);
    tcase_add_loop_test(tcase, ranges, 0, (int)(sizeof statements / sizeof statements[0]));
    tcase_add_test(tcase, beyond_a_pole);
    tcase_add_test(tcase, negative_figure);
    tcase_add_test(tcase, no_value_on_the_way);
    tcase_add_test(tcase, not_asked);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
