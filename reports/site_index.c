/* The index: a row for every claim with a chart of its factor, to be searched, filtered and sorted.
 */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/citations.h"
#include "reports/finding.h"
#include "reports/html_assets.h"
#include "reports/report_html.h"
#include "reports/report_text.h"
#include "reports/site_parts.h"

/* The chart in a row, in its own units. */
#define CHART_WIDTH  240.0
#define CHART_HEIGHT 20.0
#define CHART_ROOM   6.0 /* at either end */

/* The common axis: natural logarithms of the factors. */
typedef struct {
    double low, high;
} axis;

static axis find_axis(const ra_site *site)
{
    axis found = {0, 0}; /* a factor of 1 is always on it */

    for (size_t i = 0; i < site->plan.count; i++) {
        const ra_summary *factor = &site->order[i]->factor;
        if (!ra_corpus_corrected(site->order[i]))
            continue;
        found.low = fmin(found.low, log(factor->low > 0 ? factor->low : factor->point));
        found.high =
            fmax(found.high,
                 log(factor->high > 0 && isfinite(factor->high) ? factor->high : factor->point));
    }
    if (found.high - found.low < 1) {
        found.low -= 0.5;
        found.high += 0.5;
    }
    return found;
}

static double place(const axis *a, double factor)
{
    double share = (log(factor) - a->low) / (a->high - a->low);

    return CHART_ROOM + fmin(fmax(share, 0), 1) * (CHART_WIDTH - 2 * CHART_ROOM);
}

static void open_chart(ra_text *out, const char *tone)
{
    ra_text_format(out,
                   "<svg class=\"dots %s\" viewBox=\"0 0 %g %g\" width=\"%g\" height=\"%g\" "
                   "aria-hidden=\"true\">",
                   tone, CHART_WIDTH, CHART_HEIGHT, CHART_WIDTH, CHART_HEIGHT);
}

static void add_line(ra_text *out, const char *kind, double x)
{
    ra_text_format(out, "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%g\"/>", kind, x,
                   x, CHART_HEIGHT);
}

/* Powers of ten of the axis: their numbers, or a line for each. */
static void add_powers(ra_text *out, const axis *a, bool numbers)
{
    const double ten = log(10);

    for (int power = (int)ceil(a->low / ten); power <= (int)floor(a->high / ten); power++) {
        double x = place(a, pow(10, power));
        ra_text number = {0};
        if (!numbers) {
            add_line(out, power == 0 ? "one" : "ten", x);
            continue;
        }
        ra_number_trim(&number, pow(10, power), 3);
        ra_text_format(out, "<text x=\"%.1f\" y=\"14\">", x);
        ra_html_piece(out, &number);
        ra_text_append(out, "</text>");
    }
}

static void add_scale(ra_text *out, const axis *a)
{
    open_chart(out, "scale");
    add_powers(out, a, true);
    ra_text_append(out, "</svg>");
}

/* The mark has a shape for too high, for too low and for the others. */
static void add_mark(ra_text *out, const ra_result *result, double x)
{
    const double y = CHART_HEIGHT / 2;

    if (result->verdict == RA_OVERSTATED)
        ra_text_format(out, "<circle class=\"full\" cx=\"%.1f\" cy=\"%g\" r=\"4.5\"/>", x, y);
    else if (result->verdict == RA_UNDERSTATED || result->verdict == RA_NARROWER_BOUNDARY)
        ra_text_format(out, "<rect class=\"full\" x=\"%.1f\" y=\"%g\" width=\"8\" height=\"8\"/>",
                       x - 4, y - 4);
    else
        ra_text_format(out, "<circle class=\"ring\" cx=\"%.1f\" cy=\"%g\" r=\"4.5\"/>", x, y);
}

static void add_chart(ra_text *out, const ra_result *result, const axis *a)
{
    const ra_summary *factor = &result->factor;
    double low = factor->low > 0 ? place(a, factor->low) : CHART_ROOM;

    if (!ra_corpus_corrected(result))
        return;
    open_chart(out, ra_html_verdict_class(result->verdict));
    add_powers(out, a, false);
    if (!factor->constant && !isnan(factor->low))
        ra_text_format(out,
                       "<rect class=\"span\" x=\"%.1f\" y=\"%g\" width=\"%.1f\" height=\"3\"/>",
                       low, CHART_HEIGHT / 2 - 1.5, place(a, factor->high) - low);
    add_mark(out, result, place(a, factor->point));
    ra_text_append(out, "</svg>");
}

/* What the script filters and sorts by; the words that are searched are those of the row. */
static void open_row(ra_text *out, const ra_result *result)
{
    const ra_claim *claim = result->claim;

    ra_text_append(out, "<tr id=\"");
    ra_html_text(out, claim->id);
    ra_text_append(out, "\" data-topic=\"");
    ra_html_text(out, claim->topic);
    ra_text_format(out, "\" data-verdict=\"%s\" data-date=\"", ra_verdict_name(result->verdict));
    ra_html_text(out, claim->date);
    ra_text_append(out, "\" data-factor=\"");
    if (ra_corpus_corrected(result))
        ra_text_number(out, result->factor.point);
    ra_text_append(out, "\">");
}

