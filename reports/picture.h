/* Charts as pictures for gnuplot. Internal to the writers of pictures (picture_*.c,
 * report_picture.c).
 *
 * Every chart has rows: a name to the left, boxes and marks over a common axis, a value to the
 * right. A file picture_x.c fills in what one kind of chart shows; picture_layout.c decides where
 * things stand; picture_script.c says it to gnuplot. Lengths are in pixels of CSS, 96 an inch. */
#ifndef RA_PICTURE_H
#define RA_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/result.h"
#include "models/text.h"
#include "reports/colours.h"
#include "reports/format.h"

/* A part of a row from one value of the axis to another, or a mark at one. */
typedef enum { RA_SHAPE_BAR, RA_SHAPE_SPAN, RA_SHAPE_DOT, RA_SHAPE_RING, RA_SHAPE_SQUARE } ra_shape;

typedef struct {
    ra_shape shape;
    double from, to; /* equal for a mark; infinite: to the end of the axis */
    double drop;     /* from the middle of the row downwards, in rows */
    uint32_t colour;
} ra_picture_part;

#define RA_PICTURE_PARTS  3
#define RA_PICTURE_VALUES 2

typedef struct {
    ra_text label;                    /* may take several lines */
    ra_text value[RA_PICTURE_VALUES]; /* beside the row; may be empty */
    ra_picture_part parts[RA_PICTURE_PARTS];
    int part_count;
    double linked; /* a thin line leads down to here from this value on the row before; NaN: none */
    bool banded;   /* the row is part of the fan */
    double band[5]; /* its 5, 25, 50, 75 and 95 % points */
} ra_picture_row;

#define RA_PICTURE_KEYS 5

typedef struct {
    ra_shape shape;
    uint32_t colour;
    ra_text text;
} ra_picture_key;

/* What a picture shows. */
typedef struct {
    ra_text title;                    /* the finding */
    ra_text subtitle;                 /* of what */
    ra_text axis;                     /* what the axis counts, with its unit */
    ra_text heads[RA_PICTURE_VALUES]; /* over the values */
    bool spare;   /* the first values are left out where they leave the rows no room */
    ra_text note; /* in place of rows, where there are none; else below them */
    ra_text credits;
    ra_picture_row *rows;
    size_t count;
    size_t least; /* rows that may not be left out; beyond them others are where there is no room:
                     those in the middle (`both_ends`) or at the end */
    bool both_ends;
    bool log;         /* a logarithmic axis is wanted; it needs positive values */
    double reference; /* a line at this value; NaN: none */
    ra_picture_key keys[RA_PICTURE_KEYS];
    int key_count;
    bool failed; /* memory ran out */
} ra_picture;

/* Makes room for rows. Returned: false where memory ran out. */
bool ra_picture_reserve(ra_picture *picture, size_t rows);
void ra_picture_free(ra_picture *picture);

/* Adds a row, and parts to the last one. A part whose ends do not exist is left out. */
ra_picture_row *ra_picture_add(ra_picture *picture, const char *label);
void ra_picture_part_add(ra_picture_row *row, ra_shape shape, double from, double to, double drop,
                         uint32_t colour);

/* Adds an entry to the key; returns where its text goes. */
ra_text *ra_picture_key_add(ra_picture *picture, ra_shape shape, uint32_t colour);

/* Fill a picture in. Each leaves a note and no rows where there is nothing to show. */
void ra_picture_ladder(ra_picture *picture, const ra_result *result);
void ra_picture_attribution(ra_picture *picture, const ra_result *result);
void ra_picture_fan(ra_picture *picture, const ra_result *result);
void ra_picture_tornado(ra_picture *picture, const ra_result *result);
void ra_picture_corpus(ra_picture *picture, const ra_result *const *results, size_t count);

/* A title and credits of one claim: `finding`, or where that is empty the verdict. */
void ra_picture_title(ra_picture *picture, const ra_result *result, ra_text *finding);
void ra_picture_credits(ra_picture *picture, const ra_result *result);

/* --- picture_text.c --- */

/* Returns the width of a text in the usual sans-serif face, in its size. */
double ra_picture_measure(const char *text, bool bold);

/* Appends `text` cleaned of control characters and cut into at most `most` lines of `width` sizes,
 * with "\n" between them and an ellipsis where something is cut off. Returned: the lines. */
int ra_picture_wrap(ra_text *out, const char *text, double width, int most, bool bold);

/* Appends a string of gnuplot: everything but letters, digits, spaces and harmless punctuation as
 * its number, so that no text can end the string or be taken for a command. */
void ra_picture_quote(ra_text *out, const char *text, size_t length);

/* --- picture_layout.c, picture_script.c --- */

typedef enum { RA_PICTURE_SVG, RA_PICTURE_PNG, RA_PICTURE_PDF } ra_picture_file;

#define RA_PICTURE_TICKS 40
#define RA_PICTURE_FACE  "Arial" /* or what takes its place: widths are those of its family */
#define RA_PICTURE_MM    170.0   /* width in print */

/* Where things stand: from the left and the top. */
typedef struct {
    ra_canvas canvas;
    double width, height;
    double font, title_font;
    double margin;
    double left, right, top, bottom;       /* of the rows */
    double label_right;                    /* where the names end */
    double value_right[RA_PICTURE_VALUES]; /* and the values; 0: they are left out */
    double row_font;                       /* of names and values */
    int row_lines;                         /* that a name may take */
    double axis_top, note_top, key_top, credits_top;
    size_t head, tail; /* rows that are shown: from the front, from the end */
    double low, high;  /* of the axis */
    bool log;
    double ticks[RA_PICTURE_TICKS];
    int tick_count;
    ra_text title, subtitle, note, credits; /* in lines */
    int title_lines;
} ra_picture_layout;

/* Finds a layout. Free with ra_picture_layout_free in any case. Returned: false where memory ran
 * out. */
bool ra_picture_layout_find(ra_picture_layout *layout, const ra_picture *picture, ra_canvas canvas);
void ra_picture_layout_free(ra_picture_layout *layout);

/* Returns the row of the picture that stands on the i-th line of those that are shown. */
size_t ra_picture_layout_row(const ra_picture_layout *layout, const ra_picture *picture, size_t i);

/* Returns the height in pixels of a row, and where a value of the axis stands from the left. */
double ra_picture_layout_pitch(const ra_picture_layout *layout);
double ra_picture_layout_place(const ra_picture_layout *layout, double value);
double ra_picture_layout_value(const ra_picture_layout *layout,
                               double place); /* the other way round */

/* --- picture_axis.c: finds the range of the axis and its ticks --- */
void ra_picture_layout_axis(ra_picture_layout *layout, const ra_picture *picture);

/* Appends the whole script. */
void ra_picture_script(ra_text *out, const ra_picture *picture, const ra_picture_layout *layout,
                       ra_picture_file file);

/* --- picture_gnuplot.c --- */

/* Returns whether there is a gnuplot in the folders of $PATH; a message says that there is none. */
bool ra_gnuplot_found(ra_diag *diag);

/* Runs gnuplot without a shell: the script goes to its standard input, what it draws is appended to
 * `out`. Given: seconds after which it is stopped; `stopped`, asked now and then whether the user
 * interrupted (NULL: never). Returned: RA_OK; RA_IO with a message where there is no gnuplot or it
 * fails; RA_INTERRUPTED; RA_NOMEM. It has ended in any case. */
ra_status ra_gnuplot_run(const ra_text *script, double seconds, bool (*stopped)(void), ra_text *out,
                         ra_diag *diag);

#endif
