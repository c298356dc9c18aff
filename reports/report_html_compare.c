/* Several claims on one page: a row each. */
#include <math.h>

#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add_name(ra_text *out, const ra_claim *claim, const char *file)
{
    const char *name = ra_claim_title(claim);

    ra_text_append(out, "<th scope=\"row\">");
    if (file != NULL) {
        ra_text_append(out, "<a href=\"");
        ra_html_text(out, file);
        ra_text_append(out, "\">");
    }
    ra_html_text(out, name);
    ra_text_append(out, file != NULL ? "</a></th>" : "</th>");
}

static void add_row(ra_text *out, const ra_result *result, const char *file)
{
    ra_text stated = {0}, audited = {0}, range = {0}, factor = {0}, verdict = {0};
    const ra_summary *spread = &result->audited;

    ra_text_append(out, "<tr>");
    add_name(out, result->claim, file);
    ra_piece_stated(&stated, result);
    ra_piece_value(&audited, spread->point, RA_DIGITS_VALUE, result->claim->unit);
    if (!spread->constant && !isnan(spread->low))
        ra_number_interval(&range, spread->low, spread->high, RA_DIGITS_INTERVAL);
    ra_number_write(&factor, result->factor.point, RA_DIGITS_FACTOR);
    ra_text_append(&verdict, ra_verdict_name(result->verdict));
    ra_html_number_cell(out, &stated);
    ra_html_number_cell(out, &audited);
    ra_html_number_cell(out, &range);
    ra_html_number_cell(out, &factor);
    ra_html_cell(out, &verdict);
    ra_text_append(out, "</tr>\n");
}

void ra_html_compare(ra_text *out, const ra_result *const *results, size_t count,
                     const ra_report_options *options)
{
    static const char *const headings[] = {"Claim",     ">Published",           ">Audited",
                                           ">Interval", ">Published / audited", "Verdict"};
    static const char *const none[] = {NULL};

    ra_html_open(out, "Audits side by side", none);
    ra_text_append(out, "<header><h1>Audits side by side</h1></header>\n<main id=\"main\">\n");
    ra_html_table_open(out, "Audits side by side", headings, COUNT(headings), false);
    for (size_t i = 0; i < count; i++)
        add_row(out, results[i], options->files != NULL ? options->files[i] : NULL);
    ra_html_table_close(out, false);
    ra_text_append(out, "</main>\n");
    ra_html_close(out, none);
}
