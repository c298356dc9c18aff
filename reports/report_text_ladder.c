/* The ladder: a table with a bar for every correction.
 *
 * The axis is logarithmic, so equal lengths are equal factors, and the bars of all corrections put
 * end to end are the whole factor. A bar reaches from the result before a correction to the result
 * after it; the thin line is the interval from the 5 % to the 95 % point. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_text.h"

#define GAP          2
#define MIN_LABEL    14
#define MIN_BARS     12
#define MAX_BARS     40
#define CHANGE_WIDTH 8

/* Where things stand in the table. */
typedef struct {
    int label, value; /* widths of the columns */
    int bars;         /* cells of the axis; 0: no axis */
    bool total;       /* room for the column of cumulative factors */
    double low, high; /* natural logarithms of the ends of the axis */
} layout;

static void stretch(layout *table, double value)
{
    if (!(value > 0) || isinf(value))
        return;
    table->low = fmin(table->low, log(value));
    table->high = fmax(table->high, log(value));
}

/* An axis needs results that are all positive and not all the same. */
static bool find_axis(layout *table, const ra_result *result)
{
    uint32_t i;

    table->low = INFINITY;
    table->high = -INFINITY;
    for (i = 0; i < result->rung_count; i++) {
        const ra_rung *rung = &result->ladder[i];
        if (!(rung->result > 0) || isinf(rung->result))
            return false;
        stretch(table, rung->result);
        stretch(table, rung->spread.p5);
        stretch(table, rung->spread.p95);
    }
    return table->high - table->low > 1e-6;
}

/* The published result has the digits that were printed, the others those that an audit earns. */
static void append_result(ra_text *out, const ra_result *result, uint32_t rung)
{
    int printed = result->claim->stated.digits;

    if (rung == 0)
        ra_number_trim(out, result->ladder[0].result,
                       printed > RA_DIGITS_VALUE ? printed : RA_DIGITS_VALUE);
    else
        ra_number_write(out, result->ladder[rung].result, RA_DIGITS_VALUE);
}

static int value_width(const ra_page *page, const ra_result *result)
{
    int width = ra_page_measure(page, ra_unit_text(result->claim->unit));
    uint32_t i;

    for (i = 0; i < result->rung_count; i++) {
        ra_text text = {0};
        append_result(&text, result, i);
        if (!text.failed && ra_page_measure(page, text.data) > width)
            width = ra_page_measure(page, text.data);
        ra_text_free(&text);
    }
    return width;
}

static layout find_layout(const ra_page *page, const ra_result *result)
{
    layout table = {.value = value_width(page, result)};
    int free_columns = page->width - RA_TABLE_INDENT - GAP - table.value - GAP - CHANGE_WIDTH;
    int widest = MIN_LABEL;
    uint32_t i;

    for (i = 0; i < result->rung_count; i++) {
        int width = ra_page_measure(page, result->ladder[i].label);
        widest = width > widest ? width : widest;
    }
    table.total = free_columns >= MIN_LABEL + GAP + CHANGE_WIDTH;
    if (table.total)
        free_columns -= GAP + CHANGE_WIDTH;
    if (free_columns >= MIN_LABEL + GAP + MIN_BARS && find_axis(&table, result)) {
        /* Half of what is left for the labels, the rest for the bars. */
        table.label = (free_columns - GAP) / 2;
        table.label = table.label < MIN_LABEL ? MIN_LABEL : table.label;
        table.label = widest < table.label ? widest : table.label;
        table.bars = free_columns - GAP - table.label;
        table.bars = table.bars > MAX_BARS ? MAX_BARS : table.bars;
    } else {
        table.label = widest < free_columns ? widest : free_columns;
        table.label = table.label < MIN_LABEL ? MIN_LABEL : table.label;
    }
    return table;
}

/* Returns the half of a cell, from 0 to 2 * bars, at which a value stands. */
static int half_at(const layout *table, double value)
{
    double share = (log(value) - table->low) / (table->high - table->low);

    if (!(value > 0))
        return 0;
    return (int)lround(fmin(fmax(share, 0), 1) * 2 * table->bars);
}

/* Returns what stands in a cell. `from` and `to` are the ends of the bar, `low` and `high` those of
 * the thin line, in halves of a cell. */
static const char *cell_glyph(int cell, int from, int to, int low, int high)
{
    bool left = 2 * cell >= from && 2 * cell < to;
    bool right = 2 * cell + 1 >= from && 2 * cell + 1 < to;

    if (left && right)
        return "\u2588";
    if (left || right)
        return left ? "\u258c" : "\u2590";
    return 2 * cell + 1 >= low && 2 * cell < high ? "\u2500" : " ";
}

