/* reaudit measure CLAIM */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/cli/batch.h"
#include "audit/cli/measured.h"
#include "audit/cli/paths.h"
#include "audit/cli/signals.h"
#include "audit/cli/terminal.h"
#include "audit/worth.h"
#include "models/number.h"
#include "reports/csv.h"
#include "reports/report_text.h"

#define COUNT_DIGITS 17

/* Probabilities of another verdict below this are none. */
#define NO_CHANGE 1e-3

/* How a quantity is measured: programs and what of their files says it. */
static const struct {
    ra_measure measure;
    const char *how;
} ways[] = {
    {RA_MEASURE_POWER,
     "nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv; CodeCarbon "
     "(energy_consumed over duration); a meter at the wall for the share of the host"},
    {RA_MEASURE_HOURS, "sacct -P (Elapsed); CodeCarbon or eco2AI (duration)"},
    {RA_MEASURE_DEVICES, "sacct -P (AllocTRES); CodeCarbon (gpu_count)"},
    {RA_MEASURE_DEVICE_HOURS, "sacct -P (Elapsed times AllocTRES)"},
    {RA_MEASURE_ENERGY, "CodeCarbon (energy_consumed); the meter of the site"},
    {RA_MEASURE_ENERGY_IT,
     "CodeCarbon (energy_consumed); carbontracker; sacct -P (ConsumedEnergyRaw)"},
    {RA_MEASURE_PUE, "the operator: energy of the site over that of its computers"},
    {RA_MEASURE_GRID,
     "the operator or the grid, on the basis that the claim counts; 'reaudit data grid'"},
    {RA_MEASURE_EMISSIONS, "the provider's export (location-based)"},
    {RA_MEASURE_WATER, "the operator: water over energy"},
};

static const char *way_of(const ra_claim *claim, uint32_t quantity)
{
    ra_measure measure = ra_measured_kind(claim, quantity);

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (ways[i].measure == measure)
            return ways[i].how;
    return "no tracker writes it: ask the authors or the operator, or count it, and give --set";
}

static const ra_quantity *quantity_of(const ra_result *result, const ra_worth *row)
{
    return &result->claim->quantities[result->inputs[row->input].quantity];
}

static void write_head(ra_page *page, const ra_result *result, const ra_worth_result *worth)
{
    ra_text text = {0};

    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, 0, ra_claim_title(result->claim));
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_line(page);
    ra_page_wrap(page, 0, result->sentence);
    ra_page_line(page);
    ra_page_gap(page);
    if (worth->count == 0) {
        ra_text_append(&text, "Nothing of it is uncertain: there is nothing to measure.");
    } else if (result->verdict == RA_STANDS) {
        ra_text_append(&text, "Were everything known, it would be right to its printed digits in ");
        ra_number_percent(&text, 1 - worth->change_all, 2);
        ra_text_append(&text, " of the cases.");
    } else if (worth->change_all < NO_CHANGE) {
        ra_text_append(&text,
                       "No measurement of these can change the verdict: it would be the same "
                       "were everything known.");
    } else {
        ra_text_append(&text, "Were everything known, the verdict would be another in ");
        ra_number_percent(&text, worth->change_all, 2);
        ra_text_append(&text, " of the cases.");
    }
    if (!text.failed)
        ra_page_wrap(page, 0, text.data);
    ra_page_line(page);
    ra_text_free(&text);
}

/* A share with as many digits as its standard error leaves. */
static void append_share(ra_text *out, double share, double se)
{
    ra_number_percent(out, share, ra_number_earned(share, 2 * se, 2));
}

static void write_row(ra_page *page, const ra_result *result, const ra_worth *row, int place)
{
    const ra_quantity *quantity = quantity_of(result, row);
    const ra_input_result *input = &result->inputs[row->input];
    ra_text text = {0}, now = {0};

    ra_page_format(page, "%2d. ", place);
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, 4, quantity->label);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_line(page);
    ra_text_append(&text, "removes ");
    append_share(&text, row->removed, row->removed_se);
    ra_text_append(&text, " of the interval's width");
    if (row->change >= NO_CHANGE) {
        ra_text_append(&text, "; another verdict in ");
        append_share(&text, row->change, row->change_se);
        ra_text_append(&text, " of the cases");
    }
    ra_text_format(&now, "now: %s%s%s, %s", input->law,
                   strcmp(ra_unit_text(quantity->unit), "1") != 0 ? " " : "",
                   strcmp(ra_unit_text(quantity->unit), "1") != 0
                       ? ra_unit_text(quantity->figure[RA_AUDITED].unit)
                       : "",
                   ra_origin_text(quantity->figure[RA_AUDITED].origin));
    const char *const lines[] = {text.data, now.data, way_of(result->claim, input->quantity)};
    for (size_t i = 0; i < 3; i++) {
        ra_page_pad(page, 4);
        if (i == 2)
            ra_page_put(page, "how: ");
        ra_page_wrap(page, 6, lines[i] != NULL ? lines[i] : "");
        ra_page_line(page);
    }
    page->text.failed = page->text.failed || text.failed || now.failed;
    ra_text_free(&text);
    ra_text_free(&now);
}

