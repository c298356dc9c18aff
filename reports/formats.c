/* The table of report formats. Adding one: reports/report_x.c, its function in writers.h, a row. */
#include <string.h>

#include "reports/picture.h"
#include "reports/writers.h"

static const ra_format table[] = {
    {"text", ".txt", "what a terminal shows: the verdict and how the corrections compound",
     ra_report_text, NULL, RA_ALL_EXTRAS, false, NULL},
    {"json", ".json", "every number of the result (reports/result.schema.json)", ra_report_json,
     NULL, RA_ALL_EXTRAS, false, NULL},
    {"csv", ".csv", "the corrections as rows, for a chart maker; of several claims a row each",
     ra_report_csv, NULL, RA_EXTRA_BIT(RA_EXTRA_ATTRIBUTION), false, NULL},
    {"markdown", ".md", "for a pull request or an article", ra_report_markdown, NULL, RA_ALL_EXTRAS,
     false, NULL},
    {"latex", ".tex", "a table for a paper's appendix (booktabs)", ra_report_latex, NULL,
     RA_EXTRA_BIT(RA_EXTRA_ATTRIBUTION), false, NULL},
    {"bibtex", ".bib", "the sources, for that table", ra_report_bibtex, NULL, 0, false, NULL},
    {"csl", ".csl.json", "the sources as CSL-JSON, for reference managers", ra_report_csl, NULL, 0,
     false, NULL},
    {"claimreview", ".jsonld", "a fact check in the vocabulary of schema.org/ClaimReview",
     ra_report_claimreview, NULL, 0, false, NULL},
    {"html", ".html", "one page that computes: a switch and a slider per assumption, no network",
     ra_report_html, NULL, RA_ALL_EXTRAS, true, NULL},
    {"xlsx", ".xlsx",
     "a workbook with live formulas, in which every correction can be switched off", NULL,
     ra_report_workbook, RA_ALL_EXTRAS, true, ra_workbook_start},
    {"svg", ".svg", "a chart, for the web and for print (needs gnuplot; --chart says which)",
     ra_report_svg, NULL, RA_ALL_EXTRAS, true, NULL},
    {"png", ".png", "a chart as an image, for slides and social cards (--size)", ra_report_png,
     NULL, RA_ALL_EXTRAS, true, NULL},
    {"pdf", ".pdf", "a chart for a paper", ra_report_pdf, NULL, RA_ALL_EXTRAS, true, NULL},
    {"gnuplot", ".gp", "the script that draws it, to be changed by hand", ra_report_gnuplot, NULL,
     RA_ALL_EXTRAS, true, NULL},
};

const ra_format *ra_format_at(size_t i)
{
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}

bool ra_format_draws(const ra_format *format)
{
    return format->stream == ra_report_svg || format->stream == ra_report_png ||
           format->stream == ra_report_pdf || format->stream == ra_report_gnuplot;
}

ra_status ra_format_ready(const ra_format *format, ra_diag *diag)
{
    bool needs = ra_format_draws(format) && format->stream != ra_report_gnuplot;

    return !needs || ra_gnuplot_found(diag) ? RA_OK : RA_IO;
}

bool ra_format_readable(const ra_format *format)
{
    return format->stream != NULL && format->stream != ra_report_png &&
           format->stream != ra_report_pdf;
}

const ra_format *ra_format_find(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    }
    return NULL;
}

const ra_format *ra_format_for_path(const char *path)
{
    const ra_format *found = NULL;
    size_t length = strlen(path);
    size_t longest = 0;

    /* "x.csl.json" ends in ".json" too: the longest extension counts. */
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t extension = strlen(table[i].extension);
        if (length > extension && extension > longest &&
            strcmp(path + length - extension, table[i].extension) == 0) {
            found = &table[i];
            longest = extension;
        }
    }
    return found;
}
