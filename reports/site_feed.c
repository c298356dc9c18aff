/* The feed [rfc4287] and the site map [sitemaps]. No clock is read: an entry has the date of its
 * claim, the feed the newest of them, and SOURCE_DATE_EPOCH stands in for a date that is missing.
 */
/* gmtime_r belongs to POSIX. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "models/alloc.h"
#include "models/sha256.h"
#include "reports/report_html.h"
#include "reports/site_parts.h"

#define DATE_ROOM 40

/* "2019-06-05", "2019-06" or "2019" as a time [rfc3339]. */
static void date_of(const ra_site *site, const ra_claim *claim, char out[DATE_ROOM])
{
    static const char rest[] = "0000-01-01T00:00:00Z";
    size_t length = claim->date != NULL ? strlen(claim->date) : 0;
    time_t seconds = site->plan.options.created > 0 ? (time_t)site->plan.options.created : 0;
    struct tm date;

    if (length == 4 || length == 7 || length == 10) {
        memcpy(out, claim->date, length);
        strcpy(out + length, rest + length);
    } else if (gmtime_r(&seconds, &date) == NULL ||
               strftime(out, DATE_ROOM, "%Y-%m-%dT%H:%M:%SZ", &date) == 0) {
        strcpy(out, "1970-01-01T00:00:00Z");
    }
}

/* A name that stays the same wherever the site is: a UUID of version 8 over a digest
 * [rfc9562, 5.8]. */
static void add_uuid(ra_text *out, const char *text)
{
    char hex[65];

    ra_sha256_of(text, hex);
    hex[12] = '8';
    hex[16] = "89ab"[strtol((const char[]){hex[16], '\0'}, NULL, 16) & 3];
    ra_text_format(out, "<id>urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s</id>\n", hex, hex + 8, hex + 12,
                   hex + 16, hex + 20);
}

typedef struct {
    char date[DATE_ROOM];
    size_t claim;
    const char *id;
} entry;

static int newest_first(const void *a, const void *b)
{
    const entry *first = a, *second = b;
    int order = strcmp(second->date, first->date);

    return order != 0 ? order : strcmp(first->id, second->id);
}

static void add_address(ra_text *out, const ra_site *site, const char *path)
{
    ra_html_text(out, site->plan.base);
    ra_html_text(out, path);
}

static void add_entry(ra_text *out, const ra_site *site, const entry *e)
{
    const ra_result *result = site->order[e->claim];
    const ra_claim *claim = result->claim;
    const ra_source *source = claim->citation.source;
    ra_text path = {0};

    ra_text_append(out, "<entry>\n");
    ra_html_put(out, "title", NULL, ra_claim_title(claim));
    ra_text_append(out, "\n");
    add_uuid(out, claim->id);
    ra_text_append(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
    ra_text_format(&path, "claims/%s.html", site->stems[e->claim]);
    add_address(out, site, path.failed ? "" : path.data);
    ra_text_free(&path);
    ra_text_format(out, "\"/>\n<updated>%s</updated>\n", e->date);
    if (source != NULL && source->short_authors != NULL) {
        ra_text_append(out, "<author>");
        ra_html_put(out, "name", NULL, source->short_authors);
        ra_text_append(out, "</author>\n");
    }
    if (claim->topic != NULL) {
        ra_text_append(out, "<category term=\"");
        ra_html_text(out, claim->topic);
        ra_text_append(out, "\"/>\n");
    }
    ra_html_put(out, "summary", NULL, result->sentence);
    ra_text_append(out, "\n</entry>\n");
}

void ra_site_feed(ra_text *out, const ra_site *site)
{
    const ra_result *first = site->plan.count > 0 ? site->plan.results[0] : NULL;
    entry *entries = ra_calloc(site->plan.count + 1, sizeof *entries);

    if (entries == NULL) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < site->plan.count; i++) {
        entries[i].claim = i;
        entries[i].id = site->order[i]->claim->id;
        date_of(site, site->order[i]->claim, entries[i].date);
    }
    if (site->plan.count > 0)
        qsort(entries, site->plan.count, sizeof *entries, newest_first);
    ra_text_append(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
                        "<title>Footprint estimates, audited again</title>\n");
    add_uuid(out, site->plan.base != NULL ? site->plan.base : "reaudit");
    ra_text_append(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"");
    add_address(out, site, "feed.xml");
    ra_text_append(out, "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"");
    add_address(out, site, "index.html");
    ra_text_format(out, "\"/>\n<updated>%s</updated>\n<author><name>reaudit</name></author>\n",
                   site->plan.count > 0 ? entries[0].date : "1970-01-01T00:00:00Z");
    ra_text_append(out, "<generator version=\"");
    ra_html_text(out, first != NULL ? first->version : "");
    ra_text_append(out, "\">reaudit</generator>\n");
    for (size_t i = 0; i < site->plan.count; i++)
        add_entry(out, site, &entries[i]);
    ra_text_append(out, "</feed>\n");
    ra_free(entries);
}

void ra_site_map(ra_text *out, const ra_site *site)
{
    static const char html[] = ".html";

    ra_text_append(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < site->file_count; i++) {
        const ra_site_file *file = &site->files[i];
        size_t length = strlen(file->path);
        if (length < sizeof html || strcmp(file->path + length - (sizeof html - 1), html) != 0 ||
            file->kind == RA_SITE_MISSING)
            continue;
        ra_text_append(out, "<url><loc>");
        add_address(out, site, file->path);
        ra_text_append(out, "</loc></url>\n");
    }
    ra_text_append(out, "</urlset>\n");
}
