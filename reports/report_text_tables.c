/* The tables of the text report: groups, steps, checks, equivalences. */
#include <math.h>
#include <string.h>

#include "reports/number.h"
#include "reports/report_text.h"

#define GAP 2
#define MAX_LABEL 34
#define NUMBER_WIDTH 11
#define INTERVAL_WIDTH 20

/* Returns the width of the column of labels: `others` columns are taken by the rest of the row. */
static int label_width(const ra_page *page, int others)
{
    int width = page->width - RA_TABLE_INDENT - others;

    return width > MAX_LABEL ? MAX_LABEL : width < 12 ? 12 : width;
}

/* A cell to the right with a gap before it. The text is freed. */
static void write_cell(ra_page *page, int width, ra_text *text)
{
    if (text->failed)
        page->text.failed = true;
    else
        ra_page_right(page, GAP + width, text->data != NULL ? text->data : "");
    ra_text_free(text);
}

static void write_number(ra_page *page, double value, int digits)
{
    ra_text text = {0};

    if (isnan(value))
        ra_text_append(&text, "\u2013");
    else
        ra_number_write(&text, value, digits);
    write_cell(page, NUMBER_WIDTH, &text);
}

static void write_range(ra_page *page, double low, double high)
{
    ra_text text = {0};

    if (isnan(low) || low == high)
        ra_text_append(&text, "\u2013");
    else
        ra_number_interval(&text, low, high, RA_DIGITS_INTERVAL);
    write_cell(page, INTERVAL_WIDTH, &text);
}

/* The check of a group's printed factor, or NULL. */
static const ra_check *group_check(const ra_result *result, uint32_t group)
{
    uint32_t i;

    for (i = 0; i < result->check_count; i++) {
        if (result->checks[i].quantity == UINT32_MAX && result->checks[i].group == group)
            return &result->checks[i];
    }
    return NULL;
}

/* What a source printed for the group's factor, and whether the audit gives it. */
static void write_printed(ra_page *page, const ra_check *check)
{
    bool follows = check->consistency != RA_DOES_NOT_FOLLOW;

    ra_page_pad(page, page->column + GAP);
    ra_page_format(page, "printed %s: ", check->printed);
    ra_page_style(page, follows ? RA_STYLE_PLAIN : RA_STYLE_BAD);
    ra_page_put(page, follows ? "agrees" : "differs");
    ra_page_style(page, RA_STYLE_PLAIN);
}

void ra_report_groups(ra_page *page, const ra_result *result)
{
    const int share_width = 6;
    int width = label_width(page, 2 * GAP + 8 + share_width + GAP + 12 + 22);
    uint32_t i;

    if (result->group_count == 0)
        return;
    ra_page_heading(page, "By cause");
    for (i = 0; i < result->group_count; i++) {
        const ra_group_result *group = &result->groups[i];
        const ra_check *check = group_check(result, group->group);
        ra_text change = {0}, share = {0};
        ra_label label;

        ra_page_pad(page, RA_TABLE_INDENT);
        ra_piece_label(page, &label, width, result->claim->groups[group->group].label);
        ra_piece_change(&change, group->factor);
        write_cell(page, 8, &change);
        if (isfinite(group->share)) {
            ra_number_percent(&share, group->share, group->share >= 0.1 ? 2 : 1);
            write_cell(page, share_width, &share);
            ra_page_put(page, " of the gap");
        }
        if (check != NULL)
            write_printed(page, check);
        if (group->boundary)
            ra_page_put(page, "  (wider boundary)");
        ra_piece_label_rest(page, &label);
    }
}

/* "Energy of the site (kWh)" */
static void append_step_name(ra_text *out, const ra_quantity *step)
{
    ra_text_append(out, step->label != NULL ? step->label : step->id);
    if (step->unit != NULL && strcmp(ra_unit_text(step->unit), "1") != 0)
        ra_text_format(out, " (%s)", ra_unit_text(step->unit));
}

static void write_step(ra_page *page, const ra_result *result, const ra_step_result *step,
                       int width, bool published)
{
    ra_text name = {0};
    ra_label label;

    append_step_name(&name, &result->claim->quantities[step->quantity]);
    ra_page_pad(page, RA_TABLE_INDENT);
    ra_piece_label(page, &label, width, name.failed ? "" : name.data);
    ra_text_free(&name);
    if (published)
        write_number(page, step->published, RA_DIGITS_VALUE);
    write_number(page, step->audited.point, RA_DIGITS_VALUE);
    write_range(page, step->audited.p5, step->audited.p95);
    write_number(page, step->audited.constant ? NAN : step->audited.gsd, RA_DIGITS_FACTOR);
    ra_piece_label_rest(page, &label);
}

