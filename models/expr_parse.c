/* From the text of a formula to its nodes: precedence climbing over the table of operators.
 *
 *     formula  = operand { infix operand }        by precedence; ^ binds to the right
 *     operand  = number [ "[" unit "]" ] | name | constant | function "(" arguments ")"
 *              | "(" formula ")" | "-" operand
 *
 * Recursion is bounded by RA_EXPR_MAX_DEPTH, nodes by RA_EXPR_MAX_NODES. */
#include "models/expr_parser.h"

#include <assert.h>
#include <string.h>

#include "models/alloc.h"

void ra_parse_space(ra_parser *p)
{
    while (ra_expr_space(p->text[p->at]))
        p->at++;
}

ra_status ra_parse_add(ra_parser *p, const ra_node *node, ra_operand *out)
{
    if (p->count == p->capacity)
        return ra_expr_fail(p->problem, node->position, "the formula has more than %d parts",
                            RA_EXPR_MAX_NODES);
    out->node = p->count;
    out->from = node->from;
    out->until = node->until;
    p->nodes[p->count++] = *node;
    return RA_OK;
}

ra_status ra_parse_enter(ra_parser *p, size_t position)
{
    if (p->depth == RA_EXPR_MAX_DEPTH)
        return ra_expr_fail(p->problem, position, "the formula is nested more than %d deep",
                            RA_EXPR_MAX_DEPTH);
    p->depth++;
    return RA_OK;
}

static ra_status parse_bracket(ra_parser *p, ra_operand *out)
{
    const size_t open = p->at;
    ra_status status = ra_parse_enter(p, open);
    if (status != RA_OK)
        return status;
    p->at++;
    status = ra_parse_infix(p, 0, out);
    if (status != RA_OK)
        return status;
    if (p->text[p->at] == '\0')
        return ra_expr_fail(p->problem, open, "'(' is never closed");
    if (p->text[p->at] != ')')
        return ra_expr_fail_operator(p->problem, p->text, p->at);
    p->at++;
    p->depth--;
    out->from = open;
    out->until = p->at;
    return RA_OK;
}

static ra_status parse_minus(ra_parser *p, ra_operand *out)
{
    ra_node node = {.op = RA_OP_NEGATE, .position = (uint32_t)p->at, .from = (uint32_t)p->at};
    ra_operand argument;
    ra_status status = ra_parse_enter(p, p->at);
    if (status != RA_OK)
        return status;
    p->at++;
    status = ra_parse_infix(p, ra_op_at(RA_OP_NEGATE)->precedence, &argument);
    if (status != RA_OK)
        return status;
    p->depth--;
    node.arg[0] = argument.node;
    node.until = (uint32_t)argument.until;
    return ra_parse_add(p, &node, out);
}

static ra_status parse_operand(ra_parser *p, ra_operand *out)
{
    ra_parse_space(p);
    const char c = p->text[p->at];
    if (ra_expr_digit(c))
        return ra_parse_number(p, out);
    if (ra_expr_lower(c) || ra_expr_upper(c))
        return ra_parse_word(p, out);
    if (c == '(')
        return parse_bracket(p, out);
    if (c == '-')
        return parse_minus(p, out);
    return ra_expr_fail_operand(p->problem, p->text, p->at);
}

/* Returns the infix operator at the next byte, the longest where several fit; -1: none. */
static int find_infix(const ra_parser *p)
{
    int found = -1;
    size_t longest = 0;
    for (int op = 0; ra_op_at(op) != NULL; op++) {
        const char *name = ra_op_at(op)->name;
        const size_t length = strlen(name);
        if (ra_op_at(op)->infix && length > longest &&
            strncmp(p->text + p->at, name, length) == 0) {
            found = op;
            longest = length;
        }
    }
    return found;
}

/* Reads the operator `row` and its right side; *left becomes the whole. */
static ra_status parse_right(ra_parser *p, int row, ra_operand *left)
{
    const ra_op *op = ra_op_at(row);
    const bool to_the_right = op->rule == RA_RULE_POWER;
    ra_node node = {
        .op = row, .position = (uint32_t)p->at, .from = (uint32_t)left->from, .arg = {left->node}};
    ra_operand right;
    ra_status status = to_the_right ? ra_parse_enter(p, p->at) : RA_OK;
    if (status != RA_OK)
        return status;
    p->at += strlen(op->name);
    status = ra_parse_infix(p, to_the_right ? op->precedence : op->precedence + 1, &right);
    if (status != RA_OK)
        return status;
    if (to_the_right)
        p->depth--;
    node.arg[1] = right.node;
    node.until = (uint32_t)right.until;
    return ra_parse_add(p, &node, left);
}

