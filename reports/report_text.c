/* The report for a terminal. */
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/report_text.h"
#include "reports/writers.h"

#define NAME_WIDTH 12 /* "Published" and its neighbours */
#define VALUE_GAP  3  /* between values and what is said of them */

static void write_quote(ra_page *page, const ra_claim *claim)
{
    ra_text quote = {0};

    if (claim->headline != NULL)
        ra_text_format(&quote, "\u201c%s\u201d", claim->headline);
    else
        ra_text_append(&quote, ra_claim_title(claim));
    ra_page_style(page, RA_STYLE_STRONG);
    if (!quote.failed)
        ra_page_wrap(page, 0, quote.data);
    ra_page_line(page);
    ra_text_free(&quote);
}

static void write_source(ra_page *page, const ra_claim *claim)
{
    ra_text source = {0};

    if (claim->headline != NULL && claim->title != NULL)
        ra_text_format(&source, "%s. ", claim->title);
    ra_piece_citation(&source, &claim->citation);
    if (!source.failed && source.length > 0) {
        ra_page_wrap(page, 0, source.data);
        ra_page_line(page);
    }
    ra_text_free(&source);
}

/* Whose corrections they are, where they are not the claim's own. */
static void write_audit(ra_page *page, const ra_claim *claim)
{
    ra_text text = {0};

    if (claim->audit < 0)
        return;
    const ra_claim_part *audit = &claim->audits[claim->audit];
    ra_text_format(&text, "Audited by: %s", audit->label);
    if (audit->citation.source != NULL) {
        ra_text_append(&text, " [");
        ra_piece_citation(&text, &audit->citation);
        ra_text_append(&text, "]");
    }
    if (!text.failed)
        ra_page_wrap(page, 0, text.data);
    ra_page_line(page);
    ra_text_free(&text);
}

/* Writes a remark beside a value, or below it where there is no room. */
static void write_remark(ra_page *page, int column, const char *text)
{
    int indent = RA_TABLE_INDENT + NAME_WIDTH;

    if (column + ra_page_measure(page, text) > page->width) {
        ra_page_line(page);
        column = indent;
    }
    ra_page_pad(page, column);
    ra_page_wrap(page, indent, text);
}

static void write_interval(ra_page *page, int column, const ra_result *result,
                           const ra_summary *spread)
{
    ra_text text = {0};

    if (isnan(spread->low) && spread->missing != NULL) {
        ra_text_format(&text, "no interval: %s", spread->missing);
        if (!text.failed)
            write_remark(page, column, text.data);
        ra_text_free(&text);
        return;
    }
    if (isnan(spread->low) || spread->low == spread->high)
        return;
    ra_number_percent(&text, result->level, RA_DIGITS_LEVEL);
    ra_text_append(&text, " interval ");
    ra_piece_interval(&text, spread);
    if (!text.failed)
        write_remark(page, column, text.data);
    ra_text_free(&text);
}

/* A row of the few at the top. */
#define MAX_ROWS 4
typedef struct {
    const char *name;
    ra_text value;
    const ra_summary *spread; /* whose interval stands beside it; NULL: none */
    const char *remark;       /* the same for words */
} figure_row;

/* A complement is compared by what it leaves. Returned: how many rows there are. */
static int set_remainder(const ra_result *result, figure_row *row)
{
    double factor = (result->whole - result->stated) / (result->whole - result->audited.point);

    row->value.length = 0;
    ra_number_write(&row->value, factor, RA_DIGITS_FACTOR);
    row->spread = NULL;
    row->remark = "of what remains";
    return 3;
}

/* Where nothing was corrected and nothing is uncertain, there is only the recomputation to show. */
static int find_rows(const ra_result *result, figure_row rows[MAX_ROWS])
{
    rows[0] = (figure_row){.name = "Published", .remark = ra_consistency_text(result->consistency)};
    ra_piece_stated(&rows[0].value, result);
    rows[1] = (figure_row){.name = "Recomputed"};
    ra_piece_value(&rows[1].value, result->audited.point, RA_DIGITS_VALUE, result->claim->unit);
    if (result->rung_count < 2 && result->audited.constant)
        return 2;
    rows[1].name = "Audited";
    rows[1].spread = &result->audited;
    rows[2] = (figure_row){.name = "Factor", .spread = &result->factor};
    ra_number_write(&rows[2].value, result->factor.point, RA_DIGITS_FACTOR);
    if (!isnan(result->whole))
        return set_remainder(result, &rows[2]);
    if (isnan(result->factor_narrow))
        return 3;
    rows[3] = (figure_row){.name = "", .remark = "within the boundary of the estimate"};
    ra_number_write(&rows[3].value, result->factor_narrow, RA_DIGITS_FACTOR);
    return 4;
}

static void write_row(ra_page *page, int column, const ra_result *result, const figure_row *row)
{
    ra_page_pad(page, RA_TABLE_INDENT);
    ra_page_left(page, NAME_WIDTH, row->name);
    ra_page_put(page, row->value.data != NULL ? row->value.data : "");
    if (row->spread != NULL)
        write_interval(page, column, result, row->spread);
    else if (row->remark != NULL)
        write_remark(page, column, row->remark);
    ra_page_line(page);
}

static void write_figures(ra_page *page, const ra_result *result)
{
    figure_row rows[MAX_ROWS];
    int count = find_rows(result, rows);
    int column = 0;

    for (int i = 0; i < count; i++) {
        int width = rows[i].value.failed ? 0 : ra_page_measure(page, rows[i].value.data);
        page->text.failed = page->text.failed || rows[i].value.failed;
        column = width > column ? width : column;
    }
    column += RA_TABLE_INDENT + NAME_WIDTH + VALUE_GAP;
    for (int i = 0; i < count; i++) {
        write_row(page, column, result, &rows[i]);
        ra_text_free(&rows[i].value);
    }
}

void ra_report_headline(ra_page *page, const ra_result *result)
{
    write_quote(page, result->claim);
    write_source(page, result->claim);
    write_audit(page, result->claim);
    ra_page_gap(page);
    write_figures(page, result);
    ra_page_gap(page);
    ra_page_style(page, ra_piece_verdict_style(result->verdict));
    ra_page_wrap(page, 0, result->sentence);
    ra_page_line(page);
}

/* A line between two reports. */
static void write_rule(ra_page *page)
{
    int i;

    ra_page_gap(page);
    for (i = 0; i < page->width; i++)
        ra_page_put(page, "\u2500");
    ra_page_line(page);
    ra_page_gap(page);
}

static void write_report(ra_page *page, const ra_result *result, bool brief)
{
    ra_report_headline(page, result);
    ra_report_ladder(page, result);
    if (brief)
        return;
    ra_report_measured(page, result);
    ra_report_reasons(page, result);
    ra_report_context(page, result->claim);
    ra_report_groups(page, result);
    ra_report_attribution(page, result);
    ra_report_steps(page, result);
    ra_report_sensitivity(page, result);
    ra_report_gum(page, result);
    ra_report_checks(page, result);
    ra_report_reverse(page, result);
    ra_report_equivalences(page, result);
    ra_report_repeats(page, result);
    ra_report_care(page, result);
    ra_report_run(page, result);
}

ra_status ra_report_text(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag)
{
    ra_page page = ra_page_new(options);
    size_t i;

    (void)diag;
    for (i = 0; i < count; i++) {
        if (i > 0)
            write_rule(&page);
        write_report(&page, results[i], options->brief);
    }
    return ra_page_finish(&page, out);
}
