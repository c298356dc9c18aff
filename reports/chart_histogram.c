/* The histogram of the audited result: columns over the bins of the sheet Uncertainty. */
#include <stdio.h>

#include "models/alloc.h"
#include "reports/workbook_finding.h"

#define WIDTH  720.0
#define HEIGHT 330.0

static void add_columns(lxw_chart *chart, const char *name, lxw_row_t first, lxw_row_t last,
                        lxw_col_t label, lxw_col_t values, uint32_t colour)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (!series)
        return;
    lxw_chart_fill fill = {.color = colour};
    lxw_chart_line rim = {.color = LXW_COLOR_WHITE, .width = 0.25F};
    chart_series_set_categories(series, "Uncertainty", first, label, last, label);
    chart_series_set_values(series, "Uncertainty", first, values, last, values);
    chart_series_set_name(series, name);
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &rim);
}

static void set_axes(lxw_chart *chart, const ra_book *book)
{
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9}, bold = {.name = face, .size = 9, .bold = 2};
    lxw_chart_line grid = {.color = RA_COLOUR_GRID, .width = 0.75F};
    char *unit = ra_cell_clean(ra_unit_text(book->claim->unit), 200);
    ra_text name = {0};
    ra_text_format(&name, "Audited result in %s%s", unit ? unit : "",
                   book->result->bins_log ? " (bins of equal width on a logarithmic axis)" : "");
    ra_free(unit);
    chart_axis_set_interval_unit(chart->x_axis, 5);
    chart_axis_set_interval_tick(chart->x_axis, 5);
    chart_axis_set_major_tick_mark(chart->x_axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_num_font(chart->x_axis, &font);
    if (!name.failed)
        chart_axis_set_name(chart->x_axis, name.data);
    chart_axis_set_name_font(chart->x_axis, &bold);
    chart_axis_set_name(chart->y_axis, "Share of the trials");
    chart_axis_set_name_font(chart->y_axis, &bold);
    chart_axis_set_num_format(chart->y_axis, "0%");
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    ra_text_free(&name);
}

void ra_chart_histogram(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                        lxw_row_t first, lxw_row_t last, lxw_col_t label)
{
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_COLUMN_STACKED);
    if (!chart) {
        book->nomem = true;
        return;
    }
    char level[60];
    ra_text finding = {0}, about = {0};
    ra_finding_histogram(book->result, &finding);
    ra_chart_about(book, "Histogram of the audited result over the trials", &finding, &about);
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_options place = {.x_scale = WIDTH / 480,
                               .y_scale = HEIGHT / 288,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                               .description = about.data};
    snprintf(level, sizeof level, "Within the %g %% interval", 100 * book->result->level);
    add_columns(chart, level, first, last, label, (lxw_col_t)(label + 1), RA_COLOUR_STEP);
    add_columns(chart, "Outside", first, last, label, (lxw_col_t)(label + 2), RA_COLOUR_PALE);
    chart_set_series_gap(chart, 4);
    chart_set_series_overlap(chart, 100);
    set_axes(chart, book);
    ra_chart_title(chart, book, &finding);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    chart_chartarea_set_line(chart, &none);
    ra_book_keep(book, worksheet_insert_chart_opt(sheet->file, row, column, chart, &place));
    ra_text_free(&finding);
    ra_text_free(&about);
}
