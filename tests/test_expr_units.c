/* The unit check of formulas: units of results, conversions, messages. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/formula.h"
#include "tests/support/run.h"

/* The names that the formulas may use, with their units and a value in it. */
static const struct {
    const char *name, *unit;
    double value;
} quantities[] = {
    {"power", "W", 250},       {"big_power", "kW", 2},   {"time", "hour", 12},
    {"energy", "J", 3.6e6},    {"meter", "kWh", 5},      {"grid", "lbCO2e/kWh", 0.954},
    {"pue", "1", 1.58},        {"share", "%", 25},       {"length", "m", 3},
    {"width", "km", 0.004},    {"area", "m2", 16},       {"mass", "kg", 2},
    {"emissions", "gCO2e", 5}, {"rate", "Hz", 2},        {"duration", "s", 4},
    {"price", "USD/hour", 3},  {"ratio", "kWh/MJ", 0.5}, {"chips", "1", 8},
};
#define QUANTITIES (sizeof quantities / sizeof quantities[0])

/* A formula, the unit wanted (NULL: none), the unit that comes out, its value there, and the number
 * of conversions. Every unit rule and every operator stands in one of them. */
static const struct {
    const char *text, *wanted, *unit;
    double value;
    int conversions;
} cases[] = {
    {"power", NULL, "W", 250, 0},
    {"power", "W", "W", 250, 0},
    {"power", "kW", "kW", 0.25, 1},
    {"power * time", "kWh", "kWh", 3, 1},
    {"power * time", "Wh", "Wh", 3000, 0},
    {"chips * power * time * pue", "kWh", "kWh", 37.92, 1},
    {"meter * grid", "lbCO2e", "lbCO2e", 4.77, 0},
    {"meter * grid", "kgCO2e", "kgCO2e", 2.1636356049000001, 1},
    {"energy * grid", "lbCO2e", "lbCO2e", 0.954, 1},
    {"energy + meter", NULL, "J", 21.6e6, 1},
    {"meter + energy", NULL, "kWh", 6, 1},
    {"meter + energy", "J", "J", 21.6e6, 2},
    {"meter - energy", NULL, "kWh", 4, 1},
    {"meter + meter", NULL, "kWh", 10, 0},
    {"energy / meter", "1", "1", 0.2, 1},
    {"energy / energy", "1", "1", 1, 0},
    {"pue + 1", NULL, "1", 2.58, 0},
    {"1 + share", NULL, "1", 1.25, 1},
    {"share + 1", NULL, "%", 125, 1},
    {"share + 1", "1", "1", 1.25, 2},
    {"power * share", "W", "W", 62.5, 1},
    {"2 [kWh] + meter", NULL, "kWh", 7, 0},
    {"0.74 [USD/hour] * time", "USD", "USD", 8.88, 0},
    {"price + 0.74 [USD/hour]", NULL, "USD/hour", 3.74, 0},
    {"length ^ 2", "m2", "m2", 9, 0},
    {"length ^ 2", "km2", "km2", 9e-6, 1},
    {"width ^ 2", "m2", "m2", 16, 1},
    {"length ^ -1", "1/m", "1/m", 1.0 / 3, 0},
    {"length ^ (1 + 1)", "m2", "m2", 9, 0},
    {"length ^ (200 [%])", "m2", "m2", 9, 1},
    {"length ^ (1 + 100 [%])", "m2", "m2", 9, 1},
    {"length ^ 0", "1", "1", 1, 0},
    {"area ^ 0.5", "m", "m", 4, 0},
    {"sqrt(area)", "m", "m", 4, 0},
    {"sqrt(length ^ 2 + width ^ 2)", "m", "m", 5, 1},
    {"sqrt(share)", "1", "1", 0.5, 1},
    {"share ^ pue", "1", "1", 0.11187813386599654, 1},
    {"pue ^ share", "1", "1", 1.1211514210835454, 1},
    {"pue ^ chips", "1", "1", 38.837985533607977, 0},
    {"2 ^ (time / duration)", "1", "1", INFINITY, 1},
    {"exp(share)", NULL, "1", 1.2840254166877414, 1},
    {"exp(energy / meter)", NULL, "1", 1.2214027581601699, 1},
    {"log(ratio * 1 [MJ/kWh])", NULL, "1", -0.69314718055994531, 0},
    {"log(ratio)", NULL, "1", 0.5877866649021191, 1},
    {"log10(share) + log2(share)", NULL, "1", -2.6020599913279624, 2},
    {"sin(pi * share) + cos(pi) + asin(2 * share)", NULL, "1", 0.23070555678484639, 2},
    {"-power", NULL, "W", -250, 0},
    {"abs(-power)", NULL, "W", 250, 0},
    {"min(power, big_power)", NULL, "W", 250, 1},
    {"max(big_power, power)", NULL, "kW", 2, 1},
    {"max(power, big_power, 3000 [W])", "kW", "kW", 3, 2},
    {"if(energy < meter, power, big_power)", NULL, "W", 250, 2},
    {"if(energy > meter, power, big_power)", NULL, "W", 2000, 2},
    {"if(share <= 0.3, 1, 2)", NULL, "1", 1, 1},
    {"if(share >= 0.3, 1, 2)", NULL, "1", 2, 1},
    {"if(length == width, 1, 2) + if(length != width, 1, 2)", NULL, "1", 3, 2},
    {"if(energy < meter, power, big_power)", "kW", "kW", 0.25, 3},
    {"rate * duration", "1", "1", 8, 0},
    {"pi * length ^ 2", "m2", "m2", 28.274333882308138, 0},
};
#define CASES (sizeof cases / sizeof cases[0])

