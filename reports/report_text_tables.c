/* The tables of the text report: groups, steps, checks, equivalences. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_text_table.h"

/* A recomputed figure needs the digits that were printed, and some more. */
#define CHECK_DIGITS 6

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

/* The check of a group's printed factor, or NULL. */
static const ra_check *group_check(const ra_result *result, uint32_t group)
{
    for (uint32_t i = 0; i < result->check_count; i++) {
        if (result->checks[i].quantity == UINT32_MAX && result->checks[i].group == group)
            return &result->checks[i];
    }
    return NULL;
}

/* What a check says about itself in its row. */
static const struct {
    const char *text;
    ra_style style;
} outcomes[] = {
    [RA_REPRODUCES] = {"reproduces", RA_STYLE_GOOD},
    [RA_REPRODUCES_ROUNDED] = {"within rounding", RA_STYLE_GOOD},
    [RA_DOES_NOT_FOLLOW] = {"does not follow", RA_STYLE_BAD},
    [RA_IMPLIED] = {"implied", RA_STYLE_QUIET},
    [RA_NOT_STATED] = {"not stated", RA_STYLE_QUIET},
    [RA_NOT_CHECKED] = {"not checked", RA_STYLE_QUIET},
};

/* "2.5 does not follow": the printed factor, and what its check says. */
static void write_group_check(ra_table_layout *table, int indent, const ra_check *check)
{
    ra_page *page = table->page;

    ra_table_remark(table, RA_STYLE_PLAIN, check->printed);
    if (check->consistency == RA_NOT_CHECKED)
        return;
    ra_page_pad(page, page->column + 1);
    ra_page_style(page, outcomes[check->consistency].style);
    ra_page_wrap(page, indent, outcomes[check->consistency].text);
    ra_page_style(page, RA_STYLE_PLAIN);
}

static void write_group(ra_table_layout *table, const ra_result *result,
                        const ra_group_result *group)
{
    const ra_check *check = group_check(result, group->group);
    ra_text change = {0}, share = {0};

    ra_table_row_start(table, result->claim->groups[group->group].label);
    ra_piece_change(&change, group->factor);
    ra_table_cell(table, RA_COLUMN_CHANGE, &change);
    if (isfinite(group->share))
        ra_number_percent(&share, group->share, fabs(group->share) >= 0.1 ? 2 : 1);
    ra_table_cell(table, RA_COLUMN_SHARE, &share);
    if (check != NULL)
        write_group_check(table, table->page->column + 2, check);
    if (group->boundary)
        ra_table_remark(table, RA_STYLE_CARE, "wider boundary");
    ra_table_row_end(table);
}

/* What the shares are shares of; nothing where there are none. */
static void write_share_basis(ra_page *page, const ra_result *result)
{
    bool any = false;

    for (uint32_t i = 0; i < result->group_count; i++)
        any = any || isfinite(result->groups[i].share);
    if (!any)
        return;
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT);
    ra_page_wrap(page, RA_TABLE_INDENT,
                 result->attribution.basis == RA_BASIS_LOG
                     ? "Shares are of the logarithm of the whole factor."
                     : "Shares are of the difference between published and audited.");
    ra_page_line(page);
}

void ra_report_groups(ra_page *page, const ra_result *result)
{
    static const ra_column columns[] = {RA_COLUMN_CHANGE, RA_COLUMN_SHARE, RA_COLUMN_REMARK};
    static const char *const names[] = {"change", "share", "printed"};
    ra_table_layout table = ra_table_layout_new(page, columns, COUNT(columns));

    if (result->group_count == 0)
        return;
    ra_page_heading(page, "By cause");
    ra_table_layout_names(&table, columns, names, COUNT(columns));
    for (uint32_t i = 0; i < result->group_count; i++)
        write_group(&table, result, &result->groups[i]);
    write_share_basis(page, result);
}

/* "Energy of the site (kWh)" */
static void append_name(ra_text *out, const char *label, const ra_unit *unit)
{
    ra_text_append(out, label);
    if (unit != NULL && strcmp(ra_unit_text(unit), "1") != 0)
        ra_text_format(out, " (%s)", ra_unit_text(unit));
}

