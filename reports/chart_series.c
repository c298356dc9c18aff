#include "reports/chart_series.h"

#include "models/alloc.h"

static lxw_chart_series *add_series(lxw_chart *chart, const char *name, const ra_points *points)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (!series)
        return NULL;
    chart_series_set_categories(series, points->sheet, points->first, points->x, points->last,
                                points->x);
    chart_series_set_values(series, points->sheet, points->first, points->y, points->last,
                            points->y);
    chart_series_set_name(series, name);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
    return series;
}

void ra_series_line(lxw_chart *chart, const char *name, const ra_points *points, uint32_t colour,
                    double width)
{
    lxw_chart_series *series = add_series(chart, name, points);
    lxw_chart_line line = {.color = colour, .width = (float)width};
    if (series)
        chart_series_set_line(series, &line);
}

void ra_series_markers(lxw_chart *chart, const char *name, const ra_points *points,
                       const ra_marker *marker)
{
    lxw_chart_series *series = add_series(chart, name, points);
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_line rim = {.color = LXW_COLOR_WHITE, .width = (float)marker->rim};
    lxw_chart_fill fill = {.color = marker->colour};
    if (!series)
        return;
    chart_series_set_line(series, &none);
    chart_series_set_marker_type(series, marker->type);
    chart_series_set_marker_size(series, 8);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &rim);
}

/* Returns whether the labels could be set. */
static bool set_labels(lxw_chart_series *series, ra_book *book, char **names, size_t count,
                       double size)
{
    lxw_chart_data_label *labels = ra_calloc(count, sizeof *labels);
    lxw_chart_data_label **list = ra_calloc(count + 1, sizeof *list);
    lxw_chart_line none = {.none = LXW_TRUE};
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = size};
    bool fine = series && labels && list;
    for (size_t k = 0; fine && k < count; k++) {
        labels[k].value = names[k];
        list[k] = &labels[k];
        fine = names[k] != NULL;
    }
    if (fine) {
        chart_series_set_line(series, &none);
        chart_series_set_labels(series);
        chart_series_set_labels_font(series, &font);
        chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_LEFT);
        ra_book_keep(book, chart_series_set_labels_custom(series, list));
    }
    ra_free(labels);
    ra_free(list);
    return fine;
}

void ra_series_names(lxw_chart *chart, ra_book *book, const ra_points *points, char **names,
                     double size)
{
    size_t count = points->last - points->first + 1;
    bool fine = names && set_labels(add_series(chart, "Names", points), book, names, count, size);
    book->nomem |= !fine;
    for (size_t k = 0; names && k < count; k++)
        ra_free(names[k]);
    ra_free(names);
}

void ra_series_row_axis(lxw_chart_axis *axis, int room, double low, double high)
{
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9};
    ra_text blanks = {0};
    ra_text_append(&blanks, "\"");
    for (int i = 0; i < room; i++)
        ra_text_append(&blanks, "\xC2\xA0");
    ra_text_append(&blanks, "\"");
    if (!blanks.failed)
        chart_axis_set_num_format(axis, blanks.data);
    ra_text_free(&blanks);
    chart_axis_set_num_font(axis, &font);
    chart_axis_set_min(axis, low);
    chart_axis_set_max(axis, high);
    chart_axis_set_major_unit(axis, 1);
    chart_axis_set_reverse(axis);
    chart_axis_set_crossing_max(axis);
    chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
}
