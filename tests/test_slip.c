/* What would make a printed figure follow: the shipped slips, the digits, the roots. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/digits.h"
#include "audit/root.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

static void near(double got, double expected, double tolerance, const char *what)
{
    ck_assert_msg(fabs(got - expected) <= tolerance * fabs(expected),
                  "%s is %.12g, expected %.12g", what, got, expected);
}

/* The claims of the data: which check, what is found first, and the input it is found in (NULL: the
 * figure itself). The expected numbers are the claims' own arithmetic, done by hand. */
static const struct {
    const char *claim, *check;
    ra_consistency consistency;
    uint32_t place;
    const char *input, *text;
    ra_slip_kind kind;
    double exact;
} found[] = {
    {"strubell-2019-bert", "emissions", RA_REPRODUCES_ROUNDED, 0, "hours", "79.2", RA_SLIP_ROUNDED,
     1438 / (12.04151 * 1.58 * 0.954)},
    {"strubell-2019-bert", "energy", RA_REPRODUCES_ROUNDED, 0, "hours", "79.2", RA_SLIP_ROUNDED,
     1507 / (12.04151 * 1.58)},
    {"strubell-2019-tpu-hours", "hours", RA_DOES_NOT_FOLLOW, 0, NULL, "32,633", RA_SLIP_DIGIT,
     9790e6 / 300000},
    {"patterson-2021-p100-hours", "hours", RA_DOES_NOT_FOLLOW, 0, NULL, "117,480", RA_SLIP_DIGIT,
     117480},
    {"patterson-2021-us-grid", "grid", RA_DOES_NOT_FOLLOW, 1, NULL, "0.433", RA_SLIP_DIGIT,
     0.954 * 0.45359237},
    {"patterson-2021-us-grid", "grid", RA_DOES_NOT_FOLLOW, 0, "grid_pounds", "0.934", RA_SLIP_DIGIT,
     0.423 / 0.45359237},
    {"kdnuggets-2022-747x", "reduction", RA_DOES_NOT_FOLLOW, 0, "factor", "50000", RA_SLIP_NONE,
     50000},
    {"luccioni-2022-gpt3", "emissions", RA_DOES_NOT_FOLLOW, 0, NULL, "552", RA_SLIP_DIGIT,
     1287 * 0.429},
    {"luccioni-2022-gpt3", "emissions", RA_DOES_NOT_FOLLOW, 2, "energy", "1,170", RA_SLIP_NONE,
     502 / 0.429},
    {"llama-3-3-70b", "emissions", RA_DOES_NOT_FOLLOW, 0, "device_hours", "0.0443", RA_SLIP_NONE,
     12.9 / (700 * 0.416)},
    {"llama-3-3-70b", "emissions", RA_DOES_NOT_FOLLOW, 2, "grid", "0.00263", RA_SLIP_NONE,
     12.9 / 4900},
};

START_TEST(shipped_slips)
{
    ra_text path = {0};

    ra_text_format(&path, "datasets/claims/%s.json", found[_i].claim);
    ra_claim *claim = load_claim(path.data);
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);
    const ra_check *check = check_of(r, found[_i].check);

    ck_assert_int_eq(check->consistency, found[_i].consistency);
    ck_assert_uint_gt(check->slip_count, found[_i].place);
    const ra_slip *slip = &check->slips[found[_i].place];
    if (found[_i].input == NULL) {
        ck_assert_uint_eq(slip->quantity, UINT32_MAX);
    } else {
        ck_assert_str_eq(claim->quantities[slip->quantity].id, found[_i].input);
    }
    ck_assert_str_eq(slip->text, found[_i].text);
    ck_assert_str_eq(ra_slip_name(slip->kind), ra_slip_name(found[_i].kind));
    near(slip->exact, found[_i].exact, 1e-9, "exact");
    ra_text_free(&path);
    ra_result_free(r);
    ra_claim_free(claim);
}
END_TEST

/* Small claims: result = formula of printed a and b. What comes first. */
#define INPUT(id, text) "{'id': '" id "', 'label': 'A', 'published': {'printed': '" text "', 'unit': '1'}}"
static const struct {
    const char *printed, *formula, *a, *b;
    uint32_t count;
    const char *input, *text;
    ra_slip_kind kind;
} small[] = {
    /* 123 for 132, and a tenth of 25. */
    {"1353", "a * b", "123", "10.250", 2, "a", "132", RA_SLIP_TRANSPOSED},
    {"2.5", "a * b", "25", "1.0000", 3, "a", "2.5", RA_SLIP_TEN},
    /* No value of an input helps: its root is the wrong side of zero. */
    {"-7.00", "a * a + b", "3.00", "2.000", 2, "b", "-16.0", RA_SLIP_NONE},
    /* What reproduces to the digit has no slips. */
    {"6.00", "a * b", "3.00", "2.000", 0, NULL, NULL, RA_SLIP_NONE},
};