/* What a person calls a step. */
static const char *step_label(const ra_quantity *step)
{
    return step->label != NULL ? step->label : step->id;
}

/* Starts a row with a name that was made; frees it. */
static void start_row(ra_table_layout *table, ra_text *name)
{
    table->page->text.failed = table->page->text.failed || name->failed;
    ra_table_row_start(table, name->data != NULL ? name->data : "");
    ra_text_free(name);
}

/* With at least the digits that were printed for the step, so that the ladder and the checks show
 * the same number. */
static void write_published(ra_table_layout *table, const ra_claim *claim,
                            const ra_step_result *step)
{
    const ra_quantity *quantity = &claim->quantities[step->quantity];
    int printed = step->quantity == claim->result ? claim->stated.digits
                                                  : quantity->figure[RA_PUBLISHED].digits;
    ra_text text = {0};

    if (printed <= RA_DIGITS_VALUE) {
        ra_table_number(table, RA_COLUMN_NUMBER, step->published, RA_DIGITS_VALUE);
        return;
    }
    ra_number_trim(&text, step->published, printed);
    ra_table_cell(table, RA_COLUMN_NUMBER, &text);
}

static void write_step(ra_table_layout *table, const ra_result *result, const ra_step_result *step)
{
    const ra_quantity *quantity = &result->claim->quantities[step->quantity];
    const ra_summary *audited = &step->audited;
    ra_text name = {0};

    append_name(&name, step_label(quantity), quantity->unit);
    start_row(table, &name);
    if (!table->narrow)
        write_published(table, result->claim, step);
    ra_table_number(table, RA_COLUMN_NUMBER, audited->point, RA_DIGITS_VALUE);
    ra_table_range(table, audited->p5, audited->bounds[RA_Q5], audited->p95,
                   audited->bounds[RA_Q95]);
    ra_table_number(table, RA_COLUMN_SPREAD, audited->constant ? NAN : audited->gsd,
                    ra_number_earned(audited->gsd, RA_NORMAL_95 * audited->gsd_mcse,
                                     RA_DIGITS_FACTOR));
    ra_table_row_end(table);
}

/* A narrow page has no room for the published values, which the ladder and the checks show. */
void ra_report_steps(ra_page *page, const ra_result *result)
{
    static const ra_column columns[] = {RA_COLUMN_NUMBER, RA_COLUMN_NUMBER, RA_COLUMN_INTERVAL,
                                        RA_COLUMN_SPREAD};
    static const char *const names[] = {"published", "audited", "5 % to 95 %", "geom. sd"};
    ra_table_layout table = ra_table_layout_new(page, columns, COUNT(columns));
    int skipped = table.narrow ? 1 : 0;

    if (result->step_count == 0)
        return;
    ra_page_heading(page, result->audited.constant ? "The chain, step by step"
                                                   : "How the uncertainty grows along the chain");
    ra_table_layout_names(&table, columns + skipped, names + skipped, COUNT(columns) - skipped);
    for (uint32_t i = 0; i < result->step_count; i++) {
        const ra_step_result *step = &result->steps[i];
        /* A chain that many claims share has steps that this one does not need. */
        if (isfinite(step->published) || !isnan(step->audited.point))
            write_step(&table, result, step);
    }
}

const ra_figure *ra_check_figure(const ra_result *result, const ra_check *check)
{
    const ra_claim *claim = result->claim;

    if (check->quantity == UINT32_MAX)
        return NULL;
    if (strcmp(check->label, "corrected") == 0)
        return &claim->corrected;
    if (check->quantity == claim->result)
        return &claim->stated;
    return &claim->quantities[check->quantity].figure[RA_PUBLISHED];
}

static void append_check_name(ra_text *out, const ra_result *result, const ra_check *check)
{
    const ra_figure *figure = ra_check_figure(result, check);

    if (figure == NULL)
        append_name(out, result->claim->groups[check->group].label, NULL);
    else if (figure == &result->claim->corrected)
        append_name(out, "Corrected total", figure->unit);
    else
        append_name(out, step_label(&result->claim->quantities[check->quantity]), figure->unit);
}

