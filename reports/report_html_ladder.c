/* The ladder and the attribution: a chart each, with its table behind it. The scripts read the
 * charts' labels from the tables. */
#include <inttypes.h>
#include <math.h>

#include "models/number.h"
#include "reports/report_html.h"
#include "reports/report_text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SAME_SHARE   1e-9 /* shares that differ by less are the same */

static void add_range(ra_text *out, double low, double high)
{
    if (!isnan(low) && low != high)
        ra_number_interval(out, low, high, RA_DIGITS_INTERVAL);
}

/* The attribute of a number that a script reads with all its digits. */
static void add_data(ra_text *out, const char *name, double value)
{
    if (!isfinite(value))
        return;
    ra_text_format(out, " data-%s=\"", name);
    ra_text_number(out, value);
    ra_text_append(out, "\"");
}

static void add_rung(ra_text *out, const ra_result *result, uint32_t k)
{
    const ra_rung *rung = &result->ladder[k];
    int printed = result->claim->stated.digits;
    ra_text value = {0}, change = {0}, total = {0}, range = {0};

    ra_text_format(out, "<tr data-quantity=\"%" PRId64 "\"",
                   k > 0 ? (int64_t)rung->quantity : (int64_t)-1);
    add_data(out, "result", rung->result);
    add_data(out, "p5", rung->spread.p5);
    add_data(out, "p95", rung->spread.p95);
    ra_text_append(out, ">");
    ra_html_row_head(out, rung->label);
    if (k == 0) /* with all digits that were printed */
        ra_number_trim(&value, rung->result, printed > RA_DIGITS_VALUE ? printed : RA_DIGITS_VALUE);
    if (k > 0) {
        ra_number_write(&value, rung->result, RA_DIGITS_VALUE);
        ra_piece_change(&change, rung->factor);
        ra_piece_change(&total, rung->cumulative);
        add_range(&range, rung->spread.p5, rung->spread.p95);
    }
    ra_html_number_cell(out, &value);
    ra_html_number_cell(out, &range);
    ra_html_number_cell(out, &change);
    ra_html_number_cell(out, &total);
    ra_text_append(out, "</tr>\n");
}

void ra_html_ladder(ra_text *out, const ra_result *result)
{
    static const char *const headings[] = {"Correction", ">Headline", ">5 % to 95 %", ">Change",
                                           ">So far"};
    const ra_claim *claim = result->claim;
    ra_text summary = {0};

    if (result->rung_count < 2)
        return;
    ra_text_append(out, "<section id=\"ladder\">\n<h2>The corrections, one after another"
                        "<span class=\"with\" hidden>, with your settings</span></h2>\n");
    ra_text_append(&summary, "Chart: the headline after each correction. ");
    ra_text_append(&summary, result->sentence != NULL ? result->sentence : "");
    ra_text_append(&summary, " The table below has all numbers.");
    ra_html_canvas(out, "ladder", &summary);
    ra_text_append(out, "<p class=\"remark\">Bars run from the headline before a correction to the "
                        "headline after it, in ");
    ra_html_text(out, ra_unit_text(claim->unit));
    ra_text_append(out, ". Thin lines: 5 % to 95 %. On a logarithmic axis equal lengths are equal "
                        "factors.</p>\n");
    ra_html_table_open(out, "The corrections, one after another", headings, COUNT(headings), true);
    for (uint32_t k = 0; k < result->rung_count; k++)
        add_rung(out, result, k);
    ra_html_table_close(out, true);
    ra_text_append(out, "</section>\n");
}

/* A share, or a factor or difference where the whole may be nothing. */
static void add_part(ra_text *out, const ra_attribution *attribution, const ra_share *share,
                     bool shares, bool ordered)
{
    ra_text value = {0}, range = {0}, orders = {0};
    bool logarithm = attribution->basis == RA_BASIS_LOG;

    if (shares) {
        ra_number_percent(&value, share->share, 2);
        if (!isnan(share->p5) && share->p5 != share->p95)
            ra_number_interval(&range, 100 * share->p5, 100 * share->p95, RA_DIGITS_INTERVAL);
        if (ordered && share->order_max - share->order_min > SAME_SHARE)
            ra_number_interval(&orders, 100 * share->order_min, 100 * share->order_max, 2);
    } else if (logarithm) {
        ra_piece_change(&value, exp(share->contribution));
        add_range(&range, exp(share->contribution_p5), exp(share->contribution_p95));
    } else {
        ra_number_write(&value, share->contribution, RA_DIGITS_VALUE);
        add_range(&range, share->contribution_p5, share->contribution_p95);
    }
    ra_html_number_cell(out, &value);
    ra_html_number_cell(out, &range);
    if (ordered)
        ra_html_number_cell(out, &orders);
}