ra_status ra_parse_infix(ra_parser *p, int least, ra_operand *out)
{
    ra_status status = parse_operand(p, out);
    while (status == RA_OK) {
        ra_parse_space(p);
        const int row = find_infix(p);
        if (row < 0 || ra_op_at(row)->precedence < least)
            break;
        status = parse_right(p, row, out);
    }
    return status;
}

/* A comparison stands as the condition of `if`, and nothing else does. */
static ra_status check_conditions(const ra_parser *p)
{
    if (ra_op_at(p->nodes[p->count - 1].op)->rule == RA_RULE_COMPARE)
        return ra_expr_fail(p->problem, p->nodes[p->count - 1].position,
                            "a comparison stands only in the condition of if(...)");
    for (uint32_t i = 0; i < p->count; i++) {
        const ra_op *op = ra_op_at(p->nodes[i].op);
        for (int k = 0; k < op->arity; k++) {
            const ra_node *argument = &p->nodes[p->nodes[i].arg[k]];
            const bool truth = ra_op_at(argument->op)->rule == RA_RULE_COMPARE;
            const bool wanted = op->rule == RA_RULE_CHOOSE && k == 0;
            if (truth && !wanted)
                return ra_expr_fail(p->problem, argument->position,
                                    "a comparison stands only in the condition of if(...)");
            if (wanted && !truth)
                return ra_expr_fail(p->problem, argument->position,
                                    "the condition of 'if' is a comparison, such as x > 0");
        }
    }
    return RA_OK;
}

static ra_status parse_all(ra_parser *p)
{
    ra_operand whole;
    ra_parse_space(p);
    if (p->text[p->at] == '\0')
        return ra_expr_fail(p->problem, 0, "the formula is empty");
    const ra_status status = ra_parse_infix(p, 0, &whole);
    if (status != RA_OK)
        return status;
    if (p->text[p->at] != '\0')
        return ra_expr_fail_operator(p->problem, p->text, p->at);
    return check_conditions(p);
}

/* Copies what was parsed into the arena. */
static ra_status keep(const ra_parser *p, size_t length, const ra_expr **out)
{
    ra_expr *expr = ra_arena_alloc(p->arena, 1, sizeof *expr);
    ra_node *nodes = ra_arena_alloc(p->arena, p->count, sizeof *nodes);
    const char **names = ra_arena_alloc(p->arena, p->name_count + 1, sizeof *names);
    char *text = ra_arena_text(p->arena, p->text, length);
    if (expr == NULL || nodes == NULL || names == NULL || text == NULL)
        return RA_NOMEM;
    memcpy(nodes, p->nodes, p->count * sizeof *nodes);
    if (p->name_count > 0)
        memcpy(names, p->names, p->name_count * sizeof *names);
    *expr = (ra_expr){.text = text,
                      .nodes = nodes,
                      .count = p->count,
                      .names = names,
                      .name_count = p->name_count};
    *out = expr;
    return RA_OK;
}

ra_status ra_expr_parse(const ra_expr **out, ra_arena *arena, ra_units *units, const char *text,
                        ra_expr_problem *problem)
{
    ra_parser p = {.text = text, .arena = arena, .units = units, .problem = problem};
    const size_t length = strlen(text);
    ra_status status = RA_NOMEM;
    *out = NULL;
    problem->position = 0;
    problem->text[0] = '\0';
    if (length > RA_EXPR_MAX_LENGTH)
        return ra_expr_fail(problem, RA_EXPR_MAX_LENGTH, "the formula is longer than %d bytes",
                            RA_EXPR_MAX_LENGTH);
    /* Every node takes a byte of the text at least. */
    p.capacity = (uint32_t)(length < RA_EXPR_MAX_NODES ? length : RA_EXPR_MAX_NODES);
    p.nodes = ra_calloc(p.capacity + 1, sizeof *p.nodes);
    p.names = ra_calloc(p.capacity + 1, sizeof *p.names);
    if (p.nodes == NULL || p.names == NULL)
        goto done;
    status = parse_all(&p);
    if (status == RA_OK)
        status = keep(&p, length, out);
    if (status == RA_OK && p.doubt[0] != '\0')
        ra_expr_fail(problem, p.doubt_at, "%s", p.doubt);
done:
    ra_free(p.nodes);
    ra_free(p.names);
    return status;
}
