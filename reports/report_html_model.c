/* The script that the page computes from: the figures of all quantities on both sides, the formulas
 * in JavaScript, and the draws. It holds numbers and formulas alone, no text of the claim, so that
 * nothing in it could end the script or be run. */
#include <inttypes.h>
#include <math.h>

#include "models/alloc.h"
#include "models/dist.h"
#include "reports/report_html.h"

#define NONE UINT32_MAX

static void add_number(ra_text *out, double value)
{
    if (isnan(value))
        ra_text_append(out, "NaN");
    else if (isinf(value))
        ra_text_append(out, value < 0 ? "-Infinity" : "Infinity");
    else
        ra_text_number(out, value);
}

/* The i-th name of a formula is the i-th argument of its function. */
typedef struct {
    char name[16];
} namer;

static const char *argument(void *context, uint32_t name)
{
    namer *own = context;

    snprintf(own->name, sizeof own->name, "v%" PRIu32, name);
    return own->name;
}

static void add_formula(ra_text *out, const ra_expr *formula)
{
    namer own = {0};

    if (formula == NULL) {
        ra_text_append(out, "null");
        return;
    }
    ra_text_append(out, "(");
    for (uint32_t i = 0; i < formula->name_count; i++)
        ra_text_format(out, "%sv%" PRIu32, i > 0 ? "," : "", i);
    ra_text_append(out, ")=>");
    ra_expr_emit(formula, RA_DIALECT_JAVASCRIPT, argument, &own, out);
}

static void add_binds(ra_text *out, const ra_quantity *quantity, int side)
{
    const ra_expr *formula = quantity->formula[side];

    ra_text_append(out, "[");
    for (uint32_t i = 0; formula != NULL && i < formula->name_count; i++)
        ra_text_format(out, "%s%" PRIu32, i > 0 ? "," : "", quantity->bind[side][i]);
    ra_text_append(out, "]");
}

/* The point estimate of a figure in the unit of its quantity. */
static double point_of(const ra_quantity *quantity, int side)
{
    const ra_figure *figure = &quantity->figure[side];

    return figure->kind == RA_FIGURE_NONE ? (double)NAN : figure->value * figure->factor;
}

static bool has_figure(const ra_quantity *quantity, int side)
{
    return quantity->figure[side].kind != RA_FIGURE_NONE;
}

static void add_quantity(ra_text *out, const ra_quantity *quantity, uint32_t draw)
{
    ra_text_format(out, "{id:\"%s\",step:%s,has:[%s,%s],points:[",
                   quantity->kind == RA_LOCAL ? "" : quantity->id,
                   quantity->kind == RA_STEP ? "true" : "false",
                   has_figure(quantity, RA_PUBLISHED) ? "true" : "false",
                   has_figure(quantity, RA_AUDITED) ? "true" : "false");
    add_number(out, point_of(quantity, RA_PUBLISHED));
    ra_text_append(out, ",");
    add_number(out, point_of(quantity, RA_AUDITED));
    ra_text_append(out, "],formulas:[");
    add_formula(out, quantity->formula[RA_PUBLISHED]);
    ra_text_append(out, ",\n");
    add_formula(out, quantity->formula[RA_AUDITED]);
    ra_text_append(out, "],binds:[");
    add_binds(out, quantity, RA_PUBLISHED);
    ra_text_append(out, ",");
    add_binds(out, quantity, RA_AUDITED);
    ra_text_append(out, "],draw:");
    ra_text_format(out, draw != NONE ? "%" PRIu32 "}" : "-1}", draw);
}

/* Whether a step reads a quantity, on either side. */
static bool read_by_step(const ra_claim *claim, uint32_t quantity)
{
    for (uint32_t s = 0; s < claim->quantity_count; s++) {
        const ra_quantity *step = &claim->quantities[s];
        for (int side = 0; side < RA_SIDES && step->kind == RA_STEP; side++) {
            const ra_expr *formula = step->formula[side];
            for (uint32_t i = 0; formula != NULL && i < formula->name_count; i++)
                if (step->bind[side][i] == quantity)
                    return true;
        }
    }
    return false;
}

