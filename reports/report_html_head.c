/* The first screen: headline, verdict, both values and the factor, and what the settings make of
 * them. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

static void add_navigation(ra_text *out, const ra_report_options *options)
{
    if (options->index == NULL)
        return;
    ra_text_append(out, "<nav aria-label=\"Site\"><a href=\"");
    ra_html_text(out, options->index);
    ra_text_append(out, "\">All audits</a></nav>\n");
}

static void add_title(ra_text *out, const ra_claim *claim, const ra_report_options *options)
{
    ra_text_append(out, "<p class=\"kicker\">A published estimate, audited again");
    if (claim->date != NULL) {
        ra_text_append(out, " \u00b7 published ");
        ra_html_text(out, claim->date);
    }
    ra_text_append(out, "</p>\n");
    ra_html_put(out, "h1", NULL, ra_claim_title(claim));
    if (claim->headline != NULL) {
        ra_text_append(out, "\n<blockquote><p>\u201c");
        ra_html_text(out, claim->headline);
        ra_text_append(out, "\u201d</p></blockquote>");
    }
    ra_text_append(out, "\n<p class=\"source\">");
    ra_html_citation(out, &claim->citation, options);
    ra_text_append(out, "</p>\n");
}

const char *ra_html_verdict_class(ra_verdict verdict)
{
    switch (ra_piece_verdict_style(verdict)) {
    case RA_STYLE_GOOD:
        return "good";
    case RA_STYLE_BAD:
        return "bad";
    case RA_STYLE_CARE:
        return "care";
    default:
        return "plain";
    }
}

static const char *verdict_word(ra_verdict verdict)
{
    static const char *const words[RA_VERDICTS] = {
        [RA_STANDS] = "Stands",
        [RA_PARTLY] = "Stands in part",
        [RA_OVERSTATED] = "Too high",
        [RA_UNDERSTATED] = "Too low",
        [RA_NARROWER_BOUNDARY] = "Narrower boundary",
        [RA_NOT_FOLLOWING] = "Does not follow",
        [RA_NOT_AUDITED] = "Not audited",
        [RA_WITHOUT_VALUE] = "Without a value",
    };

    return words[verdict];
}

static void add_interval(ra_text *out, const ra_result *result, const ra_summary *spread)
{
    if (spread->constant || isnan(spread->low) || spread->low == spread->high)
        return;
    ra_number_percent(out, result->level, RA_DIGITS_LEVEL);
    ra_text_append(out, " interval ");
    ra_piece_interval(out, spread);
}

static void add_figure(ra_text *out, const char *name, ra_text *value, ra_text *remark)
{
    ra_text_format(out, "<div><dt>%s</dt><dd>", name);
    ra_html_element(out, "strong", NULL, value);
    if (remark->length > 0)
        ra_text_append(out, " ");
    ra_html_element(out, "span", NULL, remark);
    ra_text_append(out, "</dd></div>\n");
}

static void add_figures(ra_text *out, const ra_result *result)
{
    ra_text stated = {0}, consistency = {0}, audited = {0}, spread = {0}, factor = {0}, range = {0};

    ra_text_append(out, "<dl class=\"figures\">\n");
    ra_piece_stated(&stated, result);
    ra_text_append(&consistency, ra_consistency_text(result->consistency));
    add_figure(out, "Published", &stated, &consistency);
    ra_piece_value(&audited, result->audited.point, RA_DIGITS_VALUE, result->claim->unit);
    add_interval(&spread, result, &result->audited);
    add_figure(out, "Audited", &audited, &spread);
    ra_number_write(&factor, result->factor.point, RA_DIGITS_FACTOR);
    add_interval(&range, result, &result->factor);
    add_figure(out, "Published / audited", &factor, &range);
    ra_text_append(out, "</dl>\n");
}

/* Filled by the script; without it, it stays hidden. */
static void add_live(ra_text *out, const ra_claim *claim)
{
    ra_text_append(out, "<section class=\"live\" id=\"live\" aria-label=\"With your settings\" "
                        "data-unit=\"");
    if (strcmp(ra_unit_text(claim->unit), "1") != 0)
        ra_html_text(out, ra_unit_text(claim->unit));
    ra_text_append(
        out, "\" hidden>\n<p id=\"live-text\"></p>\n"
             "<p id=\"live-spoken\" class=\"away\" role=\"status\" aria-live=\"polite\"></p>\n"
             "<p class=\"buttons\"><button type=\"button\" id=\"reset\">As audited</button> "
             "<button type=\"button\" id=\"all-published\">As published</button> "
             "<button type=\"button\" id=\"copy\">Copy link</button></p>\n"
             "<p id=\"copied\" role=\"status\"></p>\n</section>\n");
}

void ra_html_head(ra_text *out, const ra_result *result, const ra_report_options *options)
{
    ra_text_append(out, "<header>\n");
    add_navigation(out, options);
    add_title(out, result->claim, options);
    ra_text_format(out, "<p class=\"verdict %s\"><strong>%s.</strong> ",
                   ra_html_verdict_class(result->verdict), verdict_word(result->verdict));
    ra_html_text(out, result->sentence);
    ra_text_append(out, "</p>\n");
    add_figures(out, result);
    ra_text_append(out, "</header>\n<main id=\"main\">\n");
    add_live(out, result->claim);
}
