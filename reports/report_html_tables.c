/* Uncertainty after every step, what to measure first, checks, things that people know, repeats. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CHECK_DIGITS 6
#define THING_DIGITS 2
#define SHARE_DIGITS 2
#define LEAST_SHARE  5e-5 /* smaller ones are shown as none */

static void add_range(ra_text *out, double low, ra_bounds low_bounds, double high,
                      ra_bounds high_bounds)
{
    if (!isnan(low) && !isnan(high) && low != high)
        ra_number_range(out, low, ra_bounds_half(low_bounds, low), high,
                        ra_bounds_half(high_bounds, high), RA_DIGITS_INTERVAL);
}

static void add_labelled(ra_text *out, const char *label, const ra_unit *unit)
{
    ra_text name = {0};

    ra_text_append(&name, label);
    if (unit != NULL && strcmp(ra_unit_text(unit), "1") != 0)
        ra_text_format(&name, " (%s)", ra_unit_text(unit));
    out->failed = out->failed || name.failed;
    ra_html_row_head(out, name.data != NULL ? name.data : "");
    ra_text_free(&name);
}

static const char *label_of(const ra_quantity *quantity)
{
    return quantity->label != NULL ? quantity->label : quantity->id;
}

/* Where the interval stands beside the median: what the chart of all steps shows. */
static void add_relative(ra_text *out, const ra_summary *audited)
{
    if (!(audited->p50 > 0) || !(audited->p5 > 0))
        return;
    ra_text_append(out, " data-low=\"");
    ra_text_number(out, audited->p5 / audited->p50);
    ra_text_append(out, "\" data-high=\"");
    ra_text_number(out, audited->p95 / audited->p50);
    ra_text_append(out, "\"");
}

static void add_step(ra_text *out, const ra_result *result, const ra_step_result *row)
{
    const ra_quantity *step = &result->claim->quantities[row->quantity];
    const ra_summary *audited = &row->audited;
    ra_text published = {0}, value = {0}, range = {0}, gsd = {0};

    ra_text_append(out, "<tr");
    add_relative(out, audited);
    ra_text_append(out, ">");
    add_labelled(out, label_of(step), step->unit);
    if (!isnan(row->published))
        ra_html_published_step(&published, result, row);
    if (!isnan(audited->p50))
        ra_number_write(&value, audited->p50, RA_DIGITS_VALUE);
    add_range(&range, audited->p5, audited->bounds[RA_Q5], audited->p95, audited->bounds[RA_Q95]);
    if (!isnan(audited->gsd))
        ra_number_write(&gsd, audited->gsd, RA_DIGITS_FACTOR);
    ra_html_number_cell(out, &published);
    ra_html_number_cell(out, &value);
    ra_html_number_cell(out, &range);
    ra_html_number_cell(out, &gsd);
    ra_text_append(out, "</tr>\n");
}

void ra_html_steps(ra_text *out, const ra_result *result)
{
    static const char *const headings[] = {"Step", ">Published", ">Audited, median", ">5 % to 95 %",
                                           ">Geometric st. dev."};
    ra_text summary = {0};

    if (result->step_count == 0)
        return;
    ra_text_append(out,
                   "<section id=\"steps\">\n<h2>How the uncertainty grows along the chain</h2>\n");
    ra_text_append(&summary, "Chart: the interval of every step, from 5 % to 95 %, beside its "
                             "median. The table below has all numbers.");
    ra_html_canvas(out, "steps", &summary);
    ra_html_table_open(out, "Uncertainty after every step", headings, COUNT(headings), true);
    for (uint32_t i = 0; i < result->step_count; i++)
        add_step(out, result, &result->steps[i]);
    ra_html_table_close(out, true);
    ra_text_append(out, "</section>\n");
}

/* A local figure is named with the assumption that it belongs to. */
static void add_input_name(ra_text *out, const ra_claim *claim, uint32_t q)
{
    const ra_quantity *quantity = &claim->quantities[q];
    ra_text name = {0};

    ra_text_append(&name, label_of(quantity));
    if (quantity->kind == RA_LOCAL)
        ra_text_format(&name, ", of: %s", label_of(&claim->quantities[quantity->owner]));
    out->failed = out->failed || name.failed;
    ra_html_row_head(out, name.data != NULL ? name.data : "");
    ra_text_free(&name);
}

static void add_input(ra_text *out, const ra_result *result, const ra_sensitivity *row)
{
    uint32_t q = result->inputs[row->input].quantity;
    ra_text share = {0}, exact = {0}, less = {0};

    ra_text_append(out, "<tr>");
    add_input_name(out, result->claim, q);
    if (!isnan(row->shapley) && row->shapley < LEAST_SHARE)
        ra_text_append(&share, "0 %");
    else if (!isnan(row->shapley))
        ra_number_percent(
            &share, row->shapley,
            ra_number_earned(row->shapley, RA_NORMAL_95 * row->shapley_se, SHARE_DIGITS));
    add_range(&exact, row->if_exact_p5, row->low_bounds, row->if_exact_p95, row->high_bounds);
    if (row->width_removed >= LEAST_SHARE)
        ra_number_percent(&less, row->width_removed, SHARE_DIGITS);
    ra_html_number_cell(out, &share);
    ra_html_number_cell(out, &exact);
    ra_html_number_cell(out, &less);
    ra_text_append(out, "</tr>\n");
}

