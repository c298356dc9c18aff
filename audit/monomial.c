#include "audit/monomial.h"

#include <math.h>

#include "models/alloc.h"

/* The claim, its quantities at 1 for every variable, and exponents on their way down. */
typedef struct {
    const ra_claim *claim;
    ra_monomial_kind kind;
    double *value;    /* by quantity: with 1 for every variable */
    bool *varies;     /* by quantity: holds a variable */
    double *exponent; /* by quantity */
    /* Room for the nodes of one formula. */
    double *node_value, *node_exponent;
    bool *node_varies;
} walk;

bool ra_figure_uncertain(const ra_figure *figure)
{
    return figure->kind != RA_FIGURE_NONE && figure->dist != NULL &&
           !ra_dist_is_point(figure->dist);
}

static bool is_variable(const walk *w, const ra_quantity *quantity)
{
    if (quantity->kind == RA_STEP) {
        return false;
    }
    return w->kind == RA_MONOMIAL_CHANGES ? quantity->changed
                                          : ra_figure_uncertain(&quantity->figure[RA_AUDITED]);
}

/* A step whose method was corrected has two formulas and is no power of anything. */
static bool is_method(const walk *w, const ra_quantity *quantity)
{
    return w->kind == RA_MONOMIAL_CHANGES && quantity->kind == RA_STEP &&
           (quantity->changed || quantity->formula[RA_PUBLISHED] != quantity->formula[RA_AUDITED]);
}

/* The formula that gives a quantity, or NULL where it is a variable or a number. */
static const ra_expr *formula_of(const walk *w, const ra_quantity *quantity)
{
    bool derived = w->kind == RA_MONOMIAL_LAWS && !is_variable(w, quantity);

    return quantity->kind == RA_STEP || derived ? quantity->formula[RA_AUDITED] : NULL;
}

static double point_of(const ra_quantity *quantity)
{
    const ra_figure *figure = &quantity->figure[RA_AUDITED];

    figure = figure->kind != RA_FIGURE_NONE ? figure : &quantity->figure[RA_PUBLISHED];
    return figure->kind != RA_FIGURE_NONE ? figure->value * figure->factor : (double)NAN;
}

/* Values of all nodes of a formula, and which of them hold a variable. */
static void walk_up(walk *w, const ra_expr *formula, const uint32_t *bind)
{
    for (uint32_t i = 0; i < formula->count; i++) {
        const ra_node *node = &formula->nodes[i];
        const ra_op *op = ra_op_at(node->op);
        double x[3] = {0, 0, 0};
        bool varies = false;
        for (int k = 0; k < op->arity; k++) {
            x[k] = w->node_value[node->arg[k]];
            varies = varies || w->node_varies[node->arg[k]];
        }
        if (node->op == RA_OP_NUMBER) {
            w->node_value[i] = node->number;
        } else if (node->op == RA_OP_NAME) {
            w->node_value[i] = w->value[bind[node->index]];
            varies = w->varies[bind[node->index]];
        } else {
            w->node_value[i] = op->scalar(x[0], node->op == RA_OP_CONVERT ? node->number : x[1],
                                          x[2]);
        }
        w->node_varies[i] = varies;
        w->node_exponent[i] = 0;
    }
}

/* Hands the exponent of a node that holds a variable on to its operands. Returns false where the
 * operator is none of a product. */
static bool hand_on(walk *w, const ra_node *node, double exponent)
{
    double *to = w->node_exponent;
    const uint32_t *arg = node->arg;

    switch (node->op) {
    case RA_OP_CONVERT:
    case RA_OP_NEGATE:
        to[arg[0]] += exponent;
        return true;
    case RA_OP_MULTIPLY:
        to[arg[0]] += exponent;
        to[arg[1]] += exponent;
        return true;
    case RA_OP_DIVIDE:
        to[arg[0]] += exponent;
        to[arg[1]] -= exponent;
        return true;
    case RA_OP_POWER:
        to[arg[0]] += exponent * w->node_value[arg[1]];
        return !w->node_varies[arg[1]];
    default:
        break;
    }
    if (node->op == ra_op_find("sqrt")) {
        to[arg[0]] += exponent / 2;
        return true;
    }
    if (node->op == ra_op_find("if") && !w->node_varies[arg[0]]) {
        to[w->node_value[arg[0]] != 0 ? arg[1] : arg[2]] += exponent;
        return true;
    }
    return false;
}

