/* The script for gnuplot. Everything that is text of a claim is a quoted string; every number is
 * one of ours. Shapes are boxes in the units of the axis, so that they are the same in every
 * format, whatever its idea of a line's width. */
#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/picture.h"

#define INK          0x222222u
#define LINE         1.22 /* as in picture_layout.c, in sizes of the text */
#define TITLE_LINE   1.18
#define CREDITS_SIZE 0.8
#define DOTS_AN_INCH 300.0
#define PIXELS       96.0 /* of CSS in an inch */

/* Half the height of a bar and of an interval's line, in pixels at most and as a share of a row. */
#define BAR_HALF_MOST 0.9
#define BAR_HALF      0.27
#define SPAN_HALF     0.1
#define DOT_RADIUS    0.36

typedef struct {
    ra_text *out;
    const ra_picture *picture;
    const ra_picture_layout *layout;
} script;

static double screen_x(const script *s, double x)
{
    return x / s->layout->width;
}

static double screen_y(const script *s, double y)
{
    return 1 - y / s->layout->height;
}

/* One line of text, its middle at (x, y). */
static void add_line(script *s, double x, double y, const char *side, double size, bool bold,
                     uint32_t colour, const char *text, size_t length)
{
    ra_text_append(s->out, "set label ");
    ra_picture_quote(s->out, text, length);
    ra_text_format(s->out,
                   " at screen %.5f, screen %.5f %s font \"" RA_PICTURE_FACE "%s,%.2f\" "
                   "textcolor rgb \"#%06x\" noenhanced\n",
                   screen_x(s, x), screen_y(s, y), side, bold ? ":Bold" : "", size, colour);
}

/* Lines of text, the first one's upper edge at y. */
static void add_lines(script *s, double x, double y, const char *side, double size, double line,
                      bool bold, uint32_t colour, const ra_text *text)
{
    const char *p = text->data != NULL ? text->data : "";

    for (y += line * size / 2; *p != '\0'; y += line * size) {
        size_t length = strcspn(p, "\n");
        add_line(s, x, y, side, size, bold, colour, p, length);
        p += length + (p[length] == '\n' ? 1 : 0);
    }
}

static void add_terminal(script *s, ra_picture_file file)
{
    const ra_picture_layout *l = s->layout;
    bool print = l->canvas == RA_CANVAS_PRINT;
    double scale = print ? RA_PICTURE_MM / 25.4 / (l->width / DOTS_AN_INCH) : 1;
    double cm = print ? RA_PICTURE_MM / 10 / l->width : 2.54 / PIXELS;

    ra_text_append(s->out,
                   "# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg\n"
                   "set encoding utf8\n");
    /* The sizes of the face are pixels of CSS: gnuplot's cairo takes them for 4/3 of a dot. */
    if (file == RA_PICTURE_SVG)
        ra_text_format(s->out, "set terminal svg noenhanced fixed size %.0f,%.0f", l->width,
                       l->height);
    else if (file == RA_PICTURE_PNG)
        ra_text_format(s->out,
                       "set terminal pngcairo noenhanced size %.0f,%.0f fontscale %.5f "
                       "linewidth %.5f",
                       round(scale * l->width), round(scale * l->height), 0.75 * scale, scale);
    else
        ra_text_format(s->out,
                       "set terminal pdfcairo noenhanced size %.4fcm,%.4fcm fontscale %.5f "
                       "linewidth 1.5",
                       cm * l->width, cm * l->height, 0.5625 * cm * PIXELS / 2.54);
    ra_text_format(s->out, " font \"" RA_PICTURE_FACE ",%.2f\" background \"#ffffff\"\n", l->font);
}

