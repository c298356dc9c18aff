/* Formulas from strangers: limits, full memory, random text. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/formula.h"
#include "tests/support/run.h"

/* Writes `count` times one piece, then the middle, then `count` times another. */
static char *repeated(const char *before, const char *middle, const char *behind, size_t count)
{
    ra_text text = {0};
    for (size_t i = 0; i < count; i++)
        ra_text_append(&text, before);
    ra_text_append(&text, middle);
    for (size_t i = 0; i < count; i++)
        ra_text_append(&text, behind);
    ck_assert(!text.failed);
    return text.data;
}

/* What is repeated how often, and the message, or NULL where it is a formula. */
static const struct {
    const char *before, *middle, *behind;
    size_t count;
    const char *message;
} limits[] = {
    {"(", "a", ")", 64, NULL},
    {"(", "a", ")", 65, "the formula is nested more than 64 deep"},
    {"(", "a", "", 4000, "the formula is nested more than 64 deep"},
    {"-", "a", "", 64, NULL},
    {"-", "a", "", 65, "the formula is nested more than 64 deep"},
    {"exp(", "a", ")", 64, NULL},
    {"exp(", "a", ")", 65, "the formula is nested more than 64 deep"},
    {"a^", "a", "", 64, NULL},
    {"a^", "a", "", 65, "the formula is nested more than 64 deep"},
    {"1+(", "a", ")", 64, NULL},
    {"1+2*3^(", "a", ")", 32, NULL},
    {"a+", "a", "", 511, NULL},
    {"a+", "a", "", 512, "the formula has more than 1024 parts"},
    {"", "max(a", ", a", 1000, "the formula has more than 1024 parts"},
    {"", "max(-a", ", a", 1000, "the formula has more than 1024 parts"},
    {"a", "", "", 64, NULL},
    {"a", "", "", 65, "a name has at most 64 characters"},
    {" ", "a", "", 4095, NULL},
    {" ", "a", "", 4096, "the formula is longer than 4096 bytes"},
    {"1", "", "", 300, NULL},
    {"1", "", "", 310,
     "'1111111111111111111111111111111111...1111111111111111111111111111111111' is "
     "too large"},
};

START_TEST(test_limit)
{
    char *text =
        repeated(limits[_i].before, limits[_i].middle, limits[_i].behind, limits[_i].count);
    formula f = parse_formula(NULL, text);
    if (limits[_i].message) {
        ck_assert_str_eq(f.problem.text, limits[_i].message);
        ck_assert_int_eq(f.status, RA_INVALID);
    } else {
        ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
    }
    free_formula(&f);
    free(text);
}
END_TEST

/* Arguments of a function that folds count as parts, and their chain is no nesting. */
START_TEST(test_many_arguments)
{
    char *text = repeated("max(0", "", "", 1);
    ra_text call = {0};
    ra_text_append(&call, text);
    for (int i = 0; i < 500; i++)
        ra_text_append(&call, ", a");
    ra_text_append(&call, ")");
    formula f = parse_formula(NULL, call.data);
    ck_assert_msg(f.status == RA_OK, "%s", f.problem.text);
    ck_assert_uint_eq(f.expr->count, 1001);
    ck_assert_uint_eq(f.expr->name_count, 1);
    free_formula(&f);
    ra_text_free(&call);
    free(text);
}
END_TEST

START_TEST(test_long_unit)
{
    ra_units *units = load_units();
    for (size_t count = 50; count < 1000; count *= 2) {
        char *text = repeated("", "2 [W", ".W", count);
        ra_text bracket = {0};
        ra_text_format(&bracket, "%s]", text);
        formula f = parse_formula(units, bracket.data);
        ck_assert_int_eq(f.status, count < 100 ? RA_OK : RA_INVALID);
        ck_assert_int_eq(f.problem.text[0] == '\0', count < 100);
        free_formula(&f);
        ra_text_free(&bracket);
        free(text);
    }
    ra_units_free(units);
}
END_TEST

START_TEST(test_arena_is_full)
{
    for (size_t limit = 0; limit < 2000; limit += 40) {
        ra_arena *arena = ra_arena_new(limit);
        const ra_expr *expr = NULL;
        ra_expr_problem problem;
        ra_status status = ra_expr_parse(&expr, arena, NULL, "a + b * c ^ d", &problem);
        ck_assert(status == RA_NOMEM || status == RA_OK);
        ck_assert_int_eq(status == RA_OK, expr != NULL);
        if (limit < 400)
            ck_assert_int_eq(status, RA_NOMEM);
        ra_arena_free(arena);
    }
}
END_TEST

