/* The files of a site. */
#include "reports/site.h"

#include <string.h>

#include "models/alloc.h"
#include "reports/corpus.h"
#include "reports/finding.h"
#include "reports/site_parts.h"

enum { EACH_SITE, EACH_BASE, EACH_CLAIM, EACH_SOURCE };

static const struct {
    int each;
    const char *path; /* with a '*' for the name */
} kinds[RA_SITE_KINDS] = {
#define X(kind, each, path) {EACH_##each, path},
    RA_SITE_LIST(X)
#undef X
};

static char *settle(ra_text *text)
{
    char *data = text->failed ? NULL : text->data;

    if (data == NULL)
        ra_text_free(text);
    return data;
}

/* Those with corrections come first: the others have no place on the axis of factors. */
static void put_corrected_first(ra_site *site)
{
    size_t count = 0;

    for (size_t i = 0; i < site->plan.count; i++) {
        const ra_result *result = site->order[i];
        if (!ra_corpus_corrected(result))
            continue;
        memmove(&site->order[count + 1], &site->order[count], (i - count) * sizeof *site->order);
        site->order[count++] = result;
    }
}

/* Orders the results and names the files of each. */
static ra_status order_results(ra_site *site, ra_diag *diag)
{
    size_t count = site->plan.count;

    site->order = ra_calloc(count + 1, sizeof *site->order);
    site->stems = ra_calloc(count + 1, sizeof *site->stems);
    site->workbooks = ra_calloc(count + 1, sizeof *site->workbooks);
    if (site->order == NULL || site->stems == NULL || site->workbooks == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i < count; i++)
        site->order[i] = site->plan.results[i];
    if (count > 0)
        ra_corpus_sort(site->order, count, "factor");
    put_corrected_first(site);
    for (size_t i = 0; i < count; i++) {
        ra_text stem = {0};
        ra_claim_stem(site->order[i]->claim, &stem);
        site->stems[i] = settle(&stem);
        if (site->stems[i] == NULL)
            return RA_NOMEM;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(site->stems[k], site->stems[i]) == 0) {
                ra_diag_report(diag, RA_ERROR, NULL,
                               "two claims have the id '%s'; their pages would be one",
                               site->order[i]->claim->id);
                return RA_USAGE;
            }
        }
    }
    return RA_OK;
}

static size_t items_of(const ra_site *site, int each)
{
    return each == EACH_CLAIM    ? site->plan.count
           : each == EACH_SOURCE ? site->source_count
           : each == EACH_BASE   ? (site->plan.base != NULL ? 1 : 0)
                                 : 1;
}

static ra_status add_file(ra_site *site, ra_site_kind kind, size_t item)
{
    const char *path = kinds[kind].path, *star = strchr(path, '*');
    ra_site_file *file = &site->files[site->file_count++];
    ra_text text = {0};

    if (star != NULL) {
        ra_text_append_bytes(&text, path, (size_t)(star - path));
        ra_text_append(&text, kinds[kind].each == EACH_CLAIM ? site->stems[item]
                                                             : site->sources[item].source->key);
        ra_text_append(&text, star + 1);
    } else {
        ra_text_append(&text, path);
    }
    *file = (ra_site_file){kind, item, settle(&text)};
    return file->path != NULL ? RA_OK : RA_NOMEM;
}

static ra_status find_files(ra_site *site)
{
    size_t count = 0;
    ra_status status = RA_OK;

    for (int kind = 0; kind < RA_SITE_KINDS; kind++)
        count += items_of(site, kinds[kind].each);
    site->files = ra_calloc(count, sizeof *site->files);
    if (site->files == NULL)
        return RA_NOMEM;
    for (int kind = 0; kind < RA_SITE_KINDS && status == RA_OK; kind++)
        for (size_t i = 0; i < items_of(site, kinds[kind].each) && status == RA_OK; i++)
            status = add_file(site, (ra_site_kind)kind, i);
    return status;
}

/* The workbook of the corpus links to those of the claims. */
static void find_workbooks(ra_site *site)
{
    for (size_t f = 0; f < site->file_count; f++) {
        if (site->files[f].kind != RA_SITE_CLAIM_WORKBOOK)
            continue;
        for (size_t i = 0; i < site->plan.count; i++)
            if (site->plan.results[i] == site->order[site->files[f].item])
                site->workbooks[i] = site->files[f].path;
    }
}