static void add_axes(script *s)
{
    const ra_picture_layout *l = s->layout;
    size_t rows = l->head + l->tail;

    ra_text_append(s->out, "unset key\nunset border\nunset ytics\n");
    ra_text_format(s->out,
                   "set lmargin at screen %.5f\nset rmargin at screen %.5f\n"
                   "set tmargin at screen %.5f\nset bmargin at screen %.5f\n",
                   screen_x(s, l->left), screen_x(s, l->right), screen_y(s, l->top),
                   screen_y(s, l->bottom));
    ra_text_format(s->out, "set xrange [%.10g:%.10g]\nset yrange [%g:-0.5]\n", l->low, l->high,
                   (double)rows - 0.5);
    if (l->log)
        ra_text_append(s->out, "set logscale x\n");
    ra_text_append(s->out, "set xtics scale 0 format \"\" (");
    for (int i = 0; i < l->tick_count; i++)
        ra_text_format(s->out, "%s%.10g", i > 0 ? ", " : "", l->ticks[i]);
    ra_text_format(s->out, ")\nset grid xtics back linetype 1 linecolor rgb \"#%06x\"\n",
                   RA_COLOUR_GRID);
    for (int i = 0; i < l->tick_count; i++) {
        ra_text number = {0};
        ra_number_trim(&number, l->ticks[i], 6);
        if (!number.failed)
            add_line(s, ra_picture_layout_place(l, l->ticks[i]), l->axis_top + 0.9 * l->font,
                     "center", l->font, false, 0x595959, number.data, number.length);
        ra_text_free(&number);
    }
    ra_text name = {0};
    ra_picture_wrap(&name, s->picture->axis.data, (l->width - 2 * l->margin) / l->font, 1, false);
    if (l->log)
        ra_text_append(&name, " (logarithmic axis)");
    double half = ra_picture_measure(name.failed ? "" : name.data, false) * l->font / 2;
    double middle = fmin((l->left + l->right) / 2, l->width - l->margin - half);
    add_lines(s, fmax(middle, l->margin + half), l->axis_top + 1.65 * l->font, "center", l->font,
              LINE, false, INK, &name);
    s->out->failed = s->out->failed || name.failed;
    ra_text_free(&name);
}

static void add_names(script *s)
{
    const ra_picture_layout *l = s->layout;
    double pitch = ra_picture_layout_pitch(l), line = LINE * l->row_font;

    for (size_t i = 0; i < l->head + l->tail; i++) {
        const ra_picture_row *row = &s->picture->rows[ra_picture_layout_row(l, s->picture, i)];
        double middle = l->top + ((double)i + 0.5) * pitch;
        ra_text lines = {0};
        int count =
            ra_picture_wrap(&lines, row->label.data != NULL ? row->label.data : "",
                            (l->label_right - l->margin) / l->row_font, l->row_lines, false);
        add_lines(s, l->label_right, middle - count * line / 2, "right", l->row_font, LINE, false,
                  INK, &lines);
        s->out->failed = s->out->failed || lines.failed;
        ra_text_free(&lines);
        for (int k = 0; k < RA_PICTURE_VALUES; k++) {
            ra_text value = {0};
            if (row->value[k].length == 0 || l->value_right[k] == 0)
                continue;
            ra_picture_wrap(&value, row->value[k].data, 1e6, 1, false);
            add_line(s, l->value_right[k], middle, "right", l->row_font, false, INK,
                     value.data != NULL ? value.data : "", value.length);
            ra_text_free(&value);
        }
    }
    for (int k = 0; k < RA_PICTURE_VALUES && s->picture->count > 0; k++) {
        ra_text head = {0};
        ra_picture_wrap(&head, s->picture->heads[k].data != NULL ? s->picture->heads[k].data : "",
                        1e6, 1, false);
        if (head.length > 0 && l->value_right[k] > 0)
            add_line(s, l->value_right[k], l->top - 0.7 * l->font, "right", CREDITS_SIZE * l->font,
                     false, 0x595959, head.data, head.length);
        ra_text_free(&head);
    }
}

static void add_texts(script *s)
{
    const ra_picture_layout *l = s->layout;
    double title = l->title_lines * TITLE_LINE * l->title_font + 0.35 * l->title_font;

    add_lines(s, l->margin, l->margin, "left", l->title_font, TITLE_LINE, true, RA_COLOUR_DARK,
              &l->title);
    add_lines(s, l->margin, l->margin + title, "left", l->font, LINE, false, INK, &l->subtitle);
    add_lines(s, l->margin, s->picture->count > 0 ? l->note_top : (l->top + l->bottom) / 2, "left",
              l->font, LINE, false, INK, &l->note);
    add_lines(s, l->margin, l->credits_top, "left", CREDITS_SIZE * l->font, LINE, false, 0x595959,
              &l->credits);
}

