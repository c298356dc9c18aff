/* What to measure first, in the text report. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/report_text_table.h"

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

/* The report shows the few inputs that are worth measuring: no more than this, and none that
 * narrows the interval by less. */
#define MOST_ROWS     5
#define LEAST_REMOVED 0.01

/* Rows stand in the order in which to measure. */
static uint32_t count_rows(const ra_sensitivity_result *sensitivity)
{
    uint32_t count = 0;

    while (count < sensitivity->count && count < MOST_ROWS &&
           sensitivity->rows[count].width_removed >= LEAST_REMOVED)
        count++;
    return count;
}

/* A share with the digits that it has earned: those that its 95 % interval leaves. */
static void write_share(ra_table_layout *table, double share, double half_width)
{
    int digits = ra_number_earned(share, half_width, share >= 0.1 ? 2 : 1);
    ra_text text = {0};

    if (isnan(share))
        ra_text_append(&text, "\u2013");
    else
        ra_number_percent(&text, fmax(share, 0), digits);
    ra_table_cell(table, RA_COLUMN_SHARE, &text);
}

/* Half the 95 % interval of the share of the width that is removed, at most: as if its four ends
 * were far off at once. They share their draws, so that they are not. */
static double removed_half(const ra_sensitivity_result *all, const ra_sensitivity *row)
{
    double ends = fmax(ra_bounds_half(row->low_bounds, row->if_exact_p5),
                       ra_bounds_half(row->high_bounds, row->if_exact_p95));
    double whole =
        fmax(ra_bounds_half(all->low_bounds, all->p5), ra_bounds_half(all->high_bounds, all->p95));

    return fmax(ends, whole) / (all->p95 - all->p5);
}

static void write_input(ra_table_layout *table, const ra_result *result, const ra_sensitivity *row)
{
    const ra_quantity *quantity = &result->claim->quantities[result->inputs[row->input].quantity];

    ra_table_row_start(table, quantity->label != NULL ? quantity->label : quantity->id);
    write_share(table, row->shapley, RA_NORMAL_95 * row->shapley_se);
    ra_table_range(table, row->if_exact_p5, row->low_bounds, row->if_exact_p95, row->high_bounds);
    write_share(table, row->width_removed, removed_half(&result->sensitivity, row));
    ra_table_row_end(table);
}

static void write_remark(ra_page *page, const ra_result *result)
{
    const ra_sensitivity_result *all = &result->sensitivity;
    ra_text remark = {0};

    ra_text_append(&remark, "Share of the variance; the interval that is left of ");
    ra_number_range(&remark, all->p5, ra_bounds_half(all->low_bounds, all->p5), all->p95,
                    ra_bounds_half(all->high_bounds, all->p95), RA_DIGITS_INTERVAL);
    if (strcmp(ra_unit_text(result->claim->unit), "1") != 0)
        ra_text_format(&remark, " %s", ra_unit_text(result->claim->unit));
    ra_text_append(&remark, " were this input exact, and how much narrower it is.");
    if (result->sensitivity.method == RA_SENSITIVITY_SHAPLEY)
        ra_text_append(&remark, " Shares are Shapley effects: some inputs are correlated.");
    page->text.failed = page->text.failed || remark.failed;
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, RA_TABLE_INDENT);
    if (!remark.failed)
        ra_page_wrap(page, RA_TABLE_INDENT, remark.data);
    ra_page_line(page);
    ra_text_free(&remark);
}

void ra_report_sensitivity(ra_page *page, const ra_result *result)
{
    static const ra_column columns[] = {RA_COLUMN_SHARE, RA_COLUMN_INTERVAL, RA_COLUMN_SHARE};
    static const char *const names[] = {"share", "if exact", "less"};
    ra_table_layout table = ra_table_layout_new(page, columns, COUNT(columns));
    uint32_t count = count_rows(&result->sensitivity);

    if (count == 0)
        return;
    ra_page_heading(page, "Measure this first");
    ra_table_layout_names(&table, columns, names, COUNT(columns));
    for (uint32_t i = 0; i < count; i++)
        write_input(&table, result, &result->sensitivity.rows[i]);
    write_remark(page, result);
}