void ra_report_steps(ra_page *page, const ra_result *result)
{
    int numbers = 2 * (GAP + NUMBER_WIDTH) + GAP + INTERVAL_WIDTH;
    bool published = page->width - RA_TABLE_INDENT - numbers - GAP - NUMBER_WIDTH >= 16;
    int width = label_width(page, numbers + (published ? GAP + NUMBER_WIDTH : 0));
    uint32_t i;

    if (result->step_count == 0)
        return;
    ra_page_heading(page, "How the uncertainty grows along the chain");
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT + width);
    if (published)
        ra_page_right(page, GAP + NUMBER_WIDTH, "published");
    ra_page_right(page, GAP + NUMBER_WIDTH, "audited");
    ra_page_right(page, GAP + INTERVAL_WIDTH, "5 % to 95 %");
    ra_page_right(page, GAP + NUMBER_WIDTH, "geom. sd");
    ra_page_line(page);
    for (i = 0; i < result->step_count; i++)
        write_step(page, result, &result->steps[i], width, published);
}

/* What a check says about itself in its row. */
static ra_style consistency_style(ra_consistency consistency)
{
    if (consistency == RA_REPRODUCES || consistency == RA_REPRODUCES_ROUNDED)
        return RA_STYLE_GOOD;
    return consistency == RA_DOES_NOT_FOLLOW ? RA_STYLE_BAD : RA_STYLE_QUIET;
}

/* The words of the row's name: that of the step, or what the engine calls it. */
static const char *check_name(const ra_result *result, const ra_check *check)
{
    if (check->quantity != UINT32_MAX && result->claim->quantities[check->quantity].label != NULL)
        return result->claim->quantities[check->quantity].label;
    if (check->group != UINT32_MAX)
        return result->claim->groups[check->group].label;
    return check->label;
}

static void write_check(ra_page *page, const ra_result *result, const ra_check *check, int width)
{
    ra_text printed = {0}, recomputed = {0};
    ra_label label;

    ra_page_pad(page, RA_TABLE_INDENT);
    ra_piece_label(page, &label, width, check_name(result, check));
    if (check->printed != NULL)
        ra_text_append(&printed, check->printed);
    else
        ra_number_trim(&printed, check->stated, RA_DIGITS_VALUE);
    ra_number_write(&recomputed, check->recomputed, RA_DIGITS_VALUE + 2);
    write_cell(page, NUMBER_WIDTH, &printed);
    write_cell(page, NUMBER_WIDTH, &recomputed);
    ra_page_pad(page, page->column + GAP);
    ra_page_style(page, consistency_style(check->consistency));
    ra_page_wrap(page, page->column, ra_consistency_text(check->consistency));
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_piece_label_rest(page, &label);
}

void ra_report_checks(ra_page *page, const ra_result *result)
{
    int width = label_width(page, 2 * (GAP + NUMBER_WIDTH) + GAP + 24);
    uint32_t i;

    if (result->check_count == 0)
        return;
    ra_page_heading(page, "Do the printed figures follow from their inputs?");
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT + width);
    ra_page_right(page, GAP + NUMBER_WIDTH, "printed");
    ra_page_right(page, GAP + NUMBER_WIDTH, "recomputed");
    ra_page_line(page);
    for (i = 0; i < result->check_count; i++)
        write_check(page, result, &result->checks[i], width);
}

void ra_report_equivalences(ra_page *page, const ra_result *result)
{
    int width = label_width(page, 2 * (GAP + NUMBER_WIDTH) + GAP + INTERVAL_WIDTH);
    uint32_t i;

    if (result->equivalence_count == 0)
        return;
    ra_page_heading(page, "In things that people know");
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT + width);
    ra_page_right(page, GAP + NUMBER_WIDTH, "published");
    ra_page_right(page, GAP + NUMBER_WIDTH, "audited");
    ra_page_right(page, GAP + INTERVAL_WIDTH, "5 % to 95 %");
    ra_page_line(page);
    for (i = 0; i < result->equivalence_count; i++) {
        const ra_equivalence *thing = &result->equivalences[i];
        ra_label label;
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_piece_label(page, &label, width, thing->row->label);
        write_number(page, thing->published, 2);
        write_number(page, thing->value, 2);
        write_range(page, thing->p5, thing->p95);
        ra_piece_label_rest(page, &label);
    }
}
