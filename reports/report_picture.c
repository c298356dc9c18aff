/* Charts as pictures. gnuplot draws them; what it writes is checked and made to depend on nothing
 * but the result before it goes on. */
/* gmtime_r belongs to POSIX. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "models/alloc.h"
#include "models/text.h"
#include "reports/html.h"
#include "reports/picture.h"
#include "reports/writers.h"

#define PATIENCE 60.0 /* seconds for one picture; it takes a tenth of one */

/* A row for every one that a chart may have. */
static size_t most_rows(const ra_result *const *results, size_t count)
{
    size_t most = count + 1;

    for (size_t i = 0; i < count; i++) {
        size_t sizes[] = {results[i]->rung_count, results[i]->step_count, results[i]->input_count};
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
            most = sizes[k] > most ? sizes[k] : most;
    }
    return most;
}

static void fill(ra_picture *picture, ra_chart chart, const ra_result *const *results, size_t count)
{
    switch (chart) {
    case RA_CHART_ATTRIBUTION:
        ra_picture_attribution(picture, results[0]);
        break;
    case RA_CHART_FAN:
        ra_picture_fan(picture, results[0]);
        break;
    case RA_CHART_TORNADO:
        ra_picture_tornado(picture, results[0]);
        break;
    case RA_CHART_CORPUS:
        ra_picture_corpus(picture, results, count);
        return;
    default:
        ra_picture_ladder(picture, results[0]);
        break;
    }
    ra_picture_credits(picture, results[0]);
}

/* A picture on its way. */
typedef struct {
    ra_text script, title;
    ra_text about;        /* what it shows, for those who cannot see it */
    double width, height; /* pixels of CSS */
    ra_text picture;      /* as gnuplot drew it */
    ra_text finished;     /* of an SVG: as it goes on */
} drawing;

/* What the picture is of, and its rows: "Time of one training step: 268,400, \u00f7 2.33; ..." */
static void describe(ra_text *out, const ra_picture *picture)
{
    ra_text_append(out, picture->subtitle.data != NULL ? picture->subtitle.data : "");
    for (size_t i = 0; i < picture->count; i++) {
        const ra_picture_row *row = &picture->rows[i];
        ra_text_append(out, i > 0 ? "; " : " \u2014 ");
        ra_text_append(out, row->label.data != NULL ? row->label.data : "");
        for (int k = 0; k < RA_PICTURE_VALUES; k++)
            if (row->value[k].length > 0)
                ra_text_format(out, "%s%s", k == 0 || row->value[0].length == 0 ? ": " : ", ",
                               row->value[k].data);
    }
    if (picture->count == 0 && picture->note.length > 0)
        ra_text_format(out, " \u2014 %s", picture->note.data);
}

static ra_status make_script(drawing *d, const ra_result *const *results, size_t count,
                             const ra_report_options *options, ra_picture_file file, ra_diag *diag)
{
    unsigned long failures = ra_alloc_failures();
    ra_chart chart = options->chart;
    ra_picture picture = {0};
    ra_picture_layout layout = {0};
    bool fine;

    if (chart == RA_CHART_ANY)
        chart = count > 1 ? RA_CHART_CORPUS : RA_CHART_LADDER;
    if (count > 1 && chart != RA_CHART_CORPUS) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "the chart '%s' shows one claim; several go into a directory, as charts/",
                       ra_chart_name(chart));
        return RA_USAGE;
    }
    fine = ra_picture_reserve(&picture, most_rows(results, count));
    if (fine) {
        fill(&picture, chart, results, count);
        /* A word that found no memory is missing from it. */
        fine = ra_alloc_failures() == failures &&
               ra_picture_layout_find(&layout, &picture, options->canvas);
    }
    if (fine) {
        ra_picture_script(&d->script, &picture, &layout, file);
        ra_text_append(&d->title, picture.title.data != NULL ? picture.title.data : "");
        describe(&d->about, &picture);
        d->width = layout.width;
        d->height = layout.height;
    }
    ra_picture_layout_free(&layout);
    ra_picture_free(&picture);
    return fine && !d->script.failed && !d->title.failed && !d->about.failed ? RA_OK : RA_NOMEM;
}

/* How each format begins and ends: what does not was cut off. */
static const struct {
    const char *first, *last;
    size_t last_length;
} marks[] = {
    [RA_PICTURE_SVG] = {"<?xml", "</svg>\n", 7},
    [RA_PICTURE_PNG] = {"\x89PNG\r\n\x1a\n", "IEND\xae\x42\x60\x82", 8},
    [RA_PICTURE_PDF] = {"%PDF-", "%%EOF\n", 6},
};

static bool is_whole(const ra_text *picture, ra_picture_file file)
{
    size_t first = strlen(marks[file].first), last = marks[file].last_length;
    size_t length = picture->length;

    while (file == RA_PICTURE_SVG && length > 1 && picture->data[length - 2] == '\n')
        length--;
    return length > first + last && memcmp(picture->data, marks[file].first, first) == 0 &&
           memcmp(picture->data + length - last, marks[file].last, last) == 0;
}

/* Appends what stands before the next `mark`, and `replacement` in its place. Returned: what stands
 * behind it; where it does not occur, `from`, and nothing is appended. */
