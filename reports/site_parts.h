/* The inside of a site. Internal to site*.c: site.c knows the files, the others each write a kind
 * of page. */
#ifndef RA_SITE_PARTS_H
#define RA_SITE_PARTS_H

#include "models/text.h"
#include "reports/site.h"

/* Kinds of files, in the order of writing. X(kind, writes one for every, path or folder) */
#define RA_SITE_LIST(X)                                                                            \
    X(CLAIM_WORKBOOK, CLAIM, "claims/*.xlsx")                                                      \
    X(CLAIM_JSON, CLAIM, "claims/*.json")                                                          \
    X(CLAIM_CSV, CLAIM, "claims/*.csv")                                                            \
    X(CORPUS_WORKBOOK, SITE, "corpus.xlsx")                                                        \
    X(CORPUS_JSON, SITE, "corpus.json")                                                            \
    X(CORPUS_CSV, SITE, "corpus.csv")                                                              \
    X(BIBTEX, SITE, "sources.bib")                                                                 \
    X(CLAIM_PAGE, CLAIM, "claims/*.html")                                                          \
    X(SOURCE_PAGE, SOURCE, "sources/*.html")                                                       \
    X(SOURCES, SITE, "sources.html")                                                               \
    X(METHOD, SITE, "method.html")                                                                 \
    X(LESSONS, SITE, "lessons.html")                                                               \
    X(REFERENCES, SITE, "references.html")                                                         \
    X(MISSING, SITE, "404.html")                                                                   \
    X(FEED, SITE, "feed.xml")                                                                      \
    X(MAP, BASE, "sitemap.xml")                                                                    \
    X(INDEX, SITE, "index.html")

typedef enum {
#define X(kind, each, path) RA_SITE_##kind,
    RA_SITE_LIST(X)
#undef X
        RA_SITE_KINDS
} ra_site_kind;

typedef struct {
    ra_site_kind kind;
    size_t item; /* of the claims or of the sources */
    char *path;
} ra_site_file;

/* A use of a source by a row of a table. */
typedef struct {
    const ra_table *table;
    const ra_row *row;
} ra_site_row;

/* A source that something rests on. */
typedef struct {
    const ra_source *source;
    size_t claims; /* that cite it */
    ra_site_row *rows;
    size_t row_count;
} ra_site_source;

struct ra_site {
    ra_site_plan plan;
    const ra_result **order; /* by factor, most overstated first */
    char **stems;            /* names of the files of each claim of `order`, without extension */
    const char **workbooks;  /* for each of the plan's results the path of its workbook */
    const ra_sources *all;   /* the sources of the data */
    ra_site_source *sources; /* by the name that they are cited by */
    size_t source_count;
    ra_site_file *files;
    size_t file_count;
};

/* --- site_sources.c --- */

/* Finds the sources and which rows of which tables name each. */
ra_status ra_site_find_sources(ra_site *site, ra_diag *diag);
void ra_site_free_sources(ra_site *site);

/* Each appends a whole page, feed or map. */
void ra_site_index(ra_text *out, const ra_site *site);
void ra_site_sources(ra_text *out, const ra_site *site);
void ra_site_source_page(ra_text *out, const ra_site *site, size_t item);
void ra_site_doc(ra_text *out, const ra_site *site, ra_site_kind kind);
void ra_site_missing(ra_text *out, const ra_site *site);
void ra_site_feed(ra_text *out, const ra_site *site);
void ra_site_map(ra_text *out, const ra_site *site);

/* --- site_page.c: what pages have in common --- */

/* Opens a page of the site up to the opened main part. `root`: what leads from the page to the
 * site's first folder, "" or "../" or an address; `here`: the path of the page in the navigation,
 * or NULL. */
void ra_site_page_open(ra_text *out, const char *title, const char *root, const char *here,
                       const char *const *scripts);
void ra_site_page_close(ra_text *out, const ra_site *site, const char *const *scripts);

/* Appends <a href="ROOT FOLDER NAME EXTENSION">TEXT</a>. */
void ra_site_link(ra_text *out, const char *root, const char *folder, const char *name,
                  const char *extension, const char *text);

#endif
