/* The chain as a story: step by step, each with the figures that it reads: what was assumed, what
 * is right, why, on whose word, and a switch and a slider to try another value. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

/* What the parts of the story need. */
typedef struct {
    ra_text *out;
    const ra_result *result;
    const ra_claim *claim;
    const ra_report_options *options;
    bool *told; /* by quantity: it has had its place */
} story;

static const char *label_of(const ra_quantity *quantity)
{
    return quantity->label != NULL ? quantity->label : quantity->id;
}

/* "chips / machine, where chips is 8" */
static void add_derivation(const story *in, uint32_t q, int side)
{
    const ra_quantity *quantity = &in->claim->quantities[q];
    const char *before = " where ";

    if (quantity->formula[side] == NULL)
        return;
    ra_text_append(in->out, "<p class=\"derived\">= <code>");
    ra_html_text(in->out, quantity->formula[side]->text);
    ra_text_append(in->out, "</code>");
    for (uint32_t i = 0; i < in->claim->quantity_count; i++) {
        const ra_quantity *local = &in->claim->quantities[i];
        ra_text figure = {0};
        if (local->kind != RA_LOCAL || local->owner != q || (int)local->owner_side != side)
            continue;
        const char *dot = strchr(local->id, '.');
        ra_text_append(in->out, before);
        ra_html_put(in->out, "code", NULL, dot != NULL ? dot + 1 : local->id);
        ra_text_append(in->out, " is ");
        ra_piece_figure(&figure, &local->figure[side]);
        ra_html_piece(in->out, &figure);
        before = ", ";
    }
    ra_text_append(in->out, "</p>");
}

static const char *law_of(const ra_result *result, uint32_t q)
{
    for (uint32_t i = 0; i < result->input_count; i++)
        if (result->inputs[i].quantity == q)
            return result->inputs[i].law;
    return NULL;
}

/* One side of an assumption: figure, derivation, law, reason, source. */
static void add_side(const story *in, uint32_t q, int side)
{
    const ra_quantity *quantity = &in->claim->quantities[q];
    const ra_figure *figure = &quantity->figure[side];
    const char *law = side == RA_AUDITED ? law_of(in->result, q) : NULL;
    ra_text text = {0};

    ra_text_format(in->out, "<div class=\"side %s\"><h4>%s</h4>",
                   side == RA_PUBLISHED ? "was" : "is",
                   side == RA_PUBLISHED ? "Published" : "Audited");
    if (figure->kind == RA_FIGURE_NONE) {
        ra_text_format(in->out, "<p class=\"value none\">%s</p></div>\n",
                       ra_claim_uses(in->claim, q, (ra_side)side) ? "the same"
                                                                  : "not part of this side");
        return;
    }
    ra_piece_figure(&text, figure);
    ra_html_element(in->out, "p", "value", &text);
    add_derivation(in, q, side);
    if (law != NULL)
        ra_html_put(in->out, "p", "law", law);
    if (figure->reason != NULL)
        ra_html_put(in->out, "p", "reason", figure->reason);
    ra_text_append(in->out, "<p class=\"source\">");
    ra_html_put(in->out, "span", "origin", ra_origin_text(figure->origin));
    if (figure->citation.source != NULL)
        ra_text_append(in->out, " \u00b7 ");
    ra_html_citation(in->out, &figure->citation, in->options);
    ra_text_append(in->out, "</p></div>\n");
}

static void add_switch(const story *in, uint32_t q)
{
    if (!in->claim->quantities[q].changed)
        return;
    ra_text_format(in->out,
                   "<label class=\"switch\"><input type=\"checkbox\" role=\"switch\" "
                   "data-switch=\"%" PRIu32 "\" checked> <span>Make this correction<span "
                   "class=\"away\">: ",
                   q);
    ra_html_text(in->out, label_of(&in->claim->quantities[q]));
    ra_text_append(in->out, "</span></span></label>\n");
}

