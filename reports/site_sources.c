/* The sources of a site: which claims and which rows of the tables rest on each. */
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/citations.h"
#include "reports/report_data.h"
#include "reports/report_html.h"
#include "reports/report_text.h"
#include "reports/site_parts.h"

/* The name by which a source is cited and sorted. */
static const char *name_of(const ra_source *source)
{
    return source->short_authors != NULL ? source->short_authors : source->title;
}

static int by_name(const void *a, const void *b)
{
    const ra_source *first = ((const ra_site_source *)a)->source;
    const ra_source *second = ((const ra_site_source *)b)->source;
    int order = strcmp(name_of(first), name_of(second));

    if (order == 0 && first->year != second->year)
        order = first->year < second->year ? -1 : 1;
    return order != 0 ? order : strcmp(first->key, second->key);
}

static ra_site_source *find(ra_site *site, const ra_source *source)
{
    for (size_t i = 0; source != NULL && i < site->source_count; i++)
        if (site->sources[i].source == source)
            return &site->sources[i];
    return NULL;
}

/* What a claim says of a source, one use after another: `use` is called with what the source is
 * for. Returned: how many there are. */
typedef void use_function(void *context, const char *what, const char *label,
                          const ra_figure *figure, const ra_citation *citation);

static size_t each_use(const ra_claim *claim, const ra_source *source, use_function *use,
                       void *context)
{
    static const char *const sides[RA_SIDES] = {
        [RA_PUBLISHED] = "published figure", [RA_AUDITED] = "audited figure"};
    size_t count = 0;
#define USE(what, label, figure, citation)                                                         \
    do {                                                                                           \
        if ((citation)->source == source) {                                                        \
            count++;                                                                               \
            if (use != NULL)                                                                       \
                use(context, what, label, figure, citation);                                       \
        }                                                                                          \
    } while (false)

    USE("the estimate itself", NULL, &claim->stated, &claim->citation);
    USE("corrects it", NULL, NULL, &claim->auditor.citation);
    USE("printed the corrected total", NULL, &claim->corrected, &claim->corrected.citation);
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        for (int side = 0; side < RA_SIDES; side++) {
            const ra_figure *figure = &claim->quantities[q].figure[side];
            /* A figure that has its source from the claim or the audit says nothing of its own. */
            if (!figure->citation.inherited)
                USE(sides[side], claim->quantities[q].label, figure, &figure->citation);
        }
    for (uint32_t i = 0; i < claim->repeat_count; i++)
        USE("printed it again", claim->repeated[i].headline, &claim->repeated[i].figure,
            &claim->repeated[i].citation);
    for (uint32_t i = 0; i < claim->audit_count; i++)
        USE("another audit", claim->audits[i].label, NULL, &claim->audits[i].citation);
#undef USE
    return count;
}

static ra_status add_row(ra_site_source *source, const ra_table *table, const ra_row *row)
{
    ra_site_row *rows = ra_realloc(source->rows, (source->row_count + 1) * sizeof *rows);

    if (rows == NULL)
        return RA_NOMEM;
    source->rows = rows;
    rows[source->row_count++] = (ra_site_row){table, row};
    return RA_OK;
}

static ra_status find_rows(ra_site *site, const char *id, ra_diag *diag)
{
    const ra_table *table = NULL;
    ra_status status = ra_data_table(site->plan.data, id, &table, diag);

    for (size_t i = 0; status == RA_OK && i < ra_table_count(table); i++) {
        const ra_row *row = ra_table_row(table, i);
        ra_site_source *source = find(site, ra_row_read_words(row, site->all).source);
        if (source != NULL)
            status = add_row(source, table, row);
    }
    return status;
}

/* Leaves out the sources that nothing rests on. */
static void keep_used(ra_site *site)
{
    size_t kept = 0;

    for (size_t i = 0; i < site->source_count; i++) {
        if (site->sources[i].claims == 0 && site->sources[i].row_count == 0)
            continue;
        site->sources[kept++] = site->sources[i];
    }
    site->source_count = kept;
}

