/* The operands of a formula: numbers with their units, names, constants and functions. */
#include "models/expr_parser.h"

#include <string.h>

/* Reads "[unit]" behind a number, if it is there. */
static ra_status parse_unit(ra_parser *p, const ra_unit **unit)
{
    ra_unit_problem problem = {0};
    char word[256];
    const size_t open = p->at;
    const size_t length = strcspn(p->text + open + 1, "]");
    if (p->text[open + 1 + length] == '\0')
        return ra_expr_fail(p->problem, open, "'[' is never closed");
    if (length >= sizeof word)
        return ra_expr_fail(p->problem, open, "the unit in brackets is too long");
    memcpy(word, p->text + open + 1, length);
    word[length] = '\0';
    *unit = ra_unit_parse(p->units, word, &problem);
    if (*unit == NULL)
        return ra_expr_fail(p->problem, open + 1 + problem.position, "%s", problem.text);
    if (problem.text[0] != '\0' && p->doubt[0] == '\0') {
        memcpy(p->doubt, problem.text, sizeof problem.text);
        p->doubt_at = open + 1 + problem.position;
    }
    p->at = open + length + 2;
    return RA_OK;
}

ra_status ra_parse_number(ra_parser *p, ra_operand *out)
{
    ra_node node = {.op = RA_OP_NUMBER, .position = (uint32_t)p->at, .from = (uint32_t)p->at};
    ra_status status = ra_expr_number(p->text, &p->at, &node.number, p->problem);
    if (status != RA_OK)
        return status;
    node.until = (uint32_t)p->at;
    ra_parse_space(p);
    if (p->text[p->at] == '[') {
        status = parse_unit(p, &node.unit);
        if (status != RA_OK)
            return status;
        node.until = (uint32_t)p->at;
    }
    return ra_parse_add(p, &node, out);
}

/* Returns in *index which name `word` is, a new one if it was not met before. */
static ra_status find_name(ra_parser *p, const char *word, uint32_t *index)
{
    for (*index = 0; *index < p->name_count; ++*index)
        if (strcmp(p->names[*index], word) == 0)
            return RA_OK;
    p->names[*index] = ra_arena_text(p->arena, word, strlen(word));
    if (p->names[*index] == NULL)
        return RA_NOMEM;
    p->name_count++;
    return RA_OK;
}

/* Returns the function that an unknown one was probably meant to be, or NULL. */
static const char *nearest_function(const char *word)
{
    const char *names[64];
    size_t count = 0;
    for (int op = RA_OP_FIRST_OTHER; ra_op_at(op) != NULL && count < 64; op++)
        if (!ra_op_at(op)->infix)
            names[count++] = ra_op_at(op)->name;
    return ra_text_nearest(word, names, count);
}

static ra_status fail_function(ra_parser *p, const char *word, size_t from)
{
    const char *nearest = nearest_function(word);
    if (nearest != NULL)
        return ra_expr_fail(p->problem, from, "unknown function '%s': did you mean '%s'?", word,
                            nearest);
    return ra_expr_fail(p->problem, from, "unknown function '%s': to multiply, write '%s * ('",
                        word, word);
}

/* Whether a function takes any number of arguments, as min(a, b, c) = min(min(a, b), c). */
static bool folds(const ra_op *op)
{
    return op->arity == 2 && op->rule == RA_RULE_SAME;
}

static ra_status fail_arity(ra_parser *p, const ra_op *op, size_t from, int count)
{
    return ra_expr_fail(p->problem, from, "'%s' takes %d argument%s%s, not %d", op->name, op->arity,
                        op->arity == 1 ? "" : "s", folds(op) ? " or more" : "", count);
}

