/* The axis of a picture: its range and its ticks. */
#include <float.h>
#include <math.h>

#include "models/number.h"
#include "reports/picture.h"

#define LEAST_RATIO 3.0  /* of the ends of a logarithmic axis */
#define ROOM        0.03 /* beyond the outermost value, as a share of the axis */
#define TICK_GAP    1.2  /* sizes of text between two ticks' numbers */

static void extend(double x, double *low, double *high)
{
    if (!isfinite(x))
        return;
    *low = fmin(*low, x);
    *high = fmax(*high, x);
}

static void find_ends(const ra_picture *picture, double *low, double *high)
{
    *low = DBL_MAX;
    *high = -DBL_MAX;
    extend(picture->reference, low, high);
    for (size_t i = 0; i < picture->count; i++) {
        const ra_picture_row *row = &picture->rows[i];
        for (int k = 0; k < row->part_count; k++) {
            extend(row->parts[k].from, low, high);
            extend(row->parts[k].to, low, high);
        }
        for (int k = 0; row->banded && k < 5; k++)
            extend(row->band[k], low, high);
    }
    if (*low > *high)
        *low = *high = 1;
}

/* A round step that divides a span into eight parts at most: 1, 2 or 5 times a power of ten. */
static double round_step(double span)
{
    double power = pow(10, floor(log10(span / 8)));
    double times = span / 8 / power;

    return (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1) * power;
}

static void add_tick(ra_picture_layout *layout, double value)
{
    if (value >= layout->low && value <= layout->high && layout->tick_count < RA_PICTURE_TICKS)
        layout->ticks[layout->tick_count++] = value;
}

static double tick_width(const ra_picture_layout *layout, double value)
{
    ra_text text = {0};
    double width;

    ra_number_trim(&text, value, 6);
    width = text.failed ? 0 : ra_picture_measure(text.data, false) * layout->font;
    ra_text_free(&text);
    return width;
}

/* Returns whether the numbers of all ticks stand clear of each other. */
static bool ticks_fit(const ra_picture_layout *layout)
{
    for (int i = 1; i < layout->tick_count; i++) {
        double between = ra_picture_layout_place(layout, layout->ticks[i]) -
                         ra_picture_layout_place(layout, layout->ticks[i - 1]);
        double half =
            (tick_width(layout, layout->ticks[i]) + tick_width(layout, layout->ticks[i - 1])) / 2;
        if (between < half + TICK_GAP * layout->font)
            return false;
    }
    return true;
}

/* Every power of ten with 2 and 5 times it, or with 3 times it, or alone, or every n-th. */
static void find_log_ticks(ra_picture_layout *layout)
{
    static const double parts[][3] = {{1, 2, 5}, {1, 3, 0}, {1, 0, 0}};
    int first = (int)floor(log10(layout->low)), last = (int)ceil(log10(layout->high));

    for (int try = 0; try < 16; try++) {
        int step = try < 2 ? 1 : try - 1;
        layout->tick_count = 0;
        for (int power = first - ((first % step) + step) % step; power <= last; power += step)
            for (int k = 0; k < 3 && parts[try < 2 ? try : 2][k] > 0; k++)
                add_tick(layout, parts[try < 2 ? try : 2][k] * pow(10, power));
        if (ticks_fit(layout))
            return;
    }
}

/* The next one of 1, 2, 5, 10 ... */
static double next_step(double step)
{
    double first = step / pow(10, floor(log10(step * 1.0001)));

    return first > 1.5 && first < 3 ? 2.5 * step : 2 * step;
}

static void find_linear_ticks(ra_picture_layout *layout)
{
    double step = round_step(layout->high - layout->low);

    for (int try = 0; try < 8; try++, step = next_step(step)) {
        layout->tick_count = 0;
        for (double k = ceil(layout->low / step); k * step <= layout->high; k++)
            add_tick(layout, k * step);
        if (ticks_fit(layout))
            return;
    }
}

void ra_picture_layout_axis(ra_picture_layout *layout, const ra_picture *picture)
{
    double low, high;

    find_ends(picture, &low, &high);
    layout->log = picture->log && low > 0 && high / low >= LEAST_RATIO;
    if (layout->log) {
        double room = pow(high / low, ROOM);
        layout->low = low / room;
        layout->high = high * room;
        find_log_ticks(layout);
        return;
    }
    double span = high > low ? high - low : fabs(high) > 0 ? fabs(high) : 1;
    layout->low = low - ROOM * span;
    layout->high = high + ROOM * span;
    /* An axis that comes near zero starts there. */
    if (low >= 0 && low < 0.35 * high)
        layout->low = 0;
    find_linear_ticks(layout);
}
