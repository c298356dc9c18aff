/* Formulas printed in other languages. */
#include <check.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/formula.h"
#include "tests/support/run.h"

/* A formula and how it is printed. Every operator stands in one of them. */
static const struct {
    const char *text;
    const char *excel, *javascript, *latex;
} cases[] = {
    {"a", "a", "a", "a"},
    {"2.50", "2.5", "2.5", "2.5"},
    {"1e20", "1E+20", "1e+20", "1 \\times 10^{20}"},
    {"6.02e-23 * a", "6.02E-23*a", "6.02e-23 * a", "6.02 \\times 10^{-23} \\cdot a"},
    {"1e20 ^ 2", "1E+20^2", "1e+20 ** 2", "\\left(1 \\times 10^{20}\\right)^{2}"},
    {"a / 1e20", "a/1E+20", "a / 1e+20", "\\frac{a}{1 \\times 10^{20}}"},
    {"0.1 + 0.2", "0.1+0.2", "0.1 + 0.2", "0.1 + 0.2"},
    {"a + b + c", "a+b+c", "a + b + c", "a + b + c"},
    {"a + (b + c)", "a+(b+c)", "a + (b + c)", "a + \\left(b + c\\right)"},
    {"a - (b - c)", "a-(b-c)", "a - (b - c)", "a - \\left(b - c\\right)"},
    {"(a - b) - c", "a-b-c", "a - b - c", "a - b - c"},
    {"(a + b) * c", "(a+b)*c", "(a + b) * c", "\\left(a + b\\right) \\cdot c"},
    {"a * (b + c)", "a*(b+c)", "a * (b + c)", "a \\cdot \\left(b + c\\right)"},
    {"(a * b) + c", "a*b+c", "a * b + c", "a \\cdot b + c"},
    {"a / (b * c)", "a/(b*c)", "a / (b * c)", "\\frac{a}{b \\cdot c}"},
    {"a / b / c", "a/b/c", "a / b / c", "\\frac{\\frac{a}{b}}{c}"},
    {"a * (b / c)", "a*(b/c)", "a * (b / c)", "a \\cdot \\frac{b}{c}"},
    {"(a + b) / (c - d)", "(a+b)/(c-d)", "(a + b) / (c - d)", "\\frac{a + b}{c - d}"},
    {"-a", "-a", "-a", "-a"},
    {"-a * b", "-a*b", "-a * b", "-a \\cdot b"},
    {"a * -b", "a*(-b)", "a * (-b)", "a \\cdot \\left(-b\\right)"},
    {"a - -b", "a-(-b)", "a - (-b)", "a - \\left(-b\\right)"},
    {"-(a + b)", "-(a+b)", "-(a + b)", "-\\left(a + b\\right)"},
    {"--a", "-(-a)", "-(-a)", "-\\left(-a\\right)"},
    {"-exp(a)", "-EXP(a)", "-Math.exp(a)", "-\\exp\\left(a\\right)"},
    {"-a ^ 2", "-(a^2)", "-(a ** 2)", "-a^{2}"},
    {"(-a) ^ 2", "(-a)^2", "(-a) ** 2", "\\left(-a\\right)^{2}"},
    {"a ^ b ^ c", "a^(b^c)", "a ** (b ** c)", "a^{b^{c}}"},
    {"(a ^ b) ^ c", "(a^b)^c", "(a ** b) ** c", "\\left(a^{b}\\right)^{c}"},
    {"2 ^ -a", "2^(-a)", "2 ** (-a)", "2^{-a}"},
    {"(a + b) ^ (c * d)", "(a+b)^(c*d)", "(a + b) ** (c * d)", "\\left(a + b\\right)^{c \\cdot d}"},
    {"sqrt(a) ^ exp(b)", "SQRT(a)^EXP(b)", "Math.sqrt(a) ** Math.exp(b)",
     "\\left(\\sqrt{a}\\right)^{\\exp\\left(b\\right)}"},
    {"(a / b) ^ 2", "(a/b)^2", "(a / b) ** 2", "\\left(\\frac{a}{b}\\right)^{2}"},
    {"a * b ^ 2", "a*b^2", "a * b ** 2", "a \\cdot b^{2}"},
    {"exp(a + b)", "EXP(a+b)", "Math.exp(a + b)", "\\exp\\left(a + b\\right)"},
    {"log(a)", "LN(a)", "Math.log(a)", "\\ln\\left(a\\right)"},
    {"log10(a)", "LOG10(a)", "Math.log10(a)", "\\log_{10}\\left(a\\right)"},
    {"log2(a)", "LOG(a,2)", "Math.log2(a)", "\\log_{2}\\left(a\\right)"},
    {"sin(a)", "SIN(a)", "Math.sin(a)", "\\sin\\left(a\\right)"},
    {"cos(a)", "COS(a)", "Math.cos(a)", "\\cos\\left(a\\right)"},
    {"asin(a)", "ASIN(a)", "Math.asin(a)", "\\arcsin\\left(a\\right)"},
    {"abs(a - b)", "ABS(a-b)", "Math.abs(a - b)", "\\left|a - b\\right|"},
    {"min(a, b)", "MIN(a,b)", "Math.min(a, b)", "\\min\\left(a, b\\right)"},
    {"max(a, b + c, d)", "MAX(a,b+c,d)", "Math.max(a, b + c, d)",
     "\\max\\left(a, b + c, d\\right)"},
    {"min(a, max(b, c), min(d, 1))", "MIN(a,MAX(b,c),MIN(d,1))",
     "Math.min(a, Math.max(b, c), Math.min(d, 1))",
     "\\min\\left(a, \\max\\left(b, c\\right), \\min\\left(d, 1\\right)\\right)"},
    {"2 * pi", "2*PI()", "2 * Math.PI", "2 \\cdot \\pi"},
    {"pi ^ 2", "PI()^2", "Math.PI ** 2", "\\pi^{2}"},
    {"if(a < b, c, d)", "IF(a<b,c,d)", "(a < b ? c : d)",
     "\\begin{cases} c & \\text{if } a < b \\\\ d & \\text{otherwise} \\end{cases}"},
    {"if(a <= b, c, d)", "IF(a<=b,c,d)", "(a <= b ? c : d)",
     "\\begin{cases} c & \\text{if } a \\le b \\\\ d & \\text{otherwise} \\end{cases}"},
    {"if(a > b, c, d)", "IF(a>b,c,d)", "(a > b ? c : d)",
     "\\begin{cases} c & \\text{if } a > b \\\\ d & \\text{otherwise} \\end{cases}"},
    {"if(a >= b, c, d)", "IF(a>=b,c,d)", "(a >= b ? c : d)",
     "\\begin{cases} c & \\text{if } a \\ge b \\\\ d & \\text{otherwise} \\end{cases}"},
    {"if(a == b, c, d)", "IF(a=b,c,d)", "(a === b ? c : d)",
     "\\begin{cases} c & \\text{if } a = b \\\\ d & \\text{otherwise} \\end{cases}"},
    {"if(a != b, c, d)", "IF(a<>b,c,d)", "(a !== b ? c : d)",
     "\\begin{cases} c & \\text{if } a \\ne b \\\\ d & \\text{otherwise} \\end{cases}"},
    {"if(a + 1 < b, c, d) ^ 2 * a", "IF(a+1<b,c,d)^2*a", "(a + 1 < b ? c : d) ** 2 * a",
     "\\left(\\begin{cases} c & \\text{if } a + 1 < b \\\\ d & \\text{otherwise} "
     "\\end{cases}\\right)^{2} \\cdot a"},
};
#define CASES (sizeof cases / sizeof cases[0])