ra_status ra_site_find_sources(ra_site *site, ra_diag *diag)
{
    char **tables = NULL;
    ra_status status = ra_data_sources(site->plan.data, &site->all, diag);

    if (status != RA_OK)
        return status;
    site->sources = ra_calloc(ra_sources_count(site->all) + 1, sizeof *site->sources);
    if (site->sources == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i < ra_sources_count(site->all); i++)
        site->sources[site->source_count++].source = ra_sources_at(site->all, i);
    for (size_t i = 0; i < site->source_count; i++)
        for (size_t k = 0; k < site->plan.count; k++)
            if (each_use(site->order[k]->claim, site->sources[i].source, NULL, NULL) > 0)
                site->sources[i].claims++;
    status = ra_data_list(site->plan.data, RA_DATA_TABLES, &tables);
    for (size_t i = 0; status == RA_OK && tables[i] != NULL; i++)
        status = find_rows(site, tables[i], diag);
    ra_free(tables);
    keep_used(site);
    if (site->source_count > 0)
        qsort(site->sources, site->source_count, sizeof *site->sources, by_name);
    return status;
}

void ra_site_free_sources(ra_site *site)
{
    for (size_t i = 0; site->sources != NULL && i < site->source_count; i++)
        ra_free(site->sources[i].rows);
    ra_free(site->sources);
}

static void append_name(ra_text *out, const ra_source *source)
{
    ra_text_append(out, name_of(source));
    if (source->year != 0)
        ra_text_format(out, " (%d)", source->year);
}

static void add_count(ra_text *out, size_t count)
{
    ra_text_format(out, "<td class=\"number\">%zu</td>", count);
}

void ra_site_sources(ra_text *out, const ra_site *site)
{
    static const char *const headings[] = {"Source", "Title", ">Claims", ">Reference figures"};
    static const char *const none[] = {NULL};

    ra_site_page_open(out, "Sources", "", "sources.html", none);
    ra_text_append(out,
                   "<header><h1>Sources</h1>\n<p class=\"lead\">Every figure here has a source and "
                   "says where in it the figure stands and whether it was read there. The page of "
                   "a source shows what rests on it.</p></header>\n");
    ra_html_table_open(out, "Sources and what rests on them", headings,
                       sizeof headings / sizeof *headings, false);
    for (size_t i = 0; i < site->source_count; i++) {
        const ra_site_source *source = &site->sources[i];
        ra_text name = {0};
        append_name(&name, source->source);
        ra_text_append(out, "<tr><th scope=\"row\">");
        ra_site_link(out, "", "sources/", source->source->key, ".html",
                     name.data != NULL ? name.data : "");
        ra_text_append(out, "</th><td>");
        ra_html_text(out, source->source->title);
        ra_text_append(out, "</td>");
        add_count(out, source->claims);
        add_count(out, source->row_count);
        ra_text_append(out, "</tr>\n");
        out->failed = out->failed || name.failed;
        ra_text_free(&name);
    }
    ra_html_table_close(out, false);
    ra_site_page_close(out, site, none);
}

/* One use as an item of a list: "audited figure: Power usage effectiveness, 1.10 (Table 4; read in
 * the primary source)". */
static void add_use(void *context, const char *what, const char *label, const ra_figure *figure,
                    const ra_citation *citation)
{
    ra_text *out = context, value = {0};

    ra_text_append(out, "<li>");
    ra_html_text(out, what);
    if (label != NULL) {
        ra_text_append(out, ": ");
        ra_html_text(out, label);
    }
    if (figure != NULL && figure->kind != RA_FIGURE_NONE && figure->kind != RA_FIGURE_FORMULA) {
        if (figure->printed != NULL)
            ra_text_append(&value, figure->printed);
        else
            ra_number_trim(&value, figure->value, 6);
        ra_piece_unit(&value, figure->unit);
        ra_text_append(out, label != NULL ? ", <b>" : ": <b>");
        ra_html_piece(out, &value);
        ra_text_append(out, "</b>");
    }
    ra_text_append(out, " <span class=\"remark\">");
    if (citation->locator != NULL) {
        ra_html_text(out, citation->locator);
        ra_text_append(out, "; ");
    }
    ra_text_format(out, "%s</span></li>\n", ra_evidence_text(citation->evidence));
}

