/* Comparison: one row a claim, with links to what is known of each. */
#include <math.h>
#include <string.h>

#include "reports/workbook_compare.h"

double ra_compare_factor(const ra_result *result)
{
    double factor = result->recomputed / result->audited.point;
    bool audited = result->claim->changed_count > 0 || !result->audited.constant;
    return audited && factor > 0 && isfinite(factor) ? factor : NAN;
}

bool ra_compare_spreads(const ra_result *result)
{
    return !result->audited.constant && result->factor.low > 0 && isfinite(result->factor.low) &&
           isfinite(result->factor.high);
}

const char *ra_compare_title(const ra_result *result)
{
    return ra_claim_title(result->claim);
}

/* A file beside this one, or an address on the web; what cannot be a link is text. */
static void write_title(ra_sheet *sheet, lxw_row_t row, size_t i)
{
    ra_book *book = sheet->book;
    const char *file = book->options->files ? book->options->files[i] : NULL;
    const char *title = ra_compare_title(book->results[i]);
    ra_text target = {0};
    if (file && strncmp(file, "https://", 8) != 0 && strncmp(file, "http://", 7) != 0)
        ra_text_append(&target, "external:");
    if (file)
        ra_text_append(&target, file);
    book->nomem |= target.failed;
    ra_cell_address(sheet, row, RA_COMPARE_CLAIM, file ? target.data : NULL, title);
    ra_text_free(&target);
}

/* Returns the correction with the largest factor, up or down; 0: there is none. */
static uint32_t find_cause(const ra_result *result)
{
    uint32_t cause = 0;
    double most = 1e-12;
    for (uint32_t k = 1; k < result->rung_count; k++) {
        double weight = fabs(log(fabs(result->ladder[k].factor)));
        if (isfinite(weight) && weight > most) {
            most = weight;
            cause = k;
        }
    }
    return cause;
}

static void write_cause(ra_sheet *sheet, lxw_row_t row, const ra_result *result)
{
    uint32_t k = find_cause(result);
    ra_cell_text(sheet, row, RA_COMPARE_CAUSE, RA_STYLE_WRAP, k ? result->ladder[k].label : NULL);
    ra_cell_number(sheet, row, RA_COMPARE_CAUSE_FACTOR, RA_STYLE_RUN,
                   k ? result->ladder[k].factor : NAN, 3);
}

static void write_values(ra_sheet *sheet, lxw_row_t row, const ra_result *result)
{
    bool spreads = !result->audited.constant;
    ra_cell_number(sheet, row, RA_COMPARE_PUBLISHED, RA_STYLE_RUN, result->stated, 0);
    ra_cell_number(sheet, row, RA_COMPARE_RECOMPUTED, RA_STYLE_RUN, result->recomputed, -6);
    ra_cell_number(sheet, row, RA_COMPARE_AUDITED, RA_STYLE_RUN, result->audited.point, -6);
    ra_cell_number(sheet, row, RA_COMPARE_LOW, RA_STYLE_RUN, spreads ? result->audited.low : NAN,
                   4);
    ra_cell_number(sheet, row, RA_COMPARE_HIGH, RA_STYLE_RUN, spreads ? result->audited.high : NAN,
                   4);
    ra_cell_unit(sheet, row, RA_COMPARE_UNIT, RA_STYLE_TEXT, result->claim->unit);
}

/* The factor is a formula over the row, held against that of the run on Checks. */
static void write_factor(ra_sheet *sheet, lxw_row_t row, const ra_result *result)
{
    ra_book *book = sheet->book;
    double factor = ra_compare_factor(result);
    bool spreads = isfinite(factor) && ra_compare_spreads(result);
    ra_text formula = {0}, place = {0};
    ra_cell_emit(&formula, row, false, RA_COMPARE_RECOMPUTED, true);
    ra_text_append(&formula, "/");
    ra_cell_emit(&formula, row, false, RA_COMPARE_AUDITED, true);
    ra_text_append(&place, "Comparison!");
    ra_cell_emit(&place, row, true, RA_COMPARE_FACTOR, true);
    book->nomem |= formula.failed || place.failed;
    ra_cell_formula(sheet, row, RA_COMPARE_FACTOR, RA_STYLE_FORMULA, formula.data, factor, 4);
    ra_cell_number(sheet, row, RA_COMPARE_FACTOR_LOW, RA_STYLE_RUN,
                   spreads ? result->factor.low : NAN, 4);
    ra_cell_number(sheet, row, RA_COMPARE_FACTOR_HIGH, RA_STYLE_RUN,
                   spreads ? result->factor.high : NAN, 4);
    if (isfinite(factor) && isfinite(result->factor.point))
        ra_book_check(book, RA_CHECK_RUN, ra_compare_title(result), place.data, factor, NULL,
                      result->factor.point, 1e-9);
    ra_text_free(&formula);
    ra_text_free(&place);
}

