/* What the pages of a site have in common: the head, the navigation, the foot. */
#include <string.h>

#include "reports/report_html.h"
#include "reports/site_parts.h"

/* The pages that every page links to. */
static const struct {
    const char *path, *name;
} places[] = {
    {"index.html", "Claims"},  {"sources.html", "Sources"},       {"lessons.html", "Lessons"},
    {"method.html", "Method"}, {"references.html", "References"}, {"feed.xml", "Feed"},
};

void ra_site_page_open(ra_text *out, const char *title, const char *root, const char *here,
                       const char *const *scripts)
{
    ra_text head = {0};

    ra_text_append(
        &head, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Claims\" href=\"");
    ra_html_text(&head, root);
    ra_text_append(&head, "feed.xml\">\n");
    out->failed = out->failed || head.failed;
    ra_html_open_with(out, title, head.failed ? "" : head.data, scripts);
    ra_text_free(&head);
    ra_text_append(out, "<nav class=\"site\" aria-label=\"Site\"><ul>");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bool current = here != NULL && strcmp(here, places[i].path) == 0;
        ra_text_append(out, "<li><a href=\"");
        ra_html_text(out, root);
        ra_text_format(out, "%s\"%s>%s</a></li>", places[i].path,
                       current ? " aria-current=\"page\"" : "", places[i].name);
    }
    ra_text_append(out, "</ul></nav>\n<main id=\"main\">\n");
}

void ra_site_page_close(ra_text *out, const ra_site *site, const char *const *scripts)
{
    const ra_result *first = site->plan.count > 0 ? site->plan.results[0] : NULL;

    ra_text_append(out, "</main>\n<footer><p>Made by reaudit ");
    ra_html_text(out, first != NULL ? first->version : "");
    ra_text_append(
        out, ". Data: CC BY 4.0. Every number can be made again by the command on the page of "
             "its claim.</p></footer>\n");
    ra_html_close(out, scripts);
}

void ra_site_link(ra_text *out, const char *root, const char *folder, const char *name,
                  const char *extension, const char *text)
{
    ra_text_append(out, "<a href=\"");
    ra_html_text(out, root);
    ra_html_text(out, folder);
    ra_html_text(out, name);
    ra_html_text(out, extension);
    ra_text_append(out, "\">");
    ra_html_text(out, text);
    ra_text_append(out, "</a>");
}
