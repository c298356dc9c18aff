/* The unit check of a formula, and the conversions that it inserts.
 *
 * The first pass finds the unit of every node and, where the node that uses it needs another one,
 * the factor to that unit. A node has one user alone, so that the factor can stand beside the node
 * itself. The second pass copies the nodes and puts a conversion behind each that has a factor. */
#include "models/expr_core.h"

#include <assert.h>
#include <string.h>

#include "models/alloc.h"

typedef struct {
    const ra_unit *unit;   /* that the node's own value is in */
    const ra_unit *target; /* that its user needs */
    double factor;         /* from one to the other */
    bool constant;         /* no name in it */
    double value;          /* where it is constant, in `unit` */
} finding;

typedef struct {
    const ra_expr *expr;
    ra_units *units;
    const ra_unit *const *name_units;
    finding *found;
    ra_expr_problem *problem;
} checker;

/* The text of node i, for a message. */
static void quote(const checker *c, uint32_t i, char out[RA_EXPR_QUOTE])
{
    ra_expr_quote(c->expr->text, c->expr->nodes[i].from, c->expr->nodes[i].until, out);
}

static bool is_one(const checker *c, const ra_unit *unit)
{
    double factor;
    return ra_unit_convert(unit, ra_unit_one(c->units), &factor) && factor == 1.0;
}

/* "is W" or "has no unit". */
static void describe(const checker *c, const ra_unit *unit, char out[RA_EXPR_QUOTE])
{
    const char *text = ra_unit_text(unit);
    char word[RA_EXPR_QUOTE];
    ra_expr_quote(text, 0, strlen(text), word);
    if (is_one(c, unit))
        snprintf(out, RA_EXPR_QUOTE, "has no unit");
    else
        snprintf(out, RA_EXPR_QUOTE, "is %.66s", word);
}

/* Notes that the user of node i needs it in `target`. Returned: false where it cannot be. */
static bool need(checker *c, uint32_t i, const ra_unit *target)
{
    double factor;
    if (!ra_unit_convert(c->found[i].unit, target, &factor))
        return false;
    c->found[i].target = target;
    c->found[i].factor = factor;
    return true;
}

/* Node b must be in the unit of node a: "'power' is W, 'energy' needs J". */
static ra_status need_same(checker *c, uint32_t b, uint32_t a)
{
    char text_a[RA_EXPR_QUOTE], text_b[RA_EXPR_QUOTE];
    char unit_a[RA_EXPR_QUOTE], unit_b[RA_EXPR_QUOTE];
    const ra_unit *first = c->found[a].unit;
    const size_t at = c->expr->nodes[b].position;
    if (need(c, b, first))
        return RA_OK;
    quote(c, a, text_a);
    quote(c, b, text_b);
    describe(c, first, unit_a);
    describe(c, c->found[b].unit, unit_b);
    if (is_one(c, first))
        return ra_expr_fail(c->problem, c->expr->nodes[a].position, "'%s' has no unit, '%s' %s",
                            text_a, text_b, unit_b);
    if (is_one(c, c->found[b].unit))
        return ra_expr_fail(c->problem, at, "'%s' has no unit, '%s' %s", text_b, text_a, unit_a);
    return ra_expr_fail(c->problem, at, "'%s' %s, '%s' needs %.80s", text_b, unit_b, text_a,
                        ra_unit_text(first));
}

/* Node i must be a plain number: "'power' is W, 'exp' takes a number without unit". */
static ra_status need_number(checker *c, uint32_t i, const char *what)
{
    char text[RA_EXPR_QUOTE], unit[RA_EXPR_QUOTE];
    if (need(c, i, ra_unit_one(c->units)))
        return RA_OK;
    quote(c, i, text);
    describe(c, c->found[i].unit, unit);
    return ra_expr_fail(c->problem, c->expr->nodes[i].position, "'%s' %s, %s without unit", text,
                        unit, what);
}