/* One system for all: the children of this program inherit it. */
static ra_units *shared;

static void load_shared(void)
{
    shared = load_units();
}

static void free_shared(void)
{
    ra_units_free(shared);
}

typedef struct {
    ra_units *units;
    formula parsed;
    const ra_expr *checked;
    ra_status status;
    ra_expr_problem problem;
    double values[QUANTITIES];
} trial;

/* Parses, binds the names to the quantities and checks. */
static trial check_text(const char *text, const char *wanted)
{
    trial t = {.units = shared};
    const ra_unit *units[QUANTITIES];
    ra_unit_problem bad;
    t.parsed = parse_formula(t.units, text);
    ck_assert_msg(t.parsed.status == RA_OK, "%s: %s", text, t.parsed.problem.text);
    for (uint32_t i = 0; i < t.parsed.expr->name_count; i++) {
        size_t k = 0;
        while (k < QUANTITIES && strcmp(quantities[k].name, t.parsed.expr->names[i]) != 0)
            k++;
        ck_assert_msg(k < QUANTITIES, "no quantity '%s'", t.parsed.expr->names[i]);
        units[i] = ra_unit_parse(t.units, quantities[k].unit, &bad);
        ck_assert_msg(units[i] != NULL, "%s: %s", quantities[k].unit, bad.text);
        t.values[i] = quantities[k].value;
    }
    const ra_unit *want = wanted ? ra_unit_parse(t.units, wanted, &bad) : NULL;
    ck_assert_msg(!wanted || want, "%s: %s", wanted, bad.text);
    t.status =
        ra_expr_check(&t.checked, t.parsed.expr, t.parsed.arena, t.units, units, want, &t.problem);
    return t;
}

static void free_trial(trial *t)
{
    free_formula(&t->parsed);
}

START_TEST(test_case)
{
    double scratch[64];
    double factor = 0.0;
    ra_unit_problem bad;
    int conversions = 0;
    trial t = check_text(cases[_i].text, cases[_i].wanted);
    ck_assert_msg(t.status == RA_OK, "%s: %s", cases[_i].text, t.problem.text);
    const ra_unit *unit = ra_unit_parse(t.units, cases[_i].unit, &bad);
    ck_assert_msg(ra_unit_convert(t.checked->unit, unit, &factor) && factor == 1.0, "%s is %s",
                  cases[_i].text, ra_unit_text(t.checked->unit));
    const double value = ra_expr_eval(t.checked, t.values, scratch);
    ck_assert_msg(value == cases[_i].value ||
                      fabs(value - cases[_i].value) <= 1e-13 * fabs(cases[_i].value),
                  "%s = %.17g %s", cases[_i].text, value, cases[_i].unit);
    for (uint32_t i = 0; i < t.checked->count; i++) {
        conversions += t.checked->nodes[i].op == RA_OP_CONVERT;
        ck_assert_ptr_nonnull(t.checked->nodes[i].unit);
    }
    ck_assert_msg(conversions == cases[_i].conversions, "%s: %d conversions", cases[_i].text,
                  conversions);
    ck_assert_ptr_eq(t.checked->unit, t.checked->nodes[t.checked->count - 1].unit);
    free_trial(&t);
}
END_TEST

