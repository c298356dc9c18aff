/* Prints formulas in all dialects with the values that they must have, a JSON object a line:
 *
 *     {"id": "random-17", "formula": "...", "excel": "...", "javascript": "...", "latex": "...",
 *      "variables": {"x_a": 1.5}, "expected": 2.25}
 *
 * Whoever evaluates a line elsewhere must come within a relative error of 1e-14. That can be asked
 * for, because formulas that magnify the last bits of their parts are left out: a bound of the
 * error is carried through every formula, to first order, and must stay below 30 units. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/formula.h"

#define RANDOM_CASES 300
#define NAMES        4

/* Of names in the order of their appearance, in the fixed formulas. */
static const double fixed_values[NAMES] = {1.5, 2.25, 0.625, 3.5};

/* Every operator, and where the languages read the same text in different ways. */
static const char *const fixed[] = {
    "a + b - c",
    "a - (b - c)",
    "a / b / c",
    "a / (b / c)",
    "a * (b / c)",
    "-a ^ 2",
    "(-a) ^ 2",
    "(-a) ^ 3",
    "2 ^ -a",
    "2 ^ 3 ^ 0.5",
    "(2 ^ 3) ^ 0.5",
    "a ^ b ^ c",
    "-a * b",
    "a * -b",
    "a - -b",
    "--a",
    "-(-a) ^ 2",
    "-exp(-a ^ 2 / 2)",
    "exp(a) + log(b) + log10(c) + log2(d)",
    "sqrt(a ^ 2 + b ^ 2)",
    "sin(a) + cos(b)",
    "asin(0.25) * 2",
    "abs(a - 100) + abs(-b)",
    "min(a, b, c, d) + max(a, b, c, d)",
    "2 * pi * a",
    "pi ^ 2",
    "if(a < 100, b, c)",
    "if(a <= 100, b, c)",
    "if(a > 100, b, c)",
    "if(a >= 100, b, c)",
    "if(a == a, b, c)",
    "if(a != a, b, c)",
    "if(a < 100, -b, c) ^ 2",
    "1 - if(a < 100, if(b > 100, 1, 2), 3) * 2",
    "a * 1e20 / 2.5e-7",
    "0.1 + 0.2",
    "a * 0.3333333333333333",
    "min(a, -b)",
};

/* The bound of the error of node i in units of its own, given those of its arguments. */
static double node_error(const ra_node *node, const double *value, const double *error, double y)
{
    const ra_op *op = ra_op_at(node->op);
    double x[3] = {0.0, 0.0, 0.0};
    double d[3] = {0.0, 0.0, 0.0};
    double sum = 0.0;
    if (op->arity == 0)
        return 0.0;
    for (int k = 0; k < op->arity; k++)
        x[k] = value[node->arg[k]];
    if (node->op == RA_OP_CONVERT)
        d[0] = node->number;
    else
        op->partial(x[0], x[1], x[2], y, d);
    for (int k = 0; k < op->arity; k++)
        if (error[node->arg[k]] > 0.0) /* else a derivative that does not exist does no harm */
            sum += fabs(d[k]) * error[node->arg[k]];
    return op->rule == RA_RULE_DIMENSIONLESS || op->rule == RA_RULE_POWER
               ? sum + 2 * DBL_EPSILON * fabs(y)
               : sum + DBL_EPSILON * fabs(y);
}

/* Whether a comparison comes out the same with every error that its sides may have. */
static bool decided(const ra_node *node, const double *value, const double *error)
{
    const double x = value[node->arg[0]], y = value[node->arg[1]];
    const double doubt = error[node->arg[0]] + error[node->arg[1]];
    return doubt == 0.0 || fabs(x - y) > 1e-9 * (fabs(x) + fabs(y));
}

/* Whether a power came out too small for a double: spreadsheets call that an error. */
static bool vanished(const ra_node *node, const double *value, double y)
{
    if (node->op == RA_OP_POWER)
        return y == 0.0 && value[node->arg[0]] != 0.0;
    return y == 0.0 && node->op == ra_op_find("exp");
}

/* Whether every language must find the value to 1e-14. */
static bool well_conditioned(const ra_expr *expr, const double *value)
{
    double error[2 * RA_EXPR_MAX_NODES];
    for (uint32_t i = 0; i < expr->count; i++) {
        const ra_node *node = &expr->nodes[i];
        const double y = value[i];
        if (y != 0.0 && !(fabs(y) > 1e-290 && fabs(y) < 1e290))
            return false;
        if (vanished(node, value, y))
            return false;
        error[i] = node_error(node, value, error, y);
        if (ra_op_at(node->op)->rule == RA_RULE_COMPARE && !decided(node, value, error))
            return false;
    }
    return error[expr->count - 1] <= 30 * DBL_EPSILON * fabs(value[expr->count - 1]);
}

/* Names as a spreadsheet takes them: C alone would be a column there. */
typedef struct {
    char name[NAMES][RA_EXPR_MAX_NAME + 4];
} cells;

