/* Values and derivatives of formulas, of one trial and of a block of trials. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/formula.h"
#include "tests/support/run.h"

#define NONE NAN /* the derivative does not exist */

/* A formula over a and b, their values, its value and partial derivatives by hand. Every operator
 * stands in one of them. */
static const struct {
    const char *text;
    double a, b;
    double value, by_a, by_b;
} cases[] = {
    {"a", 3, 0, 3, 1, 0},
    {"a + 0*b", 3, 2, 3, 1, 0},
    {"a + b", 3, 2, 5, 1, 1},
    {"a - b", 3, 2, 1, 1, -1},
    {"a * b", 3, 2, 6, 2, 3},
    {"a / b", 3, 2, 1.5, 0.5, -0.75},
    {"a / b", -3, 0.5, -6, 2, 12},
    {"a ^ b", 3, 2, 9, 6, 9.8875105980129872},
    {"a ^ 2", -3, 0, 9, -6, 0},
    {"a ^ -1", 4, 0, 0.25, -0.0625, 0},
    {"a ^ 0.5", 4, 0, 2, 0.25, 0},
    {"a ^ 0", 0, 0, 1, 0, 0},
    {"a ^ 1", 0, 0, 0, 1, 0},
    {"a ^ 2", 0, 0, 0, 0, 0},
    {"a ^ b", 0, 2, 0, 0, 0},
    {"2 ^ a", 3, 0, 8, 5.5451774444795623, 0},
    {"(-2) ^ a", 3, 0, -8, NONE, 0},
    {"2 ^ 3 ^ 2", 0, 0, 512, 0, 0},
    {"-2 ^ 2", 0, 0, -4, 0, 0},
    {"-a", 3, 0, -3, -1, 0},
    {"a - -b", 3, 2, 5, 1, 1},
    {"exp(a)", 1, 0, 2.7182818284590452, 2.7182818284590452, 0},
    {"exp(a * b)", 1, 0.5, 1.6487212707001282, 0.82436063535006407, 1.6487212707001282},
    {"log(a)", 2, 0, 0.69314718055994531, 0.5, 0},
    {"log10(a)", 1000, 0, 3, 4.3429448190325183e-4, 0},
    {"log2(a)", 8, 0, 3, 0.18033688011112043, 0},
    {"sqrt(a)", 16, 0, 4, 0.125, 0},
    {"sqrt(a^2 + b^2)", 3, 4, 5, 0.6, 0.8},
    {"sin(a)", 0, 0, 0, 1, 0},
    {"sin(pi / 6)", 0, 0, 0.5, 0, 0},
    {"cos(a)", 0, 0, 1, 0, 0},
    {"cos(a)", 1, 0, 0.54030230586813972, -0.84147098480789651, 0},
    {"asin(a)", 0.5, 0, 0.52359877559829887, 1.1547005383792515, 0},
    {"asin(a)", 1, 0, 1.5707963267948966, INFINITY, 0},
    {"abs(a)", -3, 0, 3, -1, 0},
    {"abs(a)", 3, 0, 3, 1, 0},
    {"abs(a)", 0, 0, 0, 1, 0},
    {"min(a, b)", 3, 2, 2, 0, 1},
    {"min(a, b)", 2, 3, 2, 1, 0},
    {"min(a, b)", 2, 2, 2, 1, 0},
    {"max(a, b)", 3, 2, 3, 1, 0},
    {"max(a, b)", 2, 3, 3, 0, 1},
    {"max(a, b)", 2, 2, 2, 1, 0},
    {"max(1, a, b, 2)", 3, 5, 5, 0, 1},
    {"if(a < b, a, b * b)", 2, 3, 2, 1, 0},
    {"if(a < b, a, b * b)", 3, 3, 9, 0, 6},
    {"if(a <= b, a, b * b)", 3, 3, 3, 1, 0},
    {"if(a > b, a, b * b)", 3, 3, 9, 0, 6},
    {"if(a >= b, a, b * b)", 3, 3, 3, 1, 0},
    {"if(a == b, a, b * b)", 3, 3, 3, 1, 0},
    {"if(a == b, a, b * b)", 2, 3, 9, 0, 6},
    {"if(a != b, a, b * b)", 2, 3, 2, 1, 0},
    {"if(a != b, a, b * b)", 3, 3, 9, 0, 6},
    {"if(a > 0, log(a), b)", 0, 7, 7, 0, 1},
    {"if(a >= 0, b, sqrt(a))", 0, 7, 7, 0, 1},
    {"2 * pi * a", 2, 0, 12.566370614359172, 6.2831853071795865, 0},
    {"a * a * a", 2, 0, 8, 12, 0},
    {"(a + b) * (a - b)", 5, 3, 16, 10, -6},
    {"a * b / (a + b)", 2, 2, 1, 0.25, 0.25},
    {"1e300 * a * 1e-300", 5, 0, 5, 1, 0},
    {"a / 0", 1, 0, INFINITY, INFINITY, 0},
    {"sqrt(a)", -1, 0, NAN, NONE, 0},
    {"a / b", 0, 0, NAN, INFINITY, NONE},
};
#define CASES (sizeof cases / sizeof cases[0])

