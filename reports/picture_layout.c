/* Where the parts of a picture stand. From the top: the title, what it is about, the rows, the
 * axis, the key, the credits. In print the height follows from the rows; on a card the rows share
 * what is left, and where they are too many, the text is smaller or some of them are left out. */
#include <math.h>
#include <string.h>

#include "reports/picture.h"

/* Pixels of CSS; 643 of them are 170 mm, 1040 are 275 mm. */
static const struct {
    double width, height; /* the most, for a picture that is as high as it needs to be */
    double font, title_font, margin;
    double least_font; /* of names, as a share of the text's */
    bool grows;
    int title_lines, subtitle_lines, credits_lines;
} canvases[RA_CANVASES] = {
    [RA_CANVAS_PRINT] = {643, 1040, 10.667, 15, 12, 0.6, true, 4, 3, 4},
    [RA_CANVAS_SOCIAL] = {1200, 630, 19, 36, 40, 0.75, false, 2, 2, 2},
    [RA_CANVAS_SQUARE] = {1080, 1080, 21, 42, 48, 0.7, false, 3, 3, 3},
};

/* In sizes of the text. */
#define LINE           1.22
#define TITLE_LINE     1.18
#define CREDITS_SIZE   0.8
#define GAP            0.8
#define ROW_ROOM       0.7 /* around the lines of a name */
#define LEAST_ROOM     0.25
#define MOST_LINES     3    /* of a name */
#define NAMES_MOST     0.36 /* of the width */
#define LEAST_ROWS     0.34 /* of the width, before values are left out */
#define AXIS           3.2  /* height of the axis with its numbers and name */
#define KEY            1.7  /* and of the key */
#define SPACIOUS_PITCH 2.2  /* of a row of one line, where there are few: */
#define SPACIOUS       30   /* at most so many rows */
#define NO_ROWS        3.0  /* rows that a picture without any is high */
#define MOST_PITCH     8.0

void ra_picture_layout_free(ra_picture_layout *layout)
{
    ra_text_free(&layout->title);
    ra_text_free(&layout->subtitle);
    ra_text_free(&layout->note);
    ra_text_free(&layout->credits);
}

size_t ra_picture_layout_row(const ra_picture_layout *layout, const ra_picture *picture, size_t i)
{
    return i < layout->head ? i : picture->count - layout->tail + (i - layout->head);
}

double ra_picture_layout_pitch(const ra_picture_layout *layout)
{
    size_t rows = layout->head + layout->tail;

    return (layout->bottom - layout->top) / (rows > 0 ? (double)rows : 1);
}

double ra_picture_layout_place(const ra_picture_layout *layout, double value)
{
    double share = layout->log ? log(value / layout->low) / log(layout->high / layout->low)
                               : (value - layout->low) / (layout->high - layout->low);

    return layout->left + fmin(fmax(share, 0), 1) * (layout->right - layout->left);
}

double ra_picture_layout_value(const ra_picture_layout *layout, double place)
{
    double share = (place - layout->left) / (layout->right - layout->left);

    return layout->log ? layout->low * pow(layout->high / layout->low, share)
                       : layout->low + share * (layout->high - layout->low);
}

/* Wraps a text; `size` pixels. Returned: its lines. */
static int wrap(ra_text *out, const ra_picture_layout *layout, const ra_text *text, double size,
                int most, bool bold)
{
    double width = (layout->width - 2 * layout->margin) / size;

    ra_text_free(out);
    return ra_picture_wrap(out, text->data != NULL ? text->data : "", width, most, bold);
}

/* A title that is too long is set smaller, down to a third more than the text. */
static double lay_title(ra_picture_layout *layout, const ra_picture *picture)
{
    int most = canvases[layout->canvas].title_lines;
    double least = 1.3 * layout->font;

    layout->title_font = canvases[layout->canvas].title_font;
    while (layout->title_font > least &&
           wrap(&layout->title, layout, &picture->title, layout->title_font, 99, true) > most)
        layout->title_font = fmax(0.94 * layout->title_font, least);
    layout->title_lines =
        wrap(&layout->title, layout, &picture->title, layout->title_font, most, true);
    return layout->title_lines * TITLE_LINE * layout->title_font;
}

