#include "audit/existence.h"

#include <math.h>
#include <string.h>

#include "audit/program_graph.h"
#include "models/alloc.h"

#define CAUSE_BITS 64

/* A constant. */
static ra_existence number_row(double value)
{
    double near = value == 0 ? 0 : INFINITY;

    return (ra_existence){.tails = {value, value, INFINITY, near, true, true},
                          .culprit = UINT32_MAX};
}

/* Nothing is known: the trials have to tell. */
static ra_existence unknown_row(uint64_t causes)
{
    return (ra_existence){
        .tails = {-INFINITY, INFINITY, 0, 0, false, false}, .causes = causes, .culprit = UINT32_MAX};
}

/* Between two numbers, whatever it is. */
static ra_existence bounded_row(double low, double high, uint64_t causes)
{
    double near = low > 0 || high < 0 ? INFINITY : 0;

    return (ra_existence){
        .tails = {low, high, INFINITY, near, false, false}, .causes = causes, .culprit = UINT32_MAX};
}

/* Streams that hang together by correlations count as one. */
static uint64_t cause_of(const ra_draws *draws, uint32_t input)
{
    for (uint32_t i = 0; i < draws->count; i++) {
        if (draws->draws[i].input == input) {
            bool alone = draws->draws[i].stream == UINT32_MAX;
            return UINT64_C(1) << (alone ? 1 + draws->draws[i].key % (CAUSE_BITS - 1) : 0);
        }
    }
    return 0;
}

static ra_existence input_row(const ra_model *model, const ra_draws *draws, uint32_t node,
                              uint32_t input)
{
    const ra_figure *figure = model->inputs[input].figure;
    ra_existence row = {.tails = ra_tails_of(figure->dist), .causes = cause_of(draws, input)};

    row.tails.low *= figure->factor;
    row.tails.high *= figure->factor;
    row.culprit = isinf(row.tails.far) ? UINT32_MAX : node;
    return row;
}

static bool independent(const ra_existence *x, const ra_existence *y)
{
    return (x->causes & y->causes) == 0;
}

/* The smaller of two bounds, of dependent numbers by Hoelder's inequality. */
static double joined(double a, double b, bool apart)
{
    if (isinf(a) || isinf(b) || apart) {
        return fmin(a, b);
    }
    return a > 0 && b > 0 ? 1 / (1 / a + 1 / b) : 0;
}

/* The blame goes to the operand with the heavier tail. */
static void take_culprit(ra_existence *out, const ra_existence *x, const ra_existence *y)
{
    const ra_existence *worse = x->tails.far <= y->tails.far ? x : y;

    out->culprit = worse->culprit;
    out->divides = worse->divides;
    out->causes = x->causes | y->causes;
}

static bool varies(const ra_existence *row)
{
    return row->causes != 0;
}

static ra_existence add(const ra_existence *x, const ra_existence *y)
{
    const ra_tails *a = &x->tails, *b = &y->tails;
    bool apart = independent(x, y);
    bool positive = (a->low >= 0 && b->low >= 0) || (a->high <= 0 && b->high <= 0);
    ra_existence out = {.tails = {.low = a->low + b->low, .high = a->high + b->high}};

    out.tails.far = fmin(a->far, b->far);
    out.tails.bounded = a->bounded && b->bounded;
    out.tails.sure = apart && a->sure && b->sure;
    if (out.tails.low > 0 || out.tails.high < 0) {
        out.tails.near = INFINITY;
    } else if (positive && apart) {
        out.tails.near = a->near + b->near;
    } else {
        /* A density that is positive at zero, unless one end is zero. */
        out.tails.near = 1;
        out.tails.sure = out.tails.sure && out.tails.low < 0 && out.tails.high > 0;
    }
    take_culprit(&out, x, y);
    return out;
}

static ra_existence negate(const ra_existence *x)
{
    ra_existence out = *x;

    out.tails.low = -x->tails.high;
    out.tails.high = -x->tails.low;
    return out;
}

/* An end of a product; 0 times infinity is 0 here. */
static double times(double a, double b)
{
    return a == 0 || b == 0 ? 0 : a * b;
}