/* Values of names: a and b of a case, whatever their order of appearance. */
static void set_names(const ra_expr *expr, double a, double b, double *values)
{
    for (uint32_t i = 0; i < expr->name_count; i++)
        values[i] = strcmp(expr->names[i], "a") == 0 ? a : b;
}

static bool near(double x, double y)
{
    if (isnan(x) || isnan(y))
        return isnan(x) && isnan(y);
    return x == y || fabs(x - y) <= 4 * DBL_EPSILON * fabs(y) + 1e-300;
}

START_TEST(test_case)
{
    double values[2], partials[2], scratch[128];
    double by[2] = {0.0, 0.0};
    formula f = parse_formula(NULL, cases[_i].text);
    ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
    set_names(f.expr, cases[_i].a, cases[_i].b, values);
    double value = ra_expr_eval(f.expr, values, scratch);
    ck_assert_msg(near(value, cases[_i].value), "%s = %.17g", cases[_i].text, value);
    value = ra_expr_gradient(f.expr, values, partials, scratch);
    ck_assert_msg(near(value, cases[_i].value), "%s = %.17g", cases[_i].text, value);
    for (uint32_t i = 0; i < f.expr->name_count; i++)
        by[f.expr->names[i][0] - 'a'] = partials[i];
    ck_assert_msg(near(by[0], cases[_i].by_a), "d(%s)/da = %.17g", cases[_i].text, by[0]);
    ck_assert_msg(near(by[1], cases[_i].by_b), "d(%s)/db = %.17g", cases[_i].text, by[1]);
    free_formula(&f);
}
END_TEST

/* A new operator cannot come without a case. */
START_TEST(test_every_operator_has_a_case)
{
    for (int row = RA_OP_ADD; ra_op_at(row); row++) {
        const ra_op *op = ra_op_at(row);
        bool found = false;
        for (size_t i = 0; i < CASES && !found; i++) {
            formula f = parse_formula(NULL, cases[i].text);
            found = uses_operator(f.expr, op->name, op->arity);
            free_formula(&f);
        }
        ck_assert_msg(found, "no case in the table of values for '%s'", op->name);
    }
}
END_TEST

/* The central difference by one name: (f(x + h) - f(x - h)) / 2h. */
static double difference(const ra_expr *expr, const double *values, uint32_t name, double h)
{
    double moved[4], scratch[RA_EXPR_MAX_NODES];
    memcpy(moved, values, expr->name_count * sizeof *moved);
    moved[name] = values[name] + h;
    const double after = ra_expr_eval(expr, moved, scratch);
    moved[name] = values[name] - h;
    return (after - ra_expr_eval(expr, moved, scratch)) / (2 * h);
}

/* Whether two step widths agree, so that the difference can be relied on. */
static bool reliable(double d, double d2, double scale)
{
    return isfinite(d) && isfinite(d2) && fabs(d - d2) <= 1e-6 * (fabs(d) + scale);
}

START_TEST(test_gradient_of_random_formulas)
{
    uint64_t state = 99;
    int compared = 0;
    int undefined = 0;
    for (int run = 0; run < 3000; run++) {
        double values[4], partials[4], scratch[2 * RA_EXPR_MAX_NODES];
        ra_text text = {0};
        append_random(&text, &state, 4);
        formula f = parse_formula(NULL, text.data);
        ck_assert_msg(f.status == RA_OK, "%s: %s", text.data, f.problem.text);
        for (uint32_t i = 0; i < f.expr->name_count; i++)
            values[i] = random_between(&state, 0.1, 3.0);
        const double value = ra_expr_gradient(f.expr, values, partials, scratch);
        for (uint32_t i = 0; isfinite(value) && i < f.expr->name_count; i++) {
            const double d = difference(f.expr, values, i, 1e-5);
            const double d2 = difference(f.expr, values, i, 2e-5);
            const double scale = 1e-4 * fabs(value) + 1e-4;
            if (!reliable(d, d2, scale))
                continue;
            compared++;
            /* At asin(x / x) or sqrt(0 * x) the sweep meets infinity times zero. */
            if (!isfinite(partials[i])) {
                undefined++;
                continue;
            }
            ck_assert_msg(fabs(d - partials[i]) <= 1e-5 * (fabs(d) + scale),
                          "d(%s)/d%s: %.12g, by differences %.12g", text.data, f.expr->names[i],
                          partials[i], d);
        }
        free_formula(&f);
        ra_text_free(&text);
    }
    ck_assert_int_gt(compared, 2000);
    ck_assert_int_lt(100 * undefined, compared);
}
END_TEST

/* The same bits, or both without a value. */
static bool same(double x, double y)
{
    return (isnan(x) && isnan(y)) || memcmp(&x, &y, sizeof x) == 0;
}

static const double awkward[] = {0.0,      -0.0,      1.0, -1.0,  0.5,    -0.5,   2.0, 3.0,
                                 INFINITY, -INFINITY, NAN, 1e308, 1e-320, -1e308, 7.25};
#define AWKWARD (sizeof awkward / sizeof awkward[0])

