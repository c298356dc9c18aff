/* The text report of measured runs: what they replaced, the audit before and after. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_text.h"

static void write_line(ra_page *page, const char *label, ra_text *text)
{
    page->text.failed = page->text.failed || text->failed;
    ra_page_pad(page, RA_TABLE_INDENT + 2);
    ra_page_put(page, label);
    if (!text->failed && text->data != NULL)
        ra_page_wrap(page, RA_TABLE_INDENT + 4, text->data);
    ra_page_line(page);
    ra_text_free(text);
}

/* The labels of the assumptions that a measured step made idle: "Hours, Power". */
static void append_retired(ra_text *out, const ra_claim *claim, uint32_t step)
{
    for (uint32_t i = 0; i < claim->assumption_count; i++)
        if (claim->quantities[i].retired && claim->quantities[i].retired_by == step)
            ra_text_format(out, "%s%s", out->length > 0 ? ", " : "", claim->quantities[i].label);
}

/* "12 times smaller than before: perhaps another run". */
static void write_other_run(ra_page *page, const ra_replacement *item)
{
    double times = item->after.value / item->before.value;
    ra_text text = {0};

    if (!item->other_run)
        return;
    ra_number_write(&text, times > 1 ? times : 1 / times, 2);
    ra_text_format(&text,
                   " times %s than before: the file may be of another run, or of a part of one. "
                   "Powers, the PUE and the grid do not grow with a run and can be measured on a "
                   "part of it; times, counts and energies cannot (--map leaves them out).",
                   times > 1 ? "larger" : "smaller");
    ra_page_style(page, RA_STYLE_CARE);
    write_line(page, "", &text);
    ra_page_style(page, RA_STYLE_PLAIN);
}

static void write_replacement(ra_page *page, const ra_result *result, const ra_replacement *item)
{
    uint32_t quantity = ra_claim_find(result->claim, item->id);
    ra_text from = {0}, was = {0}, idle = {0};

    ra_page_pad(page, RA_TABLE_INDENT);
    ra_page_wrap(page, RA_TABLE_INDENT + 2,
                 quantity != UINT32_MAX ? result->claim->quantities[quantity].label : item->id);
    ra_page_put(page, ": ");
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, RA_TABLE_INDENT + 2, item->now);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_line(page);
    ra_text_format(&was, "%s (%s)", item->was, ra_origin_text(item->was_origin));
    write_line(page, "it was ", &was);
    ra_text_format(&from, "%s in %s", item->column, item->file);
    if (item->maker != NULL)
        ra_text_format(&from, ", written by %s", item->maker);
    if (item->sensor != NULL)
        ra_text_format(&from, "; %s", item->sensor);
    if (item->note != NULL)
        ra_text_format(&from, "; %s", item->note);
    write_line(page, item->origin == RA_REPORTED ? "reported: " : "from ", &from);
    append_retired(&idle, result->claim, quantity);
    if (idle.length > 0) {
        ra_text_append(&idle, "; their corrections are off");
        write_line(page, "replaced by the measurement: ", &idle);
    }
    write_other_run(page, item);
}

static void append_audit(ra_text *out, double point, double low, double high, ra_verdict verdict)
{
    ra_number_write(out, point, RA_DIGITS_VALUE);
    if (!isnan(low) && low != high) {
        ra_text_append(out, " (");
        ra_number_interval(out, low, high, RA_DIGITS_INTERVAL);
        ra_text_append(out, ")");
    }
    ra_text_format(out, ", %s", ra_verdict_name(verdict));
}

/* "As a share of the value, the interval is 38 % narrower", or wider: a smaller value has a smaller
 * interval by itself. */
static void write_shrinkage(ra_page *page, const ra_result *result)
{
    const ra_measured_result *measured = &result->measured;
    double before = (measured->high - measured->low) / fabs(measured->point);
    double after = (result->audited.high - result->audited.low) / fabs(result->audited.point);
    ra_text text = {0};

    if (!(before > 0) || !isfinite(before) || !isfinite(after))
        return;
    ra_text_append(&text, "As a share of the value, the interval is ");
    ra_number_percent(&text, fabs(1 - after / before), 2);
    ra_text_append(&text, after <= before ? " narrower than before." : " wider than before.");
    ra_page_pad(page, RA_TABLE_INDENT);
    if (!text.failed)
        ra_page_wrap(page, RA_TABLE_INDENT, text.data);
    ra_page_line(page);
    ra_text_free(&text);
}

void ra_report_measured(ra_page *page, const ra_result *result)
{
    const ra_measured_result *measured = &result->measured;
    ra_text before = {0}, after = {0};

    if (measured->count == 0)
        return;
    ra_page_heading(page, "Measured in place of assumed");
    for (uint32_t i = 0; i < measured->count; i++)
        write_replacement(page, result, &measured->items[i]);
    append_audit(&before, measured->point, measured->low, measured->high, measured->verdict);
    append_audit(&after, result->audited.point, result->audited.low, result->audited.high,
                 result->verdict);
    write_line(page, "before: ", &before);
    write_line(page, "after:  ", &after);
    write_shrinkage(page, result);
}
