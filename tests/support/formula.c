#include "tests/support/formula.h"

#include <stdio.h>
#include <string.h>

formula parse_formula(ra_units *units, const char *text)
{
    formula f = {.arena = ra_arena_new((size_t)1 << 24)};
    f.status = RA_NOMEM;
    if (f.arena)
        f.status = ra_expr_parse(&f.expr, f.arena, units, text, &f.problem);
    return f;
}

void free_formula(formula *f)
{
    ra_arena_free(f->arena);
    *f = (formula){0};
}

ra_units *load_units(void)
{
    ra_units *units = NULL;
    ra_diag *diag = ra_diag_new();
    if (ra_units_load(&units, REAUDIT_SOURCE_DATA "/datasets/units.xml", diag) != RA_OK)
        ra_diag_write(diag, stderr);
    ra_diag_free(diag);
    return units;
}

static void append_node(const ra_expr *expr, uint32_t i, ra_text *out)
{
    const ra_node *node = &expr->nodes[i];
    const ra_op *op = ra_op_at(node->op);
    if (node->op == RA_OP_NUMBER) {
        ra_text_number(out, node->number);
    } else if (node->op == RA_OP_NAME) {
        ra_text_append(out, expr->names[node->index]);
    } else if (op->arity == 0) {
        ra_text_append(out, op->name);
    } else {
        ra_text_format(out, "(%s", node->op == RA_OP_NEGATE ? "neg" : op->name);
        for (int k = 0; k < op->arity; k++) {
            ra_text_append(out, " ");
            append_node(expr, node->arg[k], out);
        }
        if (node->op == RA_OP_CONVERT) {
            ra_text_append(out, " ");
            ra_text_number(out, node->number);
        }
        ra_text_append(out, ")");
    }
}

void append_shape(const ra_expr *expr, ra_text *out)
{
    append_node(expr, expr->count - 1, out);
}

static const char *own_name(void *context, uint32_t i)
{
    const char *const *const *names = context;
    return (*names)[i];
}

void append_emitted(const ra_expr *expr, ra_dialect dialect, ra_text *out)
{
    const char *const *names = expr->names;
    ra_expr_emit(expr, dialect, own_name, &names, out);
}

uint64_t random_bits(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

double random_between(uint64_t *state, double low, double high)
{
    return low + (high - low) * (double)(random_bits(state) >> 11) * 0x1p-53;
}

static void append_leaf(ra_text *out, uint64_t *state)
{
    static const char *const leaves[] = {"a", "b",   "c", "d",    "a",         "b",     "c",  "d",
                                         "2", "0.5", "3", "1e-3", "12345.678", "2.5E2", "pi", "1"};
    ra_text_append(out, leaves[random_bits(state) % (sizeof leaves / sizeof leaves[0])]);
}

static void append_call(ra_text *out, uint64_t *state, int depth, const ra_op *op)
{
    const bool folds = op->arity == 2 && op->rule == RA_RULE_SAME;
    const int count = op->arity + (folds ? (int)(random_bits(state) % 3) : 0);
    ra_text_format(out, "%s(", op->name);
    for (int k = 0; k < count; k++) {
        if (k > 0)
            ra_text_append(out, ", ");
        append_random(out, state, depth - 1);
        if (op->rule == RA_RULE_CHOOSE && k == 0) {
            static const char *const relations[] = {" < ", "<=", ">", " >= ", " == ", "!="};
            ra_text_append(out, relations[random_bits(state) % 6]);
            append_random(out, state, depth - 1);
        }
    }
    ra_text_append(out, ")");
}

/* Comparisons are met as conditions alone. */
static const ra_op *random_operator(uint64_t *state)
{
    int count = 0;
    while (ra_op_at(count))
        count++;
    for (;;) {
        const ra_op *op = ra_op_at((int)(random_bits(state) % (uint64_t)count));
        if (op->arity > 0 && op->rule != RA_RULE_COMPARE && op->rule != RA_RULE_LEAF)
            return op;
    }
}

void append_random(ra_text *out, uint64_t *state, int depth)
{
    const ra_op *op = random_operator(state);
    const bool bracket = random_bits(state) % 3 == 0;
    if (depth <= 0 || random_bits(state) % 8 == 0) {
        append_leaf(out, state);
        return;
    }
    if (bracket)
        ra_text_append(out, "(");
    if (op->infix) {
        append_random(out, state, depth - 1);
        ra_text_format(out, random_bits(state) % 2 ? " %s " : "%s", op->name);
        append_random(out, state, depth - 1);
    } else if (op == ra_op_at(RA_OP_NEGATE)) {
        ra_text_append(out, "-");
        append_random(out, state, depth - 1);
    } else {
        append_call(out, state, depth, op);
    }
    if (bracket)
        ra_text_append(out, ")");
}

bool uses_operator(const ra_expr *expr, const char *name, int arity)
{
    for (uint32_t i = 0; i < expr->count; i++) {
        const ra_op *op = ra_op_at(expr->nodes[i].op);
        if (op->arity == arity && strcmp(op->name, name) == 0)
            return true;
    }
    return false;
}