ra_status ra_site_open(ra_site **out, const ra_site_plan *plan, ra_diag *diag)
{
    ra_site *site = ra_calloc(1, sizeof *site);
    ra_status status;

    if (site == NULL)
        return RA_NOMEM;
    site->plan = *plan;
    status = order_results(site, diag);
    if (status == RA_OK)
        status = ra_site_find_sources(site, diag);
    if (status == RA_OK)
        status = find_files(site);
    if (status == RA_OK) {
        find_workbooks(site);
        *out = site;
    } else {
        ra_site_free(site);
    }
    return status;
}

void ra_site_free(ra_site *site)
{
    if (site == NULL)
        return;
    for (size_t i = 0; i < site->file_count; i++)
        ra_free(site->files[i].path);
    for (size_t i = 0; site->stems != NULL && i < site->plan.count; i++)
        ra_free(site->stems[i]);
    ra_site_free_sources(site);
    ra_free(site->files);
    ra_free(site->stems);
    ra_free(site->workbooks);
    ra_free(site->order);
    ra_free(site);
}

size_t ra_site_count(const ra_site *site)
{
    return site->file_count;
}

const char *ra_site_path(const ra_site *site, size_t i)
{
    return site->files[i].path;
}

/* A page of the site, as a format of which it is the only result. */
typedef struct {
    const ra_site *site;
    const ra_site_file *file;
} page;

static void add_page(ra_text *out, const ra_site *site, const ra_site_file *file)
{
    switch (file->kind) {
    case RA_SITE_INDEX:
        ra_site_index(out, site);
        break;
    case RA_SITE_SOURCES:
        ra_site_sources(out, site);
        break;
    case RA_SITE_SOURCE_PAGE:
        ra_site_source_page(out, site, file->item);
        break;
    case RA_SITE_FEED:
        ra_site_feed(out, site);
        break;
    case RA_SITE_MAP:
        ra_site_map(out, site);
        break;
    case RA_SITE_MISSING:
        ra_site_missing(out, site);
        break;
    default:
        ra_site_doc(out, site, file->kind);
        break;
    }
}

static ra_status write_page(const ra_result *const *results, size_t count, FILE *out,
                            const ra_report_options *options, ra_diag *diag)
{
    const page *p = (const page *)(const void *)results[0];
    ra_text text = {0};

    (void)count;
    (void)options;
    (void)diag;
    add_page(&text, p->site, p->file);
    return ra_text_finish(&text, out);
}

/* The format of a file that is a report; NULL: a page of the site's own. */
static const ra_format *format_of(ra_site_kind kind)
{
    static const char *const names[RA_SITE_KINDS] = {
        [RA_SITE_CLAIM_WORKBOOK] = "xlsx",  [RA_SITE_CLAIM_JSON] = "json",
        [RA_SITE_CLAIM_CSV] = "csv",        [RA_SITE_CLAIM_PAGE] = "html",
        [RA_SITE_CORPUS_WORKBOOK] = "xlsx", [RA_SITE_BIBTEX] = "bibtex",
    };

    return names[kind] != NULL ? ra_format_find(names[kind]) : NULL;
}

ra_status ra_site_write(const ra_site *site, size_t i, const char *path, ra_diag *diag)
{
    static const ra_format own = {.name = "page", .extension = ".html", .stream = write_page};
    static const ra_format json = {.name = "json", .extension = ".json", .stream = ra_corpus_json};
    static const ra_format csv = {.name = "csv", .extension = ".csv", .stream = ra_corpus_csv};
    const ra_site_file *file = &site->files[i];
    const ra_format *format = file->kind == RA_SITE_CORPUS_JSON  ? &json
                              : file->kind == RA_SITE_CORPUS_CSV ? &csv
                                                                 : format_of(file->kind);
    ra_report_options options = site->plan.options;
    const page p = {site, file};
    const ra_result *const pages[] = {(const ra_result *)(const void *)&p};

    if (format == NULL)
        return ra_report_write(&own, pages, 1, path, &options, diag);
    options.index = "../index.html";
    options.sources = "../sources/";
    if (kinds[file->kind].each == EACH_CLAIM)
        return ra_report_write(format, &site->order[file->item], 1, path, &options, diag);
    options.files = site->workbooks;
    return ra_report_write(format, site->plan.results, site->plan.count, path, &options, diag);
}