/* Whether the sides of a quantity may differ: an assumption that a step reads and that has a
 * published figure (the audited one may be set), or a step whose method was changed. */
static bool may_change(const ra_claim *claim, uint32_t q)
{
    const ra_quantity *quantity = &claim->quantities[q];

    if (quantity->kind == RA_STEP)
        return quantity->changed;
    return quantity->kind == RA_ASSUMPTION && has_figure(quantity, RA_PUBLISHED) &&
           read_by_step(claim, q);
}

static void add_quantities(ra_text *out, const ra_claim *claim, const uint32_t *draw_of)
{
    const char *comma = "";

    ra_text_append(out, "quantities:[\n");
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        add_quantity(out, &claim->quantities[q], draw_of[q]);
        ra_text_append(out, ",\n");
    }
    ra_text_append(out, "],\norder:[");
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        ra_text_format(out, "%s%" PRIu32, i > 0 ? "," : "", claim->order[i]);
    ra_text_append(out, "],\nrungs:[");
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        if (may_change(claim, q)) {
            ra_text_format(out, "%s%" PRIu32, comma, q);
            comma = ",";
        }
    }
    ra_text_append(out, "],\n");
}

static void add_run(ra_text *out, const ra_result *result)
{
    const ra_claim *claim = result->claim;

    ra_text_format(out, "trials:%d,seed:[%" PRIu32 ",%" PRIu32 "],level:", RA_HTML_TRIALS,
                   (uint32_t)result->seed, (uint32_t)(result->seed >> 32));
    add_number(out, result->level);
    ra_text_append(out, ",stated:");
    add_number(out, result->stated);
    ra_text_format(out, ",\nresult:%" PRIu32 ",scale:(v)=>v*", claim->result);
    add_number(out, claim->result_factor);
    ra_text_append(out, ",\n");
}

ra_status ra_html_model(ra_text *out, const ra_result *result, ra_diag *diag)
{
    const ra_claim *claim = result->claim;
    uint32_t *draw_of = ra_calloc(claim->quantity_count, sizeof *draw_of);
    ra_text draws = {0};
    ra_status status = draw_of != NULL ? RA_OK : RA_NOMEM;

    for (uint32_t q = 0; status == RA_OK && q < claim->quantity_count; q++)
        draw_of[q] = NONE;
    if (status == RA_OK)
        status = ra_html_draws(&draws, result, draw_of, diag);
    if (status == RA_OK && draws.failed)
        status = RA_NOMEM;
    if (status == RA_OK) {
        ra_text_append(out, "\"use strict\";\n(globalThis.reaudit ||= {}).model={\n");
        add_run(out, result);
        add_quantities(out, claim, draw_of);
        ra_text_append_bytes(out, draws.data, draws.length);
        ra_text_append(out, "};\n");
    }
    ra_text_free(&draws);
    ra_free(draw_of);
    return status;
}

/* Whether a figure on the audited side derives from a quantity, directly or through others. */
static bool derives_from(const ra_claim *claim, uint32_t q, uint32_t from, int depth)
{
    const ra_quantity *quantity = &claim->quantities[q];
    const ra_expr *formula = quantity->kind != RA_STEP ? quantity->formula[RA_AUDITED] : NULL;

    for (uint32_t i = 0; formula != NULL && depth > 0 && i < formula->name_count; i++) {
        uint32_t read = quantity->bind[RA_AUDITED][i];
        if (read == from || derives_from(claim, read, from, depth - 1))
            return true;
    }
    return false;
}

/* Figures derive from figures to no greater depth than this (they cannot be cyclic). */
#define MOST_DEPTH 8

bool ra_html_movable(const ra_claim *claim, uint32_t quantity)
{
    /* What a measurement retired has no other value on the audited side. */
    if (claim->quantities[quantity].kind != RA_ASSUMPTION || claim->quantities[quantity].retired)
        return false;
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_figure *figure = &claim->quantities[q].figure[RA_AUDITED];
        bool lawful = figure->dist != NULL && claim->quantities[q].formula[RA_AUDITED] != NULL;
        if (lawful && derives_from(claim, q, quantity, MOST_DEPTH))
            return false;
    }
    return true;
}
