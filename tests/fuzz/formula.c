/* A formula: refused at a byte of it, or one that all five walks take. */
#include <math.h>
#include <string.h>

#include "models/expr.h"
#include "tests/fuzz/fuzz.h"

/* As much as a claim may use for all of its formulas; one never needs it. */
#define MEMORY ((size_t)16 << 20)
#define TRIALS 3

static const char *name_of(void *context, uint32_t name)
{
    const ra_expr *expr = context;
    return expr->names[name];
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)) || a == b;
}

/* One trial, a block of trials and the gradient give one value. */
static void evaluate(const ra_expr *expr)
{
    static const double column[TRIALS] = {0.5, 0.5, 0.5};
    size_t names = expr->name_count + 1;
    double *values = calloc(names, sizeof *values), *partials = calloc(names, sizeof *partials);
    const double **columns = calloc(names, sizeof *columns);
    double *scratch = calloc((size_t)expr->count * TRIALS, sizeof *scratch), out[TRIALS];
    FUZZ_PROMISE(values && partials && columns && scratch);
    for (size_t i = 0; i < names; i++) {
        values[i] = 0.5;
        columns[i] = column;
    }
    double value = ra_expr_eval(expr, values, scratch);
    ra_expr_eval_block(expr, columns, out, scratch, TRIALS);
    for (int i = 0; i < TRIALS; i++)
        FUZZ_PROMISE(same(out[i], value));
    FUZZ_PROMISE(same(ra_expr_gradient(expr, values, partials, scratch), value));
    free(scratch);
    free(columns);
    free(partials);
    free(values);
}

static void check_units(const ra_expr *expr, ra_arena *arena, ra_units *units)
{
    const ra_expr *checked = NULL;
    ra_expr_problem problem = {0};
    const ra_unit **name_units = calloc(expr->name_count + 1u, sizeof *name_units);
    FUZZ_PROMISE(name_units != NULL);
    for (uint32_t i = 0; i < expr->name_count; i++)
        name_units[i] = ra_unit_one(units);
    ra_status status = ra_expr_check(&checked, expr, arena, units, name_units, NULL, &problem);
    if (status == RA_OK)
        evaluate(checked);
    else
        FUZZ_PROMISE(problem.text[0] != '\0' && problem.position <= strlen(expr->text));
    free(name_units);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const ra_expr *expr = NULL;
    ra_expr_problem problem = {0};
    char *text = fuzz_text(bytes, size);
    ra_arena *arena = ra_arena_new(MEMORY);
    ra_units *units = fuzz_units();
    ra_status status = ra_expr_parse(&expr, arena, units, text, &problem);
    FUZZ_PROMISE(status == RA_OK || status == RA_INVALID);
    if (status == RA_INVALID)
        FUZZ_PROMISE(problem.text[0] != '\0' && problem.position <= strlen(text));
    if (status == RA_OK) {
        evaluate(expr);
        check_units(expr, arena, units);
        for (int dialect = 0; dialect < RA_DIALECTS; dialect++) {
            ra_text out = {0};
            union {
                const ra_expr *given;
                void *taken;
            } context = {expr};
            ra_expr_emit(expr, (ra_dialect)dialect, name_of, context.taken, &out);
            FUZZ_PROMISE(!out.failed && out.length > 0);
            ra_text_free(&out);
        }
    }
    ra_arena_free(arena);
    free(text);
    return 0;
}
