/* The charts that can be drawn as pictures, and how large.
 *
 * Units: none. Errors: none. Source: docs/formats.md. */
#ifndef RA_CHART_KIND_H
#define RA_CHART_KIND_H

#ifdef __cplusplus
extern "C" {
#endif

/* What a chart shows. X(code, name, other words for it in the name of a file, what it shows) */
#define RA_CHART_LIST(X)                                                                           \
    X(RA_CHART_LADDER, "ladder", "corrections", "the corrections, one after another")              \
    X(RA_CHART_ATTRIBUTION, "attribution", "shares", "the share of each correction, in any order") \
    X(RA_CHART_FAN, "fan", "uncertainty", "the uncertainty after every step of the chain")         \
    X(RA_CHART_TORNADO, "tornado", "sensitivity",                                                  \
      "what each uncertain input does to the headline")                                            \
    X(RA_CHART_CORPUS, "corpus", "claims", "all claims by how far off they are")

typedef enum {
    RA_CHART_ANY, /* of one claim the ladder, of several the corpus */
#define X(code, name, other, text) code,
    RA_CHART_LIST(X)
#undef X
        RA_CHARTS
} ra_chart;

/* Given: a `chart`. Returned: its name; "any" of RA_CHART_ANY. */
const char *ra_chart_name(ra_chart chart);

/* Given: a `chart`. Returned: what it shows, in words. */
const char *ra_chart_text(ra_chart chart);

/* Given: the `name` of a chart. Returned: it, or RA_CHART_ANY where there is none. */
ra_chart ra_chart_find(const char *name);

/* Given: the `path` of a file. Returned: the chart that the last word of its name asks for:
 * "bloom-tornado.png" the tornado, "tornado.de.svg" too; RA_CHART_ANY: none. */
ra_chart ra_chart_of_path(const char *path);

/* How large a picture is: in print, on the cards that social networks show, or a square one. */
#define RA_CANVAS_LIST(X)                                                                          \
    X(RA_CANVAS_PRINT, "print", "170 mm wide and as high as it needs; as PNG 300 dots an inch")    \
    X(RA_CANVAS_SOCIAL, "social", "1200 by 630 pixels")                                            \
    X(RA_CANVAS_SQUARE, "square", "1080 by 1080 pixels")

typedef enum {
#define X(code, name, text) code,
    RA_CANVAS_LIST(X)
#undef X
        RA_CANVASES
} ra_canvas;

/* Given: a `canvas`. Returned: its name on the command line. */
const char *ra_canvas_name(ra_canvas canvas);

/* Given: a `canvas`. Returned: how large it is, in words. */
const char *ra_canvas_text(ra_canvas canvas);

#ifdef __cplusplus
}
#endif
#endif
