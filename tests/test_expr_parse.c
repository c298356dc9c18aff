/* The grammar of formulas: trees, messages, places. */
#include <check.h>
#include <string.h>

#include "tests/support/formula.h"
#include "tests/support/run.h"

/* A formula and its tree. Every operator of the table stands in one of them. */
static const struct {
    const char *text;
    const char *shape;
} shapes[] = {
    {"a", "a"},
    {" \t\r\na\n", "a"},
    {"0", "0"},
    {"2.50", "2.5"},
    {"1e3", "1000"},
    {"1E-3", "0.001"},
    {"1.5e+2", "150"},
    {"0e5", "0"},
    {"9007199254740993", "9007199254740992"},
    {"0.1", "0.1"},
    {"pi", "pi"},
    {"a+b", "(+ a b)"},
    {"a - b - c", "(- (- a b) c)"},
    {"a - (b - c)", "(- a (- b c))"},
    {"a + b * c", "(+ a (* b c))"},
    {"(a + b) * c", "(* (+ a b) c)"},
    {"a / b / c", "(/ (/ a b) c)"},
    {"a / b * c", "(* (/ a b) c)"},
    {"chips * search_steps * time_per_step / speedup",
     "(/ (* (* chips search_steps) time_per_step) speedup)"},
    {"a ^ b ^ c", "(^ a (^ b c))"},
    {"(a ^ b) ^ c", "(^ (^ a b) c)"},
    {"-a", "(neg a)"},
    {"--a", "(neg (neg a))"},
    {"-a^2", "(neg (^ a 2))"},
    {"(-a)^2", "(^ (neg a) 2)"},
    {"2^-3", "(^ 2 (neg 3))"},
    {"2^-3^2", "(^ 2 (neg (^ 3 2)))"},
    {"2^-a*b", "(* (^ 2 (neg a)) b)"},
    {"-a*b", "(* (neg a) b)"},
    {"a*-b", "(* a (neg b))"},
    {"a--b", "(- a (neg b))"},
    {"a - -b^2/c", "(- a (/ (neg (^ b 2)) c))"},
    {"exp(a)", "(exp a)"},
    {"exp (a)", "(exp a)"},
    {"log(a) + log10(b) + log2(c)", "(+ (+ (log a) (log10 b)) (log2 c))"},
    {"sqrt(a^2 + b^2)", "(sqrt (+ (^ a 2) (^ b 2)))"},
    {"sin(a)*cos(b)+asin(c)", "(+ (* (sin a) (cos b)) (asin c))"},
    {"abs(a - b)", "(abs (- a b))"},
    {"min(a, b)", "(min a b)"},
    {"max(a, b, c, d)", "(max (max (max a b) c) d)"},
    {"min(a, min(b, c))", "(min a (min b c))"},
    {"min(1, 100)", "(min 1 100)"},
    {"if(a < b, c, d)", "(if (< a b) c d)"},
    {"if((a <= b), c, d)", "(if (<= a b) c d)"},
    {"if(a > b, 1, 2) * if(a >= b, 3, 4)", "(* (if (> a b) 1 2) (if (>= a b) 3 4))"},
    {"if(a == b, if(a != c, 1, 2), 3)", "(if (== a b) (if (!= a c) 1 2) 3)"},
    {"if(a + 1 < b * 2, c, d)", "(if (< (+ a 1) (* b 2)) c d)"},
    {"x1_y2", "x1_y2"},
    {"exponent + logs + pie + iff", "(+ (+ (+ exponent logs) pie) iff)"},
    {"e", "e"},
    {"2*e", "(* 2 e)"},
};

START_TEST(test_shape)
{
    formula f = parse_formula(NULL, shapes[_i].text);
    ra_text shape = {0};
    ck_assert_msg(f.status == RA_OK, "%s: %s", shapes[_i].text, f.problem.text);
    ck_assert_str_eq(f.problem.text, "");
    append_shape(f.expr, &shape);
    ck_assert_str_eq(shape.data, shapes[_i].shape);
    ck_assert_str_eq(f.expr->text, shapes[_i].text);
    ra_text_free(&shape);
    free_formula(&f);
}
END_TEST

