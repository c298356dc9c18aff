/* Printing a formula in another language, by the templates of the table of operators.
 *
 * A template that begins and ends with text of its own encloses its arguments and binds like an
 * atom; one that begins or ends with an argument is open and binds by the operator's precedence. */
#include "models/expr_core.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const ra_expr *expr;
    ra_dialect dialect;
    ra_expr_namer name;
    void *context;
    ra_text *out;
} printer;

static void print_node(const printer *p, uint32_t i);

static const char *const OPEN[RA_DIALECTS] = {"(", "(", "\\left("};
static const char *const CLOSE[RA_DIALECTS] = {")", ")", "\\right)"};

/* Writes a number with the digits that read back to it: 1e+20 as 1E+20 in Excel and as
 * 1 \times 10^{20} in LaTeX. */
static void print_number(const printer *p, double value)
{
    ra_text digits = {0};
    ra_text_number(&digits, value);
    char *e = digits.failed ? NULL : strchr(digits.data, 'e');
    p->out->failed = p->out->failed || digits.failed;
    if (e != NULL && p->dialect == RA_DIALECT_EXCEL)
        *e = 'E';
    if (e != NULL && p->dialect == RA_DIALECT_LATEX) {
        *e = '\0';
        ra_text_format(p->out, "%s \\times 10^{%ld}", digits.data, strtol(e + 1, NULL, 10));
    } else if (!digits.failed) {
        ra_text_append(p->out, digits.data);
    }
    ra_text_free(&digits);
}

/* How strongly a number holds together: one with a sign or a power of ten is no atom. */
static int number_binding(const printer *p, double value)
{
    ra_text digits = {0};
    ra_text_number(&digits, value);
    const bool scientific = !digits.failed && strchr(digits.data, 'e') != NULL;
    ra_text_free(&digits);
    if (signbit(value))
        return ra_op_at(RA_OP_NEGATE)->precedence;
    if (scientific && p->dialect == RA_DIALECT_LATEX)
        return ra_op_at(RA_OP_MULTIPLY)->precedence;
    return INT_MAX;
}

/* Whether what is printed begins or ends with an argument. */
static bool open_template(const char *template)
{
    const size_t length = strlen(template);
    return template[0] == '%' || (length >= 2 && template[length - 2] == '%');
}

/* How strongly the printed node holds together: INT_MAX for an atom. */
static int binding(const printer *p, uint32_t i)
{
    const ra_node *node = &p->expr->nodes[i];
    const ra_op *op = ra_op_at(node->op);
    if (node->op == RA_OP_NAME)
        return INT_MAX;
    if (node->op == RA_OP_NUMBER)
        return number_binding(p, node->number);
    return open_template(op->print[p->dialect]) ? op->precedence : INT_MAX;
}

/* Whether the node can be raised to a power as it stands. In LaTeX only a leaf can: an exponent
 * behind a fraction or a function would seem to belong to its last part. */
static bool atom(const printer *p, uint32_t i)
{
    const bool leaf = ra_op_at(p->expr->nodes[i].op)->arity == 0;
    return binding(p, i) == INT_MAX && (leaf || p->dialect != RA_DIALECT_LATEX);
}

static void print_bracket(const printer *p, uint32_t i, bool bracket)
{
    if (bracket)
        ra_text_append(p->out, OPEN[p->dialect]);
    print_node(p, i);
    if (bracket)
        ra_text_append(p->out, CLOSE[p->dialect]);
}

/* On the right of an operator an equal precedence needs brackets too: a - (b - c). A minus in
 * front always has them there: a * (-b). */
static void print_right(const printer *p, const ra_op *op, uint32_t i)
{
    const int minus = ra_op_at(RA_OP_NEGATE)->precedence;
    print_bracket(p, i, binding(p, i) == minus || binding(p, i) <= op->precedence);
}

/* The number of a node; that of a conversion may be negative. */
static void print_factor(const printer *p, const ra_node *node)
{
    const bool bracket = node->op != RA_OP_NUMBER && number_binding(p, node->number) < INT_MAX;
    if (bracket)
        ra_text_append(p->out, OPEN[p->dialect]);
    print_number(p, node->number);
    if (bracket)
        ra_text_append(p->out, CLOSE[p->dialect]);
}

/* The arguments of a chain of one operator, from the innermost on. */
static void print_chain(const printer *p, uint32_t i)
{
    const ra_node *node = &p->expr->nodes[i];
    const uint32_t first = node->arg[0];
    if (p->expr->nodes[first].op == node->op)
        print_chain(p, first);
    else
        print_node(p, first);
    ra_text_append(p->out, p->dialect == RA_DIALECT_EXCEL ? "," : ", ");
    print_node(p, node->arg[1]);
}

/* Writes what one letter of a template stands for. */
static void print_argument(const printer *p, uint32_t i, char letter)
{
    const ra_node *node = &p->expr->nodes[i];
    const ra_op *op = ra_op_at(node->op);
    switch (letter) {
    case '1':
    case '2':
    case '3':
        print_node(p, node->arg[letter - '1']);
        break;
    case 'a':
    case 'b':
        print_bracket(p, node->arg[letter - 'a'], !atom(p, node->arg[letter - 'a']));
        break;
    case 'l':
        print_bracket(p, node->arg[0], binding(p, node->arg[0]) < op->precedence);
        break;
    case 'r':
        print_right(p, op, node->arg[op->arity - 1]);
        break;
    case 'n':
        print_factor(p, node);
        break;
    default:
        print_chain(p, i);
        break;
    }
}

static void print_node(const printer *p, uint32_t i)
{
    const ra_node *node = &p->expr->nodes[i];
    const char *template = ra_op_at(node->op)->print[p->dialect];
    if (node->op == RA_OP_NAME) {
        ra_text_append(p->out, p->name(p->context, node->index));
        return;
    }
    for (;;) {
        const size_t length = strcspn(template, "%");
        ra_text_append_bytes(p->out, template, length);
        if (template[length] == '\0')
            break;
        print_argument(p, i, template[length + 1]);
        template += length + 2;
    }
}

void ra_expr_emit(const ra_expr *expr, ra_dialect dialect, ra_expr_namer name, void *context,
                  ra_text *out)
{
    const printer p = {expr, dialect, name, context, out};
    print_node(&p, expr->count - 1);
}
