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
    unsigned long failures; /* of allocations, before */
} checker;

/* A few words of a message. */
typedef struct {
    char text[RA_EXPR_QUOTE + 8];
} words;

/* The text of node i. */
static words part(const checker *c, uint32_t i)
{
    words out;
    ra_expr_quote(c->expr->text, c->expr->nodes[i].from, c->expr->nodes[i].until, out.text);
    return out;
}

static words name(const ra_unit *unit)
{
    words out;
    ra_expr_quote(ra_unit_text(unit), 0, strlen(ra_unit_text(unit)), out.text);
    return out;
}

static bool is_one(const checker *c, const ra_unit *unit)
{
    double factor;
    return ra_unit_convert(unit, ra_unit_one(c->units), &factor) && factor == 1.0;
}

/* "is W" or "has no unit". */
static words describe(const checker *c, uint32_t i)
{
    words out = {"has no unit"};
    if (!is_one(c, c->found[i].unit))
        snprintf(out.text, sizeof out.text, "is %.71s", name(c->found[i].unit).text);
    return out;
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
    const size_t at_a = c->expr->nodes[a].position, at_b = c->expr->nodes[b].position;
    if (need(c, b, c->found[a].unit))
        return RA_OK;
    if (is_one(c, c->found[a].unit))
        return ra_expr_fail(c->problem, at_a, "'%s' has no unit, '%s' %s", part(c, a).text,
                            part(c, b).text, describe(c, b).text);
    if (is_one(c, c->found[b].unit))
        return ra_expr_fail(c->problem, at_b, "'%s' has no unit, '%s' %s", part(c, b).text,
                            part(c, a).text, describe(c, a).text);
    return ra_expr_fail(c->problem, at_b, "'%s' %s, '%s' needs %s", part(c, b).text,
                        describe(c, b).text, part(c, a).text, name(c->found[a].unit).text);
}

/* Node i must be a plain number: "'power' is W, 'exp' takes a number without unit". */
static ra_status need_number(checker *c, uint32_t i, const char *what)
{
    if (need(c, i, ra_unit_one(c->units)))
        return RA_OK;
    return ra_expr_fail(c->problem, c->expr->nodes[i].position, "'%s' %s, %s without unit",
                        part(c, i).text, describe(c, i).text, what);
}

/* Sets the unit of node i, which an operation on units gave. */
static ra_status give(checker *c, uint32_t i, const ra_unit *unit)
{
    c->found[i].unit = unit;
    if (unit != NULL)
        return RA_OK;
    if (ra_alloc_failures() != c->failures)
        return RA_NOMEM;
    return ra_expr_fail(c->problem, c->expr->nodes[i].position, "the unit of '%s' is too large",
                        part(c, i).text);
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
    ra_status status = need_number(c, exponent, "an exponent is a number");
    if (status != RA_OK)
        return status;
    if (need(c, base, ra_unit_one(c->units)))
        return give(c, i, ra_unit_one(c->units));
    if (!c->found[exponent].constant) {
        return ra_expr_fail(c->problem, c->expr->nodes[exponent].position,
                            "'%s' is %s: its exponent must be a number, not a name",
                            part(c, base).text, name(unit).text);
    }
    const double power = c->found[exponent].value * c->found[exponent].factor;
    c->found[i].unit = ra_unit_power(c->units, unit, power);
    if (c->found[i].unit != NULL)
        return RA_OK;
    return ra_expr_fail(c->problem, node->position, "'%s' is %s, which has no power %.6g",
                        part(c, base).text, name(unit).text, power);
}

static ra_status check_root(checker *c, uint32_t i)
{
    const ra_node *node = &c->expr->nodes[i];
    const uint32_t argument = node->arg[0];
    const ra_unit *unit = c->found[argument].unit;
    if (need(c, argument, ra_unit_one(c->units)))
        return give(c, i, ra_unit_one(c->units));
    c->found[i].unit = ra_unit_power(c->units, unit, 0.5);
    if (c->found[i].unit != NULL)
        return RA_OK;
    return ra_expr_fail(c->problem, c->expr->nodes[argument].position,
                        "'%s' is %s, which has no square root", part(c, argument).text,
                        name(unit).text);
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
    return ra_expr_fail(c->problem, c->expr->nodes[root].position, "'%s' %s, the result needs %s",
                        part(c, root).text, describe(c, root).text, name(wanted).text);
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
    checker c = {.expr = expr,
                 .units = units,
                 .name_units = name_units,
                 .problem = problem,
                 .failures = ra_alloc_failures()};
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
