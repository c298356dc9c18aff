/* One bibliographic record of CSL-JSON. CSL is a format from outside: keys that are not used here
 * are let through. */
#include "models/source_read.h"

#include <string.h>

/* More authors than this become "et al." */
#define MOST_AUTHORS 6

/* The types of CSL 1.0.2 [csl, appendix III]. */
static const char *const types[] = {
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score",
    "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
};

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Moves a text into the arena. Returned: the copy, or NULL (out of memory). */
static const char *settle(ra_arena *arena, ra_text *text)
{
    const char *copy = text->failed ? NULL : ra_arena_text(arena, text->data, text->length);
    ra_text_free(text);
    return copy;
}

/* Appends the name that a person is cited by: "Strubell", "van der Waals", "Uptime Institute". */
static bool append_name(ra_text *out, const ra_value *author, ra_diag *diag)
{
    static const char *const parts[] = {"dropping-particle", "non-dropping-particle", "family",
                                        "literal"};
    bool named = false;
    if (ra_value_kind(author) != RA_OBJECT) {
        ra_value_report(author, diag, RA_ERROR, "an author must be an object");
        return false;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *part = NULL;
        if (!ra_value_get_string(author, parts[i], false, &part, diag))
            continue;
        ra_text_format(out, "%s%s", named ? " " : "", part);
        named = named || i >= 2;
        if (i < 2)
            ra_text_append(out, " ");
    }
    if (!named)
        ra_value_report(author, diag, RA_ERROR, "an author needs 'family' or 'literal'");
    return named;
}

/* "A", "A and B", "A, B and C"; of more than `most` the first `shown`, then "et al." */
static bool append_names(ra_text *out, const ra_value *authors, size_t most, size_t shown,
                         ra_diag *diag)
{
    size_t count = ra_value_count(authors), i = 0;
    for (const ra_value *a = ra_value_first(authors); a; a = ra_value_next(a), i++) {
        if (count > most && i == shown) {
            ra_text_append(out, " et al.");
            return true;
        }
        if (i > 0)
            ra_text_append(out, i + 1 == count ? " and " : ", ");
        if (!append_name(out, a, diag))
            return false;
    }
    return true;
}

static ra_status read_authors(ra_arena *arena, ra_source *source, const ra_value *object,
                              ra_diag *diag)
{
    const ra_value *authors = NULL;
    ra_text all = {0}, few = {0};
    if (!ra_value_get_array(object, "author", false, &authors, diag))
        return ra_value_find(object, "author") ? RA_INVALID : RA_OK;
    if (ra_value_count(authors) == 0)
        return RA_OK;
    if (!append_names(&all, authors, MOST_AUTHORS, 3, diag)) {
        ra_text_free(&all);
        return RA_INVALID;
    }
    (void)append_names(&few, authors, 2, 1, diag); /* of those that are good already */
    source->authors = settle(arena, &all);
    source->short_authors = settle(arena, &few);
    return source->authors && source->short_authors ? RA_OK : RA_NOMEM;
}

/* Reads {"date-parts": [[2019, 6, 5]]}. Another form of date ("literal", "raw") is allowed by CSL
 * and leaves the year unknown. */
static bool read_year(ra_source *source, const ra_value *object, ra_diag *diag)
{
    const ra_value *issued = NULL, *parts = NULL;
    if (!ra_value_get_object(object, "issued", false, &issued, diag))
        return !ra_value_find(object, "issued");
    if (!ra_value_get_array(issued, "date-parts", false, &parts, diag))
        return !ra_value_find(issued, "date-parts");
    const ra_value *date = ra_value_first(parts), *year = date ? ra_value_first(date) : NULL;
    if (year && ra_value_kind(date) == RA_ARRAY && ra_value_kind(year) == RA_NUMBER) {
        double y = ra_value_number(year);
        if (y >= 1 && y <= 9999 && y == (int)y) {
            source->year = (int)y;
            return true;
        }
    }
    ra_value_report(year ? year : parts, diag, RA_ERROR,
                    "'date-parts' must be [[year, month, day]] or [[year]]");
    return false;
}