/* Lines and their height. */
static double lay_text(const ra_picture_layout *layout, ra_text *out, const ra_text *text,
                       double size, int most)
{
    return wrap(out, layout, text, size, most, false) * LINE * size;
}

/* The widest value of each column from `first` on. Returned: where the rows end beside them. */
static double lay_values(ra_picture_layout *layout, const ra_picture *picture, int first)
{
    double right = layout->width - layout->margin;

    layout->value_right[0] = 0;
    for (int k = RA_PICTURE_VALUES - 1; k >= first; k--) {
        double widest = picture->heads[k].length > 0
                            ? ra_picture_measure(picture->heads[k].data, false) * CREDITS_SIZE
                            : 0;
        bool any = false;
        for (size_t i = 0; i < picture->count; i++) {
            const ra_text *value = &picture->rows[i].value[k];
            any = any || value->length > 0;
            if (value->length > 0)
                widest = fmax(widest, ra_picture_measure(value->data, false));
        }
        layout->value_right[k] = any ? right : 0;
        if (any)
            right -= (widest + 1.2) * layout->row_font;
    }
    return right;
}

/* The widest name, in sizes of the text. */
static double widest_name(const ra_picture *picture)
{
    double widest = 0;

    for (size_t i = 0; i < picture->count; i++)
        if (picture->rows[i].label.length > 0)
            widest = fmax(widest, ra_picture_measure(picture->rows[i].label.data, false));
    return widest;
}

/* Returns the lines that the longest name takes in `width` pixels, MOST_LINES at most. */
static int most_lines(const ra_picture_layout *layout, const ra_picture *picture, double width)
{
    int most = 1;

    for (size_t i = 0; i < picture->count; i++) {
        const ra_text *label = &picture->rows[i].label;
        ra_text lines = {0};
        int count = ra_picture_wrap(&lines, label->data != NULL ? label->data : "",
                                    width / layout->row_font, MOST_LINES, false);
        ra_text_free(&lines);
        most = count > most ? count : most;
    }
    return most;
}

static void lay_columns(ra_picture_layout *layout, const ra_picture *picture)
{
    double names =
        fmin((widest_name(picture) + 0.2) * layout->row_font, NAMES_MOST * layout->width);

    layout->label_right = layout->margin + names;
    layout->left = layout->label_right + GAP * layout->row_font;
    layout->right = lay_values(layout, picture, 0);
    if (picture->spare && layout->right - layout->left < LEAST_ROWS * layout->width)
        layout->right = lay_values(layout, picture, 1);
    int lines = most_lines(layout, picture, names);
    layout->row_lines = lines < layout->row_lines ? lines : layout->row_lines;
}

/* Fits the rows into `room` pixels: first with smaller text and fewer lines, then with fewer rows.
 */
static void fit_rows(ra_picture_layout *layout, const ra_picture *picture, double room)
{
    double least = canvases[layout->canvas].least_font * layout->font;
    size_t count = picture->count, shown;

    while (layout->row_font > least || layout->row_lines > 1) {
        double pitch = room / (double)count;
        double need = (layout->row_lines * LINE + LEAST_ROOM) * layout->row_font;
        if (need <= pitch)
            return;
        if (layout->row_lines > 1 && layout->row_font <= 0.8 * layout->font)
            layout->row_lines--;
        else
            layout->row_font = fmax(0.95 * layout->row_font, least);
    }
    shown = (size_t)(room / ((LINE + LEAST_ROOM) * layout->row_font));
    shown = shown < picture->least ? picture->least : shown < 1 ? 1 : shown;
    if (shown >= count) {
        layout->row_font = fmin(layout->row_font, room / (double)count / (LINE + LEAST_ROOM));
        return;
    }
    layout->tail = picture->both_ends ? shown / 3 : 0;
    layout->head = shown - layout->tail;
}