/* First those that may change the verdict, then those that only narrow the interval. */
static void write_rows(ra_page *page, const ra_result *result, const ra_worth_result *worth)
{
    int place = 0;

    for (int pass = 0; pass < 2; pass++) {
        bool any = false;
        for (uint32_t i = 0; i < worth->count; i++) {
            const ra_worth *row = &worth->rows[i];
            bool deciding = row->change >= NO_CHANGE;
            if (isnan(row->removed) || deciding != (pass == 0))
                continue;
            if (!any)
                ra_page_heading(
                    page, pass == 0
                              ? "Measurements that may change the verdict"
                              : "These narrow the interval, but alone cannot change the verdict");
            any = true;
            write_row(page, result, row, ++place);
        }
    }
}

static void write_note(ra_page *page, const ra_worth_result *worth)
{
    ra_text text = {0};

    ra_number_trim(&text, (double)worth->trials, COUNT_DIGITS);
    ra_text_format(&text,
                   " trials in %u strata of each input (partial perfect information): what "
                   "knowing it exactly is expected to bring.",
                   (unsigned)worth->strata);
    ra_page_gap(page);
    ra_page_style(page, RA_STYLE_QUIET);
    if (!text.failed)
        ra_page_wrap(page, 0, text.data);
    ra_page_line(page);
    ra_text_free(&text);
}

static ra_status write_text(const ra_invocation *invocation, const ra_result *result,
                            const ra_worth_result *worth)
{
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);

    write_head(&page, result, worth);
    write_rows(&page, result, worth);
    if (worth->count > 0)
        write_note(&page, worth);
    return ra_page_finish(&page, stdout);
}

static ra_status write_csv(const ra_result *result, const ra_worth_result *worth)
{
    static const char *const names[] = {
        "id",   "label",          "removed",           "removed_se", "width", "width_se",
        "unit", "verdict_change", "verdict_change_se", "law",        "how"};
    ra_csv csv = {0};

    ra_csv_header(&csv, names, sizeof names / sizeof names[0]);
    for (uint32_t i = 0; i < worth->count; i++) {
        const ra_worth *row = &worth->rows[i];
        ra_csv_text(&csv, quantity_of(result, row)->id);
        ra_csv_text(&csv, quantity_of(result, row)->label);
        ra_csv_number(&csv, row->removed);
        ra_csv_number(&csv, row->removed_se);
        ra_csv_number(&csv, row->width);
        ra_csv_number(&csv, row->width_se);
        ra_csv_text(&csv, ra_unit_text(result->claim->unit));
        ra_csv_number(&csv, row->change);
        ra_csv_number(&csv, row->change_se);
        ra_csv_text(&csv, result->inputs[row->input].law);
        ra_csv_text(&csv, way_of(result->claim, result->inputs[row->input].quantity));
        ra_csv_line(&csv);
    }
    return ra_text_finish(&csv.text, stdout);
}

static ra_status write_worth(const ra_invocation *invocation, const ra_result *result)
{
    ra_worth_result worth = {0};
    const char *format = invocation->options.format;
    ra_status status = ra_worth_eval(&worth, result);

    if (status == RA_OK && ra_signals_caught())
        status = RA_INTERRUPTED;
    if (status == RA_OK && format != NULL && strcmp(format, "csv") == 0)
        status = write_csv(result, &worth);
    else if (status == RA_OK)
        status = write_text(invocation, result, &worth);
    ra_worth_free(&worth);
    return status;
}

ra_status ra_cmd_measure(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_data *data = NULL;
    ra_batch batch = {0};
    ra_status status = ra_places_open_whole(&data, &invocation->options, diag);

    if (status == RA_OK)
        status = ra_batch_open(&batch, invocation, data, false);
    if (status == RA_OK && batch.count > 1) {
        ra_diag_report(diag, RA_ERROR, NULL, "'%s' has %zu rows; name one, as %s",
                       invocation->operands[0], batch.count, batch.names[0]);
        status = RA_USAGE;
    }
    batch.headline = true;
    if (status == RA_OK)
        status = ra_batch_run(&batch);
    *exit_status = batch.done > 0 ? 0 : batch.exit_status;
    if (status == RA_OK && batch.done > 0)
        status = write_worth(invocation, batch.results[0]);
    ra_batch_free(&batch);
    ra_data_free(data);
    return status;
}