static const char *replace(ra_text *out, const char *from, const char *mark,
                           const char *replacement)
{
    const char *found = strstr(from, mark);

    if (found == NULL)
        return from;
    ra_text_append_bytes(out, from, (size_t)(found - from));
    ra_text_append(out, replacement);
    return found + strlen(mark);
}

/* Appends SVG in which the face has others behind it, and bold is said as SVG says it. */
static void append_faces(ra_text *out, const char *svg)
{
    static const char mark[] = "font-family=\"" RA_PICTURE_FACE, bold[] = ":Bold\"";
    const char *next;

    while ((next = replace(out, svg, mark, mark)) != svg) {
        ra_text_append(out, ", sans-serif\"");
        if (strncmp(next, bold, sizeof bold - 1) == 0)
            ra_text_append(out, " font-weight=\"bold\"");
        svg = next + strcspn(next, "\"");
        svg += *svg != '\0';
    }
    ra_text_append(out, svg);
}

/* gnuplot's SVG with a title for those who cannot see it, a size in millimetres where it is for
 * print, and a face that every system has something for. */
static void finish_svg(ra_text *out, const drawing *d, ra_canvas canvas)
{
    ra_text size = {0}, wanted = {0}, title = {0};
    const char *rest = d->picture.data;

    ra_text_format(&size, " width=\"%.0f\" height=\"%.0f\"", d->width, d->height);
    if (canvas == RA_CANVAS_PRINT)
        ra_text_format(&wanted, " role=\"img\" width=\"%gmm\" height=\"%.2fmm\"", RA_PICTURE_MM,
                       RA_PICTURE_MM * d->height / d->width);
    else
        ra_text_format(&wanted, " role=\"img\"%s", size.failed ? "" : size.data);
    ra_text_append(&title, "<title>");
    ra_html_text(&title, d->title.data);
    ra_text_append(&title, "</title>");
    out->failed = out->failed || size.failed || wanted.failed || title.failed;
    if (!out->failed) {
        rest = replace(out, rest, size.data, wanted.data);
        rest = replace(out, rest, "<title>Gnuplot</title>", title.data);
        rest = replace(out, rest, "<desc>", "<desc>");
        ra_html_text(out, d->about.data);
        rest += strcspn(rest, "<");
    }
    append_faces(out, rest);
    ra_text_free(&size);
    ra_text_free(&wanted);
    ra_text_free(&title);
}

/* A PDF carries the time at which it was made: in its place that of the report, which has as many
 * digits, so that nothing else in the file moves. */
static void finish_pdf(ra_text *pdf, int64_t created)
{
    static const char mark[] = "/CreationDate (D:";
    time_t seconds = created > 0 ? (time_t)created : 0;
    struct tm date;
    char digits[32];

    if (gmtime_r(&seconds, &date) == NULL ||
        strftime(digits, sizeof digits, "%Y%m%d%H%M%S", &date) != 14)
        return;
    for (size_t i = 0; i + sizeof mark + 14 < pdf->length; i++) {
        if (memcmp(pdf->data + i, mark, sizeof mark - 1) == 0) {
            memcpy(pdf->data + i + sizeof mark - 1, digits, 14);
            return;
        }
    }
}

static ra_status draw(drawing *d, ra_picture_file file, const ra_report_options *options,
                      ra_diag *diag)
{
    ra_status status = ra_gnuplot_run(&d->script, PATIENCE, options->stopped, &d->picture, diag);

    if (status != RA_OK)
        return status;
    if (!is_whole(&d->picture, file)) {
        ra_diag_report(diag, RA_ERROR, NULL, "gnuplot ended well, but its picture is not whole");
        return RA_IO;
    }
    if (file == RA_PICTURE_PDF)
        finish_pdf(&d->picture, options->created);
    if (file == RA_PICTURE_SVG)
        finish_svg(&d->finished, d, options->canvas);
    return d->finished.failed ? RA_NOMEM : RA_OK;
}

static ra_status write_picture(const ra_result *const *results, size_t count, FILE *out,
                               const ra_report_options *options, ra_picture_file file, bool script,
                               ra_diag *diag)
{
    drawing d = {0};
    ra_status status = make_script(&d, results, count, options, file, diag);
    const ra_text *text = script ? &d.script : file == RA_PICTURE_SVG ? &d.finished : &d.picture;

    if (status == RA_OK && !script)
        status = draw(&d, file, options, diag);
    if (status == RA_OK && fwrite(text->data, 1, text->length, out) != text->length)
        status = RA_IO;
    ra_text_free(&d.script);
    ra_text_free(&d.title);
    ra_text_free(&d.about);
    ra_text_free(&d.picture);
    ra_text_free(&d.finished);
    return status;
}

ra_status ra_report_svg(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag)
{
    return write_picture(results, count, out, options, RA_PICTURE_SVG, false, diag);
}

ra_status ra_report_png(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag)
{
    return write_picture(results, count, out, options, RA_PICTURE_PNG, false, diag);
}

ra_status ra_report_pdf(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag)
{
    return write_picture(results, count, out, options, RA_PICTURE_PDF, false, diag);
}

ra_status ra_report_gnuplot(const ra_result *const *results, size_t count, FILE *out,
                            const ra_report_options *options, ra_diag *diag)
{
    return write_picture(results, count, out, options, RA_PICTURE_SVG, true, diag);
}
