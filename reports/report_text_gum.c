/* First-order propagation and convolution beside the Monte Carlo run, in the text report. */
#include <ctype.h>
#include <math.h>

#include "models/number.h"
#include "reports/report_text_table.h"

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

static void write_row(ra_table_layout *table, const char *name, double mean, double sd, double low,
                      double high)
{
    ra_table_row_start(table, name);
    ra_table_number(table, RA_COLUMN_NUMBER, mean, RA_DIGITS_VALUE);
    ra_table_number(table, RA_COLUMN_NUMBER, sd, RA_DIGITS_INTERVAL);
    ra_table_interval(table, low, high);
    ra_table_row_end(table);
}

/* The run, with the digits that it has earned. */
static void write_run(ra_table_layout *table, const ra_summary *run)
{
    ra_table_row_start(table, "Monte Carlo");
    ra_table_number(table, RA_COLUMN_NUMBER, run->mean,
                    ra_number_earned(run->mean, RA_NORMAL_95 * run->mcse, RA_DIGITS_VALUE));
    ra_table_number(table, RA_COLUMN_NUMBER, run->sd,
                    ra_number_earned(run->sd, RA_NORMAL_95 * run->sd_mcse, RA_DIGITS_INTERVAL));
    ra_table_range(table, run->low, run->bounds[RA_QLOW], run->high, run->bounds[RA_QHIGH]);
    ra_table_row_end(table);
}

static void write_rows(ra_table_layout *table, const ra_result *result)
{
    const ra_summary *run = &result->audited;
    const ra_gum *gum = &result->gum;
    const ra_convolution *exact = &result->convolution;

    if (result->engine == RA_ENGINE_MONTE_CARLO)
        write_run(table, run);
    if (gum->applies)
        write_row(table, "First order", gum->estimate, gum->u, gum->low, gum->high);
    if (gum->applies && isfinite(gum->u2))
        write_row(table, "Second order", gum->estimate + gum->shift, gum->u2, NAN, NAN);
    if (exact->applies)
        write_row(table, "Convolution", exact->mean, exact->sd, exact->low, exact->high);
}

/* Writes a clause as a sentence: a capital at its start, a full stop at its end. */
static void write_clause(ra_page *page, const char *before, const char *clause)
{
    ra_text text = {0};

    if (clause == NULL)
        return;
    ra_text_append(&text, before);
    ra_text_format(&text, "%s.", clause);
    if (text.failed) {
        page->text.failed = true;
    } else {
        text.data[0] = (char)toupper((unsigned char)text.data[0]);
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT, text.data);
        ra_page_line(page);
    }
    ra_text_free(&text);
}

void ra_report_gum(ra_page *page, const ra_result *result)
{
    static const ra_column columns[] = {RA_COLUMN_NUMBER, RA_COLUMN_NUMBER, RA_COLUMN_INTERVAL};
    ra_table_layout table = ra_table_layout_new(page, columns, COUNT(columns));
    const char *names[] = {"mean", "st. dev.", ""};
    ra_text level = {0};

    if (result->audited.constant || (!result->gum.applies && !result->convolution.applies))
        return;
    ra_page_heading(page, "First-order propagation beside Monte Carlo");
    ra_number_percent(&level, result->level, RA_DIGITS_LEVEL);
    ra_text_append(&level, " interval");
    names[2] = level.failed ? "interval" : level.data;
    ra_table_layout_names(&table, columns, names, COUNT(columns));
    write_rows(&table, result);
    page->text.failed = page->text.failed || level.failed;
    ra_text_free(&level);
    ra_page_style(page, RA_STYLE_QUIET);
    write_clause(page, "", result->gum.text);
    write_clause(page, "no first-order propagation: ", result->gum.why_not);
    write_clause(page, "convolution: ", result->convolution.text);
    ra_page_style(page, RA_STYLE_PLAIN);
}