/* A new operator cannot come without a case. */
START_TEST(test_every_operator_has_a_case)
{
    for (int row = RA_OP_ADD; ra_op_at(row); row++) {
        const ra_op *op = ra_op_at(row);
        bool found = false;
        for (size_t i = 0; i < sizeof shapes / sizeof shapes[0] && !found; i++) {
            formula f = parse_formula(NULL, shapes[i].text);
            found = uses_operator(f.expr, op->name, op->arity);
            free_formula(&f);
        }
        ck_assert_msg(found, "no case in the table of shapes for '%s'", op->name);
    }
}
END_TEST

/* A text that is no formula, the byte that the message is about, and the message. */
static const struct {
    const char *text;
    size_t position;
    const char *message;
} errors[] = {
    {"", 0, "the formula is empty"},
    {" \t ", 0, "the formula is empty"},
    {"a +", 3, "expected a number, a name or '(', found the end"},
    {"a + * b", 4, "expected a number, a name or '(', found '*'"},
    {"()", 1, "expected a number, a name or '(', found ')'"},
    {"a + )", 4, "expected a number, a name or '(', found ')'"},
    {", a", 0, "expected a number, a name or '(', found ','"},
    {"+a", 0, "'+' stands only between two values: leave it out"},
    {"a + +b", 4, "'+' stands only between two values: leave it out"},
    {"2^+3", 2, "'+' stands only between two values: leave it out"},
    {"a)", 1, "')' without a '(' before it"},
    {"(a", 0, "'(' is never closed"},
    {"b * (a + (c)", 4, "'(' is never closed"},
    {"exp(a", 3, "'(' is never closed"},
    {"min(a, b", 3, "'(' is never closed"},
    {"(a, b)", 2, "',' stands only between the arguments of a function"},
    {"a, b", 1, "',' stands only between the arguments of a function"},
    {"2 x", 2, "expected an operator before 'x': write '*' to multiply"},
    {"2x", 1, "expected an operator before 'x': write '*' to multiply"},
    {"2e", 1, "expected an operator before 'e': write '*' to multiply"},
    {"3 kWh", 2,
     "expected an operator before 'kWh': write '*' to multiply, or [kWh] if it is a unit"},
    {"3kWh", 1,
     "expected an operator before 'kWh': write '*' to multiply, or [kWh] if it is a unit"},
    {"=a", 0, "a formula starts without '='"},
    {"0x10", 1, "expected an operator before 'x10': write '*' to multiply"},
    {"a b", 2, "expected an operator before 'b': write '*' to multiply"},
    {"a 2", 2, "expected an operator before '2': write '*' to multiply"},
    {"2 (a)", 2, "expected an operator before '(': write '*' to multiply"},
    {"(a)(b)", 3, "expected an operator before '(': write '*' to multiply"},
    {"(a b)", 3, "expected an operator before 'b': write '*' to multiply"},
    {"exp(a b)", 6, "expected an operator before 'b': write '*' to multiply"},
    {"1 000", 2, "numbers are written without spaces: '000' stands alone"},
    {"1_000", 1, "expected an operator before '_000': write '*' to multiply"},
    {"1,000", 1,
     "'1,000': write numbers without commas (and a space behind the comma between arguments)"},
    {"a * 626,155 / 2", 7,
     "'626,155': write numbers without commas (and a space behind the comma between arguments)"},
    {"min(1,000, 2)", 5,
     "'1,000': write numbers without commas (and a space behind the comma between arguments)"},
    {"01", 0, "a number does not start with 01"},
    {"00", 0, "a number does not start with 00"},
    {"1.", 1, "expected a digit behind the point"},
    {"1.e5", 1, "expected a digit behind the point"},
    {".5", 0, "a number starts with a digit: write 0.5"},
    {"1e999", 0, "'1e999' is too large"},
    {"1e-999", 0, "'1e-999' is too small"},
    {"1e99999999999999999999", 0, "'1e99999999999999999999' is too large"},
    {"a ** 2", 2, "'**': write '^'"},
    {"a = b", 2, "'=': write '=='"},
    {"if(a = b, 1, 2)", 5, "'=': write '=='"},
    {"if(a <> b, 1, 2)", 5, "'<>': write '!='"},
    {"if(a ! b, 1, 2)", 5, "expected an operator, found '!'"},
    {"a \xC3\x97 b", 2, "'\xC3\x97': write '*'"},
    {"a \xE2\x88\x92 b", 2, "'\xE2\x88\x92': write '-'"},
    {"a\xC2\xB2", 1, "'\xC2\xB2': write '^2'"},
    {"2 * \xCF\x80", 4, "'\xCF\x80': write 'pi'"},
    {"a \xC3\xA9", 2, "expected an operator, found '\xC3\xA9'"},
    {"\xC3\xA9", 0, "expected a number, a name or '(', found '\xC3\xA9'"},
    {"a \xFF", 2, "expected an operator, found byte 0xFF"},
    {"\x80", 0, "expected a number, a name or '(', found byte 0x80"},
    {"a \x1B[31m", 2, "expected an operator, found byte 0x1B"},
    {"a % b", 2, "'%': write the unit in brackets, 5 [%], or 0.05"},
    {"50%", 2, "'%': write the unit in brackets, 5 [%], or 0.05"},
    {"a.b", 1, "expected an operator, found '.'"},
    {"a & b", 2, "expected an operator, found '&'"},
    {"a; b", 1, "expected an operator, found ';'"},
    {"\"a\"", 0, "expected a number, a name or '(', found '\"'"},
    {"[W]", 0, "a unit in brackets stands only behind a number"},
    {"a [W]", 2, "a unit in brackets stands only behind a number"},
    {"(2) [W]", 4, "a unit in brackets stands only behind a number"},
    {"a * [W]", 4, "a unit in brackets stands only behind a number"},
    {"2 [W", 2, "'[' is never closed"},
    {"_a", 0, "a name starts with a letter"},
    {"Power + 1", 0, "'Power': names are lower case: write 'power'"},
    {"a * kWh", 4, "'kWh': names are lower case: write 'kwh'"},
    {"EXP(a)", 0, "'EXP': functions are lower case: write 'exp'"},
    {"PI", 0, "'PI': functions are lower case: write 'pi'"},
    {"exp", 0, "'exp' is a function: write 'exp(...)'"},
    {"a + min * 2", 4, "'min' is a function: write 'min(...)'"},
    {"if + 1", 0, "'if' is a function: write 'if(...)'"},
    {"pi()", 2, "'pi' is a number and takes no '('"},
    {"pi (a)", 3, "'pi' is a number and takes no '('"},
    {"exp()", 0, "'exp' takes 1 argument, not 0"},
    {"exp( )", 0, "'exp' takes 1 argument, not 0"},
    {"exp(a, b)", 0, "'exp' takes 1 argument, not 2"},
    {"min(a)", 0, "'min' takes 2 arguments or more, not 1"},
    {"if(a < b, c)", 0, "'if' takes 3 arguments, not 2"},
    {"if(a < b, c, d, e)", 0, "'if' takes 3 arguments, not 4"},
    {"exp(a,)", 6, "expected a number, a name or '(', found ')'"},
    {"sqr(a)", 0, "unknown function 'sqr': did you mean 'sqrt'?"},
    {"1 + logg(a)", 4, "unknown function 'logg': did you mean 'log'?"},
    {"power(a)", 0, "unknown function 'power': to multiply, write 'power * ('"},
    {"power (a)", 0, "unknown function 'power': to multiply, write 'power * ('"},
    {"a < b", 2, "a comparison stands only in the condition of if(...)"},
    {"(a < b) * 2", 3, "a comparison stands only in the condition of if(...)"},
    {"if(a < b, c < d, e)", 12, "a comparison stands only in the condition of if(...)"},
    {"if(a < b < c, 1, 2)", 5, "a comparison stands only in the condition of if(...)"},
    {"min(a < b, 2)", 6, "a comparison stands only in the condition of if(...)"},
    {"if(a, 1, 2)", 3, "the condition of 'if' is a comparison, such as x > 0"},
    {"if(a + b, 1, 2)", 5, "the condition of 'if' is a comparison, such as x > 0"},
};