/* The script sets the ends of the slider. Without it, the controls stay hidden. */
static void add_slider(const story *in, uint32_t q)
{
    const ra_quantity *quantity = &in->claim->quantities[q];
    const char *unit = ra_unit_text(quantity->unit);

    if (!ra_html_movable(in->claim, q))
        return;
    ra_text_format(in->out,
                   "<div class=\"slide\"><label for=\"slider-%" PRIu32
                   "\">Another value<span class=\"away\"> of ",
                   q);
    ra_html_text(in->out, label_of(quantity));
    ra_text_format(in->out,
                   "</span></label><input type=\"range\" id=\"slider-%" PRIu32
                   "\" data-slider=\"%" PRIu32 "\" min=\"0\" max=\"1000\" step=\"1\" value=\"500\">"
                   "<input type=\"number\" step=\"any\" data-number=\"%" PRIu32 "\" aria-label=\"",
                   q, q, q);
    ra_html_text(in->out, label_of(quantity));
    if (strcmp(unit, "1") != 0) {
        ra_text_append(in->out, ", in ");
        ra_html_text(in->out, unit);
    }
    ra_text_append(in->out, "\"> <span class=\"unit\">");
    ra_html_text(in->out, strcmp(unit, "1") != 0 ? unit : "");
    ra_text_append(in->out, "</span></div>\n");
}

static void add_controls(const story *in, uint32_t q)
{
    if (!in->claim->quantities[q].changed && !ra_html_movable(in->claim, q))
        return;
    ra_text_format(in->out, "<div class=\"controls\" data-quantity=\"%" PRIu32 "\" hidden>\n", q);
    add_switch(in, q);
    add_slider(in, q);
    ra_text_format(in->out,
                   "<button type=\"button\" data-undo=\"%" PRIu32 "\" hidden>As audited<span "
                   "class=\"away\">: ",
                   q);
    ra_html_text(in->out, label_of(&in->claim->quantities[q]));
    ra_text_append(in->out, "</span></button>\n");
    ra_text_append(in->out, "</div>\n");
}

/* In the place of an audited figure: what was measured. */
static void add_retired(const story *in, const ra_quantity *quantity)
{
    ra_text_append(in->out, "<div class=\"side is\"><h4>Audited</h4><p class=\"value none\">does not "
                            "count: \u201c");
    ra_html_text(in->out, label_of(&in->claim->quantities[quantity->retired_by]));
    ra_text_append(in->out, "\u201d is measured</p></div>\n");
}

static void add_assumption(const story *in, uint32_t q)
{
    const ra_quantity *quantity = &in->claim->quantities[q];

    in->told[q] = true;
    ra_text_format(in->out, "<article class=\"link%s\" id=\"q-%" PRIu32 "\">\n<h3>",
                   quantity->changed ? " changed" : "", q);
    ra_html_text(in->out, label_of(quantity));
    ra_text_append(in->out, "</h3>\n");
    if (quantity->group >= 0) {
        const ra_group *group = &in->claim->groups[quantity->group];
        ra_html_put(in->out, "p", "group", group->label != NULL ? group->label : group->id);
    }
    if (quantity->note != NULL)
        ra_html_put(in->out, "p", "note", quantity->note);
    ra_text_append(in->out, "<div class=\"sides\">\n");
    add_side(in, q, RA_PUBLISHED);
    if (quantity->retired)
        add_retired(in, quantity);
    else if (quantity->figure[RA_AUDITED].inherited && quantity->figure[RA_AUDITED].dist == NULL)
        ra_text_append(in->out,
                       "<div class=\"side is\"><h4>Audited</h4><p class=\"value none\">the "
                       "same</p></div>\n");
    else
        add_side(in, q, RA_AUDITED);
    ra_text_append(in->out, "</div>\n");
    add_controls(in, q);
    ra_text_append(in->out, "</article>\n");
}

/* Adds the assumptions that a formula reads and that have not been told yet, and what they derive
 * from. */
static void add_read(const story *in, const ra_quantity *reader, int side)
{
    const ra_expr *formula = reader->formula[side];

    for (uint32_t i = 0; formula != NULL && i < formula->name_count; i++) {
        uint32_t q = reader->bind[side][i];
        const ra_quantity *read = &in->claim->quantities[q];
        if (read->kind != RA_ASSUMPTION || in->told[q])
            continue;
        add_assumption(in, q);
        add_read(in, read, RA_PUBLISHED);
        add_read(in, read, RA_AUDITED);
    }
}