static void multiply_ends(const ra_tails *a, const ra_tails *b, ra_tails *out)
{
    double ends[4] = {times(a->low, b->low), times(a->low, b->high), times(a->high, b->low),
                      times(a->high, b->high)};

    out->low = fmin(fmin(ends[0], ends[1]), fmin(ends[2], ends[3]));
    out->high = fmax(fmax(ends[0], ends[1]), fmax(ends[2], ends[3]));
}

static ra_existence multiply(const ra_existence *x, const ra_existence *y)
{
    const ra_tails *a = &x->tails, *b = &y->tails;
    bool apart = independent(x, y);
    ra_existence out = {0};

    if (a->low == 0 && a->high == 0) {
        return number_row(0);
    }
    multiply_ends(a, b, &out.tails);
    out.tails.bounded = a->bounded && b->bounded;
    out.tails.far = joined(a->far, b->far, apart);
    out.tails.near = joined(a->near, b->near, apart);
    out.tails.sure = a->sure && b->sure && apart;
    take_culprit(&out, x, y);
    return out;
}

/* 1 / x, the divisor being node `node`. */
static ra_existence reciprocal(const ra_existence *x, uint32_t node)
{
    const ra_tails *a = &x->tails;
    ra_existence out = *x;
    bool split = a->low < 0 && a->high > 0 && !isinf(a->near);

    out.tails = (ra_tails){-INFINITY, INFINITY, a->near, a->far, false, a->sure};
    if (!split && a->low >= 0) {
        out.tails.low = 1 / a->high;
        out.tails.high = a->low > 0 ? 1 / a->low : (double)INFINITY;
    } else if (!split && a->high <= 0) {
        out.tails.low = a->high < 0 ? 1 / a->high : -(double)INFINITY;
        out.tails.high = 1 / a->low;
    }
    out.culprit = isinf(a->near) ? UINT32_MAX : node;
    out.divides = true;
    return out;
}

static ra_existence divide(const ra_existence *x, const ra_existence *y, uint32_t node)
{
    ra_existence inverse = reciprocal(y, node);

    return multiply(x, &inverse);
}

/* x^c with a constant c. */
static ra_existence power(const ra_existence *x, double c, uint32_t node)
{
    if (c < 0) {
        ra_existence inverse = reciprocal(x, node);
        return power(&inverse, -c, node);
    }
    ra_existence out = *x;
    bool even = fmod(c, 2) == 0, odd = fmod(c, 2) == 1;
    if (c == 0) {
        return number_row(1);
    }
    out.tails.far /= c;
    out.tails.near /= c;
    if (x->tails.low >= 0 || odd) {
        out.tails.low = pow(x->tails.low, c);
        out.tails.high = pow(x->tails.high, c);
    } else {
        out.tails.low = even ? 0 : -(double)INFINITY;
        out.tails.high = even ? pow(fmax(-x->tails.low, x->tails.high), c) : (double)INFINITY;
    }
    return out;
}

/* exp x has all moments where x is bounded; elsewhere its tail has to be light enough. */
static ra_existence exponential(const ra_existence *x)
{
    ra_existence out = bounded_row(exp(x->tails.low), exp(x->tails.high), x->causes);

    out.tails.near = INFINITY;
    if (!x->tails.bounded) {
        out.tails.far = out.tails.near = 0;
        out.tails.bounded = false;
        out.culprit = x->culprit;
        out.divides = x->divides;
    }
    return out;
}

/* A logarithm has all moments where its number has any of either kind. */
static ra_existence logarithm(const ra_existence *x)
{
    if (!(x->tails.far > 0 && x->tails.near > 0)) {
        return unknown_row(x->causes);
    }
    ra_existence out = bounded_row(log(x->tails.low), log(x->tails.high), x->causes);
    out.tails.bounded = x->tails.bounded && x->tails.low > 0;
    out.tails.near = x->tails.low > 1 || x->tails.high < 1 ? INFINITY : 1;
    return out;
}

