/* Series of scatter charts that show values with their names and intervals: what the charts of the
 * ladder and of several claims share. Internal to the workbook writer. */
#ifndef RA_CHART_SERIES_H
#define RA_CHART_SERIES_H

#include "reports/workbook.h"

/* A pair of columns of a sheet, from a first row to a last. */
typedef struct {
    const char *sheet;
    lxw_row_t first, last;
    lxw_col_t x, y;
} ra_points;

/* How a marker looks. */
typedef struct {
    uint8_t type;
    uint32_t colour;
    double rim; /* width of the white line around it */
} ra_marker;

/* Adds a line over points with x and y side by side; an empty row breaks it. */
void ra_series_line(lxw_chart *chart, const char *name, const ra_points *points, uint32_t colour,
                    double width);

/* Adds markers alone. */
void ra_series_markers(lxw_chart *chart, const char *name, const ra_points *points,
                       const ra_marker *marker);

/* Adds an invisible series whose labels, left of its points, are the names. Given: one cleaned text
 * a point, NULL where memory ran out; they are freed. */
void ra_series_names(lxw_chart *chart, ra_book *book, const ra_points *points, char **names,
                     double size);

/* Makes the axis down one of rows from 0 on, without numbers: blanks keep room for the names.
 * Given: characters of that room, and where the axis ends. */
void ra_series_row_axis(lxw_chart_axis *axis, int room, double low, double high);

#endif
