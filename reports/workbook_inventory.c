/* Categories of an inventory: the terms of the sum that the headline is, each with its first-order
 * uncertainty through activity data and through emission factors [ipcc2006, 3.2.3.1]. */
#include "reports/workbook_inventory.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"

bool ra_inventory_factor(const ra_book *book, uint32_t quantity)
{
    return strstr(ra_unit_text(book->claim->quantities[quantity].unit), "CO2e") != NULL;
}

/* Splits a sum at its plus and minus signs. Given: what the node is multiplied by. */
static bool split(ra_inventory *out, const ra_expr *formula, uint32_t node, double scale, int depth)
{
    const ra_node *n = &formula->nodes[node];
    if (depth > 40)
        return false;
    if (n->op == RA_OP_ADD || n->op == RA_OP_SUBTRACT)
        return split(out, formula, n->arg[0], scale, depth + 1) &&
               split(out, formula, n->arg[1], n->op == RA_OP_ADD ? scale : -scale, depth + 1);
    if (n->op == RA_OP_CONVERT)
        return split(out, formula, n->arg[0], scale * n->number, depth + 1);
    if (out->count == RA_INVENTORY_MOST)
        return false;
    ra_category *category = &out->category[out->count++];
    *category = (ra_category){.quantity = UINT32_MAX, .expr = *formula, .scale = scale};
    category->expr.count = node + 1; /* its arguments stand in front of a node */
    return true;
}

static void find_categories(ra_inventory *out, const ra_book *book)
{
    const ra_claim *claim = book->claim;
    const ra_quantity *result = &claim->quantities[claim->result];
    const ra_expr *formula = result->formula[RA_AUDITED];
    bool sum = formula && split(out, formula, formula->count - 1, claim->result_factor, 0);
    if (!sum || out->count < 2) {
        out->count = 1;
        out->category[0] = (ra_category){.quantity = claim->result, .scale = claim->result_factor};
        return;
    }
    for (uint32_t i = 0; i < out->count; i++) {
        const ra_node *root = &formula->nodes[out->category[i].expr.count - 1];
        if (root->op == RA_OP_NAME)
            out->category[i].quantity = result->bind[RA_AUDITED][root->index];
    }
}

/* What one evaluation needs. */
typedef struct {
    const ra_book *book;
    double *values, *slopes; /* by quantity */
    double *names, *partials, *scratch;
} room;

static bool room_new(room *r, const ra_book *book)
{
    size_t count = book->claim->quantity_count, nodes = 1, names = 1;
    for (uint32_t q = 0; q < count; q++) {
        const ra_expr *formula = book->claim->quantities[q].formula[RA_AUDITED];
        if (formula && formula->count > nodes)
            nodes = formula->count;
        if (formula && formula->name_count > names)
            names = formula->name_count;
    }
    *r = (room){.book = book};
    r->values = ra_calloc(count, sizeof(double));
    r->slopes = ra_calloc(count, sizeof(double));
    r->names = ra_calloc(names, sizeof(double));
    r->partials = ra_calloc(names, sizeof(double));
    r->scratch = ra_calloc(2 * nodes, sizeof(double));
    return r->values && r->slopes && r->names && r->partials && r->scratch;
}

static void room_free(room *r)
{
    ra_free(r->values);
    ra_free(r->slopes);
    ra_free(r->names);
    ra_free(r->partials);
    ra_free(r->scratch);
}

/* The value of a formula, and its slope by the input whose slopes stand in the room. */
static double evaluate(room *r, const ra_expr *formula, const uint32_t *bind, double *slope)
{
    for (uint32_t i = 0; i < formula->name_count; i++)
        r->names[i] = r->values[bind[i]];
    double value = ra_expr_gradient(formula, r->names, r->partials, r->scratch);
    *slope = 0;
    for (uint32_t i = 0; i < formula->name_count; i++)
        if (r->partials[i] != 0 && r->slopes[bind[i]] != 0)
            *slope += r->partials[i] * r->slopes[bind[i]];
    return value;
}

/* Slopes of everything by one input, in the order in which formulas need each other. */
static void differentiate(room *r, uint32_t input)
{
    const ra_claim *claim = r->book->claim;
    memset(r->slopes, 0, claim->quantity_count * sizeof *r->slopes);
    r->slopes[input] = 1;
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_quantity *what = &claim->quantities[q];
        const ra_figure *figure = &what->figure[RA_AUDITED];
        bool drawn = what->kind != RA_STEP && figure->dist && !ra_dist_is_point(figure->dist);
        bool computed = what->kind == RA_STEP || figure->kind == RA_FIGURE_FORMULA;
        if (q != input && computed && !drawn && what->formula[RA_AUDITED])
            evaluate(r, what->formula[RA_AUDITED], what->bind[RA_AUDITED], &r->slopes[q]);
    }
}

static double category_slope(room *r, ra_category *category)
{
    const ra_claim *claim = r->book->claim;
    const ra_quantity *result = &claim->quantities[claim->result];
    double slope;
    if (category->quantity != UINT32_MAX) {
        category->value = r->values[category->quantity] * category->scale;
        return r->slopes[category->quantity] * category->scale;
    }
    category->value =
        evaluate(r, &category->expr, result->bind[RA_AUDITED], &slope) * category->scale;
    return slope * category->scale;
}

/* Adds one input's part, by squares, to every category and to the headline. */
static void add_input(ra_inventory *out, room *r, uint32_t i)
{
    const ra_input_result *input = &r->book->result->inputs[i];
    const ra_quantity *what = &r->book->claim->quantities[input->quantity];
    double whole = 0;
    out->u[i] = input->sd * what->figure[RA_AUDITED].factor;
    differentiate(r, input->quantity);
    for (uint32_t k = 0; k < out->count; k++) {
        ra_category *category = &out->category[k];
        double slope = category_slope(r, category), part = slope * out->u[i];
        bool factor = ra_inventory_factor(r->book, input->quantity);
        double *to = factor ? &category->factor : &category->activity;
        *to = hypot(*to, isfinite(part) ? part : 0);
        whole += slope;
    }
    out->effect[i] = fabs(whole * out->u[i]);
}

bool ra_inventory_new(ra_inventory *out, const ra_book *book)
{
    room r = {0};
    uint32_t inputs = book->result->input_count;
    *out = (ra_inventory){0};
    out->u = ra_calloc(inputs + 1, sizeof *out->u);
    out->effect = ra_calloc(inputs + 1, sizeof *out->effect);
    bool fine = out->u && out->effect && room_new(&r, book);
    if (fine) {
        find_categories(out, book);
        ra_book_follow(book, NULL, r.values);
        for (uint32_t i = 0; i < inputs; i++)
            add_input(out, &r, i);
    }
    room_free(&r);
    return fine;
}

void ra_inventory_free(ra_inventory *inventory)
{
    ra_free(inventory->u);
    ra_free(inventory->effect);
}