START_TEST(test_error)
{
    formula f = parse_formula(NULL, errors[_i].text);
    ck_assert_msg(f.status == RA_INVALID, "'%s' was taken", errors[_i].text);
    ck_assert_ptr_null(f.expr);
    ck_assert_str_eq(f.problem.text, errors[_i].message);
    ck_assert_uint_eq(f.problem.position, errors[_i].position);
    free_formula(&f);
}
END_TEST

START_TEST(test_names)
{
    formula f = parse_formula(NULL, "b * a + b^a - c * pi");
    ck_assert_uint_eq(f.expr->name_count, 3);
    ck_assert_str_eq(f.expr->names[0], "b");
    ck_assert_str_eq(f.expr->names[1], "a");
    ck_assert_str_eq(f.expr->names[2], "c");
    free_formula(&f);
}
END_TEST

/* Function names are reserved; operators and the rows of leaves are no functions. */
START_TEST(test_find)
{
    ck_assert_int_ge(ra_op_find("exp"), RA_OP_FIRST_OTHER);
    ck_assert_str_eq(ra_op_at(ra_op_find("min"))->name, "min");
    ck_assert_int_ge(ra_op_find("if"), RA_OP_FIRST_OTHER);
    ck_assert_int_ge(ra_op_find("pi"), RA_OP_FIRST_OTHER);
    ck_assert_int_eq(ra_op_find("+"), -1);
    ck_assert_int_eq(ra_op_find("-"), -1);
    ck_assert_int_eq(ra_op_find("<"), -1);
    ck_assert_int_eq(ra_op_find("number"), -1);
    ck_assert_int_eq(ra_op_find("name"), -1);
    ck_assert_int_eq(ra_op_find("convert"), -1);
    ck_assert_int_eq(ra_op_find("Exp"), -1);
    ck_assert_int_eq(ra_op_find(""), -1);
    ck_assert_ptr_null(ra_op_at(-1));
}
END_TEST

