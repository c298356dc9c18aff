/* The sources of claims as BibTeX [patashnik1988]. */
#include <stdio.h>
#include <string.h>

#include "models/json.h"
#include "reports/citations.h"
#include "reports/writers.h"
#include "reports/markup.h"

/* The entry type of a CSL type, and the field that names what the work appeared in. */
static const struct {
    const char *csl, *entry, *container;
} types[] = {
    {"article-journal", "article", "journal"},   {"article-magazine", "article", "journal"},
    {"article-newspaper", "article", "journal"}, {"paper-conference", "inproceedings", "booktitle"},
    {"chapter", "incollection", "booktitle"},    {"book", "book", "series"},
    {"report", "techreport", "series"},          {"thesis", "phdthesis", "series"},
};

static void add_field(ra_text *out, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    ra_text_format(out, ",\n  %s = {", name);
    ra_latex_text(out, value);
    ra_text_append(out, "}");
}

/* The value of a member that is a text; NULL: there is none. */
static const char *text_of(const ra_value *object, const char *key)
{
    const ra_value *value = ra_value_find(object, key);

    return value != NULL && ra_value_kind(value) == RA_STRING ? ra_value_string(value) : NULL;
}

/* "von Family, Given"; an institution in braces of its own, so that it stays whole. */
static void add_author(ra_text *out, const ra_value *author)
{
    const char *family = text_of(author, "family"), *given = text_of(author, "given");
    const char *particle = text_of(author, "non-dropping-particle");

    if (family == NULL) {
        ra_text_append(out, "{");
        ra_latex_text(out, text_of(author, "literal"));
        ra_text_append(out, "}");
        return;
    }
    if (particle != NULL) {
        ra_latex_text(out, particle);
        ra_text_append(out, " ");
    }
    ra_latex_text(out, family);
    if (given != NULL) {
        ra_text_append(out, ", ");
        ra_latex_text(out, given);
    }
}

static void add_authors(ra_text *out, const ra_value *record)
{
    const ra_value *authors = ra_value_find(record, "author");
    const char *separator = "";

    if (authors == NULL || ra_value_kind(authors) != RA_ARRAY || ra_value_count(authors) == 0)
        return;
    ra_text_append(out, ",\n  author = {");
    for (const ra_value *a = ra_value_first(authors); a != NULL; a = ra_value_next(a)) {
        ra_text_append(out, separator);
        add_author(out, a);
        separator = " and ";
    }
    ra_text_append(out, "}");
}

static void add_entry(ra_text *out, const ra_source *source)
{
    const char *entry = "misc", *container = "howpublished";

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].csl, source->type) == 0) {
            entry = types[i].entry;
            container = types[i].container;
        }
    }
    ra_text_format(out, "@%s{%s", entry, source->key);
    add_authors(out, source->record);
    /* Braces of its own keep the capitals of a title. */
    ra_text_append(out, ",\n  title = {{");
    ra_latex_text(out, source->title);
    ra_text_append(out, "}}");
    add_field(out, container, source->container);
    add_field(out, strcmp(entry, "techreport") == 0 ? "institution" : "publisher",
              text_of(source->record, "publisher"));
    add_field(out, "volume", text_of(source->record, "volume"));
    add_field(out, "number", text_of(source->record, "issue"));
    add_field(out, "pages", text_of(source->record, "page"));
    if (source->year != 0)
        ra_text_format(out, ",\n  year = {%d}", source->year);
    add_field(out, "doi", source->doi);
    if (source->url != NULL)
        ra_text_format(out, ",\n  url = {%s}", source->url); /* a URL has no brace */
    ra_text_append(out, "\n}\n");
}

ra_status ra_report_bibtex(const ra_result *const *results, size_t count, FILE *out,
                           const ra_report_options *options, ra_diag *diag)
{
    ra_text text = {0};

    (void)options;
    (void)diag;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; ra_citation_at(results[i]->claim, k) != NULL; k++)
            if (ra_cited_source(results, i, k) != NULL)
                add_entry(&text, ra_cited_source(results, i, k));
    return ra_text_finish(&text, out);
}