/* Printed and recomputed, both in the unit in which the figure was printed. */
static void write_check(ra_table_layout *table, const ra_result *result, const ra_check *check)
{
    const ra_figure *figure = ra_check_figure(result, check);
    bool changed = (result->overrides != NULL && result->overrides[0] != NULL) ||
                   result->measured.count > 0;
    double factor = figure != NULL ? figure->factor : 1;
    ra_text name = {0}, printed = {0}, recomputed = {0};

    append_check_name(&name, result, check);
    start_row(table, &name);
    if (check->printed != NULL)
        ra_text_append(&printed, check->printed);
    else
        ra_number_trim(&printed, check->stated / factor, CHECK_DIGITS);
    ra_number_trim(&recomputed, check->recomputed / factor, CHECK_DIGITS);
    ra_table_cell(table, RA_COLUMN_NUMBER, &printed);
    ra_table_cell(table, RA_COLUMN_NUMBER, &recomputed);
    ra_table_remark(table, outcomes[check->consistency].style,
                    changed && check->consistency == RA_NOT_CHECKED
                        ? "of the claim as filed"
                        : outcomes[check->consistency].text);
    ra_table_row_end(table);
}

static void write_slips(ra_page *page, const ra_result *result, const ra_check *check)
{
    const ra_claim *claim = result->claim;
    const ra_figure *figure = ra_check_figure(result, check);

    if (figure == NULL)
        ra_report_slips(page, result, check, claim->groups[check->group].label);
    else if (figure == &claim->corrected)
        ra_report_slips(page, result, check, "Corrected total");
    else
        ra_report_slips(page, result, check, step_label(&claim->quantities[check->quantity]));
}

void ra_report_checks(ra_page *page, const ra_result *result)
{
    static const ra_column columns[] = {RA_COLUMN_NUMBER, RA_COLUMN_NUMBER, RA_COLUMN_REMARK};
    static const char *const names[] = {"printed", "computed", ""};
    ra_table_layout table = ra_table_layout_new(page, columns, COUNT(columns));

    if (result->check_count == 0)
        return;
    ra_page_heading(page, "Do the printed figures follow from their inputs?");
    ra_table_layout_names(&table, columns, names, COUNT(columns));
    for (uint32_t i = 0; i < result->check_count; i++)
        write_check(&table, result, &result->checks[i]);
    for (uint32_t i = 0; i < result->check_count; i++)
        write_slips(page, result, &result->checks[i]);
}

static void write_thing(ra_page *page, const ra_equivalence *thing)
{
    ra_text text = {0};

    ra_text_format(&text, "%s: ", thing->row->label);
    ra_piece_thing(&text, thing);
    page->text.failed |= text.failed;
    ra_page_pad(page, RA_TABLE_INDENT);
    ra_page_wrap(page, RA_TABLE_INDENT + 2, text.failed ? "" : text.data);
    ra_page_line(page);
    ra_text_free(&text);
}

void ra_report_equivalences(ra_page *page, const ra_result *result)
{
    static const ra_column columns[] = {RA_COLUMN_NUMBER, RA_COLUMN_NUMBER, RA_COLUMN_INTERVAL};
    static const char *const names[] = {"published", "audited", "5 % to 95 %"};
    ra_table_layout table = ra_table_layout_new(page, columns, COUNT(columns));

    if (result->equivalence_count == 0)
        return;
    ra_page_heading(page, "In things that people know");
    ra_table_layout_names(&table, columns, names, COUNT(columns));
    for (uint32_t i = 0; i < result->equivalence_count; i++) {
        const ra_equivalence *thing = &result->equivalences[i];
        ra_table_row_start(&table, thing->row->label);
        ra_table_number(&table, RA_COLUMN_NUMBER, thing->published, 2);
        ra_table_number(&table, RA_COLUMN_NUMBER, thing->value, 2);
        ra_table_range(&table, thing->p5, thing->low_bounds, thing->p95, thing->high_bounds);
        ra_table_row_end(&table);
    }
    for (uint32_t i = 0; i < result->equivalence_count; i++)
        write_thing(page, &result->equivalences[i]);
}
