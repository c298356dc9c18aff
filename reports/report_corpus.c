/* The corpus as a table for a terminal. */
#include <math.h>
#include <string.h>

#include "reports/corpus.h"
#include "models/number.h"
#include "reports/report_text.h"

#define YEAR_WIDTH    6
#define FACTOR_WIDTH  9
#define VERDICT_WIDTH 20
#define MAX_ID_WIDTH  44

/* A page of at least so many columns has one line for a claim. A narrower one has two: the second
 * says what was published and what the audit finds. A very narrow one has the id on its own. */
#define WIDE 130

typedef struct {
    ra_page page;
    int id_width;
    bool wide, narrow;
} corpus_table;

static void break_line(corpus_table *table, bool wanted)
{
    if (!wanted)
        return;
    ra_page_line(&table->page);
    ra_page_pad(&table->page, 2 * RA_TABLE_INDENT);
}

static void write_names(corpus_table *table)
{
    ra_page *page = &table->page;

    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_left(page, table->id_width, "Claim");
    break_line(table, table->narrow);
    ra_page_right(page, YEAR_WIDTH, "Year");
    ra_page_right(page, FACTOR_WIDTH, "Change");
    ra_page_put(page, "  ");
    if (table->wide)
        ra_page_left(page, VERDICT_WIDTH, "Verdict");
    else
        ra_page_put(page, "Verdict");
    break_line(table, !table->wide);
    ra_page_wrap(page, page->column, "Published \u2192 audited, with its interval");
    ra_page_line(page);
    ra_page_style(page, RA_STYLE_PLAIN);
}

/* "626,155 lbCO2e -> 7,096 (6,320 to 7,910)". Where nothing was audited, only the figure, and what
 * its inputs give where they give another. */
static void append_values(ra_text *out, const ra_result *result)
{
    const ra_summary *audited = &result->audited;

    ra_piece_stated(out, result);
    if (result->rung_count < 2 && audited->constant) {
        if (result->consistency == RA_DOES_NOT_FOLLOW) {
            ra_text_append(out, "; its inputs give ");
            ra_number_write(out, result->recomputed, RA_DIGITS_VALUE);
        }
        return;
    }
    ra_text_append(out, " \u2192 ");
    ra_number_write(out, audited->point, RA_DIGITS_VALUE);
    if (isnan(audited->low) || audited->low == audited->high)
        return;
    ra_text_append(out, " (");
    ra_number_interval(out, audited->low, audited->high, RA_DIGITS_INTERVAL);
    ra_text_append(out, ")");
}

static void write_year(ra_page *page, const ra_claim *claim)
{
    char year[5] = "";

    if (claim->date != NULL)
        strncat(year, claim->date, 4);
    ra_page_right(page, YEAR_WIDTH, year);
}

static void write_claim(corpus_table *table, const ra_result *result)
{
    ra_page *page = &table->page;
    ra_text change = {0}, values = {0};

    if (result->rung_count > 1)
        ra_piece_change(&change, result->factor.point);
    append_values(&values, result);
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_left(page, table->id_width, result->claim->id);
    ra_page_style(page, RA_STYLE_PLAIN);
    break_line(table, table->narrow);
    write_year(page, result->claim);
    ra_page_right(page, FACTOR_WIDTH, change.data != NULL ? change.data : "\u2013");
    ra_page_put(page, "  ");
    ra_page_style(page, ra_piece_verdict_style(result->verdict));
    if (table->wide)
        ra_page_left(page, VERDICT_WIDTH, ra_verdict_name(result->verdict));
    else
        ra_page_put(page, ra_verdict_name(result->verdict));
    ra_page_style(page, RA_STYLE_PLAIN);
    break_line(table, !table->wide);
    ra_page_wrap(page, table->wide ? page->column : 2 * RA_TABLE_INDENT,
                 values.data != NULL ? values.data : "");
    ra_page_line(page);
    page->text.failed = page->text.failed || change.failed || values.failed;
    ra_text_free(&change);
    ra_text_free(&values);
}

/* "52 claims: 30 overstated, 8 stand". */
static void write_count(ra_page *page, const ra_result *const *results, size_t count)
{
    size_t of[RA_VERDICTS] = {0};
    const char *separator = ": ";
    ra_text text = {0};

    for (size_t i = 0; i < count; i++)
        of[results[i]->verdict]++;
    ra_text_format(&text, "%zu claim%s", count, count == 1 ? "" : "s");
    for (int verdict = 0; verdict < RA_VERDICTS; verdict++) {
        if (of[verdict] == 0)
            continue;
        ra_text_format(&text, "%s%zu %s", separator, of[verdict],
                       ra_verdict_name((ra_verdict)verdict));
        separator = ", ";
    }
    ra_page_gap(page);
    ra_page_wrap(page, 0, text.failed ? "" : text.data);
    ra_page_line(page);
    ra_text_free(&text);
}

ra_status ra_corpus_text(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag)
{
    corpus_table table = {.page = ra_page_new(options), .wide = options->width >= WIDE};

    (void)diag;
    for (size_t i = 0; i < count; i++) {
        int width = (int)strlen(results[i]->claim->id) + 2;
        table.id_width = width > table.id_width ? width : table.id_width;
    }
    if (table.id_width > MAX_ID_WIDTH)
        table.id_width = MAX_ID_WIDTH;
    table.narrow = options->width < table.id_width + YEAR_WIDTH + FACTOR_WIDTH + VERDICT_WIDTH;
    if (table.id_width > options->width)
        table.id_width = options->width;
    if (count > 0)
        write_names(&table);
    for (size_t i = 0; i < count; i++)
        write_claim(&table, results[i]);
    write_count(&table.page, results, count);
    return ra_page_finish(&table.page, out);
}
