/* The fan: how the interval grows along the chain. Every step is shown relative to its own median,
 * since steps have units of their own: bands from 5 to 25, 50, 75 and 95 %, stacked. */
#include <math.h>

#include "models/alloc.h"
#include "reports/workbook_finding.h"

/* Columns of the points; the first band is the empty room below the fan. */
enum { LABEL = 15, ROOM, BANDS };
enum { BAND_COUNT = 4 };

#define WIDTH  520.0
#define HEIGHT 330.0

static bool drawable(const ra_summary *s)
{
    return !s->constant && s->p5 > 0 && isfinite(s->p95) && s->p50 > 0;
}

/* One step: its name, the room below, the bands, in per cent of the median. */
static void write_point(ra_sheet *sheet, lxw_row_t row, const char *label, const ra_summary *s)
{
    const double q[] = {s ? s->p5 : 1, s ? s->p25 : 1, 1, s ? s->p75 : 1, s ? s->p95 : 1};
    double median = s ? s->p50 : 1;
    ra_cell_text(sheet, row, LABEL, RA_STYLE_TEXT, label);
    ra_cell_number(sheet, row, ROOM, RA_STYLE_RUN, 100 * q[0] / median, 5);
    for (int i = 0; i < BAND_COUNT; i++) {
        double low = i == 2 ? median : q[i], high = i == 1 ? median : q[i + 1];
        ra_cell_number(sheet, row, (lxw_col_t)(BANDS + i), RA_STYLE_RUN,
                       s ? 100 * (high - low) / median : 0, 5);
    }
}

static lxw_row_t write_points(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    static const char *const heads[] = {"Step", "Below", "5 to 25 %", "25 to 50 %", "50 to 75 %",
                                        "75 to 95 %", NULL};
    const ra_result *result = book->result;
    ra_cell_section(sheet, row++, LABEL, "Workings: points of the fan, % of the median");
    ra_cell_heads(sheet, row++, LABEL, heads);
    write_point(sheet, row++, "Point estimates", NULL);
    for (uint32_t i = 0; i < result->step_count; i++) {
        const ra_quantity *what = &book->claim->quantities[result->steps[i].quantity];
        if (drawable(&result->steps[i].audited))
            write_point(sheet, row++, what->label ? what->label : what->id,
                        &result->steps[i].audited);
    }
    return row;
}

static void add_band(lxw_chart *chart, lxw_row_t first, lxw_row_t last, int band)
{
    static const char *const names[] = {"", "5 to 25 %", "25 to 50 %", "50 to 75 %", "75 to 95 %"};
    static const uint32_t colours[] = {0, RA_COLOUR_PALE, RA_COLOUR_STEP, RA_COLOUR_STEP,
                                       RA_COLOUR_PALE};
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_col_t column = (lxw_col_t)(ROOM + band);
    lxw_chart_fill fill = {.color = colours[band], .none = band == 0};
    lxw_chart_line rim = {.color = LXW_COLOR_WHITE, .width = 1.5F, .none = band == 0};
    if (!series)
        return;
    chart_series_set_categories(series, "Uncertainty", first, LABEL, last, LABEL);
    chart_series_set_values(series, "Uncertainty", first, column, last, column);
    chart_series_set_name(series, band ? names[band] : "Below");
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &rim);
}

/* Round numbers around the widest step. */
static void set_axes(lxw_chart *chart, const ra_book *book)
{
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9}, bold = {.name = face, .size = 9, .bold = 2};
    lxw_chart_line grid = {.color = RA_COLOUR_GRID, .width = 0.75F};
    double low = 100;
    for (uint32_t i = 0; i < book->result->step_count; i++) {
        const ra_summary *s = &book->result->steps[i].audited;
        if (drawable(s))
            low = fmin(low, 100 * s->p5 / s->p50);
    }
    /* libxlsxwriter marks the value axis of other charts, but not of this one. */
    chart->y_axis->is_value = LXW_TRUE;
    chart_axis_set_min(chart->y_axis, floor((low - 1) / 10) * 10 > 0 ? floor((low - 1) / 10) * 10 : 0);
    chart_axis_set_name(chart->y_axis, "% of the median");
    chart_axis_set_name_font(chart->y_axis, &bold);
    chart_axis_set_num_format(chart->y_axis, "0");
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
}

void ra_chart_fan(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t points)
{
    if (!drawable(&book->result->audited))
        return;
    lxw_row_t last = write_points(book, sheet, points) - 1, first = points + 2;
    lxw_chart *chart =
        last > first ? workbook_add_chart(book->file, LXW_CHART_AREA_STACKED) : NULL;
    if (!chart)
        return;
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 9};
    lxw_chart_line none = {.none = LXW_TRUE};
    int16_t silent[] = {0, -1};
    ra_text finding = {0}, about = {0};
    for (int band = 0; band <= BAND_COUNT; band++)
        add_band(chart, first, last, band);
    set_axes(chart, book);
    ra_finding_fan(book->result, &finding);
    ra_chart_title(chart, book, &finding);
    ra_chart_about(book, "Bands of the audited value after every step, relative to its median",
                   &finding, &about);
    lxw_chart_options place = {.x_scale = WIDTH / 480,
                               .y_scale = HEIGHT / 288,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                               .description = about.data};
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    ra_book_keep(book, chart_legend_delete_series(chart, silent));
    chart_chartarea_set_line(chart, &none);
    ra_book_keep(book, worksheet_insert_chart_opt(sheet->file, row, column, chart, &place));
    ra_text_free(&finding);
    ra_text_free(&about);
}