START_TEST(test_case)
{
    const char *expected[RA_DIALECTS] = {cases[_i].excel, cases[_i].javascript, cases[_i].latex};
    formula f = parse_formula(NULL, cases[_i].text);
    ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
    for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
        ra_text out = {0};
        append_emitted(f.expr, (ra_dialect)dialect, &out);
        ck_assert_str_eq(out.data, expected[dialect]);
        ra_text_free(&out);
    }
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
        ck_assert_msg(found, "no case in the table of printed formulas for '%s'", op->name);
    }
}
END_TEST

/* A formula with units, and its conversions as they are printed. */
static const struct {
    const char *text;
    const char *wanted;
    const char *excel, *javascript, *latex;
} conversions[] = {
    {"2 [kWh] + 3 [kWh]", "kWh", "2+3", "2 + 3", "2 + 3"},
    {"2 [kWh] + 3 [Wh]", "kWh", "2+(3*0.001)", "2 + (3 * 0.001)", "2 + 3 \\cdot 0.001"},
    {"2 [m] * 3", "km", "(2*3*0.001)", "(2 * 3 * 0.001)", "2 \\cdot 3 \\cdot 0.001"},
    {"2 [m] + 3 [m]", "km", "((2+3)*0.001)", "((2 + 3) * 0.001)",
     "\\left(2 + 3\\right) \\cdot 0.001"},
    {"-(5 [Wh] + 1 [Wh])", "kWh", "(-(5+1)*0.001)", "(-(5 + 1) * 0.001)",
     "-\\left(5 + 1\\right) \\cdot 0.001"},
    {"exp(50 [%])", "1", "EXP((50*0.01))", "Math.exp((50 * 0.01))",
     "\\exp\\left(50 \\cdot 0.01\\right)"},
    {"2 ^ (50 [%])", "1", "2^(50*0.01)", "2 ** (50 * 0.01)", "2^{50 \\cdot 0.01}"},
};