/* The bytes of the text that a node stands for; brackets belong to what is around them. */
START_TEST(test_bytes)
{
    formula f = parse_formula(NULL, "2 * (a + b) ^ min( c , d )");
    static const struct {
        uint32_t node;
        const char *bytes;
        uint32_t position;
    } parts[] = {
        {0, "2", 0},
        {1, "a", 5},
        {2, "b", 9},
        {3, "a + b", 7},
        {6, "min( c , d )", 14},
        {7, "(a + b) ^ min( c , d )", 12},
        {8, "2 * (a + b) ^ min( c , d )", 2},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const ra_node *node = &f.expr->nodes[parts[i].node];
        char bytes[64] = "";
        memcpy(bytes, f.expr->text + node->from, node->until - node->from);
        ck_assert_str_eq(bytes, parts[i].bytes);
        ck_assert_uint_eq(node->position, parts[i].position);
    }
    free_formula(&f);
}
END_TEST

START_TEST(test_brackets_with_units)
{
    ra_units *units = load_units();
    formula f = parse_formula(units, "0.74 [USD/hour] * 2[W] + 3 [ kWh ]");
    ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
    ck_assert_str_eq(ra_unit_text(f.expr->nodes[0].unit), "USD/hour");
    ck_assert_str_eq(ra_unit_text(f.expr->nodes[1].unit), "W");
    ck_assert_uint_eq(f.expr->nodes[0].until, 15);
    free_formula(&f);

    f = parse_formula(units, "a * 2 [kWhh]");
    ck_assert_int_eq(f.status, RA_INVALID);
    ck_assert_uint_ge(f.problem.position, 7);
    ck_assert_uint_le(f.problem.position, 11);
    ck_assert_ptr_nonnull(strstr(f.problem.text, "kWhh"));
    free_formula(&f);

    f = parse_formula(units, "2 []");
    ck_assert_int_eq(f.status, RA_INVALID);
    free_formula(&f);

    /* A doubtful unit is a formula with a warning. */
    f = parse_formula(units, "a * 2 [year]");
    ck_assert_int_eq(f.status, RA_OK);
    ck_assert_ptr_nonnull(strstr(f.problem.text, "year"));
    ck_assert_uint_eq(f.problem.position, 7);
    free_formula(&f);

    ra_units_free(units);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_parse");
    TCase *tests = tcase_create("parse");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_shape, 0, (int)(sizeof shapes / sizeof shapes[0]));
    tcase_add_loop_test(tests, test_error, 0, (int)(sizeof errors / sizeof errors[0]));
    tcase_add_test(tests, test_every_operator_has_a_case);
    tcase_add_test(tests, test_names);
    tcase_add_test(tests, test_find);
    tcase_add_test(tests, test_bytes);
    tcase_add_test(tests, test_brackets_with_units);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
