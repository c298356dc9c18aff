/* Documents of the program as pages of the site, and the page for what is not there. */
#include "reports/site_docs.h"

#include <ctype.h>
#include <string.h>

#include "reports/report_html.h"
#include "reports/site_parts.h"

/* The documents with their titles, which are those of their first headings. */
static const struct {
    ra_site_kind kind;
    const char *path, *title, *html;
    bool contents; /* a list of its sections stands below its title */
} docs[] = {
    {RA_SITE_METHOD, "method.html", "Methods", ra_site_doc_method, true},
    {RA_SITE_LESSONS, "lessons.html", "What the corpus teaches", ra_site_doc_lessons, false},
    {RA_SITE_REFERENCES, "references.html", "References", ra_site_doc_references, false},
};

/* Appends the name of a heading as an id: letters and digits, with a dash for the rest. */
static void append_slug(ra_text *out, const char *heading, size_t length)
{
    bool dash = false;

    for (size_t i = 0; i < length; i++) {
        char c = (char)tolower((unsigned char)heading[i]);
        if (c == '<' || c == '&') { /* a tag or a reference */
            const char *end = memchr(heading + i, c == '<' ? '>' : ';', length - i);
            i = end != NULL ? (size_t)(end - heading) : length;
            continue;
        }
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            ra_text_append_bytes(out, &c, 1);
            dash = true;
        } else if (dash) {
            ra_text_append(out, "-");
            dash = false;
        }
    }
}

static const char heading_open[] = "<h2>", heading_close[] = "</h2>";

/* Returns the next heading of the second level and its length; NULL: none. */
static const char *next_heading(const char *html, size_t *length)
{
    const char *start = strstr(html, heading_open), *end;

    if (start == NULL)
        return NULL;
    start += sizeof heading_open - 1;
    end = strstr(start, heading_close);
    *length = end != NULL ? (size_t)(end - start) : strlen(start);
    return start;
}

static void add_contents(ra_text *out, const char *html)
{
    size_t length;

    ra_text_append(out, "<nav aria-label=\"Sections\"><ul class=\"contents\">\n");
    for (const char *h = html; (h = next_heading(h, &length)) != NULL;) {
        ra_text_append(out, "<li><a href=\"#");
        append_slug(out, h, length);
        ra_text_append(out, "\">");
        ra_text_append_bytes(out, h, length);
        ra_text_append(out, "</a></li>\n");
    }
    ra_text_append(out, "</ul></nav>\n");
}

static bool has_claim(const ra_site *site, const char *stem, size_t length)
{
    for (size_t i = 0; i < site->plan.count; i++)
        if (strlen(site->stems[i]) == length && strncmp(site->stems[i], stem, length) == 0)
            return true;
    return false;
}

/* Appends text in which a comment behind a number names the claim that it is from:
 * "88<!-- strubell-2019-nas factor -->" becomes a link to the claim's page where the site has it.
 * Comments are left out. */
static void add_linked(ra_text *out, const ra_site *site, const char *html, const char *end)
{
    static const char opening[] = "<!-- ", closing[] = "-->";

    for (const char *mark; (mark = strstr(html, opening)) != NULL && mark < end;) {
        const char *claim = mark + sizeof opening - 1, *number = mark,
                   *rest = strstr(claim, closing);
        size_t length = strcspn(claim, " ");
        if (rest == NULL)
            break;
        while (number > html && strchr("0123456789.,", number[-1]) != NULL)
            number--;
        if (number < mark && has_claim(site, claim, length)) {
            ra_text_append_bytes(out, html, (size_t)(number - html));
            ra_text_append(out, "<a href=\"claims/");
            ra_text_append_bytes(out, claim, length);
            ra_text_append(out, ".html\">");
            ra_text_append_bytes(out, number, (size_t)(mark - number));
            ra_text_append(out, "</a>");
        } else {
            ra_text_append_bytes(out, html, (size_t)(mark - html));
        }
        html = rest + sizeof closing - 1;
    }
    ra_text_append_bytes(out, html, (size_t)(end - html));
}

/* The document with ids at its headings. */
static void add_body(ra_text *out, const ra_site *site, const char *html)
{
    size_t length;
    const char *h;

    while ((h = next_heading(html, &length)) != NULL) {
        add_linked(out, site, html, h - (sizeof heading_open - 1));
        ra_text_append(out, "<h2 id=\"");
        append_slug(out, h, length);
        ra_text_append(out, "\">");
        ra_text_append_bytes(out, h, length);
        html = h + length;
    }
    add_linked(out, site, html, html + strlen(html));
}

void ra_site_doc(ra_text *out, const ra_site *site, ra_site_kind kind)
{
    static const char *const none[] = {NULL};

    for (size_t i = 0; i < sizeof docs / sizeof *docs; i++) {
        if (docs[i].kind != kind)
            continue;
        const char *first = strstr(docs[i].html, "</h1>");
        size_t head = first != NULL ? (size_t)(first - docs[i].html) + strlen("</h1>\n") : 0;
        ra_site_page_open(out, docs[i].title, "", docs[i].path, none);
        ra_text_append(out, "<article class=\"prose\">\n");
        ra_text_append_bytes(out, docs[i].html, head);
        if (docs[i].contents)
            add_contents(out, docs[i].html);
        add_body(out, site, docs[i].html + head);
        ra_text_append(out, "</article>\n");
        ra_site_page_close(out, site, none);
    }
}

/* A server shows this page for any address, so that only a full address leads back. */
void ra_site_missing(ra_text *out, const ra_site *site)
{
    static const char *const none[] = {NULL};
    const char *root = site->plan.base != NULL ? site->plan.base : "";

    ra_site_page_open(out, "Not found", root, NULL, none);
    ra_text_append(out, "<h1>Not found</h1>\n<p>There is no such page. ");
    ra_site_link(out, root, "", "index", ".html", "All claims");
    ra_text_append(out, " are on the first page.</p>\n");
    ra_site_page_close(out, site, none);
}
