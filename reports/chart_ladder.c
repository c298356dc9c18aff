/* The chart of the ladder: rungs from top to bottom, the result on a logarithmic axis from left to
 * right. Office programs offer no such chart, so it is made of scatter series over the points below
 * the ladder's table: thick lines for the corrections, thin ones for the intervals, links between
 * the rungs, a marker for each result, and an invisible series that carries the names. An empty row
 * between two points breaks a line. */
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "models/alloc.h"
#include "reports/chart_series.h"
#include "reports/workbook_finding.h"
#include "reports/workbook_ladder.h"

/* Columns of the points; each rung has three rows: two points and a break. */
enum {
    STEP_X = RA_LADDER_BLOCK,
    STEP_Y,
    SPAN_X,
    SPAN_Y,
    LINK_X,
    LINK_Y,
    NAME_X,
    NAME_Y,
    POINT_COLUMNS
};
enum { ROWS_A_RUNG = 3, HEADS = 1, POINTS = 2 };

#define SPAN_DROP        0.27 /* the interval stands this far below its rung */
#define LABEL_CHARACTERS 52
#define LABEL_ROOM       34   /* characters beside the axis: longer names take two lines */
#define RIM              0.75 /* of a marker */
#define PIXELS_A_RUNG    44
#define PIXELS_AROUND    140 /* with the title */

double ra_chart_ladder_height(const ra_book *book)
{
    if (book->claim->changed_count == 0)
        return 0;
    double height = PIXELS_AROUND + PIXELS_A_RUNG * (book->claim->changed_count + 1.0);
    return height < 280 ? 280 : height > 1400 ? 1400 : height;
}

static void extend(double x, double *low, double *high)
{
    if (!isfinite(x))
        return;
    *low = x < *low ? x : *low;
    *high = x > *high ? x : *high;
}

/* A round step that divides a span into about five parts: 1, 2 or 5 times a power of ten. */
static double round_step(double span)
{
    double power = pow(10, floor(log10(span / 5)));
    double times = span / 5 / power;
    return (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1) * power;
}

/* The axis covers all results and intervals: whole powers of ten, or round numbers where everything
 * lies within a factor of three or is not positive. */
static void choose_axis(ra_book *book, const ra_ladder_layout *layout)
{
    double low = DBL_MAX, high = -DBL_MAX;
    for (uint32_t k = 0; k <= layout->rungs; k++) {
        const ra_summary *spread = &book->result->ladder[k].spread;
        extend(layout->result[k], &low, &high);
        extend(spread->constant ? NAN : spread->low, &low, &high);
        extend(spread->constant ? NAN : spread->high, &low, &high);
    }
    if (low > high)
        low = high = 1;
    book->axis_log = low > 0 && high / low >= 3;
    if (book->axis_log) {
        book->axis_low = pow(10, floor(log10(low * 0.97)));
        book->axis_high = pow(10, ceil(log10(high * 1.03)));
        return;
    }
    double span = high > low ? high - low : fabs(high) > 0 ? fabs(high) : 1;
    double step = round_step(1.2 * span);
    book->axis_low = floor((low - 0.1 * span) / step) * step;
    book->axis_high = ceil((high + 0.1 * span) / step) * step;
    if (low >= 0 && book->axis_low < 0)
        book->axis_low = 0;
}

/* A point's coordinate that is a cell of the table. */
static void write_x(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t from,
                    lxw_col_t from_column, double value)
{
    ra_text formula = {0};
    ra_cell_emit(&formula, from, false, from_column, true);
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value, 6);
    ra_text_free(&formula);
}

static void write_rung_points(ra_sheet *sheet, const ra_ladder_layout *layout, uint32_t k,
                              lxw_row_t row)
{
    const ra_summary *spread = &sheet->book->result->ladder[k].spread;
    lxw_row_t here = layout->first + k;
    for (uint32_t end = 0; k > 0 && end < 2; end++) {
        write_x(sheet, row + end, STEP_X, here - 1 + end, RA_LADDER_RESULT,
                layout->result[k - 1 + end]);
        ra_cell_number(sheet, row + end, STEP_Y, RA_STYLE_RUN, k, 0);
        write_x(sheet, row + end, LINK_X, here - 1, RA_LADDER_RESULT, layout->result[k - 1]);
        ra_cell_number(sheet, row + end, LINK_Y, RA_STYLE_RUN, k - 1 + end, 0);
    }
    for (uint32_t end = 0; !spread->constant && end < 2; end++) {
        write_x(sheet, row + end, SPAN_X, here, end ? RA_LADDER_HIGH : RA_LADDER_LOW,
                end ? spread->high : spread->low);
        ra_cell_number(sheet, row + end, SPAN_Y, RA_STYLE_RUN, k + SPAN_DROP, 0);
    }
}

void ra_ladder_points(ra_book *book, const ra_ladder_layout *layout)
{
    static const char *const heads[] = {"Correction from, to",
                                        "Height",
                                        "Interval from, to",
                                        "Height",
                                        "Link",
                                        "Height",
                                        "Name",
                                        "Height",
                                        NULL};
    ra_sheet *sheet = &book->sheet[RA_SHEET_LADDER];
    choose_axis(book, layout);
    book->ladder_first = layout->first;
    book->ladder_points = layout->points + POINTS;
    ra_cell_section(sheet, layout->points, RA_LADDER_RUNG, "Workings: points of the chart");
    ra_cell_heads(sheet, layout->points + HEADS, STEP_X, heads);
    for (uint32_t k = 0; k <= layout->rungs; k++) {
        write_rung_points(sheet, layout, k, book->ladder_points + ROWS_A_RUNG * k);
        ra_cell_number(sheet, book->ladder_points + k, NAME_X, RA_STYLE_RUN, book->axis_low, 0);
        ra_cell_number(sheet, book->ladder_points + k, NAME_Y, RA_STYLE_RUN, k, 0);
    }
}