static void write_bar(ra_page *page, const layout *table, const ra_rung *rung, double before)
{
    int start = half_at(table, fmin(before, rung->result));
    int end = half_at(table, fmax(before, rung->result));
    int low, high, cell, mark = -1;

    if (table->bars == 0)
        return;
    /* An end that is not positive has no place on the axis: no line on that side. */
    low = rung->spread.p5 > 0 ? half_at(table, rung->spread.p5) : start;
    high = rung->spread.p95 > 0 ? half_at(table, rung->spread.p95) : end;
    if (start == end) /* no visible change: a mark where the result stands */
        mark = start / 2 < table->bars ? start / 2 : table->bars - 1;
    ra_page_pad(page, page->column + GAP);
    for (cell = 0; cell < table->bars; cell++) {
        const char *glyph = cell == mark ? "\u2502" : cell_glyph(cell, start, end, low, high);
        if (*glyph == ' ')
            ra_page_pad(page, page->column + 1);
        else
            ra_page_put(page, glyph);
    }
}

static void write_change(ra_page *page, double factor)
{
    ra_text text = {0};

    ra_piece_change(&text, factor);
    if (!text.failed)
        ra_page_right(page, GAP + CHANGE_WIDTH, text.data);
    ra_text_free(&text);
}

static void write_rung(ra_page *page, const layout *table, const ra_result *result, uint32_t i)
{
    const ra_rung *rung = &result->ladder[i];
    double before = i > 0 ? result->ladder[i - 1].result : rung->result;
    ra_text value = {0};
    ra_label label;

    ra_page_pad(page, RA_TABLE_INDENT);
    ra_piece_label(page, &label, table->label, rung->label);
    append_result(&value, result, i);
    if (!value.failed)
        ra_page_right(page, GAP + table->value, value.data);
    ra_text_free(&value);
    if (i > 0)
        write_change(page, rung->factor);
    else
        ra_page_pad(page, page->column + GAP + CHANGE_WIDTH);
    if (table->total && i > 0)
        write_change(page, rung->cumulative);
    else if (table->total)
        ra_page_pad(page, page->column + GAP + CHANGE_WIDTH);
    write_bar(page, table, rung, before);
    ra_piece_label_rest(page, &label);
}

static void write_columns(ra_page *page, const layout *table, const ra_result *result)
{
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT + table->label);
    ra_page_right(page, GAP + table->value, ra_unit_text(result->claim->unit));
    ra_page_right(page, GAP + CHANGE_WIDTH, "change");
    if (table->total)
        ra_page_right(page, GAP + CHANGE_WIDTH, "so far");
    ra_page_line(page);
}

/* Powers of ten under the bars, as many as there is room for. */
static void write_axis(ra_page *page, const layout *table)
{
    const double ten = log(10);
    int start = RA_TABLE_INDENT + table->label + GAP + table->value + GAP + CHANGE_WIDTH +
                (table->total ? GAP + CHANGE_WIDTH : 0) + GAP;
    int power = (int)ceil(table->low / ten - 1e-9);
    int last = (int)floor(table->high / ten + 1e-9);

    if (table->bars == 0 || last < power)
        return;
    ra_page_style(page, RA_STYLE_QUIET);
    for (; power <= last; power++) {
        ra_text text = {0};
        int column = start + half_at(table, pow(10, power)) / 2;
        ra_text_append(&text, page->utf8 ? "\u2534" : "+");
        ra_number_trim(&text, pow(10, power), RA_DIGITS_VALUE);
        if (!text.failed && column >= page->column &&
            column + ra_text_width(text.data) <= page->width) {
            ra_page_pad(page, column);
            ra_page_put(page, text.data);
            ra_page_pad(page, page->column + 1);
        }
        ra_text_free(&text);
    }
    ra_page_line(page);
}

/* Where the headline does not follow from its own inputs, that slip stands outside the ladder: its
 * factor, stated / recomputed, is no part of the product of the corrections. */
static void write_slip(ra_page *page, const ra_result *result)
{
    ra_text text = {0};

    if (result->consistency != RA_DOES_NOT_FOLLOW || !(result->stated / result->recomputed > 0) ||
        isinf(result->stated / result->recomputed))
        return;
    ra_text_append(&text, "Not among them, arithmetic of the source: its own inputs give ");
    ra_piece_value(&text, result->recomputed, RA_DIGITS_VALUE, result->claim->unit);
    ra_text_append(&text, ", where it states ");
    ra_number_trim(&text, result->stated, RA_DIGITS_VALUE);
    ra_text_append(&text, " (");
    ra_piece_change(&text, result->stated / result->recomputed);
    ra_text_append(&text, "). The ladder and the factor begin at what the inputs give.");
    if (!text.failed) {
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT, text.data);
        ra_page_line(page);
    }
    ra_text_free(&text);
}

void ra_report_ladder(ra_page *page, const ra_result *result)
{
    layout table;
    uint32_t i;

    if (result->rung_count < 2)
        return;
    table = find_layout(page, result);
    ra_page_heading(page, "The corrections, one after another");
    write_columns(page, &table, result);
    for (i = 0; i < result->rung_count; i++)
        write_rung(page, &table, result, i);
    write_axis(page, &table);
    if (table.bars > 0) {
        ra_page_style(page, RA_STYLE_QUIET);
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT,
                     "Logarithmic axis: equal lengths are equal factors. Thin lines: 5 % to 95 %.");
        ra_page_line(page);
    }
    write_slip(page, result);
}