START_TEST(test_conversion)
{
    const char *expected[RA_DIALECTS] = {conversions[_i].excel, conversions[_i].javascript,
                                         conversions[_i].latex};
    ra_units *units = load_units();
    ra_unit_problem bad;
    ra_expr_problem problem;
    const ra_expr *checked = NULL;
    formula f = parse_formula(units, conversions[_i].text);
    ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
    const ra_unit *wanted = ra_unit_parse(units, conversions[_i].wanted, &bad);
    ra_status status = ra_expr_check(&checked, f.expr, f.arena, units, NULL, wanted, &problem);
    ck_assert_msg(status == RA_OK, "%s", problem.text);
    for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
        ra_text out = {0};
        append_emitted(checked, (ra_dialect)dialect, &out);
        ck_assert_str_eq(out.data, expected[dialect]);
        ra_text_free(&out);
    }
    free_formula(&f);
    ra_units_free(units);
}
END_TEST

/* A factor below zero is put in brackets, whatever it stands beside. */
START_TEST(test_negative_factor)
{
    const char *names[] = {"a"};
    const ra_node nodes[] = {{.op = RA_OP_NAME}, {.op = RA_OP_CONVERT, .arg = {0}, .number = -2.5}};
    const ra_expr expr = {.text = "a", .nodes = nodes, .count = 2, .names = names, .name_count = 1};
    static const char *const expected[] = {"(a*(-2.5))", "(a * (-2.5))",
                                           "a \\cdot \\left(-2.5\\right)"};
    for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
        ra_text out = {0};
        append_emitted(&expr, (ra_dialect)dialect, &out);
        ck_assert_str_eq(out.data, expected[dialect]);
        ra_text_free(&out);
    }
}
END_TEST

/* Whether all its operators are written in Excel as here, but for capitals. */
static bool alike(const ra_expr *expr)
{
    static const char *const different[] = {"==", "!=", "log", "log2", "pi"};
    for (size_t i = 0; i < sizeof different / sizeof different[0]; i++)
        for (int arity = 0; arity < 3; arity++)
            if (uses_operator(expr, different[i], arity))
                return false;
    return true;
}