static void fill_column(double *column, size_t n, uint64_t *state)
{
    for (size_t i = 0; i < n; i++)
        column[i] = random_bits(state) % 4 ? random_between(state, -2.0, 2.0)
                                           : awkward[random_bits(state) % AWKWARD];
}

/* Checks the block function of a row with `out` in its own column (target 3) or in an argument. */
static void check_block(const ra_op *op, size_t n, int target, uint64_t *state)
{
    double columns[4][257];
    double expected[257];
    const double *x[3] = {NULL, NULL, NULL};
    for (int k = 0; k < 4; k++)
        fill_column(columns[k], n, state);
    for (int k = 0; k < op->arity; k++)
        x[k] = columns[k];
    if (op == ra_op_at(RA_OP_CONVERT))
        x[1] = columns[1];
    for (size_t i = 0; i < n; i++)
        expected[i] = op->scalar(columns[0][i], columns[1][i], columns[2][i]);
    op->block(columns[target], x[0], x[1], x[2], n);
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(same(columns[target][i], expected[i]), "'%s': %a in a block, %a alone",
                      op->name, columns[target][i], expected[i]);
}

START_TEST(test_block_gives_the_bits_of_scalar)
{
    uint64_t state = 5;
    for (int row = RA_OP_CONVERT; ra_op_at(row); row++)
        for (int target = 0; target < 4; target++)
            for (size_t n = 0; n <= 257; n = 2 * n + 1)
                check_block(ra_op_at(row), n, target, &state);
}
END_TEST

START_TEST(test_missing_values_go_through)
{
    static const char *const formulas[] = {
        "a + 1",
        "1 - a",
        "a * 0",
        "0 / a",
        "a ^ 2",
        "2 ^ a",
        "-a",
        "exp(a)",
        "log(a)",
        "log2(a)",
        "log10(a)",
        "sqrt(a)",
        "sin(a)",
        "cos(a)",
        "asin(a)",
        "abs(a)",
        "min(a, 1)",
        "min(1, a)",
        "max(a, 1)",
        "max(1, a)",
        "min(1, a, 2)",
        "if(a < 1, 1, 2)",
        "if(1 < a, 1, 2)",
        "if(a > 1, 1, 2)",
        "if(a <= 1, 1, 2)",
        "if(a >= 1, 1, 2)",
        "if(a == 1, 1, 2)",
        "if(a != 1, 1, 2)",
        "if(1 < 2, a, 2)",
        "if(2 < 1, 2, a)",
    };
    const double missing = NAN;
    double scratch[16];
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
        formula f = parse_formula(NULL, formulas[i]);
        ck_assert_msg(isnan(ra_expr_eval(f.expr, &missing, scratch)), "%s", formulas[i]);
        free_formula(&f);
    }
    /* A value that is not chosen is not missed. */
    formula f = parse_formula(NULL, "if(1 < 2, 5, a)");
    ck_assert_double_eq(ra_expr_eval(f.expr, &missing, scratch), 5.0);
    free_formula(&f);
}
END_TEST

/* Compares n trials at once with each alone. */
static void check_trials(const ra_expr *expr, size_t n, uint64_t *state)
{
    double *columns = malloc((4 * n + 1) * sizeof *columns);
    double *scratch = malloc((expr->count * n + 1) * sizeof *scratch);
    double *out = malloc((n + 1) * sizeof *out);
    double alone[RA_EXPR_MAX_NODES];
    const double *values[4];
    for (int k = 0; k < 4; k++)
        values[k] = columns + (size_t)k * n;
    fill_column(columns, 4 * n, state);
    out[n] = 42.0;
    ra_expr_eval_block(expr, values, out, scratch, n);
    for (size_t t = 0; t < n; t++) {
        double trial[4];
        for (int k = 0; k < 4; k++)
            trial[k] = values[k][t];
        const double expected = ra_expr_eval(expr, trial, alone);
        ck_assert_msg(same(out[t], expected), "%s: %a in a block, %a alone", expr->text, out[t],
                      expected);
    }
    ck_assert_double_eq(out[n], 42.0);
    free(out);
    free(scratch);
    free(columns);
}

START_TEST(test_trials)
{
    static const size_t sizes[] = {1, 2, 7, 64, 100};
    uint64_t state = 17;
    for (int run = 0; run < 600; run++) {
        ra_text text = {0};
        append_random(&text, &state, 1 + run % 5);
        formula f = parse_formula(NULL, text.data);
        check_trials(f.expr, sizes[run % 5], &state);
        free_formula(&f);
        ra_text_free(&text);
    }
    formula f = parse_formula(NULL, "a / b * c ^ 0.5");
    check_trials(f.expr, 1024, &state);
    check_trials(f.expr, 0, &state);
    free_formula(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_eval");
    TCase *tests = tcase_create("eval");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_case, 0, (int)CASES);
    tcase_add_test(tests, test_every_operator_has_a_case);
    tcase_add_test(tests, test_gradient_of_random_formulas);
    tcase_add_test(tests, test_block_gives_the_bits_of_scalar);
    tcase_add_test(tests, test_missing_values_go_through);
    tcase_add_test(tests, test_trials);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