/* A link ends up in pages and workbooks, so only the web is let through. */
static bool check_url(const ra_value *object, const char *url, ra_diag *diag)
{
    const ra_value *at = ra_value_find(object, "URL");
    if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) {
        ra_value_report(at, diag, RA_ERROR, "a URL starts with https:// or http://");
        return false;
    }
    for (size_t i = 0; url[i]; i++) {
        if ((unsigned char)url[i] > ' ' && url[i] != 0x7F && !strchr("\"<>\\^`{|}", url[i]))
            continue;
        ra_value_report_byte(at, i, diag, RA_ERROR,
                             "this character cannot stand in a URL; write it as %%%02X",
                             (unsigned char)url[i]);
        return false;
    }
    return true;
}

static bool check_doi(const ra_value *object, const char *doi, ra_diag *diag)
{
    const ra_value *at = ra_value_find(object, "DOI");
    const char *slash = strchr(doi, '/');
    if (strncmp(doi, "10.", 3) == 0 && slash && slash[1] && !strchr(doi, ' '))
        return true;
    ra_value_report(at, diag, RA_ERROR,
                    "a DOI is written without a resolver, as \"10.18653/v1/P19-1355\"");
    return false;
}

/* The DOI's address, with everything encoded that is not plain in a path [rfc3986, 2]. */
static const char *doi_url(ra_arena *arena, const char *doi)
{
    ra_text url = {0};
    ra_text_append(&url, "https://doi.org/");
    for (const char *c = doi; *c; c++) {
        if (is_plain(*c) || strchr("/.-_~:;()", *c))
            ra_text_append_bytes(&url, c, 1);
        else
            ra_text_format(&url, "%%%02X", (unsigned char)*c);
    }
    return settle(arena, &url);
}

static ra_status read_links(ra_arena *arena, ra_source *source, const ra_value *object,
                            ra_diag *diag)
{
    bool doi = ra_value_get_string(object, "DOI", false, &source->doi, diag);
    bool url = ra_value_get_string(object, "URL", false, &source->url, diag);
    if (!doi && !url) {
        if (!ra_value_find(object, "DOI") && !ra_value_find(object, "URL"))
            ra_value_report(object, diag, RA_ERROR, "a source needs a 'DOI' or a 'URL'");
        return RA_INVALID;
    }
    bool good = !doi || check_doi(object, source->doi, diag);
    good = (!url || check_url(object, source->url, diag)) && good;
    if (good && !url)
        source->url = doi_url(arena, source->doi);
    if (good && !source->url)
        return RA_NOMEM;
    return good ? RA_OK : RA_INVALID;
}

/* Reads a text that must be there and have a character. */
static bool read_text(const ra_value *object, const char *key, const char **out, ra_diag *diag)
{
    if (!ra_value_get_string(object, key, true, out, diag))
        return false;
    if (**out)
        return true;
    ra_value_report(ra_value_find(object, key), diag, RA_ERROR, "'%s' is empty", key);
    return false;
}

/* Keys are named by claims and shown in cells and pages. */
static bool check_key(const ra_value *object, const char *key, ra_diag *diag)
{
    for (size_t i = 0; key[i]; i++) {
        if (is_plain(key[i]) || (i > 0 && strchr("._:-", key[i])))
            continue;
        ra_value_report_byte(ra_value_find(object, "id"), i, diag, RA_ERROR,
                             "an id has letters, digits and . _ : - alone");
        return false;
    }
    return true;
}

ra_status ra_source_read(ra_source *out, const ra_value *object, ra_arena *arena, ra_diag *diag)
{
    ra_source source = {.record = object};
    int type = 0;
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, diag, RA_ERROR, "a source must be an object");
        return RA_INVALID;
    }
    bool good = read_text(object, "id", &source.key, diag) &&
                check_key(object, source.key, diag);
    if (ra_value_get_choice(object, "type", true, types, sizeof types / sizeof *types, &type, diag))
        source.type = types[type];
    good = read_text(object, "title", &source.title, diag) && source.type && good;
    good = read_year(&source, object, diag) && good;
    ra_value_get_string(object, "container-title", false, &source.container, diag);
    ra_value_get_string(object, "note", false, &source.note, diag);
    ra_status authors = read_authors(arena, &source, object, diag);
    ra_status links = read_links(arena, &source, object, diag);
    if (authors == RA_NOMEM || links == RA_NOMEM)
        return RA_NOMEM;
    if (!good || authors != RA_OK || links != RA_OK)
        return RA_INVALID;
    *out = source;
    return RA_OK;
}
