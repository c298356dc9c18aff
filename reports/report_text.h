/* The parts of the text report, in the order in which it shows them. */
#ifndef RA_REPORT_TEXT_H
#define RA_REPORT_TEXT_H

#include "reports/citations.h"
#include "reports/page.h"

/* Significant digits of values, of the ends of intervals, and of factors. */
#define RA_DIGITS_VALUE    4
#define RA_DIGITS_INTERVAL 3
#define RA_DIGITS_FACTOR   3
#define RA_DIGITS_LEVEL    12 /* of levels: 99.99 % is not 100 % */

/* Columns by which tables are indented. */
#define RA_TABLE_INDENT 2

/* The headline, its source, both values, the factor, and the verdict. */
void ra_report_headline(ra_page *page, const ra_result *result);

/* The corrections one after another, with bars on a logarithmic axis. */
void ra_report_ladder(ra_page *page, const ra_result *result);

/* What each correction changes, why, and on whose word. */
void ra_report_reasons(ra_page *page, const ra_result *result);

/* Who corrected the claim and what they say of it, and the notes of its steps. */
void ra_report_context(ra_page *page, const ra_claim *claim);

/* The same by group of corrections, beside the factors that a source printed. */
void ra_report_groups(ra_page *page, const ra_result *result);

/* What each correction accounts for, whatever the order of corrections. */
void ra_report_attribution(ra_page *page, const ra_result *result);

/* How the uncertainty grows along the chain. */
void ra_report_steps(ra_page *page, const ra_result *result);

/* The inputs whose measurement would narrow the interval most. */
void ra_report_sensitivity(ra_page *page, const ra_result *result);

/* First-order propagation and convolution beside the Monte Carlo run. */
void ra_report_gum(ra_page *page, const ra_result *result);

/* Whether the printed figures follow from their inputs. */
void ra_report_checks(ra_page *page, const ra_result *result);

/* What would make a checked figure follow, or give it to the digit: which printed input, changed to
 * what. Nothing where there is nothing to say. `name` is that of the figure. */
void ra_report_slips(ra_page *page, const ra_result *result, const ra_check *check,
                     const char *name);
void ra_piece_slips(ra_text *out, const ra_result *result, const ra_check *check, const char *name);

/* What measured runs replaced, and how far they narrowed the interval. */
void ra_report_measured(ra_page *page, const ra_result *result);

/* What it would take for the headline to stand, where that was asked. */
void ra_report_reverse(ra_page *page, const ra_result *result);

/* The headline in things that people know. */
void ra_report_equivalences(ra_page *page, const ra_result *result);

/* Figures that rest on judgement, or that were not read in their source. */
void ra_report_repeats(ra_page *page, const ra_result *result);
void ra_report_care(ra_page *page, const ra_result *result);

/* How the numbers were made, so that anybody can make them again. */
void ra_report_run(ra_page *page, const ra_result *result);

/* Pieces that several parts, and other pages of text, share (report_text_pieces.c). */

/* Appends a blank and a unit; nothing where it is "1", or NULL. */
void ra_piece_unit(ra_text *out, const ra_unit *unit);

/* Appends the interval of a run, with the digits that its bounds earn. */
void ra_piece_interval(ra_text *out, const ra_summary *spread);

/* Appends a number with its unit; a unit of "1" is left out. `unit` may be NULL. */
void ra_piece_value(ra_text *out, double value, int digits, const ra_unit *unit);

/* Appends a figure as it was given: its printed digits or its value, with its own unit. */
void ra_piece_figure(ra_text *out, const ra_figure *figure);

/* What a correction has on a side: a figure, of a measured step its value, of a method its formula or
 * the word. */
void ra_piece_side(ra_text *out, const ra_claim *claim, const ra_rung *rung, ra_side side,
                   bool formulas);

/* Appends the headline's figure as it was printed: a number, a range or a bound. */
void ra_piece_stated(ra_text *out, const ra_result *result);

/* Returns how a verdict is shown. */
ra_style ra_piece_verdict_style(ra_verdict verdict);

/* The same without a result: what is stated, of a claim that states something. */
void ra_piece_headline(ra_text *out, const ra_claim *claim);

/* Appends who repeated the headline, in which words and with which figure; one that differs is
 * flagged. */
void ra_piece_repeat(ra_text *out, const ra_claim *claim, const ra_repeat *repeat);

/* Appends a correction of the headline as an operation on it: "÷ 4.67" where it falls, "× 2.10"
 * where it rises. `factor` is before / after. */
void ra_piece_change(ra_text *out, double factor);

/* Returns the figure that a check is about; NULL for the factor of a group. */
const ra_figure *ra_check_figure(const ra_result *result, const ra_check *check);

/* Appends how the numbers were made: version, trials, seed, and what is to be known of them. */
void ra_piece_run(ra_text *out, const ra_result *result);

/* Appends the names of parts of an audit. */
void ra_piece_extras(ra_text *out, unsigned parts);

/* Writes a row's label in a column of `width`, wrapped: the first line of it is written at once,
 * and the lines that are left, by ra_piece_label_rest, under it once the row is complete. */
typedef struct {
    ra_text text;
    const char *rest;
    int column, width;
} ra_label;
void ra_piece_label(ra_page *page, ra_label *label, int width, const char *text);
void ra_piece_label_rest(ra_page *page, ra_label *label); /* ends the line; frees the label */

#endif
