/* Partial derivatives by a reverse sweep.
 *
 * Forward: y_i = f_i(y of its arguments). Backward, from the root with w_root = 1: every argument j
 * of node i gets w_j += w_i df_i/dy_j. The partial derivative by a name is the sum of w over the
 * leaves that bear it. One sweep gives all of them for a small multiple of the cost of the value.
 */
#include "models/expr_core.h"

/* Adds the share of node i to the weights of its arguments. */
static void push(const ra_node *node, double y, double w, const double *value, double *weight)
{
    const ra_op *op = ra_op_at(node->op);
    double x[3] = {0.0, 0.0, 0.0};
    double d[3] = {0.0, 0.0, 0.0};
    if (node->op == RA_OP_CONVERT) {
        weight[node->arg[0]] += w * node->number;
        return;
    }
    for (int k = 0; k < op->arity; k++)
        x[k] = value[node->arg[k]];
    op->partial(x[0], x[1], x[2], y, d);
    for (int k = 0; k < op->arity; k++)
        weight[node->arg[k]] += w * d[k];
}

double ra_expr_gradient(const ra_expr *expr, const double *values, double *partials,
                        double *scratch)
{
    const uint32_t count = expr->count;
    double *value = scratch;
    double *weight = scratch + count;
    const double result = ra_expr_eval(expr, values, value);
    for (uint32_t i = 0; i < expr->name_count; i++)
        partials[i] = 0.0;
    for (uint32_t i = 0; i < count; i++)
        weight[i] = 0.0;
    weight[count - 1] = 1.0;
    for (uint32_t i = count; i-- > 0;) {
        const ra_node *node = &expr->nodes[i];
        /* A branch that was not chosen adds nothing, whatever its derivatives are there. */
        if (weight[i] == 0.0)
            continue;
        if (node->op == RA_OP_NAME)
            partials[node->index] += weight[i];
        else if (node->op != RA_OP_NUMBER)
            push(node, value[i], weight[i], value, weight);
    }
    return result;
}
