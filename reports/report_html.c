/* One self-contained page per audit. Nothing in it is loaded from anywhere, and a content security
 * policy with the hashes of its own scripts forbids everything else. */
#include "reports/report_html.h"

#include <stdio.h>
#include <string.h>

#include "models/alloc.h"
#include "models/sha256.h"
#include "reports/html_assets.h"
#include "reports/writers.h"

#define DIGEST_BYTES 32

/* Appends 'sha256-...' of a text [csp3, 6.7.2]. */
static void add_hash(ra_text *out, const char *text)
{
    unsigned char digest[DIGEST_BYTES] = {0};
    char hex[65];

    ra_sha256_of(text, hex);
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        digest[i] = (unsigned char)byte;
    }
    ra_text_append(out, "'sha256-");
    ra_html_base64(out, digest, sizeof digest);
    ra_text_append(out, "'");
}

void ra_html_open(ra_text *out, const char *title, const char *const *scripts)
{
    ra_html_open_with(out, title, "", scripts);
}

void ra_html_open_with(ra_text *out, const char *title, const char *head,
                       const char *const *scripts)
{
    ra_text_append(out,
                   "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "script-src");
    for (size_t i = 0; scripts[i] != NULL; i++) {
        ra_text_append(out, " ");
        add_hash(out, scripts[i]);
    }
    ra_text_append(out, scripts[0] == NULL ? " 'none'; style-src " : "; style-src ");
    add_hash(out, ra_html_style);
    ra_text_append(out, "; base-uri 'none'; form-action 'none'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"color-scheme\" content=\"light dark\">\n"
                        "<meta name=\"referrer\" content=\"no-referrer\">\n");
    ra_html_put(out, "title", NULL, title);
    ra_text_append(out, "\n");
    ra_text_append(out, head);
    ra_text_append(out, "<style>");
    ra_text_append(out, ra_html_style);
    ra_text_append(out, "</style>\n</head>\n<body>\n"
                        "<a class=\"skip\" href=\"#main\">To the content</a>\n");
}

void ra_html_close(ra_text *out, const char *const *scripts)
{
    for (size_t i = 0; scripts[i] != NULL; i++) {
        ra_text_append(out, "<script>");
        ra_text_append(out, scripts[i]);
        ra_text_append(out, "</script>\n");
    }
    ra_text_append(out, "</body>\n</html>\n");
}

/* The head, in which the verdict is what search engines and previews say of the page. */
static void add_opening(ra_text *out, const ra_result *result, const char *const *scripts)
{
    ra_text about = {0};

    ra_text_append(&about, "<meta name=\"description\" content=\"");
    ra_html_text(&about, result->sentence);
    ra_text_append(&about, "\">\n");
    ra_html_open_with(out, ra_claim_title(result->claim), about.failed ? "" : about.data, scripts);
    out->failed = out->failed || about.failed;
    ra_text_free(&about);
}

static ra_status add_content(ra_text *out, const ra_result *result,
                             const ra_report_options *options, ra_diag *diag)
{
    unsigned long failures = ra_alloc_failures();

    ra_html_head(out, result, options);
    ra_html_ladder(out, result);
    ra_html_measured(out, result);
    ra_html_story(out, result, options);
    ra_html_attribution(out, result);
    ra_html_steps(out, result);
    ra_html_sensitivity(out, result);
    ra_html_checks(out, result);
    ra_html_equivalences(out, result);
    ra_html_repeats(out, result);
    ra_html_sources(out, result, options);
    ra_html_method(out, result);
    /* A page that lacks a word is not written, and its files need not be made. */
    ra_status status =
        ra_alloc_failures() == failures ? ra_html_files(out, result, options, diag) : RA_NOMEM;
    ra_text_append(out, "</main>\n");
    return status;
}

static ra_status add_audit(ra_text *out, const ra_result *result, const ra_report_options *options,
                           ra_diag *diag)
{
    ra_text model = {0};
    ra_status status = ra_html_model(&model, result, diag);

    if (status == RA_OK && model.failed)
        status = RA_NOMEM;
    if (status == RA_OK) {
        /* The library of charts comes last, so that nobody who moves a slider waits for it. */
        const char *chart = ra_html_chart[0] != '\0' ? ra_html_chart : NULL;
        const char *const scripts[] = {model.data, ra_html_script, chart, NULL};
        add_opening(out, result, scripts);
        status = add_content(out, result, options, diag);
        ra_html_close(out, scripts);
    }
    ra_text_free(&model);
    return status;
}

ra_status ra_report_html(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag)
{
    ra_text text = {0};
    ra_status status = RA_OK;

    if (count == 1)
        status = add_audit(&text, results[0], options, diag);
    else
        ra_html_compare(&text, results, count, options);
    if (status == RA_OK)
        status = ra_text_finish(&text, out);
    ra_text_free(&text);
    return status;
}
