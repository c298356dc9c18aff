/* The formula language.
 *
 *     chips * search_steps * time_per_step / speedup
 *
 * `+ - * / ^`, parentheses, numbers, units only in brackets behind a number (`0.74 [USD/hour]`),
 * the functions of expr_ops.c and comparisons (`< <= > >= == !=`, only as the condition of `if`).
 * `^` binds to the right and stronger than the minus in front: -x^2 is -(x^2).
 *
 * A parsed formula is one flat array of nodes in postorder: arguments stand before the node that
 * uses them, the root is last. One table of operators (expr_ops.c) serves five walks: block
 * evaluation, unit check, gradient, printing (Excel, JavaScript, LaTeX), and scalar evaluation.
 *
 * Units: each name has its own, which the check converts; before it, numbers are taken as they
 * are. Errors: a value that does not exist is NaN. Source: docs/claim-format.md; IEEE 754 for
 * the operators. */
#ifndef RA_EXPR_H
#define RA_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/arena.h"
#include "models/diag.h"
#include "models/status.h"
#include "models/text.h"
#include "models/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Limits that a stranger's formula meets. */
#define RA_EXPR_MAX_LENGTH 4096 /* bytes */
#define RA_EXPR_MAX_NODES 1024 /* as parsed; the unit check at most doubles them */
#define RA_EXPR_MAX_DEPTH 64
#define RA_EXPR_MAX_NAME 64

/* The unit rule of an operator. */
typedef enum {
    RA_RULE_SAME,          /* arguments in one unit, result in it (+ - min max abs) */
    RA_RULE_PRODUCT,       /* units multiply */
    RA_RULE_QUOTIENT,      /* units divide */
    RA_RULE_POWER,         /* unit to a constant, dimensionless exponent */
    RA_RULE_ROOT,          /* square root of the unit */
    RA_RULE_DIMENSIONLESS, /* arguments and result are numbers (exp, log ...) */
    RA_RULE_COMPARE,       /* arguments in one unit, result is a truth value, 1 or 0 */
    RA_RULE_CHOOSE,        /* if(condition, a, b) */
    RA_RULE_LEAF           /* number, name, conversion */
} ra_unit_rule;

/* The languages that a formula can be printed in. */
typedef enum { RA_DIALECT_EXCEL, RA_DIALECT_JAVASCRIPT, RA_DIALECT_LATEX, RA_DIALECTS } ra_dialect;

/* One row of the operator table. All functions are pure.
 * `block`: out[i] = f(a[i], b[i], c[i]) for i < n; `out` may be one of the arguments. Operands that
 * an operator does not have are NULL.
 * `partial`: writes df/da, df/db, df/dc at (a, b, c) with value y; one-sided where there is a kink.
 * `print[dialect]`: a template in which these stand for the arguments:
 *     %1 %2 %3   the argument as it is, where the template itself encloses it
 *     %l %r      the left (only) or right one, in brackets where the precedence needs them
 *     %a %b      the first or second one, in brackets unless it is an atom
 *     %*         all arguments of a chain of this operator, with commas: min(min(x, y), z)
 *     %n         the number of the node
 * A value that does not exist (NaN) goes through comparison and choice too: it is not taken for
 * "no". */
typedef struct {
    const char *name;     /* as written in a formula: "+", "log10" */
    int arity;            /* 0 for leaves */
    bool infix;
    int precedence;       /* of an infix operator; higher binds stronger */
    ra_unit_rule rule;
    double (*scalar)(double a, double b, double c);
    void (*block)(double *out, const double *a, const double *b, const double *c, size_t n);
    void (*partial)(double a, double b, double c, double y, double d[3]);
    const char *print[RA_DIALECTS];
} ra_op;

/* Rows of the table that the other parts need by name. The others are found by ra_op_find. */
enum {
    RA_OP_NUMBER,  /* leaf: node.number */
    RA_OP_NAME,    /* leaf: names[node.index] */
    RA_OP_CONVERT, /* one argument times node.number, inserted by the unit check; its scalar and
                      block functions take the number as b */
    RA_OP_ADD,
    RA_OP_SUBTRACT,
    RA_OP_MULTIPLY,
    RA_OP_DIVIDE,
    RA_OP_POWER,
    RA_OP_NEGATE,
    RA_OP_FIRST_OTHER
};