/* The one or the other: at least the worse of both. */
static ra_existence either(const ra_existence *x, const ra_existence *y)
{
    ra_existence out = {.tails = {.low = fmin(x->tails.low, y->tails.low),
                                  .high = fmax(x->tails.high, y->tails.high),
                                  .far = fmin(x->tails.far, y->tails.far),
                                  .near = fmin(x->tails.near, y->tails.near),
                                  .bounded = x->tails.bounded && y->tails.bounded}};

    take_culprit(&out, x, y);
    return out;
}

static bool is_op(const ra_graph_node *node, const char *name)
{
    return strcmp(ra_op_at(node->op)->name, name) == 0;
}

static ra_existence function_row(const ra_graph_node *node, const ra_existence *const arg[3],
                                 uint64_t causes)
{
    if (is_op(node, "exp")) {
        return exponential(arg[0]);
    }
    if (is_op(node, "log") || is_op(node, "log10") || is_op(node, "log2")) {
        return logarithm(arg[0]);
    }
    if (is_op(node, "sqrt")) {
        return power(arg[0], 0.5, node->arg[0]);
    }
    if (is_op(node, "abs") || is_op(node, "min") || is_op(node, "max")) {
        ra_existence turned = negate(arg[0]);
        return is_op(node, "abs") ? either(arg[0], &turned) : either(arg[0], arg[1]);
    }
    if (is_op(node, "if")) {
        ra_existence out = either(arg[1], arg[2]);
        out.causes = causes;
        return out;
    }
    if (is_op(node, "asin")) {
        return bounded_row(-2, 2, causes);
    }
    return bounded_row(-1, 1, causes); /* sin, cos, comparisons */
}

static ra_existence operator_row(const ra_program *program, uint32_t index,
                                 const ra_existence *rows)
{
    const ra_graph_node *node = &program->nodes[index];
    const ra_existence *arg[3] = {&rows[node->arg[0]], &rows[node->arg[1]], &rows[node->arg[2]]};
    const ra_graph_node *second = &program->nodes[node->arg[1]];
    uint64_t causes = 0;

    for (int k = 0; k < ra_op_at(node->op)->arity; k++) {
        causes |= arg[k]->causes;
    }
    switch (node->op) {
    case RA_OP_ADD:
        return add(arg[0], arg[1]);
    case RA_OP_SUBTRACT: {
        ra_existence turned = negate(arg[1]);
        return add(arg[0], &turned);
    }
    case RA_OP_NEGATE:
        return negate(arg[0]);
    case RA_OP_MULTIPLY:
        return node->arg[0] == node->arg[1] ? power(arg[0], 2, node->arg[0])
                                            : multiply(arg[0], arg[1]);
    case RA_OP_DIVIDE:
        return divide(arg[0], arg[1], node->arg[1]);
    case RA_OP_POWER:
        return second->op == RA_OP_NUMBER ? power(arg[0], second->number, node->arg[0])
                                          : unknown_row(causes);
    default:
        return function_row(node, arg, causes);
    }
}

ra_status ra_existence_eval(ra_existence **out, const ra_model *model, const ra_draws *draws)
{
    const ra_program *program = model->program;
    ra_existence *rows = ra_calloc(program->node_count, sizeof *rows);

    *out = rows;
    if (rows == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < program->node_count; i++) {
        const ra_graph_node *node = &program->nodes[i];
        if (!node->live) {
            rows[i] = unknown_row(0);
        } else if (node->op == RA_OP_NUMBER) {
            rows[i] = number_row(node->number);
        } else if (node->op == RA_OP_NAME) {
            rows[i] = input_row(model, draws, i, node->input);
        } else {
            rows[i] = operator_row(program, i, rows);
        }
        if (!varies(&rows[i]) && node->op != RA_OP_NUMBER) {
            rows[i].tails.sure = false;
        }
    }
    return RA_OK;
}

ra_exists ra_existence_moment(const ra_existence *row, int k)
{
    if (row->tails.far > k) {
        return RA_EXISTS;
    }
    return row->tails.sure ? RA_EXISTS_NOT : RA_EXISTS_PERHAPS;
}

uint32_t ra_existence_node(const ra_program *program, uint32_t output)
{
    return program->outputs[output];
}