static void write_claim(ra_sheet *sheet, size_t i)
{
    const ra_result *result = sheet->book->results[i];
    lxw_row_t row = RA_COMPARE_FIRST + (lxw_row_t)i;
    write_title(sheet, row, i);
    ra_cell_text(sheet, row, RA_COMPARE_ID, RA_STYLE_MUTED, result->claim->id);
    ra_cell_text(sheet, row, RA_COMPARE_DATE, RA_STYLE_TEXT, result->claim->date);
    write_values(sheet, row, result);
    write_factor(sheet, row, result);
    ra_cell_text(sheet, row, RA_COMPARE_VERDICT, RA_STYLE_TEXT, ra_verdict_name(result->verdict));
    ra_cell_text(sheet, row, RA_COMPARE_FOLLOWS, RA_STYLE_TEXT,
                 ra_consistency_name(result->consistency));
    write_cause(sheet, row, result);
    ra_cell_source(sheet, row, RA_COMPARE_SOURCE, &result->claim->citation);
}

static void write_heads(ra_sheet *sheet)
{
    static const char *const heads[] = {"Claim",
                                        "Id",
                                        "Date",
                                        "As printed",
                                        "Recomputed",
                                        "Audited",
                                        "Interval from",
                                        "to",
                                        "Unit",
                                        "Recomputed / audited",
                                        "Interval from",
                                        "to",
                                        "Verdict",
                                        "From its own inputs",
                                        "Largest correction",
                                        "Its factor",
                                        "Source",
                                        "Place in it",
                                        NULL};
    ra_cell_heads(sheet, RA_HEAD_ROW, RA_COMPARE_CLAIM, heads);
}

/* A bar in each verdict's own colour would say more than it should: what does not stand is shaded. */
static void highlight(ra_sheet *sheet, lxw_row_t last)
{
    lxw_format *shade = workbook_add_format(sheet->book->file);
    ra_text rule = {0};
    ra_text_format(&rule, "=AND($M%u<>\"%s\",$M%u<>\"%s\")", RA_COMPARE_FIRST + 1,
                   ra_verdict_name(RA_STANDS), RA_COMPARE_FIRST + 1,
                   ra_verdict_name(RA_NOT_AUDITED));
    if (!shade || rule.failed) {
        sheet->book->nomem = true;
    } else {
        format_set_bg_color(shade, RA_COLOUR_CHANGED);
        lxw_conditional_format format = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                         .value_string = rule.data,
                                         .format = shade};
        ra_book_keep(sheet->book,
                     worksheet_conditional_format_range(sheet->file, RA_COMPARE_FIRST,
                                                        RA_COMPARE_VERDICT, last,
                                                        RA_COMPARE_VERDICT, &format));
    }
    ra_text_free(&rule);
}

static void write_lead(ra_book *book, ra_sheet *sheet)
{
    size_t stands = 0;
    ra_text lead = {0};
    for (size_t i = 0; i < book->result_count; i++)
        stands += book->results[i]->verdict == RA_STANDS;
    ra_text_format(&lead,
                   "%zu claims, of which %zu stand. Intervals at %g %%; a factor above 1 is how many "
                   "times too high the published chain is.",
                   book->result_count, stands, 100 * book->results[0]->level);
    book->nomem |= lead.failed;
    ra_cell_banner(sheet, RA_COMPARE_CLAIM, "Audits side by side", lead.data ? lead.data : "");
    ra_text_free(&lead);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    lxw_row_t last = RA_COMPARE_FIRST + (lxw_row_t)book->result_count - 1;
    write_lead(book, sheet);
    write_heads(sheet);
    for (size_t i = 0; i < book->result_count; i++)
        write_claim(sheet, i);
    highlight(sheet, last);
    ra_book_keep(book, worksheet_autofilter(sheet->file, RA_HEAD_ROW, RA_COMPARE_CLAIM, last,
                                            RA_COMPARE_PLACE));
    ra_sheet_fit(sheet, RA_COMPARE_CLAIM, RA_COMPARE_CLAIM, 30, 46);
    ra_sheet_fit(sheet, RA_COMPARE_ID, RA_COMPARE_ID, 12, 32);
    ra_sheet_fit(sheet, RA_COMPARE_DATE, RA_COMPARE_FACTOR_HIGH, 11, 16);
    ra_sheet_fit(sheet, RA_COMPARE_VERDICT, RA_COMPARE_FOLLOWS, 14, 28);
    ra_sheet_fit(sheet, RA_COMPARE_CAUSE, RA_COMPARE_CAUSE, 20, 40);
    ra_sheet_fit(sheet, RA_COMPARE_CAUSE_FACTOR, RA_COMPARE_PLACE, 12, 34);
    ra_book_contents(sheet, last + 2, RA_COMPARE_CLAIM, RA_COMPARE_UNIT, 90);
    worksheet_freeze_panes(sheet->file, RA_COMPARE_FIRST, RA_COMPARE_ID);
    /* What stands further right is on Corrections and in the claims' own workbooks. */
    ra_book_keep(book, worksheet_print_area(sheet->file, 0, RA_COMPARE_CLAIM,
                                            last + 3 + RA_SHEETS_COMPARE, RA_COMPARE_VERDICT));
    ra_book_keep(book, worksheet_repeat_rows(sheet->file, RA_HEAD_ROW, RA_HEAD_ROW));
}

const ra_sheet_type ra_sheet_comparison = {
    .name = "Comparison",
    .about = "Every claim in a row: as printed, as recomputed, as audited",
    .part = RA_PART_PRESENTATION,
    .late = true, /* its contents link to the others */
    .write = write_sheet,
};
