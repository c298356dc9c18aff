/* Tables of the text report. */
#include "reports/report_text_table.h"

#include <math.h>

#include "models/number.h"

#define MIN_LABEL 16
#define MAX_LABEL 34

/* Widths of the columns; on a narrow page they are as small as most numbers allow. */
static const int widths[2][RA_COLUMN_KINDS] = {
    {[RA_COLUMN_NUMBER] = 10,
     [RA_COLUMN_INTERVAL] = 18,
     [RA_COLUMN_SPREAD] = 8,
     [RA_COLUMN_CHANGE] = 8,
     [RA_COLUMN_SHARE] = 6,
     [RA_COLUMN_REMARK] = 15},
    {[RA_COLUMN_NUMBER] = 8,
     [RA_COLUMN_INTERVAL] = 18,
     [RA_COLUMN_SPREAD] = 8,
     [RA_COLUMN_CHANGE] = 8,
     [RA_COLUMN_SHARE] = 6,
     [RA_COLUMN_REMARK] = 15},
};

static int gap_of(const ra_table_layout *table)
{
    return table->narrow ? 1 : 2;
}

static int width_of(const ra_table_layout *table, ra_column column)
{
    return gap_of(table) + widths[table->narrow][column];
}

ra_table_layout ra_table_layout_new(ra_page *page, const ra_column *columns, int count)
{
    ra_table_layout table = {.page = page};
    int left = page->width - RA_TABLE_INDENT;

    for (int i = 0; i < count; i++)
        left -= width_of(&table, columns[i]);
    table.narrow = left < MIN_LABEL;
    table.label_width = table.narrow ? page->width - RA_TABLE_INDENT : left;
    if (!table.narrow && left > MAX_LABEL)
        table.label_width = MAX_LABEL;
    return table;
}

/* Moves to where the numbers start. */
static void skip_label(ra_table_layout *table)
{
    ra_page_pad(table->page, RA_TABLE_INDENT + (table->narrow ? 0 : table->label_width));
}

void ra_table_layout_names(ra_table_layout *table, const ra_column *columns,
                           const char *const *names, int count)
{
    ra_page *page = table->page;

    ra_page_style(page, RA_STYLE_QUIET);
    skip_label(table);
    for (int i = 0; i < count; i++) {
        if (columns[i] == RA_COLUMN_REMARK) {
            ra_page_pad(page, page->column + gap_of(table));
            ra_page_put(page, names[i]);
        } else {
            ra_page_right(page, width_of(table, columns[i]), names[i]);
        }
    }
    ra_page_line(page);
}

void ra_table_row_start(ra_table_layout *table, const char *label)
{
    ra_page_pad(table->page, RA_TABLE_INDENT);
    ra_piece_label(table->page, &table->label, table->label_width, label);
    if (table->narrow) {
        ra_piece_label_rest(table->page, &table->label);
        skip_label(table);
    }
}

void ra_table_row_end(ra_table_layout *table)
{
    if (table->narrow)
        ra_page_line(table->page);
    else
        ra_piece_label_rest(table->page, &table->label);
}

void ra_table_cell(ra_table_layout *table, ra_column column, ra_text *text)
{
    if (text->failed)
        table->page->text.failed = true;
    else
        ra_page_right(table->page, width_of(table, column), text->data != NULL ? text->data : "");
    ra_text_free(text);
}

void ra_table_number(ra_table_layout *table, ra_column column, double value, int digits)
{
    ra_text text = {0};

    if (isnan(value))
        ra_text_append(&text, "\u2013");
    else
        ra_number_write(&text, value, digits);
    ra_table_cell(table, column, &text);
}

void ra_table_range(ra_table_layout *table, double low, ra_bounds low_bounds, double high,
                    ra_bounds high_bounds)
{
    ra_text text = {0};

    if (isnan(low) || low == high)
        ra_text_append(&text, "\u2013");
    else
        ra_number_range(&text, low, ra_bounds_half(low_bounds, low), high,
                        ra_bounds_half(high_bounds, high), RA_DIGITS_INTERVAL);
    ra_table_cell(table, RA_COLUMN_INTERVAL, &text);
}

void ra_table_interval(ra_table_layout *table, double low, double high)
{
    ra_table_range(table, low, (ra_bounds){low, low}, high, (ra_bounds){high, high});
}

void ra_table_remark(ra_table_layout *table, ra_style style, const char *text)
{
    ra_page_pad(table->page, table->page->column + gap_of(table));
    ra_page_style(table->page, style);
    ra_page_put(table->page, text);
    ra_page_style(table->page, RA_STYLE_PLAIN);
}
