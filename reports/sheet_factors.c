/* Factors: how far off each claim is, largest first, on a logarithmic axis with its interval. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "models/alloc.h"
#include "reports/chart_series.h"
#include "reports/workbook_compare.h"

/* The table, the chart to the right of it, and behind that the points which the chart is drawn
 * from.
 */
enum { NAME, FACTOR, LOW, HIGH, KIND, CHART };
enum { POINT_X = CHART + 16, POINT_Y, SPAN_X, SPAN_Y, ONE_X, ONE_Y, NAME_X, NAME_Y };
enum { FIRST_ROW = RA_HEAD_ROW + 1 };
enum { ROWS_A_CLAIM = 3 }; /* of the points: two ends, and a break */

#define WIDTH            900.0
#define PIXELS_A_CLAIM   24
#define PIXELS_AROUND    130
#define LABEL_CHARACTERS 48
#define LABEL_ROOM       44

/* A claim with its factor; the marker says which way it errs, in shape and in colour. */
typedef struct {
    size_t i;
    double factor;
    int kind;
} line;

enum { TOO_HIGH, STANDS, TOO_LOW, KINDS };
static const struct {
    const char *name;
    uint8_t marker;
    uint32_t colour;
} kinds[KINDS] = {[TOO_HIGH] = {"Published too high", LXW_CHART_MARKER_CIRCLE, RA_COLOUR_STEP},
                  [STANDS] = {"Stands, or not judged", LXW_CHART_MARKER_DIAMOND, 0x000000},
                  [TOO_LOW] = {"Published too low", LXW_CHART_MARKER_SQUARE, RA_COLOUR_INTERVAL}};

static int compare(const void *a, const void *b)
{
    const line *x = a, *y = b;
    if (x->factor != y->factor)
        return x->factor > y->factor ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

static int kind_of(const ra_result *result, double factor)
{
    switch (result->verdict) {
    case RA_OVERSTATED:
    case RA_UNDERSTATED:
    case RA_NARROWER_BOUNDARY:
        return factor >= 1 ? TOO_HIGH : TOO_LOW;
    default:
        return STANDS;
    }
}

/* Claims that have a factor, the largest first. */
static size_t collect(const ra_book *book, line *lines)
{
    size_t count = 0;
    for (size_t i = 0; i < book->result_count; i++) {
        double factor = ra_compare_factor(book->results[i]);
        if (isfinite(factor))
            lines[count++] = (line){i, factor, kind_of(book->results[i], factor)};
    }
    qsort(lines, count, sizeof *lines, compare);
    return count;
}

static void write_mirror(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, size_t i, lxw_col_t from,
                         double value)
{
    ra_text formula = {0};
    ra_text_append(&formula, "Comparison!");
    ra_cell_emit(&formula, RA_COMPARE_FIRST + (lxw_row_t)i, true, from, true);
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value, 4);
    ra_text_free(&formula);
}

static void write_line(ra_sheet *sheet, lxw_row_t row, const line *of, lxw_row_t span, size_t k)
{
    const ra_result *result = sheet->book->results[of->i];
    bool spreads = ra_compare_spreads(result);
    const double ends[] = {result->factor.low, result->factor.high};
    ra_cell_text(sheet, row, NAME, RA_STYLE_STRONG, ra_compare_title(result));
    write_mirror(sheet, row, FACTOR, of->i, RA_COMPARE_FACTOR, of->factor);
    ra_cell_text(sheet, row, KIND, RA_STYLE_TEXT, kinds[of->kind].name);
    for (int end = 0; end < 2; end++) {
        lxw_col_t from = end ? RA_COMPARE_FACTOR_HIGH : RA_COMPARE_FACTOR_LOW;
        if (!spreads) {
            ra_cell_text(sheet, row, (lxw_col_t)(LOW + end), RA_STYLE_TEXT, NULL);
            continue;
        }
        write_mirror(sheet, row, (lxw_col_t)(LOW + end), of->i, from, ends[end]);
        write_mirror(sheet, span + (lxw_row_t)end, SPAN_X, of->i, from, ends[end]);
        ra_cell_number(sheet, span + (lxw_row_t)end, SPAN_Y, RA_STYLE_RUN, (double)k, 0);
    }
}