/* Hands an exponent from the root of a formula down to its names. */
static bool walk_down(walk *w, const ra_expr *formula, const uint32_t *bind, double exponent)
{
    bool product = true;

    walk_up(w, formula, bind);
    w->node_exponent[formula->count - 1] = exponent;
    for (uint32_t i = formula->count; i > 0 && product; i--) {
        const ra_node *node = &formula->nodes[i - 1];
        double own = w->node_exponent[i - 1];
        if (own == 0 || !w->node_varies[i - 1]) {
            continue;
        }
        if (node->op == RA_OP_NAME) {
            w->exponent[bind[node->index]] += own;
        } else {
            product = hand_on(w, node, own);
        }
    }
    return product;
}

/* The value of the headline with 1 for every variable, and what holds a variable. */
static double eval_all(walk *w)
{
    for (uint32_t i = 0; i < w->claim->quantity_count; i++) {
        uint32_t q = w->claim->order[i];
        const ra_quantity *quantity = &w->claim->quantities[q];
        const ra_expr *formula = formula_of(w, quantity);
        bool variable = is_variable(w, quantity);
        w->value[q] = variable ? 1 : point_of(quantity);
        w->varies[q] = variable || is_method(w, quantity);
        if (formula != NULL) {
            walk_up(w, formula, quantity->bind[RA_AUDITED]);
            w->value[q] = w->node_value[formula->count - 1];
            w->varies[q] = w->varies[q] || w->node_varies[formula->count - 1];
        }
    }
    return w->value[w->claim->result] * w->claim->result_factor;
}

/* Hands exponents from the headline down. Returns the quantity that is no product, or UINT32_MAX. */
static uint32_t sweep(walk *w)
{
    w->exponent[w->claim->result] = 1;
    for (uint32_t i = w->claim->quantity_count; i > 0; i--) {
        uint32_t q = w->claim->order[i - 1];
        const ra_quantity *quantity = &w->claim->quantities[q];
        const ra_expr *formula = formula_of(w, quantity);
        double exponent = w->exponent[q];
        if (is_variable(w, quantity) || exponent == 0) {
            continue;
        }
        w->exponent[q] = 0;
        if (!w->varies[q]) {
            continue;
        }
        if (is_method(w, quantity) || formula == NULL ||
            !walk_down(w, formula, quantity->bind[RA_AUDITED], exponent)) {
            return q;
        }
    }
    return UINT32_MAX;
}

/* Nodes of the longest formula. */
static uint32_t most_nodes(const ra_claim *claim)
{
    uint32_t most = 1;

    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_expr *formula = claim->quantities[q].formula[RA_AUDITED];
        most = formula != NULL && formula->count > most ? formula->count : most;
    }
    return most;
}

static ra_status open_walk(walk *w, const ra_claim *claim, ra_monomial_kind kind, double *exponent)
{
    uint32_t nodes = most_nodes(claim);

    *w = (walk){.claim = claim, .kind = kind, .exponent = exponent};
    w->value = ra_calloc(claim->quantity_count, sizeof *w->value);
    w->varies = ra_calloc(claim->quantity_count, sizeof *w->varies);
    w->node_value = ra_calloc(nodes, sizeof *w->node_value);
    w->node_exponent = ra_calloc(nodes, sizeof *w->node_exponent);
    w->node_varies = ra_calloc(nodes, sizeof *w->node_varies);
    bool complete = exponent != NULL && w->value != NULL && w->varies != NULL &&
                    w->node_value != NULL && w->node_exponent != NULL && w->node_varies != NULL;
    return complete ? RA_OK : RA_NOMEM;
}

static void close_walk(walk *w)
{
    ra_free(w->value);
    ra_free(w->varies);
    ra_free(w->node_value);
    ra_free(w->node_exponent);
    ra_free(w->node_varies);
}

ra_status ra_monomial_open(ra_monomial *out, const ra_claim *claim, ra_monomial_kind kind)
{
    walk w;

    *out = (ra_monomial){.obstacle = UINT32_MAX, .coefficient = NAN};
    out->exponent = ra_calloc(claim->quantity_count, sizeof *out->exponent);
    ra_status status = open_walk(&w, claim, kind, out->exponent);
    if (status == RA_OK) {
        double coefficient = eval_all(&w);
        out->obstacle = sweep(&w);
        out->product = out->obstacle == UINT32_MAX;
        out->coefficient = out->product ? coefficient : (double)NAN;
    }
    close_walk(&w);
    return status;
}

void ra_monomial_free(ra_monomial *monomial)
{
    ra_free(monomial->exponent);
    *monomial = (ra_monomial){0};
}