static const char *cell_name(void *context, uint32_t i)
{
    const cells *names = context;
    return names->name[i];
}

static void append_json(ra_text *out, const char *key, const char *text)
{
    ra_text_format(out, "\"%s\": \"", key);
    for (; *text; text++)
        ra_text_format(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    ra_text_append(out, "\", ");
}

static void append_dialects(ra_text *out, const ra_expr *expr, cells *names)
{
    static const char *const keys[RA_DIALECTS] = {"excel", "javascript", "latex"};
    for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
        ra_text text = {0};
        ra_expr_emit(expr, (ra_dialect)dialect, cell_name, names, &text);
        append_json(out, keys[dialect], text.data);
        ra_text_free(&text);
    }
}

/* Prints the formula with the values given, where it is well conditioned. Returned: whether. */
static bool print_case(const char *id, const ra_expr *expr, const double *values)
{
    double value[2 * RA_EXPR_MAX_NODES];
    cells names;
    ra_text out = {0};
    const double expected = ra_expr_eval(expr, values, value);
    if (!well_conditioned(expr, value))
        return false;
    for (uint32_t i = 0; i < expr->name_count; i++)
        snprintf(names.name[i], sizeof names.name[i], "x_%s", expr->names[i]);
    ra_text_append(&out, "{");
    append_json(&out, "id", id);
    append_json(&out, "formula", expr->text);
    append_dialects(&out, expr, &names);
    ra_text_append(&out, "\"variables\": {");
    for (uint32_t i = 0; i < expr->name_count; i++) {
        ra_text_format(&out, "%s\"%s\": ", i ? ", " : "", names.name[i]);
        ra_text_number(&out, values[i]);
    }
    ra_text_append(&out, "}, \"expected\": ");
    ra_text_number(&out, expected);
    ra_text_append(&out, "}\n");
    fputs(out.failed ? "" : out.data, stdout);
    ra_text_free(&out);
    return true;
}

/* Values of a few digits between 0.001 and 10. */
static void draw_values(double *values, uint64_t *state)
{
    for (int i = 0; i < NAMES; i++)
        values[i] = floor(random_between(state, 1.0, 10000.0)) / 1000.0;
}

/* Prints a text of the table; that it cannot be printed is a mistake in the table. */
static bool print_fixed(const char *id, const char *text)
{
    formula f = parse_formula(NULL, text);
    const bool printed = f.status == RA_OK && print_case(id, f.expr, fixed_values);
    if (!printed)
        fprintf(stderr, "%s: %s: %s\n", id, text, f.problem.text);
    free_formula(&f);
    return printed;
}

/* Prints a random formula, unless it is trivial or magnifies errors. */
static bool print_random(int number, uint64_t *state)
{
    char id[32];
    double values[NAMES];
    ra_text text = {0};
    append_random(&text, state, 2 + number % 4);
    draw_values(values, state);
    snprintf(id, sizeof id, "random-%d", number);
    formula f = parse_formula(NULL, text.data);
    const bool printed = f.status == RA_OK && f.expr->count >= 3 && print_case(id, f.expr, values);
    free_formula(&f);
    ra_text_free(&text);
    return printed;
}

/* A formula with conversions, as the unit check makes it. */
static bool print_converted(const char *id, const char *text, const char *wanted)
{
    ra_units *units = load_units();
    formula f = parse_formula(units, text);
    const ra_expr *checked = NULL;
    const ra_unit *names[NAMES];
    ra_unit_problem bad;
    ra_expr_problem problem;
    bool printed = false;
    for (int i = 0; i < NAMES; i++)
        names[i] = ra_unit_parse(units, "kWh", &bad);
    const ra_unit *unit = ra_unit_parse(units, wanted, &bad);
    if (f.status == RA_OK && unit &&
        ra_expr_check(&checked, f.expr, f.arena, units, names, unit, &problem) == RA_OK)
        printed = print_case(id, checked, fixed_values);
    if (!printed)
        fprintf(stderr, "%s: %s: %s\n", id, text, f.problem.text);
    free_formula(&f);
    ra_units_free(units);
    return printed;
}

int main(void)
{
    static const char *const converted[][2] = {
        {"a + 3 [Wh] - 2 [J]", "J"}, {"-(a + b) * 2", "MWh"},  {"(a / 1 [J]) ^ 0.5", "1"},
        {"exp(a / 1e7 [J])", "1"},   {"max(a, 5 [MJ])", "Wh"}, {"sqrt(a * b)", "J"},
    };
    uint64_t state = 2718;
    char id[32];
    bool good = true;
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        snprintf(id, sizeof id, "fixed-%zu", i + 1);
        good = print_fixed(id, fixed[i]) && good;
    }
    for (size_t i = 0; i < sizeof converted / sizeof converted[0]; i++) {
        snprintf(id, sizeof id, "converted-%zu", i + 1);
        good = print_converted(id, converted[i][0], converted[i][1]) && good;
    }
    for (int number = 1; number <= RANDOM_CASES;)
        number += print_random(number, &state);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