/* A round mark: its centre in the coordinates that `where` says. */
static void add_circle(script *s, const char *where, double x, double y, double radius, bool ring,
                       uint32_t colour)
{
    ra_text_format(s->out,
                   "set object circle at %s %.10g, %s %.10g size screen %.5f front "
                   "fillcolor rgb \"#%06x\" fillstyle solid %s",
                   where, x, where, y, screen_x(s, radius), ring ? 0xffffffu : colour,
                   ring ? "border " : "noborder\n");
    if (ring)
        ra_text_format(s->out, "linecolor rgb \"#%06x\" linewidth 1.6\n", colour);
}

static void add_swatch(script *s, const ra_picture_key *key, double x, double y)
{
    double font = s->layout->font;
    double half = key->shape == RA_SHAPE_SPAN ? SPAN_HALF * font : 0.35 * font;
    double left = x, right = x + 1.4 * font;

    if (key->shape == RA_SHAPE_DOT || key->shape == RA_SHAPE_RING) {
        add_circle(s, "screen", screen_x(s, (left + right) / 2), screen_y(s, y), DOT_RADIUS * font,
                   key->shape == RA_SHAPE_RING, key->colour);
        return;
    }
    if (key->shape == RA_SHAPE_SQUARE) {
        half = DOT_RADIUS * 0.9 * font;
        left = (left + right) / 2 - half;
        right = left + 2 * half;
    }
    ra_text_format(s->out,
                   "set object rectangle from screen %.5f, screen %.5f to screen %.5f, screen %.5f "
                   "front fillcolor rgb \"#%06x\" fillstyle solid noborder\n",
                   screen_x(s, left), screen_y(s, y + half), screen_x(s, right),
                   screen_y(s, y - half), key->colour);
}

static void add_keys(script *s)
{
    const ra_picture_layout *l = s->layout;
    double x = l->margin, y = l->key_top + 0.7 * l->font;

    for (int i = 0; i < s->picture->key_count; i++) {
        const ra_picture_key *key = &s->picture->keys[i];
        if (key->text.failed)
            continue;
        add_swatch(s, key, x, y);
        x += 1.9 * l->font;
        add_line(s, x, y, "left", l->font, false, INK, key->text.data, key->text.length);
        x += (ra_picture_measure(key->text.data, false) + 1.6) * l->font;
    }
}

/* Half the height of a shape in rows. */
static double half_height(const ra_picture_layout *l, ra_shape shape)
{
    double pitch = ra_picture_layout_pitch(l);

    if (shape == RA_SHAPE_SPAN)
        return fmin(SPAN_HALF * l->row_font / pitch, 0.12);
    if (shape == RA_SHAPE_SQUARE)
        return 0.9 * DOT_RADIUS * l->row_font / pitch;
    return fmin(BAR_HALF, BAR_HALF_MOST * l->row_font / pitch);
}

/* "low high top bottom colour" of one part; a mark has its size in pixels. */
static void add_box(script *s, double row, const ra_picture_part *part)
{
    const ra_picture_layout *l = s->layout;
    double half = half_height(l, part->shape), y = row + part->drop;
    double from = fmax(part->from, l->low), to = fmin(part->to, l->high);

    if (part->shape == RA_SHAPE_SQUARE) {
        double middle = ra_picture_layout_place(l, part->from),
               radius = 0.9 * DOT_RADIUS * l->row_font;
        from = ra_picture_layout_value(l, middle - radius);
        to = ra_picture_layout_value(l, middle + radius);
    }
    ra_text_format(s->out, "%.10g %.10g %.6g %.6g %u\n", from, to, y - half, y + half,
                   part->colour);
}

static bool is_box(const ra_picture_part *part)
{
    return part->shape != RA_SHAPE_DOT && part->shape != RA_SHAPE_RING;
}