static void add_claims(ra_text *out, const ra_site *site, const ra_site_source *source)
{
    if (source->claims == 0)
        return;
    ra_text_format(out, "<section class=\"uses\"><h2>Claims that rest on it (%zu)</h2>\n",
                   source->claims);
    for (size_t i = 0; i < site->plan.count; i++) {
        const ra_claim *claim = site->order[i]->claim;
        if (each_use(claim, source->source, NULL, NULL) == 0)
            continue;
        ra_text_append(out, "<h3>");
        ra_site_link(out, "../", "claims/", site->stems[i], ".html", ra_claim_title(claim));
        ra_text_append(out, "</h3>\n<p>");
        ra_html_text(out, site->order[i]->sentence);
        ra_text_append(out, "</p>\n<ul>\n");
        each_use(claim, source->source, add_use, out);
        ra_text_append(out, "</ul>\n");
    }
    ra_text_append(out, "</section>\n");
}

static void add_figure(ra_text *out, const ra_site *site, const ra_site_row *use)
{
    const ra_row *row = use->row;
    ra_row_words words = ra_row_read_words(row, site->all);
    ra_text figure = {0}, year = {0};

    if (words.figure != NULL)
        ra_text_append(&figure, words.figure);
    else
        ra_number_trim(&figure, words.value, 15);
    if (strcmp(row->unit, "1") != 0)
        ra_text_format(&figure, " %s", row->unit);
    if (row->year != 0)
        ra_text_format(&year, "%d", row->year);
    ra_text_append(out, "<tr>");
    ra_html_row_head(out, row->subject != NULL ? row->subject->label : row->label);
    ra_html_put(out, "td", NULL,
                row->quantity != NULL ? row->quantity : ra_table_title(use->table));
    ra_html_number_cell(out, &figure);
    ra_html_number_cell(out, &year);
    ra_html_put(out, "td", NULL, words.locator);
    ra_html_put(out, "td", NULL, ra_evidence_text(words.evidence));
    ra_text_append(out, "<td><code>");
    ra_html_text(out, row->path);
    ra_text_append(out, "</code></td></tr>\n");
}

static void add_rows(ra_text *out, const ra_site *site, const ra_site_source *source)
{
    static const char *const headings[] = {"Of",    "What",     ">Figure", ">Year",
                                           "Where", "Evidence", "Row"};

    if (source->row_count == 0)
        return;
    ra_text_format(out, "<section><h2>Reference figures from it (%zu)</h2>\n", source->row_count);
    ra_html_table_open(out, "Reference figures from this source", headings,
                       sizeof headings / sizeof *headings, false);
    for (size_t i = 0; i < source->row_count; i++)
        add_figure(out, site, &source->rows[i]);
    ra_html_table_close(out, false);
    ra_text_append(out, "</section>\n");
}

void ra_site_source_page(ra_text *out, const ra_site *site, size_t item)
{
    static const char *const none[] = {NULL};
    const ra_site_source *source = &site->sources[item];
    ra_text name = {0}, full = {0};

    append_name(&name, source->source);
    ra_source_cite(source->source, &full);
    ra_site_page_open(out, name.data != NULL ? name.data : "", "../", NULL, none);
    ra_text_append(out, "<header><p class=\"kicker\">What rests on this source</p>\n");
    ra_html_element(out, "h1", NULL, &name);
    ra_text_append(out, "\n<p>");
    ra_html_piece(out, &full);
    ra_text_append(out, "</p>\n<p>");
    ra_html_link(out, source->source->url, source->source->url);
    ra_text_append(out, "</p>\n");
    if (source->source->note != NULL)
        ra_html_put(out, "p", "note", source->source->note);
    ra_text_append(out, "</header>\n");
    add_claims(out, site, source);
    add_rows(out, site, source);
    ra_site_page_close(out, site, none);
}