/* Sets the unit of node i, which an operation on units gave. */
static ra_status give(checker *c, uint32_t i, const ra_unit *unit)
{
    char text[RA_EXPR_QUOTE];
    c->found[i].unit = unit;
    if (unit != NULL)
        return RA_OK;
    quote(c, i, text);
    return ra_expr_fail(c->problem, c->expr->nodes[i].position, "'%s' has a unit that is too large",
                        text);
}

static ra_status check_same(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    if (ra_op_at(node->op)->arity == 2) {
        const ra_status status = need_same(c, node->arg[1], node->arg[0]);
        if (status != RA_OK)
            return status;
    }
    return give(c, i, c->found[node->arg[0]].unit);
}

static ra_status check_product(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    return give(
        c, i, ra_unit_multiply(c->units, c->found[node->arg[0]].unit, c->found[node->arg[1]].unit));
}

static ra_status check_quotient(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    return give(c, i,
                ra_unit_divide(c->units, c->found[node->arg[0]].unit, c->found[node->arg[1]].unit));
}

/* A base without dimension becomes a plain number first, so that any exponent will do. */
static ra_status check_power(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const uint32_t base = node->arg[0], exponent = node->arg[1];
    const ra_unit *unit = c->found[base].unit;
    char text[RA_EXPR_QUOTE];
    ra_status status = need_number(c, exponent, "an exponent is a number");
    if (status != RA_OK)
        return status;
    if (need(c, base, ra_unit_one(c->units)))
        return give(c, i, ra_unit_one(c->units));
    if (!c->found[exponent].constant) {
        quote(c, base, text);
        return ra_expr_fail(c->problem, c->expr->nodes[exponent].position,
                            "'%s' is %.80s: its exponent must be a number, not a name", text,
                            ra_unit_text(unit));
    }
    const double power = c->found[exponent].value * c->found[exponent].factor;
    c->found[i].unit = ra_unit_power(c->units, unit, power);
    if (c->found[i].unit != NULL)
        return RA_OK;
    quote(c, base, text);
    return ra_expr_fail(c->problem, node->position, "'%s' is %.80s, which has no power %.6g", text,
                        ra_unit_text(unit), power);
}

static ra_status check_root(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const uint32_t argument = node->arg[0];
    const ra_unit *unit = c->found[argument].unit;
    char text[RA_EXPR_QUOTE];
    if (need(c, argument, ra_unit_one(c->units)))
        return give(c, i, ra_unit_one(c->units));
    c->found[i].unit = ra_unit_power(c->units, unit, 0.5);
    if (c->found[i].unit != NULL)
        return RA_OK;
    quote(c, argument, text);
    return ra_expr_fail(c->problem, c->expr->nodes[argument].position,
                        "'%s' is %.80s, which has no square root", text, ra_unit_text(unit));
}

static ra_status check_dimensionless(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const ra_op *op = ra_op_at(node->op);
    char what[64];
    snprintf(what, sizeof what, "'%.32s' takes a number", op->name);
    for (int k = 0; k < op->arity; k++) {
        const ra_status status = need_number(c, node->arg[k], what);
        if (status != RA_OK)
            return status;
    }
    return give(c, i, ra_unit_one(c->units));
}

static ra_status check_compare(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const ra_status status = need_same(c, node->arg[1], node->arg[0]);
    return status == RA_OK ? give(c, i, ra_unit_one(c->units)) : status;
}

static ra_status check_choose(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const ra_status status = need_same(c, node->arg[2], node->arg[1]);
    return status == RA_OK ? give(c, i, c->found[node->arg[1]].unit) : status;
}

static ra_status check_leaf(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    if (node->op == RA_OP_NAME)
        return give(c, i, c->name_units[node->index]);
    if (node->op == RA_OP_CONVERT)
        return give(c, i, node->unit);
    return give(c, i, node->unit != NULL ? node->unit : ra_unit_one(c->units));
}

static ra_status (*const RULES[])(checker *, uint32_t) = {
    [RA_RULE_SAME] = check_same,         [RA_RULE_PRODUCT] = check_product,
    [RA_RULE_QUOTIENT] = check_quotient, [RA_RULE_POWER] = check_power,
    [RA_RULE_ROOT] = check_root,         [RA_RULE_DIMENSIONLESS] = check_dimensionless,
    [RA_RULE_COMPARE] = check_compare,   [RA_RULE_CHOOSE] = check_choose,
    [RA_RULE_LEAF] = check_leaf,
};