START_TEST(small_slips)
{
    char published[100], step[200], assumptions[400];

    snprintf(published, sizeof published, "{'step': 'result', 'printed': '%s', 'unit': '1'}",
             small[_i].printed);
    snprintf(step, sizeof step, "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '%s'}",
             small[_i].formula);
    snprintf(assumptions, sizeof assumptions, INPUT("a", "%s") ", " INPUT("b", "%s"), small[_i].a,
             small[_i].b);
    char *text = claim_with("", published, step, assumptions);
    ra_claim *claim = good_claim(text);
    ra_plan plan = plan_of(10);
    ra_result *r = audit_claim(claim, &plan);
    const ra_check *check = check_of(r, "result");

    ck_assert_uint_eq(check->slip_count, small[_i].count);
    if (small[_i].input != NULL && small[_i].kind != RA_SLIP_NONE) {
        ck_assert_str_eq(claim->quantities[check->slips[0].quantity].id, small[_i].input);
        ck_assert_str_eq(check->slips[0].text, small[_i].text);
        ck_assert_str_eq(ra_slip_name(check->slips[0].kind), ra_slip_name(small[_i].kind));
    } else {
        for (uint32_t i = 0; i < check->slip_count; i++) {
            ck_assert(isnan(check->slips[i].value) && check->slips[i].text == NULL);
            ck_assert(isnan(check->slips[i].exact));
        }
    }
    ra_result_free(r);
    ra_claim_free(claim);
    free(text);
}
END_TEST

/* Value, last place, commas, and how it is printed. */
static const struct {
    double value;
    int exponent;
    bool commas;
    const char *text;
} printed[] = {
    {32633.33, 0, true, "32,633"}, {32633.33, 0, false, "32633"}, {0.43273, -3, false, "0.433"},
    {0.00263, -5, false, "0.00263"}, {-79.23, -1, false, "-79.2"}, {979e6, 6, true, "979,000,000"},
    {1234567.891, -2, true, "1,234,567.89"}, {999999.9, 0, true, "1,000,000"},
    {0.5, -1, false, "0.5"}, {100, 0, true, "100"},
};

START_TEST(digits_print)
{
    ra_digits digits;
    ra_text text = {0};

    ck_assert(ra_digits_round(printed[_i].value, printed[_i].exponent, &digits));
    ra_digits_emit(&digits, printed[_i].commas, &text);
    ck_assert_str_eq(text.data, printed[_i].text);
    ra_text_free(&text);
}
END_TEST

/* Of 12.0 every digit, every pair of neighbours and the point are tried once. */
START_TEST(slips_of_a_hand)
{
    ra_digits digits = {false, 120, -1}, other;
    uint32_t count[RA_SLIP_ROUNDED + 1] = {0};
    bool more = true;

    for (uint32_t i = 0; more; i++) {
        ra_slip_kind kind = ra_digits_slip(&digits, i, &other, &more);
        count[kind]++;
        ck_assert(kind == RA_SLIP_NONE || ra_digits_value(&other) != ra_digits_value(&digits));
        ck_assert(kind == RA_SLIP_NONE || kind == RA_SLIP_TEN || other.mantissa >= 100);
        ck_assert(other.mantissa < 1000);
    }
    ck_assert_uint_eq(count[RA_SLIP_DIGIT], 8 + 9 + 9); /* not the zero in front */
    ck_assert_uint_eq(count[RA_SLIP_TRANSPOSED], 2);    /* 210, 102 */
    ck_assert_uint_eq(count[RA_SLIP_TEN], 2);
}
END_TEST

START_TEST(digits_have_limits)
{
    ra_digits digits;

    ck_assert(!ra_digits_read(8, 8, 8, &digits));
    ck_assert(!ra_digits_round(0, 0, &digits));
    ck_assert(!ra_digits_round(0.04, 0, &digits));
    ck_assert(!ra_digits_round(NAN, 0, &digits));
    ck_assert(!ra_digits_round(1e300, 0, &digits));
    ck_assert(!ra_digits_read(8, -INFINITY, INFINITY, &digits));
    ck_assert(ra_digits_round(-12.5, -1, &digits) && digits.negative);
    ck_assert(digits.mantissa == 125 && ra_digits_value(&digits) == -12.5);
    ck_assert(ra_digits_read(626155, 626154.5, 626155.5, &digits));
    ck_assert_uint_eq(digits.mantissa, 626155);
    ck_assert_int_eq(digits.exponent, 0);
}
END_TEST

static double square_less_two(double x, void *context)
{
    (void)context;
    return x * x - 2;
}

static double square_and_two(double x, void *context)
{
    (void)context;
    return x * x + 2;
}

static double two_roots(double x, void *context)
{
    (void)context;
    return (x - 2) * (x - 100);
}

static double logarithm(double x, void *context)
{
    (void)context;
    return log(x - 3); /* no value below 3 */
}

static const struct {
    ra_root_function function;
    double start, root;
} roots[] = {
    {square_less_two, 1, 1.4142135623730951}, {square_less_two, 1e5, 1.4142135623730951},
    {square_less_two, -3, -1.4142135623730951}, {square_and_two, 1, NAN},
    {two_roots, 3, 2}, {two_roots, 90, 100}, {two_roots, 2, 2}, {square_less_two, 0, NAN},
    {square_less_two, INFINITY, NAN}, {logarithm, 3.1, 4}, {logarithm, 10, 4}, {logarithm, 1, NAN},
    {square_less_two, 1e8, NAN},
};

START_TEST(nearest_roots)
{
    double root;

    ck_assert_int_eq(ra_root_find(&root, roots[_i].function, NULL, roots[_i].start), RA_OK);
    if (isnan(roots[_i].root)) {
        ck_assert(isnan(root));
    } else {
        near(root, roots[_i].root, 1e-14, "root");
    }
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

int main(void)
{
    Suite *suite = suite_create("slip");
    TCase *tcase = tcase_create("slip");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, shipped_slips, 0, COUNT(found));
    tcase_add_loop_test(tcase, small_slips, 0, COUNT(small));
    tcase_add_loop_test(tcase, digits_print, 0, COUNT(printed));
    tcase_add_test(tcase, slips_of_a_hand);
    tcase_add_test(tcase, digits_have_limits);
    tcase_add_loop_test(tcase, nearest_roots, 0, COUNT(roots));
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