/* The same formula in a block, and its derivatives beside central differences. */
START_TEST(test_conversions_in_other_walks)
{
    trial t = check_text(cases[_i].text, cases[_i].wanted);
    double scratch[256], block[3], partials[QUANTITIES], columns[QUANTITIES][3];
    const double *values[QUANTITIES];
    const double value = ra_expr_gradient(t.checked, t.values, partials, scratch);
    for (size_t i = 0; i < QUANTITIES; i++) {
        values[i] = columns[i];
        columns[i][0] = columns[i][1] = columns[i][2] = t.values[i];
    }
    ra_expr_eval_block(t.checked, values, block, scratch, 3);
    ck_assert(block[0] == value && block[1] == value && block[2] == value);
    for (uint32_t i = 0; isfinite(value) && i < t.checked->name_count; i++) {
        const double x = t.values[i], h = 1e-5 * x;
        t.values[i] = x + h;
        const double after = ra_expr_eval(t.checked, t.values, scratch);
        t.values[i] = x - h;
        const double slope = (after - ra_expr_eval(t.checked, t.values, scratch)) / (2 * h);
        t.values[i] = x;
        /* On the edge of a choice there is no slope on both sides. */
        if (strstr(cases[_i].text, "==") == NULL)
            ck_assert_msg(fabs(slope - partials[i]) <= 1e-6 * fabs(slope) + 1e-9 * fabs(value / x),
                          "d(%s)/d%s is %.10g, by differences %.10g", cases[_i].text,
                          t.checked->names[i], partials[i], slope);
    }
    free_trial(&t);
}
END_TEST

/* A new operator cannot come without a case. */
START_TEST(test_every_operator_has_a_case)
{
    for (int row = RA_OP_ADD; ra_op_at(row); row++) {
        const ra_op *op = ra_op_at(row);
        bool found = false;
        for (size_t i = 0; i < CASES && !found; i++) {
            formula f = parse_formula(shared, cases[i].text);
            found = uses_operator(f.expr, op->name, op->arity);
            free_formula(&f);
        }
        ck_assert_msg(found, "no case in the table of units for '%s'", op->name);
    }
}
END_TEST

/* Arguments stand before what uses them, each is used once, and a conversion stands directly
 * behind what it converts. */
START_TEST(test_order)
{
    for (size_t c = 0; c < CASES; c++) {
        trial t = check_text(cases[c].text, cases[c].wanted);
        int used[64] = {0};
        for (uint32_t i = 0; i < t.checked->count; i++) {
            const ra_node *node = &t.checked->nodes[i];
            for (int k = 0; k < ra_op_at(node->op)->arity; k++) {
                ck_assert_uint_lt(node->arg[k], i);
                used[node->arg[k]]++;
            }
            if (node->op == RA_OP_CONVERT)
                ck_assert_uint_eq(node->arg[0], i - 1);
        }
        for (uint32_t i = 0; i + 1 < t.checked->count; i++)
            ck_assert_int_eq(used[i], 1);
        free_trial(&t);
    }
}
END_TEST

static const struct {
    const char *text, *wanted;
    size_t position;
    const char *message;
} errors[] = {
    {"energy + power", NULL, 9, "'power' is W, 'energy' needs J"},
    {"power - energy", NULL, 8, "'energy' is J, 'power' needs W"},
    {"power + 3", NULL, 8, "'3' has no unit, 'power' is W"},
    {"power + 0", NULL, 8, "'0' has no unit, 'power' is W"},
    {"3 + power", NULL, 0, "'3' has no unit, 'power' is W"},
    {"1 + pue * power", NULL, 0, "'1' has no unit, 'pue * power' is W"},
    {"power * (time + 2)", NULL, 16, "'2' has no unit, 'time' is hour"},
    {"share + power", NULL, 8, "'power' is W, 'share' needs %"},
    {"power", "J", 0, "'power' is W, the result needs J"},
    {"chips * power", "kWh", 6, "'chips * power' is W, the result needs kWh"},
    {"chips * pue", "kWh", 6, "'chips * pue' has no unit, the result needs kWh"},
    {"power", "1", 0, "'power' is W, the result needs 1"},
    {"duration", "Hz", 0, "'duration' is s, the result needs Hz"},
    {"rate + duration", NULL, 7, "'duration' is s, 'rate' needs Hz"},
    {"mass + emissions", NULL, 7, "'emissions' is gCO2e, 'mass' needs kg"},
    {"exp(power)", NULL, 4, "'power' is W, 'exp' takes a number without unit"},
    {"log10(2 * power / time)", NULL, 16, NULL},
    {"sin(1 [W])", NULL, 4, "'1 [W]' is W, 'sin' takes a number without unit"},
    {"2 ^ power", NULL, 4, "'power' is W, an exponent is a number without unit"},
    {"2 ^ 3 [W]", NULL, 4, "'3 [W]' is W, an exponent is a number without unit"},
    {"power ^ pue", NULL, 8, "'power' is W: its exponent must be a number, not a name"},
    {"power ^ (1 + 0 * pue)", NULL, 11, "'power' is W: its exponent must be a number, not a name"},
    {"length ^ 0.5", NULL, 7, "'length' is m, which has no power 0.5"},
    {"length ^ 100 * length ^ 100", NULL, 13,
     "the unit of 'length ^ 100 * length ^ 100' is too large"},
    {"sqrt(length)", NULL, 5, "'length' is m, which has no square root"},
    {"min(power, energy)", NULL, 11, "'energy' is J, 'power' needs W"},
    {"max(power, big_power, 1)", NULL, 22, NULL},
    {"if(power < energy, 1, 2)", NULL, 11, "'energy' is J, 'power' needs W"},
    {"if(power < 1, 1, 2)", NULL, 11, "'1' has no unit, 'power' is W"},
    {"if(chips < 1, power, energy)", NULL, 21, "'energy' is J, 'power' needs W"},
    {"if(chips < 1, power, 0)", NULL, 21, "'0' has no unit, 'power' is W"},
    {"abs(power) + energy", NULL, 13, "'energy' is J, 'abs(power)' needs W"},
    {"chips * chips * chips * chips * chips * chips * chips * chips * chips * power + energy", NULL,
     80,
     "'energy' is J, 'chips * chips * chips * chips * ch...ps * chips * chips * chips * power' "
     "needs W"},
};