/* "and 12 more", where rows are left out. */
static void add_note(ra_picture_layout *layout, const ra_picture *picture)
{
    size_t missing = picture->count - layout->head - layout->tail;

    if (missing > 0)
        ra_text_format(&layout->note, "%zu more %s %s not shown.", missing,
                       picture->both_ends ? "between them" : "that move it less",
                       missing == 1 ? "is" : "are");
}

/* What stands above the rows, and where they begin. */
static void lay_head(ra_picture_layout *layout, const ra_picture *picture)
{
    double font = layout->font;
    double y = layout->margin + lay_title(layout, picture) + 0.35 * layout->title_font;

    y += lay_text(layout, &layout->subtitle, &picture->subtitle, font,
                  canvases[layout->canvas].subtitle_lines);
    layout->top = y + (picture->heads[0].length > 0 ? 1.9 : 1.0) * font;
}

/* What stands below them. Returned: its height without the credits. */
static double lay_foot(ra_picture_layout *layout, const ra_picture *picture, double *credits)
{
    double font = layout->font;

    *credits = lay_text(layout, &layout->credits, &picture->credits, CREDITS_SIZE * font,
                        canvases[layout->canvas].credits_lines);
    if (picture->count == 0)
        lay_text(layout, &layout->note, &picture->note, font, 3);
    return (picture->count > 0 ? AXIS * font : 0) + (picture->key_count > 0 ? KEY * font : 0) +
           GAP * font + layout->margin;
}

static double shown_rows(const ra_picture_layout *layout)
{
    size_t rows = layout->head + layout->tail;

    return rows > 0 ? (double)rows : NO_ROWS;
}

/* Finds the height of a row. Given: the height that is left for the rows. Rows that have no room
 * are left out, which needs a line for saying so. */
static double lay_rows(ra_picture_layout *layout, const ra_picture *picture, double room)
{
    double wanted;

    lay_columns(layout, picture);
    wanted = (layout->row_lines * LINE + ROW_ROOM) * layout->row_font;
    if (layout->row_lines == 1 && picture->count <= SPACIOUS)
        wanted = SPACIOUS_PITCH * layout->row_font;
    if (shown_rows(layout) * wanted > room) {
        room -= LINE * layout->font;
        fit_rows(layout, picture, room);
        lay_columns(layout, picture);
        add_note(layout, picture);
        return room / shown_rows(layout);
    }
    if (canvases[layout->canvas].grows)
        return wanted;
    return fmin(room / shown_rows(layout), MOST_PITCH * layout->font);
}

bool ra_picture_layout_find(ra_picture_layout *layout, const ra_picture *picture, ra_canvas canvas)
{
    double font = canvases[canvas].font, most = canvases[canvas].height, foot, credits;

    *layout = (ra_picture_layout){.canvas = canvas,
                                  .width = canvases[canvas].width,
                                  .font = font,
                                  .row_font = font,
                                  .row_lines = MOST_LINES,
                                  .margin = canvases[canvas].margin,
                                  .head = picture->count};
    lay_head(layout, picture);
    foot = lay_foot(layout, picture, &credits) + credits;
    layout->bottom =
        layout->top + lay_rows(layout, picture, most - layout->top - foot) * shown_rows(layout);
    if (picture->count > 0 && layout->note.length > 0)
        foot += LINE * font;
    layout->height = canvases[canvas].grows ? ceil(layout->bottom + foot) : most;
    layout->axis_top = layout->bottom;
    layout->key_top = layout->bottom + (picture->count > 0 ? AXIS * font : 0);
    layout->credits_top = layout->height - layout->margin - credits;
    layout->note_top = layout->credits_top - (GAP + LINE) * font;
    ra_picture_layout_axis(layout, picture);
    return !layout->title.failed && !layout->subtitle.failed && !layout->note.failed &&
           !layout->credits.failed && !picture->failed;
}