/* Turns Excel's writing into ours: small letters, a space behind the comma. */
static void append_own_words(ra_text *out, const char *excel)
{
    for (const char *c = excel; *c; c++)
        ra_text_format(out, *c == ',' ? "%c " : "%c", tolower((unsigned char)*c));
}

/* Read back, the printed formula has the tree of the one that was printed: no bracket is missing.
 */
START_TEST(test_brackets_suffice)
{
    uint64_t state = 4;
    int compared = 0;
    for (int run = 0; run < 3000; run++) {
        ra_text text = {0}, excel = {0}, own = {0}, before = {0}, after = {0};
        append_random(&text, &state, 5);
        formula f = parse_formula(NULL, text.data);
        ck_assert_msg(f.status == RA_OK, "%s: %s", text.data, f.problem.text);
        append_emitted(f.expr, RA_DIALECT_EXCEL, &excel);
        if (alike(f.expr)) {
            append_own_words(&own, excel.data);
            formula g = parse_formula(NULL, own.data);
            ck_assert_msg(g.status == RA_OK, "%s: %s", own.data, g.problem.text);
            append_shape(f.expr, &before);
            append_shape(g.expr, &after);
            ck_assert_str_eq(after.data, before.data);
            compared++;
            free_formula(&g);
        }
        free_formula(&f);
        ra_text_free(&text);
        ra_text_free(&excel);
        ra_text_free(&own);
        ra_text_free(&before);
        ra_text_free(&after);
    }
    ck_assert_int_gt(compared, 800);
}
END_TEST

/* How often a piece stands in a text. */
static int occurrences(const char *text, const char *piece)
{
    int count = 0;
    for (const char *c = strstr(text, piece); c; c = strstr(c + 1, piece))
        count++;
    return count;
}

/* What is opened in LaTeX is closed again. */
START_TEST(test_latex_is_balanced)
{
    uint64_t state = 8;
    for (int run = 0; run < 1000; run++) {
        ra_text text = {0}, latex = {0};
        append_random(&text, &state, 4);
        formula f = parse_formula(NULL, text.data);
        append_emitted(f.expr, RA_DIALECT_LATEX, &latex);
        ck_assert_int_eq(occurrences(latex.data, "{"), occurrences(latex.data, "}"));
        ck_assert_int_eq(occurrences(latex.data, "("), occurrences(latex.data, ")"));
        ck_assert_int_eq(occurrences(latex.data, "\\left"), occurrences(latex.data, "\\right"));
        ck_assert_int_eq(occurrences(latex.data, "\\begin"), occurrences(latex.data, "\\end"));
        ck_assert_ptr_null(strchr(latex.data, '%'));
        free_formula(&f);
        ra_text_free(&text);
        ra_text_free(&latex);
    }
}
END_TEST

/* The longest chains that a formula can have. */
START_TEST(test_long_formulas)
{
    static const char *const pieces[] = {" + a", " - a", " * a", ", a"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        ra_text text = {0};
        ra_text_append(&text, i == 3 ? "max(a" : "a");
        for (int k = 0; k < 511; k++)
            ra_text_append(&text, pieces[i]);
        if (i == 3)
            ra_text_append(&text, ")");
        formula f = parse_formula(NULL, text.data);
        ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
        for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
            ra_text out = {0};
            append_emitted(f.expr, (ra_dialect)dialect, &out);
            ck_assert(!out.failed);
            ck_assert_uint_ge(out.length, 1023);
            ra_text_free(&out);
        }
        free_formula(&f);
        ra_text_free(&text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_emit");
    TCase *tests = tcase_create("emit");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_case, 0, (int)CASES);
    tcase_add_loop_test(tests, test_conversion, 0,
                        (int)(sizeof conversions / sizeof conversions[0]));
    tcase_add_test(tests, test_every_operator_has_a_case);
    tcase_add_test(tests, test_negative_factor);
    tcase_add_test(tests, test_brackets_suffice);
    tcase_add_test(tests, test_latex_is_balanced);
    tcase_add_test(tests, test_long_formulas);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