/* Reads the arguments behind '(' into node->arg. */
static ra_status parse_arguments(ra_parser *p, const ra_op *op, ra_node *node, size_t open)
{
    ra_operand argument;
    int count = 0;
    ra_parse_space(p);
    if (p->text[p->at] == ')')
        return fail_arity(p, op, node->position, 0);
    for (;; p->at++) {
        ra_status status = ra_parse_infix(p, 0, &argument);
        if (status != RA_OK)
            return status;
        if (count >= 2 && folds(op)) {
            ra_operand chain;
            status = ra_parse_add(p, node, &chain);
            if (status != RA_OK)
                return status;
            node->arg[0] = chain.node;
            node->arg[1] = argument.node;
        } else if (count < op->arity) {
            node->arg[count] = argument.node;
        }
        node->until = (uint32_t)argument.until;
        count++;
        if (p->text[p->at] != ',')
            break;
    }
    if (p->text[p->at] == '\0')
        return ra_expr_fail(p->problem, open, "'(' is never closed");
    if (p->text[p->at] != ')')
        return ra_expr_fail_operator(p->problem, p->text, p->at);
    if (count != op->arity && !(folds(op) && count > 2))
        return fail_arity(p, op, node->position, count);
    p->at++;
    node->until = (uint32_t)p->at;
    return RA_OK;
}

/* Reads what stands behind the word of a function or constant. */
static ra_status parse_function(ra_parser *p, int row, size_t from, ra_operand *out)
{
    const ra_op *op = ra_op_at(row);
    ra_node node = {.op = row,
                    .position = (uint32_t)from,
                    .from = (uint32_t)from,
                    .until = (uint32_t)(from + strlen(op->name))};
    const size_t open = p->at;
    if (op->arity == 0 && p->text[open] == '(')
        return ra_expr_fail(p->problem, open, "'%s' is a number and takes no '('", op->name);
    if (op->arity > 0 && p->text[open] != '(')
        return ra_expr_fail(p->problem, from, "'%s' is a function: write '%s(...)'", op->name,
                            op->name);
    if (op->arity > 0) {
        ra_status status = ra_parse_enter(p, open);
        if (status != RA_OK)
            return status;
        p->at++;
        status = parse_arguments(p, op, &node, open);
        if (status != RA_OK)
            return status;
        p->depth--;
    }
    return ra_parse_add(p, &node, out);
}

/* Says how a word with capitals is written. */
static ra_status fail_case(ra_parser *p, const char *word, size_t from)
{
    char lower[RA_EXPR_MAX_NAME + 1];
    size_t i = 0;
    for (; word[i] != '\0'; i++)
        lower[i] = ra_expr_upper(word[i]) ? (char)(word[i] - 'A' + 'a') : word[i];
    lower[i] = '\0';
    return ra_expr_fail(p->problem, from, "'%s': %s are lower case: write '%s'", word,
                        ra_op_find(lower) >= 0 ? "functions" : "names", lower);
}

ra_status ra_parse_word(ra_parser *p, ra_operand *out)
{
    char word[RA_EXPR_MAX_NAME + 1];
    const size_t from = p->at;
    size_t length = 0;
    bool capital = false;
    for (; ra_expr_word(p->text[p->at]); p->at++, length++) {
        if (length == RA_EXPR_MAX_NAME)
            return ra_expr_fail(p->problem, from, "a name has at most %d characters",
                                RA_EXPR_MAX_NAME);
        word[length] = p->text[p->at];
        capital = capital || ra_expr_upper(word[length]);
    }
    word[length] = '\0';
    if (capital)
        return fail_case(p, word, from);
    ra_parse_space(p);
    const int row = ra_op_find(word);
    if (row >= 0)
        return parse_function(p, row, from, out);
    if (p->text[p->at] == '(')
        return fail_function(p, word, from);
    ra_node node = {.op = RA_OP_NAME,
                    .position = (uint32_t)from,
                    .from = (uint32_t)from,
                    .until = (uint32_t)(from + length)};
    const ra_status status = find_name(p, word, &node.index);
    return status == RA_OK ? ra_parse_add(p, &node, out) : status;
}
