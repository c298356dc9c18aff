/* The two histograms of Classroom beside each other; the paler one is of these trials. */
#include "models/alloc.h"
#include "reports/workbook_classroom.h"

void ra_chart_classroom(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_row_t first,
                        lxw_row_t last)
{
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_COLUMN);
    char about[] = "Histogram of the audited headline: these trials beside the full run";
    char face[] = RA_WORKBOOK_FACE;
    static const char *const names[] = {"These trials", "Full run"};
    static const uint32_t colours[] = {RA_COLOUR_PALE, RA_COLOUR_DARK};
    if (!chart) {
        book->nomem = true;
        return;
    }
    for (int i = 0; i < 2; i++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_chart_fill fill = {.color = colours[i]};
        lxw_col_t column = (lxw_col_t)(RA_CLASS_THESE + i);
        if (!series)
            continue;
        chart_series_set_categories(series, "Classroom", first, RA_CLASS_NAME, last, RA_CLASS_NAME);
        chart_series_set_values(series, "Classroom", first, column, last, column);
        chart_series_set_name(series, names[i]);
        chart_series_set_fill(series, &fill);
    }
    lxw_chart_font font = {.name = face, .size = 9}, bold = {.name = face, .size = 9, .bold = 2};
    lxw_chart_line none = {.none = LXW_TRUE}, grid = {.color = RA_COLOUR_GRID, .width = 0.75F};
    lxw_chart_options place = {.x_scale = 1.6,
                               .y_scale = 1.2,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                               .description = about};
    char *unit = ra_cell_clean(ra_unit_text(book->claim->unit), 200);
    ra_text axis = {0};
    ra_text_format(&axis, "Audited headline in %s: lower end of the bin", unit ? unit : "");
    ra_free(unit);
    if (!axis.failed)
        chart_axis_set_name(chart->x_axis, axis.data);
    ra_text_free(&axis);
    chart_axis_set_name_font(chart->x_axis, &bold);
    chart_axis_set_name(chart->y_axis, "Share of the trials");
    chart_axis_set_name_font(chart->y_axis, &bold);
    chart_axis_set_num_format(chart->y_axis, "0%");
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    char format[40];
    ra_number_code_text(ra_number_code(book->result->bins[0].low, 3), format, sizeof format);
    chart_axis_set_num_format(chart->x_axis, format);
    chart_axis_set_interval_unit(chart->x_axis, 5);
    chart_set_series_gap(chart, 20);
    chart_title_set_name(chart, "How well do a thousand trials show the distribution?");
    lxw_chart_font title = {.name = face, .size = 11, .bold = 2};
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    chart_chartarea_set_line(chart, &none);
    ra_book_keep(book, worksheet_insert_chart_opt(sheet->file, row, RA_CLASS_APART, chart, &place));
}
