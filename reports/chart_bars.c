#include "reports/workbook_bars.h"

#include <math.h>

#include "reports/workbook_finding.h"

#define ROW_PIXELS 20
#define FRAME      140.0 /* pixels for the axis, its text and the legend */
#define BAR        30.0  /* pixels for a row of one bar */
#define SECOND_BAR 14.0  /* and for another one in it */

static double height_of(const ra_bars *bars)
{
    double row = BAR + (bars->series > 1 && !bars->opposed ? SECOND_BAR : 0);
    return FRAME + row * (bars->last - bars->first + 1);
}

static void add_series(lxw_chart *chart, const ra_bars *bars, int i)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = bars->colour[i]};
    lxw_col_t column = bars->column[i];
    if (!series)
        return;
    chart_series_set_categories(series, bars->sheet, bars->first, bars->label, bars->last,
                                bars->label);
    chart_series_set_values(series, bars->sheet, bars->first, column, bars->last, column);
    chart_series_set_name(series, bars->name[i]);
    chart_series_set_fill(series, &fill);
}

/* The names stand left of all bars, also of those that go to the left; the first is on top. */
static void set_axes(lxw_chart *chart, const ra_bars *bars)
{
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9}, bold = {.name = face, .size = 9, .bold = 2};
    lxw_chart_line grid = {.color = RA_COLOUR_GRID, .width = 0.75F};
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_crossing_max(chart->y_axis);
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_major_tick_mark(chart->y_axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_set_name(chart->x_axis, bars->axis);
    chart_axis_set_name_font(chart->x_axis, &bold);
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_set_num_format(chart->x_axis, "General");
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(chart->x_axis, &grid);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
}

lxw_row_t ra_chart_bars(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                        const ra_bars *bars)
{
    double height = height_of(bars);
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_BAR);
    if (!chart) {
        book->nomem = true;
        return 0;
    }
    char face[] = RA_WORKBOOK_FACE;
    ra_text finding = {0}, about = {0};
    if (bars->finding)
        bars->finding(book->result, &finding);
    ra_chart_about(book, bars->about, &finding, &about);
    lxw_chart_font font = {.name = face, .size = 9};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_options place = {.x_scale = bars->width / 480,
                               .y_scale = height / 288,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                               .description = about.data};
    for (int i = 0; i < bars->series; i++)
        add_series(chart, bars, i);
    chart_set_series_gap(chart, 60);
    if (bars->opposed)
        chart_set_series_overlap(chart, 100);
    set_axes(chart, bars);
    ra_chart_title(chart, book, &finding);
    if (bars->series > 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_legend_set_font(chart, &font);
    chart_chartarea_set_line(chart, &none);
    ra_book_keep(book, worksheet_insert_chart_opt(sheet->file, row, column, chart, &place));
    ra_text_free(&finding);
    ra_text_free(&about);
    return (lxw_row_t)ceil(height / ROW_PIXELS);
}