/* What holds for every text: a message at a place in it, or a tree whose parts stand in order. */
static void check_invariants(const formula *f, const char *text)
{
    if (f->status != RA_OK) {
        ck_assert_int_eq(f->status, RA_INVALID);
        ck_assert_msg(f->problem.text[0] != '\0', "no message for '%s'", text);
        ck_assert_uint_le(f->problem.position, strlen(text));
        return;
    }
    bool used[RA_EXPR_MAX_NODES] = {false};
    for (uint32_t i = 0; i < f->expr->count; i++) {
        const ra_node *node = &f->expr->nodes[i];
        ck_assert(node->from <= node->position && node->position < node->until);
        ck_assert_uint_le(node->until, strlen(text));
        for (int k = 0; k < ra_op_at(node->op)->arity; k++) {
            ck_assert_uint_lt(node->arg[k], i);
            ck_assert(!used[node->arg[k]]);
            used[node->arg[k]] = true;
        }
    }
    for (uint32_t i = 0; i + 1 < f->expr->count; i++)
        ck_assert(used[i]);
}

/* Sends a formula through every walk, with names that are plain numbers. */
static void walk(const formula *f, ra_units *units)
{
    static double values[RA_EXPR_MAX_NODES], partials[RA_EXPR_MAX_NODES];
    static double scratch[4 * RA_EXPR_MAX_NODES];
    static const ra_unit *ones[RA_EXPR_MAX_NODES];
    const ra_expr *checked = NULL;
    ra_expr_problem problem;
    for (uint32_t i = 0; i < f->expr->name_count; i++) {
        values[i] = 1.5;
        ones[i] = ra_unit_one(units);
    }
    ra_status status = ra_expr_check(&checked, f->expr, f->arena, units, ones, NULL, &problem);
    if (status != RA_OK) {
        ck_assert_int_eq(status, RA_INVALID);
        ck_assert_str_ne(problem.text, "");
        ck_assert_uint_lt(problem.position, strlen(f->expr->text));
        return;
    }
    for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
        ra_text out = {0};
        append_emitted(checked, (ra_dialect)dialect, &out);
        ck_assert(!out.failed && out.length > 0);
        ra_text_free(&out);
    }
    const double value = ra_expr_eval(checked, values, scratch);
    const double again = ra_expr_gradient(checked, values, partials, scratch);
    ck_assert(value == again || (value != value && again != again));
}

/* Bytes of any kind, and pieces of formulas in any order. */
START_TEST(test_random_bytes)
{
    static const char *const pieces[] = {
        "a",  "power", "2",   "1.5e3", "(",   ")",    "+",     "-",   "*",    "/",    "^",  ",",
        "<",  "<=",    "==",  "!=",    "if",  "min(", " ",     "(",   "exp(", "sqrt", "pi", "[",
        "1,", "**",    "max", ")",     "[W]", "]",    "[kWh/", "3 [", "e5",   "%",
    };
    uint64_t state = 20240607;
    int formulas = 0;
    ra_units *units = load_units();
    for (int run = 0; run < 20000; run++) {
        ra_text text = {0};
        const size_t length = 1 + random_bits(&state) % 24;
        for (size_t i = 0; i < length; i++) {
            const char byte = (char)(1 + random_bits(&state) % 255);
            if (run % 2)
                ra_text_append(&text,
                               pieces[random_bits(&state) % (sizeof pieces / sizeof *pieces)]);
            else
                ra_text_append_bytes(&text, &byte, 1);
        }
        formula f = parse_formula(units, text.data);
        check_invariants(&f, text.data);
        if (f.status == RA_OK)
            walk(&f, units);
        formulas += f.status == RA_OK;
        free_formula(&f);
        ra_text_free(&text);
    }
    ck_assert_int_gt(formulas, 100);
    ra_units_free(units);
}
END_TEST

/* Damaged formulas: one byte of a good one changed, doubled or left out. */
START_TEST(test_random_damage)
{
    uint64_t state = 7;
    ra_units *units = load_units();
    for (int run = 0; run < 4000; run++) {
        ra_text text = {0};
        append_random(&text, &state, 4);
        formula f = parse_formula(units, text.data);
        ck_assert_msg(f.status == RA_OK, "%s: %s", text.data, f.problem.text);
        check_invariants(&f, text.data);
        free_formula(&f);
        const size_t at = random_bits(&state) % text.length;
        if (run % 3 == 0)
            text.data[at] = "()+-*/^,.[]eX0 "[random_bits(&state) % 15];
        else if (run % 3 == 1)
            memmove(text.data + at, text.data + at + 1, text.length - at);
        else
            text.data[at] = '\0';
        f = parse_formula(units, text.data);
        check_invariants(&f, text.data);
        if (f.status == RA_OK)
            walk(&f, units);
        free_formula(&f);
        ra_text_free(&text);
    }
    ra_units_free(units);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_hostile");
    TCase *tests = tcase_create("hostile");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_limit, 0, (int)(sizeof limits / sizeof limits[0]));
    tcase_add_test(tests, test_many_arguments);
    tcase_add_test(tests, test_long_unit);
    tcase_add_test(tests, test_arena_is_full);
    tcase_add_test(tests, test_random_bytes);
    tcase_add_test(tests, test_random_damage);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
