/* The value of a formula, of one trial and of a block of trials.
 *
 * Both walks go once through the nodes; an argument always stands before the node that uses it. */
#include "models/expr_core.h"

#include <assert.h>
#include <string.h>

static double value_at(const ra_node *node, const double *values, const double *scratch)
{
    const ra_op *op = ra_op_at(node->op);
    double x[3] = {0.0, 0.0, 0.0};
    if (node->op == RA_OP_NUMBER)
        return node->number;
    if (node->op == RA_OP_NAME)
        return values[node->index];
    for (int k = 0; k < op->arity; k++)
        x[k] = scratch[node->arg[k]];
    if (node->op == RA_OP_CONVERT)
        x[1] = node->number;
    return op->scalar(x[0], x[1], x[2]);
}

double ra_expr_eval(const ra_expr *expr, const double *values, double *scratch)
{
    for (uint32_t i = 0; i < expr->count; i++)
        scratch[i] = value_at(&expr->nodes[i], values, scratch);
    return scratch[expr->count - 1];
}

/* The column of node i: that of its name, else its own in the scratch. */
static const double *column(const ra_expr *expr, uint32_t i, const double *const *values,
                            const double *scratch, size_t n)
{
    const ra_node *node = &expr->nodes[i];
    return node->op == RA_OP_NAME ? values[node->index] : scratch + (size_t)i * n;
}

static void fill(double *out, double number, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = number;
}

static void eval_node(const ra_expr *expr, uint32_t i, const double *const *values, double *out,
                      const double *scratch, size_t n)
{
    const ra_node *node = &expr->nodes[i];
    const ra_op *op = ra_op_at(node->op);
    const double *x[3] = {NULL, NULL, NULL};
    if (node->op == RA_OP_NUMBER) {
        fill(out, node->number, n);
        return;
    }
    for (int k = 0; k < op->arity; k++)
        x[k] = column(expr, node->arg[k], values, scratch, n);
    if (node->op == RA_OP_CONVERT)
        for (size_t t = 0; t < n; t++)
            out[t] = op->scalar(x[0][t], node->number, 0.0);
    else
        op->block(out, x[0], x[1], x[2], n);
}

void ra_expr_eval_block(const ra_expr *expr, const double *const *values, double *out,
                        double *scratch, size_t n)
{
    const uint32_t root = expr->count - 1;
    assert(expr->count > 0);
    for (uint32_t i = 0; i < root; i++)
        if (expr->nodes[i].op != RA_OP_NAME)
            eval_node(expr, i, values, scratch + (size_t)i * n, scratch, n);
    if (expr->nodes[root].op == RA_OP_NAME)
        memmove(out, values[expr->nodes[root].index], n * sizeof *out);
    else
        eval_node(expr, root, values, out, scratch, n);
}
