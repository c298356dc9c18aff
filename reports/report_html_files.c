/* The end of the page: sources, how it was made, and the files to download, which it carries. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

/* The files that a page carries. */
static const struct {
    const char *format, *label;
} carried[] = {
    {"xlsx", "Workbook with live formulas"},
    {"json", "All numbers (JSON)"},
    {"csv", "The corrections (CSV)"},
    {"text", "The whole report as text"},
};
#define ALL_DIGITS 17
#define TEXT_WIDTH 80 /* of text, whatever terminal the page was asked for on */
#define CARRIED    (sizeof carried / sizeof carried[0])

static void add_source(ra_text *out, const ra_source *source, const ra_report_options *options)
{
    ra_text line = {0};

    ra_source_cite(source, &line);
    ra_text_append(out, "<li>");
    ra_html_piece(out, &line);
    ra_text_append(out, " ");
    ra_html_link(out, source->url, source->url);
    if (options->sources != NULL) {
        ra_text_append(out, " \u00b7 <a href=\"");
        ra_html_text(out, options->sources);
        ra_html_text(out, source->key);
        ra_text_append(out, ".html\">what rests on it</a>");
    }
    ra_text_append(out, "</li>\n");
}

void ra_html_sources(ra_text *out, const ra_result *result, const ra_report_options *options)
{
    const ra_citation *citation;

    ra_text_append(out, "<section id=\"sources\">\n<h2>Sources</h2>\n<ul>\n");
    for (size_t i = 0; (citation = ra_citation_at(result->claim, i)) != NULL; i++)
        if (citation->source != NULL && ra_citation_first(result->claim, i))
            add_source(out, citation->source, options);
    ra_text_append(out, "</ul>\n</section>\n");
}

void ra_html_method(ra_text *out, const ra_result *result)
{
    ra_text run = {0}, trials = {0};

    ra_number_trim(&trials, RA_HTML_TRIALS, ALL_DIGITS);
    ra_text_append(out, "<section id=\"method\">\n<h2>How this was made</h2>\n");
    ra_piece_run(&run, result);
    ra_html_element(out, "p", NULL, &run);
    ra_text_append(out,
                   "\n<p>What you set is computed in your browser, by the same formulas, from the "
                   "first ");
    ra_html_piece(out, &trials);
    ra_text_format(out,
                   " random trials of seed %" PRIu64
                   "; it needs no network. The program gives the same "
                   "numbers with --trials %d --exact-quantiles and --set.</p>\n<p>SHA-256 of the "
                   "claim: <code>",
                   result->seed, RA_HTML_TRIALS);
    ra_html_text(out, result->claim->sha256);
    ra_text_append(out, "</code></p>\n");
    for (size_t i = 0; result->overrides != NULL && result->overrides[i] != NULL; i++) {
        ra_text_append(out, "<p>Changed by hand: <code>");
        ra_html_text(out, result->overrides[i]);
        ra_text_append(out, "</code></p>\n");
    }
    if (result->command != NULL) {
        ra_text_append(out, "<p>Again: <code>");
        ra_html_text(out, result->command);
        ra_text_append(out, "</code></p>\n");
    }
    ra_text_append(out, "</section>\n");
}

/* Writes a report to a file without a name: text to its stream, a workbook to the path under which
 * the system shows the open file. */
static ra_status write_report(FILE *file, const ra_format *format, const ra_result *result,
                              const ra_report_options *options, ra_diag *diag)
{
    ra_report_options plain = *options;
    char path[32];

    plain.plain = true;
    plain.brief = plain.colour = false;
    plain.utf8 = true;
    plain.width = TEXT_WIDTH;
    if (format->stream != NULL)
        return format->stream(&result, 1, file, &plain, diag);
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    return format->file(&result, 1, path, &plain, diag);
}

/* Appends the whole file in base 64. */
static ra_status read_back(ra_text *out, FILE *file)
{
    if (fflush(file) != 0 || fseek(file, 0, SEEK_END) != 0)
        return RA_IO;
    long size = ftell(file);
    if (size < 0 || fseek(file, 0, SEEK_SET) != 0)
        return RA_IO;
    char *bytes = ra_alloc((size_t)size + 1);
    if (bytes == NULL)
        return RA_NOMEM;
    bool whole = fread(bytes, 1, (size_t)size, file) == (size_t)size;
    if (whole)
        ra_html_base64(out, bytes, (size_t)size);
    ra_free(bytes);
    return whole ? RA_OK : RA_IO;
}

static ra_status add_file(ra_text *out, size_t i, const ra_result *result,
                          const ra_report_options *options, ra_diag *diag)
{
    const ra_format *format = ra_format_find(carried[i].format);
    FILE *file = tmpfile();
    ra_text stem = {0};
    ra_status status = RA_IO;

    if (file == NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "cannot make a temporary file: %s", strerror(errno));
        return RA_IO;
    }
    ra_claim_stem(result->claim, &stem);
    ra_text_format(out, "<script type=\"text/plain\" id=\"file-%s\" data-name=\"", format->name);
    ra_html_piece(out, &stem);
    ra_html_text(out, format->extension);
    ra_text_append(out, "\">");
    status = write_report(file, format, result, options, diag);
    if (status == RA_OK)
        status = read_back(out, file);
    ra_text_append(out, "</script>\n");
    fclose(file);
    return status;
}

ra_status ra_html_files(ra_text *out, const ra_result *result, const ra_report_options *options,
                        ra_diag *diag)
{
    ra_status status = RA_OK;

    ra_text_append(out, "<section id=\"files\" hidden>\n<h2>Download</h2>\n<p class=\"buttons\">");
    for (size_t i = 0; i < CARRIED; i++)
        ra_text_format(out, "<button type=\"button\" data-file=\"%s\">%s</button>\n",
                       carried[i].format, carried[i].label);
    ra_text_append(out,
                   "<button type=\"button\" data-picture=\"ladder\">Chart of the corrections "
                   "(PNG)</button>\n<button type=\"button\" data-picture=\"attribution\">Chart "
                   "of the shares (PNG)</button>\n<button type=\"button\" data-picture=\"steps\">"
                   "Chart of the uncertainty (PNG)</button></p>\n"
                   "<p class=\"remark\">Files hold the audit, whatever the settings above. The "
                   "workbook is without its sheets for teaching.</p>\n</section>\n");
    for (size_t i = 0; i < CARRIED && status == RA_OK; i++)
        status = add_file(out, i, result, options, diag);
    return status;
}
