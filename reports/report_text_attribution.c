/* What each correction accounts for, in the text report. */
#include <math.h>

#include "models/number.h"
#include "reports/report_text_table.h"

#define SHARE_DIGITS 2
#define COUNT_DIGITS 17

/* Shares that orders move by less than this are the same in any order. */
#define SAME_SHARE 0.005

/* Whether the order of corrections matters for some share. */
static bool order_matters(const ra_attribution *attribution)
{
    for (uint32_t i = 0; i < attribution->share_count; i++) {
        const ra_share *share = &attribution->shares[i];
        if (share->order_max - share->order_min > SAME_SHARE)
            return true;
    }
    return false;
}

/* Shares where they have bounds. Otherwise the contributions themselves are shown: of logarithms as
 * factors. */
static bool has_shares(const ra_attribution *attribution)
{
    return !attribution->crosses && isfinite(attribution->shares[0].share);
}

static void write_share(ra_table_layout *table, double share, double half_width)
{
    ra_text text = {0};

    ra_number_percent(&text, share,
                      ra_number_earned(share, half_width, fabs(share) >= 0.1 ? SHARE_DIGITS : 1));
    ra_table_cell(table, RA_COLUMN_SHARE, &text);
}

/* "18 to 20 %" */
static void write_range(ra_table_layout *table, double low, double low_half, double high,
                        double high_half)
{
    ra_text text = {0};

    if (isnan(low) || high - low < 1e-6) {
        ra_text_append(&text, "\u2013");
    } else {
        ra_number_range(&text, 100 * low, 100 * low_half, 100 * high, 100 * high_half,
                        SHARE_DIGITS);
        ra_text_append(&text, " %");
    }
    ra_table_cell(table, RA_COLUMN_INTERVAL, &text);
}

static ra_bounds exp_bounds(ra_bounds bounds)
{
    return (ra_bounds){exp(bounds.low), exp(bounds.high)};
}

static void write_contribution(ra_table_layout *table, const ra_attribution *attribution,
                               const ra_share *share)
{
    ra_bounds low = share->contribution_bounds[RA_END_LOW];
    ra_bounds high = share->contribution_bounds[RA_END_HIGH];

    if (attribution->basis == RA_BASIS_LOG) {
        ra_table_number(table, RA_COLUMN_NUMBER, exp(share->contribution), RA_DIGITS_FACTOR);
        ra_table_range(table, exp(share->contribution_p5), exp_bounds(low),
                       exp(share->contribution_p95), exp_bounds(high));
    } else {
        ra_table_number(table, RA_COLUMN_NUMBER, share->contribution, RA_DIGITS_VALUE);
        ra_table_range(table, share->contribution_p5, low, share->contribution_p95, high);
    }
}

static void write_rows(ra_table_layout *table, const ra_result *result, bool orders)
{
    const ra_attribution *attribution = &result->attribution;

    for (uint32_t i = 0; i < attribution->share_count; i++) {
        const ra_share *share = &attribution->shares[i];
        const ra_quantity *quantity = &result->claim->quantities[share->quantity];
        ra_table_row_start(table, quantity->label != NULL ? quantity->label : quantity->id);
        if (has_shares(attribution)) {
            write_share(table, share->share, RA_NORMAL_95 * share->se);
            write_range(table, share->p5, ra_bounds_half(share->bounds[RA_END_LOW], share->p5),
                        share->p95, ra_bounds_half(share->bounds[RA_END_HIGH], share->p95));
            if (orders)
                write_range(table, share->order_min, 0, share->order_max, 0);
        } else {
            write_contribution(table, attribution, share);
        }
        ra_table_row_end(table);
    }
}

static const char *basis_text(const ra_attribution *attribution)
{
    bool logarithm = attribution->basis == RA_BASIS_LOG;

    if (has_shares(attribution))
        return logarithm ? "Shares of the logarithm of the whole factor"
                         : "Shares of the difference";
    return logarithm ? "Factors, published / audited. The whole may be 1, of which there are no "
                       "shares"
                     : "Parts of the difference, which may be nothing, so that it has no shares";
}

static void append_count(ra_text *out, uint64_t count, const char *what)
{
    ra_number_trim(out, (double)count, COUNT_DIGITS);
    ra_text_format(out, " %s", what);
}

/* On what the parts are, and what they rest on. */
static void append_remark(ra_text *remark, const ra_attribution *attribution, bool orders)
{
    ra_text_format(remark, "%s. They do not depend on the order of corrections (Shapley values",
                   basis_text(attribution));
    if (attribution->method == RA_ATTRIBUTION_SAMPLED) {
        ra_text_append(remark, " over ");
        append_count(remark, attribution->orders, "random orders");
    }
    if (attribution->trials > 0) {
        ra_text_append(remark, ", ");
        append_count(remark, attribution->trials, "trials");
    }
    ra_text_append(remark, ").");
    if (orders)
        ra_text_append(remark, " On a ladder they would: the last column is from the order that "
                                "makes a share the smallest to the one that makes it the largest.");
}

static void write_remark(ra_page *page, const ra_attribution *attribution, bool orders)
{
    ra_text remark = {0};

    if (isnan(attribution->shares[0].contribution))
        ra_text_append(&remark, "Some corrections have no value without the others, so that the "
                                "difference has no parts.");
    else
        append_remark(&remark, attribution, orders);
    page->text.failed = page->text.failed || remark.failed;
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT);
    if (!remark.failed)
        ra_page_wrap(page, RA_TABLE_INDENT, remark.data);
    ra_page_line(page);
    ra_text_free(&remark);
}

void ra_report_attribution(ra_page *page, const ra_result *result)
{
    static const ra_column shares[] = {RA_COLUMN_SHARE, RA_COLUMN_INTERVAL, RA_COLUMN_INTERVAL};
    static const char *const share_names[] = {"share", "5 % to 95 %", "by order"};
    static const ra_column parts[] = {RA_COLUMN_NUMBER, RA_COLUMN_INTERVAL};
    static const char *const part_names[] = {"part", "5 % to 95 %"};
    const ra_attribution *attribution = &result->attribution;

    if (attribution->share_count < 2)
        return;
    bool whole = has_shares(attribution), orders = whole && order_matters(attribution);
    const ra_column *columns = whole ? shares : parts;
    int count = orders ? 3 : 2;
    ra_table_layout table = ra_table_layout_new(page, columns, count);
    ra_page_heading(page, "What each correction accounts for");
    ra_table_layout_names(&table, columns, whole ? share_names : part_names, count);
    write_rows(&table, result, orders);
    write_remark(page, attribution, orders);
}