/* The value of a node without names, from its arguments in the units that it needs. */
static void find_value(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const ra_op *op = ra_op_at(node->op);
    finding *self = &c->found[i];
    double x[3] = {0.0, 0.0, 0.0};
    self->constant = node->op != RA_OP_NAME;
    self->value = node->number;
    if (node->op == RA_OP_CONVERT)
        x[1] = node->number;
    for (int k = 0; k < op->arity; k++) {
        const finding *argument = &c->found[node->arg[k]];
        self->constant = self->constant && argument->constant;
        x[k] = argument->value * argument->factor;
    }
    if (self->constant && op->scalar != NULL)
        self->value = op->scalar(x[0], x[1], x[2]);
}

static ra_status check_nodes(checker *c, const ra_unit *wanted)
{
    const uint32_t root = c->expr->count - 1;
    char text[RA_EXPR_QUOTE], unit[RA_EXPR_QUOTE];
    for (uint32_t i = 0; i <= root; i++) {
        const ra_status status = RULES[ra_op_at(c->expr->nodes[i].op)->rule](c, i);
        if (status != RA_OK)
            return status;
        c->found[i].factor = 1.0;
        c->found[i].target = c->found[i].unit;
        find_value(c, i);
    }
    if (wanted == NULL || need(c, root, wanted))
        return RA_OK;
    quote(c, root, text);
    describe(c, c->found[root].unit, unit);
    return ra_expr_fail(c->problem, c->expr->nodes[root].position,
                        "'%s' %s, the result needs %.80s", text, unit, ra_unit_text(wanted));
}

/* Copies the nodes with the conversions that were found. */
static ra_status rebuild(const checker *c, ra_arena *arena, const ra_expr **out)
{
    const ra_expr *old = c->expr;
    uint32_t *moved = ra_calloc(old->count, sizeof *moved);
    ra_expr *expr = ra_arena_alloc(arena, 1, sizeof *expr);
    uint32_t count = old->count;
    for (uint32_t i = 0; i < old->count; i++)
        count += c->found[i].factor != 1.0;
    ra_node *nodes = ra_arena_alloc(arena, count, sizeof *nodes);
    ra_status status = RA_NOMEM;
    if (moved == NULL || expr == NULL || nodes == NULL)
        goto done;
    count = 0;
    for (uint32_t i = 0; i < old->count; i++) {
        ra_node *node = &nodes[count];
        *node = old->nodes[i];
        node->unit = c->found[i].factor == 1.0 ? c->found[i].target : c->found[i].unit;
        for (int k = 0; k < ra_op_at(node->op)->arity; k++)
            node->arg[k] = moved[node->arg[k]];
        moved[i] = count++;
        if (c->found[i].factor == 1.0)
            continue;
        nodes[count] = *node;
        nodes[count].op = RA_OP_CONVERT;
        nodes[count].arg[0] = moved[i];
        nodes[count].number = c->found[i].factor;
        nodes[count].unit = c->found[i].target;
        moved[i] = count++;
    }
    *expr = *old;
    expr->nodes = nodes;
    expr->count = count;
    expr->unit = c->found[old->count - 1].target;
    *out = expr;
    status = RA_OK;
done:
    ra_free(moved);
    return status;
}

ra_status ra_expr_check(const ra_expr **out, const ra_expr *expr, ra_arena *arena, ra_units *units,
                        const ra_unit *const *name_units, const ra_unit *wanted,
                        ra_expr_problem *problem)
{
    checker c = {.expr = expr, .units = units, .name_units = name_units, .problem = problem};
    *out = NULL;
    problem->position = 0;
    problem->text[0] = '\0';
    assert(expr->count > 0);
    c.found = ra_calloc(expr->count, sizeof *c.found);
    if (c.found == NULL)
        return RA_NOMEM;
    ra_status status = check_nodes(&c, wanted);
    if (status == RA_OK)
        status = rebuild(&c, arena, out);
    ra_free(c.found);
    return status;
}