/* The results themselves, straight from the table. */
static void add_results(lxw_chart *chart, const ra_book *book)
{
    const ra_points points = {"Ladder", book->ladder_first,
                              book->ladder_first + book->claim->changed_count, RA_LADDER_RESULT,
                              RA_LADDER_RUNG};
    const ra_marker marker = {LXW_CHART_MARKER_CIRCLE, LXW_COLOR_BLACK, RIM};
    ra_series_markers(chart, "Result", &points, &marker);
}

/* The text beside a rung. The number in front keeps it from ever being read as a formula. */
static char *rung_label(const ra_book *book, uint32_t k)
{
    ra_text text = {0};
    char *clean = ra_cell_clean(book->result->ladder[k].label, LABEL_CHARACTERS);
    if (k)
        ra_text_format(&text, "%u  ", (unsigned)k);
    ra_text_append(&text, clean ? clean : "");
    ra_free(clean);
    if (text.failed)
        ra_text_free(&text);
    return text.data;
}

static void add_names(lxw_chart *chart, ra_book *book)
{
    uint32_t count = book->claim->changed_count + 1;
    const ra_points points = {"Ladder", book->ladder_points, book->ladder_points + count - 1,
                              NAME_X, NAME_Y};
    char **names = ra_calloc(count, sizeof *names);
    for (uint32_t k = 0; names && k < count; k++)
        names[k] = rung_label(book, k);
    ra_series_names(chart, book, &points, names, 9);
}

/* Across: the result. */
static void set_result_axis(lxw_chart_axis *axis, const ra_book *book)
{
    char face[] = RA_WORKBOOK_FACE, format[40];
    lxw_chart_font font = {.name = face, .size = 9}, bold = {.name = face, .size = 9, .bold = 2};
    lxw_chart_line grid = {.color = RA_COLOUR_GRID, .width = 0.75F};
    char *unit = ra_cell_clean(ra_unit_text(book->claim->unit), 200);
    ra_text name = {0};
    ra_text_format(&name, "Result in %s%s", unit ? unit : "",
                   book->axis_log ? " (logarithmic axis)" : "");
    ra_free(unit);
    if (book->axis_log)
        chart_axis_set_log_base(axis, 10);
    chart_axis_set_min(axis, book->axis_low);
    chart_axis_set_max(axis, book->axis_high);
    ra_number_code_text(ra_number_code_exact(book->axis_low ? book->axis_low : book->axis_high),
                        format, sizeof format);
    chart_axis_set_num_format(axis, !book->axis_log       ? format
                                    : book->axis_low >= 1 ? "#,##0"
                                                          : "General");
    chart_axis_set_num_font(axis, &font);
    chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(axis, &grid);
    if (!name.failed)
        chart_axis_set_name(axis, name.data);
    chart_axis_set_name_font(axis, &bold);
    ra_text_free(&name);
}

/* A line over two columns side by side. */
static void add_line(lxw_chart *chart, const char *name, ra_points points, lxw_col_t x,
                     uint32_t colour, double width)
{
    points.x = x;
    points.y = (lxw_col_t)(x + 1);
    ra_series_line(chart, name, &points, colour, width);
}

/* All series; the links and the names stay out of the legend. */
static void add_all(lxw_chart *chart, ra_book *book)
{
    ra_points points = {.sheet = "Ladder", .first = book->ladder_points};
    char level[40];
    snprintf(level, sizeof level, "%g %% interval", 100 * book->result->level);
    int16_t silent[] = {0, 1, -1};
    points.last = points.first + ROWS_A_RUNG * (book->claim->changed_count + 1) - 1;
    add_names(chart, book);
    add_line(chart, "Link", points, LINK_X, RA_COLOUR_GREY, 0.75);
    add_line(chart, "Correction", points, STEP_X, RA_COLOUR_STEP, 10);
    if (!book->result->audited.constant)
        add_line(chart, level, points, SPAN_X, RA_COLOUR_INTERVAL, 2.25);
    add_results(chart, book);
    ra_book_keep(book, chart_legend_delete_series(chart, silent));
}

void ra_chart_ladder(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column, double width)
{
    if (book->claim->changed_count == 0)
        return;
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_SCATTER_STRAIGHT);
    if (!chart) {
        book->nomem = true;
        return;
    }
    ra_text finding = {0}, about = {0};
    ra_finding_ladder(book->result, &finding);
    ra_chart_about(book, "The result after each correction, one after another, with its interval",
                   &finding, &about);
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_options place = {.x_scale = width / 480,
                               .description = about.data,
                               .y_scale = ra_chart_ladder_height(book) / 288,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE};
    add_all(chart, book);
    set_result_axis(chart->x_axis, book);
    ra_series_row_axis(chart->y_axis, LABEL_ROOM, -0.5, book->claim->changed_count + 0.6);
    ra_chart_title(chart, book, &finding);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    chart_chartarea_set_line(chart, &none);
    ra_book_keep(book, worksheet_insert_chart_opt(sheet->file, row, column, chart, &place));
    ra_text_free(&finding);
    ra_text_free(&about);
}