static const ra_step_result *step_result(const ra_result *result, uint32_t q)
{
    for (uint32_t i = 0; i < result->step_count; i++)
        if (result->steps[i].quantity == q)
            return &result->steps[i];
    return NULL;
}

static void add_method(const story *in, const ra_quantity *step)
{
    const ra_expr *before = step->formula[RA_PUBLISHED], *after = step->formula[RA_AUDITED];

    ra_text_append(in->out, "<p class=\"formula\"><code>");
    ra_html_text(in->out, step->id);
    ra_text_append(in->out, " = ");
    ra_html_text(in->out, before != NULL  ? before->text
                          : after != NULL ? after->text
                                          : "as printed");
    ra_text_append(in->out, "</code></p>\n");
    if (!step->changed || after == NULL)
        return;
    ra_text_append(in->out, "<p class=\"formula\">Audited: <code>");
    ra_html_text(in->out, step->id);
    ra_text_append(in->out, " = ");
    ra_html_text(in->out, after->text);
    ra_text_append(in->out, "</code></p>\n");
    if (step->figure[RA_AUDITED].reason != NULL)
        ra_html_put(in->out, "p", "reason", step->figure[RA_AUDITED].reason);
    ra_text_append(in->out, "<p class=\"source\">");
    ra_html_citation(in->out, &step->figure[RA_AUDITED].citation, in->options);
    ra_text_append(in->out, "</p>\n");
}

/* The place for what the settings make of a step. */
static void add_setting(const story *in, uint32_t q)
{
    const char *unit = ra_unit_text(in->claim->quantities[q].unit);

    ra_text_format(in->out,
                   "<span class=\"with\" hidden>, with your settings <strong data-step=\"%" PRIu32
                   "\"></strong> ",
                   q);
    ra_html_text(in->out, strcmp(unit, "1") != 0 ? unit : "");
    ra_text_append(in->out, "</span>");
}

static void add_values(const story *in, const ra_step_result *row, const ra_quantity *step)
{
    ra_text published = {0}, audited = {0};

    if (isnan(row->published))
        ra_text_append(&published, "not part of it");
    else
        ra_html_published_step(&published, in->result, row);
    if (!isnan(row->published))
        ra_piece_unit(&published, step->unit);
    if (isnan(row->audited.point))
        ra_text_append(&audited, "not part of it");
    else
        ra_piece_value(&audited, row->audited.point, RA_DIGITS_VALUE, step->unit);
    ra_text_append(in->out, "<p class=\"step-values\">Published ");
    ra_html_element(in->out, "strong", NULL, &published);
    ra_text_append(in->out, ", audited ");
    ra_html_element(in->out, "strong", NULL, &audited);
    if (!isnan(row->audited.point))
        add_setting(in, row->quantity);
    ra_text_append(in->out, "</p>\n");
}

static void add_step(const story *in, uint32_t q, const ra_step_result *row)
{
    const ra_quantity *step = &in->claim->quantities[q];

    ra_text_format(in->out, "<section class=\"step\" id=\"q-%" PRIu32 "\">\n<h3>", q);
    ra_html_text(in->out, label_of(step));
    ra_text_append(in->out, "</h3>\n");
    add_method(in, step);
    if (step->note != NULL)
        ra_html_put(in->out, "p", "note", step->note);
    add_values(in, row, step);
    if (step->changed)
        add_controls(in, q);
    ra_text_append(in->out, "</section>\n");
    add_read(in, step, RA_PUBLISHED);
    add_read(in, step, RA_AUDITED);
}

void ra_html_story(ra_text *out, const ra_result *result, const ra_report_options *options)
{
    const ra_claim *claim = result->claim;
    bool *told = ra_calloc((size_t)claim->quantity_count + 1, sizeof *told);
    story in = {out, result, claim, options, told};

    if (told == NULL) {
        out->failed = true;
        return;
    }
    ra_text_append(out, "<section id=\"story\">\n<h2>The chain, link by link</h2>\n");
    if (claim->auditor.reason != NULL)
        ra_html_put(out, "p", "note", claim->auditor.reason);
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_step_result *row = step_result(result, q);
        if (claim->quantities[q].kind == RA_STEP && row != NULL)
            add_step(&in, q, row);
    }
    ra_text_append(out, "</section>\n");
    ra_free(told);
}