/* The points of the markers stand in three blocks, one a kind, in the order of the table. */
static void write_points(ra_sheet *sheet, const line *lines, size_t count,
                         lxw_row_t first[KINDS + 1])
{
    lxw_row_t row = FIRST_ROW;
    for (int kind = 0; kind < KINDS; kind++) {
        first[kind] = row;
        for (size_t k = 0; k < count; k++) {
            if (lines[k].kind != kind)
                continue;
            write_mirror(sheet, row, POINT_X, lines[k].i, RA_COMPARE_FACTOR, lines[k].factor);
            ra_cell_number(sheet, row++, POINT_Y, RA_STYLE_RUN, (double)k, 0);
        }
    }
    first[KINDS] = row;
}

static void add_markers(lxw_chart *chart, int kind, lxw_row_t first, lxw_row_t last)
{
    const ra_points points = {"Factors", first, last, POINT_X, POINT_Y};
    const ra_marker marker = {kinds[kind].marker, kinds[kind].colour, 0.5};
    ra_series_markers(chart, kinds[kind].name, &points, &marker);
}

/* The names of the claims, left of the axis. A number in front keeps them from being formulas. */
static void add_names(lxw_chart *chart, ra_book *book, const line *lines, size_t count)
{
    const ra_points points = {"Factors", FIRST_ROW, FIRST_ROW + (lxw_row_t)count - 1, NAME_X,
                              NAME_Y};
    char **names = ra_calloc(count, sizeof *names);
    for (size_t k = 0; names && k < count; k++) {
        char *clean = ra_cell_clean(ra_compare_title(book->results[lines[k].i]), LABEL_CHARACTERS);
        ra_text text = {0};
        ra_text_format(&text, "%zu  %s", k + 1, clean ? clean : "");
        if (!clean || text.failed)
            ra_text_free(&text);
        ra_free(clean);
        names[k] = text.data;
    }
    ra_series_names(chart, book, &points, names, 8);
}

/* Whole powers of ten around all that is drawn. */
static void find_axis(const ra_book *book, const line *lines, size_t count, double *low,
                      double *high)
{
    double least = 1, most = 1;
    for (size_t k = 0; k < count; k++) {
        const ra_result *result = book->results[lines[k].i];
        least = fmin(least, lines[k].factor);
        most = fmax(most, lines[k].factor);
        if (ra_compare_spreads(result)) {
            least = fmin(least, result->factor.low);
            most = fmax(most, result->factor.high);
        }
    }
    *low = pow(10, floor(log10(least * 0.97)));
    *high = pow(10, ceil(log10(most * 1.03)));
}

static void set_axes(lxw_chart *chart, double low, double high, size_t count)
{
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9}, bold = {.name = face, .size = 9, .bold = 2};
    lxw_chart_line grid = {.color = RA_COLOUR_GRID, .width = 0.75F};
    chart_axis_set_log_base(chart->x_axis, 10);
    chart_axis_set_min(chart->x_axis, low);
    chart_axis_set_max(chart->x_axis, high);
    chart_axis_set_num_format(chart->x_axis, "General");
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_set_name(chart->x_axis, "Recomputed / audited, times (logarithmic axis)");
    chart_axis_set_name_font(chart->x_axis, &bold);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(chart->x_axis, &grid);
    ra_series_row_axis(chart->y_axis, LABEL_ROOM, -0.7, (double)count - 0.3);
}