START_TEST(test_error)
{
    trial t = check_text(errors[_i].text, errors[_i].wanted);
    ck_assert_msg(t.status == RA_INVALID, "'%s' was taken", errors[_i].text);
    ck_assert_ptr_null(t.checked);
    if (errors[_i].message)
        ck_assert_str_eq(t.problem.text, errors[_i].message);
    ck_assert_str_ne(t.problem.text, "");
    ck_assert_uint_eq(t.problem.position, errors[_i].position);
    free_trial(&t);
}
END_TEST

/* A long part of a formula is cut between characters, wherever it has wide ones. */
START_TEST(test_cut_messages)
{
    for (int shift = 0; shift < 8; shift++) {
        ra_text text = {0};
        ra_text_format(&text, "%.*s", shift, "1000000");
        for (int i = 0; i < 12; i++)
            ra_text_append(&text, i || shift ? " * 1[\xC2\xB5m]" : "1[\xC2\xB5m]");
        ra_text_append(&text, " + 2 [\xC2\xB5W]");
        trial t = check_text(text.data, NULL);
        ck_assert_int_eq(t.status, RA_INVALID);
        ck_assert_msg(ra_text_valid(t.problem.text, strlen(t.problem.text)), "%s", t.problem.text);
        ck_assert_ptr_nonnull(strstr(t.problem.text, "..."));
        free_trial(&t);
        ra_text_free(&text);
    }
}
END_TEST

/* Checking what was checked changes nothing more. */
START_TEST(test_checked_twice)
{
    for (size_t c = 0; c < CASES; c++) {
        double scratch[64];
        ra_unit_problem bad;
        ra_expr_problem problem;
        const ra_expr *again = NULL;
        const ra_unit *units[QUANTITIES];
        trial t = check_text(cases[c].text, cases[c].wanted);
        for (uint32_t i = 0; i < t.checked->name_count; i++)
            for (size_t k = 0; k < QUANTITIES; k++)
                if (strcmp(quantities[k].name, t.checked->names[i]) == 0)
                    units[i] = ra_unit_parse(t.units, quantities[k].unit, &bad);
        ck_assert_int_eq(ra_expr_check(&again, t.checked, t.parsed.arena, t.units, units,
                                       t.checked->unit, &problem),
                         RA_OK);
        ck_assert_uint_eq(again->count, t.checked->count);
        const double value = ra_expr_eval(t.checked, t.values, scratch);
        ck_assert_double_eq(ra_expr_eval(again, t.values, scratch), value);
        free_trial(&t);
    }
}
END_TEST

START_TEST(test_arena_is_full)
{
    formula f = parse_formula(shared, "1 [kWh] + 2 [J]");
    for (size_t limit = 0; limit < 1000; limit += 40) {
        ra_arena *arena = ra_arena_new(limit);
        const ra_expr *checked = NULL;
        ra_expr_problem problem;
        ra_status status = ra_expr_check(&checked, f.expr, arena, shared, NULL, NULL, &problem);
        ck_assert(status == RA_NOMEM || status == RA_OK);
        ck_assert_int_eq(status == RA_OK, checked != NULL);
        if (limit < 200)
            ck_assert_int_eq(status, RA_NOMEM);
        ra_arena_free(arena);
    }
    free_formula(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_units");
    TCase *tests = tcase_create("units");
    tcase_set_timeout(tests, 60);
    tcase_add_unchecked_fixture(tests, load_shared, free_shared);
    tcase_add_loop_test(tests, test_case, 0, (int)CASES);
    tcase_add_loop_test(tests, test_conversions_in_other_walks, 0, (int)CASES);
    tcase_add_loop_test(tests, test_error, 0, (int)(sizeof errors / sizeof errors[0]));
    tcase_add_test(tests, test_every_operator_has_a_case);
    tcase_add_test(tests, test_order);
    tcase_add_test(tests, test_cut_messages);
    tcase_add_test(tests, test_checked_twice);
    tcase_add_test(tests, test_arena_is_full);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