/* Whether the share of some correction depends on the order of the ladder. */
static bool depends_on_order(const ra_attribution *attribution)
{
    for (uint32_t i = 0; i < attribution->share_count; i++)
        if (attribution->shares[i].order_max - attribution->shares[i].order_min > SAME_SHARE)
            return true;
    return false;
}

static void add_share(ra_text *out, const ra_result *result, uint32_t i, bool shares, bool ordered)
{
    const ra_share *share = &result->attribution.shares[i];
    const ra_quantity *quantity = &result->claim->quantities[share->quantity];

    ra_text_append(out, "<tr");
    add_data(out, "share", shares ? 100 * share->share : share->contribution);
    add_data(out, "p5", shares ? 100 * share->p5 : share->contribution_p5);
    add_data(out, "p95", shares ? 100 * share->p95 : share->contribution_p95);
    ra_text_append(out, ">");
    ra_html_row_head(out, quantity->label != NULL ? quantity->label : quantity->id);
    add_part(out, &result->attribution, share, shares, ordered);
    ra_text_append(out, "</tr>\n");
}

static void add_group(ra_text *out, const ra_result *result, uint32_t g)
{
    const ra_group_result *group = &result->groups[g];
    const ra_group *own = &result->claim->groups[group->group];
    ra_text change = {0}, share = {0}, printed = {0};

    ra_text_append(out, "<tr>");
    ra_html_row_head(out, own->label != NULL ? own->label : own->id);
    ra_piece_change(&change, group->factor);
    if (!isnan(group->share))
        ra_number_percent(&share, group->share, 2);
    ra_text_append(&printed, own->printed != NULL ? own->printed : "");
    ra_html_number_cell(out, &change);
    ra_html_number_cell(out, &share);
    ra_html_number_cell(out, &printed);
    ra_text_append(out, "</tr>\n");
}

static void add_groups(ra_text *out, const ra_result *result)
{
    static const char *const headings[] = {"Cause", ">Change", ">Share", ">Printed in a source"};

    if (result->group_count == 0)
        return;
    ra_text_append(out, "<h3>By cause</h3>\n");
    ra_html_table_open(out, "Corrections by cause", headings, COUNT(headings), false);
    for (uint32_t g = 0; g < result->group_count; g++)
        add_group(out, result, g);
    ra_html_table_close(out, false);
}

void ra_html_attribution(ra_text *out, const ra_result *result)
{
    static const char *const share_headings[] = {"Correction", ">Share, %", ">5 % to 95 %",
                                                 ">By order, %"};
    static const char *const part_headings[] = {"Correction", ">Part", ">5 % to 95 %"};
    const ra_attribution *attribution = &result->attribution;
    bool shares = attribution->share_count > 0 && !attribution->crosses &&
                  !isnan(attribution->shares[0].share);
    bool ordered = shares && depends_on_order(attribution);
    ra_text summary = {0};

    if (attribution->share_count == 0)
        return;
    ra_text_append(out,
                   "<section id=\"attribution\">\n<h2>What each correction accounts for</h2>\n");
    ra_text_append(&summary, "Chart: what each correction accounts for. The table below has all "
                             "numbers.");
    ra_html_canvas(out, "attribution", &summary);
    ra_text_format(out,
                   "<p class=\"remark\">%s. They do not depend on the order in which "
                   "corrections are made (Shapley values), and are those of the audit, whatever "
                   "the settings.</p>\n",
                   attribution->basis == RA_BASIS_LOG
                       ? (shares ? "Shares of the logarithm of the whole factor" : "Factors")
                       : (shares ? "Shares of the difference" : "Parts of the difference"));
    ra_html_table_open(out, "What each correction accounts for",
                       shares ? share_headings : part_headings,
                       ordered ? COUNT(share_headings) : COUNT(part_headings), true);
    for (uint32_t i = 0; i < attribution->share_count; i++)
        add_share(out, result, i, shares, ordered);
    ra_html_table_close(out, true);
    add_groups(out, result);
    ra_text_append(out, "</section>\n");
}