void ra_html_sensitivity(ra_text *out, const ra_result *result)
{
    static const char *const headings[] = {"Input", ">Share of the variance",
                                           ">Headline if it were exact", ">Narrower by"};

    if (result->sensitivity.count == 0)
        return;
    ra_text_append(out, "<section id=\"sensitivity\">\n<h2>What to measure first</h2>\n");
    ra_html_table_open(out, "What to measure first", headings, COUNT(headings), false);
    for (uint32_t i = 0; i < result->sensitivity.count; i++)
        add_input(out, result, &result->sensitivity.rows[i]);
    ra_html_table_close(out, false);
    ra_text_append(out, "</section>\n");
}

static const char *check_label(const ra_result *result, const ra_check *check)
{
    const ra_figure *figure = ra_check_figure(result, check);

    if (figure == NULL)
        return result->claim->groups[check->group].label;
    if (figure == &result->claim->corrected)
        return "Corrected total";
    return label_of(&result->claim->quantities[check->quantity]);
}

static void add_check(ra_text *out, const ra_result *result, const ra_check *check)
{
    const ra_figure *figure = ra_check_figure(result, check);
    double factor = figure != NULL ? figure->factor : 1;
    ra_text printed = {0}, recomputed = {0}, outcome = {0};

    ra_text_append(out, "<tr>");
    add_labelled(out, check_label(result, check), figure != NULL ? figure->unit : NULL);
    if (check->printed != NULL)
        ra_text_append(&printed, check->printed);
    else
        ra_number_trim(&printed, check->stated / factor, CHECK_DIGITS);
    ra_number_trim(&recomputed, check->recomputed / factor, CHECK_DIGITS);
    ra_text_append(&outcome, ra_consistency_text(check->consistency));
    ra_html_number_cell(out, &printed);
    ra_html_number_cell(out, &recomputed);
    ra_html_cell(out, &outcome);
    ra_text_append(out, "</tr>\n");
}

void ra_html_checks(ra_text *out, const ra_result *result)
{
    static const char *const headings[] = {"Figure", ">Printed", ">Recomputed", "Does it follow?"};

    if (result->check_count == 0)
        return;
    ra_text_append(out, "<section id=\"checks\">\n<h2>Do the printed figures follow from their "
                        "inputs?</h2>\n");
    ra_html_table_open(out, "Printed figures and their recomputation", headings, COUNT(headings),
                       false);
    for (uint32_t i = 0; i < result->check_count; i++)
        add_check(out, result, &result->checks[i]);
    ra_html_table_close(out, false);
    for (uint32_t i = 0; i < result->check_count; i++) {
        ra_text slips = {0};
        ra_piece_slips(&slips, result, &result->checks[i], check_label(result, &result->checks[i]));
        if (slips.length > 0)
            ra_html_element(out, "p", "remark", &slips);
        ra_text_free(&slips);
    }
    ra_text_append(out, "</section>\n");
}

static void add_thing(ra_text *out, const ra_equivalence *thing)
{
    ra_text published = {0}, value = {0}, range = {0}, size = {0};

    ra_text_append(out, "<tr>");
    ra_html_row_head(out, thing->row->label);
    ra_number_write(&published, thing->published, THING_DIGITS);
    ra_number_write(&value, thing->value, THING_DIGITS);
    add_range(&range, thing->p5, thing->low_bounds, thing->p95, thing->high_bounds);
    ra_piece_thing(&size, thing);
    ra_html_number_cell(out, &published);
    ra_html_number_cell(out, &value);
    ra_html_number_cell(out, &range);
    ra_html_cell(out, &size);
    ra_text_append(out, "</tr>\n");
}

void ra_html_equivalences(ra_text *out, const ra_result *result)
{
    static const char *const headings[] = {"Thing", ">Published", ">Audited", ">5 % to 95 %",
                                           "Size of one"};

    if (result->equivalence_count == 0)
        return;
    ra_text_append(out, "<section id=\"things\">\n<h2>In things that people know</h2>\n");
    ra_html_table_open(out, "The headline in things that people know", headings, COUNT(headings),
                       false);
    for (uint32_t i = 0; i < result->equivalence_count; i++)
        add_thing(out, &result->equivalences[i]);
    ra_html_table_close(out, false);
    ra_text_append(out, "</section>\n");
}

void ra_html_repeats(ra_text *out, const ra_result *result)
{
    const ra_claim *claim = result->claim;

    if (claim->repeat_count == 0)
        return;
    ra_text_append(out, "<section id=\"repeats\">\n<h2>Where it was repeated</h2>\n<ul>\n");
    for (uint32_t i = 0; i < claim->repeat_count; i++) {
        ra_text line = {0};
        ra_piece_repeat(&line, claim, &claim->repeated[i]);
        ra_html_element(out, "li", claim->repeated[i].differs ? "differs" : NULL, &line);
        ra_text_append(out, "\n");
    }
    ra_text_append(out, "</ul>\n</section>\n");
}