static void write_chart(ra_book *book, ra_sheet *sheet, const line *lines, size_t count,
                        const lxw_row_t first[KINDS + 1])
{
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_SCATTER_STRAIGHT);
    double low, high, height = PIXELS_AROUND + PIXELS_A_CLAIM * (double)count;
    char about[200], face[] = RA_WORKBOOK_FACE;
    int16_t silent[] = {0, 1, -1};
    if (!chart) {
        book->nomem = true;
        return;
    }
    find_axis(book, lines, count, &low, &high);
    for (size_t k = 0; k < count; k++) {
        ra_cell_number(sheet, FIRST_ROW + (lxw_row_t)k, NAME_X, RA_STYLE_RUN, low, 0);
        ra_cell_number(sheet, FIRST_ROW + (lxw_row_t)k, NAME_Y, RA_STYLE_RUN, (double)k, 0);
    }
    add_names(chart, book, lines, count);
    const ra_points one = {"Factors", FIRST_ROW, FIRST_ROW + 1, ONE_X, ONE_Y};
    const ra_points spans = {"Factors", FIRST_ROW, FIRST_ROW + ROWS_A_CLAIM * (lxw_row_t)count - 1,
                             SPAN_X, SPAN_Y};
    ra_series_line(chart, "As audited", &one, RA_COLOUR_GREY, 1.25);
    ra_series_line(chart, "Interval", &spans, RA_COLOUR_GREY, 2.25);
    for (int kind = 0; kind < KINDS; kind++)
        if (first[kind] < first[kind + 1])
            add_markers(chart, kind, first[kind], first[kind + 1] - 1);
    set_axes(chart, low, high, count);
    snprintf(about, sizeof about,
             "The factor by which the published chain of each of %zu claims lies above its audit, "
             "with its interval, from %.3g down to %.3g",
             count, lines[0].factor, lines[count - 1].factor);
    lxw_chart_font font = {.name = face, .size = 9};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_options place = {.x_scale = WIDTH / 480,
                               .y_scale = height / 288,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                               .description = about};
    chart_title_off(chart);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    ra_book_keep(book, chart_legend_delete_series(chart, silent));
    chart_chartarea_set_line(chart, &none);
    ra_book_keep(book, worksheet_insert_chart_opt(sheet->file, RA_HEAD_ROW, CHART, chart, &place));
}

static void write_all(ra_book *book, ra_sheet *sheet, const line *lines, size_t count)
{
    static const char *const heads[] = {"Claim", "Factor", "Interval from", "to", "Verdict", NULL};
    static const char *const points[] = {"Marker", "Height", "Interval", "Height", "One",
                                         "Height", "Name",   "Height",   NULL};
    lxw_row_t first[KINDS + 1];
    ra_cell_heads(sheet, RA_HEAD_ROW, NAME, heads);
    ra_cell_section(sheet, RA_FLAG_ROW, POINT_X, "Workings: points of the chart");
    ra_cell_heads(sheet, RA_HEAD_ROW, POINT_X, points);
    for (size_t k = 0; k < count; k++)
        write_line(sheet, FIRST_ROW + (lxw_row_t)k, &lines[k],
                   FIRST_ROW + ROWS_A_CLAIM * (lxw_row_t)k, k);
    write_points(sheet, lines, count, first);
    for (int end = 0; end < 2; end++) {
        ra_cell_number(sheet, FIRST_ROW + (lxw_row_t)end, ONE_X, RA_STYLE_RUN, 1, 0);
        ra_cell_number(sheet, FIRST_ROW + (lxw_row_t)end, ONE_Y, RA_STYLE_RUN,
                       end ? (double)count - 0.3 : -0.7, 0);
    }
    write_chart(book, sheet, lines, count, first);
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    line *lines = ra_calloc(book->result_count, sizeof *lines);
    size_t count = lines ? collect(book, lines) : 0;
    book->nomem |= !lines;
    ra_cell_banner(sheet, NAME, "How far off?",
                   "Recomputed / audited on a logarithmic axis: to the right of the line at 1 the "
                   "published chain is too high, to the left too low.");
    if (count > 0)
        write_all(book, sheet, lines, count);
    ra_sheet_fit(sheet, NAME, NAME, 24, 60);
    ra_sheet_fit(sheet, FACTOR, KIND, 10, 22);
    worksheet_freeze_panes(sheet->file, RA_HEAD_ROW + 1, FACTOR);
    lxw_row_t chart_end = RA_HEAD_ROW + 7 + (lxw_row_t)(count * PIXELS_A_CLAIM / 20);
    ra_book_keep(book, worksheet_print_area(sheet->file, 0, NAME, chart_end, POINT_X - 2));
    ra_free(lines);
}

const ra_sheet_type ra_sheet_factors = {
    .name = "Factors",
    .about = "How far off each claim is: a chart on a logarithmic axis",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
