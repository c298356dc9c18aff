/* The pieces that the parts of the page share: tables, charts, citations. */
#include <stdio.h>

#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

void ra_html_table_open(ra_text *out, const char *caption, const char *const *headings,
                        size_t count, bool behind)
{
    if (behind)
        ra_text_append(
            out, "<details class=\"behind\" open><summary>The numbers as a table</summary>\n");
    ra_text_append(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    ra_html_text(out, caption);
    ra_text_append(out, "\"><table>\n");
    ra_html_put(out, "caption", NULL, caption);
    ra_text_append(out, "<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        bool number = headings[i][0] == '>';
        ra_text_append(out, number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
        ra_html_text(out, headings[i] + number);
        ra_text_append(out, "</th>");
    }
    ra_text_append(out, "</tr></thead>\n<tbody>\n");
}

void ra_html_table_close(ra_text *out, bool behind)
{
    ra_text_append(out, "</tbody></table></div>\n");
    if (behind)
        ra_text_append(out, "</details>\n");
}

void ra_html_row_head(ra_text *out, const char *text)
{
    ra_text_append(out, "<th scope=\"row\">");
    ra_html_text(out, text);
    ra_text_append(out, "</th>");
}

void ra_html_cell(ra_text *out, ra_text *piece)
{
    ra_html_element(out, "td", NULL, piece);
}

void ra_html_number_cell(ra_text *out, ra_text *piece)
{
    ra_html_element(out, "td", "number", piece);
}

void ra_html_published_step(ra_text *out, const ra_result *result, const ra_step_result *row)
{
    const ra_claim *claim = result->claim;
    int printed = row->quantity == claim->result
                      ? claim->stated.digits
                      : claim->quantities[row->quantity].figure[RA_PUBLISHED].digits;

    ra_number_trim(out, row->published, printed > RA_DIGITS_VALUE ? printed : RA_DIGITS_VALUE);
}

void ra_html_canvas(ra_text *out, const char *name, ra_text *summary)
{
    ra_text_format(out,
                   "<figure class=\"chart\" id=\"figure-%s\" hidden><div class=\"canvas\"><canvas "
                   "id=\"chart-%s\" role=\"img\" aria-label=\"",
                   name, name);
    ra_html_piece(out, summary);
    ra_text_append(out, "\"></canvas></div></figure>\n");
}

/* Where the page of a source is, or the source itself. */
static void add_source_link(ra_text *out, const ra_source *source, const char *text,
                            const ra_report_options *options)
{
    if (options->sources == NULL) {
        ra_html_link(out, source->url, text);
        return;
    }
    ra_text_append(out, "<a href=\"");
    ra_html_text(out, options->sources);
    ra_html_text(out, source->key);
    ra_text_append(out, ".html\">");
    ra_html_text(out, text);
    ra_text_append(out, "</a>");
}

void ra_html_citation(ra_text *out, const ra_citation *citation, const ra_report_options *options)
{
    ra_text text = {0};

    if (citation->source == NULL)
        return;
    ra_piece_citation(&text, citation);
    ra_text_append(out, "<cite>");
    out->failed = out->failed || text.failed;
    add_source_link(out, citation->source, text.data != NULL ? text.data : "", options);
    ra_text_format(out, "</cite> <span class=\"evidence %s\">",
                   ra_evidence_name(citation->evidence));
    ra_html_text(out, ra_evidence_text(citation->evidence));
    ra_text_append(out, "</span>");
    ra_text_free(&text);
}