static void add_name(ra_text *out, const ra_site *site, size_t i)
{
    const ra_claim *claim = site->order[i]->claim;
    ra_text citation = {0};

    ra_text_append(out, "<th scope=\"row\">");
    ra_site_link(out, "", "claims/", site->stems[i], ".html", ra_claim_title(claim));
    if (claim->headline != NULL) {
        ra_text_append(out, " <q class=\"headline\">");
        ra_html_text(out, claim->headline);
        ra_text_append(out, "</q>");
    }
    ra_text_append(out, " <span class=\"remark\">");
    ra_html_text(out, claim->id);
    if (claim->topic != NULL) {
        ra_text_append(out, " \u00b7 ");
        ra_html_text(out, claim->topic);
    }
    if (claim->citation.source != NULL) {
        ra_text_append(out, " \u00b7 ");
        ra_piece_citation(&citation, &claim->citation);
        ra_site_link(out, "", "sources/", claim->citation.source->key, ".html",
                     citation.data != NULL ? citation.data : "");
        out->failed = out->failed || citation.failed;
        ra_text_free(&citation);
    }
    ra_text_append(out, "</span></th>");
}

/* "7,096 lbCO2e" and below it "6,320 to 7,910"; where nothing is audited, what the inputs give. */
static void add_audited(ra_text *out, const ra_result *result)
{
    const ra_summary *spread = &result->audited;
    ra_text value = {0}, range = {0};

    ra_piece_value(&value, spread->point, RA_DIGITS_VALUE, result->claim->unit);
    if (!spread->constant && !isnan(spread->low) && spread->low < spread->high)
        ra_piece_interval(&range, spread);
    ra_text_append(out, "<td class=\"number\" data-label=\"Audited\">");
    ra_html_piece(out, &value);
    if (range.length > 0) {
        ra_text_append(out, " <span class=\"remark\">");
        ra_html_piece(out, &range);
        ra_text_append(out, "</span>");
    }
    ra_text_append(out, "</td>");
}

static void add_factor(ra_text *out, const ra_result *result, const axis *a)
{
    ra_text change = {0};

    ra_text_append(out, "<td class=\"factor\" data-label=\"Change\">");
    if (result->rung_count > 1)
        ra_piece_change(&change, result->factor.point);
    else
        ra_text_append(&change, "\u2013");
    ra_text_append(out, "<span>");
    ra_html_piece(out, &change);
    ra_text_append(out, "</span>");
    add_chart(out, result, a);
    ra_text_append(out, "</td>");
}

static void add_row(ra_text *out, const ra_site *site, size_t i, const axis *a)
{
    static const char *const files[] = {"xlsx", "json", "csv"};
    const ra_result *result = site->order[i];
    ra_text stated = {0};

    open_row(out, result);
    add_name(out, site, i);
    ra_text_append(out, "<td class=\"number\" data-label=\"Published\">");
    ra_piece_stated(&stated, result);
    ra_html_piece(out, &stated);
    ra_text_append(out, "</td>");
    add_audited(out, result);
    add_factor(out, result, a);
    ra_text_format(out,
                   "<td data-label=\"Verdict\"><span class=\"judged %s\">%s</span>"
                   "<span class=\"files\">",
                   ra_html_verdict_class(result->verdict), ra_verdict_name(result->verdict));
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        ra_text_append(out, "<a href=\"claims/");
        ra_html_text(out, site->stems[i]);
        ra_text_format(out, ".%s\" aria-label=\"%s of ", files[k], files[k]);
        ra_html_text(out, result->claim->id);
        ra_text_format(out, "\">%s</a> ", files[k]);
    }
    ra_text_append(out, "</span></td></tr>\n");
}

/* Returns whether an earlier claim has the same word. */
static bool seen(const ra_site *site, size_t i, const char *(*word)(const ra_result *))
{
    for (size_t k = 0; k < i; k++) {
        const char *other = word(site->order[k]), *own = word(site->order[i]);
        if (other != NULL && strcmp(other, own) == 0)
            return true;
    }
    return false;
}

static const char *topic_of(const ra_result *result)
{
    return result->claim->topic;
}

static const char *verdict_of(const ra_result *result)
{
    return ra_verdict_name(result->verdict);
}