/* The block of all boxes. Returned: how many. */
static size_t add_boxes(script *s)
{
    const ra_picture_layout *l = s->layout;
    size_t count = 0;

    ra_text_append(s->out, "$boxes << END\n");
    for (size_t i = 0; i < l->head + l->tail; i++) {
        const ra_picture_row *row = &s->picture->rows[ra_picture_layout_row(l, s->picture, i)];
        for (int k = 0; k < row->part_count; k++) {
            if (!is_box(&row->parts[k]))
                continue;
            add_box(s, (double)i, &row->parts[k]);
            count++;
        }
    }
    ra_text_append(s->out, "END\n");
    return count;
}

static void add_marks(script *s)
{
    const ra_picture_layout *l = s->layout;
    double radius = fmin(DOT_RADIUS * l->row_font, 0.4 * ra_picture_layout_pitch(l));

    for (size_t i = 0; i < l->head + l->tail; i++) {
        const ra_picture_row *row = &s->picture->rows[ra_picture_layout_row(l, s->picture, i)];
        if (!isnan(row->linked))
            ra_text_format(s->out,
                           "set arrow from first %.10g, first %.6g to first %.10g, first %.6g "
                           "nohead back linecolor rgb \"#%06x\"\n",
                           row->linked, (double)i - 1, row->linked, (double)i, RA_COLOUR_GREY);
        for (int k = 0; k < row->part_count; k++)
            if (!is_box(&row->parts[k]))
                add_circle(s, "first", row->parts[k].from, (double)i + row->parts[k].drop, radius,
                           row->parts[k].shape == RA_SHAPE_RING, row->parts[k].colour);
    }
    if (!isnan(s->picture->reference))
        ra_text_format(s->out,
                       "set arrow from first %.10g, graph 0 to first %.10g, graph 1 nohead back "
                       "linecolor rgb \"#%06x\" linewidth 1.5\n",
                       s->picture->reference, s->picture->reference, RA_COLOUR_GREY);
}

#define STEP_HALF 0.26 /* of a row on which the fan stays as wide as it is at the step */

/* The outline of a band of the fan: down its left side and up its right one. */
static void add_band(script *s, const char *name, int low, int high)
{
    const ra_picture_row *rows = s->picture->rows;
    size_t count = s->layout->head;

    ra_text_format(s->out, "$%s << END\n", name);
    for (size_t i = 0; i < count; i++)
        ra_text_format(s->out, "%.10g %.2f\n%.10g %.2f\n", rows[i].band[low], (double)i - STEP_HALF,
                       rows[i].band[low], (double)i + STEP_HALF);
    for (size_t i = count; i-- > 0;)
        ra_text_format(s->out, "%.10g %.2f\n%.10g %.2f\n", rows[i].band[high],
                       (double)i + STEP_HALF, rows[i].band[high], (double)i - STEP_HALF);
    ra_text_append(s->out, "END\n");
}

static void add_plot(script *s)
{
    bool banded = s->picture->count > 0 && s->picture->rows[0].banded;
    size_t boxes;

    if (banded) {
        add_band(s, "wide", 0, 4);
        add_band(s, "narrow", 1, 3);
        ra_text_format(s->out,
                       "plot $wide using 1:2 with filledcurves closed fillcolor rgb \"#%06x\", "
                       "$narrow using 1:2 with filledcurves closed fillcolor rgb \"#%06x\"\n",
                       RA_COLOUR_PALE, RA_COLOUR_STEP);
        return;
    }
    boxes = s->picture->count > 0 ? add_boxes(s) : 0;
    if (boxes > 0)
        ra_text_append(s->out,
                       "plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror "
                       "linecolor rgb variable fillstyle solid noborder\n");
    else
        ra_text_append(s->out, "plot NaN\n");
}

void ra_picture_script(ra_text *out, const ra_picture *picture, const ra_picture_layout *layout,
                       ra_picture_file file)
{
    script s = {out, picture, layout};

    add_terminal(&s, file);
    add_texts(&s);
    if (picture->count > 0) {
        add_axes(&s);
        add_names(&s);
        add_keys(&s);
        add_marks(&s);
    } else {
        ra_text_append(out, "unset key\nunset border\nunset tics\nset xrange [0:1]\n"
                            "set yrange [0:1]\n");
    }
    add_plot(&s);
}