/* Given: a row `op`. Returned: the operator, or NULL behind the last row. */
const ra_op *ra_op_at(int op);

/* Given: the `name` of a function. Returned: its row, or -1. */
int ra_op_find(const char *name);

/* An operator or operand of a formula. */
typedef struct {
    int op;
    uint32_t arg[3];      /* indices of the arguments, each smaller than the node's own */
    double number;        /* RA_OP_NUMBER, RA_OP_CONVERT */
    uint32_t index;       /* RA_OP_NAME: into ra_expr.names */
    uint32_t position;    /* byte in the formula's text, for messages */
    uint32_t from, until; /* the bytes [from, until) of the text that the node stands for */
    const ra_unit *unit;  /* of a number with brackets; of every node after the unit check */
} ra_node;

/* A formula. */
typedef struct {
    const char *text;
    const ra_node *nodes;
    uint32_t count;
    const char *const *names; /* the identifiers, each once, in order of appearance */
    uint32_t name_count;
    const ra_unit *unit;      /* of the result, after the unit check */
} ra_expr;

/* What went wrong in a formula, and where. */
typedef struct {
    size_t position; /* byte in the text */
    char text[320];
} ra_expr_problem;

/* Parses. Given: the `text`; the `units` for its brackets; the `arena` to make it in. Identifiers
 * are [a-z][a-z0-9_]*; function names and `pi` are reserved. Returned: RA_OK with *out
 * (problem->text is then "" or what is doubtful about a unit in brackets, a warning); RA_INVALID
 * with *problem; RA_NOMEM. */
ra_status ra_expr_parse(const ra_expr **out, ra_arena *arena, ra_units *units, const char *text,
                        ra_expr_problem *problem);

/* Checks units and inserts conversions. Given: a parsed `expr`; the `arena` and `units` it was
 * parsed with; `name_units`, the unit of every name; the unit `wanted` of the result, or NULL for
 * whatever comes out. Returned: RA_OK with a new formula in *out whose value is in `wanted`;
 * RA_INVALID with *problem ("'power' is W, 'energy' needs J"); RA_NOMEM. */
ra_status ra_expr_check(const ra_expr **out, const ra_expr *expr, ra_arena *arena, ra_units *units,
                        const ra_unit *const *name_units, const ra_unit *wanted,
                        ra_expr_problem *problem);

/* Evaluates. Given: `expr`; values[i] of the i-th name, in its unit; `scratch` with room for
 * expr->count numbers. Returned: the value, in the formula's unit. */
double ra_expr_eval(const ra_expr *expr, const double *values, double *scratch);

/* Evaluates `n` trials at once, one operator after the other. Given: `expr`; values[i], a column
 * of n numbers; `scratch` with room for expr->count * n. Returned: the results in out[0..n). */
void ra_expr_eval_block(const ra_expr *expr, const double *const *values, double *out,
                        double *scratch, size_t n);

/* Differentiates, in one sweep backwards. Given: `expr`; values[i] of the i-th name; `scratch`
 * with room for 2 * expr->count numbers. Returned: the value, and the derivative by every name in
 * partials[0..name_count), in the formula's unit per unit of the name. */
double ra_expr_gradient(const ra_expr *expr, const double *values, double *partials,
                        double *scratch);

/* What stands for a name of a formula in another language; borrowed until the next call. */
typedef const char *(*ra_expr_namer)(void *context, uint32_t name);

/* Appends the formula in another language. Excel reads -x^2 as (-x)^2 and ^ from left to right,
 * JavaScript forbids -x ** 2: operands of minus and both sides of ^ are put in brackets unless
 * they are atoms. Given: `expr`, the `dialect`; `name`, which is asked for every name with
 * `context`; `out`, which takes the text. */
void ra_expr_emit(const ra_expr *expr, ra_dialect dialect, ra_expr_namer name, void *context,
                  ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
