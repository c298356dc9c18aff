/* The parts of the page, in the order in which it shows them. Each appends markup; all text of a
 * claim in it has gone through reports/html.h. */
#ifndef RA_REPORT_HTML_H
#define RA_REPORT_HTML_H

#include <stdbool.h>

#include "audit/result.h"
#include "reports/format.h"
#include "reports/html.h"

/* Trials of the browser: the first of the run's stream. */
#define RA_HTML_TRIALS 16384

/* The head of the document up to the opened body. Given: the title; hashes of the style sheet and
 * of the scripts for the content security policy. */
void ra_html_open(ra_text *out, const char *title, const char *const *scripts);
/* The same with more markup in the head. */
void ra_html_open_with(ra_text *out, const char *title, const char *head,
                       const char *const *scripts);
void ra_html_close(ra_text *out, const char *const *scripts);

/* The title, the headline with its source, the verdict, both values and the factor, and what the
 * settings make of them. */
void ra_html_head(ra_text *out, const ra_result *result, const ra_report_options *options);

/* Returns the class of the style sheet in which a verdict is shown. */
const char *ra_html_verdict_class(ra_verdict verdict);

/* The corrections one after another, and what each accounts for: a chart with a table behind it. */
void ra_html_ladder(ra_text *out, const ra_result *result);
void ra_html_attribution(ra_text *out, const ra_result *result);

/* What measured runs replaced, and the audit before; nothing where there were none. */
void ra_html_measured(ra_text *out, const ra_result *result);

/* The chain step by step, with the figures that each reads, their reasons, sources and controls. */
void ra_html_story(ra_text *out, const ra_result *result, const ra_report_options *options);

/* How the uncertainty grows, and what to measure first. */
void ra_html_steps(ra_text *out, const ra_result *result);
void ra_html_sensitivity(ra_text *out, const ra_result *result);

/* Checks of printed figures, things that people know, who repeated the headline. */
void ra_html_checks(ra_text *out, const ra_result *result);
void ra_html_equivalences(ra_text *out, const ra_result *result);
void ra_html_repeats(ra_text *out, const ra_result *result);

/* How the page was made, the files to download, the sources. */
void ra_html_method(ra_text *out, const ra_result *result);
ra_status ra_html_files(ra_text *out, const ra_result *result, const ra_report_options *options,
                        ra_diag *diag);
void ra_html_sources(ra_text *out, const ra_result *result, const ra_report_options *options);

/* A table: opened with its headings (a '>' in front: a column of numbers), closed by
 * ra_html_table_close. Cells are pieces, which are freed. `behind`: it stands behind a chart. */
void ra_html_table_open(ra_text *out, const char *caption, const char *const *headings,
                        size_t count, bool behind);
void ra_html_table_close(ra_text *out, bool behind);
void ra_html_row_head(ra_text *out, const char *text);
void ra_html_cell(ra_text *out, ra_text *piece);
void ra_html_number_cell(ra_text *out, ra_text *piece);

/* Appends the value of a step on the published side, with as many digits as the paper printed. */
void ra_html_published_step(ra_text *out, const ra_result *result, const ra_step_result *row);

/* The place of a chart: a canvas with its name, read out as `summary`, which is freed. It is hidden,
 * and the table behind it open, until the script draws it. */
void ra_html_canvas(ra_text *out, const char *name, ra_text *summary);

/* A link to the source of a citation with its locator, and how it was checked. Nothing: no source.
 */
void ra_html_citation(ra_text *out, const ra_citation *citation, const ra_report_options *options);

/* Whether the audited value of an assumption can be moved: it is no input of a derived figure that
 * has a law of its own, since that law would move too. */
bool ra_html_movable(const ra_claim *claim, uint32_t quantity);

/* The script with the numbers, laws and formulas of the claim (report_html_model.c). Returned:
 * RA_OK, RA_NOMEM, or RA_INVALID with messages. No text of the claim is in it. */
ra_status ra_html_model(ra_text *out, const ra_result *result, ra_diag *diag);

/* The laws of its draws (report_html_draws.c): the members "draws", "streams" and
 * "correlations". */
ra_status ra_html_draws(ra_text *out, const ra_result *result, uint32_t *draw_of, ra_diag *diag);

/* A law as pieces of Chebyshev series over its tail probability (report_html_law.c). Values of
 * trials that the table misses follow in `missed`, as pairs of trial and value. Returned: the
 * table, to be freed with ra_free, and *count numbers; NULL: out of memory. */
double *ra_html_law(const ra_dist *dist, const double *tails, const double *values, size_t trials,
                    size_t *count);

/* Several claims: a table with a row each. */
void ra_html_compare(ra_text *out, const ra_result *const *results, size_t count,
                     const ra_report_options *options);

#endif