/* A choice among the words that occur, in the order in which they do. */
static void add_choice(ra_text *out, const ra_site *site, const char *name, const char *label,
                       const char *(*word)(const ra_result *))
{
    ra_text_format(out, "<label>%s <select name=\"%s\"><option value=\"\">all</option>", label,
                   name);
    for (size_t i = 0; i < site->plan.count; i++) {
        if (word(site->order[i]) == NULL || seen(site, i, word))
            continue;
        ra_text_append(out, "<option value=\"");
        ra_html_text(out, word(site->order[i]));
        ra_text_append(out, "\">");
        ra_html_text(out, word(site->order[i]));
        ra_text_append(out, "</option>");
    }
    ra_text_append(out, "</select></label>\n");
}

/* Without scripts the form stays hidden, and the table is as it is. */
static void add_form(ra_text *out, const ra_site *site)
{
    ra_text_append(out, "<form id=\"filters\" role=\"search\" aria-label=\"Claims\" hidden>\n"
                        "<label>Search <input type=\"search\" name=\"q\" autocomplete=\"off\" "
                        "placeholder=\"words of a claim, a source, a unit\"></label>\n");
    add_choice(out, site, "topic", "Topic", topic_of);
    add_choice(out, site, "verdict", "Verdict", verdict_of);
    ra_text_append(out, "<label>Order <select name=\"sort\">"
                        "<option value=\"factor\">most overstated first</option>"
                        "<option value=\"factor-up\">most understated first</option>"
                        "<option value=\"date\">newest first</option>"
                        "<option value=\"date-up\">oldest first</option>"
                        "<option value=\"name\">by id</option></select></label>\n"
                        "<button type=\"reset\">Show all</button>\n"
                        "<output name=\"count\" role=\"status\" aria-live=\"polite\"></output>\n"
                        "</form>\n");
}

static void add_lead(ra_text *out, const ra_site *site)
{
    const ra_result **corrected = ra_calloc(site->plan.count + 1, sizeof *corrected);
    ra_text finding = {0};
    size_t count = 0;

    out->failed = out->failed || corrected == NULL;
    for (size_t i = 0; corrected != NULL && i < site->plan.count; i++)
        if (ra_corpus_corrected(site->order[i]))
            corrected[count++] = site->order[i];
    ra_text_append(out, "<header><h1>Footprint estimates, audited again</h1>\n<p class=\"lead\">");
    if (count > 0) {
        ra_finding_corpus(corrected, count, &finding);
        ra_text_append(&finding, ". ");
        ra_html_piece(out, &finding);
    }
    ra_text_append(out,
                   "Every estimate is a chain of assumptions; each was recomputed as published and "
                   "with corrected figures, with the uncertainty of every one of them. It is no "
                   "random sample: a figure is here because somebody disputed it, repeated it, or "
                   "told how it came about.</p></header>\n");
    ra_free(corrected);
}

static void add_downloads(ra_text *out)
{
    ra_text_append(
        out, "<section aria-labelledby=\"downloads\"><h2 id=\"downloads\">All of it</h2>\n"
             "<ul class=\"plain-list\"><li><a href=\"corpus.xlsx\">corpus.xlsx</a>: the claims "
             "side by side, each with a link to its workbook</li>"
             "<li><a href=\"corpus.csv\">corpus.csv</a> and <a "
             "href=\"corpus.json\">corpus.json</a>: a row for each, for machines</li>"
             "<li><a href=\"sources.bib\">sources.bib</a>: the sources as BibTeX</li>"
             "<li><a href=\"feed.xml\">feed.xml</a>: an Atom feed of the claims</li></ul>"
             "</section>\n");
}

void ra_site_index(ra_text *out, const ra_site *site)
{
    const char *const scripts[] = {ra_html_site, NULL};
    axis a = find_axis(site);

    ra_site_page_open(out, "Footprint estimates, audited again", "", "index.html", scripts);
    add_lead(out, site);
    add_form(out, site);
    ra_text_append(out,
                   "<p class=\"remark\" id=\"legend\">Change: what the audit does to the published "
                   "figure. The chart shows published over audited on one logarithmic axis, with "
                   "its interval; the line is 1. Discs are too high, squares too low, rings "
                   "neither.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                   "aria-label=\"Claims\"><table id=\"claims\" class=\"claims\">\n"
                   "<caption>Claims, most overstated first</caption>\n<thead><tr>"
                   "<th scope=\"col\">Claim</th>"
                   "<th scope=\"col\" class=\"number\">Published</th>"
                   "<th scope=\"col\" class=\"number\">Audited</th>"
                   "<th scope=\"col\" class=\"factor\"><span>Change</span>");
    add_scale(out, &a);
    ra_text_append(out, "</th><th scope=\"col\">Verdict, files</th></tr></thead>\n"
                        "<tbody>\n");
    for (size_t i = 0; i < site->plan.count; i++)
        add_row(out, site, i, &a);
    ra_text_append(
        out, "</tbody></table></div>\n<p id=\"nothing\" hidden>No claim has all of that.</p>\n");
    add_downloads(out);
    ra_site_page_close(out, site, scripts);
}
